/* desk.c: a small desk for the tests of bundles, read from desk.json
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#include "model/sheaf-time.h"

static SheafEntity *
look_up (SheafKind   kind,
         const char *id,
         gpointer    data)
{
  Desk *desk = data;
  SheafEntity *entity = g_hash_table_lookup (desk->entities, id);

  if (entity == NULL || sheaf_entity_get_kind (entity) != kind)
    return NULL;

  return sheaf_entity_ref (entity);
}

static char *
read_body (const char *article,
           gpointer    data)
{
  return g_strdup_printf ("<p>The whole text of <em>%s</em>.</p>", article);
}

char *
desk_read_text (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "bundle", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

JsonNode *
desk_parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);

  return node;
}

JsonNode *
desk_read_json (const char *name)
{
  g_autofree char *text = desk_read_text (name);

  return desk_parse (text);
}

Desk *
desk_load (void)
{
  g_autoptr (JsonNode) node = desk_read_json ("desk.json");
  JsonArray *entities = json_node_get_array (node);
  Desk *desk = g_new0 (Desk, 1);

  desk->entities = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) sheaf_entity_unref);
  for (guint i = 0; i < json_array_get_length (entities); i++)
    {
      g_autoptr (GError) error = NULL;
      SheafEntity *entity = sheaf_entity_from_json (json_array_get_element (entities, i), &error);

      g_assert_no_error (error);
      g_hash_table_insert (desk->entities, (char *) sheaf_entity_get_id (entity), entity);
    }

  desk->compose.lookup = look_up;
  desk->compose.body = read_body;
  desk->compose.data = desk;
  desk->compose.now = sheaf_time_from_string ("2026-11-24T12:00:00.000Z");
  desk->compose.first = sheaf_time_from_string ("2026-11-24T09:30:00.000Z");
  desk->compose.number = 2;
  desk->compose.base_url = "https://desk.example/b/";
  desk->compose.publisher = "The Alma Review";

  return desk;
}

void
desk_free (Desk *desk)
{
  g_hash_table_unref (desk->entities);
  g_free (desk);
}

SheafEntity *
desk_get (Desk       *desk,
          const char *id)
{
  SheafEntity *entity = g_hash_table_lookup (desk->entities, id);

  g_assert_nonnull (entity);
  return entity;
}

void
desk_change (Desk       *desk,
             const char *id,
             const char *name,
             const char *json)
{
  g_autoptr (JsonNode) node = sheaf_entity_to_json (desk_get (desk, id));
  g_autoptr (GError) error = NULL;
  SheafEntity *changed;

  if (json != NULL)
    json_object_set_member (json_node_get_object (node), name, desk_parse (json));
  else
    json_object_remove_member (json_node_get_object (node), name);

  changed = sheaf_entity_from_json (node, &error);
  g_assert_no_error (error);
  g_hash_table_replace (desk->entities, (char *) sheaf_entity_get_id (changed), changed);
}

void
desk_remove (Desk       *desk,
             const char *id)
{
  g_assert_true (g_hash_table_remove (desk->entities, id));
}
