/* client-backend.c: a real backend for the client's tests, and a bad line to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-backend.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "server/sheaf-server.h"
#include "store/sqlite/sheaf-sqlite-store.h"

struct _TestBackend
{
  SheafStore *store;
  SheafServer *server;
  char *address;
};

TestBackend *
test_backend_start (const char *folder,
                    const char *name)
{
  TestBackend *backend = g_new0 (TestBackend, 1);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *socket = g_build_filename (folder, "run", "socket", NULL);
  g_autoptr (GError) error = NULL;

  backend->store = sheaf_sqlite_store_open (path, TRUE, &error);
  g_assert_no_error (error);
  backend->server = sheaf_server_new (backend->store);
  sheaf_server_allow_folder (backend->server, folder);
  sheaf_server_listen_socket (backend->server, socket, &error);
  g_assert_no_error (error);
  backend->address = g_strdup_printf ("unix:%s", socket);

  return backend;
}

void
test_backend_stop (TestBackend *backend)
{
  sheaf_server_stop (backend->server);
  g_object_unref (backend->server);
  g_object_unref (backend->store);
  g_free (backend->address);
  g_free (backend);
}

const char *
test_backend_get_address (TestBackend *backend)
{
  return backend->address;
}

SheafStore *
test_backend_get_store (TestBackend *backend)
{
  return backend->store;
}

void
test_backend_ingest (TestBackend *backend,
                     guint        first,
                     guint        n)
{
  g_autoptr (GPtrArray) incoming =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_incoming_free);
  g_autoptr (GError) error = NULL;
  SheafIngest result;

  for (guint i = first; i < first + n; i++)
    {
      SheafIncoming *one = g_new0 (SheafIncoming, 1);
      g_autofree char *title = g_strdup_printf ("Ferry %u leaves the harbour", i);

      one->external_id = g_strdup_printf ("ferry-%u", i);
      one->url = g_strdup_printf ("https://coast-wire.example/ferry-%u", i);
      one->canonical_url = g_strdup (one->url);
      one->fields = json_object_new ();
      json_object_set_string_member (one->fields, "title", title);
      json_object_set_string_member (one->fields, "publisher", "Coast Wire");
      json_object_set_string_member (one->fields, "language", "en");
      json_object_set_string_member (one->fields, "published", "2026-11-24T10:00:00.000Z");
      json_object_set_string_member (one->fields, "summary", "A line to the islands.");
      one->body = g_strdup ("<p>The islands get a quay.</p>");
      g_ptr_array_add (incoming, one);
    }

  sheaf_store_ingest (backend->store, "0193e000-0000-7000-8000-000000000001", incoming, &result,
                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.added, ==, n);
}

struct _TestLine
{
  GSocketService *service;
  char *upstream;
  char *address;
  GMutex mutex;
  gint gone; /* atomic: the service, and with it all threads that serve a connection */
  gboolean cut;
  char *request; /* to whose answers are lost */
  guint to_lose;
  guint lost;
  GPtrArray *connections; /* (element-type GIOStream): to drop when the line is cut */
};

/* One connection: what the client sends goes up on a thread of its own. */
typedef struct
{
  TestLine *line;
  GIOStream *client;
  GIOStream *backend;
  gint loses; /* atomic: the answer that comes next is to be lost */
} Pair;

static gpointer
pass_up (gpointer data)
{
  Pair *pair = data;
  GInputStream *from = g_io_stream_get_input_stream (pair->client);
  GOutputStream *to = g_io_stream_get_output_stream (pair->backend);
  char buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (from, buffer, sizeof buffer - 1, NULL, NULL)) > 0)
    {
      buffer[n] = '\0';
      g_mutex_lock (&pair->line->mutex);
      if (pair->line->to_lose > 0 && g_str_has_prefix (buffer, pair->line->request))
        {
          pair->line->to_lose--;
          g_atomic_int_set (&pair->loses, 1);
        }
      g_mutex_unlock (&pair->line->mutex);
      if (!g_output_stream_write_all (to, buffer, n, NULL, NULL, NULL))
        break;
    }
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (pair->backend)), FALSE,
                     TRUE, NULL);

  return NULL;
}

static void
pass_down (Pair *pair)
{
  GInputStream *from = g_io_stream_get_input_stream (pair->backend);
  GOutputStream *to = g_io_stream_get_output_stream (pair->client);
  char buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      if (g_atomic_int_get (&pair->loses) != 0)
        {
          g_mutex_lock (&pair->line->mutex);
          pair->line->lost++;
          g_mutex_unlock (&pair->line->mutex);
          break;
        }
      if (!g_output_stream_write_all (to, buffer, n, NULL, NULL, NULL))
        break;
    }

  /* Wakes the thread that reads from the client. */
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (pair->client)), TRUE,
                     TRUE, NULL);
}

static void
pass_both_ways (TestLine          *line,
                GSocketConnection *connection)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (line->upstream);
  g_autoptr (GSocketConnection) backend = NULL;
  Pair pair = { line, G_IO_STREAM (connection), NULL, 0 };
  GThread *thread;

  backend = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  if (backend == NULL)
    return;

  pair.backend = G_IO_STREAM (backend);
  thread = g_thread_new ("line-up", pass_up, &pair);
  pass_down (&pair);
  g_thread_join (thread);
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                user_data)
{
  TestLine *line = user_data;
  gboolean cut;

  g_mutex_lock (&line->mutex);
  cut = line->cut;
  if (!cut)
    g_ptr_array_add (line->connections, g_object_ref (connection));
  g_mutex_unlock (&line->mutex);

  if (!cut)
    pass_both_ways (line, connection);

  return TRUE;
}

static void
on_gone (gpointer  data,
         GObject  *where)
{
  TestLine *line = data;

  g_atomic_int_set (&line->gone, 1);
  g_main_context_wakeup (NULL);
}

TestLine *
test_line_new (const char *backend_address)
{
  TestLine *line = g_new0 (TestLine, 1);
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_assert_true (g_str_has_prefix (backend_address, "unix:"));
  line->upstream = g_strdup (backend_address + strlen ("unix:"));
  g_mutex_init (&line->mutex);
  line->connections = g_ptr_array_new_with_free_func (g_object_unref);
  line->service = g_threaded_socket_service_new (32);
  g_object_weak_ref (G_OBJECT (line->service), on_gone, line);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (line->service), NULL, &error);
  g_assert_no_error (error);
  line->address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_signal_connect (line->service, "run", G_CALLBACK (on_run), line);
  g_socket_service_start (line->service);

  return line;
}

void
test_line_free (TestLine *line)
{
  test_line_cut (line, TRUE);
  g_socket_service_stop (line->service);
  g_socket_listener_close (G_SOCKET_LISTENER (line->service));

  /* Each thread holds the service for as long as it runs, and so does what is still to be
   * accepted. */
  g_object_unref (line->service);
  while (g_atomic_int_get (&line->gone) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_ptr_array_unref (line->connections);
  g_mutex_clear (&line->mutex);
  g_free (line->upstream);
  g_free (line->address);
  g_free (line->request);
  g_free (line);
}

const char *
test_line_get_address (TestLine *line)
{
  return line->address;
}

void
test_line_cut (TestLine *line,
               gboolean  cut)
{
  g_mutex_lock (&line->mutex);
  line->cut = cut;
  for (guint i = 0; cut && i < line->connections->len; i++)
    {
      GSocketConnection *connection = g_ptr_array_index (line->connections, i);

      g_socket_shutdown (g_socket_connection_get_socket (connection), TRUE, TRUE, NULL);
    }
  if (cut)
    g_ptr_array_set_size (line->connections, 0);
  g_mutex_unlock (&line->mutex);
}

void
test_line_lose (TestLine   *line,
                const char *request,
                guint       n)
{
  g_mutex_lock (&line->mutex);
  g_free (line->request);
  line->request = g_strdup (request);
  line->to_lose = n;
  line->lost = 0;
  g_mutex_unlock (&line->mutex);
}

guint
test_line_get_lost (TestLine *line)
{
  guint lost;

  g_mutex_lock (&line->mutex);
  lost = line->lost;
  g_mutex_unlock (&line->mutex);

  return lost;
}
