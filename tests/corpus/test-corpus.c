/* test-corpus.c: feeds written for one rule each, against what Sheaf must see in them
 *
 * Beside each feed stands NAME.expected.json: what sheaf-inspect prints of it, as far as the rule
 * goes. Each member that is there must be the same; null says that it must be absent. "given" holds
 * the content type, base and time that it was fetched with; "damaged" whether it had to be mended;
 * "error" why it is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "feed/sheaf-date.h"
#include "feed/sheaf-feed.h"

static void
assert_same (const char *path,
             JsonNode   *expected,
             JsonNode   *seen)
{
  g_autofree char *want = json_to_string (expected, FALSE);
  g_autofree char *have = seen != NULL ? json_to_string (seen, FALSE) : g_strdup ("absent");

  if (JSON_NODE_HOLDS_NULL (expected))
    {
      if (seen != NULL)
        g_error ("%s: should be absent, is %s", path, have);
      return;
    }
  if (seen == NULL || !json_node_equal (expected, seen))
    g_error ("%s: should be %s, is %s", path, want, have);
}

static void
assert_members (const char *path,
                JsonObject *expected,
                JsonObject *seen)
{
  g_autoptr(GList) names = json_object_get_members (expected);

  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *member = g_strdup_printf ("%s/%s", path, (char *) name->data);

      assert_same (member, json_object_get_member (expected, name->data),
                   json_object_get_member (seen, name->data));
    }
}

static const char *
given (JsonObject *expected,
       const char *name)
{
  JsonNode *node = json_object_get_member (expected, "given");

  return node != NULL ? json_object_get_string_member_with_default (json_node_get_object (node),
                                                                    name, NULL)
                      : NULL;
}

static SheafFeedError
code_of (const char *word)
{
  if (strcmp (word, "empty") == 0)
    return SHEAF_FEED_ERROR_EMPTY;
  if (strcmp (word, "not-a-feed") == 0)
    return SHEAF_FEED_ERROR_NOT_A_FEED;
  if (strcmp (word, "too-large") == 0)
    return SHEAF_FEED_ERROR_TOO_LARGE;
  g_assert_cmpstr (word, ==, "malformed");

  return SHEAF_FEED_ERROR_MALFORMED;
}

/* The feed beside @expected, whatever its format. */
static GBytes *
read_feed (const char *expected)
{
  static const char *const endings[] = { ".xml", ".feed.json" };
  g_autofree char *stem = g_strndup (expected, strlen (expected) - strlen (".expected.json"));

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (stem, endings[i], NULL);
      char *text;
      gsize length;

      if (g_file_get_contents (name, &text, &length, NULL))
        return g_bytes_new_take (text, length);
    }
  g_error ("%s has no feed beside it", expected);
}

static void
check_articles (JsonArray *expected,
                JsonArray *seen)
{
  g_assert_cmpuint (json_array_get_length (seen), ==, json_array_get_length (expected));
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      g_autofree char *path = g_strdup_printf ("articles/%u", i);

      assert_members (path, json_array_get_object_element (expected, i),
                      json_array_get_object_element (seen, i));
    }
}

static void
test_feed (gconstpointer data)
{
  const char *name = data;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GBytes) bytes = read_feed (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(SheafFeed) feed = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *expected, *seen;

  json_parser_load_from_file (parser, name, &error);
  g_assert_no_error (error);
  expected = json_node_get_object (json_parser_get_root (parser));

  feed = sheaf_feed_parse (bytes, given (expected, "content_type"), given (expected, "base"),
                           sheaf_date_parse (given (expected, "fetched")), &error);
  if (json_object_has_member (expected, "error"))
    {
      g_assert_error (error, SHEAF_FEED_ERROR,
                      (int) code_of (json_object_get_string_member (expected, "error")));
      return;
    }
  g_assert_no_error (error);
  if (json_object_has_member (expected, "damaged"))
    g_assert_cmpint (feed->damaged, ==, json_object_get_boolean_member (expected, "damaged"));

  node = sheaf_feed_to_json (feed);
  seen = json_node_get_object (node);
  if (json_object_has_member (expected, "feed"))
    assert_members ("feed", json_object_get_object_member (expected, "feed"),
                    json_object_get_object_member (seen, "feed"));
  check_articles (json_object_get_array_member (expected, "articles"),
                  json_object_get_array_member (seen, "articles"));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n = 0;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "corpus", "feeds", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".expected.json"))
      {
        g_autofree char *path = g_strdup_printf ("/corpus/feeds/%.*s",
                                                 (int) strcspn (name, "."), name);

        g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_feed, g_free);
        n++;
      }
  g_assert_cmpuint (n, >, 0);

  return g_test_run ();
}
