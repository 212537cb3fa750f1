/* sheaf-act-set.c: articles added to a set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act-target.h"
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
keep (SheafAct        *self,
      SheafActTarget  *article,
      GError         **error)
{
  const char *state = sheaf_act_target_get_state (article);
  g_autoptr (SheafEdit) edit = NULL;

  if (state != NULL && !g_str_equal (state, "inbox"))
    return TRUE;

  edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, sheaf_act_target_get_id (article), self->group);
  sheaf_edit_put_string (edit, "state", state, "kept");

  return sheaf_act_target_add (self, article, edit, error);
}

/* A set while articles are added to it: its row is written once, after the last. */
typedef struct
{
  SheafReplicaState state;
  SheafEntity *former;
  GHashTable *members;
  SheafEdit *edit;
  char *after;
  char *until;
  const char *role;
  gboolean leads; /* the next member leads */
} Gathering;

static void
gathering_clear (Gathering *self)
{
  sheaf_replica_state_clear (&self->state);
  g_clear_pointer (&self->former, sheaf_entity_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->edit, sheaf_edit_unref);
  g_free (self->after);
  g_free (self->until);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static gboolean
begin (Gathering   *self,
       SheafAct    *act,
       const char  *set,
       const char  *before,
       GError     **error)
{
  JsonArray *members;

  if (!sheaf_transaction_load (act->transaction, SHEAF_KIND_SET, set, &self->state, error))
    return FALSE;
  if (self->state.shown == NULL)
    {
      g_set_error_literal (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_NO_ENTITY,
                           "There is no such set");
      return FALSE;
    }

  self->former = sheaf_entity_ref (self->state.shown);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  members = sheaf_entity_get_array (self->state.shown, "members");
  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    g_hash_table_add (self->members,
                      g_strdup (json_object_get_string_member (
                        json_array_get_object_element (members, i), "key")));
  self->leads = g_hash_table_size (self->members) == 0 &&
                sheaf_entity_get_string (self->state.shown, "lead") == NULL;
  sheaf_list_place (self->state.shown, "members", before, NULL, &self->after, &self->until);

  return TRUE;
}

static gboolean
flush (Gathering  *self,
       SheafAct   *act,
       GError    **error)
{
  g_autoptr (SheafEdit) edit = g_steal_pointer (&self->edit);

  return edit == NULL || sheaf_act_apply (act, edit, &self->state, error);
}

static gboolean
gather (Gathering       *self,
        SheafAct        *act,
        SheafActTarget  *article,
        GError         **error)
{
  const char *id = sheaf_act_target_get_id (article);
  g_autofree char *pos = NULL;

  if (!g_hash_table_add (self->members, g_strdup (id)))
    return TRUE;

  if (self->edit == NULL)
    self->edit =
      sheaf_edit_new (SHEAF_KIND_SET, sheaf_entity_get_id (self->state.shown), act->group);
  pos = sheaf_position_between (self->after, self->until);
  sheaf_edit_insert (self->edit, "members", id, pos, make_member (self->role));
  if (self->leads)
    sheaf_edit_put_string (self->edit, "lead", NULL, id);
  self->leads = FALSE;
  g_free (self->after);
  self->after = g_steal_pointer (&pos);

  return keep (act, article, error) &&
         (sheaf_edit_get_n_changes (self->edit) < CHANGES_AN_EDIT || flush (self, act, error));
}

gboolean
sheaf_act_add_to_set (SheafAct      *self,
                      const char    *set,
                      SheafTargets  *targets,
                      const char    *role,
                      const char    *before,
                      GError       **error)
{
  const guint n = sheaf_targets_get_n (targets);
  g_auto (Gathering) gathering = { .role = role };

  if (!begin (&gathering, self, set, before, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_auto (SheafActTarget) article = { 0 };

      if (!sheaf_act_step (self, i, n, error) ||
          !sheaf_act_target_load (self, targets, i, &article, error))
        return FALSE;
      if (sheaf_act_target_is_there (&article) && !gather (&gathering, self, &article, error))
        return FALSE;
    }

  return flush (&gathering, self, error) &&
         (gathering.state.shown == gathering.former ||
          sheaf_transaction_store (self->transaction, &gathering.state, gathering.former, error));
}
