/* sheaf-embedded.c: the backend started inside the application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-server.h"

#include "store/sqlite/sheaf-sqlite-store.h"

typedef struct
{
  char *store_path;
  char *socket_path;
} Start;

static void
start_free (Start *start)
{
  g_free (start->store_path);
  g_free (start->socket_path);
  g_free (start);
}

static void
start_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Start *start = data;
  g_autoptr (SheafStore) store = NULL;
  g_autoptr (SheafServer) server = NULL;
  g_autoptr (GError) error = NULL;

  store = sheaf_sqlite_store_open (start->store_path, TRUE, &error);
  if (store == NULL)
    {
      /* Another process serves it, and its socket is where this one's would be. */
      if (g_error_matches (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_LOCKED))
        g_task_return_pointer (task, NULL, NULL);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  server = sheaf_server_new (store);
  if (sheaf_server_listen_socket (server, start->socket_path, &error))
    g_task_return_pointer (task, g_steal_pointer (&server), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sheaf_server_start_embedded_async (const char          *store_path,
                                   const char          *socket_path,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->store_path = g_strdup (store_path);
  start->socket_path = g_strdup (socket_path);
  g_task_set_source_tag (task, sheaf_server_start_embedded_async);
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);
  g_task_run_in_thread (task, start_in_worker);
}

SheafServer *
sheaf_server_start_embedded_finish (GAsyncResult  *result,
                                    char         **address,
                                    GError       **error)
{
  Start *start = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) local_error = NULL;
  SheafServer *server;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  server = g_task_propagate_pointer (G_TASK (result), &local_error);
  *address = NULL;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  *address = g_strconcat ("unix:", start->socket_path, NULL);

  return server;
}
