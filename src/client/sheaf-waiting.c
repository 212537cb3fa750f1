/* sheaf-waiting.c: the edits that wait for the backend, applied to what it said last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-waiting.h"

#include "client/sheaf-held-state.h"
#include "model/sheaf-json.h"

/* What had effect at the backend is known: that of an edit which was answered stays. */
static gboolean
note_applied (SheafConnection  *connection,
              SheafStatement   *row,
              SheafOutcome     *outcome,
              GError          **error)
{
  g_autoptr (JsonNode) applied = NULL;
  g_autoptr (SheafStatement) update = NULL;
  g_autofree char *text = NULL;

  if (sheaf_statement_get_int (row, 3) == SHEAF_EDIT_ANSWERED)
    return TRUE;

  applied = sheaf_json_take_array (g_steal_pointer (&outcome->applied));
  text = sheaf_json_to_text (applied);
  if (g_strcmp0 (text, sheaf_statement_get_text (row, 2)) == 0)
    return TRUE;

  update = sheaf_connection_prepare (connection, "UPDATE edit SET applied = ?1 WHERE n = ?2",
                                     error);
  if (update == NULL)
    return FALSE;
  sheaf_statement_bind_text (update, 1, text);
  sheaf_statement_bind_int (update, 2, sheaf_statement_get_int (row, 0));

  return sheaf_statement_run (update, error);
}

static gboolean
apply_one (SheafConnection  *connection,
           SheafStatement   *row,
           gboolean          note,
           SheafEntity     **current,
           GError          **error)
{
  g_autoptr (SheafEdit) edit =
    sheaf_edit_from_text (sheaf_statement_get_text (row, 1), -1, NULL);
  g_autoptr (SheafOutcome) outcome = NULL;

  if (edit != NULL)
    outcome = sheaf_edit_apply (edit, *current, sheaf_edit_get_at (edit), NULL);
  if (outcome == NULL)
    return TRUE;

  if (outcome->entity != NULL)
    {
      g_clear_pointer (current, sheaf_entity_unref);
      *current = sheaf_entity_ref (outcome->entity);
    }

  return !note || note_applied (connection, row, outcome, error);
}

static gboolean
apply_waiting (SheafConnection  *connection,
               SheafKind         kind,
               const char       *id,
               SheafEntity      *base,
               gboolean          note,
               SheafEntity     **shown,
               GError          **error)
{
  g_autoptr (SheafStatement) select = sheaf_connection_prepare (
    connection,
    "SELECT n, body, applied, sent FROM edit"
    " WHERE kind = ?1 AND entity = ?2 AND state = 0 ORDER BY n",
    error);
  g_autoptr (SheafEntity) current = base == NULL ? NULL : sheaf_entity_ref (base);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sheaf_statement_bind_int (select, 1, kind);
  sheaf_statement_bind_text (select, 2, id);
  while (sheaf_statement_step (select, &failure))
    {
      if (!apply_one (connection, select, note, &current, error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *shown = g_steal_pointer (&current);

  return TRUE;
}

gboolean
sheaf_connection_apply_waiting (SheafConnection  *connection,
                                SheafKind         kind,
                                const char       *id,
                                SheafEntity      *base,
                                SheafEntity     **shown,
                                GError          **error)
{
  return apply_waiting (connection, kind, id, base, FALSE, shown, error);
}

gboolean
sheaf_transaction_replay (SheafTransaction  *transaction,
                          SheafKind          kind,
                          const char        *id,
                          SheafEntity       *base,
                          SheafEntity      **shown,
                          GError           **error)
{
  return apply_waiting (transaction->connection, kind, id, base, TRUE, shown, error);
}
