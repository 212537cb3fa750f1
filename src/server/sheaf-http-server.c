/* sheaf-http-server.c: the routes, on HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-http-server.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include "server/sheaf-exchange.h"
#include "server/sheaf-routes.h"
#include "server/sheaf-waiters.h"

#define STOP_WRITE_MS 1000
#define BACKLOG 128

struct _SheafHttpServer
{
  GObject parent_instance;

  SheafService *service;
  SoupServer *soup;
  GSocketService *listener;
  guint16 port;
  SheafGuards *guards;
  SheafWaiters *waiters;
  guint64 news; /* counts the times at which a new seq was heard of */

  GHashTable *calls; /* (element-type SheafRequest): a set: those whose routes have not answered */
  guint open;    /* requests that were read and whose answers are not yet written */
  gboolean stopping;
  GSource *stop_timer;
  GSourceOnceFunc stopped;
  gpointer stopped_data;

  SheafSourcesChanged sources_changed;
  gpointer sources_data;
};

/* A request that is with its route. */
typedef struct
{
  SheafHttpServer *self;
  SheafExchange *exchange;
  guint64 news; /* as it stood when the store was asked */
} Call;

G_DEFINE_FINAL_TYPE (SheafHttpServer, sheaf_http_server, G_TYPE_OBJECT)

static void on_answer (SheafRequest *request, SheafAnswer *answer, gpointer data);

static void
call_free (Call *call)
{
  sheaf_exchange_unref (call->exchange);
  g_object_unref (call->self);
  g_free (call);
}

static void
ask_again (SheafRequest *request,
           gpointer      data)
{
  Call *call = request->respond_data;

  call->news = call->self->news;
  request->respond = on_answer;
  sheaf_request_run (request, request->route->work);
}

static void
end_stop (SheafHttpServer *self)
{
  if (self->stop_timer != NULL)
    g_source_destroy (self->stop_timer);
  g_clear_pointer (&self->stop_timer, g_source_unref);

  sheaf_guards_close_all (self->guards);
  g_steal_pointer (&self->stopped) (self->stopped_data);
}

static gboolean
on_stop_time (gpointer data)
{
  end_stop (data);

  return G_SOURCE_REMOVE;
}

/* Waits for the routes, which end soon as what they fetch is cancelled; for clients that are slow to take their answers, a moment. */
static void
check_stopped (SheafHttpServer *self)
{
  if (!self->stopping || g_hash_table_size (self->calls) > 0 || self->stopped == NULL)
    return;

  if (self->open == 0)
    {
      end_stop (self);
      return;
    }

  if (self->stop_timer == NULL)
    {
      self->stop_timer = g_timeout_source_new (STOP_WRITE_MS);
      g_source_set_callback (self->stop_timer, on_stop_time, self, NULL);
      g_source_attach (self->stop_timer, g_main_context_get_thread_default ());
    }
}

/* Keeps an answer without news back, or asks at once where news came while it was made. */
static gboolean
hold_back (SheafHttpServer *self,
           Call            *call,
           SheafRequest    *request,
           SheafAnswer     *answer)
{
  gint64 until;

  if (answer->hold == 0 || self->stopping || sheaf_exchange_get_request (call->exchange) == NULL
      || g_cancellable_is_cancelled (request->cancelled))
    return FALSE;

  until = sheaf_exchange_hold (call->exchange, answer->hold);
  if (until <= g_get_monotonic_time ())
    return FALSE;

  request->respond = on_answer;
  if (call->news != self->news)
    {
      sheaf_answer_free (answer);
      ask_again (request, self);
      return TRUE;
    }

  sheaf_waiters_add (self->waiters, request, answer, sheaf_exchange_get_socket (call->exchange),
                     until);

  return TRUE;
}

static void
on_answer (SheafRequest *request,
           SheafAnswer  *answer,
           gpointer      data)
{
  Call *call = data;
  SheafHttpServer *self = call->self;

  if (hold_back (self, call, request, answer))
    return;

  if (answer->wrote)
    sheaf_http_server_wake (self);
  if (answer->sources && self->sources_changed != NULL)
    self->sources_changed (self->sources_data);

  g_hash_table_remove (self->calls, request);
  sheaf_exchange_answer (call->exchange, answer);
  check_stopped (self);
  call_free (call);
}

/* What the token allows; runs in the worker, before the route. */
static gboolean
check_role (SheafRequest  *request,
            GError       **error)
{
  g_autoptr (SheafToken) token = NULL;
  g_autoptr (GError) local_error = NULL;

  if (request->token == NULL)
    return TRUE;

  token = sheaf_store_check_token (request->service->store, request->token, &local_error);
  if (token == NULL)
    {
      if (g_error_matches (local_error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND))
        g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_UNAUTHORIZED,
                             _("This token is not one of this desk, or was revoked."));
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (request->route->role == SHEAF_ROLE_EDITOR && g_strcmp0 (token->role, "editor") != 0)
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_FORBIDDEN,
                           _("This token may read but not change anything."));
      return FALSE;
    }

  g_free (request->by);
  request->by = g_strdup (token->name);

  return TRUE;
}

static SheafAnswer *
check_and_work (SheafRequest  *request,
                GError       **error)
{
  return check_role (request, error) ? request->route->work (request, error) : NULL;
}

/* For routes that begin on the server's thread: the token is checked in a worker all the same. */
static void
check_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;

  if (check_role (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    request->route->begin (request);
  else
    sheaf_request_respond_error (request, error);
}

static void
dispatch (SheafExchange *exchange,
          gpointer       data)
{
  SheafHttpServer *self = data;
  SheafRequest *request = sheaf_exchange_get_request (exchange);
  g_autoptr (GTask) task = NULL;
  Call *call;

  if (self->stopping)
    {
      sheaf_exchange_answer (exchange, sheaf_answer_new_problem (SHEAF_PROBLEM_STOPPING, NULL));
      return;
    }

  call = g_new0 (Call, 1);
  call->self = g_object_ref (self);
  call->exchange = sheaf_exchange_ref (exchange);
  call->news = self->news;
  request->respond = on_answer;
  request->respond_data = call;
  g_hash_table_add (self->calls, request);

  if (request->route->work != NULL)
    {
      sheaf_request_run (request, check_and_work);
      return;
    }

  task = g_task_new (NULL, NULL, on_checked, sheaf_request_ref (request));
  g_task_set_source_tag (task, dispatch);
  g_task_set_task_data (task, sheaf_request_ref (request), (GDestroyNotify) sheaf_request_unref);
  g_task_run_in_thread (task, check_in_worker);
}

static gboolean
is_own_peer (GSocket *socket)
{
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (socket, NULL);

  return credentials != NULL && g_credentials_get_unix_user (credentials, NULL) == getuid ();
}

/* libsoup 3.2 does not let go of sockets that it accepts itself, so connections are accepted here.
 * As it does not listen then, it closes each connection after one request; that is just as well,
 * since it does not notice when a client closes one that is kept. */
static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             SheafHttpServer   *self)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) peer = g_socket_connection_get_remote_address (connection, NULL);
  gboolean is_local = g_socket_get_family (socket) == G_SOCKET_FAMILY_UNIX;

  if (local == NULL || peer == NULL || (is_local && !is_own_peer (socket))
      || sheaf_guards_watch (self->guards, connection, peer) == NULL)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  if (!is_local)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local, peer, NULL);

  return TRUE;
}

static void
on_request_started (SoupServer        *soup,
                    SoupServerMessage *message,
                    SheafHttpServer   *self)
{
  SheafGuard *guard = sheaf_guard_of (soup_server_message_get_remote_address (message));

  g_return_if_fail (guard != NULL);

  sheaf_exchange_begin (message, self->service, guard, sheaf_guards_get_limits (self->guards),
                        dispatch, self);
}

static void
on_request_over (SoupServer        *soup,
                 SoupServerMessage *message,
                 SheafHttpServer   *self)
{
  SheafExchange *exchange = sheaf_exchange_of (message);

  if (exchange == NULL)
    return;

  if (sheaf_exchange_end (exchange))
    self->open--;
  check_stopped (self);
}

static void
on_handle (SoupServer        *soup,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  SheafHttpServer *self = data;
  SheafExchange *exchange = sheaf_exchange_of (message);

  if (exchange == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
      return;
    }

  if (sheaf_exchange_handle (exchange))
    self->open++;
}

static void
sheaf_http_server_dispose (GObject *object)
{
  SheafHttpServer *self = SHEAF_HTTP_SERVER (object);

  if (self->listener != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->listener, self);
      g_socket_listener_close (G_SOCKET_LISTENER (self->listener));
    }
  g_clear_object (&self->listener);
  if (self->soup != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->soup, self);
      soup_server_disconnect (self->soup);
    }
  g_clear_object (&self->soup);
  g_clear_pointer (&self->waiters, sheaf_waiters_free);
  g_clear_pointer (&self->guards, sheaf_guards_unref);
  g_clear_pointer (&self->calls, g_hash_table_unref);

  G_OBJECT_CLASS (sheaf_http_server_parent_class)->dispose (object);
}

static void
sheaf_http_server_class_init (SheafHttpServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_http_server_dispose;
}

static void
sheaf_http_server_init (SheafHttpServer *self)
{
  self->soup = soup_server_new ("server-header", "Sheaf ", "raw-paths", TRUE, NULL);
  self->calls = g_hash_table_new (NULL, NULL);
  self->waiters = sheaf_waiters_new (ask_again, self);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (on_request_started), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (on_request_over), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (on_request_over), self);
  soup_server_add_handler (self->soup, NULL, on_handle, self, NULL);

  self->listener = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->listener), BACKLOG);
  g_signal_connect (self->listener, "incoming", G_CALLBACK (on_incoming), self);
}

SheafHttpServer *
sheaf_http_server_new (SheafService           *service,
                       const SheafGuardLimits *limits)
{
  SheafHttpServer *self = g_object_new (SHEAF_TYPE_HTTP_SERVER, NULL);

  self->service = service;
  self->guards = sheaf_guards_new (limits);

  return self;
}

gboolean
sheaf_http_server_listen (SheafHttpServer  *self,
                          GSocketAddress   *address,
                          GError          **error)
{
  g_autoptr (GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->listener), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL,
                                      &effective, error))
    return FALSE;

  if (G_IS_INET_SOCKET_ADDRESS (effective) && self->port == 0)
    self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->listener);

  return TRUE;
}

guint16
sheaf_http_server_get_port (SheafHttpServer *self)
{
  return self->port;
}

void
sheaf_http_server_wake (SheafHttpServer *self)
{
  self->news++;
  sheaf_waiters_wake (self->waiters);
}

void
sheaf_http_server_set_sources_changed (SheafHttpServer     *self,
                                       SheafSourcesChanged  changed,
                                       gpointer             data)
{
  self->sources_changed = changed;
  self->sources_data = data;
}

void
sheaf_http_server_stop (SheafHttpServer *self,
                        GSourceOnceFunc  stopped,
                        gpointer         data)
{
  GHashTableIter iter;
  gpointer request;

  self->stopping = TRUE;
  self->stopped = stopped;
  self->stopped_data = data;

  g_socket_service_stop (self->listener);
  g_socket_listener_close (G_SOCKET_LISTENER (self->listener));
  sheaf_waiters_release (self->waiters);
  g_hash_table_iter_init (&iter, self->calls);
  while (g_hash_table_iter_next (&iter, &request, NULL))
    g_cancellable_cancel (((SheafRequest *) request)->cancelled);
  check_stopped (self);
}
