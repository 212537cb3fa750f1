/* test-abuse.c: clients that mean no good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MB (1024 * 1024)

/* The most of this process's memory that was ever in use, in bytes. */
static gsize
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);

  return g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) * 1024;
}

/* Sends until all is sent or the other side has had enough. */
static gsize
send_much (int         fd,
           const char *block,
           gsize       length,
           gsize       total)
{
  gsize sent = 0;

  while (sent < total)
    {
      gssize n = send (fd, block, MIN (length, total - sent), MSG_NOSIGNAL);

      if (n <= 0)
        break;
      sent += n;
    }

  return sent;
}

/* Others are served meanwhile, and nothing was changed. */
static void
assert_well (ServerFixture *fixture)
{
  g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", "/v1/changes", NULL);

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_int (reply, "head"), ==, 0);
}

static void
assert_answer (int         fd,
               const char *status,
               const char *problem)
{
  g_autofree char *answer = read_to_end (fd, 60000);

  g_assert_nonnull (answer);
  g_test_message ("%.400s", answer);
  g_assert_true (g_str_has_prefix (answer, status));
  g_assert_nonnull (strstr (answer, problem));
  g_assert_nonnull (strstr (answer, "Sheaf-Api: 1\r\n"));
}

static void
send_head (ServerFixture *fixture,
           int            fd,
           const char    *more)
{
  g_autofree char *head = g_strdup_printf ("POST /v1/edits HTTP/1.1\r\nHost: desk\r\n"
                                           "Authorization: Bearer %s\r\n"
                                           "Content-Type: application/json\r\n%s\r\n",
                                           fixture->editor, more);

  write_text (fd, head);
}

static void
test_large_body (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *block = g_strnfill (MB, ' ');
  int fd = server_fixture_connect (fixture);
  gsize before;

  assert_well (fixture);
  before = get_memory ();
  send_head (fixture, fd, "Content-Length: 104857600\r\n");
  send_much (fd, block, MB, 100 * MB);
  assert_answer (fd, "HTTP/1.1 413 ", "urn:sheaf:problem:too-large");
  close (fd);

  g_assert_cmpint (get_memory (), <, before + 8 * MB);
  assert_well (fixture);
}

static void
test_large_chunks (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *block = g_strnfill (MB, ' ');
  int fd = server_fixture_connect (fixture);
  gsize before;

  assert_well (fixture);
  before = get_memory ();
  send_head (fixture, fd, "Transfer-Encoding: chunked\r\n");
  for (guint i = 0; i < 100; i++)
    {
      if (send (fd, "100000\r\n", 8, MSG_NOSIGNAL) != 8 || send_much (fd, block, MB, MB) < MB
          || send (fd, "\r\n", 2, MSG_NOSIGNAL) != 2)
        break;
    }
  assert_answer (fd, "HTTP/1.1 413 ", "urn:sheaf:problem:too-large");
  close (fd);

  /* What may be sent was kept until it was too much, and is given back; a checker of memory keeps
   * it a while longer. */
  g_assert_cmpint (get_memory (), <, before + 72 * MB);
  assert_well (fixture);
}

/* Without a token, not even what would be allowed is read. */
static void
test_large_body_of_nobody (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *block = g_strnfill (MB, ' ');
  int fd = server_fixture_connect (fixture);

  write_text (fd, "POST /v1/edits HTTP/1.1\r\nHost: desk\r\nContent-Length: 10485760\r\n\r\n");
  send_much (fd, block, MB, 10 * MB);
  assert_answer (fd, "HTTP/1.1 401 ", "urn:sheaf:problem:unauthorized");
  close (fd);
  assert_well (fixture);
}

static void
test_body_of_a_get (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  int fd = server_fixture_connect (fixture);
  g_autofree char *head = g_strdup_printf ("GET /v1/sets HTTP/1.1\r\nHost: desk\r\n"
                                           "Authorization: Bearer %s\r\nContent-Length: 2\r\n\r\n{}",
                                           fixture->editor);

  write_text (fd, head);
  assert_answer (fd, "HTTP/1.1 413 ", "urn:sheaf:problem:too-large");
  close (fd);
  assert_well (fixture);
}

static void
test_large_header (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autofree char *block = g_strnfill (MB, 'x');
  int fd = server_fixture_connect (fixture);
  gsize before, sent;

  assert_well (fixture);
  before = get_memory ();
  write_text (fd, "GET /v1/changes HTTP/1.1\r\nHost: desk\r\nX-Large: ");
  sent = send_much (fd, block, MB, 20 * MB);
  g_assert_cmpint (sent, <, 20 * MB);
  close (fd);

  g_assert_cmpint (get_memory (), <, before + 8 * MB);
  assert_well (fixture);
}

static ServerFixture *
start_impatient (void)
{
  ServerFixture *fixture = server_fixture_new ();
  SheafGuardLimits limits = sheaf_guard_default_limits;

  limits.request_ms = 200;
  limits.write_ms = 200;
  limits.linger_ms = 200;
  sheaf_server_set_limits (fixture->server, &limits);
  server_fixture_listen (fixture);

  return fixture;
}

/* Writes a piece of @text now and then until the other side closes; FALSE if it never does. */
static gboolean
is_cut_off (int         fd,
            const char *text)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (const char *p = text; g_get_monotonic_time () < deadline; p++)
    {
      struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
      char byte;

      if (*p != '\0' && send (fd, p, 1, MSG_NOSIGNAL) != 1)
        return TRUE;
      if (*p == '\0')
        p--;
      if (poll (&poll_fd, 1, 20) > 0 && recv (fd, &byte, 1, 0) <= 0)
        return TRUE;
    }

  return FALSE;
}

static void
test_slow (void)
{
  g_autoptr (ServerFixture) fixture = start_impatient ();
  g_autofree char *long_head = g_strnfill (4096, 'x');
  g_autofree char *head
      = g_strconcat ("GET /v1/changes HTTP/1.1\r\nHost: desk\r\nX-Slow: ", long_head, NULL);
  int silent = server_fixture_connect (fixture);
  int slow_head = server_fixture_connect (fixture);
  int slow_body = server_fixture_connect (fixture);

  send_head (fixture, slow_body, "Content-Length: 5000\r\n");
  g_assert_true (is_cut_off (silent, ""));
  g_assert_true (is_cut_off (slow_head, head));
  g_assert_true (is_cut_off (slow_body, long_head));
  close (silent);
  close (slow_head);
  close (slow_body);
  assert_well (fixture);
}

/* One that asks for much and takes none of it. */
static void
test_slow_reader (void)
{
  g_autoptr (ServerFixture) fixture = start_impatient ();
  int fd = server_fixture_connect (fixture);
  struct pollfd poll_fd = { .fd = fd, .events = POLLRDHUP };
  g_autofree char *request = g_strdup_printf ("GET /v1/openapi.yaml HTTP/1.1\r\nHost: desk\r\n\r\n");
  int size = 4096;

  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  for (guint i = 0; i < 2000; i++)
    {
      if (send (fd, request, strlen (request), MSG_NOSIGNAL | MSG_DONTWAIT) <= 0)
        break;
    }
  g_assert_cmpint (poll (&poll_fd, 1, 60000), ==, 1);
  close (fd);
  assert_well (fixture);
}

static void
test_too_many_connections (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  SheafGuardLimits limits = sheaf_guard_default_limits;
  int kept[4];
  int one_more;
  g_autofree char *answer = NULL;

  limits.per_peer = 4;
  sheaf_server_set_limits (fixture->server, &limits);
  server_fixture_listen (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      kept[i] = server_fixture_connect (fixture);
      write_text (kept[i], "GET /v1/openapi.yaml HTTP/1.1\r\n");
    }
  one_more = server_fixture_connect (fixture);
  answer = read_to_end (one_more, 60000);
  g_assert_cmpstr (answer, ==, "");
  close (one_more);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    close (kept[i]);
}

static void
test_paths (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  const char *const paths[]
      = { "/v1/../../etc/passwd",     "/b/../../../etc/passwd", "/b/%2e%2e/%2e%2e/etc/passwd",
          "/b/..%2f..%2fetc%2fpasswd", "/b/%00",                 "/b/%ff%fe",
          "/v1/sets/../../etc/passwd", "//etc/passwd",           "/v1/sets/%2e%2e",
          "/b/..",                     "/",                      "/v1" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      int fd = server_fixture_connect (fixture);
      g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: desk\r\n"
                                                  "Authorization: Bearer %s\r\n"
                                                  "Connection: close\r\n\r\n",
                                                  paths[i], fixture->editor);
      g_autofree char *answer = NULL;

      write_text (fd, request);
      answer = read_to_end (fd, 60000);
      close (fd);
      g_test_message ("%s: %.30s", paths[i], answer);
      g_assert_nonnull (answer);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404 ")
                     || g_str_has_prefix (answer, "HTTP/1.1 400 "));
      g_assert_null (strstr (answer, "root:"));
    }
  assert_well (fixture);
}

static void
test_no_http (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  const char *const requests[] = { "\r\n\r\n",
                                   "HELLO\r\n\r\n",
                                   "GET\r\n\r\n",
                                   "GET / HTTP/9.9\r\n\r\n",
                                   "\x16\x03\x01\x02\x00\x01\x00\x01",
                                   "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
                                   "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
                                   "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                                   "CONNECT coast.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
                                   "POST /v1/edits HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                                   "POST /v1/edits HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999"
                                   "99999999999999\r\n\r\n",
                                   "POST /v1/edits HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked"
                                   "\r\n\r\nzzz\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      int fd = server_fixture_connect (fixture);

      write_text (fd, requests[i]);
      shutdown (fd, SHUT_WR);
      close (fd);
      assert_well (fixture);
    }
}

static void
test_tokens (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (GPtrArray) tokens = sheaf_store_list_tokens (fixture->store, NULL);
  const char *const headers[] = { "", "Bearer", "Bearer ", "Basic QW46", "Bearer nothing" };
  g_autoptr (Reply) before = NULL;
  g_autoptr (Reply) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (Reply) reply = server_fixture_send_as (fixture, NULL, "GET", "/v1/sets", NULL,
                                                        "Authorization", headers[i]);

      g_assert_cmpint (reply->status, ==, 401);
      g_assert_cmpstr (reply_get_problem (reply), ==, "unauthorized");
    }

  before = server_fixture_send (fixture, "GET", "/v1/sets", NULL);
  g_assert_cmpint (before->status, ==, 200);
  for (guint i = 0; i < tokens->len; i++)
    g_assert_true (sheaf_store_revoke_token (fixture->store,
                                             ((SheafToken *) tokens->pdata[i])->id, NULL));
  after = server_fixture_send (fixture, "GET", "/v1/sets", NULL);
  g_assert_cmpint (after->status, ==, 401);
}

static void
test_methods (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) removed = server_fixture_send (fixture, "DELETE", "/v1/sets", NULL);
  g_autoptr (Reply) read = server_fixture_send (fixture, "GET", "/v1/edits", NULL);

  g_assert_cmpint (removed->status, ==, 405);
  g_assert_cmpstr (reply_get_problem (removed), ==, "method-not-allowed");
  g_assert_cmpstr (soup_message_headers_get_one (removed->headers, "Allow"), ==, "GET, HEAD");
  g_assert_cmpint (read->status, ==, 405);
  g_assert_cmpstr (soup_message_headers_get_one (read->headers, "Allow"), ==, "POST");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/abuse/large-body", test_large_body);
  g_test_add_func ("/abuse/large-chunks", test_large_chunks);
  g_test_add_func ("/abuse/large-body-of-nobody", test_large_body_of_nobody);
  g_test_add_func ("/abuse/body-of-a-get", test_body_of_a_get);
  g_test_add_func ("/abuse/large-header", test_large_header);
  g_test_add_func ("/abuse/slow", test_slow);
  g_test_add_func ("/abuse/slow-reader", test_slow_reader);
  g_test_add_func ("/abuse/too-many-connections", test_too_many_connections);
  g_test_add_func ("/abuse/paths", test_paths);
  g_test_add_func ("/abuse/no-http", test_no_http);
  g_test_add_func ("/abuse/tokens", test_tokens);
  g_test_add_func ("/abuse/methods", test_methods);

  return g_test_run ();
}
