/* sheaf-act-undo.c: acts taken back, and done again
 *
 * The inverse of an edit comes from what it had effect on: as applied here while it waits, as the
 * backend answered afterwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"
#include "client/sheaf-client-error.h"

typedef struct
{
  gint64 turn;
  char *group;   /* under which it was done, or last done again */
  char *inverse; /* under which it was taken back */
} Step;

static void
step_clear (Step *step)
{
  g_free (step->group);
  g_free (step->inverse);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static gboolean
find_step (SheafAct    *self,
           const char  *group,
           int          state,
           Step        *step,
           GError     **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection,
    group == NULL ? "SELECT turn, group_id, inverse FROM act WHERE state = ?1"
                    " ORDER BY turn DESC LIMIT 1"
                  : "SELECT turn, group_id, inverse FROM act WHERE state = ?1 AND group_id = ?2",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, state);
  if (group != NULL)
    sheaf_statement_bind_text (statement, 2, group);
  if (!sheaf_statement_step (statement, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_NOTHING, "Nothing to %s",
                     state == 0 ? "undo" : "redo");
      return FALSE;
    }

  step->turn = sheaf_statement_get_int (statement, 0);
  step->group = g_strdup (sheaf_statement_get_text (statement, 1));
  step->inverse = g_strdup (sheaf_statement_get_text (statement, 2));

  return TRUE;
}

static gboolean
invert_one (SheafAct    *self,
            const char  *body,
            const char  *applied,
            GError     **error)
{
  g_autoptr (JsonNode) edit_node = json_from_string (body, error);
  g_autoptr (JsonNode) applied_node = json_from_string (applied, error);
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (SheafEdit) inverse = NULL;

  if (edit_node == NULL || applied_node == NULL)
    return FALSE;
  edit = sheaf_edit_from_json (edit_node, error);
  if (edit == NULL)
    return FALSE;

  inverse = sheaf_edit_invert (edit, json_node_get_array (applied_node), self->group);

  return inverse == NULL || sheaf_act_add (self, inverse, NULL, error);
}

/* Adds the inverses of @group's edits, the last one first. */
static gboolean
invert_group (SheafAct    *self,
              const char  *group,
              GError     **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection,
    "SELECT body, applied FROM edit WHERE group_id = ?1 ORDER BY n DESC", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, group);
  while (sheaf_statement_step (statement, &failure))
    {
      if (!invert_one (self, sheaf_statement_get_text (statement, 0),
                       sheaf_statement_get_text (statement, 1), error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* Replaces @step by what it has become, as the one that turned last. */
static gboolean
turn (SheafAct    *self,
      Step        *step,
      int          state,
      const char  *group,
      const char  *inverse,
      GError     **error)
{
  SheafConnection *connection = self->transaction->connection;
  g_autoptr (SheafStatement) remove =
    sheaf_connection_prepare (connection, "DELETE FROM act WHERE turn = ?1", error);
  g_autoptr (SheafStatement) insert = NULL;

  self->transaction->delta->outbox = TRUE;
  self->transaction->delta->acts = TRUE;

  if (remove == NULL)
    return FALSE;
  sheaf_statement_bind_int (remove, 1, step->turn);
  if (!sheaf_statement_run (remove, error))
    return FALSE;

  insert = sheaf_connection_prepare (
    connection, "INSERT INTO act (group_id, state, inverse) VALUES (?1, ?2, ?3)", error);
  if (insert == NULL)
    return FALSE;
  sheaf_statement_bind_text (insert, 1, group);
  sheaf_statement_bind_int (insert, 2, state);
  sheaf_statement_bind_text (insert, 3, inverse);

  return sheaf_statement_run (insert, error);
}

gboolean
sheaf_act_undo (SheafAct    *self,
                const char  *group,
                GError     **error)
{
  g_auto (Step) step = { 0 };

  return find_step (self, group, 0, &step, error) && invert_group (self, step.group, error) &&
         turn (self, &step, 1, step.group, self->group, error);
}

gboolean
sheaf_act_redo (SheafAct  *self,
                GError   **error)
{
  g_auto (Step) step = { 0 };

  return find_step (self, NULL, 1, &step, error) && invert_group (self, step.inverse, error) &&
         turn (self, &step, 0, self->group, NULL, error);
}
