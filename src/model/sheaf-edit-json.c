/* sheaf-edit-json.c: edits from JSON, held to the table of fields, and to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-edit.h"
#include "model/sheaf-edit-private.h"

#include <string.h>

#include "model/sheaf-field.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-position.h"
#include "model/sheaf-time.h"

/* A deleter may have seen several long texts. */
#define MAX_SEEN (4 * SHEAF_FIELD_MAX_BYTES)

/* What the op of a change needs beside its field, and may not have where it does not. */
static const struct
{
  gboolean key;
  gboolean pos;
  gboolean value;
} needs[] = {
  [SHEAF_OP_PUT] = { FALSE, FALSE, TRUE },    [SHEAF_OP_ADD] = { FALSE, FALSE, TRUE },
  [SHEAF_OP_REMOVE] = { FALSE, FALSE, TRUE }, [SHEAF_OP_INSERT] = { TRUE, TRUE, TRUE },
  [SHEAF_OP_MOVE] = { TRUE, TRUE, FALSE },    [SHEAF_OP_TAKE] = { TRUE, FALSE, FALSE },
  [SHEAF_OP_TEXT] = { FALSE, FALSE, TRUE },   [SHEAF_OP_CREATE] = { FALSE, FALSE, TRUE },
  [SHEAF_OP_DELETE] = { FALSE, FALSE, FALSE },
  [SHEAF_OP_RESTORE] = { FALSE, FALSE, FALSE },
};

static gboolean G_GNUC_PRINTF (3, 4)
fail (GError **error,
      SheafEditError code,
      const char *format,
      ...)
{
  va_list args;

  if (error != NULL)
    {
      va_start (args, format);
      *error = g_error_new_valist (SHEAF_EDIT_ERROR, (int) code, format, args);
      va_end (args);
    }

  return FALSE;
}

/* A string member; absent and null leave NULL. */
static gboolean
read_string (JsonObject *object,
             const char *name,
             char **string,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *value = sheaf_json_get_string (node);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && value == NULL)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "%s is not a string", name);

  *string = g_strdup (value);
  return TRUE;
}

static gboolean
read_node (JsonObject *object,
           const char *name,
           gsize limit,
           JsonNode **value,
           GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  /* The quotes are not counted. */
  if (sheaf_json_weigh (node) > limit + 2)
    return fail (error, SHEAF_EDIT_ERROR_TOO_LARGE, "%s is too large", name);

  *value = json_node_ref (node);
  return TRUE;
}

/* An entity is not the same as itself, nor merged into itself. */
static gboolean
names_itself (SheafEdit *edit,
              const SheafField *field,
              JsonNode *value)
{
  return field->kind == SHEAF_FIELD_SCALAR && strcmp (field->type, "id") == 0 &&
         g_strcmp0 (sheaf_json_get_string (value), edit->entity_id) == 0;
}

static gboolean
check_value (SheafEdit *edit,
             const SheafField *field,
             const char *path,
             JsonNode *value,
             GError **error)
{
  if (sheaf_field_check (field, path, value) && !names_itself (edit, field, value))
    return TRUE;

  return fail (error, SHEAF_EDIT_ERROR_TYPE, "%s cannot hold this value", field->name);
}

static gboolean
check_created (SheafEdit *edit,
               JsonNode *value,
               GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value))
    return fail (error, SHEAF_EDIT_ERROR_TYPE, "value is not an object");

  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &name, &node))
    {
      const SheafField *field = sheaf_field_lookup (edit->kind, name);

      if (field == NULL || !sheaf_field_is_editable (field))
        return fail (error, SHEAF_EDIT_ERROR_FIELD, "%s cannot be set", name);
      if (!sheaf_field_check_shape (field, node))
        return fail (error, SHEAF_EDIT_ERROR_TYPE, "%s cannot hold this value", name);
      if (!check_value (edit, field, NULL, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_whole (SheafEdit *edit,
             SheafChange *change,
             GError **error)
{
  if (change->field != NULL)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "it has a field");
  if (change->op == SHEAF_OP_CREATE)
    return check_created (edit, change->value, error);
  if (change->was != NULL && !JSON_NODE_HOLDS_OBJECT (change->was))
    return fail (error, SHEAF_EDIT_ERROR_TYPE, "was is not an object");

  return TRUE;
}

static gboolean
op_fits (SheafOp op,
         SheafFieldKind kind)
{
  switch (kind)
    {
    case SHEAF_FIELD_SCALAR:
      return op == SHEAF_OP_PUT;
    case SHEAF_FIELD_TEXT:
      return op == SHEAF_OP_TEXT;
    case SHEAF_FIELD_SET:
      return op == SHEAF_OP_ADD || op == SHEAF_OP_REMOVE;
    case SHEAF_FIELD_LIST:
      return op == SHEAF_OP_PUT || op == SHEAF_OP_INSERT || op == SHEAF_OP_MOVE ||
             op == SHEAF_OP_TAKE;
    case SHEAF_FIELD_COMMAND:
    case SHEAF_FIELD_LEARNT:
    default:
      return FALSE;
    }
}

/* `was` is what was seen there, whatever that was; only its shape must be that of the field. */
static gboolean
check_was (SheafChange *change,
           const SheafField *field,
           GError **error)
{
  gboolean good = TRUE;

  if (change->was == NULL)
    return TRUE;

  if (change->op == SHEAF_OP_TEXT || change->op == SHEAF_OP_MOVE)
    good = sheaf_json_get_string (change->was) != NULL;
  else if (change->op == SHEAF_OP_TAKE)
    good = JSON_NODE_HOLDS_OBJECT (change->was);
  else if (change->op == SHEAF_OP_PUT && field->kind == SHEAF_FIELD_SCALAR)
    good = sheaf_field_check_shape (field, change->was);

  return good || fail (error, SHEAF_EDIT_ERROR_TYPE, "%s cannot have held was", field->name);
}

static gboolean
check_field (SheafEdit *edit,
             SheafChange *change,
             GError **error)
{
  const SheafField *field = sheaf_field_lookup (edit->kind, change->field);
  gboolean keyed = field != NULL && field->kind == SHEAF_FIELD_LIST;

  if (change->field == NULL)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "it has no field");
  if (field == NULL)
    return fail (error, SHEAF_EDIT_ERROR_FIELD, "there is no field %s", change->field);
  if (!op_fits (change->op, field->kind))
    return fail (error, SHEAF_EDIT_ERROR_FIELD, "%s cannot be changed so", change->field);

  if (keyed != (change->key != NULL))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "key is missing or too much");
  if ((keyed && change->op == SHEAF_OP_PUT) != (change->path != NULL))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "path is missing or too much");
  if (keyed && !sheaf_id_is_valid (change->key))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "key is no UUID");
  if (change->path != NULL && !sheaf_field_check (field, change->path, NULL))
    return fail (error, SHEAF_EDIT_ERROR_FIELD, "%s has no %s", change->field, change->path);

  if ((change->op == SHEAF_OP_ADD || change->op == SHEAF_OP_REMOVE) &&
      (sheaf_json_is_empty (change->value) || sheaf_json_get_string (change->value) == NULL))
    return fail (error, SHEAF_EDIT_ERROR_TYPE, "%s holds no such value", change->field);
  if (change->op == SHEAF_OP_INSERT && change->value != NULL &&
      !JSON_NODE_HOLDS_OBJECT (change->value))
    return fail (error, SHEAF_EDIT_ERROR_TYPE, "value is not an object");

  return check_was (change, field, error) &&
         check_value (edit, field, change->path, change->value, error);
}

static gboolean
read_change (SheafEdit *edit,
             JsonNode *node,
             GError **error)
{
  JsonObject *object = sheaf_json_get_object (node);
  g_autoptr (SheafChange) change = g_new0 (SheafChange, 1);
  gsize limit = SHEAF_FIELD_MAX_BYTES;

  if (object == NULL)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "not an object");
  if (!sheaf_op_from_string (sheaf_json_get_string (json_object_get_member (object, "op")),
                             &change->op))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "op is none that is known");

  if (change->op == SHEAF_OP_DELETE || change->op == SHEAF_OP_CREATE)
    limit = MAX_SEEN;
  if (!read_string (object, "field", &change->field, error) ||
      !read_string (object, "key", &change->key, error) ||
      !read_string (object, "path", &change->path, error) ||
      !read_string (object, "pos", &change->pos, error) ||
      !read_node (object, "was", limit, &change->was, error) ||
      !read_node (object, "value", limit, &change->value, error))
    return FALSE;

  if ((change->pos != NULL) != needs[change->op].pos ||
      (change->pos != NULL && !sheaf_position_is_valid (change->pos)))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "pos is missing, too much or no position");
  if (json_object_has_member (object, "value") != needs[change->op].value)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "value is missing or too much");
  if (change->op >= SHEAF_OP_CREATE ? !check_whole (edit, change, error)
                                    : !check_field (edit, change, error))
    return FALSE;

  g_ptr_array_add (edit->changes, g_steal_pointer (&change));
  return TRUE;
}

static gboolean
read_changes (SheafEdit *edit,
              JsonNode *node,
              GError **error)
{
  JsonArray *array = sheaf_json_get_array (node);
  guint length;

  if (array == NULL || (length = json_array_get_length (array)) == 0)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "changes is not an array of changes");
  if (length > SHEAF_EDIT_MAX_CHANGES)
    return fail (error, SHEAF_EDIT_ERROR_TOO_LARGE, "more than %d changes",
                 SHEAF_EDIT_MAX_CHANGES);

  for (guint i = 0; i < length; i++)
    {
      if (!read_change (edit, json_array_get_element (array, i), error))
        {
          g_prefix_error (error, "change %u: ", i);
          return FALSE;
        }
      if (length > 1 && sheaf_edit_get_change (edit, i)->op >= SHEAF_OP_CREATE)
        return fail (error, SHEAF_EDIT_ERROR_MALFORMED,
                     "change %u: create, delete and restore stand alone", i);
    }

  return TRUE;
}

static gboolean
read_head (SheafEdit *edit,
           JsonObject *object,
           GError **error)
{
  g_autofree char *kind = NULL;
  g_autofree char *at = NULL;

  if (!read_string (object, "id", &edit->id, error) ||
      !read_string (object, "group", &edit->group, error) ||
      !read_string (object, "entity", &kind, error) ||
      !read_string (object, "entity_id", &edit->entity_id, error) ||
      !read_string (object, "at", &at, error) ||
      !read_string (object, "undoes", &edit->undoes, error))
    return FALSE;

  if (!sheaf_id_is_valid (edit->id) || !sheaf_id_is_valid (edit->group) ||
      !sheaf_id_is_valid (edit->entity_id) ||
      (edit->undoes != NULL && !sheaf_id_is_valid (edit->undoes)))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "id, group, entity_id or undoes is no UUID");
  if (!sheaf_kind_from_string (kind, &edit->kind))
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "entity is none that is known");
  if (edit->kind == SHEAF_KIND_STORY)
    return fail (error, SHEAF_EDIT_ERROR_FIELD, "stories are made by the backend");

  edit->at = sheaf_time_from_string (at);
  if (edit->at == SHEAF_TIME_NONE)
    return fail (error, SHEAF_EDIT_ERROR_MALFORMED, "at is no time");

  return TRUE;
}

/* @node: nobody else's. */
static SheafEdit *
take_json (JsonNode *node,
           GError **error)
{
  JsonObject *object = sheaf_json_get_object (node);
  g_autoptr (SheafEdit) edit = sheaf_edit_alloc ();

  if (object == NULL)
    {
      fail (error, SHEAF_EDIT_ERROR_MALFORMED, "not an object");
      return NULL;
    }

  if (!read_head (edit, object, error) ||
      !read_changes (edit, json_object_get_member (object, "changes"), error))
    return NULL;

  return g_steal_pointer (&edit);
}

SheafEdit *
sheaf_edit_from_json (JsonNode *node,
                      GError **error)
{
  g_autoptr (JsonNode) copy = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  copy = sheaf_json_copy (node);
  return take_json (copy, error);
}

SheafEdit *
sheaf_edit_from_text (const char *text,
                      gssize length,
                      GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = sheaf_json_parse (text, length, &local);

  if (node == NULL)
    {
      fail (error, SHEAF_EDIT_ERROR_MALFORMED, "%s", local->message);
      return NULL;
    }

  return take_json (node, error);
}

static void
set_string (JsonObject *object,
            const char *name,
            const char *string)
{
  if (string != NULL)
    json_object_set_member (object, name, sheaf_json_string (string));
}

static void
set_node (JsonObject *object,
          const char *name,
          JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (object, name, sheaf_json_copy (node));
  else
    json_object_set_null_member (object, name);
}

static gboolean
has_was (const SheafChange *change)
{
  switch (change->op)
    {
    case SHEAF_OP_PUT:
    case SHEAF_OP_MOVE:
    case SHEAF_OP_TAKE:
    case SHEAF_OP_TEXT:
      return TRUE;
    case SHEAF_OP_DELETE:
      return change->was != NULL;
    default:
      return FALSE;
    }
}

JsonNode *
sheaf_change_to_json (const SheafChange *change)
{
  JsonObject *object = json_object_new ();

  set_string (object, "op", sheaf_op_to_string (change->op));
  set_string (object, "field", change->field);
  set_string (object, "key", change->key);
  set_string (object, "path", change->path);
  if (has_was (change))
    set_node (object, "was", change->was);
  if (needs[change->op].value)
    set_node (object, "value", change->value);
  set_string (object, "pos", change->pos);

  return sheaf_json_take_object (object);
}

JsonNode *
sheaf_edit_to_json (SheafEdit *edit)
{
  JsonObject *object;
  JsonArray *changes;
  g_autofree char *at = NULL;

  g_return_val_if_fail (edit != NULL, NULL);

  object = json_object_new ();
  at = sheaf_time_to_string (edit->at);
  set_string (object, "id", edit->id);
  set_string (object, "group", edit->group);
  set_string (object, "entity", sheaf_kind_to_string (edit->kind));
  set_string (object, "entity_id", edit->entity_id);
  set_string (object, "at", at);
  if (edit->undoes != NULL)
    set_string (object, "undoes", edit->undoes);
  else
    json_object_set_null_member (object, "undoes");

  changes = json_array_sized_new (edit->changes->len);
  for (guint i = 0; i < edit->changes->len; i++)
    json_array_add_element (changes, sheaf_change_to_json (sheaf_edit_get_change (edit, i)));
  json_object_set_array_member (object, "changes", changes);

  return sheaf_json_take_object (object);
}

char *
sheaf_edit_to_text (SheafEdit *edit)
{
  g_autoptr (JsonNode) node = sheaf_edit_to_json (edit);

  return sheaf_json_to_text (node);
}
