/* sheaf-replica.c: the desk's own copy of what the backend knows, in SQLite on its own threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-replica.h"

#include "client/sheaf-client-error.h"
#include "client/sheaf-replica-files.h"

struct _SheafReplica
{
  GObject parent_instance;

  char *path;
  SheafReplicaFiles *files; /* NULL while it is closed */
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

  g_clear_pointer (&self->files, sheaf_replica_files_close);
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

  return self->files == NULL ? NULL : self->files->db;
}

SheafDb *
sheaf_replica_get_journal (SheafReplica *self)
{
  g_return_val_if_fail (SHEAF_IS_REPLICA (self), NULL);

  return self->files == NULL ? NULL : self->files->journal;
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

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafReplica *self = g_task_get_source_object (task);
  Write *write = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sheaf_db_write_finish (SHEAF_DB (source), result, &error))
    {
      g_task_return_error (task, sheaf_client_error_from_db (error));
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

  if (self->files == NULL)
    {
      g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA,
                               "The replica is closed");
      return;
    }

  sheaf_db_write_async (self->files->db, run_write, write, NULL, NULL, on_written,
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

/* Opened while it waits for its owner. */
typedef struct
{
  SheafReplicaFiles *files;
  SheafDelta *delta;
} Open;

static void
open_free (Open *open)
{
  g_clear_pointer (&open->files, sheaf_replica_files_close);
  sheaf_delta_free (open->delta);
  g_free (open);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  SheafReplica *self = source;
  Open *open = task_data;
  GError *error = NULL;

  open->files = sheaf_replica_files_open (self->path, open->delta, &error);
  if (open->files == NULL)
    g_task_return_error (task, sheaf_client_error_from_db (error));
  else
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

  g_return_if_fail (SHEAF_IS_REPLICA (self) && self->files == NULL);

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

  self->files = g_steal_pointer (&open->files);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, open->delta);

  return TRUE;
}

static void
close_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  sheaf_replica_files_close (task_data);
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
  if (self->files == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, g_steal_pointer (&self->files), NULL);
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
