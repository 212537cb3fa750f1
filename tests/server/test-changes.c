/* test-changes.c: following the backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include <sys/socket.h>
#include <unistd.h>

#include "model/sheaf-id.h"

static void
make_sets (ServerFixture *fixture,
           guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = sheaf_id_new ();

      server_fixture_edit (fixture, "set", id, "{\"op\":\"create\",\"value\":{\"title\":\"Set\"}}");
    }
}

static void
test_batches (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  gint64 since = 0;
  guint seen = 0;
  gboolean more = TRUE;

  make_sets (fixture, 7);
  while (more)
    {
      g_autofree char *path
          = g_strdup_printf ("/v1/changes?limit=3&since=%" G_GINT64_FORMAT, since);
      g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", path, NULL);

      g_assert_cmpint (reply->status, ==, 200);
      g_assert_cmpint (reply_get_int (reply, "head"), ==, 7);
      g_assert_cmpint (reply_get_length (reply, "entities"), <=, 3);
      seen += reply_get_length (reply, "entities");
      g_assert_cmpint (reply_get_int (reply, "seq"), >, since);
      since = reply_get_int (reply, "seq");
      more = json_node_get_boolean (reply_get (reply, "more"));
    }
  g_assert_cmpint (seen, ==, 7);
  g_assert_cmpint (since, ==, 7);
}

static void
test_reset (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) reply = NULL;

  make_sets (fixture, 1);
  reply = server_fixture_send (fixture, "GET", "/v1/changes?since=99&wait=25", NULL);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_true (json_node_get_boolean (reply_get (reply, "reset")));
  g_assert_cmpint (reply_get_length (reply, "entities"), ==, 1);
}

static void
test_bad_numbers (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  const char *const queries[]
      = { "since=-1", "since=x", "since=", "wait=26", "wait=1.5", "limit=0", "limit=1001", "sinse=1" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/changes?", queries[i], NULL);
      g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", path, NULL);

      g_assert_cmpint (reply->status, ==, 400);
      g_assert_cmpstr (reply_get_problem (reply), ==, "bad-request");
    }
}

typedef struct
{
  ServerFixture *fixture;
  const char *path;
} Follow;

static gpointer
follow (gpointer data)
{
  Follow *call = data;

  return server_fixture_send (call->fixture, "GET", call->path, NULL);
}

/* One that waits is answered by an edit, before its time. */
static void
test_woken (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  Follow call = { fixture, "/v1/changes?since=0&wait=25" };
  g_autoptr (Reply) reply = NULL;
  gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("follower", follow, &call);

  make_sets (fixture, 1);
  reply = g_thread_join (thread);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_length (reply, "entities"), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 25 * G_USEC_PER_SEC);
}

static void
test_waited_in_vain (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", "/v1/changes?since=0&wait=1", NULL);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_length (reply, "entities"), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
}

static void
send_follow (ServerFixture *fixture,
             int            fd)
{
  g_autofree char *head = g_strdup_printf ("GET /v1/changes?since=0&wait=25 HTTP/1.1\r\nHost: desk\r\n"
                                           "Authorization: Bearer %s\r\n\r\n",
                                           fixture->editor);

  write_text (fd, head);
}

/* With room for two connections, two that wait and go make room for others: their places are free
 * only if it is noticed that they went. */
static void
test_gone (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  SheafGuardLimits limits = sheaf_guard_default_limits;
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  gboolean served = FALSE;
  int first, second;
  char byte;

  limits.per_peer = 2;
  sheaf_server_set_limits (fixture->server, &limits);
  server_fixture_listen (fixture);

  first = server_fixture_connect (fixture);
  second = server_fixture_connect (fixture);
  send_follow (fixture, first);
  send_follow (fixture, second);
  close (first);
  shutdown (second, SHUT_WR);
  g_assert_cmpint (recv (second, &byte, 1, 0), ==, 1);
  close (second);

  while (!served && g_get_monotonic_time () < deadline)
    {
      int fd = server_fixture_connect (fixture);
      g_autofree char *answer = NULL;

      if (send (fd, "GET /v1/openapi.yaml HTTP/1.0\r\n\r\n", 33, MSG_NOSIGNAL) == 33)
        answer = read_to_end (fd, 10000);
      close (fd);
      served = answer != NULL && strstr (answer, " 200 ") != NULL;
    }
  g_assert_true (served);
}

/* Stopping answers those that wait instead of leaving them to their time. */
static void
test_stopped (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  int fd = server_fixture_connect (fixture);
  g_autofree char *answer = NULL;
  g_autoptr (Reply) other = NULL;

  send_follow (fixture, fd);
  other = server_fixture_send (fixture, "GET", "/v1/changes", NULL);
  sheaf_server_stop (fixture->server);
  answer = read_to_end (fd, 10000);
  close (fd);

  g_assert_nonnull (answer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 ") || answer[0] == '\0');
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/changes/batches", test_batches);
  g_test_add_func ("/changes/reset", test_reset);
  g_test_add_func ("/changes/bad-numbers", test_bad_numbers);
  g_test_add_func ("/changes/woken-by-an-edit", test_woken);
  g_test_add_func ("/changes/waited-in-vain", test_waited_in_vain);
  g_test_add_func ("/changes/client-gone", test_gone);
  g_test_add_func ("/changes/backend-stopped", test_stopped);

  return g_test_run ();
}
