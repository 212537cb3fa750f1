/* sheaf-fetcher.c: one resource over HTTP, with bounds on everything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-fetcher.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_REDIRECTS 5
#define MAX_ADDRESS 4096
#define CHUNK (64 * 1024)
#define DEFAULT_MAX_BYTES (8 * 1024 * 1024)
#define DEFAULT_TIME_MS (30 * 1000)
#define SILENCE_SECONDS 20
#define STATUS_TOO_MANY_REQUESTS 429 /* RFC 6585 */
#define PER_HOST 2
#define CONNECTIONS 32
#define MAX_RETRY_AFTER (24 * 60 * 60)

struct _SheafFetcher
{
  GObject parent_instance;

  SoupSession *session;
  GPtrArray *allowed; /* (element-type GInetAddressMask) */
  gboolean strict;
  guint time_ms;
};

typedef struct
{
  char *etag;
  char *last_modified;
  char *accept;
  gsize max_bytes;

  GUri *uri;
  guint redirects;
  char *moved_to;
  gboolean moving; /* no redirect was other than permanent so far */
  GPtrArray *own; /* (element-type GInetAddress): private ones that the first address named */
  gboolean refused;
  gboolean timed_out;
  gint64 retry_after;

  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *cancellable; /* of this fetch alone */
  GSource *timer;
} Fetch;

G_DEFINE_FINAL_TYPE (SheafFetcher, sheaf_fetcher, G_TYPE_OBJECT)

G_DEFINE_QUARK (sheaf-connect-error-quark, sheaf_connect_error)

static void send_message (GTask *task);

void
sheaf_fetch_free (SheafFetch *fetch)
{
  g_clear_pointer (&fetch->body, g_bytes_unref);
  g_free (fetch->address);
  g_free (fetch->moved_to);
  g_free (fetch->content_type);
  g_free (fetch->etag);
  g_free (fetch->last_modified);
  g_free (fetch);
}

static void
fetch_free (Fetch *fetch)
{
  if (fetch->timer != NULL)
    g_source_destroy (fetch->timer);
  g_clear_pointer (&fetch->timer, g_source_unref);
  g_free (fetch->etag);
  g_free (fetch->last_modified);
  g_free (fetch->accept);
  g_free (fetch->moved_to);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_ptr_array_unref (fetch->own);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->stream);
  g_byte_array_unref (fetch->body);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static void
sheaf_fetcher_finalize (GObject *object)
{
  SheafFetcher *self = SHEAF_FETCHER (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_ptr_array_unref (self->allowed);

  G_OBJECT_CLASS (sheaf_fetcher_parent_class)->finalize (object);
}

static void
sheaf_fetcher_class_init (SheafFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_fetcher_finalize;
}

static SoupSession *
create_session (guint per_host,
                guint all)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Sheaf/" PACKAGE_VERSION,
                                                        "timeout", SILENCE_SECONDS,
                                                        "max-conns", all,
                                                        "max-conns-per-host", per_host,
                                                        NULL);

  /* An address that is reached through a proxy could not be checked. */
  soup_session_set_proxy_resolver (session, NULL);

  return session;
}

static void
sheaf_fetcher_init (SheafFetcher *self)
{
  self->session = create_session (PER_HOST, CONNECTIONS);
  self->allowed = g_ptr_array_new_with_free_func (g_object_unref);
  self->time_ms = DEFAULT_TIME_MS;
}

SheafFetcher *
sheaf_fetcher_new (gboolean strict)
{
  SheafFetcher *self = g_object_new (SHEAF_TYPE_FETCHER, NULL);

  self->strict = strict;

  return self;
}

void
sheaf_fetcher_allow (SheafFetcher     *self,
                     GInetAddressMask *mask)
{
  g_return_if_fail (SHEAF_IS_FETCHER (self));

  g_ptr_array_add (self->allowed, g_object_ref (mask));
}

void
sheaf_fetcher_set_connections (SheafFetcher *self,
                               guint         per_host,
                               guint         all)
{
  g_return_if_fail (SHEAF_IS_FETCHER (self));

  g_object_unref (self->session);
  self->session = create_session (per_host, all);
}

void
sheaf_fetcher_set_time_limit (SheafFetcher *self,
                              guint         ms)
{
  g_return_if_fail (SHEAF_IS_FETCHER (self));

  self->time_ms = ms;
}

/* The words for what went wrong with a message; a refusal or a time-out shows as a cancellation
 * below. */
static GError *
translate_error (GTask        *task,
                 const GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *host = g_uri_get_host (fetch->uri);

  if (fetch->refused)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_REFUSED,
                        _("“%s” leads to a private address that Sheaf may not read from."), host);
  if (fetch->timed_out || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_TIME,
                        _("“%s” took too long to answer."), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_UNREACHABLE,
                        _("There is no server named “%s”."), host);
  if (error->domain == G_TLS_ERROR)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_UNREACHABLE,
                        _("“%s” cannot be trusted: %s"), host, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_UNREACHABLE,
                        _("“%s” cannot be reached: %s"), host, error->message);

  return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_BROKEN,
                      _("The answer of “%s” broke off: %s"), host, error->message);
}

static void
return_error (GTask        *task,
              const GError *error)
{
  g_task_return_error (task, translate_error (task, error));
}

static gboolean
on_time (gpointer data)
{
  Fetch *fetch = g_task_get_task_data (data);

  fetch->timed_out = TRUE;
  g_cancellable_cancel (fetch->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
is_named (GPtrArray    *own,
          GInetAddress *address)
{
  for (guint i = 0; i < own->len; i++)
    {
      if (g_inet_address_equal (g_ptr_array_index (own, i), address))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_allowed (SheafFetcher *self,
            Fetch        *fetch,
            GInetAddress *address)
{
  gboolean listed = !self->strict;

  if (!sheaf_fetcher_is_private (address))
    return TRUE;

  for (guint i = 0; i < self->allowed->len && !listed; i++)
    listed = g_inet_address_mask_matches (g_ptr_array_index (self->allowed, i), address);
  if (!listed)
    return FALSE;

  if (fetch->redirects == 0)
    {
      g_ptr_array_add (fetch->own, g_object_ref (address));
      return TRUE;
    }

  return is_named (fetch->own, address);
}

/* The address that was really connected to is checked, before a byte is sent: names may lead
 * anywhere, and elsewhere the next time. */
static void
on_network_event (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *stream,
                  GTask              *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTED)
    return;

  if (G_IS_SOCKET_CONNECTION (stream))
    address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  if (address != NULL && G_IS_INET_SOCKET_ADDRESS (address)
      && is_allowed (g_task_get_source_object (task), fetch,
                     g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;

  fetch->refused = TRUE;
  g_cancellable_cancel (fetch->cancellable);
}

static gint64
parse_seconds (const char *text,
               gint64      max)
{
  gint64 seconds = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, max, &seconds, NULL))
    return 0;

  return seconds;
}

/* Seconds, or the date until which to wait. */
static gint64
get_retry_after (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds;

  if (value == NULL)
    return 0;
  if (value[strspn (value, "0123456789")] == '\0')
    return (gint64) MIN (g_ascii_strtoull (value, NULL, 10), MAX_RETRY_AFTER);

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return 0;
  now = g_date_time_new_now_utc ();
  seconds = (g_date_time_difference (date, now) + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

  return CLAMP (seconds, 0, MAX_RETRY_AFTER);
}

static gint64
get_max_age (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_list (headers, "Cache-Control");
  g_autoptr (GHashTable) params = NULL;

  if (value == NULL)
    return 0;

  params = soup_header_parse_param_list (value);

  return params != NULL ? parse_seconds (g_hash_table_lookup (params, "max-age"), G_MAXINT32) : 0;
}

static void
return_fetch (GTask    *task,
              gboolean  not_modified)
{
  Fetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  SheafFetch *result = g_new0 (SheafFetch, 1);

  result->not_modified = not_modified;
  result->address = g_uri_to_string (fetch->uri);
  result->moved_to = g_steal_pointer (&fetch->moved_to);
  result->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  result->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  result->last_modified = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
  result->max_age = get_max_age (headers);
  if (!not_modified)
    {
      result->body = g_byte_array_free_to_bytes (fetch->body);
      fetch->body = g_byte_array_new ();
    }

  g_task_return_pointer (task, result, (GDestroyNotify) sheaf_fetch_free);
}

/* libsoup's asynchronous streams take a connection that breaks off for the end (its blocking ones
 * do not), so what was announced is compared with what came, compressed or not. */
static void
end_body (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  SoupMessageMetrics *metrics = soup_message_get_metrics (fetch->message);
  guint64 received = soup_message_metrics_get_response_body_bytes_received (metrics);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && received < (guint64) soup_message_headers_get_content_length (headers))
    g_task_return_new_error (task, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_BROKEN,
                             _("The answer of “%s” broke off."), g_uri_get_host (fetch->uri));
  else
    return_fetch (task, FALSE);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *limit = NULL;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL)
    {
      return_error (task, error);
      return;
    }

  if (g_bytes_get_size (bytes) == 0)
    {
      end_body (task);
      return;
    }

  if (fetch->body->len + g_bytes_get_size (bytes) > fetch->max_bytes)
    {
      limit = g_format_size (fetch->max_bytes);
      g_cancellable_cancel (fetch->cancellable);
      g_task_return_new_error (task, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_TOO_LARGE,
                               _("“%s” sends more than %s."), g_uri_get_host (fetch->uri), limit);
      return;
    }

  g_byte_array_append (fetch->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT, fetch->cancellable,
                                   on_read, g_object_ref (task));
}

static GError *
make_status_error (Fetch *fetch,
                   guint  status)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *host = g_uri_get_host (fetch->uri);

  fetch->retry_after = get_retry_after (headers);

  if (status == SOUP_STATUS_GONE)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_GONE,
                        _("“%s” says that this address is gone for good."), host);
  if (status == SOUP_STATUS_NOT_FOUND)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_STATUS,
                        _("“%s” has nothing at this address (404)."), host);
  if (status == STATUS_TOO_MANY_REQUESTS)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_BUSY,
                        _("“%s” asks to be read less often (429)."), host);
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_BUSY,
                        _("“%s” cannot answer for the moment (503)."), host);
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_STATUS,
                        _("“%s” does not let Sheaf read this address (%u)."), host, status);

  return g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_STATUS,
                      _("“%s” answers with an error (%u)."), host, status);
}

/* Resolves and checks an address, the first or a redirect's. FALSE with @error. */
static gboolean
take_address (Fetch       *fetch,
              const char  *address,
              GError     **error)
{
  g_autoptr (GUri) uri = NULL;

  if (address != NULL && strlen (address) <= MAX_ADDRESS)
    {
      if (fetch->uri != NULL)
        uri = g_uri_parse_relative (fetch->uri, address, SOUP_HTTP_URI_FLAGS, NULL);
      else
        uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
    }

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0'
      || (!g_str_equal (g_uri_get_scheme (uri), "http")
          && !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      if (fetch->uri != NULL)
        g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_REDIRECT,
                     _("“%s” redirects to an address that is not on the web."),
                     g_uri_get_host (fetch->uri));
      else
        g_set_error_literal (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_ADDRESS,
                             _("This is not a web address (http or https)."));
      return FALSE;
    }

  g_clear_pointer (&fetch->uri, g_uri_unref);
  fetch->uri = g_steal_pointer (&uri);

  return TRUE;
}

static void
follow_redirect (GTask *task,
                 guint  status)
{
  Fetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  GError *error = NULL;

  if (fetch->redirects == MAX_REDIRECTS)
    {
      g_task_return_new_error (task, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_REDIRECT,
                               _("“%s” redirects in circles."), g_uri_get_host (fetch->uri));
      return;
    }

  if (status != SOUP_STATUS_MOVED_PERMANENTLY && status != SOUP_STATUS_PERMANENT_REDIRECT)
    fetch->moving = FALSE;
  if (!take_address (fetch, soup_message_headers_get_one (headers, "Location"), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  fetch->redirects++;
  if (fetch->moving)
    {
      g_free (fetch->moved_to);
      fetch->moved_to = g_uri_to_string (fetch->uri);
    }
  g_clear_object (&fetch->stream);
  send_message (task);
}

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND
         || status == SOUP_STATUS_SEE_OTHER || status == SOUP_STATUS_TEMPORARY_REDIRECT
         || status == SOUP_STATUS_PERMANENT_REDIRECT;
}

/* Only who asked for what is newer may be told that nothing is. */
static gboolean
is_conditional (Fetch *fetch)
{
  return fetch->etag != NULL || fetch->last_modified != NULL;
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint status;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      return_error (task, error);
      return;
    }

  status = soup_message_get_status (fetch->message);
  if (is_redirect (status))
    follow_redirect (task, status);
  else if (status == SOUP_STATUS_NOT_MODIFIED && is_conditional (fetch))
    return_fetch (task, TRUE);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    g_task_return_error (task, make_status_error (fetch, status));
  else
    g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT, fetch->cancellable,
                                     on_read, g_object_ref (task));
}

static void
send_message (GTask *task)
{
  SheafFetcher *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  g_clear_object (&fetch->message);
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, fetch->uri);

  /* A new connection each time, as only a new one has its address checked. */
  soup_message_set_flags (fetch->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION
                            | SOUP_MESSAGE_COLLECT_METRICS);
  headers = soup_message_get_request_headers (fetch->message);
  soup_message_headers_append (headers, "Connection", "close");
  /* libsoup takes brotli everywhere, but asks for it over TLS only. */
  soup_message_headers_append (headers, "Accept-Encoding", "gzip, deflate, br");
  if (fetch->accept != NULL)
    soup_message_headers_append (headers, "Accept", fetch->accept);
  if (fetch->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", fetch->etag);
  if (fetch->last_modified != NULL)
    soup_message_headers_append (headers, "If-Modified-Since", fetch->last_modified);

  g_signal_connect_object (fetch->message, "network-event", G_CALLBACK (on_network_event), task, 0);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_DEFAULT, fetch->cancellable,
                           on_sent, g_object_ref (task));
}

static void
on_cancelled (GCancellable *cancellable,
              GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static Fetch *
fetch_new (const SheafFetchOptions *options)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->max_bytes = DEFAULT_MAX_BYTES;
  if (options != NULL)
    {
      fetch->etag = g_strdup (options->etag);
      fetch->last_modified = g_strdup (options->last_modified);
      fetch->accept = g_strdup (options->accept);
      if (options->max_bytes > 0)
        fetch->max_bytes = options->max_bytes;
    }
  fetch->moving = TRUE;
  fetch->own = g_ptr_array_new_with_free_func (g_object_unref);
  fetch->body = g_byte_array_new ();
  fetch->cancellable = g_cancellable_new ();

  return fetch;
}

void
sheaf_fetcher_fetch_async (SheafFetcher            *self,
                           const char              *address,
                           const SheafFetchOptions *options,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = fetch_new (options);
  GError *error = NULL;

  g_return_if_fail (SHEAF_IS_FETCHER (self));

  g_task_set_source_tag (task, sheaf_fetcher_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (!take_address (fetch, address, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled),
                             fetch->cancellable, 0);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (fetch->cancellable);

  fetch->timer = g_timeout_source_new (self->time_ms);
  g_source_set_callback (fetch->timer, on_time, task, NULL);
  g_source_attach (fetch->timer, g_main_context_get_thread_default ());

  send_message (task);
}

SheafFetch *
sheaf_fetcher_fetch_finish (SheafFetcher  *self,
                            GAsyncResult  *result,
                            gint64        *retry_after,
                            GError       **error)
{
  Fetch *fetch = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (retry_after != NULL)
    *retry_after = fetch->retry_after;

  return g_task_propagate_pointer (G_TASK (result), error);
}
