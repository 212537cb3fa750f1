/* sheaf-replica-files.c: the files of a replica, opened and closed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-replica-files.h"

#include <unistd.h>

#include "client/sheaf-journal.h"
#include "client/sheaf-replica-schema.h"
#include "client/sheaf-transaction.h"
#include "db/sheaf-file-lock.h"

#define N_READERS 3

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
      g_autoptr (SheafEntity) entity =
        sheaf_entity_from_text (sheaf_statement_get_text (statement, 0), -1, error);

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

static gboolean
read_left (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  GPtrArray **left = data;

  *left = sheaf_journal_read (connection, error);

  return *left != NULL;
}

/* What was being typed when the process before this one ended: in the journal, and in the one that
 * replicas had in themselves. */
static gboolean
write_left (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  GPtrArray *left = data;
  g_autoptr (SheafDelta) delta = sheaf_delta_new ();
  SheafTransaction transaction = { connection, delta };
  g_autoptr (GPtrArray) former = sheaf_journal_read (connection, error);

  return former != NULL && sheaf_typed_recover (&transaction, former, error) &&
         sheaf_journal_clear (connection, error) &&
         sheaf_typed_recover (&transaction, left, error);
}

static gboolean
clear_journal (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  return sheaf_journal_clear (connection, error);
}

static gboolean
forget_runs (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  SheafTransaction transaction = { connection, NULL };

  return sheaf_typed_forget (&transaction, error);
}

/* Where there is no room, all stays in the journal until there is. */
static gboolean
recover (SheafReplicaFiles  *self,
         GError            **error)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) failure = NULL;

  if (!sheaf_db_read (self->journal, read_left, &left, error))
    return FALSE;

  if (!sheaf_db_write (self->db, write_left, left, &failure) ||
      !sheaf_db_write (self->journal, clear_journal, NULL, &failure) ||
      !sheaf_db_write (self->db, forget_runs, NULL, &failure))
    {
      if (!g_error_matches (failure, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FULL))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_warning ("What was typed stays in the journal: %s", failure->message);
    }

  return TRUE;
}

static gboolean
open_all (SheafReplicaFiles  *self,
          const char         *path,
          SheafDelta         *delta,
          GError            **error)
{
  guint n_migrations;
  const SheafMigration *migrations = sheaf_replica_schema_get (&n_migrations);

  self->lock = sheaf_file_lock (path, error);
  if (self->lock < 0)
    return FALSE;
  self->db = sheaf_db_open (path, migrations, n_migrations, N_READERS, error);
  if (self->db == NULL)
    return FALSE;
  self->journal = sheaf_journal_open (path, error);

  return self->journal != NULL && recover (self, error) &&
         sheaf_db_read (self->db, load_small_kinds, delta, error);
}

SheafReplicaFiles *
sheaf_replica_files_open (const char  *path,
                          SheafDelta  *delta,
                          GError     **error)
{
  SheafReplicaFiles *self = g_new0 (SheafReplicaFiles, 1);

  self->lock = -1;
  if (open_all (self, path, delta, error))
    return self;

  sheaf_replica_files_close (self);

  return NULL;
}

/* The lock last: who takes it finds all that was written. */
void
sheaf_replica_files_close (SheafReplicaFiles *self)
{
  if (self->db != NULL)
    sheaf_db_close (self->db);
  if (self->journal != NULL)
    sheaf_db_close (self->journal);
  g_clear_object (&self->db);
  g_clear_object (&self->journal);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}
