/* test-publish.c: bundles on their way to readers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include <glib/gstdio.h>

#define BUNDLE "0193b000-0000-7000-8000-000000000001"
#define OTHER_BUNDLE "0193b000-0000-7000-8000-000000000002"
#define SET "0193c000-0000-7000-8000-000000000001"
#define EDITORIAL "0193d000-0000-7000-8000-000000000001"
#define ARTICLE "0193e000-0000-7000-8000-000000000001"
#define SECOND "0193e000-0000-7000-8000-000000000002"
#define FOLDER "0193f000-0000-7000-8000-000000000001"
#define TAG "a3d1a2b4-0000-5000-8000-000000000001"
#define KEY "0193aaaa-0000-7000-8000-00000000000a"
#define OTHER_KEY "0193aaaa-0000-7000-8000-00000000000b"

static void
make_bundle (ServerFixture *fixture)
{
  server_fixture_edit (fixture, "tag", TAG, "{\"op\":\"create\",\"value\":{\"name\":\"expo\"}}");
  server_fixture_edit (fixture, "article", ARTICLE,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Ferry line opens\",\"summary\":"
                       "\"Two islands.\",\"publisher\":\"Coast Wire\",\"language\":\"en\","
                       "\"published\":\"2026-11-20T08:00:00.000Z\"}}");
  server_fixture_edit (fixture, "article", SECOND,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Yards win orders\",\"summary\":"
                       "\"Ships.\",\"publisher\":\"Port Post\",\"language\":\"en\","
                       "\"published\":\"2026-11-20T09:00:00.000Z\"}}");
  server_fixture_edit (fixture, "set", SET,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Ferries\",\"lead\":\"" ARTICLE "\","
                       "\"members\":[{\"key\":\"" ARTICLE "\",\"pos\":\"a\",\"role\":\"related\"},"
                       "{\"key\":\"" SECOND "\",\"pos\":\"b\",\"role\":\"related\"}]}}");
  server_fixture_edit (fixture, "editorial", EDITORIAL,
                       "{\"op\":\"create\",\"value\":{\"headline\":\"Why ferries\",\"body\":"
                       "\"The sea **joins**.\",\"status\":\"ready\",\"language\":\"en\"}}");
  server_fixture_edit (fixture, "bundle", BUNDLE,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Ferries return\",\"slug\":"
                       "\"ferries-return\",\"summary\":\"What returns.\",\"language\":\"en\","
                       "\"tags\":[\"" TAG "\"],\"sections\":["
                       "{\"key\":\"" SET "\",\"pos\":\"a\",\"type\":\"set\"},"
                       "{\"key\":\"" EDITORIAL "\",\"pos\":\"b\",\"type\":\"editorial\"}]}}");
}

/* A publish that saw everything as it was made, or, where @bundle_rev is not 1, the bundle so. */
static char *
make_body (int         bundle_rev,
           const char *more)
{
  return g_strdup_printf ("{\"seen\":[{\"entity\":\"bundle\",\"id\":\"" BUNDLE "\",\"rev\":%d},"
                          "{\"entity\":\"set\",\"id\":\"" SET "\",\"rev\":1},"
                          "{\"entity\":\"editorial\",\"id\":\"" EDITORIAL "\",\"rev\":1},"
                          "{\"entity\":\"article\",\"id\":\"" ARTICLE "\",\"rev\":1},"
                          "{\"entity\":\"article\",\"id\":\"" SECOND "\",\"rev\":1},"
                          "{\"entity\":\"tag\",\"id\":\"" TAG "\",\"rev\":1}]%s}",
                          bundle_rev, more);
}

static Reply *
publish (ServerFixture *fixture,
         const char    *key,
         const char    *body)
{
  return server_fixture_send_as (fixture, fixture->editor, "POST",
                                 "/v1/bundles/" BUNDLE "/publish", body,
                                 key != NULL ? "Idempotency-Key" : NULL, key);
}

static guint
count_releases (ServerFixture *fixture)
{
  g_autoptr (Reply) reply
      = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/releases", NULL);

  g_assert_cmpint (reply->status, ==, 200);

  return reply_get_length (reply, "items");
}

static void
assert_public (ServerFixture *fixture,
               const char    *path,
               const char    *type,
               const char    *words)
{
  g_autoptr (Reply) reply
      = server_fixture_send_as (fixture, NULL, "GET", path, NULL, NULL, NULL);
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) head = NULL;
  const char *etag = soup_message_headers_get_one (reply->headers, "ETag");

  g_test_message ("%s", path);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL), ==, type);
  g_assert_nonnull (strstr (reply->text, words));
  g_assert_nonnull (etag);
  g_assert_cmpint (etag[0], ==, '"');

  again = server_fixture_send_as (fixture, NULL, "GET", path, NULL, "If-None-Match", etag);
  g_assert_cmpint (again->status, ==, 304);
  g_assert_cmpstr (again->text, ==, "");
  head = server_fixture_send_as (fixture, NULL, "HEAD", path, NULL, NULL, NULL);
  g_assert_cmpint (head->status, ==, 200);
  g_assert_cmpstr (head->text, ==, "");
}

static void
test_published (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  g_autofree char *address = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) bundle = NULL;
  g_autoptr (Reply) missing = NULL;

  make_bundle (fixture);
  missing = server_fixture_send_as (fixture, NULL, "GET", "/b/ferries-return", NULL, NULL, NULL);
  g_assert_cmpint (missing->status, ==, 404);

  reply = publish (fixture, KEY, body);
  g_test_message ("%s", reply->text);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_int (reply, "release/number"), ==, 1);
  g_assert_cmpstr (reply_get_string (reply, "release/title"), ==, "Ferries return");
  g_assert_cmpint (reply_get_length (reply, "deliveries"), ==, 1);
  g_assert_cmpstr (reply_get_string (reply, "deliveries/0/kind"), ==, "pages");
  g_assert_cmpstr (reply_get_string (reply, "deliveries/0/state"), ==, "delivered");
  address = g_strdup_printf ("http://localhost:%u/b/ferries-return", fixture->port);
  g_assert_cmpstr (reply_get_string (reply, "deliveries/0/address"), ==, address);

  bundle = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE, NULL);
  g_assert_cmpstr (reply_get_string (bundle, "status"), ==, "published");

  assert_public (fixture, "/b/ferries-return", "text/html", "Ferries return");
  assert_public (fixture, "/b/ferries-return", "text/html", "Yards win orders");
  assert_public (fixture, "/b/ferries-return.json", "application/json", "Ferries return");
  assert_public (fixture, "/b/ferries-return.ninjs.json", "application/json", "Ferries return");
  assert_public (fixture, "/feed.json", "application/feed+json", "Ferries return");
  assert_public (fixture, "/feed.xml", "application/atom+xml", "Ferries return");
  assert_public (fixture, "/tag/Expo", "text/html", "../b/ferries-return");
}

static void
test_same_key (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  g_autofree char *other_body = make_body (1, ",\"destinations\":[]");
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) other = NULL;

  make_bundle (fixture);
  first = publish (fixture, KEY, body);
  second = publish (fixture, KEY, body);
  g_assert_cmpint (first->status, ==, 200);
  g_assert_cmpint (second->status, ==, 200);
  g_assert_true (json_node_equal (first->json, second->json));
  g_assert_cmpint (count_releases (fixture), ==, 1);

  other = publish (fixture, KEY, other_body);
  g_assert_cmpint (other->status, ==, 422);
  g_assert_cmpstr (reply_get_problem (other), ==, "key-used");
  g_assert_cmpint (count_releases (fixture), ==, 1);
}

/* A backend that died between freezing the release and answering: the same request goes on with
 * that release, also when a colleague has changed the bundle in the meantime. */
static void
test_broken_off (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  g_autoptr (Reply) preview = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GError) error = NULL;

  make_bundle (fixture);
  preview = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/preview", NULL);
  g_assert_cmpint (sheaf_store_add_release (fixture->store, BUNDLE, NULL, preview->json, KEY, "Ada",
                                            &error),
                   ==, 1);
  g_assert_no_error (error);
  server_fixture_edit (fixture, "bundle", BUNDLE,
                       "{\"op\":\"put\",\"field\":\"title\",\"was\":\"Ferries return\","
                       "\"value\":\"Ferries stay\"}");

  reply = publish (fixture, KEY, body);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (reply_get_string (reply, "release/title"), ==, "Ferries return");
  g_assert_cmpstr (reply_get_string (reply, "deliveries/0/state"), ==, "delivered");
  g_assert_cmpint (count_releases (fixture), ==, 1);
}

typedef struct
{
  ServerFixture *fixture;
  const char *body;
} Publish;

static gpointer
publish_in_thread (gpointer data)
{
  Publish *call = data;

  return publish (call->fixture, KEY, call->body);
}

static void
test_same_key_at_once (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  Publish call = { fixture, body };
  GThread *threads[6];
  g_autoptr (Reply) first = NULL;

  make_bundle (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("publisher", publish_in_thread, &call);
  first = g_thread_join (threads[0]);
  g_assert_cmpint (first->status, ==, 200);
  for (guint i = 1; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (Reply) reply = g_thread_join (threads[i]);

      g_assert_cmpint (reply->status, ==, 200);
      g_assert_true (json_node_equal (first->json, reply->json));
    }
  g_assert_cmpint (count_releases (fixture), ==, 1);
}

static void
test_changed (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  g_autoptr (Reply) changed = NULL;
  g_autoptr (Reply) unseen = NULL;
  g_autoptr (Reply) page = NULL;

  make_bundle (fixture);
  server_fixture_edit (fixture, "set", SET,
                       "{\"op\":\"put\",\"field\":\"title\",\"was\":\"Ferries\",\"value\":\"Boats\"}");

  changed = publish (fixture, KEY, body);
  g_assert_cmpint (changed->status, ==, 409);
  g_assert_cmpstr (reply_get_problem (changed), ==, "changed");
  g_assert_cmpint (reply_get_length (changed, "diff"), ==, 1);
  g_assert_cmpstr (reply_get_string (changed, "diff/0/entity"), ==, "set");
  g_assert_cmpstr (reply_get_string (changed, "diff/0/id"), ==, SET);
  g_assert_cmpint (reply_get_int (changed, "diff/0/seen"), ==, 1);
  g_assert_cmpint (reply_get_int (changed, "diff/0/rev"), ==, 2);

  unseen = publish (fixture, OTHER_KEY, "{\"seen\":[]}");
  g_assert_cmpint (unseen->status, ==, 409);
  g_assert_cmpint (reply_get_length (unseen, "diff"), ==, 6);
  g_assert_cmpint (reply_get_int (unseen, "diff/0/seen"), ==, 0);

  g_assert_cmpint (count_releases (fixture), ==, 0);
  page = server_fixture_send_as (fixture, NULL, "GET", "/b/ferries-return", NULL, NULL, NULL);
  g_assert_cmpint (page->status, ==, 404);
}

static void
test_bad_requests (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  const char *const bodies[]
      = { "{}", "{\"seen\":{}}", "{\"seen\":[1]}", "{\"seen\":[{\"entity\":\"set\",\"id\":\"x\"}]}",
          "{\"seen\":[{\"entity\":\"set\",\"id\":\"x\",\"rev\":\"1\"}]}",
          "{\"seen\":[],\"destinations\":[1]}" };
  g_autoptr (Reply) no_key = NULL;
  g_autoptr (Reply) bad_key = NULL;
  g_autoptr (Reply) unknown = NULL;
  g_autoptr (Reply) nothing = NULL;

  make_bundle (fixture);
  no_key = publish (fixture, NULL, body);
  g_assert_cmpint (no_key->status, ==, 400);
  g_assert_cmpstr (reply_get_problem (no_key), ==, "key-missing");
  bad_key = publish (fixture, "once", body);
  g_assert_cmpstr (reply_get_problem (bad_key), ==, "key-missing");
  unknown = publish (fixture, KEY, "{\"seen\":[],\"force\":true}");
  g_assert_cmpint (unknown->status, ==, 422);
  g_assert_cmpstr (reply_get_problem (unknown), ==, "unknown-field");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (Reply) reply = publish (fixture, KEY, bodies[i]);

      g_assert_cmpint (reply->status, ==, 400);
      g_assert_cmpstr (reply_get_problem (reply), ==, "bad-request");
    }

  nothing = server_fixture_send_as (fixture, fixture->editor, "POST",
                                    "/v1/bundles/" OTHER_BUNDLE "/publish", body,
                                    "Idempotency-Key", KEY);
  g_assert_cmpint (nothing->status, ==, 404);
  g_assert_cmpint (count_releases (fixture), ==, 0);
}

static void
test_blocked (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (2, "");
  g_autoptr (Reply) checks = NULL;
  g_autoptr (Reply) reply = NULL;

  make_bundle (fixture);
  server_fixture_edit (fixture, "bundle", BUNDLE,
                       "{\"op\":\"put\",\"field\":\"embargo\",\"was\":null,"
                       "\"value\":\"2126-01-01T00:00:00.000Z\"}");

  checks = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/checks", NULL);
  g_assert_cmpint (checks->status, ==, 200);
  g_assert_cmpstr (reply_get_string (checks, "items/0/kind"), ==, "embargo");
  g_assert_cmpstr (reply_get_string (checks, "items/0/time"), ==, "2126-01-01T00:00:00.000Z");

  reply = publish (fixture, KEY, body);
  g_assert_cmpint (reply->status, ==, 422);
  g_assert_cmpstr (reply_get_problem (reply), ==, "checks");
  g_assert_cmpstr (reply_get_string (reply, "checks/0/kind"), ==, "embargo");
  g_assert_cmpint (count_releases (fixture), ==, 0);
}

static void
test_slug_taken (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) checks = NULL;

  make_bundle (fixture);
  first = publish (fixture, KEY, body);
  g_assert_cmpint (first->status, ==, 200);

  server_fixture_edit (fixture, "bundle", OTHER_BUNDLE,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Ferries again\",\"slug\":"
                       "\"ferries-return\"}}");
  checks = server_fixture_send (fixture, "GET", "/v1/bundles/" OTHER_BUNDLE "/checks", NULL);
  g_assert_cmpstr (reply_get_string (checks, "items/0/kind"), ==, "slug-taken");
  g_assert_cmpstr (reply_get_string (checks, "items/0/entity_id"), ==, BUNDLE);
}

static void
test_preview_and_diff (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *body = make_body (1, "");
  g_autoptr (Reply) preview = NULL;
  g_autoptr (Reply) published = NULL;
  g_autoptr (Reply) same = NULL;
  g_autoptr (Reply) diff = NULL;
  g_autoptr (Reply) no_release = NULL;

  make_bundle (fixture);
  preview = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/preview", NULL);
  g_assert_cmpint (preview->status, ==, 200);
  g_assert_cmpstr (reply_get_string (preview, "sections/0/articles/0/headline"), ==,
                   "Ferry line opens");
  no_release = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/diff?from=1", NULL);
  g_assert_cmpint (no_release->status, ==, 404);

  published = publish (fixture, KEY, body);
  g_assert_cmpint (published->status, ==, 200);
  same = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/diff?from=1", NULL);
  g_test_message ("%s", same->text);
  g_assert_cmpint (reply_get_length (same, "changes"), ==, 0);

  server_fixture_edit (fixture, "set", SET,
                       "{\"op\":\"take\",\"field\":\"members\",\"key\":\"" SECOND "\","
                       "\"was\":{\"pos\":\"b\",\"role\":\"related\"}}");
  diff = server_fixture_send (fixture, "GET", "/v1/bundles/" BUNDLE "/diff?from=1", NULL);
  g_test_message ("%s", diff->text);
  g_assert_cmpint (reply_get_int (diff, "from"), ==, 1);
  g_assert_cmpint (reply_get_length (diff, "changes"), ==, 1);
  g_assert_cmpstr (reply_get_string (diff, "changes/0/path"), ==,
                   "sections/" SET "/articles/" SECOND);
  g_assert_null (reply_get (diff, "changes/0/now"));
}

static void
make_folder (ServerFixture *fixture,
             const char    *path)
{
  g_autofree char *create = g_strdup_printf (
      "{\"op\":\"create\",\"value\":{\"type\":\"folder\",\"title\":\"Pages\",\"address\":\"%s\"}}",
      path);

  server_fixture_edit (fixture, "destination", FOLDER, create);
}

static void
test_folder (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "pages", NULL);
  g_autofree char *page = g_build_filename (path, "ferries-return.html", NULL);
  g_autofree char *body = make_body (1, ",\"destinations\":[\"" FOLDER "\"]");
  g_autofree char *text = NULL;
  g_autoptr (Reply) reply = NULL;

  sheaf_server_allow_folder (fixture->server, fixture->folder);
  server_fixture_listen (fixture);
  make_bundle (fixture);
  make_folder (fixture, path);

  reply = publish (fixture, KEY, body);
  g_test_message ("%s", reply->text);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_length (reply, "deliveries"), ==, 2);
  g_assert_cmpstr (reply_get_string (reply, "deliveries/1/destination"), ==, FOLDER);
  g_assert_cmpstr (reply_get_string (reply, "deliveries/1/state"), ==, "delivered");
  g_assert_true (json_node_get_boolean (reply_get (reply, "deliveries/1/checked")));
  g_assert_true (g_file_get_contents (page, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Ferries return"));
}

/* A newsroom's backend writes only where it was told that it may; the rest goes out all the same. */
static void
test_folder_elsewhere (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *path = g_build_filename (fixture->folder, "pages", NULL);
  g_autofree char *body = make_body (1, ",\"destinations\":[\"" FOLDER "\"]");
  g_autoptr (Reply) reply = NULL;

  make_bundle (fixture);
  make_folder (fixture, path);
  reply = publish (fixture, KEY, body);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (reply_get_string (reply, "deliveries/0/state"), ==, "delivered");
  g_assert_cmpstr (reply_get_string (reply, "deliveries/1/state"), ==, "failed");
  g_assert_cmpstr (reply_get_string (reply, "deliveries/1/error"), !=, "");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/publish/published", test_published);
  g_test_add_func ("/publish/same-key", test_same_key);
  g_test_add_func ("/publish/broken-off", test_broken_off);
  g_test_add_func ("/publish/same-key-at-once", test_same_key_at_once);
  g_test_add_func ("/publish/changed", test_changed);
  g_test_add_func ("/publish/bad-requests", test_bad_requests);
  g_test_add_func ("/publish/blocked", test_blocked);
  g_test_add_func ("/publish/slug-taken", test_slug_taken);
  g_test_add_func ("/publish/preview-and-diff", test_preview_and_diff);
  g_test_add_func ("/publish/folder", test_folder);
  g_test_add_func ("/publish/folder-elsewhere", test_folder_elsewhere);

  return g_test_run ();
}
