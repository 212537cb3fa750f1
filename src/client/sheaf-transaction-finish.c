/* sheaf-transaction-finish.c: the delta completed; what a resync leaves over removed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-clash-private.h"
#include "client/sheaf-command-private.h"
#include "client/sheaf-small-index.h"
#include "client/sheaf-transaction.h"

static gboolean
query_int (SheafConnection  *connection,
           const char       *sql,
           gint64           *value,
           GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);

  if (statement == NULL || !sheaf_statement_step (statement, error))
    return FALSE;
  *value = sheaf_statement_get_int (statement, 0);

  return TRUE;
}

static gboolean
read_commands (SheafTransaction  *self,
               GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "SELECT id, name, entity, made, state, answer FROM command ORDER BY made",
    error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;

  self->delta->commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_command_record_free);
  while (sheaf_statement_step (statement, &failure))
    {
      SheafCommandRecord *record = g_new0 (SheafCommandRecord, 1);

      record->id = g_strdup (sheaf_statement_get_text (statement, 0));
      record->name = g_strdup (sheaf_statement_get_text (statement, 1));
      record->entity_id = g_strdup (sheaf_statement_get_text (statement, 2));
      record->made = sheaf_statement_get_int (statement, 3);
      record->state = sheaf_statement_get_int (statement, 4);
      record->answer = g_strdup (sheaf_statement_get_text (statement, 5));
      g_ptr_array_add (self->delta->commands, record);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static char *
dup_unless_empty (const char *text)
{
  return text == NULL || *text == '\0' ? NULL : g_strdup (text);
}

static gboolean
read_clashes (SheafTransaction  *self,
              GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection,
    "SELECT number, kind, entity, field, key, path, base, mine, theirs FROM clash ORDER BY number",
    error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;

  self->delta->clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_clash_record_free);
  while (sheaf_statement_step (statement, &failure))
    {
      SheafClashRecord *record = g_new0 (SheafClashRecord, 1);

      record->number = sheaf_statement_get_int (statement, 0);
      record->kind = sheaf_statement_get_int (statement, 1);
      record->entity_id = g_strdup (sheaf_statement_get_text (statement, 2));
      record->field = g_strdup (sheaf_statement_get_text (statement, 3));
      record->key = dup_unless_empty (sheaf_statement_get_text (statement, 4));
      record->path = dup_unless_empty (sheaf_statement_get_text (statement, 5));
      record->base = g_strdup (sheaf_statement_get_text (statement, 6));
      record->mine = g_strdup (sheaf_statement_get_text (statement, 7));
      record->theirs = g_strdup (sheaf_statement_get_text (statement, 8));
      g_ptr_array_add (self->delta->clashes, record);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_transaction_finish (SheafTransaction  *self,
                          GError           **error)
{
  SheafDelta *delta = self->delta;
  gint64 waiting = 0;
  gint64 commands = 0;
  gint64 undo = 0;
  gint64 redo = 0;

  if (delta->outbox)
    {
      g_autofree char *open = g_strdup_printf (
        "SELECT count(*) FROM command WHERE state IN (%d, %d, %d)", SHEAF_COMMAND_WAITING,
        SHEAF_COMMAND_CONFIRM, SHEAF_COMMAND_SENT);

      if (!query_int (self->connection, "SELECT count(*) FROM edit WHERE state = 0", &waiting,
                      error) ||
          !query_int (self->connection, open, &commands, error) || !read_commands (self, error))
        return FALSE;
      delta->waiting = waiting + commands;
    }
  if (delta->acts)
    {
      if (!query_int (self->connection, "SELECT EXISTS (SELECT 1 FROM act WHERE state = 0)", &undo,
                      error) ||
          !query_int (self->connection, "SELECT EXISTS (SELECT 1 FROM act WHERE state = 1)", &redo,
                      error))
        return FALSE;
      delta->can_undo = undo != 0;
      delta->can_redo = redo != 0;
    }

  return !delta->clashed || read_clashes (self, error);
}

/* One entity that the new store did not name. */
static gboolean
sweep_one (SheafTransaction  *self,
           gint64             row,
           GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "UPDATE entity SET base = NULL, seq = 0 WHERE row = ?1 RETURNING kind, id",
    error);
  g_autofree char *id = NULL;
  SheafKind kind;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);
  if (!sheaf_statement_step (statement, error))
    return FALSE;
  kind = sheaf_statement_get_int (statement, 0);
  id = g_strdup (sheaf_statement_get_text (statement, 1));

  return sheaf_statement_run (statement, error) &&
         sheaf_transaction_rebase (self, kind, id, error);
}

gboolean
sheaf_transaction_sweep (SheafTransaction  *self,
                         gint64             generation,
                         GError           **error)
{
  g_autoptr (SheafStatement) forget =
    sheaf_connection_prepare (self->connection, "DELETE FROM held WHERE generation < ?1", error);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection,
    "SELECT row FROM entity WHERE generation < ?1 AND base IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM held WHERE held.kind = entity.kind AND held.entity = entity.id)",
    error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (forget == NULL || statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (forget, 1, generation);
  if (!sheaf_statement_run (forget, error))
    return FALSE;
  sheaf_statement_bind_int (statement, 1, generation);
  while (sheaf_statement_step (statement, &failure))
    {
      gint64 row = sheaf_statement_get_int (statement, 0);

      g_array_append_val (rows, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      if (!sweep_one (self, g_array_index (rows, gint64, i), error))
        return FALSE;
    }

  return TRUE;
}
