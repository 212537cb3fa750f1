/* test-apply.c: `was` decides
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

static void
test_put (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'Expo'}");

  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Expo diplomacy'}]",
              "{'title': 'Expo diplomacy'}",
              "[{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Expo diplomacy',"
              "  'replaced': 'Expo'}]",
              NULL);
  /* What stands already has no effect, whatever was seen. */
  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'Fair', 'value': 'Expo diplomacy'}]",
              "{'title': 'Expo diplomacy'}", NULL, NULL);
  /* Anything else is a clash. */
  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Fair'}]",
              "{'title': 'Expo diplomacy'}", NULL, "['title', 'Expo diplomacy']");
  /* Absent, null and empty are one. */
  desk_check (&set, "[{'op': 'put', 'field': 'lead', 'was': '', 'value': '$2'}]",
              "{'title': 'Expo diplomacy', 'lead': '$2'}",
              "[{'op': 'put', 'field': 'lead', 'was': '', 'value': '$2'}]", NULL);
  desk_check (&set, "[{'op': 'put', 'field': 'lead', 'was': '$2', 'value': null}]",
              "{'title': 'Expo diplomacy'}",
              "[{'op': 'put', 'field': 'lead', 'was': '$2', 'value': null, 'replaced': '$2'}]",
              NULL);
  desk_check (&set, "[{'op': 'put', 'field': 'lead', 'value': null}]",
              "{'title': 'Expo diplomacy'}", NULL, NULL);
}

static void
test_put_whole_values (void)
{
  g_autoptr (SheafEntity) editorial =
      desk_entity (SHEAF_KIND_EDITORIAL, "{'authors': [{'name': 'Ada'}], 'headline': 'H'}");

  /* An empty member more or less is no difference. */
  desk_check (&editorial,
              "[{'op': 'put', 'field': 'authors', 'was': [{'name': 'Ada', 'url': ''}],"
              "  'value': [{'name': 'Ada'}, {'name': 'Ben'}]}]",
              "{'authors': [{'name': 'Ada'}, {'name': 'Ben'}], 'headline': 'H'}",
              "[{'op': 'put', 'field': 'authors', 'was': [{'name': 'Ada', 'url': ''}],"
              "  'value': [{'name': 'Ada'}, {'name': 'Ben'}], 'replaced': [{'name': 'Ada'}]}]",
              NULL);
  desk_check (&editorial,
              "[{'op': 'put', 'field': 'authors', 'was': [{'name': 'Ada'}], 'value': []}]",
              "{'authors': [{'name': 'Ada'}, {'name': 'Ben'}], 'headline': 'H'}", NULL,
              "['authors', [{'name': 'Ada'}, {'name': 'Ben'}]]");
  desk_check (&editorial,
              "[{'op': 'put', 'field': 'image', 'value':"
              "  {'url': 'https://pictures.example/1', 'focal': {'x': 1.0, 'y': 0.5}}}]",
              "{'authors': [{'name': 'Ada'}, {'name': 'Ben'}], 'headline': 'H',"
              " 'image': {'url': 'https://pictures.example/1', 'focal': {'x': 1, 'y': 0.5}}}",
              "[{'op': 'put', 'field': 'image', 'was': null, 'value':"
              "  {'url': 'https://pictures.example/1', 'focal': {'x': 1, 'y': 0.5}}}]",
              NULL);
}

static void
test_change_by_change (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'A', 'lead': '$2'}");

  /* One clashes, the others apply. */
  desk_check (&set,
              "[{'op': 'put', 'field': 'title', 'was': 'X', 'value': 'B'},"
              " {'op': 'put', 'field': 'lead', 'was': '$2', 'value': '$3'},"
              " {'op': 'put', 'field': 'lead', 'was': '$3', 'value': '$4'}]",
              "{'title': 'A', 'lead': '$4'}",
              "[{'op': 'put', 'field': 'lead', 'was': '$2', 'value': '$3', 'replaced': '$2'},"
              " {'op': 'put', 'field': 'lead', 'was': '$3', 'value': '$4', 'replaced': '$3'}]",
              "['title', 'A']");
}

static void
test_clash (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'Theirs'}");
  g_autoptr (SheafEdit) edit =
      desk_edit (set, "[{'op': 'put', 'field': 'title', 'was': 'Base', 'value': 'Mine'}]");
  g_autoptr (SheafOutcome) outcome = desk_apply (set, edit);
  g_autoptr (JsonNode) answer = sheaf_outcome_to_json (outcome, desk_id (9));

  desk_assert_json (answer,
                    "{'id': '$9', 'applied': [], 'clashes': [{'field': 'title', 'base': 'Base',"
                    " 'mine': 'Mine', 'theirs': 'Theirs', 'change': {'op': 'put',"
                    " 'field': 'title', 'was': 'Base', 'value': 'Mine'}}]}");
  g_assert_true (outcome->entity == set);
}

static void
test_text (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'note': 'One. Two.'}");

  desk_check (&set, "[{'op': 'text', 'field': 'note', 'was': 'One. Two.', 'value': 'One. 2.'}]",
              "{'note': 'One. 2.'}",
              "[{'op': 'text', 'field': 'note', 'was': 'One. Two.', 'value': 'One. 2.',"
              "  'replaced': 'One. Two.'}]",
              NULL);
  /* Merged: what is written is what came of it, so that it can be taken back. */
  desk_check (&set, "[{'op': 'text', 'field': 'note', 'was': 'One. Two.', 'value': '1. Two.'}]",
              "{'note': '1. 2.'}",
              "[{'op': 'text', 'field': 'note', 'was': 'One. Two.', 'value': '1. 2.',"
              "  'replaced': 'One. 2.'}]",
              NULL);
  /* What is there already once is not there twice. */
  desk_check (&set, "[{'op': 'text', 'field': 'note', 'was': 'One. Two.', 'value': '1. Two.'}]",
              "{'note': '1. 2.'}", NULL, NULL);
  desk_check (&set, "[{'op': 'text', 'field': 'note', 'was': 'One. Two.', 'value': 'I. Two.'}]",
              "{'note': '1. 2.'}", NULL, "['note', '1. 2.']");
  desk_check (&set, "[{'op': 'text', 'field': 'note', 'was': '1. 2.', 'value': null}]", "{}",
              "[{'op': 'text', 'field': 'note', 'was': '1. 2.', 'value': null,"
              "  'replaced': '1. 2.'}]",
              NULL);
}

static void
test_sets (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'tags': ['$5', '$3']}");

  desk_check (&set,
              "[{'op': 'add', 'field': 'tags', 'value': '$4'},"
              " {'op': 'add', 'field': 'tags', 'value': '$3'},"
              " {'op': 'add', 'field': 'tags', 'value': '$9'},"
              " {'op': 'add', 'field': 'tags', 'value': '$2'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$5'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$8'}]",
              "{'tags': ['$2', '$3', '$4', '$9']}",
              "[{'op': 'add', 'field': 'tags', 'value': '$4'},"
              " {'op': 'add', 'field': 'tags', 'value': '$9'},"
              " {'op': 'add', 'field': 'tags', 'value': '$2'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$5'}]",
              NULL);
  desk_check (&set,
              "[{'op': 'remove', 'field': 'tags', 'value': '$2'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$3'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$4'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$9'}]",
              "{}",
              "[{'op': 'remove', 'field': 'tags', 'value': '$2'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$3'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$4'},"
              " {'op': 'remove', 'field': 'tags', 'value': '$9'}]",
              NULL);
}

/* A status that a command gave is not an edit's to change. */
static void
test_commanded (void)
{
  g_autoptr (SheafEntity) bundle = desk_entity (SHEAF_KIND_BUNDLE, "{'status': 'published'}");

  desk_check (&bundle,
              "[{'op': 'put', 'field': 'status', 'was': 'published', 'value': 'draft'}]",
              "{'status': 'published'}", NULL, "['status', 'published']");
  desk_check (&bundle, "[{'op': 'put', 'field': 'status', 'was': 'published', 'value': null}]",
              "{'status': 'published'}", NULL, "['status', 'published']");
}

/* What a source said is the source's; what was written by hand is the desk's. */
static void
test_sourced (void)
{
  g_autoptr (SheafEntity) fed =
      desk_entity (SHEAF_KIND_ARTICLE, "{'title': 'T', 'origins': [{'source': '$7'}]}");
  g_autoptr (SheafEntity) written = desk_entity (SHEAF_KIND_ARTICLE, "{'title': 'T'}");

  desk_check (&fed,
              "[{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U'},"
              " {'op': 'text', 'field': 'summary', 'was': null, 'value': 'S'},"
              " {'op': 'put', 'field': 'state', 'was': null, 'value': 'kept'}]",
              "{'title': 'T', 'origins': [{'source': '$7'}], 'state': 'kept'}",
              "[{'op': 'put', 'field': 'state', 'was': null, 'value': 'kept'}]",
              "['title', 'T', 'summary', null]");
  desk_check (&written, "[{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U'}]",
              "{'title': 'U'}",
              "[{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U', 'replaced': 'T'}]",
              NULL);
}

static void
test_no_entity (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{}");
  static const char *const changes[] = {
    "[{'op': 'put', 'field': 'title', 'was': null, 'value': 'T'}]",
    "[{'op': 'delete'}]",
    "[{'op': 'restore'}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (SheafEdit) edit = desk_edit (set, changes[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (sheaf_edit_apply (edit, NULL, 1000, &error));
      g_assert_error (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_NO_ENTITY);
    }
}

/* The former state is untouched, however much of it the next one shares. */
static void
test_immutable (void)
{
  g_autoptr (SheafEntity) before =
      desk_entity (SHEAF_KIND_SET, "{'title': 'T', 'tags': ['$2'], 'members':"
                                   " [{'key': '$3', 'pos': 'V', 'override': {'kicker': 'K'}}]}");
  g_autofree char *text = sheaf_entity_to_text (before);
  g_autofree char *later = NULL;
  g_autoptr (SheafEntity) after = sheaf_entity_ref (before);
  g_autoptr (SheafEdit) edit = desk_edit (
      before, "[{'op': 'put', 'field': 'title', 'was': 'T', 'value': 'U'},"
              " {'op': 'add', 'field': 'tags', 'value': '$4'},"
              " {'op': 'put', 'field': 'members', 'key': '$3', 'path': 'override/kicker',"
              "  'was': 'K', 'value': 'L'},"
              " {'op': 'insert', 'field': 'members', 'key': '$4', 'pos': 'A', 'value': {}}]");
  g_autoptr (SheafOutcome) outcome = desk_apply (before, edit);

  g_assert_cmpuint (json_array_get_length (outcome->applied), ==, 4);
  later = sheaf_entity_to_text (before);
  g_assert_cmpstr (later, ==, text);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/apply/put", test_put);
  g_test_add_func ("/model/apply/put-whole-values", test_put_whole_values);
  g_test_add_func ("/model/apply/change-by-change", test_change_by_change);
  g_test_add_func ("/model/apply/clash", test_clash);
  g_test_add_func ("/model/apply/text", test_text);
  g_test_add_func ("/model/apply/sets", test_sets);
  g_test_add_func ("/model/apply/commanded", test_commanded);
  g_test_add_func ("/model/apply/sourced", test_sourced);
  g_test_add_func ("/model/apply/no-entity", test_no_entity);
  g_test_add_func ("/model/apply/immutable", test_immutable);

  return g_test_run ();
}
