/* sheaf-prefetch.c: reads the bodies of what was gathered into sets before anybody asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-prefetch.h"

#include "client/sheaf-body-store.h"

#define BODY_SECONDS 30

struct _SheafPrefetch
{
  GObject parent_instance;

  SheafReplica *replica;
  SheafBackend *backend;
  GCancellable *cancellable;
  gboolean busy;
  gboolean kicked;
  char *last; /* what was read before */
};

G_DEFINE_FINAL_TYPE (SheafPrefetch, sheaf_prefetch, G_TYPE_OBJECT)

static void
sheaf_prefetch_dispose (GObject *object)
{
  SheafPrefetch *self = SHEAF_PREFETCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->replica);
  g_clear_object (&self->backend);

  G_OBJECT_CLASS (sheaf_prefetch_parent_class)->dispose (object);
}

static void
sheaf_prefetch_finalize (GObject *object)
{
  SheafPrefetch *self = SHEAF_PREFETCH (object);

  g_clear_object (&self->cancellable);
  g_free (self->last);

  G_OBJECT_CLASS (sheaf_prefetch_parent_class)->finalize (object);
}

static void
sheaf_prefetch_class_init (SheafPrefetchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_prefetch_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_prefetch_finalize;
}

static void
sheaf_prefetch_init (SheafPrefetch *self)
{
  self->cancellable = g_cancellable_new ();
}

SheafPrefetch *
sheaf_prefetch_new (SheafReplica *replica,
                    SheafBackend *backend)
{
  SheafPrefetch *self = g_object_new (SHEAF_TYPE_PREFETCH, NULL);

  self->replica = g_object_ref (replica);
  self->backend = g_object_ref (backend);

  return self;
}

static void look (SheafPrefetch *self);

static void
on_body (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafPrefetch *self = g_task_get_source_object (task);
  char **article = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  guint status = 0;

  self->busy = FALSE;
  answer = sheaf_backend_send_finish (SHEAF_BACKEND (source), result, &status, NULL, NULL);

  /* One that the backend has not got is not asked for again and again. */
  if (answer == NULL && status == 404)
    answer = json_node_new (JSON_NODE_NULL);
  if (answer != NULL)
    {
      g_free (sheaf_body_store_keep (self->replica, *article, answer));
      look (self);
    }
  g_task_return_boolean (task, TRUE);
}

static gboolean
find (SheafConnection  *connection,
      gpointer          data,
      GError          **error)
{
  g_autoptr (GError) failure = NULL;

  *(char **) data = sheaf_body_store_find_missing (connection, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafPrefetch *self = g_task_get_source_object (task);
  char **article = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  self->busy = FALSE;
  if (!sheaf_db_write_finish (SHEAF_DB (source), result, NULL) || *article == NULL)
    {
      if (self->kicked)
        look (self);
      g_task_return_boolean (task, TRUE);
      return;
    }

  /* Read and still missing: it could not be kept, and would not be the next time. */
  if (g_strcmp0 (self->last, *article) == 0)
    {
      g_clear_pointer (&self->last, g_free);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_free (self->last);
  self->last = g_strdup (*article);
  self->busy = TRUE;
  path = g_strdup_printf ("/v1/articles/%s/body", *article);
  sheaf_backend_send_async (self->backend, "GET", path, NULL, NULL, NULL, BODY_SECONDS,
                            self->cancellable, on_body, g_steal_pointer (&task));
}

static void
free_name (gpointer data)
{
  g_free (*(char **) data);
  g_free (data);
}

static void
look (SheafPrefetch *self)
{
  SheafDb *db = sheaf_replica_get_db (self->replica);
  char **article;
  GTask *task;

  if (self->busy || db == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  self->busy = TRUE;
  self->kicked = FALSE;
  article = g_new0 (char *, 1);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, article, free_name);

  /* Behind the write of the body before: a snapshot that is older would find it missing again. */
  sheaf_db_write_async (db, find, article, NULL, NULL, on_found, task);
}

void
sheaf_prefetch_kick (SheafPrefetch *self)
{
  g_return_if_fail (SHEAF_IS_PREFETCH (self));

  self->kicked = TRUE;
  look (self);
}

void
sheaf_prefetch_stop (SheafPrefetch *self)
{
  g_return_if_fail (SHEAF_IS_PREFETCH (self));

  g_cancellable_cancel (self->cancellable);
}
