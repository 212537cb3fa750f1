/* sheaf-refusal.c: an answer to a request that is not read to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-refusal.h"

#include <string.h>

typedef struct
{
  SoupServerMessage *message; /* until its connection is taken */
  SheafAnswer *answer;
  guint linger_ms;
  GIOStream *stream;
  GSocket *socket;
  GSource *readable;
  GSource *timer;
} Refusal;

static void
refusal_free (Refusal *refusal)
{
  g_clear_object (&refusal->message);
  g_clear_pointer (&refusal->answer, sheaf_answer_free);
  if (refusal->readable != NULL)
    g_source_destroy (refusal->readable);
  g_clear_pointer (&refusal->readable, g_source_unref);
  if (refusal->timer != NULL)
    g_source_destroy (refusal->timer);
  g_clear_pointer (&refusal->timer, g_source_unref);
  if (refusal->socket != NULL)
    g_socket_close (refusal->socket, NULL);
  g_clear_object (&refusal->socket);
  g_clear_object (&refusal->stream);
  g_free (refusal);
}

static gboolean
on_lingered (gpointer data)
{
  refusal_free (data);

  return G_SOURCE_REMOVE;
}

static gboolean
on_readable (GSocket      *socket,
             GIOCondition  condition,
             gpointer      data)
{
  char scratch[16 * 1024];
  gssize n = g_socket_receive (socket, scratch, sizeof scratch, NULL, NULL);

  /* The socket does not block, and the source says that there is something: not even a would-block
   * is expected, and ends it as well. */
  if (n > 0)
    return G_SOURCE_CONTINUE;

  refusal_free (data);

  return G_SOURCE_REMOVE;
}

static void
write_answer (Refusal *refusal)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SheafAnswer *answer = refusal->answer;
  gsize length = 0;
  const char *body = g_bytes_get_data (answer->body, &length);

  g_string_append_printf (text,
                          "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\nSheaf-Api: 1\r\nConnection: close\r\n",
                          answer->status, soup_status_get_phrase (answer->status),
                          answer->content_type, length);
  if (answer->allow != NULL)
    g_string_append_printf (text, "Allow: %s\r\n", answer->allow);
  if (answer->status == SOUP_STATUS_UNAUTHORIZED)
    g_string_append (text, "WWW-Authenticate: Bearer realm=\"sheaf\"\r\n");
  g_string_append (text, "\r\n");
  g_string_append_len (text, body, length);

  /* A few hundred bytes: they fit what the kernel keeps for a socket, or the client is lost. */
  g_socket_send (refusal->socket, text->str, text->len, NULL, NULL);
  g_socket_shutdown (refusal->socket, FALSE, TRUE, NULL);
}

static gboolean
on_turn (gpointer data)
{
  Refusal *refusal = data;

  if (!g_socket_is_connected (refusal->socket))
    {
      refusal_free (refusal);
      return G_SOURCE_REMOVE;
    }

  refusal->stream = soup_server_message_steal_connection (refusal->message);
  g_clear_object (&refusal->message);
  write_answer (refusal);

  refusal->readable = g_socket_create_source (refusal->socket, G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (refusal->readable, G_SOURCE_FUNC (on_readable), refusal, NULL);
  g_source_attach (refusal->readable, g_main_context_get_thread_default ());

  refusal->timer = g_timeout_source_new (refusal->linger_ms);
  g_source_set_callback (refusal->timer, on_lingered, refusal, NULL);
  g_source_attach (refusal->timer, g_main_context_get_thread_default ());

  return G_SOURCE_REMOVE;
}

void
sheaf_refusal_send (SoupServerMessage *message,
                    GSocket           *socket,
                    SheafAnswer       *answer,
                    guint              linger_ms)
{
  g_autoptr (GSource) turn = g_idle_source_new ();
  Refusal *refusal = g_new0 (Refusal, 1);

  refusal->message = g_object_ref (message);
  refusal->socket = g_object_ref (socket);
  refusal->answer = answer;
  refusal->linger_ms = linger_ms;
  soup_server_message_pause (message);

  g_source_set_priority (turn, G_PRIORITY_DEFAULT);
  g_source_set_callback (turn, on_turn, refusal, NULL);
  g_source_attach (turn, g_main_context_get_thread_default ());
}
