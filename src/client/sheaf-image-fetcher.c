/* sheaf-image-fetcher.c: publishers' pictures, for the eye alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "client/sheaf-image-fetcher.h"

#include <libsoup/soup.h>

#define TIMEOUT 20 /* seconds */
#define KEPT (32 * 1024 * 1024)
#define CHUNK (64 * 1024)

struct _SheafImageFetcher
{
  GObject parent_instance;

  SoupSession *session;
  GHashTable *kept; /* address to GBytes */
  GQueue order;     /* of addresses, owned by the table; the oldest first */
  gsize kept_size;
};

G_DEFINE_FINAL_TYPE (SheafImageFetcher, sheaf_image_fetcher, G_TYPE_OBJECT)

typedef struct
{
  char *address;
  char *host; /* of the source of what shows it, or NULL */
  SoupMessage *message;
  GCancellable *cancellable; /* of this fetch: a forbidden connection cancels it */
  GCancellable *caller;
  gulong caller_handler;
  gboolean forbidden;
  GInputStream *stream;
  GByteArray *bytes;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  if (fetch->caller != NULL)
    g_cancellable_disconnect (fetch->caller, fetch->caller_handler);

  g_free (fetch->address);
  g_free (fetch->host);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->cancellable);
  g_clear_object (&fetch->caller);
  g_clear_object (&fetch->stream);
  g_byte_array_unref (fetch->bytes);
  g_free (fetch);
}

/* --- what is kept -------------------------------------------------------------------------- */

static void
keep (SheafImageFetcher *self,
      const char        *address,
      GBytes            *bytes)
{
  char *key;

  if (g_hash_table_contains (self->kept, address))
    return;

  key = g_strdup (address);
  g_hash_table_insert (self->kept, key, g_bytes_ref (bytes));
  g_queue_push_tail (&self->order, key);
  self->kept_size += g_bytes_get_size (bytes);

  while (self->kept_size > KEPT)
    {
      const char *oldest = g_queue_pop_head (&self->order);

      self->kept_size -= g_bytes_get_size (g_hash_table_lookup (self->kept, oldest));
      g_hash_table_remove (self->kept, oldest);
    }
}

/* --- where it may come from ---------------------------------------------------------------- */

/* 10/8, 172.16/12, 192.168/16, fec0::/10 are what GIO calls site-local; fc00::/7 it does not know. */
static gboolean
is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
         g_inet_address_get_is_site_local (address) || g_inet_address_get_is_any (address) ||
         g_inet_address_get_is_multicast (address) ||
         (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
          (bytes[0] & 0xfe) == 0xfc);
}

/* The address is looked at when it is connected to: a name may lead anywhere. */
static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GSocketAddress) remote = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;

  remote = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (remote) ||
      !is_private (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote))))
    return;

  if (g_strcmp0 (fetch->host, g_uri_get_host (soup_message_get_uri (message))) == 0)
    return;

  fetch->forbidden = TRUE;
  g_cancellable_cancel (fetch->cancellable);
}

/* --- getting it ---------------------------------------------------------------------------- */

static void
return_error (GTask  *task,
              GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->forbidden)
    {
      g_error_free (error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                   "A picture in a private network");
    }

  g_task_return_error (task, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = NULL;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (chunk == NULL)
    {
      return_error (task, error);
      return;
    }

  if (g_bytes_get_size (chunk) == 0)
    {
      GBytes *bytes = g_byte_array_free_to_bytes (g_byte_array_ref (fetch->bytes));

      keep (g_task_get_source_object (task), fetch->address, bytes);
      g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
      return;
    }

  g_byte_array_append (fetch->bytes, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  if (fetch->bytes->len > SHEAF_IMAGE_LIMIT)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "Too large a picture");
      return;
    }

  g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_LOW, fetch->cancellable,
                                   read_cb, g_steal_pointer (&task));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  const char *type;
  GError *error = NULL;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (fetch->stream == NULL)
    {
      return_error (task, error);
      return;
    }

  type = soup_message_headers_get_content_type (
    soup_message_get_response_headers (fetch->message), NULL);
  if (soup_message_get_status (fetch->message) != SOUP_STATUS_OK || type == NULL ||
      !g_str_has_prefix (type, "image/"))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No picture there");
      return;
    }

  g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_LOW, fetch->cancellable,
                                   read_cb, g_steal_pointer (&task));
}

static void
caller_cancelled_cb (GCancellable *caller,
                     gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static Fetch *
fetch_new (const char   *address,
           const char   *source,
           GCancellable *caller)
{
  Fetch *fetch = g_new0 (Fetch, 1);
  g_autoptr (GUri) uri = source != NULL ? g_uri_parse (source, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  fetch->address = g_strdup (address);
  fetch->host = uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
  fetch->bytes = g_byte_array_new ();
  fetch->cancellable = g_cancellable_new ();

  if (caller != NULL)
    {
      fetch->caller = g_object_ref (caller);
      fetch->caller_handler = g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb),
                                                     g_object_ref (fetch->cancellable),
                                                     g_object_unref);
    }

  return fetch;
}

void
sheaf_image_fetcher_get_async (SheafImageFetcher   *self,
                               const char          *address,
                               const char          *source,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GBytes *kept;
  Fetch *fetch;

  g_return_if_fail (SHEAF_IS_IMAGE_FETCHER (self));
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_image_fetcher_get_async);

  kept = g_hash_table_lookup (self->kept, address);
  if (kept != NULL)
    {
      g_task_return_pointer (task, g_bytes_ref (kept), (GDestroyNotify) g_bytes_unref);
      return;
    }

  fetch = fetch_new (address, source, cancellable);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  fetch->message = soup_message_new (SOUP_METHOD_GET, address);
  if (fetch->message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No address");
      return;
    }

  soup_message_headers_append (soup_message_get_request_headers (fetch->message), "Accept",
                               "image/*");
  /* One that is open already would not be looked at. */
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (fetch->message, "network-event", G_CALLBACK (network_event_cb), fetch);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_LOW, fetch->cancellable,
                           sent_cb, g_steal_pointer (&task));
}

GBytes *
sheaf_image_fetcher_get_finish (SheafImageFetcher  *self,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sheaf_image_fetcher_finalize (GObject *object)
{
  SheafImageFetcher *self = SHEAF_IMAGE_FETCHER (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_queue_clear (&self->order);
  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (sheaf_image_fetcher_parent_class)->finalize (object);
}

static void
sheaf_image_fetcher_class_init (SheafImageFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_image_fetcher_finalize;
}

static void
sheaf_image_fetcher_init (SheafImageFetcher *self)
{
  self->session = soup_session_new_with_options ("timeout", TIMEOUT, "user-agent", "Sheaf", NULL);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_bytes_unref);
  g_queue_init (&self->order);
}

SheafImageFetcher *
sheaf_image_fetcher_new (void)
{
  return g_object_new (SHEAF_TYPE_IMAGE_FETCHER, NULL);
}
