/* test-entity.c: entities from JSON, to it and between threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#include <string.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static void
test_golden (void)
{
  g_autoptr (JsonNode) node = desk_json (
      "{'kind': 'set', 'id': '$1', 'rev': 3, 'seq': 41, 'created': '2026-11-24T15:04:05.123Z',"
      " 'updated': '2026-11-24T16:04:05+00:00', 'deleted': null, 'title': 'Expo', 'note': '',"
      " 'lead': null, 'tags': ['$5', '$4', '$5'],"
      " 'members': [{'key': '$3', 'pos': 'aM', 'override': {'headline': 'H', 'kicker': ''}},"
      "             {'key': '$2', 'pos': 'aM'}, {'key': '$4', 'pos': 'Z', 'role': null}],"
      " 'taken': {'members': {'$6': {'pos': 'b'}}}, 'weather': {'sun': true, 'rain': false}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEntity) entity = sheaf_entity_from_json (node, &error);
  g_autofree char *text = NULL;
  g_autofree char *again_text = NULL;
  g_autoptr (SheafEntity) again = NULL;
  g_autoptr (JsonNode) wanted = NULL;
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  text = sheaf_entity_to_text (entity);
  wanted = desk_json (
      "{'created': '2026-11-24T15:04:05.123Z', 'id': '$1', 'kind': 'set',"
      " 'members': [{'key': '$4', 'pos': 'Z'}, {'key': '$2', 'pos': 'aM'},"
      "             {'key': '$3', 'override': {'headline': 'H'}, 'pos': 'aM'}],"
      " 'rev': 3, 'seq': 41, 'tags': ['$4', '$5'], 'taken': {'members': {'$6': {'pos': 'b'}}},"
      " 'title': 'Expo', 'updated': '2026-11-24T16:04:05.000Z', 'weather': {'sun': true}}");
  expected = sheaf_json_to_text (wanted);
  g_assert_cmpstr (text, ==, expected);

  again = sheaf_entity_from_text (text, -1, &error);
  g_assert_no_error (error);
  again_text = sheaf_entity_to_text (again);
  g_assert_cmpstr (again_text, ==, text);
}

static void
test_getters (void)
{
  g_autoptr (SheafEntity) article = desk_entity (
      SHEAF_KIND_ARTICLE, "{'title': 'T', 'published': '1970-01-01T00:00:01Z', 'word_count': 7,"
                          " 'image': {'url': 'https://a.example/', 'focal': {'x': 0.5}},"
                          " 'tags': ['$2'], 'usage': {'excerpt': true}, 'rev': 77,"
                          " 'fetched': 'once', 'authors': 'Ada'}");

  g_assert_cmpint (sheaf_entity_get_kind (article), ==, SHEAF_KIND_ARTICLE);
  g_assert_cmpstr (sheaf_entity_get_id (article), ==, desk_id (1));
  g_assert_cmpint (sheaf_entity_get_rev (article), ==, 1);
  g_assert_cmpstr (sheaf_entity_get_title (article), ==, "T");
  g_assert_cmpstr (sheaf_entity_get_string (article, "image/url"), ==, "https://a.example/");
  g_assert_null (sheaf_entity_get_string (article, "image/url/x"));
  g_assert_null (sheaf_entity_get_string (article, "image"));
  g_assert_null (sheaf_entity_get (article, "image/alt"));
  g_assert_cmpint (sheaf_entity_get_int (article, "word_count"), ==, 7);
  g_assert_cmpint (sheaf_entity_get_int (article, "title"), ==, 0);
  g_assert_cmpint (sheaf_entity_get_time (article, "published"), ==, 1000);
  g_assert_cmpint (sheaf_entity_get_time (article, "fetched"), ==, SHEAF_TIME_NONE);
  g_assert_true (sheaf_entity_get_boolean (article, "usage/excerpt"));
  g_assert_false (sheaf_entity_get_boolean (article, "usage/image"));
  g_assert_true (sheaf_entity_holds (article, "tags", desk_id (2)));
  g_assert_false (sheaf_entity_holds (article, "tags", desk_id (3)));
  g_assert_false (sheaf_entity_holds (article, "aliases", "x"));
  g_assert_nonnull (sheaf_entity_get_object (article, "image/focal"));
  g_assert_null (sheaf_entity_get_array (article, "image"));
  /* What is of a wrong shape does not stand in an entity. */
  g_assert_null (sheaf_entity_get (article, "authors"));
  g_assert_null (sheaf_entity_get_item (article, "members", desk_id (2)));
}

static void
test_items (void)
{
  g_autoptr (SheafEntity) set = desk_entity (
      SHEAF_KIND_SET, "{'members': [{'key': '$2', 'pos': 'B'}, {'key': '$3', 'pos': 'A'},"
                      "             {'key': '$2', 'pos': 'C'}]}");
  JsonArray *members = sheaf_entity_get_array (set, "members");

  g_assert_cmpuint (json_array_get_length (members), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (sheaf_entity_get_item (set, "members",
                                                                         desk_id (2)),
                                                  "pos"),
                   ==, "B");
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (members, 0), "key"), ==,
      desk_id (3));
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "[]", "null", "{}", "{'kind': 'set'}", "{'kind': 'sets', 'id': '$1'}",
    "{'kind': 7, 'id': '$1'}", "{'kind': 'set', 'id': 'x'}", "{'kind': 'set', 'id': 7}",
    "{'kind': 'set', 'id': '$1', 'rev': '3'}", "{'kind': 'set', 'id': '$1', 'rev': -3}",
    "{'kind': 'set', 'id': '$1', 'seq': 1.5}", "{'kind': 'set', 'id': '$1', 'created': 0}",
    "{'kind': 'set', 'id': '$1', 'updated': 'now'}", "{'kind': 'set', 'id': '$1', 'deleted': true}",
    "{'kind': 'set', 'id': '$1', 'title': 7}", "{'kind': 'set', 'id': '$1', 'tags': 'x'}",
    "{'kind': 'set', 'id': '$1', 'tags': [7]}", "{'kind': 'set', 'id': '$1', 'members': {}}",
    "{'kind': 'set', 'id': '$1', 'members': ['$2']}",
    "{'kind': 'set', 'id': '$1', 'members': [{'key': '$2'}]}",
    "{'kind': 'set', 'id': '$1', 'members': [{'pos': 'A'}]}",
    "{'kind': 'set', 'id': '$1', 'members': [{'key': 7, 'pos': 'A'}]}",
    "{'kind': 'source', 'id': '$1', 'paused': 'no'}",
    "{'kind': 'article', 'id': '$1', 'authors': ['Ada']}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = desk_json (texts[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (sheaf_entity_from_json (node, &error));
      g_assert_error (error, SHEAF_ENTITY_ERROR, SHEAF_ENTITY_ERROR_MALFORMED);
    }

  g_assert_null (sheaf_entity_from_text ("{\"kind\":", -1, NULL));
}

/* A later version's values are read as long as they have the shape that is relied on. */
static void
test_lenient (void)
{
  g_autoptr (JsonNode) node = desk_json (
      "{'kind': 'article', 'id': '$1', 'state': 'archived', 'language': 'en_US', 'tags': ['x']}");
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEntity) entity = sheaf_entity_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sheaf_entity_get_string (entity, "state"), ==, "archived");
}

static void
test_with (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'T'}");
  g_autoptr (SheafEntity) later = sheaf_entity_with_seq (set, 9);
  g_autoptr (JsonNode) value = desk_json ("{'title': 'U', 'kind': 'tag', 'rev': 9}");
  g_autoptr (SheafEntity) other = sheaf_entity_with_value (set, json_node_get_object (value));

  g_assert_cmpint (sheaf_entity_get_seq (set), ==, 1);
  g_assert_cmpint (sheaf_entity_get_seq (later), ==, 9);
  g_assert_cmpint (sheaf_entity_get_rev (later), ==, 1);
  g_assert_cmpstr (sheaf_entity_get_title (later), ==, "T");
  g_assert_cmpstr (sheaf_entity_get_title (other), ==, "U");
  g_assert_cmpint (sheaf_entity_get_kind (other), ==, SHEAF_KIND_SET);
  g_assert_cmpint (sheaf_entity_get_rev (other), ==, 1);
}

/* The JSON of an entity is its receiver's to change. */
static void
test_own_json (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'tags': ['$2']}");
  g_autoptr (JsonNode) node = sheaf_entity_to_json (set);
  JsonObject *object = json_node_get_object (node);

  g_assert_true (json_object_has_member (object, "deleted"));
  g_assert_true (json_object_get_null_member (object, "deleted"));
  json_array_add_string_element (json_object_get_array_member (object, "tags"), "x");
  g_assert_false (sheaf_entity_holds (set, "tags", "x"));
}

static gpointer
work (gpointer data)
{
  g_autoptr (SheafEntity) entity = sheaf_entity_ref (data);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (SheafEdit) edit =
          desk_edit (entity, "[{'op': 'add', 'field': 'tags', 'value': '$7'},"
                             " {'op': 'put', 'field': 'members', 'key': '$2', 'path': 'note',"
                             "  'was': null, 'value': 'N'}]");
      g_autoptr (SheafOutcome) outcome = desk_apply (entity, edit);
      g_autoptr (SheafEdit) undo = sheaf_edit_invert (edit, outcome->applied, NULL);
      g_autoptr (SheafOutcome) undone = desk_apply (outcome->entity, undo);
      g_autofree char *one = desk_fields (entity);
      g_autofree char *other = desk_fields (undone->entity);
      g_autoptr (JsonNode) node = sheaf_entity_to_json (outcome->entity);

      g_assert_cmpstr (one, ==, other);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (SheafEntity) set = desk_entity (
      SHEAF_KIND_SET, "{'title': 'T', 'tags': ['$2', '$9'], 'members': [{'key': '$2', 'pos': 'A',"
                      " 'override': {'image': {'url': 'https://a.example', 'focal': {'x': 1}}}},"
                      " {'key': '$3', 'pos': 'B'}]}");
  g_autofree char *before = sheaf_entity_to_text (set);
  g_autofree char *after = NULL;
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("work", work, set);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  after = sheaf_entity_to_text (set);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/entity/golden", test_golden);
  g_test_add_func ("/model/entity/getters", test_getters);
  g_test_add_func ("/model/entity/items", test_items);
  g_test_add_func ("/model/entity/refused", test_refused);
  g_test_add_func ("/model/entity/lenient", test_lenient);
  g_test_add_func ("/model/entity/with", test_with);
  g_test_add_func ("/model/entity/own-json", test_own_json);
  g_test_add_func ("/model/entity/threads", test_threads);

  return g_test_run ();
}
