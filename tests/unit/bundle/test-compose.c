/* test-compose.c: a release made from a bundle and what it names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bundle/sheaf-forms.h"
#include "bundle/sheaf-members.h"
#include "bundle/sheaf-release.h"
#include "desk.h"
#include "model/sheaf-time.h"

static JsonNode *
compose (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  JsonNode *release = sheaf_release_compose (desk_get (desk, DESK_BUNDLE), &desk->compose, &error);

  g_assert_no_error (error);
  g_assert_nonnull (release);
  g_assert_true (sheaf_release_check (release, &error));
  g_assert_no_error (error);

  return release;
}

static JsonObject *
section (JsonNode *release,
         guint     i)
{
  JsonArray *sections = sheaf_members_get_array (json_node_get_object (release), "sections");

  return sheaf_array_get_object (sections, i);
}

static JsonObject *
article (JsonNode *release,
         guint     i)
{
  return sheaf_array_get_object (sheaf_members_get_array (section (release, 0), "articles"), i);
}

/* The whole of it, as it was looked at once and found right. */
static void
test_golden (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = compose (desk);
  g_autofree char *expected = desk_read_text ("release.json");
  g_autofree char *text = sheaf_release_to_json (release);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_lead_first (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = compose (desk);

  g_assert_cmpstr (sheaf_members_get_string (article (release, 0), "id"), ==, DESK_LEAD);
  g_assert_true (sheaf_members_get_boolean (article (release, 0), "lead"));
  g_assert_false (sheaf_members_get_boolean (article (release, 1), "lead"));
}

static void
test_first_member_leads_where_none_was_chosen (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = NULL;

  desk_change (desk, DESK_SET, "lead", NULL);
  release = compose (desk);

  g_assert_cmpstr (sheaf_members_get_string (article (release, 0), "id"), ==,
                   "0193e000-0000-7000-8000-000000000001");
  g_assert_true (sheaf_members_get_boolean (article (release, 0), "lead"));
}

static void
test_override (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = compose (desk);

  g_assert_cmpstr (sheaf_members_get_string (article (release, 0), "headline"), ==,
                   "Ferry to sail all year");
  g_assert_cmpstr (sheaf_members_get_string (article (release, 0), "original_headline"), ==,
                   "Ferry line to link Port Alma with the islands");
  g_assert_null (sheaf_members_get_string (article (release, 1), "original_headline"));
}

static void
test_usage (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = NULL;
  g_autoptr (JsonNode) without = NULL;

  release = compose (desk);
  g_assert_nonnull (sheaf_members_get_string (article (release, 0), "body"));
  g_assert_null (sheaf_members_get_object (article (release, 1), "image"));
  g_assert_null (sheaf_members_get_string (article (release, 3), "excerpt"));

  desk_change (desk, DESK_LEAD, "usage", NULL);
  without = compose (desk);
  g_assert_null (sheaf_members_get_string (article (without, 0), "body"));
  g_assert_nonnull (sheaf_members_get_string (article (without, 0), "excerpt"));
}

/* A deleted article and one found to be another's copy do not show. */
static void
test_missing_and_same (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = compose (desk);
  JsonArray *articles = sheaf_members_get_array (section (release, 0), "articles");

  g_assert_cmpuint (json_array_get_length (articles), ==, 5);
}

static void
test_same_as_in_a_circle_ends (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = NULL;

  desk_change (desk, "0193e000-0000-7000-8000-000000000001", "same_as",
               "\"0193e000-0000-7000-8000-000000000006\"");
  release = compose (desk);
  g_assert_cmpuint (sheaf_array_get_length (
                      sheaf_members_get_array (section (release, 0), "articles")),
                    >=, 5);
}

static void
test_merged_tag (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = compose (desk);
  JsonArray *tags = sheaf_members_get_array (json_node_get_object (release), "tags");

  g_assert_cmpuint (json_array_get_length (tags), ==, 2);
  g_assert_cmpstr (sheaf_members_get_string (sheaf_array_get_object (tags, 0), "hashtag"), ==,
                   "#Ferries");
  g_assert_cmpstr (sheaf_members_get_string (sheaf_array_get_object (tags, 1), "hashtag"), ==,
                   "#PortAlma");
}

static void
test_long_summary_is_cut_at_a_word (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = NULL;
  g_autoptr (GString) summary = g_string_new ("\"");
  const char *excerpt;

  for (guint i = 0; i < 100; i++)
    g_string_append (summary, "harbour ");
  g_string_append_c (summary, '"');
  desk_change (desk, DESK_LEAD, "summary", summary->str);
  release = compose (desk);

  excerpt = sheaf_members_get_string (article (release, 0), "excerpt");
  g_assert_cmpint (g_utf8_strlen (excerpt, -1), <=, 321);
  g_assert_true (g_str_has_suffix (excerpt, "harbour…"));
}

static void
test_cites (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = compose (desk);
  JsonArray *cites = sheaf_members_get_array (section (release, 1), "cites");
  const char *body = sheaf_members_get_string (section (release, 1), "body");

  g_assert_cmpuint (json_array_get_length (cites), ==, 1);
  g_assert_nonnull (strstr (body, "href=\"https://daily.example/contract\""));
  g_assert_nonnull (strstr (body, "Council signs the ferry contract"));
  g_assert_nonnull (strstr (body, "<strong>twice</strong>"));
}

static void
test_first_publication (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (JsonNode) release = NULL;

  desk->compose.first = SHEAF_TIME_NONE;
  desk->compose.base_url = NULL;
  desk->compose.publisher = NULL;
  release = compose (desk);

  g_assert_cmpstr (sheaf_members_get_string (json_node_get_object (release), "published"), ==,
                   "2026-11-24T12:00:00.000Z");
  g_assert_false (json_object_has_member (json_node_get_object (release), "url"));
  g_assert_false (json_object_has_member (json_node_get_object (release), "publisher"));
}

static void
test_not_a_bundle (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_release_compose (desk_get (desk, DESK_SET), &desk->compose, &error));
  g_assert_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MISSING);
}

static void
test_parts (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) parts = sheaf_release_parts (desk_get (desk, DESK_BUNDLE),
                                                     &desk->compose);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parts->len; i++)
    g_hash_table_add (ids, (char *) sheaf_entity_get_id (g_ptr_array_index (parts, i)));

  /* The bundle, two tags, the set, the editorial and five articles, each once. */
  g_assert_cmpuint (parts->len, ==, 10);
  g_assert_cmpuint (g_hash_table_size (ids), ==, 10);
  g_assert_true (g_ptr_array_index (parts, 0) == desk_get (desk, DESK_BUNDLE));
  g_assert_true (g_hash_table_contains (ids, DESK_EDITORIAL));
  g_assert_true (g_hash_table_contains (ids, "0193a000-0000-5000-8000-00000000000c"));
  g_assert_false (g_hash_table_contains (ids, "0193a000-0000-5000-8000-00000000000b"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/compose/golden", test_golden);
  g_test_add_func ("/bundle/compose/lead-first", test_lead_first);
  g_test_add_func ("/bundle/compose/first-member-leads",
                   test_first_member_leads_where_none_was_chosen);
  g_test_add_func ("/bundle/compose/override", test_override);
  g_test_add_func ("/bundle/compose/usage", test_usage);
  g_test_add_func ("/bundle/compose/missing-and-same", test_missing_and_same);
  g_test_add_func ("/bundle/compose/same-as-in-a-circle", test_same_as_in_a_circle_ends);
  g_test_add_func ("/bundle/compose/merged-tag", test_merged_tag);
  g_test_add_func ("/bundle/compose/long-summary", test_long_summary_is_cut_at_a_word);
  g_test_add_func ("/bundle/compose/cites", test_cites);
  g_test_add_func ("/bundle/compose/first-publication", test_first_publication);
  g_test_add_func ("/bundle/compose/not-a-bundle", test_not_a_bundle);
  g_test_add_func ("/bundle/compose/parts", test_parts);

  return g_test_run ();
}
