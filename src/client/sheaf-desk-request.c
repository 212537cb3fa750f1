/* sheaf-desk-request.c: what needs the backend now: bodies, and what only it can do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-desk-private.h"

#include <string.h>

#include "client/sheaf-body-store.h"
#include "model/sheaf-json.h"

#define BODY_SECONDS 30
#define REQUEST_SECONDS 120

static void
on_requested (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  JsonNode *answer =
    sheaf_backend_send_finish (SHEAF_BACKEND (source), result, NULL, NULL, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
}

void
sheaf_desk_request_async (SheafDesk           *self,
                          const char          *method,
                          const char          *path,
                          JsonNode            *body,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *type = NULL;
  GTask *task;

  g_return_if_fail (SHEAF_IS_DESK (self) && method != NULL && path != NULL);

  if (body != NULL && JSON_NODE_HOLDS_VALUE (body) &&
      json_node_get_value_type (body) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (body);

      /* Text of another kind (OPML) goes as it is. */
      bytes = g_bytes_new (text, strlen (text));
      type = "text/x-opml";
    }
  else if (body != NULL)
    {
      char *text = sheaf_json_to_text (body);

      bytes = g_bytes_new_take (text, strlen (text));
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_desk_request_async);
  sheaf_backend_send_async (self->backend, method, path, bytes, type, NULL, REQUEST_SECONDS,
                            cancellable, on_requested, task);
}

JsonNode *
sheaf_desk_request_finish (SheafDesk     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *article;
  char *html; /* NULL if it was never read */
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_free (body->article);
  g_free (body->html);
  g_free (body);
}

static gboolean
read_body (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  Body *body = data;
  g_autoptr (SheafEntity) article =
    sheaf_connection_load_article (connection, body->article, NULL);
  g_autoptr (GError) failure = NULL;

  if (article != NULL)
    {
      const char *written = sheaf_entity_get_string (article, "body");

      g_free (body->article);
      body->article = g_strdup (sheaf_entity_get_id (article));

      /* One that was written by hand has its text with it. */
      if (written != NULL)
        {
          body->html = g_strdup (written);
          return TRUE;
        }
    }

  body->html = sheaf_body_store_read (connection, body->article, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static void
on_body_answered (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafDesk *self = g_task_get_source_object (task);
  Body *body = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *html = NULL;
  GError *error = NULL;

  answer = sheaf_backend_send_finish (SHEAF_BACKEND (source), result, NULL, NULL, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  html = sheaf_body_store_keep (self->replica, body->article, answer);
  g_task_return_pointer (task, g_steal_pointer (&html), g_free);
}

static void
on_body_read (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafDesk *self = g_task_get_source_object (task);
  Body *body = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (!sheaf_db_read_finish (SHEAF_DB (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (body->html != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&body->html), g_free);
      return;
    }

  path = g_strdup_printf ("/v1/articles/%s/body", body->article);
  sheaf_backend_send_async (self->backend, "GET", path, NULL, NULL, NULL, BODY_SECONDS,
                            cancellable, on_body_answered, g_steal_pointer (&task));
}

void
sheaf_desk_get_body_async (SheafDesk           *self,
                           const char          *article,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  SheafDb *db;
  GTask *task;
  Body *body;

  g_return_if_fail (SHEAF_IS_DESK (self) && article != NULL);

  body = g_new0 (Body, 1);
  body->article = g_strdup (article);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_desk_get_body_async);
  g_task_set_task_data (task, body, body_free);
  db = sheaf_replica_get_db (self->replica);
  if (db == NULL)
    {
      g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA,
                               "The replica is closed");
      g_object_unref (task);
      return;
    }

  sheaf_db_read_async (db, read_body, body, NULL, cancellable, on_body_read, task);
}

char *
sheaf_desk_get_body_finish (SheafDesk     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
