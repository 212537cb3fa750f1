/* sheaf-safe-edit.c: the HTML in an edit made safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-safe-edit.h"

#include "markup/sheaf-sanitise.h"
#include "model/sheaf-json.h"

static void
make_member_safe (JsonObject *object,
                  const char *name)
{
  const char *html = sheaf_json_get_string (json_object_get_member (object, name));
  g_autofree char *safe = NULL;

  if (html == NULL)
    return;

  safe = sheaf_sanitise_html (html, -1, NULL);
  json_object_set_string_member (object, name, safe);
}

/* The object whose body @change writes, and the name of the member. */
static JsonObject *
find_body (JsonObject  *change,
           const char **name)
{
  const char *op = sheaf_json_get_string (json_object_get_member (change, "op"));
  JsonObject *value = sheaf_json_get_object (json_object_get_member (change, "value"));

  if (g_strcmp0 (op, "create") == 0)
    {
      *name = "body";
      return value != NULL && json_object_has_member (value, "body") ? value : NULL;
    }

  *name = "value";
  return g_strcmp0 (sheaf_json_get_string (json_object_get_member (change, "field")), "body") == 0
             ? change
             : NULL;
}

static gboolean
has_body (JsonArray *changes)
{
  const char *name;

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      if (find_body (json_array_get_object_element (changes, i), &name) != NULL)
        return TRUE;
    }

  return FALSE;
}

JsonNode *
sheaf_safe_edit_new (JsonNode *edit)
{
  JsonObject *object = json_node_get_object (edit);
  const char *kind = sheaf_json_get_string (json_object_get_member (object, "entity"));
  g_autoptr (JsonNode) safe = NULL;
  JsonArray *changes;

  if (g_strcmp0 (kind, "article") != 0 ||
      !has_body (json_object_get_array_member (object, "changes")))
    return json_node_ref (edit);

  safe = sheaf_json_copy (edit);
  changes = json_object_get_array_member (json_node_get_object (safe), "changes");
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      const char *name;
      JsonObject *holder = find_body (change, &name);

      if (holder == NULL)
        continue;
      make_member_safe (holder, name);

      /* What it was is a base to merge with, and what undoing puts back. */
      if (holder == change)
        make_member_safe (change, "was");
    }

  return g_steal_pointer (&safe);
}
