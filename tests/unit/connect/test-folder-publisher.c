/* test-folder-publisher.c: releases written to a folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connect/sheaf-fetcher.h"
#include "connect/sheaf-folder-publisher.h"

static JsonNode *
make_release (const char *slug,
              const char *title)
{
  g_autofree char *text = g_strdup_printf (
      "{\"version\":1,\"id\":\"0193b000-0000-7000-8000-000000000001\",\"number\":1,"
      "\"slug\":\"%s\",\"published\":\"2026-11-24T15:04:05.123Z\","
      "\"updated\":\"2026-11-24T15:04:05.123Z\",\"title\":\"%s\",\"standfirst\":\"\","
      "\"summary\":\"A < B & C\",\"language\":\"en\",\"direction\":\"ltr\","
      "\"tags\":[{\"id\":\"5f0c0000-0000-5000-8000-000000000001\",\"name\":\"expo\","
      "\"hashtag\":\"#Expo\"}],\"corrections\":[],\"sections\":[]}",
      slug, title);

  return json_from_string (text, NULL);
}

static gboolean
publish (const char  *folder,
         const char  *slug,
         const char  *title,
         char       **address,
         GError     **error)
{
  g_autoptr (GPtrArray) releases
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  g_ptr_array_add (releases, make_release (slug, title));

  return sheaf_folder_publisher_publish (folder, releases->pdata[0], releases, "Desk", address,
                                         error);
}

static void
remove_folder (const char *folder)
{
  const char *argv[] = { "rm", "-rf", "--", folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
assert_holds (const char *folder,
              const char *name,
              const char *words)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_test_message ("%s", name);
  g_assert_nonnull (strstr (text, words));
}

static void
test_files (void)
{
  g_autofree char *base = g_dir_make_tmp ("sheaf-folder-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (base, "made", "Ünter", NULL);
  g_autofree char *address = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (publish (folder, "expo-diplomacy", "Expo <diplomacy>", &address, &error));
  g_assert_no_error (error);
  page = g_filename_from_uri (address, NULL, NULL);
  g_assert_true (g_str_has_suffix (page, "/expo-diplomacy.html"));
  g_assert_true (g_file_test (page, G_FILE_TEST_IS_REGULAR));

  assert_holds (folder, "expo-diplomacy.html", "Expo &lt;diplomacy&gt;");
  assert_holds (folder, "expo-diplomacy.json", "Expo <diplomacy>");
  assert_holds (folder, "expo-diplomacy.ninjs.json", "Expo <diplomacy>");
  assert_holds (folder, "feed.json", "Expo <diplomacy>");
  assert_holds (folder, "feed.xml", "Expo &lt;diplomacy&gt;");
  assert_holds (folder, "index.html", "Expo &lt;diplomacy&gt;");
  assert_holds (folder, "index.html", "href=\"expo-diplomacy.html\"");
  assert_holds (folder, "index.html", "A &lt; B &amp; C");

  /* Nothing is left beside them. */
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpint (n, ==, 6);
  remove_folder (base);
}

static void
test_replaced (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-folder-XXXXXX", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *page = g_build_filename (folder, "expo.html", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf before, after;

  g_assert_true (publish (folder, "expo", "First", &first, &error));
  g_assert_cmpint (g_stat (page, &before), ==, 0);
  g_assert_true (publish (folder, "expo", "Second", &second, &error));
  g_assert_cmpint (g_stat (page, &after), ==, 0);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (before.st_ino, !=, after.st_ino);
  g_assert_cmpint (after.st_mode & 0444, ==, 0444);
  assert_holds (folder, "expo.html", "Second");
  remove_folder (folder);
}

static void
test_bad_slugs (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-folder-XXXXXX", NULL);
  const char *const slugs[] = { "", "..", ".hidden", "a/b", "../up", "index", "feed" };

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_autofree char *address = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (publish (folder, slugs[i], "Title", &address, &error));
      g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER);
      g_assert_null (address);
    }
  remove_folder (folder);
}

static void
test_no_folder (void)
{
  g_autofree char *base = g_dir_make_tmp ("sheaf-folder-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (base, "file", NULL);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "in the way", -1, NULL));
  g_assert_false (publish (file, "expo", "Title", &address, &error));
  g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER);
  remove_folder (base);
}

static void
test_addresses (void)
{
  g_autofree char *plain = sheaf_folder_publisher_path ("/srv/pages/../news", NULL);
  g_autofree char *uri = sheaf_folder_publisher_path ("file:///srv/My%20news/..", NULL);
  const char *const bad[] = { "", "news", "~/news", "http://news.example/", "file:", "file:news" };

  g_assert_cmpstr (plain, ==, "/srv/news");
  g_assert_cmpstr (uri, ==, "/srv");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sheaf_folder_publisher_path (bad[i], &error));
      g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/folder-publisher/files", test_files);
  g_test_add_func ("/folder-publisher/replaced", test_replaced);
  g_test_add_func ("/folder-publisher/bad-slugs", test_bad_slugs);
  g_test_add_func ("/folder-publisher/no-folder", test_no_folder);
  g_test_add_func ("/folder-publisher/addresses", test_addresses);

  return g_test_run ();
}
