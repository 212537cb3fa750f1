/* sheaf-act.c: one act of a person: edits under one group, one step of undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"

/* How many articles between two looks at the clock and at whether the act was cancelled. */
#define STEPS 64

#define TELL_EVERY_US (G_USEC_PER_SEC / 10)

void
sheaf_act_init (SheafAct         *self,
                SheafTransaction *transaction)
{
  *self = (SheafAct) { .transaction = transaction, .group = sheaf_id_new () };
  self->told = g_get_monotonic_time ();
}

void
sheaf_act_clear (SheafAct *self)
{
  g_clear_pointer (&self->group, g_free);
}

gboolean
sheaf_act_step (SheafAct  *self,
                guint      done,
                guint      total,
                GError   **error)
{
  gint64 now;

  if (done % STEPS != 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  now = g_get_monotonic_time ();
  if (self->progress != NULL && total > STEPS && now - self->told >= TELL_EVERY_US)
    {
      self->told = now;
      self->progress (done, total, self->progress_data);
    }

  return TRUE;
}

gboolean
sheaf_act_write (SheafAct    *self,
                 SheafEdit   *edit,
                 const char  *applied,
                 GError     **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection,
    "INSERT INTO edit (id, group_id, kind, entity, undoes, body, applied)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);
  g_autofree char *body = sheaf_edit_to_text (edit);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, sheaf_edit_get_id (edit));
  sheaf_statement_bind_text (statement, 2, sheaf_edit_get_group (edit));
  sheaf_statement_bind_int (statement, 3, sheaf_edit_get_kind (edit));
  sheaf_statement_bind_text (statement, 4, sheaf_edit_get_entity_id (edit));
  sheaf_statement_bind_text (statement, 5, sheaf_edit_get_undoes (edit));
  sheaf_statement_bind_text (statement, 6, body);
  sheaf_statement_bind_text (statement, 7, applied);
  self->n_edits++;

  return sheaf_statement_run (statement, error);
}

static gboolean
write_outcome (SheafAct      *self,
               SheafEdit     *edit,
               SheafOutcome  *outcome,
               GError       **error)
{
  g_autoptr (JsonNode) node = sheaf_json_take_array (g_steal_pointer (&outcome->applied));
  g_autofree char *applied = sheaf_json_to_text (node);

  return sheaf_act_write (self, edit, applied, error);
}

gboolean
sheaf_act_apply (SheafAct           *self,
                 SheafEdit          *edit,
                 SheafReplicaState  *state,
                 GError            **error)
{
  g_autoptr (SheafOutcome) outcome =
    sheaf_edit_apply (edit, state->shown, sheaf_edit_get_at (edit), error);
  gboolean had_effect;

  if (outcome == NULL)
    return FALSE;

  had_effect = json_array_get_length (outcome->applied) > 0;
  if (!had_effect && json_array_get_length (outcome->clashes) == 0)
    return TRUE;

  if (!write_outcome (self, edit, outcome, error))
    return FALSE;
  if (had_effect)
    {
      g_clear_pointer (&state->shown, sheaf_entity_unref);
      state->shown = sheaf_entity_ref (outcome->entity);
    }

  return TRUE;
}

gboolean
sheaf_act_add (SheafAct           *self,
               SheafEdit          *edit,
               SheafReplicaState  *state,
               GError            **error)
{
  g_auto (SheafReplicaState) own = { 0 };
  g_autoptr (SheafEntity) former = NULL;

  if (state == NULL)
    {
      state = &own;
      if (!sheaf_transaction_load (self->transaction, sheaf_edit_get_kind (edit),
                                   sheaf_edit_get_entity_id (edit), state, error))
        return FALSE;
    }

  former = state->shown == NULL ? NULL : sheaf_entity_ref (state->shown);
  if (!sheaf_act_apply (self, edit, state, error))
    return FALSE;

  return state->shown == former ||
         sheaf_transaction_store (self->transaction, state, former, error);
}

gboolean
sheaf_act_finish (SheafAct  *self,
                  GError   **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  if (self->n_edits == 0)
    return TRUE;

  self->transaction->delta->outbox = TRUE;
  self->transaction->delta->acts = TRUE;
  if (!sheaf_connection_exec (self->transaction->connection, "DELETE FROM act WHERE state = 1",
                              error))
    return FALSE;

  statement = sheaf_connection_prepare (self->transaction->connection,
                                        "INSERT INTO act (group_id, state) VALUES (?1, 0)", error);
  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, self->group);

  return sheaf_statement_run (statement, error);
}

/* @edit in this act's group. Returns: (transfer full) (nullable) */
static SheafEdit *
regroup (SheafAct   *self,
         SheafEdit  *edit,
         GError    **error)
{
  g_autoptr (JsonNode) node = sheaf_edit_to_json (edit);

  json_object_set_string_member (json_node_get_object (node), "group", self->group);

  return sheaf_edit_from_json (node, error);
}

gboolean
sheaf_act_edit (SheafAct   *self,
                GPtrArray  *edits,
                GError    **error)
{
  for (guint i = 0; i < edits->len; i++)
    {
      g_autoptr (SheafEdit) edit = regroup (self, g_ptr_array_index (edits, i), error);

      if (edit == NULL || !sheaf_act_add (self, edit, NULL, error))
        return FALSE;
    }

  return TRUE;
}
