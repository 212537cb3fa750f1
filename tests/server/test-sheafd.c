/* test-sheafd.c: the daemon as it is run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#include "model/sheaf-id.h"

typedef struct
{
  char *folder;
  char *store; /* "sqlite:…" */
  char *token;
  char *address; /* while it runs, ending in "/" */
  GSubprocess *daemon;
} Fixture;

/* Runs sheafd with the arguments until NULL, and tells its exit code and what it printed. */
static int G_GNUC_NULL_TERMINATED
run (char       **out,
     char       **err,
     const char  *first,
     ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  g_ptr_array_add (argv, (gpointer) g_getenv ("SHEAFD"));
  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

static void
start_daemon (Fixture *fixture)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;

  fixture->daemon = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("SHEAFD"),
                                      "--listen", "127.0.0.1:0", "--store", fixture->store, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->daemon));
  g_free (fixture->address);
  fixture->address = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->address);
}

static void
end_daemon (Fixture *fixture,
            int      signal)
{
  if (fixture->daemon == NULL)
    return;

  g_subprocess_send_signal (fixture->daemon, signal);
  g_assert_true (g_subprocess_wait (fixture->daemon, NULL, NULL));
  if (signal == SIGTERM)
    {
      g_assert_true (g_subprocess_get_if_exited (fixture->daemon));
      g_assert_cmpint (g_subprocess_get_exit_status (fixture->daemon), ==, 0);
    }
  g_clear_object (&fixture->daemon);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  fixture->folder = g_dir_make_tmp ("sheafd-XXXXXX", NULL);
  fixture->store = g_strconcat ("sqlite:", fixture->folder, "/desk.db", NULL);
  g_assert_cmpint (run (&out, &err, "token", "add", "--store", fixture->store, "--name", "Ann",
                        "--role", "editor", NULL),
                   ==, 0);
  fixture->token = g_strstrip (g_strdup (out));
  g_assert_cmpint (strlen (fixture->token), >=, 40);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  const char *argv[] = { "rm", "-rf", "--", fixture->folder, NULL };

  end_daemon (fixture, SIGTERM);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->folder);
  g_free (fixture->store);
  g_free (fixture->token);
  g_free (fixture->address);
}

/* Returns the answer's body; NULL if there was none. */
static char *
send_request (Fixture    *fixture,
              const char *method,
              const char *path,
              const char *body,
              guint      *status)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *uri = g_strconcat (fixture->address, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", fixture->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  answer = soup_session_send_and_read (session, message, NULL, NULL);
  if (answer == NULL)
    return NULL;
  *status = soup_message_get_status (message);

  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static char *
make_set (const char *id)
{
  g_autofree char *edit = sheaf_id_new ();

  return g_strdup_printf ("{\"edits\":[{\"id\":\"%s\",\"group\":\"%s\",\"entity\":\"set\","
                          "\"entity_id\":\"%s\",\"at\":\"2026-11-24T15:04:05.123Z\",\"undoes\":null,"
                          "\"changes\":[{\"op\":\"create\",\"value\":{\"title\":\"Set\"}}]}]}",
                          edit, edit, id);
}

static void
test_tokens (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *list = NULL;
  g_autofree char *id = NULL;
  g_autofree char *err = NULL;
  g_autofree char *body = NULL;
  guint status = 0;

  start_daemon (fixture);
  body = send_request (fixture, "GET", "v1/sets", NULL, &status);
  g_assert_cmpint (status, ==, 200);

  /* Beside the daemon that runs; the token itself is not shown again. */
  g_assert_cmpint (run (&list, &err, "token", "list", "--store", fixture->store, NULL), ==, 0);
  g_assert_true (g_str_has_suffix (list, "\teditor\tAnn\n"));
  g_assert_null (strstr (list, fixture->token));

  id = g_strndup (list, strcspn (list, "\t"));
  g_free (g_steal_pointer (&err));
  g_assert_cmpint (run (NULL, NULL, "token", "revoke", id, "--store", fixture->store, NULL), ==, 0);
  g_free (g_steal_pointer (&body));
  body = send_request (fixture, "GET", "v1/sets", NULL, &status);
  g_assert_cmpint (status, ==, 401);
}

/* Writers that go on until nobody answers; each keeps what was acknowledged. */
typedef struct
{
  Fixture *fixture;
  GPtrArray *acknowledged;
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *writer = data;

  for (;;)
    {
      g_autofree char *id = sheaf_id_new ();
      g_autofree char *body = make_set (id);
      g_autofree char *answer = NULL;
      guint status = 0;

      /* Whoever got the port after the daemon may well answer too. */
      answer = send_request (writer->fixture, "POST", "v1/edits", body, &status);
      if (answer == NULL || status != 200)
        return NULL;
      g_ptr_array_add (writer->acknowledged, g_steal_pointer (&id));
    }
}

static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  Writer writers[3];
  GThread *threads[G_N_ELEMENTS (writers)];
  guint n = 0;

  start_daemon (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      writers[i].fixture = fixture;
      writers[i].acknowledged = g_ptr_array_new_with_free_func (g_free);
      threads[i] = g_thread_new ("writer", write_on, &writers[i]);
    }

  /* Somewhere in the middle of it. */
  for (guint head = 0; head < 30;)
    {
      guint status = 0;
      g_autofree char *answer = send_request (fixture, "GET", "v1/changes?limit=1", NULL, &status);
      g_autoptr (JsonNode) json = json_from_string (answer, NULL);

      head = json_object_get_int_member (json_node_get_object (json), "head");
    }
  end_daemon (fixture, SIGKILL);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    g_thread_join (threads[i]);

  start_daemon (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      for (guint k = 0; k < writers[i].acknowledged->len; k++)
        {
          g_autofree char *path
              = g_strconcat ("v1/sets/", writers[i].acknowledged->pdata[k], NULL);
          g_autofree char *answer = NULL;
          guint status = 0;

          answer = send_request (fixture, "GET", path, NULL, &status);
          g_assert_cmpint (status, ==, 200);
          n++;
        }
      g_ptr_array_unref (writers[i].acknowledged);
    }
  g_test_message ("%u acknowledged edits are there", n);
  g_assert_cmpint (n, >=, 20);
}

static void
test_second (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *err = NULL;

  start_daemon (fixture);
  g_assert_cmpint (
      run (NULL, &err, "--listen", "127.0.0.1:0", "--store", fixture->store, NULL), ==, 1);
  g_assert_true (g_str_has_prefix (err, "sheafd: "));
}

static void
test_port_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *other = g_strconcat ("sqlite:", fixture->folder, "/other.db", NULL);
  g_autofree char *listen = NULL;
  g_autofree char *err = NULL;

  start_daemon (fixture);
  listen = g_strndup (fixture->address + strlen ("http://"),
                      strlen (fixture->address) - strlen ("http:///"));
  g_assert_cmpint (run (NULL, &err, "--listen", listen, "--store", other, NULL), ==, 1);
  g_assert_true (g_str_has_prefix (err, "sheafd: "));
}

static void
test_usage (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *version = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (run (&version, NULL, "--version", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (version, "sheafd "));

  g_assert_cmpint (run (NULL, &err, "--listen", "127.0.0.1:0", NULL), ==, 2);
  g_assert_nonnull (strstr (err, "--store"));
  g_assert_cmpint (run (NULL, NULL, "--store", "desk.db", NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "--store", "sqlite:", NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "--store", fixture->store, "--listen", "8080", NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "--store", fixture->store, "--listen", "127.0.0.1:x", NULL), ==,
                   2);
  g_assert_cmpint (run (NULL, NULL, "--store", fixture->store, "--allow-address", "home", NULL), ==,
                   2);
  g_assert_cmpint (run (NULL, NULL, "--colour", NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "serve", NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "token", NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "token", "add", "--store", fixture->store, NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "token", "add", "--store", fixture->store, "--name", "Bo",
                        "--role", "owner", NULL),
                   ==, 2);
  g_assert_cmpint (run (NULL, NULL, "token", "revoke", "--store", fixture->store, NULL), ==, 2);
  g_assert_cmpint (run (NULL, NULL, "token", "revoke", "nobody", "--store", fixture->store, NULL),
                   ==, 1);
  g_assert_cmpint (run (NULL, NULL, "token", "list", "--store", "sqlite:/nowhere/at/all/desk.db",
                        NULL),
                   ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sheafd/tokens", Fixture, NULL, set_up, test_tokens, tear_down);
  g_test_add ("/sheafd/killed", Fixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/sheafd/second-process", Fixture, NULL, set_up, test_second, tear_down);
  g_test_add ("/sheafd/port-taken", Fixture, NULL, set_up, test_port_taken, tear_down);
  g_test_add ("/sheafd/usage", Fixture, NULL, set_up, test_usage, tear_down);

  return g_test_run ();
}
