/* test-search-provider.c: what the desktop's search finds, asked over D-Bus as the desktop asks
 *
 * From peer to peer: a bus of the test's own would outlive it in what holds on to the session's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>
#include <sys/socket.h>

#include "ui/editors/sample-desk.h"
#include "ui/sheaf-search-provider.h"

#define PATH "/io/github/sheafdesk/Sheaf/SearchProvider"
#define INTERFACE "org.gnome.Shell.SearchProvider2"

typedef struct
{
  GDBusConnection *ours;
  GDBusConnection *theirs;
  SheafDesk *desk;
  SheafSearchProvider *provider;
  guint asked;
  char *chosen;
  char *text;
} Fixture;

static void
asked_cb (Fixture *fixture)
{
  fixture->asked++;
}

static void
chosen_cb (Fixture    *fixture,
           const char *kind,
           const char *id)
{
  g_free (fixture->chosen);
  fixture->chosen = g_strdup_printf ("%s/%s", kind, id);
}

static void
go_on_cb (Fixture    *fixture,
          const char *text)
{
  g_free (fixture->text);
  fixture->text = g_strdup (text);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GDBusConnection **connection = user_data;
  g_autoptr (GError) error = NULL;

  *connection = g_dbus_connection_new_finish (result, &error);
  g_assert_no_error (error);
}

static void
begin_connection (int                    fd,
                  const char            *guid,
                  GDBusConnectionFlags   flags,
                  GDBusConnection      **connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);
  g_autoptr (GSocketConnection) stream = NULL;

  g_assert_no_error (error);
  stream = g_socket_connection_factory_create_connection (socket);
  g_dbus_connection_new (G_IO_STREAM (stream), guid, flags, NULL, NULL, connected_cb, connection);
}

static void
connect_peers (Fixture *fixture)
{
  g_autofree char *guid = g_dbus_generate_guid ();
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  begin_connection (fds[0], guid, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER, &fixture->ours);
  begin_connection (fds[1], NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, &fixture->theirs);

  while (fixture->ours == NULL || fixture->theirs == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  connect_peers (fixture);
  fixture->desk = sample_desk_open (6);

  fixture->provider = sheaf_search_provider_new ();
  g_signal_connect_swapped (fixture->provider, "asked", G_CALLBACK (asked_cb), fixture);
  g_signal_connect_swapped (fixture->provider, "chosen", G_CALLBACK (chosen_cb), fixture);
  g_signal_connect_swapped (fixture->provider, "go-on", G_CALLBACK (go_on_cb), fixture);
  g_assert_true (sheaf_search_provider_export (fixture->provider, fixture->ours, PATH, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_object (&fixture->provider);
  sample_desk_close (fixture->desk);
  g_clear_object (&fixture->ours);
  g_clear_object (&fixture->theirs);
  g_free (fixture->chosen);
  g_free (fixture->text);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **got = user_data;

  *got = g_object_ref (result);
}

/* Returns: (transfer full) (nullable) */
static GVariant *
finish (Fixture       *fixture,
        GAsyncResult **got,
        GError       **error)
{
  GVariant *answer;

  while (*got == NULL)
    g_main_context_iteration (NULL, TRUE);

  answer = g_dbus_connection_call_finish (fixture->theirs, *got, error);
  g_clear_object (got);

  return answer;
}

static void
begin (Fixture       *fixture,
       const char    *method,
       GVariant      *parameters,
       GAsyncResult **got)
{
  g_dbus_connection_call (fixture->theirs, NULL, PATH, INTERFACE, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, called_cb, got);
}

static GVariant *
call (Fixture    *fixture,
      const char *method,
      GVariant   *parameters)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *got = NULL;
  GVariant *answer;

  begin (fixture, method, parameters, &got);
  answer = finish (fixture, &got, &error);
  g_assert_no_error (error);

  return answer;
}

static GStrv
search (Fixture    *fixture,
        const char *words)
{
  g_auto (GStrv) terms = g_strsplit (words, " ", -1);
  g_autoptr (GVariant) answer = NULL;
  GStrv results;

  answer = call (fixture, "GetInitialResultSet",
                 g_variant_new ("(@as)", g_variant_new_strv ((const char *const *) terms, -1)));
  g_variant_get (answer, "(^as)", &results);

  return results;
}

static guint
count (const char *const *results,
       const char        *kind)
{
  guint n = 0;

  for (guint i = 0; results[i] != NULL; i++)
    n += g_str_has_prefix (results[i], kind) ? 1 : 0;

  return n;
}

static void
test_found (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_auto (GStrv) articles = NULL;
  g_auto (GStrv) sets = NULL;
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) japanese = NULL;

  sheaf_search_provider_set_desk (fixture->provider, fixture->desk);

  articles = search (fixture, "islands");
  g_assert_cmpuint (count ((const char *const *) articles, "article:"), >, 0);

  japanese = search (fixture, "航路");
  g_assert_cmpuint (count ((const char *const *) japanese, "article:"), ==, 1);

  none = search (fixture, "zeppelin");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (fixture->asked, ==, 3);
}

static void
test_items (Fixture       *fixture,
            gconstpointer  user_data)
{
  SheafItem *set = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, SAMPLE_SET);
  g_autofree char *wanted = g_strconcat ("set:", SAMPLE_SET, NULL);
  g_autofree char *shout = g_utf8_strup (sheaf_item_get_title (set), -1);
  g_auto (GStrv) results = NULL;

  sheaf_search_provider_set_desk (fixture->provider, fixture->desk);

  results = search (fixture, shout);
  g_assert_true (g_strv_contains ((const char *const *) results, wanted));
}

static void
test_metas (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_auto (GStrv) results = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GVariant) meta = NULL;
  g_autofree char *set = g_strconcat ("set:", SAMPLE_SET, NULL);
  const char *asked[4] = { NULL, set, "set:00000000-0000-7000-8000-000000000000", NULL };
  const char *name = NULL, *description = NULL;

  sheaf_search_provider_set_desk (fixture->provider, fixture->desk);
  results = search (fixture, "航路");
  g_assert_nonnull (results[0]);
  asked[0] = results[0];

  answer = call (fixture, "GetResultMetas", g_variant_new ("(@as)", g_variant_new_strv (asked, 3)));
  metas = g_variant_get_child_value (answer, 0);

  /* The third is no longer there. */
  g_assert_cmpuint (g_variant_n_children (metas), ==, 2);
  meta = g_variant_get_child_value (metas, 0);
  g_assert_true (g_variant_lookup (meta, "name", "&s", &name));
  g_assert_cmpstr (name, ==, "島々を結ぶ新航路、来春開通へ");
  g_assert_true (g_variant_lookup (meta, "description", "&s", &description));
  g_assert_nonnull (strstr (description, "湾岸新聞"));
}

static void
test_acts (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const char *const terms[] = { "ferry", "line", NULL };
  g_autoptr (GVariant) chosen = NULL;
  g_autoptr (GVariant) launched = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *got = NULL;

  sheaf_search_provider_set_desk (fixture->provider, fixture->desk);

  chosen = call (fixture, "ActivateResult", g_variant_new ("(s^asu)", "bundle:b1", terms, 0));
  g_assert_cmpstr (fixture->chosen, ==, "bundle/b1");

  launched = call (fixture, "LaunchSearch", g_variant_new ("(^asu)", terms, 0));
  g_assert_cmpstr (fixture->text, ==, "ferry line");

  begin (fixture, "ActivateResult", g_variant_new ("(s^asu)", "none of ours", terms, 0), &got);
  g_assert_null (finish (fixture, &got, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
}

/* The service is started by the question, so that it comes before there is a desk. */
static void
test_early (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const char *const terms[] = { "islands", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_auto (GStrv) results = NULL;
  GAsyncResult *got = NULL;

  begin (fixture, "GetInitialResultSet", g_variant_new ("(^as)", terms), &got);
  while (fixture->asked == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (got);

  sheaf_search_provider_set_desk (fixture->provider, fixture->desk);
  answer = finish (fixture, &got, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(^as)", &results);
  g_assert_cmpuint (g_strv_length (results), >, 0);
}

/* Whoever types asks with each letter: what was asked before is answered, too. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  user_data)
{
  static const char *const first[] = { "isl", NULL };
  static const char *const second[] = { "islands", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) overtaken = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_auto (GStrv) results = NULL;
  GAsyncResult *got[2] = { NULL, NULL };

  sheaf_search_provider_set_desk (fixture->provider, fixture->desk);
  begin (fixture, "GetInitialResultSet", g_variant_new ("(^as)", first), &got[0]);
  begin (fixture, "GetSubsearchResultSet", g_variant_new ("(^as^as)", first, second), &got[1]);

  overtaken = finish (fixture, &got[0], &error);
  g_assert_no_error (error);
  answer = finish (fixture, &got[1], &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(^as)", &results);
  g_assert_cmpuint (g_strv_length (results), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/search-provider/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("found", test_found);
  ADD ("items", test_items);
  ADD ("metas", test_metas);
  ADD ("acts", test_acts);
  ADD ("early", test_early);
  ADD ("overtaken", test_overtaken);
#undef ADD

  return g_test_run ();
}
