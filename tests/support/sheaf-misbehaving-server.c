/* sheaf-misbehaving-server.c: an HTTP server that does what servers should not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/sheaf-misbehaving-private.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MB (1024 * 1024)

/* FALSE when the client went or the server stops. */
gboolean
sheaf_misbehaving_send (SheafMisbehavingConnection *connection,
            const char *bytes,
            gsize       length)
{
  while (length > 0)
    {
      struct pollfd fds[] = { { connection->fd, POLLOUT, 0 },
                              { connection->server->stop[0], POLLIN, 0 } };
      gssize n;

      if (poll (fds, 2, -1) < 0 || fds[1].revents != 0)
        return FALSE;
      n = send (connection->fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= n;
    }

  return TRUE;
}

gboolean
sheaf_misbehaving_send_text (SheafMisbehavingConnection *connection,
           const char *text)
{
  return sheaf_misbehaving_send (connection, text, strlen (text));
}

/* Waits for the client to go, at most @ms; TRUE if it is still there. */
gboolean
sheaf_misbehaving_wait (SheafMisbehavingConnection *connection,
          int         ms)
{
  struct pollfd fds[] = { { connection->fd, POLLRDHUP, 0 },
                          { connection->server->stop[0], POLLIN, 0 } };

  return poll (fds, 2, ms) == 0;
}

void
sheaf_misbehaving_send_whole (SheafMisbehavingConnection *connection,
            const char *head,
            const char *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\n"
                                           "Connection: close\r\n\r\n%s",
                                           head, strlen (body), body);

  sheaf_misbehaving_send_text (connection, text);
}

char *
sheaf_misbehaving_make_feed (const char *headline,
           guint       n)
{
  GString *feed = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">"
                                "<channel><title>Coast Wire</title><link>http://coast.example/</link>"
                                "<description>News of the coast</description>"
                                "<language>en</language>");

  for (guint i = n; i > 0; i--)
    g_string_append_printf (feed,
                            "<item><guid isPermaLink=\"false\">coast-%u</guid>"
                            "<link>http://coast.example/news/%u</link><title>%s</title>"
                            "<pubDate>Mon, 0%u Jun 2026 08:00:00 GMT</pubDate>"
                            "<description>&lt;p&gt;The ferry line &lt;b&gt;opens&lt;/b&gt;."
                            "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description></item>",
                            i, i, i == n && headline != NULL ? headline : "Ferry line opens",
                            (i - 1) % 9 + 1);
  g_string_append (feed, "</channel></rss>\n");

  return g_string_free (feed, FALSE);
}

static void
behave_feed (SheafMisbehavingConnection *connection,
             const char *request)
{
  SheafMisbehavingServer *server = connection->server;
  g_autofree char *headline = NULL;
  g_autofree char *feed = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *head = NULL;
  guint status;

  g_mutex_lock (&server->mutex);
  headline = g_strdup (server->headline);
  status = server->status;
  g_mutex_unlock (&server->mutex);

  if (status != 0)
    {
      head = g_strdup_printf ("%u Trouble", status);
      sheaf_misbehaving_send_whole (connection, head, "trouble");
      return;
    }

  etag = g_strdup_printf ("\"%u\"", g_str_hash (headline != NULL ? headline : ""));
  if (strstr (request, etag) != NULL)
    {
      sheaf_misbehaving_send_text (connection, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
      return;
    }

  feed = sheaf_misbehaving_make_feed (headline, 3);
  head = g_strdup_printf ("200 OK\r\nContent-Type: application/rss+xml\r\nETag: %s", etag);
  sheaf_misbehaving_send_whole (connection, head, feed);
}

static void
behave_other (SheafMisbehavingConnection *connection,
              const char *request)
{
  g_autofree char *feed = sheaf_misbehaving_make_feed ("Other", 1);

  sheaf_misbehaving_send_whole (connection, "200 OK\r\nContent-Type: application/rss+xml", feed);
}

static void
behave_empty (SheafMisbehavingConnection *connection,
              const char *request)
{
  g_autofree char *feed = sheaf_misbehaving_make_feed (NULL, 0);

  sheaf_misbehaving_send_whole (connection, "200 OK\r\nContent-Type: application/rss+xml", feed);
}

static void
behave_page (SheafMisbehavingConnection *connection,
             const char *request)
{
  sheaf_misbehaving_send_whole (connection, "200 OK\r\nContent-Type: text/html; charset=utf-8",
              "<!doctype html><html><head><title>Coast &amp; Sea</title>\n"
              "<!-- <link rel=alternate type=application/rss+xml href=/hidden.xml> -->\n"
              "<LINK REL='alternate' TYPE='application/rss+xml' HREF='/feed.xml' TITLE=\"All &amp; more\">"
              "<link href=other.xml type=\"application/rss+xml\" rel=\"feed ALTERNATE\">"
              "<link rel=stylesheet type=text/css href=style.css>"
              "<link rel=alternate type=application/atom+xml href='javascript:alert(1)'>"
              "</head><body><p>Hello</p></body></html>");
}

static void
behave_bare_page (SheafMisbehavingConnection *connection,
                  const char *request)
{
  sheaf_misbehaving_send_whole (connection, "200 OK\r\nContent-Type: text/html",
              "<!doctype html><html><head><title>Bare</title></head><body><p>Hello</p></body></html>");
}

static void
behave_cut (SheafMisbehavingConnection *connection,
            const char *request)
{
  g_autofree char *feed = sheaf_misbehaving_make_feed (NULL, 3);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n",
                                           strlen (feed));

  sheaf_misbehaving_send_text (connection, head);
  sheaf_misbehaving_send (connection, feed, strlen (feed) / 2);
}

static void
behave_cut_chunks (SheafMisbehavingConnection *connection,
                   const char *request)
{
  sheaf_misbehaving_send_text (connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "10\r\n<?xml version=\"1\r\n");
}

static void
behave_wrong_length (SheafMisbehavingConnection *connection,
                     const char *request)
{
  g_autofree char *feed = sheaf_misbehaving_make_feed (NULL, 3);

  sheaf_misbehaving_send_text (connection, "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n");
  sheaf_misbehaving_send_text (connection, feed);
}

static void
behave_endless (SheafMisbehavingConnection *connection,
                const char *request)
{
  g_autofree char *block = g_strnfill (64 * 1024, 'x');

  sheaf_misbehaving_send_text (connection, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss>");
  while (sheaf_misbehaving_send_text (connection, block))
    ;
}

static void
behave_long_line (SheafMisbehavingConnection *connection,
                  const char *request)
{
  g_autofree char *line = g_strnfill (10 * MB, 'x');

  sheaf_misbehaving_send_whole (connection, "200 OK\r\nContent-Type: application/rss+xml", line);
}

static GBytes *
compress (gsize length)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));
  g_autofree char *block = g_malloc0 (MB);

  for (gsize n = 0; n < length; n += MB)
    g_output_stream_write_all (stream, block, MB, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
behave_bomb (SheafMisbehavingConnection *connection,
             const char *request)
{
  g_autoptr (GBytes) bytes = compress (64 * MB);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                           "Content-Length: %zu\r\n\r\n",
                                           g_bytes_get_size (bytes));

  sheaf_misbehaving_send_text (connection, head);
  sheaf_misbehaving_send (connection, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
behave_headers (SheafMisbehavingConnection *connection,
                const char *request)
{
  g_autofree char *value = g_strnfill (1000, 'x');
  g_autofree char *header = g_strconcat ("X-More: ", value, "\r\n", NULL);

  sheaf_misbehaving_send_text (connection, "HTTP/1.1 200 OK\r\n");
  while (sheaf_misbehaving_send_text (connection, header))
    ;
}

void
sheaf_misbehaving_redirect (SheafMisbehavingConnection *connection,
          const char *status,
          const char *location)
{
  g_autofree char *head = g_strdup_printf ("%s\r\nLocation: %s", status, location);

  sheaf_misbehaving_send_whole (connection, head, "elsewhere");
}

static void
behave_circle (SheafMisbehavingConnection *connection,
               const char *request)
{
  sheaf_misbehaving_redirect (connection, "302 Found", "/circle");
}

static void
behave_moved (SheafMisbehavingConnection *connection,
              const char *request)
{
  sheaf_misbehaving_redirect (connection, "301 Moved Permanently", "feed.xml");
}

static void
behave_to_file (SheafMisbehavingConnection *connection,
                const char *request)
{
  sheaf_misbehaving_redirect (connection, "302 Found", "file:///etc/passwd");
}

static void
behave_to_neighbour (SheafMisbehavingConnection *connection,
                     const char *request)
{
  g_autofree char *location
      = g_strdup_printf ("http://127.0.0.2:%u/feed.xml", connection->server->port);

  sheaf_misbehaving_redirect (connection, "302 Found", location);
}

static void
behave_slow (SheafMisbehavingConnection *connection,
             const char *request)
{
  sheaf_misbehaving_send_text (connection, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n");
  while (sheaf_misbehaving_send_text (connection, "x") && sheaf_misbehaving_wait (connection, 20))
    ;
}

static void
behave_silent (SheafMisbehavingConnection *connection,
               const char *request)
{
  sheaf_misbehaving_wait (connection, -1);
}

static void
behave_gone (SheafMisbehavingConnection *connection,
             const char *request)
{
  sheaf_misbehaving_send_whole (connection, "410 Gone", "gone");
}

static void
behave_missing (SheafMisbehavingConnection *connection,
                const char *request)
{
  sheaf_misbehaving_send_whole (connection, "404 Not Found", "missing");
}

static void
behave_busy (SheafMisbehavingConnection *connection,
             const char *request)
{
  sheaf_misbehaving_send_whole (connection, "429 Too Many Requests\r\nRetry-After: 120", "busy");
}

static void
behave_failing (SheafMisbehavingConnection *connection,
                const char *request)
{
  sheaf_misbehaving_send_whole (connection, "500 Internal Server Error", "failing");
}

static void
behave_not_modified (SheafMisbehavingConnection *connection,
                     const char *request)
{
  sheaf_misbehaving_send_text (connection, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
}

static const struct
{
  const char *path;
  SheafMisbehaviour behave;
} behaviours[] = {
  { "/feed.xml", behave_feed },
  { "/other.xml", behave_other },
  { "/empty.xml", behave_empty },
  { "/page", behave_page },
  { "/bare-page", behave_bare_page },
  { "/cut", behave_cut },
  { "/cut-chunks", behave_cut_chunks },
  { "/wrong-length", behave_wrong_length },
  { "/endless", behave_endless },
  { "/long-line", behave_long_line },
  { "/bomb", behave_bomb },
  { "/headers", behave_headers },
  { "/circle", behave_circle },
  { "/moved", behave_moved },
  { "/to-file", behave_to_file },
  { "/to-neighbour", behave_to_neighbour },
  { "/slow", behave_slow },
  { "/silent", behave_silent },
  { "/gone", behave_gone },
  { "/busy", behave_busy },
  { "/failing", behave_failing },
  { "/not-modified", behave_not_modified },
};

static SheafMisbehaviour
count_and_find (SheafMisbehavingServer *server,
                const char             *path)
{
  SheafMisbehaviour behave;

  g_mutex_lock (&server->mutex);
  g_hash_table_insert (server->hits, g_strdup (path),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (server->hits, path))
                                         + 1));
  g_mutex_unlock (&server->mutex);

  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    {
      if (g_str_equal (behaviours[i].path, path))
        return behaviours[i].behave;
    }

  behave = sheaf_misbehaviours_find (path);

  return behave != NULL ? behave : behave_missing;
}

static gpointer
run_connection (gpointer data)
{
  SheafMisbehavingConnection *connection = data;
  SheafMisbehavingServer *server = connection->server;
  struct pollfd fds[] = { { connection->fd, POLLIN, 0 }, { server->stop[0], POLLIN, 0 } };
  char request[8192];
  gssize n = 0;

  if (poll (fds, 2, -1) > 0 && fds[1].revents == 0)
    n = recv (connection->fd, request, sizeof request - 1, 0);
  if (n > 0)
    {
      g_auto (GStrv) words = NULL;

      request[n] = '\0';
      words = g_strsplit (request, " ", 3);
      if (g_strv_length (words) == 3)
        count_and_find (server, words[1]) (connection, request);
    }

  close (connection->fd);
  g_free (connection);
  g_mutex_lock (&server->mutex);
  server->connections--;
  g_cond_signal (&server->idle);
  g_mutex_unlock (&server->mutex);

  return NULL;
}

static gpointer
run_listeners (gpointer data)
{
  SheafMisbehavingServer *server = data;

  for (;;)
    {
      struct pollfd fds[] = { { server->listeners[0], POLLIN, 0 },
                              { server->listeners[1], POLLIN, 0 },
                              { server->listener_6, POLLIN, 0 },
                              { server->stop[0], POLLIN, 0 } };

      if (poll (fds, 4, -1) < 0 || fds[3].revents != 0)
        return NULL;

      for (guint i = 0; i < 3; i++)
        {
          SheafMisbehavingConnection *connection;
          int fd = fds[i].revents != 0 ? accept4 (fds[i].fd, NULL, NULL, SOCK_CLOEXEC) : -1;

          if (fd < 0)
            continue;

          connection = g_new0 (SheafMisbehavingConnection, 1);
          connection->server = server;
          connection->fd = fd;
          g_mutex_lock (&server->mutex);
          server->connections++;
          server->most = MAX (server->most, server->connections);
          g_mutex_unlock (&server->mutex);
          g_thread_unref (g_thread_new ("connection", run_connection, connection));
        }
    }
}

static int
listen_at (guint32  host,
           guint16 *port)
{
  struct sockaddr_in address
      = { .sin_family = AF_INET, .sin_port = htons (*port), .sin_addr = { htonl (host) } };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  if (bind (fd, (struct sockaddr *) &address, sizeof address) != 0 || listen (fd, 16) != 0)
    {
      close (fd);
      return -1;
    }
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  *port = ntohs (address.sin_port);

  return fd;
}

/* -1 where there is no IPv6, or the port is taken. */
static int
listen_at_6 (guint16 port)
{
  struct sockaddr_in6 address
      = { .sin6_family = AF_INET6, .sin6_port = htons (port), .sin6_addr = in6addr_loopback };
  int fd = socket (AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return -1;
  if (bind (fd, (struct sockaddr *) &address, sizeof address) != 0 || listen (fd, 16) != 0)
    {
      close (fd);
      return -1;
    }

  return fd;
}

SheafMisbehavingServer *
sheaf_misbehaving_server_new (void)
{
  SheafMisbehavingServer *server = g_new0 (SheafMisbehavingServer, 1);

  g_mutex_init (&server->mutex);
  g_cond_init (&server->idle);
  server->hits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_assert_true (g_unix_open_pipe (server->stop, FD_CLOEXEC, NULL));

  /* The port that is free at one address may be taken at the other: then another is tried. */
  do
    {
      server->port = 0;
      server->listeners[0] = listen_at (INADDR_LOOPBACK, &server->port);
      g_assert_cmpint (server->listeners[0], >=, 0);
      server->listeners[1] = listen_at (INADDR_LOOPBACK + 1, &server->port);
      if (server->listeners[1] < 0)
        close (server->listeners[0]);
    }
  while (server->listeners[1] < 0);
  server->listener_6 = listen_at_6 (server->port);

  server->thread = g_thread_new ("misbehaving", run_listeners, server);

  return server;
}

void
sheaf_misbehaving_server_free (SheafMisbehavingServer *server)
{
  close (server->stop[1]);
  g_thread_join (server->thread);
  g_mutex_lock (&server->mutex);
  while (server->connections > 0)
    g_cond_wait (&server->idle, &server->mutex);
  g_mutex_unlock (&server->mutex);

  close (server->stop[0]);
  close (server->listeners[0]);
  close (server->listeners[1]);
  if (server->listener_6 >= 0)
    close (server->listener_6);
  g_hash_table_unref (server->hits);
  g_free (server->headline);
  g_mutex_clear (&server->mutex);
  g_cond_clear (&server->idle);
  g_free (server);
}

char *
sheaf_misbehaving_server_get_address (SheafMisbehavingServer *server,
                                      const char             *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", server->port, path);
}

guint
sheaf_misbehaving_server_get_hits (SheafMisbehavingServer *server,
                                   const char             *path)
{
  guint hits;

  g_mutex_lock (&server->mutex);
  hits = GPOINTER_TO_UINT (g_hash_table_lookup (server->hits, path));
  g_mutex_unlock (&server->mutex);

  return hits;
}

guint
sheaf_misbehaving_server_get_most (SheafMisbehavingServer *server)
{
  guint most;

  g_mutex_lock (&server->mutex);
  most = server->most;
  g_mutex_unlock (&server->mutex);

  return most;
}

void
sheaf_misbehaving_server_set_status (SheafMisbehavingServer *server,
                                     guint                   status)
{
  g_mutex_lock (&server->mutex);
  server->status = status;
  g_mutex_unlock (&server->mutex);
}

void
sheaf_misbehaving_server_set_headline (SheafMisbehavingServer *server,
                                       const char             *headline)
{
  g_mutex_lock (&server->mutex);
  g_free (server->headline);
  server->headline = g_strdup (headline);
  g_mutex_unlock (&server->mutex);
}
