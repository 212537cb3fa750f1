/* sheaf-act-tag.c: a tag added to articles or items, or taken from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act-target.h"
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

/* The tag @tag and those that were merged into it. */
static GPtrArray *
list_merged (SheafAct    *self,
             const char  *tag,
             GError     **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->transaction->connection, "SELECT id FROM tag WHERE target = ?1", error);
  g_autoptr (GPtrArray) merged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_text (statement, 1, tag);
  while (sheaf_statement_step (statement, &failure))
    g_ptr_array_add (merged, g_strdup (sheaf_statement_get_text (statement, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&merged);
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

static gboolean
tag_target (SheafAct        *self,
            SheafActTarget  *target,
            const char      *tag,
            GPtrArray       *merged,
            gboolean         add,
            GError         **error)
{
  g_autoptr (SheafEdit) edit =
    sheaf_edit_new (SHEAF_KIND_ARTICLE, sheaf_act_target_get_id (target), self->group);

  if (add && !sheaf_act_target_holds_tag (target, tag))
    sheaf_edit_add (edit, "tags", tag);
  for (guint i = 0; !add && i < merged->len; i++)
    {
      if (sheaf_act_target_holds_tag (target, g_ptr_array_index (merged, i)))
        sheaf_edit_remove (edit, "tags", g_ptr_array_index (merged, i));
    }

  return sheaf_edit_get_n_changes (edit) == 0 || sheaf_act_target_add (self, target, edit, error);
}

gboolean
sheaf_act_tag (SheafAct      *self,
               SheafTargets  *targets,
               const char    *name,
               gboolean       add,
               GError       **error)
{
  const guint n = sheaf_targets_get_n (targets);
  g_autofree char *tag = resolve_tag (self, name, add, error);
  g_autoptr (GPtrArray) merged = tag == NULL ? NULL : list_merged (self, tag, error);

  if (merged == NULL)
    return FALSE;

  for (guint i = 0; *tag != '\0' && i < n; i++)
    {
      g_auto (SheafActTarget) target = { 0 };

      if (!sheaf_act_step (self, i, n, error) ||
          !sheaf_act_target_load (self, targets, i, &target, error))
        return FALSE;
      if (sheaf_act_target_is_there (&target) &&
          !tag_target (self, &target, tag, merged, add, error))
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
  g_autoptr (GPtrArray) merged = tag == NULL ? NULL : list_merged (self, tag, error);
  g_autoptr (SheafEdit) edit = NULL;

  if (merged == NULL || !sheaf_transaction_load (self->transaction, kind, id, &state, error))
    return FALSE;
  if (*tag == '\0' || state.shown == NULL || sheaf_entity_is_deleted (state.shown))
    return TRUE;

  edit = sheaf_edit_new (kind, id, self->group);
  if (add && !sheaf_entity_holds (state.shown, "tags", tag))
    sheaf_edit_add (edit, "tags", tag);
  for (guint i = 0; !add && i < merged->len; i++)
    {
      if (sheaf_entity_holds (state.shown, "tags", g_ptr_array_index (merged, i)))
        sheaf_edit_remove (edit, "tags", g_ptr_array_index (merged, i));
    }

  return sheaf_edit_get_n_changes (edit) == 0 || sheaf_act_add (self, edit, &state, error);
}
