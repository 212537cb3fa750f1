/* sheaf-invert.c: edits taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-apply.h"

#include "model/sheaf-edit-private.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static JsonNode *
copy_member (JsonObject *object,
             const char *name)
{
  return sheaf_json_copy (json_object_get_member (object, name));
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return sheaf_json_get_string (json_object_get_member (object, name));
}

/* An item's fields alone, without its key and place. */
static JsonObject *
copy_item (JsonObject *applied,
           const char *name)
{
  JsonObject *value = sheaf_json_get_object (json_object_get_member (applied, name));
  JsonObject *item = value != NULL ? sheaf_json_copy_object (value) : json_object_new ();

  if (json_object_has_member (item, "key"))
    json_object_remove_member (item, "key");
  if (json_object_has_member (item, "pos"))
    json_object_remove_member (item, "pos");

  return item;
}

static void
invert_insert (SheafEdit *inverse,
               JsonObject *applied)
{
  JsonObject *item = copy_item (applied, "value");

  json_object_set_member (item, "pos", copy_member (applied, "pos"));
  sheaf_edit_take (inverse, get_string (applied, "field"), get_string (applied, "key"),
                   sheaf_json_take_object (item));
}

static void
invert_take (SheafEdit *inverse,
             JsonObject *applied)
{
  JsonObject *replaced = sheaf_json_get_object (json_object_get_member (applied, "replaced"));

  if (replaced != NULL)
    {
      sheaf_edit_insert (inverse, get_string (applied, "field"), get_string (applied, "key"),
                         get_string (replaced, "pos"),
                         sheaf_json_take_object (copy_item (applied, "replaced")));
    }
}

/* The creation is taken back only where it still stands as it was made. */
static void
invert_create (SheafEdit *inverse,
               JsonObject *applied)
{
  JsonObject *value = sheaf_json_get_object (json_object_get_member (applied, "value"));
  g_autoptr (SheafEntity) made = NULL;

  made = sheaf_entity_new (inverse->kind, inverse->entity_id, 0, 0, 0, 0, SHEAF_TIME_NONE, value);
  sheaf_edit_delete (inverse, made);
}

static void
invert_restore (SheafEdit *inverse,
                JsonObject *applied)
{
  JsonObject *value = sheaf_json_get_object (json_object_get_member (applied, "replaced"));
  g_autoptr (SheafEntity) seen = NULL;

  seen = sheaf_entity_new (inverse->kind, inverse->entity_id, 0, 0, 0, 0, SHEAF_TIME_NONE, value);
  sheaf_edit_delete (inverse, seen);
}

static void
invert_change (SheafEdit *inverse,
               JsonObject *applied)
{
  const char *field = get_string (applied, "field");
  const char *key = get_string (applied, "key");
  SheafOp op;

  if (!sheaf_op_from_string (get_string (applied, "op"), &op))
    return;

  switch (op)
    {
    case SHEAF_OP_PUT:
      if (key != NULL)
        sheaf_edit_put_item (inverse, field, key, get_string (applied, "path"),
                             copy_member (applied, "value"), copy_member (applied, "replaced"));
      else
        sheaf_edit_put (inverse, field, copy_member (applied, "value"),
                        copy_member (applied, "replaced"));
      break;
    case SHEAF_OP_ADD:
      sheaf_edit_remove (inverse, field, get_string (applied, "value"));
      break;
    case SHEAF_OP_REMOVE:
      sheaf_edit_add (inverse, field, get_string (applied, "value"));
      break;
    case SHEAF_OP_INSERT:
      invert_insert (inverse, applied);
      break;
    case SHEAF_OP_MOVE:
      sheaf_edit_move (inverse, field, key, get_string (applied, "pos"),
                       get_string (applied, "replaced"));
      break;
    case SHEAF_OP_TAKE:
      invert_take (inverse, applied);
      break;
    case SHEAF_OP_TEXT:
      sheaf_edit_text (inverse, field, get_string (applied, "value"),
                       get_string (applied, "replaced"));
      break;
    case SHEAF_OP_CREATE:
      invert_create (inverse, applied);
      break;
    case SHEAF_OP_DELETE:
      sheaf_edit_restore (inverse);
      break;
    case SHEAF_OP_RESTORE:
    default:
      invert_restore (inverse, applied);
      break;
    }
}

SheafEdit *
sheaf_edit_invert (SheafEdit *edit,
                   JsonArray *applied,
                   const char *group)
{
  g_autoptr (SheafEdit) inverse = NULL;

  g_return_val_if_fail (edit != NULL && applied != NULL, NULL);

  inverse = sheaf_edit_new (edit->kind, edit->entity_id, group);
  sheaf_edit_set_undoes (inverse, edit->id);

  for (guint i = json_array_get_length (applied); i-- > 0;)
    {
      JsonObject *change = sheaf_json_get_object (json_array_get_element (applied, i));

      if (change != NULL)
        invert_change (inverse, change);
    }

  return inverse->changes->len > 0 ? g_steal_pointer (&inverse) : NULL;
}
