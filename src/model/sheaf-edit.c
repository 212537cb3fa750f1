/* sheaf-edit.c: a change that a person makes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-edit.h"
#include "model/sheaf-edit-private.h"

#include <string.h>

#include "model/sheaf-field.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

G_DEFINE_QUARK (sheaf-edit-error-quark, sheaf_edit_error)
G_DEFINE_BOXED_TYPE (SheafEdit, sheaf_edit, sheaf_edit_ref, sheaf_edit_unref)

static const char *const op_names[] = {
  [SHEAF_OP_PUT] = "put",       [SHEAF_OP_ADD] = "add",       [SHEAF_OP_REMOVE] = "remove",
  [SHEAF_OP_INSERT] = "insert", [SHEAF_OP_MOVE] = "move",     [SHEAF_OP_TAKE] = "take",
  [SHEAF_OP_TEXT] = "text",     [SHEAF_OP_CREATE] = "create", [SHEAF_OP_DELETE] = "delete",
  [SHEAF_OP_RESTORE] = "restore",
};

const char *
sheaf_op_to_string (SheafOp op)
{
  return op_names[op];
}

gboolean
sheaf_op_from_string (const char *name,
                      SheafOp *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (op_names); i++)
    {
      if (g_strcmp0 (op_names[i], name) == 0)
        {
          *op = (SheafOp) i;
          return TRUE;
        }
    }

  return FALSE;
}

void
sheaf_change_free (SheafChange *change)
{
  g_free (change->field);
  g_free (change->key);
  g_free (change->path);
  g_free (change->pos);
  g_clear_pointer (&change->was, json_node_unref);
  g_clear_pointer (&change->value, json_node_unref);
  g_free (change);
}

SheafEdit *
sheaf_edit_alloc (void)
{
  SheafEdit *edit = g_new0 (SheafEdit, 1);

  g_atomic_ref_count_init (&edit->ref_count);
  edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_change_free);

  return edit;
}

SheafEdit *
sheaf_edit_new (SheafKind kind,
                const char *entity_id,
                const char *group)
{
  SheafEdit *edit;

  g_return_val_if_fail ((guint) kind < SHEAF_N_KINDS, NULL);
  g_return_val_if_fail (sheaf_id_is_valid (entity_id), NULL);
  g_return_val_if_fail (group == NULL || sheaf_id_is_valid (group), NULL);

  edit = sheaf_edit_alloc ();
  edit->id = sheaf_id_new ();
  edit->group = group != NULL ? g_strdup (group) : sheaf_id_new ();
  edit->kind = kind;
  edit->entity_id = g_strdup (entity_id);
  edit->at = sheaf_time_now ();

  return edit;
}

SheafEdit *
sheaf_edit_ref (SheafEdit *edit)
{
  g_return_val_if_fail (edit != NULL, NULL);

  g_atomic_ref_count_inc (&edit->ref_count);
  return edit;
}

void
sheaf_edit_unref (SheafEdit *edit)
{
  g_return_if_fail (edit != NULL);

  if (!g_atomic_ref_count_dec (&edit->ref_count))
    return;

  g_free (edit->id);
  g_free (edit->group);
  g_free (edit->entity_id);
  g_free (edit->undoes);
  g_ptr_array_unref (edit->changes);
  g_free (edit);
}

void
sheaf_edit_set_undoes (SheafEdit *edit,
                       const char *edit_id)
{
  g_return_if_fail (edit != NULL && sheaf_id_is_valid (edit_id));

  g_free (edit->undoes);
  edit->undoes = g_strdup (edit_id);
}

/* A null node is no node; what is in @node may be counted elsewhere, and an edit is shared between
 * threads. @node: (transfer full) (nullable). Returns: (transfer full) (nullable) */
static JsonNode *
own (JsonNode *node)
{
  JsonNode *copy = NULL;

  if (node == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_NULL (node))
    copy = sheaf_json_copy (node);
  json_node_unref (node);

  return copy;
}

/* @was, @value: (transfer full) */
static SheafChange *
append (SheafEdit *edit,
        SheafOp op,
        const char *field,
        const char *key,
        JsonNode *was,
        JsonNode *value)
{
  SheafChange *change = g_new0 (SheafChange, 1);

  change->op = op;
  change->field = g_strdup (field);
  change->key = g_strdup (key);
  change->was = own (was);
  change->value = own (value);
  g_ptr_array_add (edit->changes, change);

  return change;
}

void
sheaf_edit_put (SheafEdit *edit,
                const char *field,
                JsonNode *was,
                JsonNode *value)
{
  append (edit, SHEAF_OP_PUT, field, NULL, was, value);
}

void
sheaf_edit_put_string (SheafEdit *edit,
                       const char *field,
                       const char *was,
                       const char *value)
{
  append (edit, SHEAF_OP_PUT, field, NULL, sheaf_json_string (was), sheaf_json_string (value));
}

void
sheaf_edit_add (SheafEdit *edit,
                const char *field,
                const char *value)
{
  append (edit, SHEAF_OP_ADD, field, NULL, NULL, sheaf_json_string (value));
}

void
sheaf_edit_remove (SheafEdit *edit,
                   const char *field,
                   const char *value)
{
  append (edit, SHEAF_OP_REMOVE, field, NULL, NULL, sheaf_json_string (value));
}

void
sheaf_edit_insert (SheafEdit *edit,
                   const char *field,
                   const char *key,
                   const char *pos,
                   JsonNode *value)
{
  append (edit, SHEAF_OP_INSERT, field, key, NULL, value)->pos = g_strdup (pos);
}

void
sheaf_edit_put_item (SheafEdit *edit,
                     const char *field,
                     const char *key,
                     const char *path,
                     JsonNode *was,
                     JsonNode *value)
{
  append (edit, SHEAF_OP_PUT, field, key, was, value)->path = g_strdup (path);
}

void
sheaf_edit_move (SheafEdit *edit,
                 const char *field,
                 const char *key,
                 const char *was,
                 const char *pos)
{
  append (edit, SHEAF_OP_MOVE, field, key, sheaf_json_string (was), NULL)->pos = g_strdup (pos);
}

void
sheaf_edit_take (SheafEdit *edit,
                 const char *field,
                 const char *key,
                 JsonNode *was)
{
  append (edit, SHEAF_OP_TAKE, field, key, was, NULL);
}

void
sheaf_edit_text (SheafEdit *edit,
                 const char *field,
                 const char *was,
                 const char *value)
{
  append (edit, SHEAF_OP_TEXT, field, NULL, sheaf_json_string (was), sheaf_json_string (value));
}

void
sheaf_edit_create (SheafEdit *edit,
                   JsonNode *value)
{
  append (edit, SHEAF_OP_CREATE, NULL, NULL, NULL, value);
}

JsonNode *
sheaf_edit_seen_fields (SheafKind kind,
                        JsonObject *value)
{
  gboolean sourced = !sheaf_json_is_empty (json_object_get_member (value, "origins"));
  JsonObject *seen = json_object_new ();

  for (const SheafField *field = sheaf_field_list (kind); field->name != NULL; field++)
    {
      JsonNode *node = json_object_get_member (value, field->name);

      if (node != NULL && sheaf_field_is_editable (field) && !(field->sourced && sourced))
        json_object_set_member (seen, field->name, json_node_ref (node));
    }

  return sheaf_json_take_object (seen);
}

void
sheaf_edit_delete (SheafEdit *edit,
                   SheafEntity *seen)
{
  JsonNode *was = NULL;

  if (seen != NULL)
    was = sheaf_edit_seen_fields (edit->kind, sheaf_entity_get_value (seen));
  append (edit, SHEAF_OP_DELETE, NULL, NULL, was, NULL);
}

void
sheaf_edit_restore (SheafEdit *edit)
{
  append (edit, SHEAF_OP_RESTORE, NULL, NULL, NULL, NULL);
}

const char *
sheaf_edit_get_id (SheafEdit *edit)
{
  return edit->id;
}

const char *
sheaf_edit_get_group (SheafEdit *edit)
{
  return edit->group;
}

SheafKind
sheaf_edit_get_kind (SheafEdit *edit)
{
  return edit->kind;
}

const char *
sheaf_edit_get_entity_id (SheafEdit *edit)
{
  return edit->entity_id;
}

gint64
sheaf_edit_get_at (SheafEdit *edit)
{
  return edit->at;
}

const char *
sheaf_edit_get_undoes (SheafEdit *edit)
{
  return edit->undoes;
}

guint
sheaf_edit_get_n_changes (SheafEdit *edit)
{
  return edit->changes->len;
}

const SheafChange *
sheaf_edit_get_change (SheafEdit *edit,
                       guint i)
{
  g_return_val_if_fail (i < edit->changes->len, NULL);

  return g_ptr_array_index (edit->changes, i);
}

gboolean
sheaf_edit_is_whole (SheafEdit *edit)
{
  return edit->changes->len > 0 && sheaf_edit_get_change (edit, 0)->op >= SHEAF_OP_CREATE;
}
