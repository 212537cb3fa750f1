/* sheaf-replica.c: the desk's own copy of what the backend knows, in SQLite on its own threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-replica.h"

#include "client/sheaf-client-error.h"
#include "client/sheaf-journal.h"
#include "client/sheaf-replica-schema.h"

#define N_READERS 3

struct _SheafReplica
{
  GObject parent_instance;

  char *path;
  SheafDb *db;
};

G_DEFINE_FINAL_TYPE (SheafReplica, sheaf_replica, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sheaf_replica_finalize (GObject *object)
{
  SheafReplica *self = SHEAF_REPLICA (object);

  g_clear_object (&self->db);
  g_free (self->path);

  G_OBJECT_CLASS (sheaf_replica_parent_class)->finalize (object);
}

static void
sheaf_replica_class_init (SheafReplicaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_replica_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", SHEAF_TYPE_REPLICA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sheaf_replica_init (SheafReplica *self)
{
}

SheafReplica *
sheaf_replica_new (const char *path)
{
  SheafReplica *self = g_object_new (SHEAF_TYPE_REPLICA, NULL);

  self->path = g_strdup (path);

  return self;
}

SheafDb *
sheaf_replica_get_db (SheafReplica *self)
{
  g_return_val_if_fail (SHEAF_IS_REPLICA (self), NULL);

  return self->db;
}

typedef struct
{
  SheafReplicaWork work;
  gpointer data;
  GDestroyNotify destroy;
  SheafDelta *delta;
} Write;

static void
write_free (Write *write)
{
  if (write->destroy != NULL)
    write->destroy (write->data);
  g_clear_pointer (&write->delta, sheaf_delta_free);
  g_free (write);
}

static gboolean
run_write (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  Write *write = data;
  SheafTransaction transaction = { connection, write->delta };

  return write->work (&transaction, write->data, error) &&
         sheaf_transaction_finish (&transaction, error);
}

/* What the database says is for its layer; who acts must only know that nothing was kept. */
static void
return_error (GTask  *task,
              GError *error)
{
  if (error->domain == SHEAF_DB_ERROR)
    g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA, "%s",
                             error->message);
  else
    g_task_return_error (task, g_error_copy (error));
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafReplica *self = g_task_get_source_object (task);
  Write *write = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!sheaf_db_write_finish (SHEAF_DB (source), result, &error))
    {
      return_error (task, error);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, write->delta);
  g_task_return_boolean (task, TRUE);
}

void
sheaf_replica_write_async (SheafReplica        *self,
                           SheafReplicaWork     work,
                           gpointer             data,
                           GDestroyNotify       destroy,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Write *write;

  g_return_if_fail (SHEAF_IS_REPLICA (self));

  write = g_new0 (Write, 1);
  write->work = work;
  write->data = data;
  write->destroy = destroy;
  write->delta = sheaf_delta_new ();

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sheaf_replica_write_async);
  g_task_set_task_data (task, write, (GDestroyNotify) write_free);

  if (self->db == NULL)
    {
      g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA,
                               "The replica is closed");
      return;
    }

  sheaf_db_write_async (self->db, run_write, write, NULL, NULL, on_written,
                        g_steal_pointer (&task));
}

gboolean
sheaf_replica_write_finish (SheafReplica  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  SheafDb *db;
  SheafDelta *delta;
} Open;

static void
open_free (Open *open)
{
  g_clear_object (&open->db);
  g_clear_pointer (&open->delta, sheaf_delta_free);
  g_free (open);
}

static gboolean
load_small_kinds (SheafConnection  *connection,
                  gpointer          data,
                  GError          **error)
{
  SheafTransaction transaction = { connection, data };
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT coalesce (shown, base) FROM entity WHERE kind > ?1", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, SHEAF_KIND_ARTICLE);
  while (sheaf_statement_step (statement, &failure))
    {
      g_autoptr (JsonNode) node = json_from_string (sheaf_statement_get_text (statement, 0), error);
      g_autoptr (SheafEntity) entity = node == NULL ? NULL : sheaf_entity_from_json (node, error);

      if (entity == NULL)
        return FALSE;
      sheaf_delta_add_entity (transaction.delta, entity);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  transaction.delta->outbox = TRUE;
  transaction.delta->acts = TRUE;
  transaction.delta->clashed = TRUE;

  return sheaf_transaction_finish (&transaction, error);
}

/* What was being typed when the process before this one ended. */
static gboolean
recover (SheafConnection  *connection,
         gpointer          data,
         GError          **error)
{
  g_autoptr (SheafDelta) delta = sheaf_delta_new ();
  SheafTransaction transaction = { connection, delta };

  return sheaf_journal_recover (&transaction, error);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  SheafReplica *self = source;
  Open *open = task_data;
  g_autoptr (GError) error = NULL;
  guint n_migrations;
  const SheafMigration *migrations = sheaf_replica_schema_get (&n_migrations);

  open->db = sheaf_db_open (self->path, migrations, n_migrations, N_READERS, &error);
  if (open->db == NULL || !sheaf_db_write (open->db, recover, NULL, &error) ||
      !sheaf_db_read (open->db, load_small_kinds, open->delta, &error))
    {
      if (open->db != NULL)
        sheaf_db_close (open->db);
      return_error (task, error);
      return;
    }

  g_task_return_boolean (task, TRUE);
}

void
sheaf_replica_open_async (SheafReplica        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Open *open;

  g_return_if_fail (SHEAF_IS_REPLICA (self) && self->db == NULL);

  open = g_new0 (Open, 1);
  open->delta = sheaf_delta_new ();
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_replica_open_async);
  g_task_set_task_data (task, open, (GDestroyNotify) open_free);
  g_task_run_in_thread (task, open_in_thread);
}

gboolean
sheaf_replica_open_finish (SheafReplica  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  Open *open;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  open = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  self->db = g_steal_pointer (&open->db);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, open->delta);

  return TRUE;
}

static void
close_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  sheaf_db_close (task_data);
  g_task_return_boolean (task, TRUE);
}

void
sheaf_replica_close_async (SheafReplica        *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SHEAF_IS_REPLICA (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sheaf_replica_close_async);
  if (self->db == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, g_steal_pointer (&self->db), g_object_unref);
  g_task_run_in_thread (task, close_in_thread);
}

gboolean
sheaf_replica_close_finish (SheafReplica  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
