/* test-daemon.c: a desk and the daemon in another process, with tokens, killed and started again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-fixture.h"

#include <signal.h>
#include <string.h>

/* Where the daemon was built. */
#define DAEMON "SHEAF_TEST_SHEAFD"

typedef struct
{
  char *folder;
  char *store;
  char *token;
  GSubprocess *daemon;
  char *address;
} Fixture;

static GSubprocess *
spawn (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);

  return process;
}

/* The first line that @process prints. */
static char *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;
  char *line;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  return g_strstrip (line);
}

static char *
add_token (Fixture    *fixture,
           const char *role)
{
  const char *arguments[] = { g_getenv (DAEMON), "token", "add",  "--store", fixture->store,
                              "--name",          role,    "--role", role,     NULL };
  g_autoptr (GSubprocess) process = spawn (arguments);
  char *token = read_line (process);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));

  return token;
}

static void
start (Fixture *fixture)
{
  const char *arguments[] = { g_getenv (DAEMON), "--listen", "127.0.0.1:0", "--store",
                              fixture->store, NULL };

  fixture->daemon = spawn (arguments);
  g_free (fixture->address);
  fixture->address = read_line (fixture->daemon);
  g_assert_true (g_str_has_prefix (fixture->address, "http://127.0.0.1:"));
  if (g_str_has_suffix (fixture->address, "/"))
    fixture->address[strlen (fixture->address) - 1] = '\0';
}

static void
kill_daemon (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->daemon, SIGKILL);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = fixture_make_folder ();
  fixture->store = g_strdup_printf ("sqlite:%s/store.db", fixture->folder);
  fixture->token = add_token (fixture, "editor");
  start (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  kill_daemon (fixture);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->store);
  g_free (fixture->token);
  g_free (fixture->address);
}

static SheafDesk *
open_desk (Fixture    *fixture,
           const char *name,
           const char *token)
{
  SheafDesk *desk = fixture_open_desk (fixture->folder, name, fixture->address);

  sheaf_desk_set_token (desk, token);

  return desk;
}

static gboolean
is_synced (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_SYNCED;
}

static gboolean
is_refused (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_REFUSED;
}

static gboolean
is_offline (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_OFFLINE;
}

static gboolean
is_drained (gpointer desk)
{
  return sheaf_desk_get_waiting (desk) == 0;
}

static void
test_token (Fixture       *fixture,
            gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", "not a token of this desk");
  g_autofree char *set = NULL;

  fixture_wait_until (is_refused, desk);
  g_assert_nonnull (sheaf_desk_get_error (desk));
  set = fixture_make_set (desk, "Harbours");
  g_assert_cmpuint (sheaf_desk_get_waiting (desk), ==, 1);

  /* What waited goes with the right one. */
  sheaf_desk_set_token (desk, fixture->token);
  fixture_wait_until (is_synced, desk);
  fixture_wait_until (is_drained, desk);
  g_assert_null (sheaf_desk_get_error (desk));
  fixture_close_desk (desk);
}

static void
test_reader (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *token = add_token (fixture, "reader");
  SheafDesk *desk = open_desk (fixture, "a.db", token);
  g_autofree char *set = NULL;

  /* Whoever may only read, reads; what he makes stays his. */
  fixture_wait_until (is_synced, desk);
  set = fixture_make_set (desk, "Harbours");
  fixture_wait_until (is_refused, desk);
  g_assert_cmpuint (sheaf_desk_get_waiting (desk), ==, 1);
  fixture_close_desk (desk);
}

typedef struct
{
  SheafDesk *desk;
  const char *id;
} Wanted;

static gboolean
has_set (gpointer data)
{
  Wanted *wanted = data;

  return sheaf_desk_get_item (wanted->desk, SHEAF_KIND_SET, wanted->id) != NULL;
}

static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", fixture->token);
  SheafDesk *other = NULL;
  g_autofree char *acknowledged = NULL;
  g_autofree char *meanwhile = NULL;
  Wanted wanted;

  fixture_wait_until (is_synced, desk);
  acknowledged = fixture_make_set (desk, "Acknowledged");
  fixture_wait_until (is_drained, desk);
  kill_daemon (fixture);
  fixture_wait_until (is_offline, desk);
  meanwhile = fixture_make_set (desk, "Meanwhile");

  /* It comes back at another port, as no port is anybody's own. */
  start (fixture);
  fixture_close_desk (desk);
  desk = open_desk (fixture, "a.db", fixture->token);
  fixture_wait_until (is_drained, desk);
  other = open_desk (fixture, "b.db", fixture->token);
  wanted = (Wanted) { other, acknowledged };
  fixture_wait_until (has_set, &wanted);
  wanted.id = meanwhile;
  fixture_wait_until (has_set, &wanted);
  fixture_close_desk (desk);
  fixture_close_desk (other);
}

static void
test_request (Fixture       *fixture,
              gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", fixture->token);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) unreached = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) offline = NULL;

  fixture_wait_until (is_synced, desk);
  sheaf_desk_request_async (desk, "GET", "/v1/sets/0193f111-0000-7000-8000-00000000dead", NULL,
                            NULL, fixture_on_result, &result);
  g_assert_null (sheaf_desk_request_finish (desk, fixture_wait (&result), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_PROBLEM);
  g_assert_cmpuint (strlen (error->message), >, 0);

  kill_daemon (fixture);
  sheaf_desk_request_async (desk, "GET", "/v1/sets", NULL, NULL, fixture_on_result, &unreached);
  g_assert_null (sheaf_desk_request_finish (desk, fixture_wait (&unreached), &offline));
  g_assert_error (offline, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_OFFLINE);
  fixture_close_desk (desk);
  start (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (g_getenv (DAEMON) == NULL)
    {
      g_printerr ("%s must say where the daemon is\n", DAEMON);
      return 1;
    }

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/daemon/token", test_token);
  ADD ("/client/daemon/reader", test_reader);
  ADD ("/client/daemon/killed", test_killed);
  ADD ("/client/daemon/request", test_request);
#undef ADD

  return g_test_run ();
}
