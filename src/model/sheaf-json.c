/* sheaf-json.c: JSON values that are shared, compared and looked into
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-json.h"

#include <string.h>

JsonNode *
sheaf_json_copy (JsonNode *node)
{
  JsonArray *array, *copy;

  if (node == NULL)
    return NULL;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return sheaf_json_take_object (sheaf_json_copy_object (json_node_get_object (node)));

    case JSON_NODE_ARRAY:
      array = json_node_get_array (node);
      copy = json_array_sized_new (json_array_get_length (array));
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (copy, sheaf_json_copy (json_array_get_element (array, i)));
      return sheaf_json_take_array (copy);

    case JSON_NODE_VALUE:
    case JSON_NODE_NULL:
    default:
      json_node_seal (node);
      return json_node_ref (node);
    }
}

JsonObject *
sheaf_json_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, sheaf_json_copy (member));

  return copy;
}

JsonObject *
sheaf_json_fork_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (object == NULL)
    return copy;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, json_node_ref (member));

  return copy;
}

static gboolean
object_is_empty (JsonObject *object)
{
  JsonObjectIter iter;
  JsonNode *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    {
      if (!sheaf_json_is_empty (member))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_json_is_empty (JsonNode *node)
{
  if (node == NULL)
    return TRUE;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return object_is_empty (json_node_get_object (node));

    case JSON_NODE_ARRAY:
      return json_array_get_length (json_node_get_array (node)) == 0;

    case JSON_NODE_VALUE:
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        return *json_node_get_string (node) == '\0';
      if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        return !json_node_get_boolean (node);
      return FALSE;

    case JSON_NODE_NULL:
    default:
      return TRUE;
    }
}

static gboolean
object_covers (JsonObject *a,
               JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &member))
    {
      if (!sheaf_json_equal (member, json_object_get_member (b, name)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
array_equal (JsonArray *a,
             JsonArray *b)
{
  guint length = json_array_get_length (a);

  if (json_array_get_length (b) != length)
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      if (!sheaf_json_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
value_equal (JsonNode *a,
             JsonNode *b)
{
  GType type = json_node_get_value_type (a);

  if (json_node_get_value_type (b) != type)
    {
      /* A whole number may have been read as either. */
      return type != G_TYPE_STRING && type != G_TYPE_BOOLEAN &&
             json_node_get_value_type (b) != G_TYPE_STRING &&
             json_node_get_value_type (b) != G_TYPE_BOOLEAN &&
             json_node_get_double (a) == json_node_get_double (b);
    }

  switch (type)
    {
    case G_TYPE_STRING:
      return strcmp (json_node_get_string (a), json_node_get_string (b)) == 0;
    case G_TYPE_BOOLEAN:
      return json_node_get_boolean (a) == json_node_get_boolean (b);
    case G_TYPE_INT64:
      return json_node_get_int (a) == json_node_get_int (b);
    default:
      return json_node_get_double (a) == json_node_get_double (b);
    }
}

gboolean
sheaf_json_equal (JsonNode *a,
                  JsonNode *b)
{
  JsonNodeType type;

  if (a == b)
    return TRUE;

  if (sheaf_json_is_empty (a) || sheaf_json_is_empty (b))
    return sheaf_json_is_empty (a) && sheaf_json_is_empty (b);

  type = json_node_get_node_type (a);
  if (json_node_get_node_type (b) != type)
    return FALSE;

  switch (type)
    {
    case JSON_NODE_OBJECT:
      return object_covers (json_node_get_object (a), json_node_get_object (b)) &&
             object_covers (json_node_get_object (b), json_node_get_object (a));

    case JSON_NODE_ARRAY:
      return array_equal (json_node_get_array (a), json_node_get_array (b));

    case JSON_NODE_VALUE:
      return value_equal (a, b);

    case JSON_NODE_NULL:
    default:
      return TRUE;
    }
}

JsonNode *
sheaf_json_string (const char *string)
{
  JsonNode *node;

  if (string == NULL)
    return NULL;

  node = json_node_init_string (json_node_alloc (), string);
  json_node_seal (node);
  return node;
}

JsonNode *
sheaf_json_take_object (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

JsonNode *
sheaf_json_take_array (JsonArray *array)
{
  JsonNode *node = json_node_alloc ();

  json_node_init (node, JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

const char *
sheaf_json_get_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

JsonObject *
sheaf_json_get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
sheaf_json_get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonNode *
sheaf_json_lookup (JsonObject *object,
                   const char *path)
{
  const char *slash;

  while (object != NULL && (slash = strchr (path, '/')) != NULL)
    {
      g_autofree char *step = g_strndup (path, (gsize) (slash - path));

      object = sheaf_json_get_object (json_object_get_member (object, step));
      path = slash + 1;
    }

  return object != NULL ? json_object_get_member (object, path) : NULL;
}

JsonObject *
sheaf_json_with (JsonObject *object,
                 const char *path,
                 JsonNode *value)
{
  const char *slash = strchr (path, '/');
  g_autofree char *step = NULL;
  JsonObject *copy, *inner;
  g_autoptr (JsonNode) node = NULL;

  copy = sheaf_json_fork_object (object);
  if (slash != NULL)
    {
      step = g_strndup (path, (gsize) (slash - path));
      inner = sheaf_json_get_object (json_object_get_member (copy, step));
      node = sheaf_json_take_object (sheaf_json_with (inner, slash + 1, value));
      path = step;
    }
  else if (value != NULL)
    {
      node = json_node_ref (value);
    }

  if (!sheaf_json_is_empty (node))
    json_object_set_member (copy, path, g_steal_pointer (&node));
  else if (json_object_has_member (copy, path))
    json_object_remove_member (copy, path);

  return copy;
}

gsize
sheaf_json_weigh (JsonNode *node)
{
  const char *string;
  JsonObject *object;
  JsonArray *array;
  gsize weight = 2;

  if ((string = sheaf_json_get_string (node)) != NULL)
    return strlen (string) + 2;

  if ((object = sheaf_json_get_object (node)) != NULL)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, &name, &member))
        weight += strlen (name) + 4 + sheaf_json_weigh (member);
      return weight;
    }

  if ((array = sheaf_json_get_array (node)) != NULL)
    {
      for (guint i = 0; i < json_array_get_length (array); i++)
        weight += 1 + sheaf_json_weigh (json_array_get_element (array, i));
      return weight;
    }

  return 8;
}
