/* sheaf-members.c: the members of JSON objects, read and written without surprises
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-members.h"

#include <string.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static JsonNode *
get_node (JsonObject *object,
          const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static const char *
node_get_text (JsonNode *node)
{
  const char *string;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  string = json_node_get_string (node);
  return string != NULL && *string != '\0' ? string : NULL;
}

const char *
sheaf_members_get_string (JsonObject *object,
                          const char *name)
{
  return node_get_text (get_node (object, name));
}

JsonArray *
sheaf_members_get_array (JsonObject *object,
                         const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
sheaf_members_get_object (JsonObject *object,
                          const char *name)
{
  JsonNode *node = get_node (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

gboolean
sheaf_members_get_boolean (JsonObject *object,
                           const char *name)
{
  JsonNode *node = get_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;

  return json_node_get_boolean (node);
}

gint64
sheaf_members_get_int (JsonObject *object,
                       const char *name)
{
  JsonNode *node = get_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;

  return json_node_get_int (node);
}

gint64
sheaf_members_get_time (JsonObject *object,
                        const char *name)
{
  return sheaf_time_from_string (sheaf_members_get_string (object, name));
}

const char *
sheaf_members_get_web_address (JsonObject *object,
                               const char *name)
{
  const char *address = sheaf_members_get_string (object, name);

  if (address == NULL)
    return NULL;

  if (g_ascii_strncasecmp (address, "https://", strlen ("https://")) == 0 ||
      g_ascii_strncasecmp (address, "http://", strlen ("http://")) == 0)
    return address;

  return NULL;
}

char *
sheaf_members_get_people (JsonObject *object,
                          const char *name,
                          const char *comma)
{
  JsonArray *people = sheaf_members_get_array (object, name);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sheaf_array_get_length (people); i++)
    {
      JsonNode *person = json_array_get_element (people, i);
      const char *who = JSON_NODE_HOLDS_OBJECT (person)
                          ? sheaf_members_get_string (json_node_get_object (person), "name")
                          : node_get_text (person);

      if (who != NULL)
        g_ptr_array_add (names, (char *) who);
    }

  if (names->len == 0)
    return NULL;

  g_ptr_array_add (names, NULL);
  return g_strjoinv (comma, (char **) names->pdata);
}

guint
sheaf_array_get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

JsonObject *
sheaf_array_get_object (JsonArray *array,
                        guint      i)
{
  JsonNode *node;

  if (i >= sheaf_array_get_length (array))
    return NULL;

  node = json_array_get_element (array, i);
  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

void
sheaf_members_set_string (JsonObject *object,
                          const char *name,
                          const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
}

void
sheaf_members_set_time (JsonObject *object,
                        const char *name,
                        gint64      time)
{
  g_autofree char *text = sheaf_time_to_string (time);

  sheaf_members_set_string (object, name, text);
}

void
sheaf_members_take_array (JsonObject *object,
                          const char *name,
                          JsonArray  *array)
{
  if (sheaf_array_get_length (array) > 0)
    json_object_set_array_member (object, name, array);
  else if (array != NULL)
    json_array_unref (array);
}

void
sheaf_members_take_object (JsonObject *object,
                           const char *name,
                           JsonObject *value)
{
  if (value != NULL && json_object_get_size (value) > 0)
    json_object_set_object_member (object, name, value);
  else if (value != NULL)
    json_object_unref (value);
}

void
sheaf_members_copy (JsonObject *object,
                    JsonObject *from,
                    const char *name)
{
  JsonNode *node = get_node (from, name);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    json_object_set_member (object, name, sheaf_json_copy (node));
}

static void
append_line (GString *text,
             guint    depth)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (text, "  ");
}

static void append_node (GString *text, JsonNode *node, guint depth);

static void
append_string (GString    *text,
               const char *string)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), string);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append (text, quoted);
}

static void
append_object (GString    *text,
               JsonObject *object,
               guint       depth)
{
  g_autoptr (GList) names = json_object_get_members (object);

  if (names == NULL)
    {
      g_string_append (text, "{}");
      return;
    }

  names = g_list_sort (names, (GCompareFunc) strcmp);
  g_string_append_c (text, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      append_line (text, depth + 1);
      append_string (text, l->data);
      g_string_append (text, ": ");
      append_node (text, json_object_get_member (object, l->data), depth + 1);
      if (l->next != NULL)
        g_string_append_c (text, ',');
    }
  append_line (text, depth);
  g_string_append_c (text, '}');
}

static void
append_array (GString   *text,
              JsonArray *array,
              guint      depth)
{
  guint length = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < length; i++)
    {
      append_line (text, depth + 1);
      append_node (text, json_array_get_element (array, i), depth + 1);
      if (i + 1 < length)
        g_string_append_c (text, ',');
    }
  if (length > 0)
    append_line (text, depth);
  g_string_append_c (text, ']');
}

static void
append_node (GString  *text,
             JsonNode *node,
             guint     depth)
{
  g_autofree char *value = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      append_object (text, json_node_get_object (node), depth);
      return;
    }

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      append_array (text, json_node_get_array (node), depth);
      return;
    }

  value = json_to_string (node, FALSE);
  g_string_append (text, value);
}

char *
sheaf_json_to_sorted_text (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  append_node (text, node, 0);
  g_string_append_c (text, '\n');

  return g_string_free (text, FALSE);
}
