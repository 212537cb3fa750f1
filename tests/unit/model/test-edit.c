/* test-edit.c: edits from JSON and to it, and what is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#include <string.h>

#include "model/sheaf-field.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

#define HEAD                                                                                       \
  "'id': '$1', 'group': '$2', 'entity': 'set', 'entity_id': '$3',"                                 \
  "'at': '2026-11-24T15:04:05.123Z', 'undoes': null"

static void
test_golden (void)
{
  const char *text =
      "{" HEAD ", 'changes': ["
      "{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Expo diplomacy'},"
      "{'op': 'add', 'field': 'tags', 'value': '$4'},"
      "{'op': 'remove', 'field': 'tags', 'value': '$5'},"
      "{'op': 'insert', 'field': 'members', 'key': '$6', 'pos': 'aM',"
      " 'value': {'role': 'related'}},"
      "{'op': 'put', 'field': 'members', 'key': '$6', 'path': 'override/headline',"
      " 'was': null, 'value': 'H'},"
      "{'op': 'move', 'field': 'members', 'key': '$6', 'was': 'aM', 'pos': 'aC'},"
      "{'op': 'take', 'field': 'members', 'key': '$6', 'was': {'pos': 'aC', 'role': 'related'}},"
      "{'op': 'text', 'field': 'note', 'was': 'a', 'value': 'b'}]}";
  g_autoptr (JsonNode) node = desk_json (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit = sheaf_edit_from_json (node, &error);
  g_autoptr (SheafEdit) again = NULL;
  g_autoptr (JsonNode) back = NULL;
  g_autofree char *written = NULL;
  const SheafChange *change;

  g_assert_no_error (error);
  g_assert_cmpstr (sheaf_edit_get_id (edit), ==, desk_id (1));
  g_assert_cmpstr (sheaf_edit_get_group (edit), ==, desk_id (2));
  g_assert_cmpint (sheaf_edit_get_kind (edit), ==, SHEAF_KIND_SET);
  g_assert_cmpstr (sheaf_edit_get_entity_id (edit), ==, desk_id (3));
  g_assert_cmpint (sheaf_edit_get_at (edit), ==, G_GINT64_CONSTANT (1795532645123));
  g_assert_null (sheaf_edit_get_undoes (edit));
  g_assert_cmpuint (sheaf_edit_get_n_changes (edit), ==, 8);
  g_assert_false (sheaf_edit_is_whole (edit));
  change = sheaf_edit_get_change (edit, 4);
  g_assert_cmpint (change->op, ==, SHEAF_OP_PUT);
  g_assert_cmpstr (change->path, ==, "override/headline");
  g_assert_null (change->was);

  back = sheaf_edit_to_json (edit);
  desk_assert_json (back, text);

  written = sheaf_edit_to_text (edit);
  again = sheaf_edit_from_text (written, -1, &error);
  g_assert_no_error (error);
  g_clear_pointer (&back, json_node_unref);
  back = sheaf_edit_to_json (again);
  desk_assert_json (back, text);
}

/* What the builders make is what is read. */
static void
test_builders (void)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, desk_id (1), desk_id (2));
  g_autoptr (SheafEdit) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  sheaf_edit_set_undoes (edit, desk_id (3));
  sheaf_edit_put_string (edit, "title", NULL, "T");
  sheaf_edit_put (edit, "lead", sheaf_json_string (desk_id (4)),
                  json_node_init_null (json_node_alloc ()));
  sheaf_edit_add (edit, "tags", desk_id (4));
  sheaf_edit_remove (edit, "tags", desk_id (5));
  sheaf_edit_insert (edit, "members", desk_id (6), "V", NULL);
  sheaf_edit_put_item (edit, "members", desk_id (6), "note", NULL, sheaf_json_string ("N"));
  sheaf_edit_move (edit, "members", desk_id (6), "V", "W");
  sheaf_edit_take (edit, "members", desk_id (6), NULL);
  sheaf_edit_text (edit, "note", NULL, "N");

  text = sheaf_edit_to_text (edit);
  read = sheaf_edit_from_text (text, -1, &error);
  g_assert_no_error (error);
  again = sheaf_edit_to_text (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (sheaf_edit_get_undoes (read), ==, desk_id (3));
  g_assert_null (sheaf_edit_get_change (edit, 1)->value);
}

static void
test_whole_alone (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{}");
  static const char *const good[] = {
    "[{'op': 'create', 'value': {}}]",
    "[{'op': 'create', 'value': {'title': 'T', 'members': [{'key': '$2', 'pos': 'A'}]}}]",
    "[{'op': 'delete'}]",
    "[{'op': 'delete', 'was': {}}]",
    "[{'op': 'restore'}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (SheafEdit) edit = desk_edit (set, good[i]);

      g_assert_true (sheaf_edit_is_whole (edit));
    }

  desk_refuses (SHEAF_KIND_SET, "[{'op': 'delete'}, {'op': 'restore'}]", SHEAF_EDIT_ERROR_MALFORMED);
  desk_refuses (SHEAF_KIND_SET, "[{'op': 'add', 'field': 'tags', 'value': '$2'}, {'op': 'delete'}]",
                SHEAF_EDIT_ERROR_MALFORMED);
}

static void
refuse_head (const char *text)
{
  g_autoptr (JsonNode) node = desk_json (text);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_null (sheaf_edit_from_json (node, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == SHEAF_EDIT_ERROR);
  g_assert_true (error->code == SHEAF_EDIT_ERROR_MALFORMED || error->code == SHEAF_EDIT_ERROR_FIELD);
}

static void
test_refused_heads (void)
{
  static const char *const good[] = {
    "'id': '$1'", "'group': '$2'", "'entity': 'set'", "'entity_id': '$3'",
    "'at': '2026-11-24T15:04:05.123Z'", "'changes': [{'op': 'restore'}]", "'undoes': null",
  };
  static const char *const bad[] = {
    "'id': 7", "'id': '0193'", "'id': '0193ABCD-0000-7000-8000-000000000001'", "'id': ''",
    "'group': null", "'group': 'x'", "'entity': 'sets'", "'entity': 'story'", "'entity': {}",
    "'entity_id': ['$3']", "'entity_id': '../etc'", "'at': 5", "'at': 'yesterday'",
    "'undoes': 'it'", "'undoes': 0", "'changes': null", "'changes': []", "'changes': {}",
    "'changes': 'put'", "'changes': [null]", "'changes': [[]]", "'changes': [{}]",
    "'changes': [{'op': 'steal'}]", "'changes': [{'op': null}]", "'changes': [{'op': 1}]",
  };

  refuse_head ("null");
  refuse_head ("[]");
  refuse_head ("'edit'");
  refuse_head ("{}");

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      /* Without one of those that must be there, and with a bad one instead. */
      const char *colon = strchr (good[i], ':');
      g_autoptr (GString) others = g_string_new (NULL);

      for (guint j = 0; j < G_N_ELEMENTS (good); j++)
        {
          if (j != i)
            g_string_append_printf (others, "%s%s", others->len > 0 ? "," : "", good[j]);
        }

      if (i < G_N_ELEMENTS (good) - 1)
        {
          g_autofree char *text = g_strdup_printf ("{%s}", others->str);

          refuse_head (text);
        }
      for (guint j = 0; j < G_N_ELEMENTS (bad); j++)
        {
          g_autofree char *text = g_strdup_printf ("{%s,%s}", others->str, bad[j]);

          if (strncmp (bad[j], good[i], (gsize) (colon - good[i]) + 1) == 0)
            refuse_head (text);
        }
    }
}

static void
test_refused_changes (void)
{
  static const struct
  {
    const char *change;
    int code;
  } cases[] = {
    { "'op': 'put', 'value': 'T'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'title'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 7, 'value': 'T'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'title', 'key': '$2', 'value': 'T'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'title', 'pos': 'V', 'value': 'T'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'title', 'path': 'x', 'value': 'T'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'title', 'value': 7", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'put', 'field': 'title', 'value': ['T']", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'put', 'field': 'title', 'value': {}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'put', 'field': 'title', 'was': 7, 'value': 'T'", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'put', 'field': 'lead', 'value': 'T'", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'put', 'field': 'lead', 'value': '$1'", SHEAF_EDIT_ERROR_TYPE }, /* itself */
    { "'op': 'put', 'field': 'tags', 'value': []", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'note', 'value': 'N'", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'colour', 'value': 'red'", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'taken', 'value': {}", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'rev', 'value': 7", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': '', 'value': 7", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'members', 'value': []", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'members', 'key': '$2', 'value': 'N'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'members', 'key': 'k', 'path': 'note', 'value': 'N'",
      SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'put', 'field': 'members', 'key': '$2', 'path': 'pos', 'value': 'A'",
      SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'members', 'key': '$2', 'path': 'override', 'value': {}",
      SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'members', 'key': '$2', 'path': 'override/x', 'value': 'A'",
      SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'put', 'field': 'members', 'key': '$2', 'path': 'role', 'value': 'star'",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'add', 'field': 'tags'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'add', 'field': 'tags', 'value': null", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'add', 'field': 'tags', 'value': ''", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'add', 'field': 'tags', 'value': ['$2']", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'add', 'field': 'tags', 'value': 'ports'", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'add', 'field': 'title', 'value': 'T'", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'remove', 'field': 'members', 'value': '$2'", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'value': {}", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'A0', 'value': {}",
      SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'insert', 'field': 'members', 'pos': 'A', 'value': {}", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'A'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'A', 'value': 'related'",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'A', 'value': []",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'A', 'value': {'x': 1}",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'A', 'value': {'override': 'x'}",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'insert', 'field': 'tags', 'key': '$2', 'pos': 'A', 'value': {}",
      SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'move', 'field': 'members', 'key': '$2', 'was': 1, 'pos': 'B'",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'take', 'field': 'members', 'was': {}", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'take', 'field': 'members', 'key': '$2', 'was': 'A'", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'text', 'field': 'note', 'was': 'a', 'value': 1", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'text', 'field': 'note', 'was': ['a'], 'value': 'b'", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'text', 'field': 'title', 'was': 'a', 'value': 'b'", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'create'", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'create', 'value': null", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': []", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'field': 'title', 'value': {}", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'create', 'value': {'title': 7}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'tags': 'ports'}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'tags': '$2'}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'tags': ['ports']}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'members': {}}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'members': [{'key': '$2'}]}", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'members': [{'key': '$2', 'pos': 'A'}, {'key': '$2', 'pos': 'B'}]}",
      SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'create', 'value': {'rev': 7}", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'create', 'value': {'taken': {}}", SHEAF_EDIT_ERROR_FIELD },
    { "'op': 'delete', 'was': 'x'", SHEAF_EDIT_ERROR_TYPE },
    { "'op': 'delete', 'value': {}", SHEAF_EDIT_ERROR_MALFORMED },
    { "'op': 'restore', 'field': 'title'", SHEAF_EDIT_ERROR_MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{%s}]", cases[i].change);

      desk_refuses (SHEAF_KIND_SET, text, cases[i].code);
    }
}

/* What only a command or the backend may change. */
static void
test_refused_fields (void)
{
  static const struct
  {
    SheafKind kind;
    const char *change;
    int code;
  } cases[] = {
    { SHEAF_KIND_BUNDLE, "'field': 'status', 'value': 'published'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'status', 'value': 'retracted'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'corrections', 'value': []", SHEAF_EDIT_ERROR_FIELD },
    { SHEAF_KIND_BUNDLE, "'field': 'schedule', 'value': {'at': 'soon'}", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'embargo', 'value': 'soon'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'image', 'value': {'url': 'javascript:alert(1)'}",
      SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'image', 'value': {'url': 'data:text/html,x'}",
      SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'image', 'value': {'url': ' javascript:alert(1)'}",
      SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'image', 'value': {'focal': {'x': 2}}", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_BUNDLE, "'field': 'language', 'value': 'en_US'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_ARTICLE, "'field': 'origins', 'value': []", SHEAF_EDIT_ERROR_FIELD },
    { SHEAF_KIND_ARTICLE, "'field': 'story', 'value': '$2'", SHEAF_EDIT_ERROR_FIELD },
    { SHEAF_KIND_ARTICLE, "'field': 'state', 'value': 'burnt'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_ARTICLE, "'field': 'state', 'value': 'inbox|kept'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_ARTICLE, "'field': 'same_as', 'value': '$1'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_ARTICLE, "'field': 'authors', 'value': ['Ada']", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_TAG, "'field': 'merged_into', 'value': '$1'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_SOURCE, "'field': 'interval', 'value': -1", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_SOURCE, "'field': 'interval', 'value': 1.5", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_SOURCE, "'field': 'paused', 'value': 'yes'", SHEAF_EDIT_ERROR_TYPE },
    { SHEAF_KIND_SOURCE, "'field': 'health', 'value': {}", SHEAF_EDIT_ERROR_FIELD },
    { SHEAF_KIND_DESTINATION, "'field': 'kind', 'value': 'folder'", SHEAF_EDIT_ERROR_FIELD },
    { SHEAF_KIND_STORY, "'field': 'title', 'value': 'T'", SHEAF_EDIT_ERROR_FIELD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{'op': 'put', %s}]", cases[i].change);

      desk_refuses (cases[i].kind, text, cases[i].code);
    }
}

static void
test_too_large (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{}");
  g_autoptr (GString) many = g_string_new ("[");
  g_autofree char *long_text = g_strnfill (SHEAF_FIELD_MAX_BYTES, 'x');
  g_autofree char *just = g_strdup_printf ("[{'op': 'text', 'field': 'note', 'value': '%s'}]",
                                           long_text);
  g_autofree char *over = g_strdup_printf ("[{'op': 'text', 'field': 'note', 'value': '%sx'}]",
                                           long_text);
  g_autofree char *seen = g_strdup_printf (
      "[{'op': 'text', 'field': 'note', 'was': '%sx', 'value': ''}]", long_text);
  g_autoptr (SheafEdit) edit = NULL;

  for (guint i = 0; i < 256; i++)
    g_string_append_printf (many, "%s{'op': 'add', 'field': 'tags', 'value': '$2'}",
                            i > 0 ? "," : "");
  g_string_append_c (many, ']');
  edit = desk_edit (set, many->str);
  g_assert_cmpuint (sheaf_edit_get_n_changes (edit), ==, 256);
  g_string_overwrite (many, many->len - 1, ",{'op': 'add', 'field': 'tags', 'value': '$2'}]");
  desk_refuses (SHEAF_KIND_SET, many->str, SHEAF_EDIT_ERROR_TOO_LARGE);

  g_clear_pointer (&edit, sheaf_edit_unref);
  edit = desk_edit (set, just);
  desk_refuses (SHEAF_KIND_SET, over, SHEAF_EDIT_ERROR_TOO_LARGE);
  desk_refuses (SHEAF_KIND_SET, seen, SHEAF_EDIT_ERROR_TOO_LARGE);
}

/* The message says where. */
static void
test_message (void)
{
  g_autoptr (JsonNode) node =
      desk_json ("{" HEAD ", 'changes': [{'op': 'add', 'field': 'tags', 'value': '$4'},"
                 " {'op': 'put', 'field': 'title', 'value': 7}]}");
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_edit_from_json (node, &error));
  g_assert_nonnull (strstr (error->message, "change 1"));
  g_assert_nonnull (strstr (error->message, "title"));

  g_clear_error (&error);
  g_assert_null (sheaf_edit_from_text ("{\"id\": ", -1, &error));
  g_assert_error (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_MALFORMED);
}

static void
test_invert_what_was_applied (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'tags': ['$4'], 'note': 'One.'}");
  g_autoptr (SheafEdit) edit =
      desk_edit (set, "[{'op': 'add', 'field': 'tags', 'value': '$4'},"
                      " {'op': 'add', 'field': 'tags', 'value': '$5'}]");
  g_autoptr (SheafOutcome) outcome = desk_apply (set, edit);
  g_autoptr (SheafEdit) inverse = sheaf_edit_invert (edit, outcome->applied, desk_id (9));
  g_autoptr (SheafEdit) none = NULL;
  g_autoptr (JsonArray) nothing = json_array_new ();

  /* A tag that was there before is not removed. */
  g_assert_cmpuint (sheaf_edit_get_n_changes (inverse), ==, 1);
  g_assert_cmpint (sheaf_edit_get_change (inverse, 0)->op, ==, SHEAF_OP_REMOVE);
  desk_assert_json (sheaf_edit_get_change (inverse, 0)->value, "'$5'");
  g_assert_cmpstr (sheaf_edit_get_undoes (inverse), ==, sheaf_edit_get_id (edit));
  g_assert_cmpstr (sheaf_edit_get_group (inverse), ==, desk_id (9));
  g_assert_cmpstr (sheaf_edit_get_id (inverse), !=, sheaf_edit_get_id (edit));

  none = sheaf_edit_invert (edit, nothing, NULL);
  g_assert_null (none);
}

/* Where a colleague has since changed the same field, the undo clashes. */
static void
test_undo_clashes (void)
{
  static const struct
  {
    const char *mine;
    const char *theirs;
  } cases[] = {
    { "{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U'}",
      "{'op': 'put', 'field': 'title', 'was': 'U', 'value': 'V'}" },
    { "{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'B'}",
      "{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'B', 'pos': 'C'}" },
    { "{'op': 'insert', 'field': 'members', 'key': '$3', 'pos': 'B', 'value': {}}",
      "{'op': 'put', 'field': 'members', 'key': '$3', 'path': 'note', 'value': 'N'}" },
    { "{'op': 'put', 'field': 'members', 'key': '$2', 'path': 'note', 'value': 'N'}",
      "{'op': 'take', 'field': 'members', 'key': '$2', 'was': {'pos': 'A', 'note': 'N'}}" },
    { "{'op': 'text', 'field': 'note', 'was': 'One two.', 'value': 'One three.'}",
      "{'op': 'text', 'field': 'note', 'was': 'One three.', 'value': 'One four.'}" },
    { "{'op': 'restore'}", "{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'V'}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafEntity) set = desk_entity (
          SHEAF_KIND_SET, "{'title': 'T', 'note': 'One two.', 'members': [{'key': '$2', 'pos': 'A'}]}");
      g_autofree char *mine = g_strdup_printf ("[%s]", cases[i].mine);
      g_autofree char *theirs = g_strdup_printf ("[%s]", cases[i].theirs);
      g_autoptr (SheafEdit) first = NULL;
      g_autoptr (SheafEdit) second = desk_edit (set, theirs);
      g_autoptr (SheafOutcome) one = NULL;
      g_autoptr (SheafOutcome) two = NULL;
      g_autoptr (SheafOutcome) undone = NULL;
      g_autoptr (SheafEdit) undo = NULL;

      g_test_message ("%s", mine);
      if (strstr (mine, "restore") != NULL)
        {
          g_autoptr (SheafEdit) delete = desk_edit (set, "[{'op': 'delete'}]");
          g_autoptr (SheafOutcome) deleted = desk_apply (set, delete);

          sheaf_entity_unref (set);
          set = sheaf_entity_ref (deleted->entity);
        }

      first = desk_edit (set, mine);
      one = desk_apply (set, first);
      two = desk_apply (one->entity, second);
      g_assert_cmpuint (json_array_get_length (two->applied), ==, 1);
      undo = sheaf_edit_invert (first, one->applied, NULL);
      undone = desk_apply (two->entity, undo);
      g_assert_cmpuint (json_array_get_length (undone->clashes), ==, 1);
      g_assert_true (undone->entity == two->entity);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/edit/golden", test_golden);
  g_test_add_func ("/model/edit/builders", test_builders);
  g_test_add_func ("/model/edit/whole-alone", test_whole_alone);
  g_test_add_func ("/model/edit/refused-heads", test_refused_heads);
  g_test_add_func ("/model/edit/refused-changes", test_refused_changes);
  g_test_add_func ("/model/edit/refused-fields", test_refused_fields);
  g_test_add_func ("/model/edit/too-large", test_too_large);
  g_test_add_func ("/model/edit/message", test_message);
  g_test_add_func ("/model/edit/invert-what-was-applied", test_invert_what_was_applied);
  g_test_add_func ("/model/edit/undo-clashes", test_undo_clashes);

  return g_test_run ();
}
