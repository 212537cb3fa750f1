/* test-ingest.c: the ingester against servers of every kind, on a clock of the test's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "server-fixture.h"
#include "server/sheaf-ingester.h"
#include "support/sheaf-misbehaving-server.h"

#define MINUTE ((gint64) 60 * 1000)
#define HOUR (60 * MINUTE)

typedef struct
{
  ServerFixture *server; /* for its store; it does not listen */
  SheafMisbehavingServer *feeds;
  SheafFetcher *fetcher;
  SheafIngester *ingester;
  gint64 now; /* atomic */
} Fixture;

static gint64
read_clock (gpointer data)
{
  return __atomic_load_n (&((Fixture *) data)->now, __ATOMIC_SEQ_CST);
}

static Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->server = server_fixture_new ();
  fixture->feeds = sheaf_misbehaving_server_new ();
  fixture->fetcher = sheaf_fetcher_new (FALSE);
  fixture->ingester = sheaf_ingester_new (fixture->server->store, fixture->fetcher);
  fixture->now = sheaf_time_now ();
  sheaf_ingester_set_clock (fixture->ingester, read_clock, fixture);

  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  sheaf_ingester_stop (fixture->ingester);
  while (!sheaf_ingester_is_idle (fixture->ingester))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (fixture->ingester);
  g_object_unref (fixture->fetcher);
  sheaf_misbehaving_server_free (fixture->feeds);
  server_fixture_free (fixture->server);
  g_free (fixture);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Makes a source that reads @path. Returns: its id */
static char *
add_source (Fixture    *fixture,
            const char *path)
{
  g_autofree char *address = sheaf_misbehaving_server_get_address (fixture->feeds, path);
  char *id = sheaf_id_new ();
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, id, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autoptr (GPtrArray) outcomes = NULL;
  JsonNode *value = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "type", "feed");
  json_object_set_string_member (object, "title", path);
  json_object_set_string_member (object, "address", address);
  json_node_take_object (value, object);
  sheaf_edit_create (edit, value);
  g_ptr_array_add (edits, edit);
  outcomes = sheaf_store_apply (fixture->server->store, edits, "Ann Editor", &error);
  g_assert_no_error (error);

  return id;
}

/* Lets time pass and everything be read that is due then. */
static void
advance (Fixture *fixture,
         gint64   ms)
{
  __atomic_add_fetch (&fixture->now, ms, __ATOMIC_SEQ_CST);
  sheaf_ingester_reload (fixture->ingester);
  while (!sheaf_ingester_is_idle (fixture->ingester))
    g_main_context_iteration (NULL, TRUE);
}

static guint
hits (Fixture    *fixture,
      const char *path)
{
  return sheaf_misbehaving_server_get_hits (fixture->feeds, path);
}

static SheafEntity *
get_source (Fixture    *fixture,
            const char *id)
{
  g_autoptr (GError) error = NULL;
  SheafEntity *source = sheaf_store_get (fixture->server->store, SHEAF_KIND_SOURCE, id, &error);

  g_assert_no_error (error);

  return source;
}

static SheafPage *
list_articles (Fixture    *fixture,
               const char *source)
{
  SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .source = source };
  g_autoptr (GError) error = NULL;
  SheafPage *page = sheaf_store_list (fixture->server->store, &query, &error);

  g_assert_no_error (error);

  return page;
}

static gint64
get_due (Fixture    *fixture,
         const char *id)
{
  SheafIngesterState state;

  g_assert_true (sheaf_ingester_get_state (fixture->ingester, id, &state));

  return state.due;
}

/* The most memory that this process has ever had, in KB. */
static gint64
get_peak (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));

  return g_ascii_strtoll (strstr (status, "VmHWM:") + strlen ("VmHWM:"), NULL, 10);
}

/* Each has an error in words of its own, and who behaves is read as if there were no others. */
static void
test_misbehaviour (void)
{
  static const char *const bad[] = {
    "/cut",        "/cut-gzip",     "/cut-chunks",   "/wrong-length", "/endless",        "/long-line",
    "/bomb",       "/brotli-bomb",  "/headers",      "/circle",         "/circle/1",
    "/to-file",    "/to-neighbour", "/slow",         "/slow-head",      "/silent",
    "/gone",       "/missing",      "/busy",         "/busy-alone",     "/failing",
    "/not-modified", "/page",       "/to-neighbour-6", "/xml-bomb",     "/parameter-bomb",
  };
  static const char *const good[] = { "/feed.xml", "/other.xml", "/gzip.xml", "/brotli.xml",
                                      "/long-title" };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gint64 before = get_peak ();
  gint64 begun = g_get_monotonic_time ();

  sheaf_fetcher_set_time_limit (fixture->fetcher, 3000);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_ptr_array_add (ids, add_source (fixture, bad[i]));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_ptr_array_add (ids, add_source (fixture, good[i]));
  advance (fixture, 0);
  g_test_message ("%.1f s, %" G_GINT64_FORMAT " KB more",
                  (g_get_monotonic_time () - begun) / 1e6, get_peak () - before);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (SheafEntity) source = get_source (fixture, ids->pdata[i]);
      g_autoptr (SheafPage) page = list_articles (fixture, ids->pdata[i]);
      const char *state = sheaf_entity_get_string (source, "health/state");
      const char *words = sheaf_entity_get_string (source, "health/last_error");

      g_test_message ("%s: %s, %u, %s", sheaf_entity_get_title (source), state,
                      page->entities->len, words != NULL ? words : "-");
      if (i >= G_N_ELEMENTS (bad))
        {
          g_assert_cmpstr (state, ==, "ok");
          g_assert_cmpuint (page->entities->len, >, 0);
        }
      else if (g_str_has_suffix (bad[i], "-bomb") && g_str_equal (state, "ok"))
        {
          /* What can be told of a feed with entities that are not expanded is taken. */
          g_assert_cmpuint (page->entities->len, <=, 1);
        }
      else
        {
          g_assert_cmpstr (state, ==, g_str_equal (bad[i], "/gone") ? "gone" : "failing");
          g_assert_nonnull (words);
          g_assert_cmpuint (strlen (words), >, 20);
          g_assert_cmpuint (page->entities->len, ==, 0);
        }
    }

  /* Nobody holds more than its 8 MB, and a parser a small multiple of that. */
  g_assert_cmpint (get_peak () - before, <, 400 * 1024);
}

static void
test_neighbour_6 (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = add_source (fixture, "/to-neighbour-6");

  advance (fixture, 0);
  g_assert_cmpuint (hits (fixture, "/to-neighbour-6"), ==, 1);
  g_assert_cmpuint (hits (fixture, "/feed.xml"), ==, 0);
}

/* Permanent redirects have to hold for three polls over a day; others never count. */
static void
test_moved (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *moved = add_source (fixture, "/moved");
  g_autofree char *moved_308 = add_source (fixture, "/moved-308");
  g_autofree char *for_now = add_source (fixture, "/moved-for-now");
  g_autofree char *on = add_source (fixture, "/moved-on");
  g_autofree char *feed = sheaf_misbehaving_server_get_address (fixture->feeds, "/feed.xml");
  g_autofree char *old = sheaf_misbehaving_server_get_address (fixture->feeds, "/moved");
  g_autofree char *now_address
      = sheaf_misbehaving_server_get_address (fixture->feeds, "/moved-for-now");
  g_autoptr (JsonArray) history = NULL;

  /* Three polls and more, but not yet a day. */
  advance (fixture, 0);
  for (guint i = 0; i < 3; i++)
    advance (fixture, 7 * HOUR);
  {
    g_autoptr (SheafEntity) source = get_source (fixture, moved);

    g_assert_cmpuint (hits (fixture, "/moved"), ==, 4);
    g_assert_cmpstr (sheaf_entity_get_string (source, "address"), ==, old);
  }

  advance (fixture, 7 * HOUR);
  {
    g_autoptr (SheafEntity) first = get_source (fixture, moved);
    g_autoptr (SheafEntity) second = get_source (fixture, moved_308);
    g_autoptr (SheafEntity) third = get_source (fixture, for_now);
    g_autoptr (SheafEntity) fourth = get_source (fixture, on);

    g_assert_cmpstr (sheaf_entity_get_string (first, "address"), ==, feed);
    g_assert_cmpstr (sheaf_entity_get_string (second, "address"), ==, feed);
    g_assert_cmpstr (sheaf_entity_get_string (third, "address"), ==, now_address);
    g_assert_cmpstr (sheaf_entity_get_string (fourth, "address"), ==, now_address);
  }

  /* It can be read back, and the old address is not asked any more. */
  history = sheaf_store_get_history (fixture->server->store, SHEAF_KIND_SOURCE, moved, 0, 10, NULL);
  g_assert_cmpuint (json_array_get_length (history), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (history, 0), "by"),
                   ==, "Sheaf");
  advance (fixture, 7 * HOUR);
  g_assert_cmpuint (hits (fixture, "/moved"), ==, 5);
}

static void
test_moved_in_a_hurry (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *moved = add_source (fixture, "/moved");
  g_autofree char *old = sheaf_misbehaving_server_get_address (fixture->feeds, "/moved");
  g_autoptr (SheafEntity) source = NULL;

  /* A day, but only two polls. */
  advance (fixture, 0);
  advance (fixture, 30 * HOUR);
  source = get_source (fixture, moved);
  g_assert_cmpuint (hits (fixture, "/moved"), ==, 2);
  g_assert_cmpstr (sheaf_entity_get_string (source, "address"), ==, old);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
refresh (Fixture      *fixture,
         const char   *id,
         SheafIngest  *ingest,
         GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_ingester_refresh_async (fixture->ingester, id, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sheaf_ingester_refresh_finish (fixture->ingester, result, ingest, error);
}

static void
test_gone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = add_source (fixture, "/gone");
  g_autoptr (SheafEntity) source = NULL;
  g_autoptr (GError) error = NULL;
  SheafIngest ingest;

  advance (fixture, 0);
  advance (fixture, 400 * 24 * HOUR);
  g_assert_cmpuint (hits (fixture, "/gone"), ==, 1);
  g_assert_cmpint (get_due (fixture, id), ==, G_MAXINT64);
  source = get_source (fixture, id);
  g_assert_cmpstr (sheaf_entity_get_string (source, "health/state"), ==, "gone");
  g_assert_null (sheaf_entity_get_string (source, "health/next_try"));
  g_assert_nonnull (sheaf_entity_get_string (source, "health/last_error"));

  /* A person may look whether it is true. */
  g_assert_false (refresh (fixture, id, &ingest, &error));
  g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_GONE);
  g_assert_cmpuint (hits (fixture, "/gone"), ==, 2);
}

static void
test_retry_after (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *feed = add_source (fixture, "/feed.xml");
  g_autofree char *until = add_source (fixture, "/busy-until");
  g_autofree char *busy = NULL;
  gint64 now;

  advance (fixture, 0);
  now = read_clock (fixture);
  g_assert_cmpint (get_due (fixture, until), >=, now + 80 * 1000);

  /* All that a host has rests when one of it is told to wait. */
  advance (fixture, 7 * HOUR);
  g_assert_cmpuint (hits (fixture, "/feed.xml"), ==, 2);
  busy = add_source (fixture, "/overloaded");
  advance (fixture, 1);
  g_assert_cmpuint (hits (fixture, "/overloaded"), ==, 1);
  g_assert_cmpint (get_due (fixture, busy), >=, read_clock (fixture) + 45 * 1000);
}

/* Asked for changes alone it would say for ever that there are none. */
static void
test_lying (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = add_source (fixture, "/lying");

  advance (fixture, 0);
  advance (fixture, 7 * HOUR);
  advance (fixture, 7 * HOUR);
  {
    g_autoptr (SheafPage) page = list_articles (fixture, id);

    g_assert_cmpstr (sheaf_entity_get_title (page->entities->pdata[0]), ==, "Look 1");
  }
  advance (fixture, 11 * HOUR);
  {
    g_autoptr (SheafPage) page = list_articles (fixture, id);

    g_assert_cmpstr (sheaf_entity_get_title (page->entities->pdata[0]), ==, "Look 4");
  }
}

static void
test_two_a_host (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sleepy/%u", i);

      g_free (add_source (fixture, path));
    }
  advance (fixture, 0);
  g_assert_cmpuint (hits (fixture, "/sleepy/11"), ==, 1);
  g_assert_cmpuint (sheaf_misbehaving_server_get_most (fixture->feeds), ==, 2);
}

static void
test_three_origins (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *first = add_source (fixture, "/story/1.xml");
  g_autofree char *second = add_source (fixture, "/story/2.xml");
  g_autofree char *third = add_source (fixture, "/story/3.xml");
  g_autoptr (SheafPage) all = NULL;
  g_autoptr (SheafPage) of_third = NULL;

  advance (fixture, 0);
  all = list_articles (fixture, NULL);
  g_assert_cmpuint (all->entities->len, ==, 1);
  g_assert_cmpuint (json_array_get_length (
                        sheaf_entity_get_array (all->entities->pdata[0], "origins")),
                    ==, 3);
  of_third = list_articles (fixture, third);
  g_assert_cmpuint (of_third->entities->len, ==, 1);

  /* Once more it is the same. */
  advance (fixture, 30 * HOUR);
  g_clear_pointer (&all, sheaf_page_free);
  all = list_articles (fixture, NULL);
  g_assert_cmpuint (all->entities->len, ==, 1);
  g_assert_cmpuint (json_array_get_length (
                        sheaf_entity_get_array (all->entities->pdata[0], "origins")),
                    ==, 3);
}

static void
test_recycled (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = add_source (fixture, "/recycled");

  /* Twice around: a story that comes back is the one that it was. */
  for (guint look = 1; look <= 6; look++)
    {
      g_autoptr (SheafPage) page = NULL;

      advance (fixture, 30 * HOUR);
      page = list_articles (fixture, id);
      g_assert_cmpuint (hits (fixture, "/recycled"), ==, look);
      g_assert_cmpuint (page->entities->len, ==, MIN (look, 3));
      for (guint i = 0; i < page->entities->len; i++)
        {
          g_assert_cmpint (sheaf_entity_get_int (page->entities->pdata[i], "versions"), ==, 1);
          g_assert_null (sheaf_entity_get_string (page->entities->pdata[i], "former_title"));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ingest/misbehaviour", test_misbehaviour);
  g_test_add_func ("/ingest/neighbour-over-ipv6", test_neighbour_6);
  g_test_add_func ("/ingest/moved", test_moved);
  g_test_add_func ("/ingest/moved-in-a-hurry", test_moved_in_a_hurry);
  g_test_add_func ("/ingest/gone", test_gone);
  g_test_add_func ("/ingest/retry-after", test_retry_after);
  g_test_add_func ("/ingest/lying-etag", test_lying);
  g_test_add_func ("/ingest/two-a-host", test_two_a_host);
  g_test_add_func ("/ingest/three-origins", test_three_origins);
  g_test_add_func ("/ingest/recycled-id", test_recycled);

  return g_test_run ();
}
