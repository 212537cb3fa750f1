/* sheaf-db.c: one SQLite database, with one writer thread and several readers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

#include "db/sheaf-connection.h"
#include "db/sheaf-db.h"
#include "db/sheaf-migrate.h"

/* A piece of work that waits or runs: on the stack of the thread that waits for it, or the data of
 * the task that tells of its end. */
typedef struct
{
  SheafDbWork work;
  gpointer data;
  GDestroyNotify destroy;
  GTask *task; /* (nullable): owned by the queue, then by the source that ends it */
  GCancellable *cancellable;
  GError *error;
  gboolean done;
} Job;

struct _SheafDb
{
  GObject parent_instance;

  GMutex mutex;
  GCond changed;
  GQueue writes;
  GQueue reads;
  GQueue urgent_reads;
  guint n_running_reads; /* that are not urgent */
  gboolean keep_reader;  /* there are urgent reads: one reader is kept free for them */
  gboolean closing;

  SheafConnection *writer;
  GPtrArray *readers; /* (element-type SheafConnection) */
  GPtrArray *threads; /* (element-type GThread) */
  guint n_started;
};

G_DEFINE_FINAL_TYPE (SheafDb, sheaf_db, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_clear_error (&job->error);
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_free (job);
}

static gboolean
return_task (gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* The task is returned from its own context, and the last reference is let go there: the data of a
 * job is never freed on a thread of the database. */
static void
end_job (SheafDb *self,
         Job     *job,
         GError  *error)
{
  job->error = error;

  if (job->task != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();
      GTask *task = g_steal_pointer (&job->task);

      g_source_set_priority (source, g_task_get_priority (task));
      g_source_set_callback (source, return_task, task, g_object_unref);
      g_source_set_static_name (source, "[sheaf] end of database work");
      g_source_attach (source, g_task_get_context (task));
      return;
    }

  g_mutex_lock (&self->mutex);
  job->done = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

static gboolean
run_write (SheafConnection  *connection,
           Job              *job,
           GError          **error)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error)
      || !sheaf_connection_exec (connection, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (job->work (connection, job->data, error)
      && sheaf_connection_exec (connection, "COMMIT", error))
    return TRUE;

  sheaf_connection_rollback (connection);
  return FALSE;
}

static gboolean
run_read (SheafConnection  *connection,
          Job              *job,
          GError          **error)
{
  gboolean ok;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error)
      || !sheaf_connection_exec (connection, "BEGIN", error))
    return FALSE;

  sheaf_connection_set_cancellable (connection, job->cancellable);
  ok = job->work (connection, job->data, error);
  sheaf_connection_set_cancellable (connection, NULL);
  sheaf_connection_rollback (connection);

  return ok;
}

static gpointer
writer_main (gpointer data)
{
  SheafDb *self = data;
  Job *job;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      GError *error = NULL;

      /* What was handed over before the end is still written. */
      while ((job = g_queue_pop_head (&self->writes)) == NULL && !self->closing)
        g_cond_wait (&self->changed, &self->mutex);
      if (job == NULL)
        break;

      g_mutex_unlock (&self->mutex);
      run_write (self->writer, job, &error);
      end_job (self, job, error);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* With the mutex held. */
static Job *
pop_read (SheafDb  *self,
          gboolean *urgent)
{
  guint kept = self->keep_reader && self->readers->len > 1 ? 1 : 0;

  *urgent = !g_queue_is_empty (&self->urgent_reads);
  if (*urgent)
    return g_queue_pop_head (&self->urgent_reads);

  if (self->n_running_reads + kept >= self->readers->len)
    return NULL;

  return g_queue_pop_head (&self->reads);
}

static gpointer
reader_main (gpointer data)
{
  SheafDb *self = data;
  SheafConnection *connection;

  g_mutex_lock (&self->mutex);
  connection = g_ptr_array_index (self->readers, self->n_started++);
  for (;;)
    {
      GError *error = NULL;
      gboolean urgent = FALSE;
      Job *job = NULL;

      while (!self->closing && (job = pop_read (self, &urgent)) == NULL)
        g_cond_wait (&self->changed, &self->mutex);
      if (job == NULL)
        break;

      self->n_running_reads += urgent ? 0 : 1;
      g_mutex_unlock (&self->mutex);
      run_read (connection, job, &error);
      end_job (self, job, error);
      g_mutex_lock (&self->mutex);
      self->n_running_reads -= urgent ? 0 : 1;
      if (!g_queue_is_empty (&self->reads))
        g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* The file is made before SQLite opens it, so that its mode, which the log's follow, is right from
 * the start. */
static gboolean
make_file (const char  *path,
           GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int saved_errno = errno;

  if (fd < 0)
    {
      g_set_error (error, SHEAF_DB_ERROR,
                   saved_errno == ENOSPC ? SHEAF_DB_ERROR_FULL : SHEAF_DB_ERROR_FAILED,
                   "%s: %s", path, g_strerror (saved_errno));
      return FALSE;
    }

  return g_close (fd, error);
}

SheafDb *
sheaf_db_open (const char            *path,
               const SheafMigration  *migrations,
               guint                  n_migrations,
               guint                  n_readers,
               GError               **error)
{
  g_autoptr (SheafDb) self = g_object_new (SHEAF_TYPE_DB, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  if (!make_file (path, error))
    return NULL;

  self->writer = sheaf_connection_open (path, FALSE, error);
  if (self->writer == NULL || !sheaf_migrate (self->writer, migrations, n_migrations, error))
    return NULL;

  for (guint i = 0; i < MAX (n_readers, 1); i++)
    {
      SheafConnection *reader = sheaf_connection_open (path, TRUE, error);

      if (reader == NULL)
        return NULL;
      g_ptr_array_add (self->readers, reader);
    }

  g_ptr_array_add (self->threads, g_thread_new ("sheaf-db-write", writer_main, self));
  for (guint i = 0; i < self->readers->len; i++)
    g_ptr_array_add (self->threads, g_thread_new ("sheaf-db-read", reader_main, self));

  return g_steal_pointer (&self);
}

static gboolean
push_job (SheafDb *self,
          GQueue  *queue,
          Job     *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->closing)
    return FALSE;

  self->keep_reader |= queue == &self->urgent_reads;
  g_queue_push_tail (queue, job);
  g_cond_broadcast (&self->changed);
  return TRUE;
}

static GError *
closed_error (void)
{
  return g_error_new_literal (SHEAF_DB_ERROR, SHEAF_DB_ERROR_CLOSED, "The database is closed");
}

static gboolean
run_blocking (SheafDb      *self,
              GQueue       *queue,
              SheafDbWork   work,
              gpointer      data,
              GError      **error)
{
  Job job = { .work = work, .data = data };

  if (!push_job (self, queue, &job))
    {
      g_propagate_error (error, closed_error ());
      return FALSE;
    }

  g_mutex_lock (&self->mutex);
  while (!job.done)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (job.error != NULL)
    {
      g_propagate_error (error, job.error);
      return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_db_write (SheafDb      *self,
                SheafDbWork   work,
                gpointer      data,
                GError      **error)
{
  g_return_val_if_fail (SHEAF_IS_DB (self), FALSE);

  return run_blocking (self, &self->writes, work, data, error);
}

gboolean
sheaf_db_read (SheafDb      *self,
               SheafDbWork   work,
               gpointer      data,
               GError      **error)
{
  g_return_val_if_fail (SHEAF_IS_DB (self), FALSE);

  return run_blocking (self, &self->reads, work, data, error);
}

static void
run_async (SheafDb             *self,
           GQueue              *queue,
           SheafDbWork          work,
           gpointer             data,
           GDestroyNotify       destroy,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data,
           gpointer             source_tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->work = work;
  job->data = data;
  job->destroy = destroy;
  job->task = task;
  job->cancellable = cancellable;

  /* What was written is told as written, also when it was cancelled too late. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  if (!push_job (self, queue, job))
    end_job (self, job, closed_error ());
}

void
sheaf_db_write_async (SheafDb             *self,
                      SheafDbWork          work,
                      gpointer             data,
                      GDestroyNotify       destroy,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (SHEAF_IS_DB (self));

  run_async (self, &self->writes, work, data, destroy, cancellable, callback, user_data,
             sheaf_db_write_async);
}

void
sheaf_db_read_async (SheafDb             *self,
                     SheafDbWork          work,
                     gpointer             data,
                     GDestroyNotify       destroy,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (SHEAF_IS_DB (self));

  run_async (self, &self->reads, work, data, destroy, cancellable, callback, user_data,
             sheaf_db_read_async);
}

void
sheaf_db_read_urgent_async (SheafDb             *self,
                            SheafDbWork          work,
                            gpointer             data,
                            GDestroyNotify       destroy,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SHEAF_IS_DB (self));

  run_async (self, &self->urgent_reads, work, data, destroy, cancellable, callback, user_data,
             sheaf_db_read_urgent_async);
}

gboolean
sheaf_db_write_finish (SheafDb       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sheaf_db_read_finish (SheafDb       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fail_queue (SheafDb *self,
            GQueue  *queue)
{
  Job *job;

  while ((job = g_queue_pop_head (queue)) != NULL)
    end_job (self, job, closed_error ());
}

void
sheaf_db_close (SheafDb *self)
{
  g_return_if_fail (SHEAF_IS_DB (self));

  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  g_ptr_array_set_size (self->threads, 0);
  fail_queue (self, &self->reads);
  fail_queue (self, &self->urgent_reads);

  g_ptr_array_set_size (self->readers, 0);
  if (self->writer != NULL)
    sheaf_connection_exec (self->writer, "PRAGMA analysis_limit = 400; PRAGMA optimize", NULL);
  g_clear_pointer (&self->writer, sheaf_connection_close);
}

static void
sheaf_db_finalize (GObject *object)
{
  SheafDb *self = SHEAF_DB (object);

  sheaf_db_close (self);
  g_ptr_array_unref (self->threads);
  g_ptr_array_unref (self->readers);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (sheaf_db_parent_class)->finalize (object);
}

static void
sheaf_db_class_init (SheafDbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_db_finalize;
}

static void
sheaf_db_init (SheafDb *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->writes);
  g_queue_init (&self->reads);
  g_queue_init (&self->urgent_reads);
  self->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_connection_close);
  self->threads = g_ptr_array_new_with_free_func ((GDestroyNotify) g_thread_join);
}
