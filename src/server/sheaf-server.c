/* sheaf-server.c: the backend: the HTTP API, ingest and publishing, on a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-server-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "connect/sheaf-fetcher.h"
#include "server/sheaf-http-server.h"
#include "server/sheaf-ingester.h"
#include "server/sheaf-service.h"
#include "server/sheaf-socket-file.h"

struct _SheafServer
{
  GObject parent_instance;

  SheafService service;
  SheafGuardLimits limits;
  GPtrArray *allowed; /* (element-type GInetAddressMask) */

  GThread *thread; /* NULL until it listens, and after it has stopped */
  GMainContext *context;
  GMainLoop *loop;
  char *socket_path;
  guint16 port;

  /* The server's thread's. */
  SheafHttpServer *http;
  SheafIngester *ingester;
  gboolean http_stopped;
};

G_DEFINE_FINAL_TYPE (SheafServer, sheaf_server, G_TYPE_OBJECT)

G_DEFINE_QUARK (sheaf-server-error-quark, sheaf_server_error)

/* A call on the server's thread that its caller waits for. */
typedef struct
{
  SheafServer *self;
  GSocketAddress *address;
  GError *error;
  GMutex mutex;
  GCond cond;
  gboolean done;
} Call;

static void
sheaf_server_finalize (GObject *object)
{
  SheafServer *self = SHEAF_SERVER (object);

  sheaf_server_stop (self);
  g_clear_object (&self->service.store);
  g_free (self->service.public_url);
  g_free (self->service.title);
  g_clear_pointer (&self->service.folders, g_ptr_array_unref);
  g_mutex_clear (&self->service.publishing);
  g_ptr_array_unref (self->allowed);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->socket_path);

  G_OBJECT_CLASS (sheaf_server_parent_class)->finalize (object);
}

static void
sheaf_server_class_init (SheafServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_server_finalize;
}

static void
sheaf_server_init (SheafServer *self)
{
  self->limits = sheaf_guard_default_limits;
  self->allowed = g_ptr_array_new_with_free_func (g_object_unref);
  self->service.folders = g_ptr_array_new_with_free_func (g_free);
  self->service.title = g_strdup ("Sheaf");
  g_mutex_init (&self->service.publishing);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

SheafServer *
sheaf_server_new (SheafStore *store)
{
  SheafServer *self = g_object_new (SHEAF_TYPE_SERVER, NULL);

  self->service.store = g_object_ref (store);

  return self;
}

static void
on_ingested (SheafIngester *ingester,
             SheafServer   *self)
{
  sheaf_http_server_wake (self->http);
}

static void
on_sources_changed (gpointer data)
{
  SheafServer *self = data;

  sheaf_ingester_reload (self->ingester);
}

static void
build (SheafServer *self)
{
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (!self->service.embedded);

  for (guint i = 0; i < self->allowed->len; i++)
    sheaf_fetcher_allow (fetcher, g_ptr_array_index (self->allowed, i));

  self->http = sheaf_http_server_new (&self->service, &self->limits);
  self->ingester = sheaf_ingester_new (self->service.store, fetcher);
  self->service.ingester = self->ingester;
  g_signal_connect (self->ingester, "ingested", G_CALLBACK (on_ingested), self);
  sheaf_http_server_set_sources_changed (self->http, on_sources_changed, self);
}

static gpointer
run_server (gpointer data)
{
  SheafServer *self = data;

  g_main_context_push_thread_default (self->context);
  build (self);
  g_main_loop_run (self->loop);

  self->service.ingester = NULL;
  g_clear_object (&self->http);
  g_clear_object (&self->ingester);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

/* Runs @function on the server's thread and waits for it to end. */
static void
call_server (SheafServer *self,
             GSourceFunc  function,
             Call        *call)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  call->self = self;
  g_mutex_init (&call->mutex);
  g_cond_init (&call->cond);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, call, NULL);
  g_source_attach (source, self->context);

  g_mutex_lock (&call->mutex);
  while (!call->done)
    g_cond_wait (&call->cond, &call->mutex);
  g_mutex_unlock (&call->mutex);

  g_mutex_clear (&call->mutex);
  g_cond_clear (&call->cond);
}

static void
end_call (Call *call)
{
  g_mutex_lock (&call->mutex);
  call->done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
}

static gboolean
listen_here (gpointer data)
{
  Call *call = data;
  SheafServer *self = call->self;

  if (sheaf_http_server_listen (self->http, call->address, &call->error))
    {
      self->port = sheaf_http_server_get_port (self->http);
      if (self->port != 0 && self->service.public_url == NULL)
        self->service.public_url = g_strdup_printf ("http://localhost:%u/", self->port);
      sheaf_ingester_reload (self->ingester);
    }
  end_call (call);

  return G_SOURCE_REMOVE;
}

static gboolean
listen_at (SheafServer     *self,
           GSocketAddress  *address,
           GError         **error)
{
  Call call = { .address = address };

  if (self->thread == NULL)
    self->thread = g_thread_new ("sheaf-server", run_server, self);
  call_server (self, listen_here, &call);
  if (call.error == NULL)
    return TRUE;

  g_set_error_literal (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS, call.error->message);
  g_clear_error (&call.error);
  sheaf_server_stop (self);

  return FALSE;
}

gboolean
sheaf_server_listen (SheafServer  *self,
                     const char   *host,
                     guint16       port,
                     GError      **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (SHEAF_IS_SERVER (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  address = g_inet_socket_address_new_from_string (
      g_str_equal (host, "localhost") ? "127.0.0.1" : host, port);
  if (address == NULL)
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
                   _("“%s” is not an address of this machine."), host);
      return FALSE;
    }

  return listen_at (self, address, error);
}

gboolean
sheaf_server_listen_socket (SheafServer  *self,
                            const char   *path,
                            GError      **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (SHEAF_IS_SERVER (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  address = sheaf_socket_file_prepare (path, error);
  if (address == NULL)
    return FALSE;

  self->service.embedded = TRUE;
  if (!listen_at (self, address, error))
    return FALSE;

  self->socket_path = g_strdup (path);
  if (!sheaf_socket_file_protect (path, error))
    {
      sheaf_server_stop (self);
      return FALSE;
    }

  return TRUE;
}

guint16
sheaf_server_get_port (SheafServer *self)
{
  g_return_val_if_fail (SHEAF_IS_SERVER (self), 0);

  return self->port;
}

gboolean
sheaf_server_allow_address (SheafServer *self,
                            const char  *cidr)
{
  g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (cidr, NULL);

  g_return_val_if_fail (SHEAF_IS_SERVER (self), FALSE);

  if (mask == NULL)
    return FALSE;
  g_ptr_array_add (self->allowed, g_steal_pointer (&mask));

  return TRUE;
}

void
sheaf_server_set_public_url (SheafServer *self,
                             const char  *url)
{
  g_return_if_fail (SHEAF_IS_SERVER (self));

  g_free (self->service.public_url);
  self->service.public_url = g_strconcat (url, g_str_has_suffix (url, "/") ? "" : "/", NULL);
}

void
sheaf_server_set_title (SheafServer *self,
                        const char  *title)
{
  g_return_if_fail (SHEAF_IS_SERVER (self));

  g_free (self->service.title);
  self->service.title = g_strdup (title);
}

void
sheaf_server_allow_folder (SheafServer *self,
                           const char  *folder)
{
  g_return_if_fail (SHEAF_IS_SERVER (self));

  g_ptr_array_add (self->service.folders, g_canonicalize_filename (folder, NULL));
}

void
sheaf_server_set_connections_per_peer (SheafServer *self,
                                       guint        n)
{
  g_return_if_fail (SHEAF_IS_SERVER (self));

  self->limits.per_peer = n;
  self->limits.total = MAX (self->limits.total, n);
}

void
sheaf_server_set_limits (SheafServer            *self,
                         const SheafGuardLimits *limits)
{
  g_return_if_fail (SHEAF_IS_SERVER (self));

  self->limits = *limits;
}

static gboolean
check_idle (gpointer data)
{
  SheafServer *self = data;

  if (!self->http_stopped || !sheaf_ingester_is_idle (self->ingester))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

static void
on_http_stopped (gpointer data)
{
  SheafServer *self = data;

  self->http_stopped = TRUE;
}

static gboolean
stop_here (gpointer data)
{
  SheafServer *self = data;
  g_autoptr (GSource) source = g_timeout_source_new (10);

  sheaf_ingester_stop (self->ingester);
  sheaf_http_server_stop (self->http, on_http_stopped, self);
  g_source_set_callback (source, check_idle, self, NULL);
  g_source_attach (source, self->context);

  return G_SOURCE_REMOVE;
}

void
sheaf_server_stop (SheafServer *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (SHEAF_IS_SERVER (self));

  if (self->thread == NULL)
    return;

  source = g_idle_source_new ();
  g_source_set_callback (source, stop_here, self, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));

  if (self->socket_path != NULL)
    g_unlink (self->socket_path);
  g_clear_object (&self->service.store);
}
