/* sheaf-act-tag.c: a tag added to articles or items, or taken from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"

#include "client/sheaf-small-index.h"
#include "model/sheaf-fold.h"
#include "model/sheaf-id.h"

/* Makes the tag @name, or restores it where it had been deleted: its id is its name's. That is no
 * part of the act: others may use the tag by the time the act is taken back. */
static char *
make_tag (SheafAct    *self,
          const char  *name,
          GError     **error)
{
  g_autofree char *id = sheaf_id_for_tag (name);
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEdit) edit = NULL;

  if (id == NULL)
    {
      g_set_error_literal (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_TYPE,
                           "A tag needs a letter or a digit");
      return NULL;
    }
  if (!sheaf_transaction_load (self->transaction, SHEAF_KIND_TAG, id, &state, error))
    return NULL;

  /* Renamed, and the old name typed again: the tag is still the same. */
  if (state.shown != NULL && !sheaf_entity_is_deleted (state.shown))
    return g_steal_pointer (&id);

  edit = sheaf_edit_new (SHEAF_KIND_TAG, id, NULL);
  if (state.shown != NULL)
    sheaf_edit_restore (edit);
  else
    {
      g_autoptr (JsonObject) value = json_object_new ();
      g_autofree char *shown = sheaf_hashtag (name);
      JsonNode *node = json_node_alloc ();

      json_object_set_string_member (value, "name", shown);
      sheaf_edit_create (edit, json_node_init_object (node, value));
    }

  if (!sheaf_act_add (self, edit, &state, error))
    return NULL;
  self->n_edits = 0;
  self->transaction->delta->outbox = TRUE;

  return g_steal_pointer (&id);
}

/* The tags of @state that are, or were merged into, the tag @tag. */
static GPtrArray *
find_held (SheafAct           *self,
           SheafReplicaState  *state,
           const char         *tag,
           GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection, "SELECT id FROM tag WHERE target = ?1", error);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_text (statement, 1, tag);
  while (sheaf_statement_step (statement, &failure))
    {
      const char *id = sheaf_statement_get_text (statement, 0);

      if (sheaf_entity_holds (state->shown, "tags", id))
        g_ptr_array_add (held, g_strdup (id));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&held);
}

static gboolean
tag_one (SheafAct           *self,
         SheafReplicaState  *state,
         const char         *tag,
         gboolean            add,
         GError            **error)
{
  g_autoptr (SheafEdit) edit = NULL;

  if (state->shown == NULL || sheaf_entity_is_deleted (state->shown))
    return TRUE;

  edit = sheaf_edit_new (sheaf_entity_get_kind (state->shown), sheaf_entity_get_id (state->shown),
                         self->group);
  if (add)
    {
      if (!sheaf_entity_holds (state->shown, "tags", tag))
        sheaf_edit_add (edit, "tags", tag);
    }
  else
    {
      g_autoptr (GPtrArray) held = find_held (self, state, tag, error);

      if (held == NULL)
        return FALSE;
      for (guint i = 0; i < held->len; i++)
        sheaf_edit_remove (edit, "tags", g_ptr_array_index (held, i));
    }

  return sheaf_edit_get_n_changes (edit) == 0 || sheaf_act_add (self, edit, state, error);
}

/* The tag to work with; "" if there is none and none is to be made. */
static char *
resolve_tag (SheafAct    *self,
             const char  *name,
             gboolean     make,
             GError     **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *tag =
    sheaf_connection_find_tag (self->transaction->connection, name, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (tag != NULL)
    return g_steal_pointer (&tag);

  return make ? make_tag (self, name, error) : g_strdup ("");
}

gboolean
sheaf_act_tag (SheafAct      *self,
               SheafTargets  *targets,
               const char    *name,
               gboolean       add,
               GError       **error)
{
  g_autofree char *tag = resolve_tag (self, name, add, error);

  if (tag == NULL)
    return FALSE;

  for (guint i = 0; *tag != '\0' && i < sheaf_targets_get_n (targets); i++)
    {
      g_auto (SheafReplicaState) state = { 0 };

      if (!sheaf_act_load_target (self, targets, i, &state, error) ||
          !tag_one (self, &state, tag, add, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_act_tag_item (SheafAct    *self,
                    SheafKind    kind,
                    const char  *id,
                    const char  *name,
                    gboolean     add,
                    GError     **error)
{
  g_auto (SheafReplicaState) state = { 0 };
  g_autofree char *tag = resolve_tag (self, name, add, error);

  if (tag == NULL || !sheaf_transaction_load (self->transaction, kind, id, &state, error))
    return FALSE;

  return *tag == '\0' || tag_one (self, &state, tag, add, error);
}
