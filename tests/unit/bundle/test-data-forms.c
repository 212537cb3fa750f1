/* test-data-forms.c: a release as canonical JSON, as ninjs and as linked data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bundle/sheaf-forms.h"
#include "bundle/sheaf-members.h"
#include "desk.h"

/* The properties of ninjs 3.1 that a release may become: `$defs/ninjsType` of its schema. */
static const char * const ninjs_properties[] = {
  "uri",          "type",           "representationType", "profile",       "version",
  "firstCreated", "versionCreated", "contentCreated",     "embargoedUntil", "pubStatus",
  "urgency",      "copyrightHolder", "copyrightNotice",   "usageTerms",    "edNote",
  "language",     "descriptions",   "bodies",             "headlines",     "people",
  "organisations", "places",        "subjects",           "events",        "objects",
  "infoSources",  "title",          "by",                 "slugline",      "located",
  "renditions",   "associations",   "altIds",             "trustIndicators", "standard",
  "genres",       "expires",        "rightsInfo",         "digitalSourceType", NULL,
};

typedef struct
{
  const char *property;
  const char * const members[9];
} NinjsItems;

/* What the schema allows in the items of the arrays that are written. */
static const NinjsItems ninjs_items[] = {
  { "descriptions", { "role", "contentType", "value", NULL } },
  { "headlines", { "role", "contentType", "value", NULL } },
  { "bodies", { "role", "contentType", "charCount", "wordCount", "value", NULL } },
  { "subjects", { "name", "rel", "uri", "literal", "creator", "relevance", "confidence", NULL } },
  { "infoSources", { "name", "role", "uri", "literal", "contactInfo", NULL } },
  { "renditions", { "name", "href", "contentType", "title", NULL } },
  { "genres", { "name", "uri", "literal", NULL } },
};

static void
check_ninjs_items (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (ninjs_items); i++)
    {
      JsonArray *array = sheaf_members_get_array (object, ninjs_items[i].property);

      for (guint j = 0; j < sheaf_array_get_length (array); j++)
        {
          JsonObject *item = sheaf_array_get_object (array, j);
          g_autoptr (GList) names = json_object_get_members (item);

          for (GList *l = names; l != NULL; l = l->next)
            g_assert_true (g_strv_contains (ninjs_items[i].members, l->data));
        }
    }
}

/* Holds @object to the schema as far as a release can break it; returns how many objects. */
static guint
check_ninjs (JsonObject *object,
             gboolean    associated)
{
  g_autoptr (GList) names = json_object_get_members (object);
  JsonArray *associations = sheaf_members_get_array (object, "associations");
  guint count = 1;

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (associated && (g_str_equal (l->data, "name") || g_str_equal (l->data, "rel")))
        continue;
      if (!g_strv_contains (ninjs_properties, l->data))
        g_error ("ninjs has no property “%s”", (const char *) l->data);
    }

  g_assert_nonnull (sheaf_members_get_string (object, "uri"));
  if (associated)
    g_assert_nonnull (sheaf_members_get_string (object, "name"));
  check_ninjs_items (object);
  for (guint i = 0; i < sheaf_array_get_length (associations); i++)
    count += check_ninjs (sheaf_array_get_object (associations, i), TRUE);

  return count;
}

static JsonObject *
association (JsonObject *object,
             const char *rel)
{
  JsonArray *associations = sheaf_members_get_array (object, "associations");

  for (guint i = 0; i < sheaf_array_get_length (associations); i++)
    {
      JsonObject *found = sheaf_array_get_object (associations, i);

      if (g_strcmp0 (sheaf_members_get_string (found, "rel"), rel) == 0)
        return found;
    }

  g_assert_not_reached ();
}

static const char *
first_value (JsonObject *object,
             const char *name)
{
  JsonObject *first = sheaf_array_get_object (sheaf_members_get_array (object, name), 0);

  return sheaf_members_get_string (first, "value");
}

static void
test_ninjs (void)
{
  g_autoptr (JsonNode) release = desk_read_json ("release.json");
  g_autofree char *text = sheaf_release_to_ninjs (release);
  g_autoptr (JsonNode) node = desk_parse (text);
  JsonObject *object = json_node_get_object (node);
  JsonObject *lead = association (object, "lead");
  JsonObject *editorial = association (object, "editorial");

  /* Itself, its picture, five articles, the pictures of two of them, the editorial. */
  g_assert_cmpuint (check_ninjs (object, FALSE), >=, 8);

  g_assert_cmpstr (sheaf_members_get_string (object, "uri"), ==, "urn:uuid:" DESK_BUNDLE);
  g_assert_cmpstr (sheaf_members_get_string (object, "type"), ==, "composite");
  g_assert_cmpstr (sheaf_members_get_string (object, "version"), ==, "2");
  g_assert_cmpstr (sheaf_members_get_string (object, "versionCreated"), ==,
                   "2026-11-24T12:00:00.000Z");
  g_assert_cmpstr (
    sheaf_members_get_string (sheaf_members_get_object (object, "standard"), "version"), ==,
    "3.1");
  g_assert_cmpstr (first_value (object, "headlines"), ==, "A ferry, and what it is for");
  g_assert_cmpstr (first_value (lead, "headlines"), ==, "Ferry to sail all year");
  g_assert_cmpstr (sheaf_members_get_string (lead, "by"), ==, "Tomas Reyl, Ada Venn");
  g_assert_nonnull (first_value (lead, "bodies"));
  g_assert_nonnull (strstr (first_value (editorial, "bodies"), "<strong>twice</strong>"));
  g_assert_cmpstr (first_value (association (object, "opposing"), "headlines"), ==,
                   "العبّارة تكلّف أكثر مما تعيد");
}

static void
test_ninjs_of_a_hostile_release (void)
{
  g_autoptr (JsonNode) release = desk_read_json ("hostile.json");
  g_autofree char *text = sheaf_release_to_ninjs (release);
  g_autoptr (JsonNode) node = desk_parse (text);

  check_ninjs (json_node_get_object (node), FALSE);
  g_assert_null (strstr (text, "javascript:alert(1)"));
  g_assert_null (strstr (text, "vbscript:"));
}

static void
test_json_ld (void)
{
  g_autoptr (JsonNode) release = desk_read_json ("release.json");
  g_autofree char *text = sheaf_release_to_json_ld (release);
  g_autoptr (JsonNode) node = desk_parse (text);
  JsonObject *page = json_node_get_object (node);
  JsonObject *list = sheaf_members_get_object (page, "mainEntity");
  JsonArray *items = sheaf_members_get_array (list, "itemListElement");
  JsonObject *first = sheaf_members_get_object (sheaf_array_get_object (items, 0), "item");
  JsonObject *last = sheaf_members_get_object (sheaf_array_get_object (items, 5), "item");

  g_assert_cmpstr (sheaf_members_get_string (page, "@context"), ==, "https://schema.org");
  g_assert_cmpstr (sheaf_members_get_string (page, "@type"), ==, "CollectionPage");
  g_assert_cmpstr (sheaf_members_get_string (list, "@type"), ==, "ItemList");
  g_assert_cmpint (sheaf_members_get_int (list, "numberOfItems"), ==, 6);
  g_assert_cmpuint (json_array_get_length (items), ==, 6);
  g_assert_cmpint (sheaf_members_get_int (sheaf_array_get_object (items, 5), "position"), ==, 6);
  g_assert_cmpstr (sheaf_members_get_string (first, "@type"), ==, "NewsArticle");
  g_assert_cmpstr (sheaf_members_get_string (first, "url"), ==, "https://wire.example/ferry");
  g_assert_cmpstr (sheaf_members_get_string (last, "@type"), ==, "OpinionNewsArticle");
  g_assert_cmpuint (json_array_get_length (sheaf_members_get_array (page, "correction")), ==, 1);
  g_assert_cmpuint (json_array_get_length (sheaf_members_get_array (page, "keywords")), ==, 2);
}

static void
test_canonical_json (void)
{
  g_autoptr (JsonNode) node = desk_parse (
    "{\"b\": [1, {\"z\": null, \"a\": \"\\u00e4\\n\\\"\"}], \"a\": {}, \"B\": [], \"c\": 1.5}");
  g_autofree char *text = sheaf_release_to_json (node);

  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"B\": [],\n"
                   "  \"a\": {},\n"
                   "  \"b\": [\n"
                   "    1,\n"
                   "    {\n"
                   "      \"a\": \"ä\\n\\\"\",\n"
                   "      \"z\": null\n"
                   "    }\n"
                   "  ],\n"
                   "  \"c\": 1.5\n"
                   "}\n");
}

static void
test_canonical_json_is_stable (void)
{
  g_autofree char *once = desk_read_text ("release.json");
  g_autoptr (JsonNode) node = desk_parse (once);
  g_autofree char *twice = sheaf_release_to_json (node);

  g_assert_cmpstr (once, ==, twice);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/data-forms/ninjs", test_ninjs);
  g_test_add_func ("/bundle/data-forms/ninjs-hostile", test_ninjs_of_a_hostile_release);
  g_test_add_func ("/bundle/data-forms/json-ld", test_json_ld);
  g_test_add_func ("/bundle/data-forms/canonical-json", test_canonical_json);
  g_test_add_func ("/bundle/data-forms/canonical-json-stable", test_canonical_json_is_stable);

  return g_test_run ();
}
