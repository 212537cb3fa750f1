/* sheaf-desk-read.c: what the desk's replica holds, read for the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-list-private.h"
#include "client/sheaf-article-query.h"
#include "client/sheaf-desk-private.h"

/* One reading: its question, and what was found. */
typedef struct
{
  SheafDbWork work;
  GStrv ids;
  SheafArticleQuery query;
  char *query_id;
  char *query_text;

  GPtrArray *articles;
  GArray *rows;
  SheafCounts *counts;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_strfreev (reading->ids);
  g_free (reading->query_id);
  g_free (reading->query_text);
  g_clear_pointer (&reading->articles, g_ptr_array_unref);
  g_clear_pointer (&reading->rows, g_array_unref);
  g_clear_pointer (&reading->counts, sheaf_counts_free);
  g_free (reading);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (sheaf_db_read_finish (SHEAF_DB (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error->domain == SHEAF_DB_ERROR)
    g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA, "%s",
                             error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @reading: (transfer full) */
static void
run_reading (SheafDesk           *self,
             Reading             *reading,
             gpointer             tag,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SheafDb *db = sheaf_replica_get_db (self->replica);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, reading, reading_free);
  if (db == NULL)
    {
      g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA,
                               "The replica is closed");
      return;
    }

  sheaf_db_read_async (db, reading->work, reading, NULL, cancellable, on_read,
                       g_steal_pointer (&task));
}

static void
unref_entity (gpointer entity)
{
  if (entity != NULL)
    sheaf_entity_unref (entity);
}

static gboolean
read_articles (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  Reading *reading = data;

  reading->articles = g_ptr_array_new_with_free_func (unref_entity);
  for (guint i = 0; reading->ids[i] != NULL; i++)
    {
      GError *failure = NULL;

      g_ptr_array_add (reading->articles,
                       sheaf_connection_load_article (connection, reading->ids[i], &failure));
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
    }

  return TRUE;
}

void
sheaf_desk_get_articles_async (SheafDesk           *self,
                               const char *const   *ids,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Reading *reading;

  g_return_if_fail (SHEAF_IS_DESK (self) && ids != NULL);

  reading = g_new0 (Reading, 1);
  reading->work = read_articles;
  reading->ids = g_strdupv ((char **) ids);
  run_reading (self, reading, sheaf_desk_get_articles_async, cancellable, callback, user_data);
}

GPtrArray *
sheaf_desk_get_articles_finish (SheafDesk     *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  reading = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&reading->articles);
}

void
sheaf_desk_get_article_async (SheafDesk           *self,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  const char *ids[] = { id, NULL };

  g_return_if_fail (id != NULL);

  sheaf_desk_get_articles_async (self, ids, cancellable, callback, user_data);
}

SheafEntity *
sheaf_desk_get_article_finish (SheafDesk     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr (GPtrArray) articles = sheaf_desk_get_articles_finish (self, result, error);
  SheafEntity *article = articles == NULL ? NULL : g_ptr_array_index (articles, 0);

  if (articles != NULL && article == NULL)
    g_set_error_literal (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_PROBLEM,
                         "There is no such article");

  return article == NULL ? NULL : sheaf_entity_ref (article);
}

static gboolean
read_query (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  Reading *reading = data;

  reading->rows = sheaf_article_query_run (connection, &reading->query, error);

  return reading->rows != NULL;
}

void
sheaf_desk_query_async (SheafDesk               *self,
                        const SheafArticleQuery *query,
                        GCancellable            *cancellable,
                        GAsyncReadyCallback      callback,
                        gpointer                 user_data)
{
  Reading *reading;

  g_return_if_fail (SHEAF_IS_DESK (self) && query != NULL);

  self->arrived = 0;
  reading = g_new0 (Reading, 1);
  reading->work = read_query;
  reading->query_id = g_strdup (query->id);
  reading->query_text = g_strdup (query->text);
  reading->query = *query;
  reading->query.id = reading->query_id;
  reading->query.text = reading->query_text;
  run_reading (self, reading, sheaf_desk_query_async, cancellable, callback, user_data);
}

SheafArticleList *
sheaf_desk_query_finish (SheafDesk     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  reading = g_task_get_task_data (G_TASK (result));

  return sheaf_article_list_new (self->replica, g_steal_pointer (&reading->rows));
}

static gboolean
read_counts (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  Reading *reading = data;

  reading->counts = sheaf_article_query_count (connection, error);

  return reading->counts != NULL;
}

void
sheaf_desk_get_counts_async (SheafDesk           *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Reading *reading;

  g_return_if_fail (SHEAF_IS_DESK (self));

  reading = g_new0 (Reading, 1);
  reading->work = read_counts;
  run_reading (self, reading, sheaf_desk_get_counts_async, cancellable, callback, user_data);
}

SheafCounts *
sheaf_desk_get_counts_finish (SheafDesk     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  reading = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&reading->counts);
}

typedef struct
{
  char *article;
  gboolean seen;
} Seen;

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_free (seen->article);
  g_free (seen);
}

static gboolean
write_seen (SheafTransaction  *transaction,
            gpointer           data,
            GError           **error)
{
  Seen *seen = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (SheafStatement) find = NULL;
  g_autoptr (SheafStatement) write = sheaf_connection_prepare (
    transaction->connection,
    seen->seen ? "INSERT OR IGNORE INTO seen (article) VALUES (?1)"
               : "DELETE FROM seen WHERE article = ?1",
    error);

  if (write == NULL)
    return FALSE;
  sheaf_statement_bind_text (write, 1, seen->article);
  if (!sheaf_statement_run (write, error))
    return FALSE;
  if (sheaf_connection_get_changes (transaction->connection) == 0)
    return TRUE;

  find = sheaf_connection_prepare (transaction->connection,
                                   "SELECT row FROM entity WHERE kind = ?1 AND id = ?2", error);
  if (find == NULL)
    return FALSE;
  sheaf_statement_bind_int (find, 1, SHEAF_KIND_ARTICLE);
  sheaf_statement_bind_text (find, 2, seen->article);
  if (sheaf_statement_step (find, &failure))
    sheaf_delta_add_article (transaction->delta, sheaf_statement_get_int (find, 0), seen->article);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

void
sheaf_desk_set_seen (SheafDesk  *self,
                     const char *article,
                     gboolean    seen)
{
  Seen *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && article != NULL);

  call = g_new0 (Seen, 1);
  call->article = g_strdup (article);
  call->seen = seen;
  sheaf_replica_write_async (self->replica, write_seen, call, seen_free, NULL,
                             NULL);
}
