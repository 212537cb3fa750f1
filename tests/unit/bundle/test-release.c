/* test-release.c: whether something is a release
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bundle/sheaf-release.h"
#include "desk.h"

typedef struct
{
  const char *path;
  const char *json;
  const char *message; /* a part of it */
} Case;

#define HEAD "{\"version\": 1, \"id\": \"a\", \"title\": \"T\""

static const Case cases[] = {
  { "not-an-object", "[]", "JSON object" },
  { "no-version", "{\"id\": \"a\", \"title\": \"T\", \"sections\": []}", "version is missing" },
  { "newer-version", "{\"version\": 9, \"id\": \"a\", \"title\": \"T\", \"sections\": []}",
    "version 9" },
  { "title-of-wrong-type", "{\"version\": 1, \"id\": \"a\", \"title\": 3, \"sections\": []}",
    "title is of the wrong type" },
  { "bad-time", HEAD ", \"published\": \"yesterday\", \"sections\": []}", "published" },
  { "sections-missing", HEAD "}", "sections is missing" },
  { "section-not-an-object", HEAD ", \"sections\": [null]}", "sections[0].type" },
  { "section-of-unknown-type", HEAD ", \"sections\": [{\"type\": \"poem\"}]}",
    "sections[0].type" },
  { "set-without-articles", HEAD ", \"sections\": [{\"type\": \"set\"}]}",
    "sections[0].articles" },
  { "article-without-headline",
    HEAD ", \"sections\": [{\"type\": \"set\", \"articles\": [{\"headline\": \"A\"}, {}]}]}",
    "sections[0].articles[1].headline" },
  { "article-not-an-object",
    HEAD ", \"sections\": [{\"type\": \"set\", \"articles\": [\"A\"]}]}",
    "sections[0].articles[0]" },
  { "editorial-without-headline", HEAD ", \"sections\": [{\"type\": \"editorial\"}]}",
    "sections[0].headline" },
};

static void
test_malformed (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (JsonNode) node = desk_parse (test->json);
  g_autoptr (GError) error = NULL;

  g_assert_false (sheaf_release_check (node, &error));
  g_assert_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, test->message));
}

static void
test_null (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sheaf_release_check (NULL, &error));
  g_assert_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED);
}

static void
test_whole_and_least (void)
{
  g_autoptr (JsonNode) whole = desk_read_json ("release.json");
  g_autoptr (JsonNode) least = desk_parse (HEAD ", \"sections\": [], \"later\": {}}");
  g_autoptr (GError) error = NULL;

  sheaf_release_check (whole, &error);
  g_assert_no_error (error);
  sheaf_release_check (least, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bundle/release/malformed/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_malformed);
    }
  g_test_add_func ("/bundle/release/null", test_null);
  g_test_add_func ("/bundle/release/whole-and-least", test_whole_and_least);

  return g_test_run ();
}
