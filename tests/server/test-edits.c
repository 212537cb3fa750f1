/* test-edits.c: writing through the API
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include <string.h>

#include "model/sheaf-id.h"

#define SET "0193c000-0000-7000-8000-000000000001"
#define ARTICLE "0193c000-0000-7000-8000-000000000009"
#define OTHER "0193c000-0000-7000-8000-00000000000a"
#define CREATE "{\"op\":\"create\",\"value\":{\"title\":\"Expo\"}}"

static void
test_applied (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *edit = make_edit ("set", SET, CREATE);
  g_autofree char *body = g_strdup_printf ("{\"edits\":[%s]}", edit);
  g_autoptr (Reply) reply = server_fixture_send (fixture, "POST", "/v1/edits", body);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (reply_get_string (reply, "store"), ==, sheaf_store_get_id (fixture->store));
  g_assert_cmpint (reply_get_int (reply, "seq"), ==, 1);
  g_assert_cmpint (reply_get_length (reply, "results"), ==, 1);
  g_assert_cmpint (reply_get_length (reply, "results/0/applied"), ==, 1);
  g_assert_cmpint (reply_get_length (reply, "results/0/clashes"), ==, 0);
  g_assert_cmpstr (reply_get_string (reply, "results/0/entity/title"), ==, "Expo");
  g_assert_cmpint (reply_get_int (reply, "results/0/entity/rev"), ==, 1);
}

static void
test_repeated (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *create = make_edit ("set", SET, CREATE);
  g_autofree char *put = make_edit (
      "set", SET, "{\"op\":\"put\",\"field\":\"title\",\"was\":\"Expo\",\"value\":\"Fair\"}");
  g_autofree char *body = g_strdup_printf ("{\"edits\":[%s,%s]}", create, put);
  g_autoptr (Reply) first = server_fixture_send (fixture, "POST", "/v1/edits", body);
  g_autoptr (Reply) second = server_fixture_send (fixture, "POST", "/v1/edits", body);

  g_assert_cmpint (first->status, ==, 200);
  g_assert_cmpint (second->status, ==, 200);
  g_assert_cmpint (reply_get_int (second, "seq"), ==, reply_get_int (first, "seq"));
  g_assert_cmpint (reply_get_int (second, "results/1/entity/rev"), ==, 2);
  g_assert_cmpint (reply_get_length (second, "results/1/applied"), ==, 1);
}

static void
test_clash (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *mine = make_edit (
      "set", SET, "{\"op\":\"put\",\"field\":\"title\",\"was\":\"Exposition\",\"value\":\"Mine\"}");
  g_autofree char *body = g_strdup_printf ("{\"edits\":[%s]}", mine);
  g_autoptr (Reply) reply = NULL;

  server_fixture_edit (fixture, "set", SET, CREATE);
  reply = server_fixture_send (fixture, "POST", "/v1/edits", body);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_length (reply, "results/0/applied"), ==, 0);
  g_assert_cmpint (reply_get_length (reply, "results/0/clashes"), ==, 1);
  g_assert_cmpstr (reply_get_string (reply, "results/0/clashes/0/theirs"), ==, "Expo");
  g_assert_cmpstr (reply_get_string (reply, "results/0/clashes/0/mine"), ==, "Mine");
  g_assert_cmpstr (reply_get_string (reply, "results/0/entity/title"), ==, "Expo");
}

static void
test_same_as (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *keep = make_edit (
      "article", ARTICLE, "{\"op\":\"put\",\"field\":\"state\",\"was\":null,\"value\":\"kept\"}");
  g_autofree char *kept = g_strdup_printf ("{\"edits\":[%s]}", keep);
  g_autofree char *note = make_edit (
      "article", ARTICLE, "{\"op\":\"text\",\"field\":\"note\",\"was\":\"\",\"value\":\"Ours\"}");
  g_autofree char *noted = g_strdup_printf ("{\"edits\":[%s]}", note);
  g_autoptr (Reply) followed = NULL;
  g_autoptr (Reply) repeated = NULL;
  g_autoptr (Reply) former = NULL;
  g_autoptr (Reply) split = NULL;

  server_fixture_edit (fixture, "article", ARTICLE,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Copy\"}}");
  server_fixture_edit (fixture, "article", OTHER,
                       "{\"op\":\"create\",\"value\":{\"title\":\"Original\"}}");
  server_fixture_edit (fixture, "article", ARTICLE,
                       "{\"op\":\"put\",\"field\":\"same_as\",\"was\":null,\"value\":\"" OTHER "\"}");

  /* What names the one follows to the other, also when it is said again. */
  followed = server_fixture_send (fixture, "POST", "/v1/edits", kept);
  g_assert_cmpint (followed->status, ==, 200);
  g_assert_cmpint (reply_get_length (followed, "results/0/applied"), ==, 1);
  g_assert_cmpstr (reply_get_string (followed, "results/0/entity/id"), ==, OTHER);
  g_assert_cmpstr (reply_get_string (followed, "results/0/entity/state"), ==, "kept");
  repeated = server_fixture_send (fixture, "POST", "/v1/edits", kept);
  g_assert_cmpstr (reply_get_string (repeated, "results/0/entity/id"), ==, OTHER);
  g_assert_cmpint (reply_get_int (repeated, "seq"), ==, reply_get_int (followed, "seq"));
  former = server_fixture_send (fixture, "GET", "/v1/articles/" ARTICLE, NULL);
  g_assert_cmpstr (reply_get_string (former, "state"), !=, "kept");

  /* Nothing was rewritten: taken apart again, each is its own. */
  server_fixture_edit (fixture, "article", ARTICLE,
                       "{\"op\":\"put\",\"field\":\"same_as\",\"was\":\"" OTHER "\",\"value\":null}");
  split = server_fixture_send (fixture, "POST", "/v1/edits", noted);
  g_assert_cmpstr (reply_get_string (split, "results/0/entity/id"), ==, ARTICLE);
  g_assert_cmpstr (reply_get_string (split, "results/0/entity/title"), ==, "Copy");
}

/* Posts @body and asserts the problem and that nothing was changed. */
static void
assert_refused (ServerFixture *fixture,
                const char    *body,
                guint          status,
                const char    *problem,
                int            edit)
{
  g_autoptr (Reply) reply = server_fixture_send (fixture, "POST", "/v1/edits", body);

  g_test_message ("%.200s", reply->text);
  g_assert_cmpint (reply->status, ==, status);
  g_assert_cmpstr (reply_get_problem (reply), ==, problem);
  if (edit >= 0)
    g_assert_cmpint (reply_get_int (reply, "edit"), ==, edit);
  g_assert_cmpint (sheaf_store_get_seq (fixture->store, NULL), ==, 0);
}

static void
test_malformed (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *nested = g_strconcat ("{\"edits\":", deep, NULL);
  const char *const bodies[] = { "{",
                                 "[]",
                                 "null",
                                 "\"edits\"",
                                 "{\"edits\":[}",
                                 "{\"edits\":[]} {\"edits\":[]}",
                                 "{\"edits\":[],}x",
                                 "var a = {\"edits\":[]}",
                                 "/* hello */",
                                 "{\"edits\":[\"\xff\"]}",
                                 nested };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_refused (fixture, bodies[i], 400, "bad-json", -1);
}

static void
test_wrong_types (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *title = make_edit ("set", SET, "{\"op\":\"create\",\"value\":{\"title\":7}}");
  g_autofree char *title_body = g_strdup_printf ("{\"edits\":[%s]}", title);
  g_autofree char *tags
      = make_edit ("set", SET, "{\"op\":\"create\",\"value\":{\"tags\":\"expo\"}}");
  g_autofree char *tags_body = g_strdup_printf ("{\"edits\":[%s]}", tags);

  assert_refused (fixture, "{}", 400, "bad-request", -1);
  assert_refused (fixture, "{\"edits\":{}}", 400, "bad-request", -1);
  assert_refused (fixture, "{\"edits\":null}", 400, "bad-request", -1);
  assert_refused (fixture, "{\"edits\":[]}", 400, "bad-request", -1);
  assert_refused (fixture, "{\"edits\":[1]}", 400, "bad-request", -1);
  assert_refused (fixture, "{\"edits\":[{\"id\":7,\"changes\":[]}]}", 422, "bad-request", 0);
  assert_refused (fixture, title_body, 422, "bad-request", 0);
  assert_refused (fixture, tags_body, 422, "bad-request", 0);
}

static void
test_unknown_fields (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *good = make_edit ("set", SET, CREATE);
  g_autofree char *field = make_edit (
      "set", SET, "{\"op\":\"put\",\"field\":\"colour\",\"was\":null,\"value\":\"red\"}");
  g_autofree char *field_body = g_strdup_printf ("{\"edits\":[%s,%s]}", good, field);
  g_autofree char *learnt = make_edit (
      "source", SET, "{\"op\":\"put\",\"field\":\"health\",\"was\":null,\"value\":{}}");
  g_autofree char *learnt_body = g_strdup_printf ("{\"edits\":[%s,%s]}", good, learnt);
  g_autofree char *change = make_edit (
      "set", SET, "{\"op\":\"create\",\"value\":{\"title\":\"Expo\"},\"force\":true}");
  g_autofree char *change_body = g_strdup_printf ("{\"edits\":[%s,%s]}", good, change);

  assert_refused (fixture, "{\"edits\":[],\"dry\":true}", 422, "unknown-field", -1);
  assert_refused (fixture, field_body, 422, "unknown-field", 1);
  assert_refused (fixture, learnt_body, 422, "unknown-field", 1);
  assert_refused (fixture, change_body, 422, "unknown-field", 1);
}

/* What can only be told when it is applied names its edit as well. */
static void
test_no_entity (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *good = make_edit ("set", SET, CREATE);
  g_autofree char *orphan = make_edit (
      "set", "0193c000-0000-7000-8000-000000000002",
      "{\"op\":\"put\",\"field\":\"title\",\"was\":null,\"value\":\"Fair\"}");
  g_autofree char *body = g_strdup_printf ("{\"edits\":[%s,%s]}", good, orphan);

  assert_refused (fixture, body, 422, "bad-request", 1);
}

static void
test_too_many (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (GString) body = g_string_new ("{\"edits\":[");
  g_autoptr (Reply) thousand = NULL;
  gsize length = 0;

  for (guint i = 0; i < 1001; i++)
    {
      g_autofree char *id = sheaf_id_new ();
      g_autofree char *edit = make_edit ("set", id, CREATE);

      if (i == 1000)
        length = body->len;
      g_string_append_printf (body, "%s%s", i > 0 ? "," : "", edit);
    }
  g_string_append (body, "]}");
  assert_refused (fixture, body->str, 422, "too-many-edits", -1);

  g_string_truncate (body, length);
  g_string_append (body, "]}");
  thousand = server_fixture_send (fixture, "POST", "/v1/edits", body->str);
  g_assert_cmpint (thousand->status, ==, 200);
  g_assert_cmpint (reply_get_length (thousand, "results"), ==, 1000);
}

/* The body that is served of the article after @change. */
static char *
get_body_after (ServerFixture *fixture,
                const char    *change)
{
  g_autoptr (Reply) reply = NULL;

  server_fixture_edit (fixture, "article", ARTICLE, change);
  reply = server_fixture_send (fixture, "GET", "/v1/articles/" ARTICLE "/body", NULL);
  g_assert_cmpint (reply->status, ==, 200);

  return g_strdup (reply_get_string (reply, "body"));
}

static void
test_hostile_body (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *created = get_body_after (
      fixture, "{\"op\":\"create\",\"value\":{\"title\":\"Quay\",\"body\":"
               "\"<p onclick=x()>One<script>x()</script> quay.</p>\"}}");
  g_autofree char *changed = get_body_after (
      fixture, "{\"op\":\"text\",\"field\":\"body\",\"was\":\"<p>One quay.</p>\",\"value\":"
               "\"<p>One quay. <a href='javascript:x()'>More</a><iframe src=x></iframe></p>\"}");
  g_autoptr (Reply) history
      = server_fixture_send (fixture, "GET", "/v1/history/article/" ARTICLE, NULL);

  g_assert_cmpstr (created, ==, "<p>One quay.</p>");
  g_assert_null (strstr (changed, "javascript"));
  g_assert_null (strstr (changed, "iframe"));
  g_assert_nonnull (strstr (changed, "More"));
  g_assert_null (strstr (history->text, "<script"));
  g_assert_null (strstr (history->text, "javascript"));
}

static void
test_history (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) history = NULL;
  g_autoptr (Reply) before = NULL;
  g_autoptr (Reply) nothing = NULL;
  g_autoptr (Reply) no_kind = NULL;

  server_fixture_edit (fixture, "set", SET, CREATE);
  server_fixture_edit (fixture, "set", SET,
                       "{\"op\":\"put\",\"field\":\"title\",\"was\":\"Expo\",\"value\":\"Fair\"}");

  history = server_fixture_send (fixture, "GET", "/v1/history/set/" SET, NULL);
  g_assert_cmpint (history->status, ==, 200);
  g_assert_cmpint (reply_get_length (history, "items"), ==, 2);
  g_assert_cmpstr (reply_get_string (history, "items/0/changes/0/op"), ==, "put");
  g_assert_cmpstr (reply_get_string (history, "items/0/by"), ==, "Ann Editor");
  g_assert_cmpstr (reply_get_string (history, "items/0/received"), !=, "");
  g_assert_cmpstr (reply_get_string (history, "items/0/applied/0/replaced"), ==, "Expo");

  before = server_fixture_send (fixture, "GET", "/v1/history/set/" SET "?before=2&limit=1", NULL);
  g_assert_cmpint (reply_get_length (before, "items"), ==, 1);
  g_assert_cmpint (reply_get_int (before, "items/0/seq"), ==, 1);

  nothing = server_fixture_send (fixture, "GET", "/v1/history/set/nothing", NULL);
  g_assert_cmpstr (reply_get_problem (nothing), ==, "not-found");
  no_kind = server_fixture_send (fixture, "GET", "/v1/history/planet/" SET, NULL);
  g_assert_cmpstr (reply_get_problem (no_kind), ==, "not-found");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edits/applied", test_applied);
  g_test_add_func ("/edits/repeated-without-effect", test_repeated);
  g_test_add_func ("/edits/clash", test_clash);
  g_test_add_func ("/edits/same-as", test_same_as);
  g_test_add_func ("/edits/malformed", test_malformed);
  g_test_add_func ("/edits/wrong-types", test_wrong_types);
  g_test_add_func ("/edits/unknown-fields", test_unknown_fields);
  g_test_add_func ("/edits/of-nothing", test_no_entity);
  g_test_add_func ("/edits/too-many", test_too_many);
  g_test_add_func ("/edits/hostile-body", test_hostile_body);
  g_test_add_func ("/edits/history", test_history);

  return g_test_run ();
}
