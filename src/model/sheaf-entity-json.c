/* sheaf-entity-json.c: entities from JSON and to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-entity.h"
#include "model/sheaf-entity-private.h"

#include <stdlib.h>
#include <string.h>

#include "model/sheaf-field.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static gboolean
is_envelope (const char *name)
{
  static const char *const names[] = {
    "kind", "id", "rev", "seq", "created", "updated", "deleted",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i], name) == 0)
        return TRUE;
    }

  return FALSE;
}

static int
compare_strings (JsonNode *a,
                 JsonNode *b)
{
  return strcmp (json_node_get_string (a), json_node_get_string (b));
}

int
sheaf_entity_compare_items (JsonObject *a,
                            JsonObject *b)
{
  int order = strcmp (json_object_get_string_member (a, "pos"),
                      json_object_get_string_member (b, "pos"));

  return order != 0 ? order
                    : strcmp (json_object_get_string_member (a, "key"),
                              json_object_get_string_member (b, "key"));
}

static int
compare_item_nodes (JsonNode *a,
                    JsonNode *b)
{
  return sheaf_entity_compare_items (json_node_get_object (a), json_node_get_object (b));
}

static int
compare_pointers (const void *a,
                  const void *b,
                  void *compare)
{
  return ((int (*) (JsonNode *, JsonNode *)) compare) (*(JsonNode *const *) a,
                                                       *(JsonNode *const *) b);
}

static gboolean
is_sorted (JsonArray *array,
           int (*compare) (JsonNode *, JsonNode *))
{
  for (guint i = 1; i < json_array_get_length (array); i++)
    {
      if (compare (json_array_get_element (array, i - 1), json_array_get_element (array, i)) >= 0)
        return FALSE;
    }

  return TRUE;
}

/* An array of the caller's own in any case: one within a shared node is not to be counted. */
static JsonArray *
sort_array (JsonArray *array,
            int (*compare) (JsonNode *, JsonNode *))
{
  guint length = json_array_get_length (array), i;
  g_autofree JsonNode **nodes = NULL;
  JsonArray *sorted;

  nodes = g_new (JsonNode *, length);
  for (i = 0; i < length; i++)
    nodes[i] = json_array_get_element (array, i);
  if (!is_sorted (array, compare))
    qsort_r (nodes, length, sizeof *nodes, compare_pointers, (void *) compare);

  sorted = json_array_sized_new (length);
  for (i = 0; i < length; i++)
    {
      if (i == 0 || compare (nodes[i - 1], nodes[i]) != 0)
        json_array_add_element (sorted, json_node_ref (nodes[i]));
    }

  return sorted;
}

JsonArray *
sheaf_entity_sort_set (JsonArray *array)
{
  return sort_array (array, compare_strings);
}

JsonArray *
sheaf_entity_sort_list (JsonArray *array)
{
  g_autoptr (JsonArray) unique = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *item = json_node_get_object (node);

      if (g_hash_table_add (seen, (gpointer) json_object_get_string_member (item, "key")))
        json_array_add_element (unique, json_node_ref (node));
    }

  return sort_array (unique, compare_item_nodes);
}

/* @node in the form in which the entity keeps it. */
static JsonNode *
put_in_order (const SheafField *field,
              JsonNode *node)
{
  JsonArray *array = sheaf_json_get_array (node);

  if (field == NULL || array == NULL)
    return json_node_ref (node);
  if (field->kind == SHEAF_FIELD_SET && is_sorted (array, compare_strings))
    return json_node_ref (node);
  if (field->kind == SHEAF_FIELD_SET)
    return sheaf_json_take_array (sheaf_entity_sort_set (array));
  if (field->kind == SHEAF_FIELD_LIST)
    return sheaf_json_take_array (sheaf_entity_sort_list (array));
  return json_node_ref (node);
}

/* The fields of @object, whose nodes are nobody else's; a field of a wrong shape is left out and
 * named in @wrong. */
static JsonObject *
take_fields (SheafKind kind,
             JsonObject *object,
             const char **wrong)
{
  JsonObject *value = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const SheafField *field;

      if (is_envelope (name))
        continue;

      field = sheaf_field_lookup (kind, name);
      if (field != NULL && !sheaf_field_check_shape (field, node))
        *wrong = name;
      else if (!sheaf_json_is_empty (node))
        json_object_set_member (value, name, put_in_order (field, node));
    }

  return value;
}

SheafEntity *
sheaf_entity_new (SheafKind kind,
                  const char *id,
                  gint64 rev,
                  gint64 seq,
                  gint64 created,
                  gint64 updated,
                  gint64 deleted,
                  JsonObject *value)
{
  g_autoptr (JsonObject) copy = NULL;
  JsonObject *fields;
  const char *wrong = NULL;

  g_return_val_if_fail ((guint) kind < SHEAF_N_KINDS, NULL);
  g_return_val_if_fail (sheaf_id_is_valid (id), NULL);

  copy = value != NULL ? sheaf_json_copy_object (value) : json_object_new ();
  fields = take_fields (kind, copy, &wrong);

  return sheaf_entity_new_take (kind, id, rev, seq, created, updated, deleted, fields);
}

static gboolean
fail (GError **error,
      const char *what)
{
  g_set_error (error, SHEAF_ENTITY_ERROR, SHEAF_ENTITY_ERROR_MALFORMED, "%s", what);
  return FALSE;
}

static gboolean
read_count (JsonObject *object,
            const char *name,
            gint64 *count,
            GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *count = 0;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 ||
      (*count = json_node_get_int (node)) < 0)
    return fail (error, "rev or seq is no count");

  return TRUE;
}

static gboolean
read_time (JsonObject *object,
           const char *name,
           gint64 *time,
           GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *time = SHEAF_TIME_NONE;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  *time = sheaf_time_from_string (sheaf_json_get_string (node));
  return *time != SHEAF_TIME_NONE || fail (error, "created, updated or deleted is no time");
}

/* @node: nobody else's. */
static SheafEntity *
take_json (JsonNode *node,
           GError **error)
{
  JsonObject *object = sheaf_json_get_object (node);
  gint64 rev, seq, created, updated, deleted;
  g_autoptr (JsonObject) value = NULL;
  const char *id, *wrong = NULL;
  SheafKind kind;

  if (object == NULL)
    {
      fail (error, "not an object");
      return NULL;
    }

  if (!sheaf_kind_from_string (sheaf_json_get_string (json_object_get_member (object, "kind")),
                               &kind))
    {
      fail (error, "kind is none that is known");
      return NULL;
    }

  id = sheaf_json_get_string (json_object_get_member (object, "id"));
  if (!sheaf_id_is_valid (id))
    {
      fail (error, "id is no UUID");
      return NULL;
    }

  if (!read_count (object, "rev", &rev, error) || !read_count (object, "seq", &seq, error) ||
      !read_time (object, "created", &created, error) ||
      !read_time (object, "updated", &updated, error) ||
      !read_time (object, "deleted", &deleted, error))
    return NULL;

  value = take_fields (kind, object, &wrong);
  if (wrong != NULL)
    {
      g_set_error (error, SHEAF_ENTITY_ERROR, SHEAF_ENTITY_ERROR_MALFORMED,
                   "%s is of a wrong type", wrong);
      return NULL;
    }

  return sheaf_entity_new_take (kind, id, rev, seq, created, updated, deleted,
                                g_steal_pointer (&value));
}

SheafEntity *
sheaf_entity_from_json (JsonNode *node,
                        GError **error)
{
  g_autoptr (JsonNode) copy = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  copy = sheaf_json_copy (node);
  return take_json (copy, error);
}

SheafEntity *
sheaf_entity_from_text (const char *text,
                        gssize length,
                        GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = sheaf_json_parse (text, length, &local);

  if (node == NULL)
    {
      fail (error, local->message);
      return NULL;
    }

  return take_json (node, error);
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64 time)
{
  g_autofree char *string = sheaf_time_to_string (time);

  if (string != NULL)
    json_object_set_member (object, name, sheaf_json_string (string));
  else
    json_object_set_null_member (object, name);
}

static void
set_envelope (JsonObject *object,
              SheafEntity *entity)
{
  const char *kind = sheaf_kind_to_string (sheaf_entity_get_kind (entity));

  json_object_set_member (object, "kind", sheaf_json_string (kind));
  json_object_set_member (object, "id", sheaf_json_string (sheaf_entity_get_id (entity)));
  json_object_set_int_member (object, "rev", sheaf_entity_get_rev (entity));
  json_object_set_int_member (object, "seq", sheaf_entity_get_seq (entity));
  set_time (object, "created", sheaf_entity_get_created (entity));
  set_time (object, "updated", sheaf_entity_get_updated (entity));
  set_time (object, "deleted", sheaf_entity_get_deleted (entity));
}

JsonNode *
sheaf_entity_to_json (SheafEntity *entity)
{
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_val_if_fail (entity != NULL, NULL);

  set_envelope (object, entity);
  json_object_iter_init (&iter, sheaf_entity_get_value (entity));
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (object, name, sheaf_json_copy (node));

  return sheaf_json_take_object (object);
}

char *
sheaf_entity_to_text (SheafEntity *entity)
{
  JsonObject *object;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (entity != NULL, NULL);

  object = sheaf_json_fork_object (sheaf_entity_get_value (entity));
  set_envelope (object, entity);
  node = sheaf_json_take_object (object);

  return sheaf_json_to_canonical (node);
}
