/* sheaf-desk-clashes.c: clashes shown and settled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-clash-private.h"
#include "client/sheaf-clash-store.h"
#include "client/sheaf-desk-private.h"
#include "model/sheaf-field.h"
#include "model/sheaf-json.h"

GListModel *
sheaf_desk_get_clashes (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->clashes);
}

typedef struct
{
  SheafClash *clash;
  JsonNode *value;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_object_unref (settling->clash);
  g_clear_pointer (&settling->value, json_node_unref);
  g_free (settling);
}

static const char *
get_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : "";
}

static JsonNode *
copy_node (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : sheaf_json_copy (node);
}

/* What @entity holds of the clash's field now. (transfer none) (nullable) */
static JsonNode *
find_current (SheafEntity *entity,
              SheafClash  *clash)
{
  const char *path = sheaf_clash_get_path (clash);
  JsonObject *item;
  g_auto (GStrv) steps = NULL;
  JsonNode *node = NULL;

  if (sheaf_clash_get_key (clash) == NULL)
    return sheaf_entity_get (entity, sheaf_clash_get_field (clash));
  if (path == NULL)
    return NULL;

  item = sheaf_entity_get_item (entity, sheaf_clash_get_field (clash), sheaf_clash_get_key (clash));
  steps = g_strsplit (path, "/", -1);
  for (guint i = 0; item != NULL && steps[i] != NULL; i++)
    {
      node = json_object_get_member (item, steps[i]);
      item = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    }

  return node;
}

static void
put_value (SheafEdit   *edit,
           SheafEntity *entity,
           SheafClash  *clash,
           JsonNode    *value)
{
  const char *field = sheaf_clash_get_field (clash);
  const SheafField *known = sheaf_field_lookup (sheaf_clash_get_kind (clash), field);
  JsonNode *current = find_current (entity, clash);

  if (known == NULL)
    return;

  switch (known->kind)
    {
    case SHEAF_FIELD_TEXT:
      sheaf_edit_text (edit, field, get_text (current), get_text (value));
      break;
    case SHEAF_FIELD_LIST:
      if (sheaf_clash_get_path (clash) != NULL &&
          sheaf_entity_get_item (entity, field, sheaf_clash_get_key (clash)) != NULL)
        sheaf_edit_put_item (edit, field, sheaf_clash_get_key (clash), sheaf_clash_get_path (clash),
                             copy_node (current), copy_node (value));
      break;
    case SHEAF_FIELD_SCALAR:
      sheaf_edit_put (edit, field, copy_node (current), copy_node (value));
      break;
    case SHEAF_FIELD_SET:
    case SHEAF_FIELD_COMMAND:
    case SHEAF_FIELD_LEARNT:
    default:
      break;
    }
}

static gboolean
settle (SheafAct  *act,
        gpointer   data,
        GError   **error)
{
  Settling *settling = data;
  SheafClash *clash = settling->clash;
  const SheafKind kind = sheaf_clash_get_kind (clash);
  const char *id = sheaf_clash_get_entity_id (clash);
  g_auto (SheafReplicaState) state = { 0 };

  if (!sheaf_transaction_load (act->transaction, kind, id, &state, error) ||
      !sheaf_clash_store_remove (act->transaction, sheaf_clash_get_number (clash), error))
    return FALSE;
  if (state.shown == NULL)
    return TRUE;

  /* Mine shall stand where they deleted it all: it is restored first. */
  if (sheaf_entity_is_deleted (state.shown) && settling->value != NULL &&
      !JSON_NODE_HOLDS_NULL (settling->value))
    {
      g_autoptr (SheafEdit) restore = sheaf_edit_new (kind, id, act->group);

      sheaf_edit_restore (restore);
      if (!sheaf_act_add (act, restore, &state, error))
        return FALSE;
    }

  if (*sheaf_clash_get_field (clash) != '\0')
    {
      g_autoptr (SheafEdit) edit = sheaf_edit_new (kind, id, act->group);

      put_value (edit, state.shown, clash, settling->value);
      if (sheaf_edit_get_n_changes (edit) > 0)
        return sheaf_act_add (act, edit, &state, error);
    }

  return TRUE;
}

void
sheaf_desk_settle_async (SheafDesk           *self,
                         SheafClash          *clash,
                         JsonNode            *value,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Settling *settling;

  g_return_if_fail (SHEAF_IS_DESK (self) && SHEAF_IS_CLASH (clash));

  settling = g_new0 (Settling, 1);
  settling->clash = g_object_ref (clash);
  settling->value = copy_node (value);
  sheaf_desk_act_async (self, settle, settling, settling_free, cancellable, callback, user_data);
}
