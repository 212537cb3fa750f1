/* sheaf-act-undo.c: acts taken back, and done again
 *
 * The inverse of an edit comes from what it had effect on: as applied here while it waits, as the
 * backend answered afterwards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act-target.h"
#include "client/sheaf-client-error.h"
#include "model/sheaf-json.h"

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

/* The entity of a small kind whose edits are being taken back: it is written after the last of those
 * that follow each other. */
typedef struct
{
  SheafReplicaState state;
  SheafEntity *former;
} Held;

static void
held_clear (Held *held)
{
  sheaf_replica_state_clear (&held->state);
  g_clear_pointer (&held->former, sheaf_entity_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Held, held_clear)

static gboolean
let_go (SheafAct  *self,
        Held      *held,
        GError   **error)
{
  const gboolean stored =
    held->state.shown == held->former ||
    sheaf_transaction_store (self->transaction, &held->state, held->former, error);

  held_clear (held);

  return stored;
}

static gboolean
take_hold (SheafAct   *self,
           Held       *held,
           SheafKind   kind,
           const char *id,
           GError    **error)
{
  SheafEntity *shown = held->state.shown;

  if (shown != NULL && sheaf_entity_get_kind (shown) == kind &&
      g_str_equal (sheaf_entity_get_id (shown), id))
    return TRUE;

  if (!let_go (self, held, error) ||
      !sheaf_transaction_load (self->transaction, kind, id, &held->state, error))
    return FALSE;
  held->former = held->state.shown == NULL ? NULL : sheaf_entity_ref (held->state.shown);

  return TRUE;
}

static gboolean
invert_one (SheafAct    *self,
            Held        *held,
            const char  *body,
            const char  *applied,
            GError     **error)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_from_text (body, -1, error);
  g_autoptr (JsonNode) node = edit == NULL ? NULL : sheaf_json_parse (applied, -1, error);
  g_autoptr (SheafEdit) inverse = NULL;
  g_auto (SheafActTarget) target = { 0 };
  const char *id;

  if (node == NULL)
    return FALSE;

  inverse = sheaf_edit_invert (edit, json_node_get_array (node), self->group);
  if (inverse == NULL)
    return TRUE;

  id = sheaf_edit_get_entity_id (inverse);
  if (sheaf_edit_get_kind (inverse) == SHEAF_KIND_ARTICLE)
    return sheaf_act_target_load_id (self, id, &target, error) &&
           sheaf_act_target_add (self, &target, inverse, error);

  return take_hold (self, held, sheaf_edit_get_kind (inverse), id, error) &&
         sheaf_act_apply (self, inverse, &held->state, error);
}

static gboolean
count_group (SheafAct    *self,
             const char  *group,
             guint       *n,
             GError     **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection, "SELECT count(*) FROM edit WHERE group_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, group);
  if (!sheaf_statement_step (statement, error))
    return FALSE;
  *n = sheaf_statement_get_int (statement, 0);

  return TRUE;
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
  g_auto (Held) held = { 0 };
  guint total = 0;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, group);
  if (!count_group (self, group, &total, error))
    return FALSE;
  for (guint done = 0; sheaf_statement_step (statement, &failure); done++)
    {
      if (!sheaf_act_step (self, done, total, error) ||
          !invert_one (self, &held, sheaf_statement_get_text (statement, 0),
                       sheaf_statement_get_text (statement, 1), error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return let_go (self, &held, error);
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
