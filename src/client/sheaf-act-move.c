/* sheaf-act-move.c: an item of a list moved within it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"

#include "client/sheaf-list-place.h"
#include "model/sheaf-position.h"

/* Whether @key stands right before @before already. */
static gboolean
stands_before (SheafEntity *entity,
               const char  *field,
               const char  *key,
               const char  *before)
{
  JsonArray *items = sheaf_entity_get_array (entity, field);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonObject *next;

      if (g_strcmp0 (json_object_get_string_member (item, "key"), key) != 0)
        continue;
      if (i + 1 == json_array_get_length (items))
        return before == NULL;
      next = json_array_get_object_element (items, i + 1);
      return g_strcmp0 (json_object_get_string_member (next, "key"), before) == 0;
    }

  return FALSE;
}

gboolean
sheaf_act_move (SheafAct    *self,
                SheafKind    kind,
                const char  *id,
                const char  *field,
                const char  *key,
                const char  *before,
                GError     **error)
{
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEdit) edit = NULL;
  g_autofree char *after = NULL;
  g_autofree char *until = NULL;
  g_autofree char *pos = NULL;
  JsonObject *item;

  if (!sheaf_transaction_load (self->transaction, kind, id, &state, error))
    return FALSE;

  item = state.shown == NULL ? NULL : sheaf_entity_get_item (state.shown, field, key);
  if (item == NULL || g_strcmp0 (key, before) == 0 ||
      stands_before (state.shown, field, key, before))
    return TRUE;

  sheaf_list_place (state.shown, field, before, key, &after, &until);
  pos = sheaf_position_between (after, until);
  edit = sheaf_edit_new (kind, id, self->group);
  sheaf_edit_move (edit, field, key, json_object_get_string_member (item, "pos"), pos);

  return sheaf_act_add (self, edit, &state, error);
}
