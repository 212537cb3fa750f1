/* sheaf-field-check.c: whether a value may stand in a field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-field.h"

#include <string.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-position.h"
#include "model/sheaf-time.h"

#define MAX_STRING (16 * 1024)
#define MAX_OBJECT (64 * 1024)
#define MAX_LANGUAGE 35 /* RFC 5646, 4.4.1 */

typedef gboolean (*Check) (JsonNode *value);

static gboolean
is_null (JsonNode *value)
{
  return value == NULL || JSON_NODE_HOLDS_NULL (value);
}

static gboolean
is_string_within (JsonNode *value,
                  gsize limit)
{
  const char *string = sheaf_json_get_string (value);
  gsize length;

  if (string == NULL)
    return FALSE;

  length = strnlen (string, limit + 1);
  return length <= limit && g_utf8_validate (string, (gssize) length, NULL);
}

static gboolean
is_string (JsonNode *value)
{
  return is_string_within (value, MAX_STRING);
}

static gboolean
is_text (JsonNode *value)
{
  return is_string_within (value, SHEAF_FIELD_MAX_BYTES);
}

static gboolean
is_id (JsonNode *value)
{
  return sheaf_id_is_valid (sheaf_json_get_string (value));
}

static gboolean
is_time (JsonNode *value)
{
  return sheaf_time_from_string (sheaf_json_get_string (value)) != SHEAF_TIME_NONE;
}

static gboolean
is_language (JsonNode *value)
{
  const char *tag = sheaf_json_get_string (value);
  gsize length;

  if (tag == NULL)
    return FALSE;

  length = strspn (tag, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  return tag[length] == '\0' && length <= MAX_LANGUAGE && *tag != '-' &&
         (length == 0 || tag[length - 1] != '-') && strstr (tag, "--") == NULL;
}

static gboolean
is_boolean (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static gboolean
is_integer (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64 &&
         json_node_get_int (value) >= 0;
}

static gboolean
is_object (JsonNode *value)
{
  return JSON_NODE_HOLDS_OBJECT (value) && sheaf_json_weigh (value) <= MAX_OBJECT;
}

static gboolean
is_any (JsonNode *value)
{
  return sheaf_json_weigh (value) <= SHEAF_FIELD_MAX_BYTES;
}

static gboolean
is_array_of (JsonNode *value,
             Check check)
{
  JsonArray *array = sheaf_json_get_array (value);

  if (array == NULL || sheaf_json_weigh (value) > MAX_OBJECT)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!check (json_array_get_element (array, i)))
        return FALSE;
    }

  return TRUE;
}

/* Whether the members named are absent or pass their check; others are free. */
static gboolean
members_pass (JsonNode *value,
              const char *const *names,
              Check check)
{
  JsonObject *object = json_node_get_object (value);

  for (; *names != NULL; names++)
    {
      JsonNode *member = json_object_get_member (object, *names);

      if (!is_null (member) && !check (member))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_person (JsonNode *value)
{
  static const char *const names[] = { "name", "url", "email", NULL };

  return is_object (value) && members_pass (value, names, is_string) &&
         !sheaf_json_is_empty (json_object_get_member (json_node_get_object (value), "name"));
}

static gboolean
is_share (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) &&
         (json_node_get_value_type (value) == G_TYPE_DOUBLE ||
          json_node_get_value_type (value) == G_TYPE_INT64) &&
         json_node_get_double (value) >= 0 && json_node_get_double (value) <= 1;
}

static gboolean
is_focal (JsonNode *value)
{
  static const char *const names[] = { "x", "y", NULL };

  return is_object (value) && members_pass (value, names, is_share);
}

/* An image is shown to readers: its address is of a scheme that only ever fetches. */
static gboolean
is_image_address (JsonNode *value)
{
  g_autofree char *scheme = NULL;

  if (!is_string (value))
    return FALSE;

  scheme = g_uri_parse_scheme (json_node_get_string (value));
  if (scheme == NULL)
    return strpbrk (json_node_get_string (value), ":<>\"") == NULL;

  return strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0 ||
         strcmp (scheme, "media") == 0;
}

static gboolean
is_image (JsonNode *value)
{
  static const char *const strings[] = { "alt", "credit", NULL };
  static const char *const addresses[] = { "url", NULL };
  static const char *const focal[] = { "focal", NULL };

  return is_object (value) && members_pass (value, strings, is_string) &&
         members_pass (value, addresses, is_image_address) &&
         members_pass (value, focal, is_focal);
}

static gboolean
is_schedule (JsonNode *value)
{
  static const char *const times[] = { "at", NULL };
  static const char *const strings[] = { "timezone", NULL };

  return is_object (value) && members_pass (value, times, is_time) &&
         members_pass (value, strings, is_string);
}

static gboolean
is_objects (JsonNode *value)
{
  return is_array_of (value, is_object);
}

static gboolean
is_strings (JsonNode *value)
{
  return is_array_of (value, is_string);
}

static gboolean
is_people (JsonNode *value)
{
  return is_array_of (value, is_person);
}

/* What each type is, and the shape of it: s a string, b a boolean, i an integer, o an object,
 * a an array, A an array of objects, . anything. */
static const struct
{
  const char *name;
  Check check;
  char shape;
} types[] = {
  { "string", is_string, 's' },
  { "id", is_id, 's' },
  { "text", is_text, 's' },
  { "time", is_time, 's' },
  { "language", is_language, 's' },
  { "boolean", is_boolean, 'b' },
  { "integer", is_integer, 'i' },
  { "object", is_object, 'o' },
  { "objects", is_objects, 'A' },
  { "strings", is_strings, 'a' },
  { "people", is_people, 'A' },
  { "image", is_image, 'o' },
  { "schedule", is_schedule, 'o' },
  { "any", is_any, '.' },
};

static gboolean
is_one_of (const char *alternatives,
           const char *string)
{
  gsize length;

  if (string == NULL)
    return FALSE;

  length = strlen (string);
  for (;;)
    {
      gsize step = strcspn (alternatives, "|");

      if (step == length && strncmp (alternatives, string, length) == 0)
        return TRUE;
      if (alternatives[step] == '\0')
        return FALSE;
      alternatives += step + 1;
    }
}

static gboolean
check_type (const char *type,
            JsonNode *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strcmp (types[i].name, type) == 0)
        return types[i].check (value);
    }

  return is_one_of (type, sheaf_json_get_string (value));
}

/* @prefix: the path of @object within the item, with a '/' at its end, or "". */
static gboolean
check_item (const SheafField *items,
            const char *prefix,
            JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *path = g_strconcat (prefix, name, NULL);
      gsize length = strlen (path);
      const SheafField *item = items;

      if (*prefix == '\0' && (strcmp (name, "key") == 0 || strcmp (name, "pos") == 0))
        continue;

      while (item->name != NULL && strcmp (item->name, path) != 0 &&
             (strncmp (item->name, path, length) != 0 || item->name[length] != '/'))
        item++;

      if (item->name == NULL)
        return FALSE;
      if (is_null (member))
        continue;

      if (item->name[length] == '/')
        {
          g_autofree char *inner = g_strconcat (path, "/", NULL);

          if (!JSON_NODE_HOLDS_OBJECT (member) ||
              !check_item (items, inner, json_node_get_object (member)))
            return FALSE;
        }
      else if (!check_type (item->type, member))
        {
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_list (const SheafField *field,
            JsonArray *array)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = sheaf_json_get_object (json_array_get_element (array, i));
      const char *key, *pos;

      if (item == NULL)
        return FALSE;

      key = sheaf_json_get_string (json_object_get_member (item, "key"));
      pos = sheaf_json_get_string (json_object_get_member (item, "pos"));
      if (!sheaf_id_is_valid (key) || !sheaf_position_is_valid (pos) ||
          !g_hash_table_add (seen, (gpointer) key) ||
          !check_item (sheaf_field_items (field), "", item))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_set (const SheafField *field,
           JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (sheaf_json_is_empty (element) || !check_type (field->type, element))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_field_check (const SheafField *field,
                   const char *path,
                   JsonNode *value)
{
  const SheafField *items;

  g_return_val_if_fail (field != NULL, FALSE);

  if (path != NULL)
    {
      if (field->kind != SHEAF_FIELD_LIST)
        return FALSE;
      for (items = sheaf_field_items (field); items->name != NULL; items++)
        {
          if (strcmp (items->name, path) == 0)
            return is_null (value) || check_type (items->type, value);
        }
      return FALSE;
    }

  if (is_null (value))
    return TRUE;

  if (field->kind == SHEAF_FIELD_LIST)
    {
      if (JSON_NODE_HOLDS_ARRAY (value))
        return check_list (field, json_node_get_array (value));
      return JSON_NODE_HOLDS_OBJECT (value) &&
             check_item (sheaf_field_items (field), "", json_node_get_object (value));
    }

  if (field->kind == SHEAF_FIELD_SET && JSON_NODE_HOLDS_ARRAY (value))
    return check_set (field, json_node_get_array (value));

  return check_type (field->type, value);
}

static gboolean
elements_are (JsonNode *value,
              char shape)
{
  JsonArray *array = sheaf_json_get_array (value);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (shape == 's' ? sheaf_json_get_string (element) == NULL
                       : sheaf_json_get_object (element) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
items_have_keys (JsonNode *value)
{
  JsonArray *array = json_node_get_array (value);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      if (sheaf_json_get_string (json_object_get_member (item, "key")) == NULL ||
          sheaf_json_get_string (json_object_get_member (item, "pos")) == NULL)
        return FALSE;
    }

  return TRUE;
}

static char
find_shape (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strcmp (types[i].name, type) == 0)
        return types[i].shape;
    }

  return 's';
}

gboolean
sheaf_field_check_shape (const SheafField *field,
                         JsonNode *value)
{
  g_return_val_if_fail (field != NULL, FALSE);

  if (is_null (value))
    return TRUE;
  if (field->kind == SHEAF_FIELD_SET)
    return elements_are (value, 's');
  if (field->kind == SHEAF_FIELD_LIST)
    return elements_are (value, 'o') && items_have_keys (value);

  switch (find_shape (field->type))
    {
    case 's':
      return sheaf_json_get_string (value) != NULL;
    case 'b':
      return is_boolean (value);
    case 'i':
      return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64;
    case 'o':
      return JSON_NODE_HOLDS_OBJECT (value);
    case 'a':
      return JSON_NODE_HOLDS_ARRAY (value);
    case 'A':
      return elements_are (value, 'o');
    default:
      return TRUE;
    }
}
