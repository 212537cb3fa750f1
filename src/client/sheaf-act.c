/* sheaf-act.c: one act of a person: edits under one group, one step of undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"

#include "client/sheaf-targets-private.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"

/* `same_as` leads to an article that leads to none; more steps than this are a ring. */
#define MAX_STEPS 8

void
sheaf_act_init (SheafAct         *self,
                SheafTransaction *transaction)
{
  self->transaction = transaction;
  self->group = sheaf_id_new ();
  self->n_edits = 0;
}

void
sheaf_act_clear (SheafAct *self)
{
  g_clear_pointer (&self->group, g_free);
}

static char *
write_array (JsonArray *array)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_array (node, array);

  return json_to_string (node, FALSE);
}

static gboolean
write_edit (SheafAct      *self,
            SheafEdit     *edit,
            SheafOutcome  *outcome,
            GError       **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection,
    "INSERT INTO edit (id, group_id, kind, entity, undoes, body, applied)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);
  g_autofree char *body = sheaf_edit_to_text (edit);
  g_autofree char *applied = write_array (outcome->applied);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, sheaf_edit_get_id (edit));
  sheaf_statement_bind_text (statement, 2, sheaf_edit_get_group (edit));
  sheaf_statement_bind_int (statement, 3, sheaf_edit_get_kind (edit));
  sheaf_statement_bind_text (statement, 4, sheaf_edit_get_entity_id (edit));
  sheaf_statement_bind_text (statement, 5, sheaf_edit_get_undoes (edit));
  sheaf_statement_bind_text (statement, 6, body);
  sheaf_statement_bind_text (statement, 7, applied);

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_act_add (SheafAct           *self,
               SheafEdit          *edit,
               SheafReplicaState  *state,
               GError            **error)
{
  g_auto (SheafReplicaState) own = { 0 };
  g_autoptr (SheafOutcome) outcome = NULL;
  g_autoptr (SheafEntity) former = NULL;

  if (state == NULL)
    {
      state = &own;
      if (!sheaf_transaction_load (self->transaction, sheaf_edit_get_kind (edit),
                                   sheaf_edit_get_entity_id (edit), state, error))
        return FALSE;
    }

  outcome = sheaf_edit_apply (edit, state->shown, sheaf_edit_get_at (edit), error);
  if (outcome == NULL)
    return FALSE;

  if (json_array_get_length (outcome->applied) == 0 &&
      json_array_get_length (outcome->clashes) == 0)
    return TRUE;

  if (!write_edit (self, edit, outcome, error))
    return FALSE;
  self->n_edits++;

  if (json_array_get_length (outcome->applied) == 0)
    return TRUE;

  former = g_steal_pointer (&state->shown);
  state->shown = sheaf_entity_ref (outcome->entity);

  return sheaf_transaction_store (self->transaction, state, former, error);
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

gboolean
sheaf_act_load_target (SheafAct           *self,
                       SheafTargets       *targets,
                       guint               i,
                       SheafReplicaState  *state,
                       GError            **error)
{
  const char *id = sheaf_targets_get_id (targets, i);

  if (id != NULL
        ? !sheaf_transaction_load (self->transaction, SHEAF_KIND_ARTICLE, id, state, error)
        : !sheaf_transaction_load_row (self->transaction, sheaf_targets_get_row (targets, i), state,
                                       error))
    return FALSE;

  for (guint step = 0; state->shown != NULL && step < MAX_STEPS; step++)
    {
      const char *other = sheaf_entity_get_string (state->shown, "same_as");
      g_auto (SheafReplicaState) next = { 0 };

      if (other == NULL)
        break;
      if (!sheaf_transaction_load (self->transaction, SHEAF_KIND_ARTICLE, other, &next, error))
        return FALSE;
      if (next.shown == NULL)
        break;
      sheaf_replica_state_clear (state);
      state->row = next.row;
      state->base = g_steal_pointer (&next.base);
      state->shown = g_steal_pointer (&next.shown);
    }

  return TRUE;
}

void
sheaf_act_put (SheafEdit         *edit,
               SheafReplicaState *state,
               const char        *field,
               const char        *value)
{
  JsonNode *was = sheaf_entity_get (state->shown, field);

  if (g_strcmp0 (sheaf_entity_get_string (state->shown, field), value) == 0)
    return;

  sheaf_edit_put (edit, field, sheaf_json_copy (was),
                  value == NULL ? NULL : json_node_init_string (json_node_alloc (), value));
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
