/* sheaf-journal.c: what is typed, on the disk before it is an edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-journal.h"

#include <glib/gstdio.h>

#include "client/sheaf-client-error.h"

static const SheafMigration migrations[] = {
  { SHEAF_JOURNAL_TABLES },
};

static void
save_free (gpointer data)
{
  SheafJournalSave *save = data;

  g_clear_pointer (&save->ended, g_ptr_array_unref);
  g_clear_pointer (&save->begins, sheaf_typed_free);
  g_free (save->run);
  g_clear_pointer (&save->splices, g_ptr_array_unref);
  g_free (save);
}

/* Its log and the log's index belong to it. */
static void
put_aside (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (path, ".damaged", suffixes[i], NULL);

      g_rename (from, to);
    }
}

SheafDb *
sheaf_journal_open (const char  *replica,
                    GError     **error)
{
  g_autofree char *path = g_strconcat (replica, "-typing", NULL);
  g_autoptr (GError) failure = NULL;
  SheafDb *journal = sheaf_db_open (path, migrations, G_N_ELEMENTS (migrations), 1, &failure);

  if (g_error_matches (failure, SHEAF_DB_ERROR, SHEAF_DB_ERROR_CORRUPT))
    {
      g_warning ("The journal of typing is damaged and was put aside: %s", failure->message);
      put_aside (path);
      return sheaf_db_open (path, migrations, G_N_ELEMENTS (migrations), 1, error);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return journal;
}

static gboolean
remove_run (SheafConnection  *connection,
            const char       *run,
            GError          **error)
{
  static const char *const texts[] = { "DELETE FROM splice WHERE run = ?1",
                                       "DELETE FROM typing WHERE run = ?1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SheafStatement) statement =
        sheaf_connection_prepare (connection, texts[i], error);

      if (statement == NULL)
        return FALSE;
      sheaf_statement_bind_text (statement, 1, run);
      if (!sheaf_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
begin_run (SheafConnection   *connection,
           const SheafTyped  *typed,
           GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection,
    "INSERT INTO typing (run, kind, entity, field, base, start) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, typed->run);
  sheaf_statement_bind_int (statement, 2, typed->kind);
  sheaf_statement_bind_text (statement, 3, typed->id);
  sheaf_statement_bind_text (statement, 4, typed->field);
  sheaf_statement_bind_text (statement, 5, typed->base);
  sheaf_statement_bind_text (statement, 6, typed->text);

  return sheaf_statement_run (statement, error);
}

static gboolean
append (SheafConnection    *connection,
        const char         *run,
        const SheafSplice  *splice,
        GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "INSERT INTO splice (run, offset, removed, inserted) VALUES (?1, ?2, ?3, ?4)",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, run);
  sheaf_statement_bind_int (statement, 2, splice->offset);
  sheaf_statement_bind_int (statement, 3, splice->removed);
  sheaf_statement_bind_text (statement, 4, splice->inserted);

  return sheaf_statement_run (statement, error);
}

static gboolean
write_save (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  SheafJournalSave *save = data;

  for (guint i = 0; save->ended != NULL && i < save->ended->len; i++)
    {
      if (!remove_run (connection, g_ptr_array_index (save->ended, i), error))
        return FALSE;
    }
  if (save->begins != NULL && !begin_run (connection, save->begins, error))
    return FALSE;
  for (guint i = 0; save->splices != NULL && i < save->splices->len; i++)
    {
      if (!append (connection, save->run, g_ptr_array_index (save->splices, i), error))
        return FALSE;
    }

  return TRUE;
}

void
sheaf_journal_save_async (SheafDb             *journal,
                          SheafJournalSave    *save,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  sheaf_db_write_async (journal, write_save, save, save_free, NULL, callback, user_data);
}

gboolean
sheaf_journal_save_finish (SheafDb       *journal,
                           GAsyncResult  *result,
                           GError       **error)
{
  GError *failure = NULL;

  if (sheaf_db_write_finish (journal, result, &failure))
    return TRUE;
  g_propagate_error (error, sheaf_client_error_from_db (failure));

  return FALSE;
}

void
sheaf_journal_end (SheafDb    *journal,
                   const char *run)
{
  SheafJournalSave *save = g_new0 (SheafJournalSave, 1);

  save->ended = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (save->ended, g_strdup (run));
  sheaf_journal_save_async (journal, save, NULL, NULL);
}

static gboolean
read_splices (SheafConnection  *connection,
              SheafTyped       *typed,
              GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT offset, removed, inserted FROM splice WHERE run = ?1 ORDER BY n", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, typed->run);
  while (sheaf_statement_step (statement, &failure))
    {
      const SheafSplice splice = { sheaf_statement_get_int (statement, 0),
                                   sheaf_statement_get_int (statement, 1),
                                   (char *) sheaf_statement_get_text (statement, 2) };
      char *text = sheaf_splice_apply (&splice, typed->text);

      g_free (typed->text);
      typed->text = text;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

GPtrArray *
sheaf_journal_read (SheafConnection  *connection,
                    GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT run, kind, entity, field, base, start FROM typing ORDER BY n", error);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_typed_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (sheaf_statement_step (statement, &failure))
    {
      SheafTyped *typed = g_new0 (SheafTyped, 1);

      typed->run = g_strdup (sheaf_statement_get_text (statement, 0));
      typed->kind = sheaf_statement_get_int (statement, 1);
      typed->id = g_strdup (sheaf_statement_get_text (statement, 2));
      typed->field = g_strdup (sheaf_statement_get_text (statement, 3));
      typed->base = g_strdup (sheaf_statement_get_text (statement, 4));
      typed->text = g_strdup (sheaf_statement_get_text (statement, 5));
      g_ptr_array_add (left, typed);
      if (!read_splices (connection, typed, error))
        return NULL;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&left);
}

gboolean
sheaf_journal_clear (SheafConnection  *connection,
                     GError          **error)
{
  return sheaf_connection_exec (connection, "DELETE FROM splice; DELETE FROM typing", error);
}
