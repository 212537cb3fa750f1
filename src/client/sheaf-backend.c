/* sheaf-backend.c: requests to the backend over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-backend.h"

#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <string.h>

#include "client/sheaf-client-error.h"
#include "model/sheaf-json.h"

#define API_VERSION "1"

/* One of these is held by the request that waits for changes. */
#define MAX_CONNECTIONS 8

/* More than the largest batch of changes; what is longer does not come from a backend of ours. */
#define MAX_ANSWER (64 * 1024 * 1024)

struct _SheafBackend
{
  GObject parent_instance;

  char *base;         /* "https://host:port" */
  char *socket;       /* NULL over TCP */
  char *token;        /* under `lock` */
  GMutex lock;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupSession *session; /* made and used on the thread alone */
};

G_DEFINE_FINAL_TYPE (SheafBackend, sheaf_backend, G_TYPE_OBJECT)

typedef struct
{
  char *method;
  char *path;
  GBytes *body;
  char *type;
  char *key;
  guint timeout;
  SoupMessage *message;
  GSource *timer;
  GCancellable *stop; /* follows the caller's, and the timer */
  GCancellable *outer;
  gulong outer_handler;
  gboolean timed_out;
  gboolean sent;
  guint status;
  JsonNode *problem;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->method);
  g_free (call->path);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call->type);
  g_free (call->key);
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->message);
  g_clear_object (&call->stop);
  g_clear_object (&call->outer);
  g_clear_pointer (&call->problem, json_node_unref);
  g_free (call);
}

static gpointer
run_thread (gpointer data)
{
  SheafBackend *self = data;
  g_autoptr (GMainContext) context = g_main_context_ref (self->context);
  g_autoptr (GMainLoop) loop = g_main_loop_ref (self->loop);
  g_autoptr (SoupSession) session = NULL;

  g_main_context_push_thread_default (context);
  if (self->socket != NULL)
    {
      g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket);

      session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", address,
                              "max-conns-per-host", MAX_CONNECTIONS, "timeout", 0, NULL);
    }
  else
    session = g_object_new (SOUP_TYPE_SESSION, "max-conns-per-host", MAX_CONNECTIONS, "timeout", 0,
                            NULL);
  self->session = session;

  g_main_loop_run (loop);

  /* What was asked for ends here, before the session goes. */
  soup_session_abort (session);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);

  return NULL;
}

static gboolean
quit_loop (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static void
sheaf_backend_finalize (GObject *object)
{
  SheafBackend *self = SHEAF_BACKEND (object);

  if (self->thread != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, quit_loop, self->loop, NULL);
      g_source_attach (source, self->context);

      /* The last answer may be what let go of us, on the thread itself. */
      if (g_thread_self () == self->thread)
        g_thread_unref (self->thread);
      else
        g_thread_join (self->thread);
    }
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  g_free (self->base);
  g_free (self->socket);
  g_free (self->token);

  G_OBJECT_CLASS (sheaf_backend_parent_class)->finalize (object);
}

static void
sheaf_backend_class_init (SheafBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_backend_finalize;
}

static void
sheaf_backend_init (SheafBackend *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

SheafBackend *
sheaf_backend_new (const char *address,
                   const char *token)
{
  SheafBackend *self = g_object_new (SHEAF_TYPE_BACKEND, NULL);

  if (g_str_has_prefix (address, "unix:"))
    {
      self->socket = g_strdup (address + strlen ("unix:"));
      self->base = g_strdup ("http://localhost");
    }
  else
    {
      self->base = g_strdup (address);
      while (g_str_has_suffix (self->base, "/"))
        self->base[strlen (self->base) - 1] = '\0';
    }
  self->token = g_strdup (token);
  self->thread = g_thread_new ("sheaf-backend", run_thread, self);

  return self;
}

void
sheaf_backend_set_token (SheafBackend *self,
                         const char   *token)
{
  g_return_if_fail (SHEAF_IS_BACKEND (self));

  g_mutex_lock (&self->lock);
  g_free (self->token);
  self->token = g_strdup (token);
  g_mutex_unlock (&self->lock);
}

gboolean
sheaf_backend_is_local (SheafBackend *self)
{
  g_return_val_if_fail (SHEAF_IS_BACKEND (self), FALSE);

  return self->socket != NULL;
}

/* Words of a problem (RFC 9457): its title, and its detail if it has one. */
static char *
describe_problem (JsonNode *problem,
                  guint     status)
{
  const char *title = NULL;
  const char *detail = NULL;

  if (problem != NULL && JSON_NODE_HOLDS_OBJECT (problem))
    {
      JsonObject *object = json_node_get_object (problem);

      title = json_object_get_string_member_with_default (object, "title", NULL);
      detail = json_object_get_string_member_with_default (object, "detail", NULL);
    }
  if (title == NULL)
    return g_strdup (soup_status_get_phrase (status));

  return detail == NULL ? g_strdup (title) : g_strdup_printf ("%s: %s", title, detail);
}

static JsonNode *
parse_answer (SoupMessage  *message,
              GBytes       *bytes,
              GError      **error)
{
  const char *type =
    soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;

  if (size == 0)
    return json_node_new (JSON_NODE_NULL);
  if (type == NULL || strstr (type, "json") == NULL)
    {
      text = g_utf8_make_valid (data, size);
      return json_node_init_string (json_node_alloc (), text);
    }

  return sheaf_json_parse (data, size, error);
}

/* Tells @task what the status says, if it is no success. */
static gboolean
refuse_status (GTask    *task,
               Call     *call,
               JsonNode *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *version = soup_message_headers_get_one (headers, "Sheaf-Api");
  g_autofree char *words = describe_problem (answer, call->status);
  int code = SHEAF_CLIENT_ERROR_PROBLEM;

  if (call->status == SOUP_STATUS_BAD_GATEWAY && version == NULL)
    code = SHEAF_CLIENT_ERROR_OFFLINE;
  else if (call->status == SOUP_STATUS_SERVICE_UNAVAILABLE ||
           (call->status == SOUP_STATUS_GATEWAY_TIMEOUT && version == NULL))
    code = SHEAF_CLIENT_ERROR_OFFLINE;
  else if (call->status == SOUP_STATUS_UNAUTHORIZED || call->status == SOUP_STATUS_FORBIDDEN)
    code = SHEAF_CLIENT_ERROR_REFUSED;
  else if (g_strcmp0 (version, API_VERSION) != 0)
    code = SHEAF_CLIENT_ERROR_VERSION;
  else if (SOUP_STATUS_IS_SUCCESSFUL (call->status))
    return FALSE;

  if (answer != NULL)
    call->problem = json_node_ref (answer);
  g_task_return_new_error (task, SHEAF_CLIENT_ERROR, code, "%s", words);

  return TRUE;
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GBytes) bytes =
    soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_cancellable_disconnect (call->outer, call->outer_handler);
  if (call->timer != NULL)
    {
      g_source_destroy (call->timer);
      g_clear_pointer (&call->timer, g_source_unref);
    }

  if (bytes == NULL)
    {
      if (call->outer != NULL && g_cancellable_is_cancelled (call->outer))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_OFFLINE, "%s",
                                 call->timed_out ? g_strerror (ETIMEDOUT) : error->message);
      return;
    }

  call->status = soup_message_get_status (call->message);
  if (g_bytes_get_size (bytes) <= MAX_ANSWER)
    answer = parse_answer (call->message, bytes, &error);
  if (refuse_status (task, call, answer))
    return;
  if (answer == NULL)
    g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_PROBLEM, "%s",
                             error != NULL ? error->message : "The answer is too long");
  else
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) json_node_unref);
}

static gboolean
on_timeout (gpointer user_data)
{
  Call *call = user_data;

  call->timed_out = TRUE;
  g_cancellable_cancel (call->stop);

  return G_SOURCE_CONTINUE;
}

static gboolean
stop_call (gpointer stop)
{
  g_cancellable_cancel (stop);

  return G_SOURCE_REMOVE;
}

/* The session belongs to its thread, and so does ending what it does. */
static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = user_data;
  SheafBackend *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, stop_call, g_object_ref (call->stop), g_object_unref);
  g_source_attach (source, self->context);
}

static void
on_wrote_headers (SoupMessage *message,
                  gpointer     call)
{
  ((Call *) call)->sent = TRUE;
}

static void
add_headers (SheafBackend *self,
             Call         *call)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (call->message);
  g_autofree char *authorization = NULL;

  g_mutex_lock (&self->lock);
  if (self->token != NULL)
    authorization = g_strdup_printf ("Bearer %s", self->token);
  g_mutex_unlock (&self->lock);

  if (authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", authorization);
  if (call->key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", call->key);
  soup_message_headers_replace (headers, "Accept",
                                "application/json, application/problem+json, */*");
}

static gboolean
start_call (gpointer user_data)
{
  GTask *task = user_data;
  SheafBackend *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autofree char *uri = g_strconcat (self->base, call->path, NULL);

  call->message = soup_message_new (call->method, uri);
  if (call->message == NULL)
    {
      g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_OFFLINE,
                               "“%s” is not an address", uri);
      return G_SOURCE_REMOVE;
    }

  soup_message_add_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (call->message, "wrote-headers", G_CALLBACK (on_wrote_headers), call);
  add_headers (self, call);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (
      call->message, call->type == NULL ? "application/json" : call->type, call->body);

  call->stop = g_cancellable_new ();
  if (call->timeout > 0)
    {
      call->timer = g_timeout_source_new_seconds (call->timeout);
      g_source_set_callback (call->timer, on_timeout, call, NULL);
      g_source_attach (call->timer, self->context);
    }
  if (call->outer != NULL)
    call->outer_handler =
      g_cancellable_connect (call->outer, G_CALLBACK (on_cancelled), task, NULL);
  soup_session_send_and_read_async (self->session, call->message, G_PRIORITY_DEFAULT, call->stop,
                                    on_answered, g_object_ref (task));

  return G_SOURCE_REMOVE;
}

void
sheaf_backend_send_async (SheafBackend        *self,
                          const char          *method,
                          const char          *path,
                          GBytes              *body,
                          const char          *type,
                          const char          *key,
                          guint                timeout,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GSource) source = g_idle_source_new ();
  Call *call;

  g_return_if_fail (SHEAF_IS_BACKEND (self) && method != NULL && path != NULL);

  call = g_new0 (Call, 1);
  call->method = g_strdup (method);
  call->path = g_strdup (path);
  call->body = body == NULL ? NULL : g_bytes_ref (body);
  call->type = g_strdup (type);
  call->key = g_strdup (key);
  call->timeout = timeout;
  call->outer = cancellable == NULL ? NULL : g_object_ref (cancellable);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_backend_send_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, call_free);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, start_call, g_steal_pointer (&task), g_object_unref);
  g_source_attach (source, self->context);
}

JsonNode *
sheaf_backend_send_finish (SheafBackend  *self,
                           GAsyncResult  *result,
                           guint         *status,
                           JsonNode     **problem,
                           GError       **error)
{
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  call = g_task_get_task_data (G_TASK (result));
  if (status != NULL)
    *status = call->status;
  if (problem != NULL)
    *problem = call->problem == NULL ? NULL : json_node_ref (call->problem);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
sheaf_backend_was_sent (GAsyncResult *result)
{
  return ((Call *) g_task_get_task_data (G_TASK (result)))->sent;
}
