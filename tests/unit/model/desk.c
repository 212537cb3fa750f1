/* desk.c: entities and edits for tests, written as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

const char *
desk_id (guint n)
{
  static const char ids[10][37] = {
    "01930000-0000-7000-8000-000000000000", "01930000-0000-7000-8000-000000000001",
    "01930000-0000-7000-8000-000000000002", "01930000-0000-7000-8000-000000000003",
    "01930000-0000-7000-8000-000000000004", "01930000-0000-7000-8000-000000000005",
    "01930000-0000-7000-8000-000000000006", "01930000-0000-7000-8000-000000000007",
    "01930000-0000-7000-8000-000000000008", "01930000-0000-7000-8000-000000000009",
  };

  g_assert_cmpuint (n, <, G_N_ELEMENTS (ids));
  return ids[n];
}

JsonNode *
desk_json (const char *text)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  for (; *text != '\0'; text++)
    {
      if (*text == '\'')
        g_string_append_c (json, '"');
      else if (*text == '$')
        g_string_append (json, desk_id ((guint) (*++text - '0')));
      else
        g_string_append_c (json, *text);
    }

  node = sheaf_json_parse (json->str, -1, &error);
  g_assert_no_error (error);

  return node;
}

SheafEntity *
desk_entity (SheafKind kind,
             const char *text)
{
  g_autoptr (JsonNode) node = desk_json (text);

  return sheaf_entity_new (kind, desk_id (1), 1, 1, 0, 0, SHEAF_TIME_NONE,
                           json_node_get_object (node));
}

static JsonNode *
edit_json (SheafKind kind,
           const char *text)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new (kind, desk_id (1), NULL);
  JsonNode *node = sheaf_edit_to_json (edit);

  json_object_set_member (json_node_get_object (node), "changes", desk_json (text));
  return node;
}

SheafEdit *
desk_edit (SheafEntity *entity,
           const char *text)
{
  g_autoptr (JsonNode) node = edit_json (sheaf_entity_get_kind (entity), text);
  g_autoptr (GError) error = NULL;
  SheafEdit *edit = sheaf_edit_from_json (node, &error);

  g_assert_no_error (error);
  return edit;
}

void
desk_refuses (SheafKind kind,
              const char *text,
              int code)
{
  g_autoptr (JsonNode) node = edit_json (kind, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit = sheaf_edit_from_json (node, &error);

  g_test_message ("%.200s", text);
  g_assert_null (edit);
  g_assert_error (error, SHEAF_EDIT_ERROR, code);
  g_assert_nonnull (error->message);
}

SheafOutcome *
desk_apply (SheafEntity *entity,
            SheafEdit *edit)
{
  g_autoptr (GError) error = NULL;
  SheafOutcome *outcome = sheaf_edit_apply (edit, entity, 1000, &error);

  g_assert_no_error (error);
  return outcome;
}

void
desk_assert_json (JsonNode *node,
                  const char *text)
{
  g_autoptr (JsonNode) wanted = desk_json (text);
  g_autofree char *expected = sheaf_json_to_text (wanted);
  g_autofree char *actual = sheaf_json_to_text (node);

  g_assert_cmpstr (actual, ==, expected);
}

char *
desk_fields (SheafEntity *entity)
{
  g_autoptr (JsonObject) fields = sheaf_json_fork_object (sheaf_entity_get_value (entity));
  g_autoptr (JsonNode) node = NULL;

  if (json_object_has_member (fields, "taken"))
    json_object_remove_member (fields, "taken");
  node = sheaf_json_take_object (g_steal_pointer (&fields));

  return sheaf_json_to_canonical (node);
}

static JsonNode *
summarise (JsonArray *clashes)
{
  JsonArray *summary = json_array_new ();

  for (guint i = 0; i < json_array_get_length (clashes); i++)
    {
      JsonObject *clash = json_array_get_object_element (clashes, i);

      if (json_object_has_member (clash, "field"))
        json_array_add_string_element (summary, json_object_get_string_member (clash, "field"));
      else
        json_array_add_null_element (summary);
      json_array_add_element (summary, sheaf_json_copy (json_object_get_member (clash, "theirs")));
    }

  return sheaf_json_take_array (summary);
}

void
desk_check (SheafEntity **entity,
            const char *text,
            const char *fields,
            const char *applied,
            const char *clashes)
{
  g_autoptr (SheafEdit) edit = desk_edit (*entity, text);
  g_autoptr (SheafOutcome) outcome = desk_apply (*entity, edit);
  g_autoptr (JsonNode) wanted = desk_json (fields);
  g_autofree char *expected = sheaf_json_to_canonical (wanted);
  g_autofree char *actual = desk_fields (outcome->entity);
  g_autoptr (JsonNode) effects = sheaf_json_take_array (json_array_ref (outcome->applied));
  g_autoptr (JsonNode) summary = summarise (outcome->clashes);
  gboolean changed = json_array_get_length (outcome->applied) > 0;

  g_assert_cmpstr (actual, ==, expected);
  desk_assert_json (effects, applied != NULL ? applied : "[]");
  desk_assert_json (summary, clashes != NULL ? clashes : "[]");

  g_assert_cmpint (sheaf_entity_get_rev (outcome->entity), ==,
                   sheaf_entity_get_rev (*entity) + (changed ? 1 : 0));
  g_assert_cmpint (sheaf_entity_get_updated (outcome->entity), ==,
                   changed ? 1000 : sheaf_entity_get_updated (*entity));
  if (!changed)
    g_assert_true (outcome->entity == *entity);

  sheaf_entity_unref (*entity);
  *entity = sheaf_entity_ref (outcome->entity);
}
