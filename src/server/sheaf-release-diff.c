/* sheaf-release-diff.c: what differs between two releases of a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-release-diff.h"

#include "model/sheaf-json.h"

static void diff_nodes (JsonArray *changes, const char *path, JsonNode *was, JsonNode *now);

static void
add_change (JsonArray  *changes,
            const char *path,
            JsonNode   *was,
            JsonNode   *now)
{
  JsonObject *change = json_object_new ();

  json_object_set_string_member (change, "path", path);
  if (was != NULL)
    json_object_set_member (change, "was", sheaf_json_copy (was));
  if (now != NULL)
    json_object_set_member (change, "now", sheaf_json_copy (now));
  json_array_add_object_element (changes, change);
}

static char *
join_path (const char *path,
           const char *name)
{
  return path[0] == '\0' ? g_strdup (name) : g_strconcat (path, "/", name, NULL);
}

static gboolean
is_own_of_release (const char *path,
                   const char *name)
{
  return path[0] == '\0'
         && (g_str_equal (name, "number") || g_str_equal (name, "published")
             || g_str_equal (name, "updated"));
}

static void
diff_objects (JsonArray  *changes,
              const char *path,
              JsonObject *was,
              JsonObject *now)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, was);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *inner = join_path (path, name);

      if (!is_own_of_release (path, name))
        diff_nodes (changes, inner, node, json_object_get_member (now, name));
    }

  json_object_iter_init (&iter, now);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *inner = join_path (path, name);

      if (!is_own_of_release (path, name) && !json_object_has_member (was, name))
        add_change (changes, inner, NULL, node);
    }
}

static const char *
get_id (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return json_object_get_string_member_with_default (json_node_get_object (node), "id", NULL);
}

/* The ids of @array in order, or NULL if not all of it has one. */
static GPtrArray *
collect_ids (JsonArray *array)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id = get_id (json_array_get_element (array, i));

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, (gpointer) id);
    }

  return g_steal_pointer (&ids);
}

static void
diff_order (JsonArray  *changes,
            const char *path,
            GPtrArray  *was,
            GPtrArray  *now)
{
  g_autoptr (JsonNode) was_order = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) now_order = json_node_new (JSON_NODE_ARRAY);
  JsonArray *was_ids = json_array_new ();
  JsonArray *now_ids = json_array_new ();
  g_autofree char *inner = join_path (path, "order");

  json_node_take_array (was_order, was_ids);
  json_node_take_array (now_order, now_ids);
  for (guint i = 0; i < was->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (now, was->pdata[i], g_str_equal, NULL))
        json_array_add_string_element (was_ids, was->pdata[i]);
    }
  for (guint i = 0; i < now->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (was, now->pdata[i], g_str_equal, NULL))
        json_array_add_string_element (now_ids, now->pdata[i]);
    }

  if (!json_node_equal (was_order, now_order))
    add_change (changes, inner, was_order, now_order);
}

static gboolean
diff_arrays (JsonArray  *changes,
             const char *path,
             JsonArray  *was,
             JsonArray  *now)
{
  g_autoptr (GPtrArray) was_ids = collect_ids (was);
  g_autoptr (GPtrArray) now_ids = collect_ids (now);
  guint at;

  if (was_ids == NULL || now_ids == NULL)
    return FALSE;

  for (guint i = 0; i < was_ids->len; i++)
    {
      g_autofree char *inner = join_path (path, was_ids->pdata[i]);
      JsonNode *after = NULL;

      if (g_ptr_array_find_with_equal_func (now_ids, was_ids->pdata[i], g_str_equal, &at))
        after = json_array_get_element (now, at);
      diff_nodes (changes, inner, json_array_get_element (was, i), after);
    }

  for (guint i = 0; i < now_ids->len; i++)
    {
      g_autofree char *inner = join_path (path, now_ids->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (was_ids, now_ids->pdata[i], g_str_equal, NULL))
        add_change (changes, inner, NULL, json_array_get_element (now, i));
    }

  diff_order (changes, path, was_ids, now_ids);

  return TRUE;
}

static void
diff_nodes (JsonArray  *changes,
            const char *path,
            JsonNode   *was,
            JsonNode   *now)
{
  if (now == NULL)
    {
      add_change (changes, path, was, NULL);
      return;
    }

  if (json_node_equal (was, now))
    return;

  if (JSON_NODE_HOLDS_OBJECT (was) && JSON_NODE_HOLDS_OBJECT (now))
    diff_objects (changes, path, json_node_get_object (was), json_node_get_object (now));
  else if (!JSON_NODE_HOLDS_ARRAY (was) || !JSON_NODE_HOLDS_ARRAY (now)
           || !diff_arrays (changes, path, json_node_get_array (was), json_node_get_array (now)))
    add_change (changes, path, was, now);
}

JsonArray *
sheaf_release_diff (JsonNode *before,
                    JsonNode *after)
{
  JsonArray *changes = json_array_new ();

  diff_objects (changes, "", json_node_get_object (before), json_node_get_object (after));

  return changes;
}
