/* sheaf-act-set.c: articles added to a set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"

#include "client/sheaf-list-place.h"
#include "model/sheaf-position.h"

/* An edit may hold 256 changes. */
#define CHANGES_AN_EDIT 250

static JsonNode *
make_member (const char *role)
{
  g_autoptr (JsonObject) value = json_object_new ();

  json_object_set_string_member (value, "role", role == NULL ? "related" : role);

  return json_node_init_object (json_node_alloc (), value);
}

/* What somebody gathers into a set is worth keeping. */
static gboolean
keep (SheafAct           *self,
      SheafReplicaState  *article,
      GError            **error)
{
  const char *state = sheaf_entity_get_string (article->shown, "state");
  g_autoptr (SheafEdit) edit = NULL;

  if (state != NULL && !g_str_equal (state, "inbox"))
    return TRUE;

  edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, sheaf_entity_get_id (article->shown), self->group);
  sheaf_act_put (edit, article, "state", "kept");

  return sheaf_act_add (self, edit, article, error);
}

static gboolean
flush (SheafAct           *self,
       SheafEdit         **edit,
       SheafReplicaState  *set,
       GError            **error)
{
  g_autoptr (SheafEdit) full = g_steal_pointer (edit);

  return full == NULL || sheaf_edit_get_n_changes (full) == 0 ||
         sheaf_act_add (self, full, set, error);
}

gboolean
sheaf_act_add_to_set (SheafAct      *self,
                      const char    *set,
                      SheafTargets  *targets,
                      const char    *role,
                      const char    *before,
                      GError       **error)
{
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (GHashTable) added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *after = NULL;
  g_autofree char *until = NULL;
  JsonArray *members;
  gboolean was_empty;

  if (!sheaf_transaction_load (self->transaction, SHEAF_KIND_SET, set, &state, error))
    return FALSE;
  if (state.shown == NULL)
    {
      g_set_error_literal (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_NO_ENTITY,
                           "There is no such set");
      return FALSE;
    }

  members = sheaf_entity_get_array (state.shown, "members");
  was_empty = members == NULL || json_array_get_length (members) == 0;
  sheaf_list_place (state.shown, "members", before, NULL, &after, &until);

  for (guint i = 0; i < sheaf_targets_get_n (targets); i++)
    {
      g_auto (SheafReplicaState) article = { 0 };
      g_autofree char *pos = NULL;
      const char *id;

      if (!sheaf_act_load_target (self, targets, i, &article, error))
        return FALSE;
      if (article.shown == NULL || sheaf_entity_is_deleted (article.shown))
        continue;

      id = sheaf_entity_get_id (article.shown);
      if (sheaf_entity_get_item (state.shown, "members", id) != NULL ||
          !g_hash_table_add (added, g_strdup (id)))
        continue;

      if (edit == NULL)
        edit = sheaf_edit_new (SHEAF_KIND_SET, set, self->group);
      pos = sheaf_position_between (after, until);
      sheaf_edit_insert (edit, "members", id, pos, make_member (role));
      if (was_empty && sheaf_entity_get_string (state.shown, "lead") == NULL)
        sheaf_act_put (edit, &state, "lead", id);
      was_empty = FALSE;
      g_free (after);
      after = g_steal_pointer (&pos);

      if (!keep (self, &article, error) ||
          (sheaf_edit_get_n_changes (edit) >= CHANGES_AN_EDIT &&
           !flush (self, &edit, &state, error)))
        return FALSE;
    }

  return flush (self, &edit, &state, error);
}
