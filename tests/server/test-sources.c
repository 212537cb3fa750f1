/* test-sources.c: sources read through the API and by themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include "model/sheaf-id.h"
#include "support/sheaf-misbehaving-server.h"

#define SOURCE "0193f000-0000-7000-8000-000000000001"
#define OTHER "0193f000-0000-7000-8000-000000000002"

static ServerFixture *
start (void)
{
  ServerFixture *fixture = server_fixture_new ();

  g_assert_true (sheaf_server_allow_address (fixture->server, "127.0.0.0/8"));
  server_fixture_listen (fixture);

  return fixture;
}

/* Paused, so that it is read only when it is asked for. */
static void
make_source (ServerFixture *fixture,
             const char    *id,
             const char    *address,
             gboolean       paused)
{
  g_autofree char *create = g_strdup_printf (
      "{\"op\":\"create\",\"value\":{\"type\":\"feed\",\"title\":\"Coast\",\"address\":\"%s\"%s}}",
      address, paused ? ",\"paused\":true" : "");

  server_fixture_edit (fixture, "source", id, create);
}

static Reply *
refresh (ServerFixture *fixture,
         const char    *id)
{
  g_autofree char *path = g_strdup_printf ("/v1/sources/%s/refresh", id);

  return server_fixture_send (fixture, "POST", path, NULL);
}

static void
test_refresh (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (feeds, "/feed.xml");
  g_autofree char *body_path = NULL;
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) third = NULL;
  g_autoptr (Reply) articles = NULL;
  g_autoptr (Reply) body = NULL;
  g_autoptr (Reply) source = NULL;

  make_source (fixture, SOURCE, address, TRUE);
  first = refresh (fixture, SOURCE);
  g_test_message ("%s", first->text);
  g_assert_cmpint (first->status, ==, 200);
  g_assert_cmpint (reply_get_int (first, "added"), ==, 3);

  articles = server_fixture_send (fixture, "GET", "/v1/articles?source=" SOURCE, NULL);
  g_assert_cmpint (reply_get_length (articles, "items"), ==, 3);
  g_assert_cmpstr (reply_get_string (articles, "items/0/title"), ==, "Ferry line opens");
  g_assert_cmpstr (reply_get_string (articles, "items/0/publisher"), ==, "Coast");
  g_assert_cmpstr (reply_get_string (articles, "items/0/state"), ==, "inbox");
  g_assert_cmpstr (reply_get_string (articles, "items/0/published"), ==,
                   "2026-06-03T08:00:00.000Z");
  g_assert_cmpstr (reply_get_string (articles, "items/0/direction"), ==, "ltr");
  g_assert_null (strstr (articles->text, "alert"));

  body_path = g_strdup_printf ("/v1/articles/%s/body", reply_get_string (articles, "items/0/id"));
  body = server_fixture_send (fixture, "GET", body_path, NULL);
  g_assert_cmpint (body->status, ==, 200);
  g_assert_null (strstr (body->text, "script"));

  /* Nothing is new, neither by its validators nor when they are ignored. */
  second = refresh (fixture, SOURCE);
  g_assert_cmpint (second->status, ==, 200);
  g_assert_cmpint (reply_get_int (second, "added"), ==, 0);
  g_assert_cmpint (reply_get_int (second, "updated"), ==, 0);

  sheaf_misbehaving_server_set_headline (feeds, "Ferry line opens late");
  third = refresh (fixture, SOURCE);
  g_assert_cmpint (reply_get_int (third, "added"), ==, 0);
  g_assert_cmpint (reply_get_int (third, "updated"), ==, 1);
  g_assert_cmpint (reply_get_int (third, "unchanged"), ==, 2);

  source = server_fixture_send (fixture, "GET", "/v1/sources/" SOURCE, NULL);
  g_assert_cmpstr (reply_get_string (source, "health/state"), ==, "ok");
  g_assert_cmpstr (reply_get_string (source, "feed/title"), ==, "Coast Wire");
}

static gint64
get_seq (ServerFixture *fixture)
{
  return sheaf_store_get_seq (fixture->store, NULL);
}

/* Health raises seq when it turns, and only then; another source is not touched. */
static void
test_health_turns (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (feeds, "/feed.xml");
  g_autofree char *other_address = sheaf_misbehaving_server_get_address (feeds, "/other.xml");
  g_autoptr (Reply) failed = NULL;
  g_autoptr (Reply) failed_again = NULL;
  g_autoptr (Reply) source = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (Reply) mended = NULL;
  g_autoptr (Reply) healthy = NULL;
  gint64 seq;

  make_source (fixture, SOURCE, address, TRUE);
  make_source (fixture, OTHER, other_address, TRUE);
  reply_free (refresh (fixture, SOURCE));
  seq = get_seq (fixture);
  reply_free (refresh (fixture, SOURCE));
  g_assert_cmpint (get_seq (fixture), ==, seq);

  sheaf_misbehaving_server_set_status (feeds, 500);
  failed = refresh (fixture, SOURCE);
  g_assert_cmpint (failed->status, ==, 502);
  g_assert_cmpstr (reply_get_problem (failed), ==, "source-failed");
  g_assert_nonnull (strstr (reply_get_string (failed, "detail"), "500"));
  g_assert_cmpint (get_seq (fixture), ==, seq + 1);
  failed_again = refresh (fixture, SOURCE);
  g_assert_cmpint (failed_again->status, ==, 502);
  g_assert_cmpint (get_seq (fixture), ==, seq + 1);

  source = server_fixture_send (fixture, "GET", "/v1/sources/" SOURCE, NULL);
  g_assert_cmpstr (reply_get_string (source, "health/state"), ==, "failing");
  g_assert_nonnull (strstr (reply_get_string (source, "health/last_error"), "500"));
  g_assert_cmpstr (reply_get_string (source, "health/last_success"), !=, "");
  g_assert_cmpstr (reply_get_string (source, "health/next_try"), !=, "");
  g_assert_cmpint (reply_get_int (source, "rev"), ==, 1);

  other = refresh (fixture, OTHER);
  g_assert_cmpint (other->status, ==, 200);
  g_assert_cmpint (reply_get_int (other, "added") + reply_get_int (other, "unchanged"), ==, 1);

  sheaf_misbehaving_server_set_status (feeds, 0);
  mended = refresh (fixture, SOURCE);
  g_assert_cmpint (mended->status, ==, 200);
  healthy = server_fixture_send (fixture, "GET", "/v1/sources/" SOURCE, NULL);
  g_assert_cmpstr (reply_get_string (healthy, "health/state"), ==, "ok");
  g_assert_cmpstr (reply_get_string (healthy, "health/last_error"), ==, "");
}

static void
test_gone_source (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (feeds, "/gone");
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) source = NULL;
  g_autoptr (Reply) unknown = NULL;
  g_autoptr (Reply) no_id = NULL;

  make_source (fixture, SOURCE, address, TRUE);
  reply = refresh (fixture, SOURCE);
  g_assert_cmpint (reply->status, ==, 502);
  source = server_fixture_send (fixture, "GET", "/v1/sources/" SOURCE, NULL);
  g_assert_cmpstr (reply_get_string (source, "health/state"), ==, "gone");

  unknown = refresh (fixture, OTHER);
  g_assert_cmpint (unknown->status, ==, 404);
  no_id = refresh (fixture, "coast");
  g_assert_cmpint (no_id->status, ==, 404);
}

/* A source that is made is read at once, and whoever follows the backend hears of it. */
static void
test_by_itself (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (feeds, "/feed.xml");
  gint64 deadline = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;
  gint64 since = 0;
  guint articles = 0;

  make_source (fixture, SOURCE, address, FALSE);
  while (articles < 3)
    {
      g_autofree char *path
          = g_strdup_printf ("/v1/changes?wait=10&since=%" G_GINT64_FORMAT, since);
      g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", path, NULL);

      for (guint i = 0; i < reply_get_length (reply, "entities"); i++)
        {
          g_autofree char *kind = g_strdup_printf ("entities/%u/kind", i);

          articles += g_str_equal (reply_get_string (reply, kind), "article");
        }
      since = reply_get_int (reply, "seq");
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  g_assert_cmpint (articles, ==, 3);
}

/* Without leave, a newsroom's backend reads nothing of its own surroundings. */
static void
test_private (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (feeds, "/feed.xml");
  g_autofree char *body = g_strdup_printf ("{\"address\":\"%s\"}", address);
  g_autoptr (Reply) discovered = NULL;
  g_autoptr (Reply) refreshed = NULL;

  discovered = server_fixture_send (fixture, "POST", "/v1/sources/discover", body);
  g_assert_cmpint (discovered->status, ==, 422);
  g_assert_cmpstr (reply_get_problem (discovered), ==, "source-failed");
  make_source (fixture, SOURCE, address, TRUE);
  refreshed = refresh (fixture, SOURCE);
  g_assert_cmpint (refreshed->status, ==, 502);
  g_assert_cmpint (sheaf_misbehaving_server_get_hits (feeds, "/feed.xml"), ==, 0);
}

static void
test_discover (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *feed = sheaf_misbehaving_server_get_address (feeds, "/feed.xml");
  g_autofree char *page = sheaf_misbehaving_server_get_address (feeds, "/page");
  g_autofree char *bare = sheaf_misbehaving_server_get_address (feeds, "/bare-page");
  g_autofree char *page_body = g_strdup_printf ("{\"address\":\"%s\"}", page);
  g_autofree char *bare_body = g_strdup_printf ("{\"address\":\"%s\"}", bare);
  g_autoptr (Reply) found = NULL;
  g_autoptr (Reply) none = NULL;
  g_autoptr (Reply) missing = NULL;
  g_autoptr (Reply) unknown = NULL;
  g_autoptr (Reply) scheme = NULL;

  found = server_fixture_send (fixture, "POST", "/v1/sources/discover", page_body);
  g_assert_cmpint (found->status, ==, 200);
  g_assert_cmpint (reply_get_length (found, "feeds"), ==, 2);
  g_assert_cmpstr (reply_get_string (found, "feeds/0/address"), ==, feed);
  g_assert_cmpstr (reply_get_string (found, "feeds/0/kind"), ==, "rss");
  g_assert_cmpstr (reply_get_string (found, "title"), ==, "Coast & Sea");
  g_assert_cmpint (reply_get_length (found, "articles"), ==, 3);
  g_assert_cmpstr (reply_get_string (found, "articles/0/title"), ==, "Ferry line opens");
  g_assert_cmpstr (reply_get_string (found, "language"), ==, "en");

  none = server_fixture_send (fixture, "POST", "/v1/sources/discover", bare_body);
  g_assert_cmpint (none->status, ==, 422);
  g_assert_cmpstr (reply_get_problem (none), ==, "source-failed");
  missing = server_fixture_send (fixture, "POST", "/v1/sources/discover", "{}");
  g_assert_cmpstr (reply_get_problem (missing), ==, "bad-request");
  unknown = server_fixture_send (fixture, "POST", "/v1/sources/discover", "{\"url\":\"x\"}");
  g_assert_cmpstr (reply_get_problem (unknown), ==, "unknown-field");
  scheme = server_fixture_send (fixture, "POST", "/v1/sources/discover",
                                "{\"address\":\"file:///etc/passwd\"}");
  g_assert_cmpint (scheme->status, ==, 422);
}

static gpointer
discover_in_thread (gpointer data)
{
  ServerFixture *fixture = ((gpointer *) data)[0];

  return server_fixture_send (fixture, "POST", "/v1/sources/discover", ((gpointer *) data)[1]);
}

/* Stopping does not wait for a server that says nothing. */
static void
test_stopped (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *silent = sheaf_misbehaving_server_get_address (feeds, "/silent");
  g_autofree char *body = g_strdup_printf ("{\"address\":\"%s\"}", silent);
  gpointer data[] = { fixture, body };
  GThread *thread = g_thread_new ("discoverer", discover_in_thread, data);
  g_autoptr (Reply) reply = NULL;
  gint64 begun;

  while (sheaf_misbehaving_server_get_hits (feeds, "/silent") == 0)
    g_thread_yield ();
  begun = g_get_monotonic_time ();
  sheaf_server_stop (fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 15 * G_USEC_PER_SEC);
  reply = g_thread_join (thread);
  g_assert_cmpint (reply->status, !=, 200);
}

static void
test_try (void)
{
  g_autoptr (SheafMisbehavingServer) feeds = sheaf_misbehaving_server_new ();
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (feeds, "/feed.xml");
  g_autofree char *bad = sheaf_misbehaving_server_get_address (feeds, "/not-modified");
  g_autoptr (Reply) good_reply = NULL;
  g_autoptr (Reply) bad_reply = NULL;
  g_autoptr (Reply) articles = NULL;

  make_source (fixture, SOURCE, address, TRUE);
  make_source (fixture, OTHER, bad, TRUE);
  good_reply = server_fixture_send (fixture, "POST", "/v1/sources/" SOURCE "/test", "{}");
  g_assert_cmpint (good_reply->status, ==, 200);
  g_assert_cmpint (reply_get_int (good_reply, "articles"), ==, 3);
  bad_reply = server_fixture_send (fixture, "POST", "/v1/sources/" OTHER "/test", NULL);
  g_assert_cmpint (bad_reply->status, ==, 502);

  articles = server_fixture_send (fixture, "GET", "/v1/articles", NULL);
  g_assert_cmpint (reply_get_length (articles, "items"), ==, 0);
}

static void
test_secret (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autofree char *secret = NULL;
  g_autoptr (Reply) set = NULL;
  g_autoptr (Reply) source = NULL;
  g_autoptr (Reply) missing = NULL;
  g_autoptr (Reply) wrong = NULL;
  g_autoptr (Reply) removed = NULL;
  g_autoptr (Reply) unknown = NULL;

  make_source (fixture, SOURCE, "http://coast.example/feed.xml", TRUE);
  set = server_fixture_send (fixture, "PUT", "/v1/sources/" SOURCE "/secret",
                             "{\"secret\":\"open sesame\"}");
  g_assert_cmpint (set->status, ==, 204);
  secret = sheaf_store_get_secret (fixture->store, SOURCE, NULL);
  g_assert_cmpstr (secret, ==, "open sesame");
  source = server_fixture_send (fixture, "GET", "/v1/sources/" SOURCE, NULL);
  g_assert_null (strstr (source->text, "sesame"));

  missing = server_fixture_send (fixture, "PUT", "/v1/sources/" SOURCE "/secret", "{}");
  g_assert_cmpstr (reply_get_problem (missing), ==, "bad-request");
  wrong = server_fixture_send (fixture, "PUT", "/v1/sources/" SOURCE "/secret", "{\"secret\":1}");
  g_assert_cmpstr (reply_get_problem (wrong), ==, "bad-request");
  unknown = server_fixture_send (fixture, "PUT", "/v1/sources/" OTHER "/secret", "{\"secret\":null}");
  g_assert_cmpint (unknown->status, ==, 404);

  removed = server_fixture_send (fixture, "PUT", "/v1/sources/" SOURCE "/secret",
                                 "{\"secret\":null}");
  g_assert_cmpint (removed->status, ==, 204);
  g_assert_null (sheaf_store_get_secret (fixture->store, SOURCE, NULL));
}

static void
test_opml (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  const char *list = "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>L</title></head><body>"
                     "<outline text=\"Coast\"><outline type=\"rss\" text=\"Known\" "
                     "xmlUrl=\"http://127.0.0.1:9/known.xml\"/><outline type=\"rss\" text=\"New\" "
                     "xmlUrl=\"http://127.0.0.1:9/new.xml\"/></outline></body></opml>";
  g_autoptr (Reply) looked = NULL;
  g_autoptr (Reply) imported = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) exported = NULL;
  g_autoptr (Reply) bad = NULL;

  make_source (fixture, SOURCE, "http://127.0.0.1:9/known.xml", TRUE);

  /* Nothing is added by looking. */
  looked = server_fixture_send (fixture, "POST", "/v1/sources/import?preview=true", list);
  g_assert_cmpint (looked->status, ==, 200);
  g_assert_cmpint (reply_get_int (looked, "added"), ==, 0);
  g_assert_cmpint (reply_get_int (looked, "known"), ==, 1);
  g_assert_nonnull (strstr (looked->text, "http://127.0.0.1:9/new.xml"));
  g_assert_null (strstr (looked->text, "known.xml"));

  imported = server_fixture_send (fixture, "POST", "/v1/sources/import", list);
  g_test_message ("%s", imported->text);
  g_assert_cmpint (imported->status, ==, 200);
  g_assert_cmpint (reply_get_int (imported, "added"), ==, 1);
  g_assert_cmpint (reply_get_int (imported, "known"), ==, 1);
  again = server_fixture_send (fixture, "POST", "/v1/sources/import", list);
  g_assert_cmpint (reply_get_int (again, "added"), ==, 0);

  exported = server_fixture_send (fixture, "GET", "/v1/sources/export", NULL);
  g_assert_cmpint (exported->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (exported->headers, NULL), ==,
                   "text/x-opml");
  g_assert_nonnull (strstr (exported->text, "http://127.0.0.1:9/known.xml"));
  g_assert_nonnull (strstr (exported->text, "http://127.0.0.1:9/new.xml"));

  bad = server_fixture_send (fixture, "POST", "/v1/sources/import", "no list");
  g_assert_cmpint (bad->status, ==, 400);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sources/refresh", test_refresh);
  g_test_add_func ("/sources/health-turns", test_health_turns);
  g_test_add_func ("/sources/gone", test_gone_source);
  g_test_add_func ("/sources/by-itself", test_by_itself);
  g_test_add_func ("/sources/private-address", test_private);
  g_test_add_func ("/sources/discover", test_discover);
  g_test_add_func ("/sources/test", test_try);
  g_test_add_func ("/sources/stopped-meanwhile", test_stopped);
  g_test_add_func ("/sources/secret", test_secret);
  g_test_add_func ("/sources/opml", test_opml);

  return g_test_run ();
}
