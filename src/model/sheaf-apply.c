/* sheaf-apply.c: edits applied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-apply.h"
#include "model/sheaf-apply-private.h"

#include <string.h>

#include "model/sheaf-edit-private.h"
#include "model/sheaf-entity-private.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-merge.h"
#include "model/sheaf-time.h"

JsonNode *
sheaf_work_get (SheafWork *work,
                const char *field)
{
  return json_object_get_member (work->value != NULL ? work->value : work->before, field);
}

void
sheaf_work_set (SheafWork *work,
                const char *field,
                JsonNode *node)
{
  if (work->value == NULL)
    work->value = sheaf_json_fork_object (work->before);

  if (!sheaf_json_is_empty (node))
    {
      json_object_set_member (work->value, field, node);
      return;
    }

  g_clear_pointer (&node, json_node_unref);
  if (json_object_has_member (work->value, field))
    json_object_remove_member (work->value, field);
}

void
sheaf_work_apply (SheafWork *work,
                  const SheafChange *change,
                  JsonNode *wrote,
                  JsonNode *replaced)
{
  JsonNode *node = sheaf_change_to_json (change);
  JsonObject *object = json_node_get_object (node);

  /* A member is not given the node that it has: json-glib would not take the reference. */
  if (wrote != NULL && wrote != change->value)
    json_object_set_member (object, "value", sheaf_json_copy (wrote));
  if (replaced != NULL && !JSON_NODE_HOLDS_NULL (replaced))
    json_object_set_member (object, "replaced", sheaf_json_copy (replaced));

  json_array_add_element (work->applied, node);
}

static void
set_copy (JsonObject *object,
          const char *name,
          JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (object, name, sheaf_json_copy (node));
  else
    json_object_set_null_member (object, name);
}

void
sheaf_work_clash (SheafWork *work,
                  const SheafChange *change,
                  JsonNode *mine,
                  JsonNode *theirs,
                  gboolean taken)
{
  JsonObject *clash = json_object_new ();

  json_object_set_member (clash, "change", sheaf_change_to_json (change));
  if (change->field != NULL)
    json_object_set_string_member (clash, "field", change->field);
  if (change->key != NULL)
    json_object_set_string_member (clash, "key", change->key);
  if (change->path != NULL)
    json_object_set_string_member (clash, "path", change->path);
  set_copy (clash, "base", change->was);
  set_copy (clash, "mine", mine);
  set_copy (clash, "theirs", theirs);
  if (taken)
    json_object_set_boolean_member (clash, "taken", TRUE);
  if (work->deleted)
    json_object_set_boolean_member (clash, "deleted", TRUE);

  json_array_add_object_element (work->clashes, clash);
}

/* Of a field with a choice of values, only these may be replaced: a bundle that was published is
 * no draft again because somebody says so. */
gboolean
sheaf_work_is_commanded (const SheafField *field,
                         JsonNode *current)
{
  return strchr (field->type, '|') != NULL && !sheaf_json_is_empty (current) &&
         !sheaf_field_check (field, NULL, current);
}

/* What came from a source is the source's. */
static gboolean
is_learnt (SheafWork *work,
           const SheafField *field)
{
  return field->sourced && !sheaf_json_is_empty (sheaf_work_get (work, "origins"));
}

static void
apply_put (SheafWork *work,
           const SheafField *field,
           const SheafChange *change)
{
  JsonNode *current = sheaf_work_get (work, change->field);

  if (sheaf_json_equal (current, change->value))
    return;

  if (work->deleted || is_learnt (work, field) || sheaf_work_is_commanded (field, current) ||
      !sheaf_json_equal (current, change->was))
    {
      sheaf_work_clash (work, change, change->value, current, FALSE);
      return;
    }

  sheaf_work_apply (work, change, NULL, current);
  sheaf_work_set (work, change->field,
                  change->value != NULL ? json_node_ref (change->value) : NULL);
}

static const char *
text_of (JsonNode *node)
{
  const char *text = sheaf_json_get_string (node);

  return text != NULL ? text : "";
}

static void
apply_text (SheafWork *work,
            const SheafField *field,
            const SheafChange *change)
{
  JsonNode *current = sheaf_work_get (work, change->field);
  g_autofree char *merged = NULL;
  g_autoptr (JsonNode) wrote = NULL;

  if (sheaf_json_equal (current, change->value))
    return;

  if (work->deleted || is_learnt (work, field))
    {
      sheaf_work_clash (work, change, change->value, current, FALSE);
      return;
    }

  if (sheaf_json_equal (current, change->was))
    {
      wrote = change->value != NULL ? json_node_ref (change->value) : NULL;
    }
  else if (sheaf_merge_text (text_of (change->was), text_of (change->value), text_of (current),
                             &merged) &&
           strlen (merged) <= SHEAF_FIELD_MAX_BYTES)
    {
      if (strcmp (merged, text_of (current)) == 0)
        return;
      wrote = sheaf_json_string (merged);
    }
  else
    {
      sheaf_work_clash (work, change, change->value, current, FALSE);
      return;
    }

  sheaf_work_apply (work, change, wrote, current);
  sheaf_work_set (work, change->field, g_steal_pointer (&wrote));
}

/* The array without the element at @skip (-1 for none), and with @node (transfer none, nullable)
 * before the one at @at. */
static JsonArray *
splice (JsonArray *array,
        int skip,
        guint at,
        JsonNode *node)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;
  JsonArray *copy = json_array_sized_new (length + 1);

  for (guint i = 0; i < length; i++)
    {
      if (node != NULL && i == at)
        json_array_add_element (copy, json_node_ref (node));
      if ((int) i != skip)
        json_array_add_element (copy, json_node_ref (json_array_get_element (array, i)));
    }
  if (node != NULL && at >= length)
    json_array_add_element (copy, json_node_ref (node));

  return copy;
}

static void
apply_set (SheafWork *work,
           const SheafChange *change)
{
  JsonNode *current = sheaf_work_get (work, change->field);
  JsonArray *array = sheaf_json_get_array (current);
  guint length = array != NULL ? json_array_get_length (array) : 0, at;
  const char *value = sheaf_json_get_string (change->value);
  gboolean adds = change->op == SHEAF_OP_ADD;
  int order = 1;

  for (at = 0; at < length; at++)
    {
      order = strcmp (json_array_get_string_element (array, at), value);
      if (order >= 0)
        break;
    }

  if ((at < length && order == 0) == adds)
    return;

  if (work->deleted)
    {
      sheaf_work_clash (work, change, change->value, current, FALSE);
      return;
    }

  sheaf_work_apply (work, change, NULL, NULL);
  array = adds ? splice (array, -1, at, change->value) : splice (array, (int) at, 0, NULL);
  sheaf_work_set (work, change->field, sheaf_json_take_array (array));
}

static void
apply_change (SheafWork *work,
              const SheafChange *change)
{
  const SheafField *field = sheaf_field_lookup (sheaf_edit_get_kind (work->edit), change->field);

  switch (change->op)
    {
    case SHEAF_OP_PUT:
      if (change->key != NULL)
        sheaf_work_put_item (work, field, change);
      else
        apply_put (work, field, change);
      break;
    case SHEAF_OP_TEXT:
      apply_text (work, field, change);
      break;
    case SHEAF_OP_ADD:
    case SHEAF_OP_REMOVE:
      apply_set (work, change);
      break;
    case SHEAF_OP_INSERT:
      sheaf_work_insert (work, field, change);
      break;
    case SHEAF_OP_MOVE:
      sheaf_work_move (work, field, change);
      break;
    case SHEAF_OP_TAKE:
      sheaf_work_take (work, field, change);
      break;
    case SHEAF_OP_CREATE:
    case SHEAF_OP_DELETE:
    case SHEAF_OP_RESTORE:
    default:
      g_return_if_reached ();
    }
}

/* A field of something created twice, compared with what stands as if it had been put there. */
static void
join_field (SheafWork *work,
            const SheafField *field,
            JsonNode *value)
{
  JsonArray *array = sheaf_json_get_array (value);
  SheafChange change = { .field = (char *) field->name, .value = value };

  switch (field->kind)
    {
    case SHEAF_FIELD_SET:
      change.op = SHEAF_OP_ADD;
      break;
    case SHEAF_FIELD_LIST:
      change.op = SHEAF_OP_INSERT;
      break;
    case SHEAF_FIELD_TEXT:
      change.op = SHEAF_OP_TEXT;
      apply_change (work, &change);
      return;
    default:
      change.op = SHEAF_OP_PUT;
      apply_change (work, &change);
      return;
    }

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      change.value = json_array_get_element (array, i);
      if (field->kind == SHEAF_FIELD_LIST)
        {
          JsonObject *item = json_node_get_object (change.value);

          change.key = (char *) json_object_get_string_member (item, "key");
          change.pos = (char *) json_object_get_string_member (item, "pos");
        }
      apply_change (work, &change);
    }
}

/* Two who make the same tag make one, whatever capitals they use and whatever it is called now. */
static gboolean
is_name_of_tag (SheafEdit *edit,
                const char *field,
                JsonNode *value)
{
  g_autofree char *id = NULL;

  if (sheaf_edit_get_kind (edit) != SHEAF_KIND_TAG || strcmp (field, "name") != 0 ||
      sheaf_json_get_string (value) == NULL)
    return FALSE;

  id = sheaf_id_for_tag (sheaf_json_get_string (value));
  return g_strcmp0 (id, sheaf_edit_get_entity_id (edit)) == 0;
}

static void
join (SheafWork *work,
      const SheafChange *create)
{
  const SheafField *field = sheaf_field_list (sheaf_edit_get_kind (work->edit));
  JsonObject *value = json_node_get_object (create->value);

  for (; field->name != NULL; field++)
    {
      JsonNode *node = json_object_get_member (value, field->name);

      if (!sheaf_json_is_empty (node) && !is_name_of_tag (work->edit, field->name, node))
        join_field (work, field, node);
    }
}

/* The fields of a creation as an entity keeps them. */
static SheafEntity *
made_by (SheafEdit *edit,
         const SheafChange *create,
         gint64 now)
{
  return sheaf_entity_new (sheaf_edit_get_kind (edit), sheaf_edit_get_entity_id (edit), 1, 0, now,
                           now, SHEAF_TIME_NONE, json_node_get_object (create->value));
}

/* A tag's id is its name's, so that one who deletes a tag and makes it again makes the same: it
 * comes back with what it is made with now. What else was deleted is not made again. */
static void
create_again (SheafWork *work,
              const SheafChange *create)
{
  SheafKind kind = sheaf_edit_get_kind (work->edit);
  g_autoptr (JsonNode) seen = sheaf_edit_seen_fields (kind, work->before);
  g_autoptr (SheafEntity) made = NULL;

  if (kind != SHEAF_KIND_TAG)
    {
      sheaf_work_clash (work, create, create->value, seen, FALSE);
      return;
    }

  made = made_by (work->edit, create, 0);
  sheaf_work_apply (work, create, NULL, seen);
  work->value = sheaf_json_fork_object (sheaf_entity_get_value (made));
  work->deleted = FALSE;
}

static void
apply_whole (SheafWork *work,
             const SheafChange *change)
{
  g_autoptr (JsonNode) seen = NULL;

  if (change->op == SHEAF_OP_CREATE)
    {
      if (work->deleted)
        create_again (work, change);
      else
        join (work, change);
      return;
    }

  if ((change->op == SHEAF_OP_DELETE) == work->deleted)
    return;

  seen = sheaf_edit_seen_fields (sheaf_edit_get_kind (work->edit), work->before);
  if (change->op == SHEAF_OP_DELETE && change->was != NULL &&
      !sheaf_json_equal (change->was, seen))
    {
      sheaf_work_clash (work, change, NULL, seen, FALSE);
      return;
    }

  sheaf_work_apply (work, change, NULL, change->op == SHEAF_OP_RESTORE ? seen : NULL);
  work->deleted = change->op == SHEAF_OP_DELETE;
}

static SheafEntity *
entity_after (SheafWork *work,
              SheafEntity *current,
              gint64 now)
{
  gint64 deleted = sheaf_entity_get_deleted (current);

  if (json_array_get_length (work->applied) == 0)
    return sheaf_entity_ref (current);

  if (!work->deleted)
    deleted = SHEAF_TIME_NONE;
  else if (deleted == SHEAF_TIME_NONE)
    deleted = now;

  if (work->value == NULL)
    work->value = sheaf_json_fork_object (work->before);

  return sheaf_entity_new_take (sheaf_entity_get_kind (current), sheaf_entity_get_id (current),
                                sheaf_entity_get_rev (current) + 1,
                                sheaf_entity_get_seq (current),
                                sheaf_entity_get_created (current), now, deleted,
                                g_steal_pointer (&work->value));
}

/* The first edit of an entity can only be its creation. */
static SheafEntity *
create (SheafWork *work,
        gint64 now,
        GError **error)
{
  const SheafChange *change = sheaf_edit_get_change (work->edit, 0);

  if (change->op != SHEAF_OP_CREATE)
    {
      g_set_error (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_NO_ENTITY, "there is no %s %s",
                   sheaf_kind_to_string (sheaf_edit_get_kind (work->edit)),
                   sheaf_edit_get_entity_id (work->edit));
      return NULL;
    }

  sheaf_work_apply (work, change, NULL, NULL);
  return made_by (work->edit, change, now);
}

SheafOutcome *
sheaf_edit_apply (SheafEdit *edit,
                  SheafEntity *current,
                  gint64 now,
                  GError **error)
{
  g_autoptr (SheafOutcome) outcome = g_new0 (SheafOutcome, 1);
  SheafWork work = { .edit = edit };

  g_return_val_if_fail (edit != NULL && sheaf_edit_get_n_changes (edit) > 0, NULL);
  g_return_val_if_fail (current == NULL ||
                            (sheaf_entity_get_kind (current) == sheaf_edit_get_kind (edit) &&
                             strcmp (sheaf_entity_get_id (current),
                                     sheaf_edit_get_entity_id (edit)) == 0),
                        NULL);

  work.applied = outcome->applied = json_array_new ();
  work.clashes = outcome->clashes = json_array_new ();

  if (current == NULL)
    {
      outcome->entity = create (&work, now, error);
      return outcome->entity != NULL ? g_steal_pointer (&outcome) : NULL;
    }

  work.before = sheaf_entity_get_value (current);
  work.deleted = sheaf_entity_is_deleted (current);
  if (sheaf_edit_is_whole (edit))
    {
      apply_whole (&work, sheaf_edit_get_change (edit, 0));
    }
  else
    {
      for (guint i = 0; i < sheaf_edit_get_n_changes (edit); i++)
        apply_change (&work, sheaf_edit_get_change (edit, i));
    }
  outcome->entity = entity_after (&work, current, now);
  g_clear_pointer (&work.value, json_object_unref);

  return g_steal_pointer (&outcome);
}
