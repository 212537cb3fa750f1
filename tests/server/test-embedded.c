/* test-embedded.c: the backend inside the application, on its own user's socket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/sheaf-server.h"
#include "store/sqlite/sheaf-sqlite-store.h"

typedef struct
{
  char *folder;
  char *store;
  char *directory;
  char *socket;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("sheaf-embedded-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->store = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->directory = g_build_filename (fixture->folder, "run", "sheaf", NULL);
  fixture->socket = g_build_filename (fixture->directory, "backend", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  const char *argv[] = { "rm", "-rf", "--", fixture->folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->folder);
  g_free (fixture->store);
  g_free (fixture->directory);
  g_free (fixture->socket);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static SheafServer *
start (const char  *store,
       const char  *path,
       char       **address,
       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_server_start_embedded_async (store, path, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sheaf_server_start_embedded_finish (result, address, error);
}

static void
stop (SheafServer *server)
{
  sheaf_server_stop (server);
  g_object_unref (server);
}

static guint
get_status (const char *path,
            const char *target)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (SoupSession) session
      = soup_session_new_with_options ("remote-connectable", address, NULL);
  g_autofree char *uri = g_strconcat ("http://desk", target, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

static void
test_serves (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autofree char *expected = g_strconcat ("unix:", fixture->socket, NULL);
  g_autoptr (GError) error = NULL;
  SheafServer *server = start (fixture->store, fixture->socket, &address, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_nonnull (server);
  g_assert_cmpstr (address, ==, expected);

  g_assert_cmpint (g_stat (fixture->directory, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (fixture->socket, &status), ==, 0);
  g_assert_true (S_ISSOCK (status.st_mode));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* No token is asked for; there are no public pages. */
  g_assert_cmpint (get_status (fixture->socket, "/v1/changes"), ==, 200);
  g_assert_cmpint (get_status (fixture->socket, "/feed.json"), ==, 404);

  stop (server);
  g_assert_false (g_file_test (fixture->socket, G_FILE_TEST_EXISTS));
}

static void
test_open_directory (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  SheafServer *server;
  GStatBuf status;

  g_assert_cmpint (g_mkdir_with_parents (fixture->directory, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->directory, 0777), ==, 0);
  server = start (fixture->store, fixture->socket, &address, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->directory, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  stop (server);
}

static void
leave_socket (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  close (fd);
}

static void
test_left_over (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  SheafServer *server;

  g_assert_cmpint (g_mkdir_with_parents (fixture->directory, 0700), ==, 0);
  leave_socket (fixture->socket);
  server = start (fixture->store, fixture->socket, &address, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_status (fixture->socket, "/v1/changes"), ==, 200);
  stop (server);
}

/* What is there and no socket is somebody's file. */
static void
test_in_the_way (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->socket, "mine", -1, NULL));
  g_assert_null (start (fixture->store, fixture->socket, &address, &error));
  g_assert_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS);
  g_assert_null (address);
  g_assert_true (g_file_test (fixture->socket, G_FILE_TEST_IS_REGULAR));
}

/* Who holds the store serves it: the second one is told where, and starts nothing; the socket of the
 * first is left alone. */
static void
test_second (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *first_address = NULL;
  g_autofree char *second_address = NULL;
  g_autoptr (GError) error = NULL;
  SheafServer *first = start (fixture->store, fixture->socket, &first_address, &error);
  SheafServer *second;

  g_assert_no_error (error);
  second = start (fixture->store, fixture->socket, &second_address, &error);
  g_assert_no_error (error);
  g_assert_null (second);
  g_assert_cmpstr (second_address, ==, first_address);
  g_assert_cmpint (get_status (fixture->socket, "/v1/changes"), ==, 200);
  stop (first);
}

static void
test_long_path (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *name = g_strnfill (107 - strlen (fixture->folder) - 1, 's');
  g_autofree char *longest = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *too_long = g_strconcat (longest, "s", NULL);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  SheafServer *server;

  g_assert_null (start (fixture->store, too_long, &address, &error));
  g_assert_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_TOO_LONG);
  g_clear_error (&error);

  server = start (fixture->store, longest, &address, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_status (longest, "/v1/changes"), ==, 200);
  stop (server);
}

/* A child of another uid that is let in to the folder still gets nothing but the end. */
static void
try_as_nobody (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  const char request[] = "GET /v1/changes HTTP/1.0\r\n\r\n";
  char byte = '?';
  int fd;

  if (setgid (65534) != 0 || setuid (65534) != 0)
    _exit (2);
  fd = socket (AF_UNIX, SOCK_STREAM, 0);
  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    _exit (3);
  send (fd, request, sizeof request - 1, MSG_NOSIGNAL);
  _exit (recv (fd, &byte, 1, 0) <= 0 ? 0 : 1);
}

static void
test_other_uid (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = NULL;
  SheafServer *server;
  int status;
  pid_t child;

  if (getuid () != 0)
    {
      g_test_skip ("another uid can be taken by root alone");
      return;
    }

  server = start (fixture->store, fixture->socket, &address, &error);
  g_assert_no_error (error);
  parent = g_path_get_dirname (fixture->directory);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (parent, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->directory, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->socket, 0666), ==, 0);

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    try_as_nobody (fixture->socket);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_cmpint (get_status (fixture->socket, "/v1/changes"), ==, 200);
  stop (server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/embedded/serves", Fixture, NULL, set_up, test_serves, tear_down);
  g_test_add ("/embedded/open-directory", Fixture, NULL, set_up, test_open_directory, tear_down);
  g_test_add ("/embedded/left-over-socket", Fixture, NULL, set_up, test_left_over, tear_down);
  g_test_add ("/embedded/file-in-the-way", Fixture, NULL, set_up, test_in_the_way, tear_down);
  g_test_add ("/embedded/second-process", Fixture, NULL, set_up, test_second, tear_down);
  g_test_add ("/embedded/long-path", Fixture, NULL, set_up, test_long_path, tear_down);
  g_test_add ("/embedded/other-uid", Fixture, NULL, set_up, test_other_uid, tear_down);

  return g_test_run ();
}
