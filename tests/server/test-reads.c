/* test-reads.c: reading what the desk talks about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include "model/sheaf-id.h"

#define ARTICLE "0193e000-0000-7000-8000-000000000001"
#define SET "0193c000-0000-7000-8000-000000000001"
#define TAG "a3d1a2b4-0000-5000-8000-000000000001"

static void
make_articles (ServerFixture *fixture,
               guint          n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193e000-0000-7000-8000-%012u", i);
      g_autofree char *create = g_strdup_printf (
          "{\"op\":\"create\",\"value\":{\"state\":\"inbox\",\"title\":\"Article %u\",\"body\":\"<p>Text %u</p>\","
          "\"published\":\"2026-11-%02uT08:00:00.000Z\"}}",
          i, i, i);

      server_fixture_edit (fixture, "article", id, create);
    }
}

static void
test_pages (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *cursor = NULL;
  guint seen = 0;
  guint expected = 7;

  make_articles (fixture, 7);
  do
    {
      g_autofree char *path
          = g_strdup_printf ("/v1/articles?limit=3%s%s", cursor != NULL ? "&cursor=" : "",
                             cursor != NULL ? cursor : "");
      g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", path, NULL);

      g_assert_cmpint (reply->status, ==, 200);
      for (guint i = 0; i < reply_get_length (reply, "items"); i++)
        {
          g_autofree char *at = g_strdup_printf ("items/%u/title", i);
          g_autofree char *title = g_strdup_printf ("Article %u", expected--);

          g_assert_cmpstr (reply_get_string (reply, at), ==, title);
          seen++;
        }
      g_free (cursor);
      cursor = JSON_NODE_HOLDS_NULL (reply_get (reply, "next"))
                   ? NULL
                   : g_uri_escape_string (reply_get_string (reply, "next"), NULL, FALSE);
    }
  while (cursor != NULL);
  g_assert_cmpint (seen, ==, 7);
}

static void
test_filters (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) kept = NULL;
  g_autoptr (Reply) tagged = NULL;
  g_autoptr (Reply) found = NULL;
  g_autoptr (Reply) since = NULL;
  g_autoptr (Reply) odd = NULL;

  make_articles (fixture, 5);
  server_fixture_edit (fixture, "tag", TAG, "{\"op\":\"create\",\"value\":{\"name\":\"expo\"}}");
  server_fixture_edit (fixture, "article", ARTICLE,
                       "{\"op\":\"put\",\"field\":\"state\",\"was\":\"inbox\",\"value\":\"kept\"},"
                       "{\"op\":\"add\",\"field\":\"tags\",\"value\":\"" TAG "\"}");

  kept = server_fixture_send (fixture, "GET", "/v1/articles?state=kept", NULL);
  g_assert_cmpint (reply_get_length (kept, "items"), ==, 1);
  g_assert_cmpstr (reply_get_string (kept, "items/0/id"), ==, ARTICLE);
  tagged = server_fixture_send (fixture, "GET", "/v1/articles?tag=" TAG, NULL);
  g_assert_cmpint (reply_get_length (tagged, "items"), ==, 1);
  found = server_fixture_send (fixture, "GET", "/v1/articles?q=article", NULL);
  g_assert_cmpint (reply_get_length (found, "items"), ==, 5);
  since = server_fixture_send (fixture, "GET", "/v1/articles?since=2026-11-04T00%3A00%3A00Z", NULL);
  g_assert_cmpint (reply_get_length (since, "items"), ==, 2);
  odd = server_fixture_send (fixture, "GET", "/v1/articles?q=%22%20AND%20%28*", NULL);
  g_assert_cmpint (odd->status, ==, 200);
}

static void
assert_bad (ServerFixture *fixture,
            const char    *path,
            guint          status,
            const char    *problem)
{
  g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", path, NULL);

  g_test_message ("%s: %s", path, reply->text);
  g_assert_cmpint (reply->status, ==, status);
  g_assert_cmpstr (reply_get_problem (reply), ==, problem);
}

static void
test_bad_queries (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();

  assert_bad (fixture, "/v1/articles?limit=0", 400, "bad-request");
  assert_bad (fixture, "/v1/articles?limit=1001", 400, "bad-request");
  assert_bad (fixture, "/v1/articles?limit=ten", 400, "bad-request");
  assert_bad (fixture, "/v1/articles?since=yesterday", 400, "bad-request");
  assert_bad (fixture, "/v1/articles?colour=red", 400, "bad-request");
  assert_bad (fixture, "/v1/sets?q=expo", 400, "bad-request");
  assert_bad (fixture, "/v1/articles?cursor=nonsense", 400, "cursor");
  assert_bad (fixture, "/v1/sets/" SET, 404, "not-found");
  assert_bad (fixture, "/v1/sets/expo", 404, "not-found");
  assert_bad (fixture, "/v1/articles/" ARTICLE "/body", 404, "not-found");
  assert_bad (fixture, "/v1/planets", 404, "not-found");
}

/* Each kind can be listed and read one by one. */
static void
test_kinds (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();

  for (SheafKind kind = 0; kind < SHEAF_N_KINDS; kind++)
    {
      g_autofree char *list = g_strconcat ("/v1/", sheaf_kind_to_plural (kind), NULL);
      g_autofree char *one = g_strconcat (list, "/" SET, NULL);
      g_autoptr (Reply) listed = server_fixture_send (fixture, "GET", list, NULL);
      g_autoptr (Reply) missing = server_fixture_send (fixture, "GET", one, NULL);

      g_assert_cmpint (listed->status, ==, 200);
      g_assert_cmpint (reply_get_length (listed, "items"), ==, 0);
      g_assert_true (JSON_NODE_HOLDS_NULL (reply_get (listed, "next")));
      g_assert_cmpint (missing->status, ==, 404);
    }
}

static void
test_etags (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  const char *const paths[]
      = { "/v1/articles", "/v1/articles/" ARTICLE, "/v1/articles/" ARTICLE "/body" };

  make_articles (fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Reply) first = server_fixture_send (fixture, "GET", paths[i], NULL);
      const char *etag = soup_message_headers_get_one (first->headers, "ETag");
      g_autofree char *list = g_strdup_printf ("\"other\", %s", etag);
      g_autoptr (Reply) same = NULL;
      g_autoptr (Reply) among = NULL;
      g_autoptr (Reply) other = NULL;

      g_test_message ("%s: %s", paths[i], etag);
      g_assert_nonnull (etag);
      same = server_fixture_send_as (fixture, fixture->reader, "GET", paths[i], NULL,
                                     "If-None-Match", etag);
      g_assert_cmpint (same->status, ==, 304);
      g_assert_cmpstr (same->text, ==, "");
      among = server_fixture_send_as (fixture, fixture->reader, "GET", paths[i], NULL,
                                      "If-None-Match", list);
      g_assert_cmpint (among->status, ==, 304);
      other = server_fixture_send_as (fixture, fixture->reader, "GET", paths[i], NULL,
                                      "If-None-Match", "\"other\"");
      g_assert_cmpint (other->status, ==, 200);
    }
}

static void
test_etags_change (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) before = NULL;
  g_autoptr (Reply) after = NULL;

  make_articles (fixture, 1);
  before = server_fixture_send (fixture, "GET", "/v1/articles/" ARTICLE, NULL);
  server_fixture_edit (fixture, "article", ARTICLE,
                       "{\"op\":\"put\",\"field\":\"state\",\"was\":\"inbox\",\"value\":\"kept\"}");
  after = server_fixture_send_as (fixture, fixture->reader, "GET", "/v1/articles/" ARTICLE, NULL,
                                  "If-None-Match",
                                  soup_message_headers_get_one (before->headers, "ETag"));
  g_assert_cmpint (after->status, ==, 200);
  g_assert_cmpstr (reply_get_string (after, "state"), ==, "kept");
}

static void
test_deleted (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) listed = NULL;
  g_autoptr (Reply) one = NULL;
  g_autoptr (Reply) changes = NULL;

  server_fixture_edit (fixture, "set", SET, "{\"op\":\"create\",\"value\":{\"title\":\"Expo\"}}");
  server_fixture_edit (fixture, "set", SET, "{\"op\":\"delete\"}");

  listed = server_fixture_send (fixture, "GET", "/v1/sets", NULL);
  g_assert_cmpint (reply_get_length (listed, "items"), ==, 0);
  one = server_fixture_send (fixture, "GET", "/v1/sets/" SET, NULL);
  g_assert_cmpint (one->status, ==, 200);
  g_assert_cmpstr (reply_get_string (one, "deleted"), !=, "");
  changes = server_fixture_send (fixture, "GET", "/v1/changes", NULL);
  g_assert_cmpstr (reply_get_string (changes, "entities/0/deleted"), !=, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reads/pages", test_pages);
  g_test_add_func ("/reads/filters", test_filters);
  g_test_add_func ("/reads/bad-queries", test_bad_queries);
  g_test_add_func ("/reads/kinds", test_kinds);
  g_test_add_func ("/reads/entity-tags", test_etags);
  g_test_add_func ("/reads/entity-tags-change", test_etags_change);
  g_test_add_func ("/reads/deleted", test_deleted);

  return g_test_run ();
}
