/* test-whole.c: things created, deleted and restored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static void
test_create (void)
{
  g_autoptr (SheafEntity) like = desk_entity (SHEAF_KIND_SET, "{}");
  g_autoptr (SheafEdit) edit = desk_edit (
      like, "[{'op': 'create', 'value': {'title': 'T', 'note': '', 'lead': null,"
            " 'tags': ['$5', '$4', '$5'], 'members': [{'key': '$3', 'pos': 'V'},"
            "                                         {'key': '$2', 'pos': 'A'}]}}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafOutcome) outcome = sheaf_edit_apply (edit, NULL, 1000, &error);
  g_autofree char *fields = NULL;

  g_assert_no_error (error);
  fields = desk_fields (outcome->entity);
  g_assert_cmpstr (fields, ==,
                   "{\"members\":[{\"key\":\"01930000-0000-7000-8000-000000000002\","
                   "\"pos\":\"A\"},{\"key\":\"01930000-0000-7000-8000-000000000003\","
                   "\"pos\":\"V\"}],\"tags\":[\"01930000-0000-7000-8000-000000000004\","
                   "\"01930000-0000-7000-8000-000000000005\"],\"title\":\"T\"}");
  g_assert_cmpuint (json_array_get_length (outcome->applied), ==, 1);
  g_assert_cmpint (sheaf_entity_get_rev (outcome->entity), ==, 1);
  g_assert_cmpint (sheaf_entity_get_seq (outcome->entity), ==, 0);
  g_assert_cmpint (sheaf_entity_get_created (outcome->entity), ==, 1000);
  g_assert_cmpint (sheaf_entity_get_updated (outcome->entity), ==, 1000);
  g_assert_false (sheaf_entity_is_deleted (outcome->entity));
}

/* Two who make the same make one. */
static void
test_create_twice (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'T', 'tags': ['$4']}");

  desk_check (&set,
              "[{'op': 'create', 'value': {'title': 'U', 'lead': '$2', 'note': 'N',"
              "  'tags': ['$4', '$5'], 'members': [{'key': '$2', 'pos': 'V', 'note': 'M'}]}}]",
              "{'title': 'T', 'lead': '$2', 'note': 'N', 'tags': ['$4', '$5'],"
              " 'members': [{'key': '$2', 'pos': 'V', 'note': 'M'}]}",
              "[{'op': 'add', 'field': 'tags', 'value': '$5'},"
              " {'op': 'text', 'field': 'note', 'was': null, 'value': 'N'},"
              " {'op': 'put', 'field': 'lead', 'was': null, 'value': '$2'},"
              " {'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'V',"
              "  'value': {'key': '$2', 'pos': 'V', 'note': 'M'}}]",
              "['title', 'T']");
}

static SheafOutcome *
make_tag (SheafEntity *tag,
          const char *name)
{
  g_autoptr (SheafEdit) edit = NULL;
  JsonObject *value = json_object_new ();

  json_object_set_string_member (value, "name", name);
  edit = sheaf_edit_new (SHEAF_KIND_TAG, sheaf_entity_get_id (tag), NULL);
  sheaf_edit_create (edit, sheaf_json_take_object (value));

  return desk_apply (tag, edit);
}

static SheafEntity *
ports_tag (const char *name,
           gint64 deleted)
{
  g_autofree char *id = sheaf_id_for_tag ("Ports");
  g_autoptr (JsonObject) value = json_object_new ();

  json_object_set_string_member (value, "name", name);
  json_object_set_string_member (value, "description", "Where ships are.");
  return sheaf_entity_new (SHEAF_KIND_TAG, id, 1, 1, 0, 0, deleted, value);
}

static void
test_tag_made_twice (void)
{
  static const char *const names[] = { "Ports", "PORTS", "Harbours" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SheafEntity) tag = ports_tag (names[i], SHEAF_TIME_NONE);
      g_autoptr (SheafOutcome) outcome = make_tag (tag, "ports");

      g_assert_true (outcome->entity == tag);
      g_assert_cmpuint (json_array_get_length (outcome->clashes), ==, 0);
    }
}

static void
test_tag_made_again (void)
{
  g_autoptr (SheafEntity) tag = ports_tag ("Ports", 500);
  g_autoptr (SheafOutcome) outcome = make_tag (tag, "ports");

  g_assert_false (sheaf_entity_is_deleted (outcome->entity));
  g_assert_cmpstr (sheaf_entity_get_title (outcome->entity), ==, "ports");
  g_assert_null (sheaf_entity_get (outcome->entity, "description"));
}

static void
test_delete (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'T', 'tags': ['$4']}");
  const char *same = "{'title': 'T', 'tags': ['$4']}";

  /* Something was changed that the deleter had not seen. */
  desk_check (&set, "[{'op': 'delete', 'was': {'title': 'T'}}]", same, NULL,
              "[null, {'title': 'T', 'tags': ['$4']}]");
  desk_check (&set, "[{'op': 'delete', 'was': {}}]", same, NULL,
              "[null, {'title': 'T', 'tags': ['$4']}]");

  desk_check (&set, "[{'op': 'delete', 'was': {'title': 'T', 'tags': ['$4']}}]", same,
              "[{'op': 'delete', 'was': {'title': 'T', 'tags': ['$4']}}]", NULL);
  g_assert_true (sheaf_entity_is_deleted (set));
  g_assert_cmpint (sheaf_entity_get_deleted (set), ==, 1000);

  desk_check (&set, "[{'op': 'delete'}]", same, NULL, NULL);
  desk_check (&set, "[{'op': 'restore'}]", same,
              "[{'op': 'restore', 'replaced': {'title': 'T', 'tags': ['$4']}}]", NULL);
  g_assert_false (sheaf_entity_is_deleted (set));
  desk_check (&set, "[{'op': 'restore'}]", same, NULL, NULL);
  desk_check (&set, "[{'op': 'delete'}]", same, "[{'op': 'delete'}]", NULL);
  g_assert_true (sheaf_entity_is_deleted (set));
}

/* What the backend learnt in the meantime does not hinder. */
static void
test_delete_of_learnt (void)
{
  g_autoptr (SheafEntity) seen = desk_entity (
      SHEAF_KIND_ARTICLE, "{'title': 'T', 'origins': [{'source': '$7'}], 'state': 'kept'}");
  g_autoptr (SheafEntity) now = desk_entity (
      SHEAF_KIND_ARTICLE, "{'title': 'U', 'origins': [{'source': '$7'}, {'source': '$8'}],"
                          " 'state': 'kept', 'story': '$9'}");
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, desk_id (1), NULL);
  g_autoptr (SheafOutcome) outcome = NULL;

  sheaf_edit_delete (edit, seen);
  outcome = desk_apply (now, edit);
  g_assert_true (sheaf_entity_is_deleted (outcome->entity));
}

static void
test_change_of_deleted (void)
{
  g_autoptr (JsonNode) node =
      desk_json ("{'kind': 'set', 'id': '$1', 'deleted': '2026-11-24T15:04:05.123Z',"
                 " 'title': 'T', 'tags': ['$4'], 'members': [{'key': '$2', 'pos': 'A'}]}");
  g_autoptr (SheafEntity) set = sheaf_entity_from_json (node, NULL);
  const char *same = "{'title': 'T', 'tags': ['$4'], 'members': [{'key': '$2', 'pos': 'A'}]}";
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (SheafOutcome) outcome = NULL;

  desk_check (&set,
              "[{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U'},"
              " {'op': 'text', 'field': 'note', 'was': null, 'value': 'N'},"
              " {'op': 'add', 'field': 'tags', 'value': '$5'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$4'},"
              " {'op': 'insert', 'field': 'members', 'key': '$3', 'pos': 'B', 'value': {}},"
              " {'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'B'},"
              " {'op': 'take', 'field': 'members', 'key': '$2', 'was': {'pos': 'A'}}]",
              same, NULL,
              "['title', 'T', 'note', null, 'tags', ['$4'], 'tags', ['$4'], 'members', null,"
              " 'members', 'A', 'members', {'pos': 'A'}]");
  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'S', 'value': 'T'}]", same, NULL,
              NULL);
  desk_check (&set, "[{'op': 'create', 'value': {'title': 'U'}}]", same, NULL,
              "[null, {'title': 'T', 'tags': ['$4'], 'members': [{'key': '$2', 'pos': 'A'}]}]");

  edit = desk_edit (set, "[{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U'}]");
  outcome = desk_apply (set, edit);
  g_assert_true (json_object_get_boolean_member (
      json_array_get_object_element (outcome->clashes, 0), "deleted"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/whole/create", test_create);
  g_test_add_func ("/model/whole/create-twice", test_create_twice);
  g_test_add_func ("/model/whole/tag-made-twice", test_tag_made_twice);
  g_test_add_func ("/model/whole/tag-made-again", test_tag_made_again);
  g_test_add_func ("/model/whole/delete", test_delete);
  g_test_add_func ("/model/whole/delete-of-learnt", test_delete_of_learnt);
  g_test_add_func ("/model/whole/change-of-deleted", test_change_of_deleted);

  return g_test_run ();
}
