/* test-inspect-text.c: what sheaf-inspect suggests, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const char articles[] =
  "{\"id\":\"a\",\"title\":\"Ferry to Port Alma\",\"body\":\"The ferry to Port Alma will run four "
  "times a day from spring, the harbour board decided on Monday.\",\"published\":"
  "\"2026-03-02T09:00:00Z\"}\n"
  "\n"
  "no JSON\n"
  "[1]\n"
  "{\"title\":\"without an id\"}\n"
  "{\"id\":\"b\",\"title\":\"Fever vaccine passes trial\",\"body\":\"Doctors in Velm report that "
  "the vaccine against river fever has passed its last trial.\"}\n"
  "{\"id\":\"c\",\"title\":\"Port Alma ferry\",\"body\":\"The ferry to Port Alma will run four "
  "times a day from spring, the harbour board decided on Monday.\",\"published\":"
  "\"2026-03-01T09:00:00Z\"}\n";

/* Runs the command and returns its lines. */
static GPtrArray *
inspect (const char  *command,
         char       **errors)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
          | G_SUBPROCESS_FLAGS_STDERR_PIPE,
      &error, g_getenv ("SHEAF_INSPECT"), command, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *out = NULL;
  g_auto(GStrv) texts = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, articles, NULL, &out, errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  texts = g_strsplit (g_strchomp (out), "\n", -1);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      JsonNode *node = json_from_string (texts[i], &error);

      g_assert_no_error (error);
      g_ptr_array_add (lines, node);
    }

  return lines;
}

static const char *
get (GPtrArray  *lines,
     guint       i,
     const char *name)
{
  return json_object_get_string_member (json_node_get_object (g_ptr_array_index (lines, i)), name);
}

static void
test_stories (void)
{
  g_autofree char *errors = NULL;
  g_autoptr(GPtrArray) lines = inspect ("stories", &errors);

  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (get (lines, 0, "id"), ==, "a");
  g_assert_cmpstr (get (lines, 0, "story"), ==, get (lines, 2, "story"));
  g_assert_cmpstr (get (lines, 0, "story"), !=, get (lines, 1, "story"));
  g_assert_nonnull (strstr (errors, "line 3 "));
  g_assert_nonnull (strstr (errors, "line 4 "));
  g_assert_nonnull (strstr (errors, "line 5 "));
  g_assert_null (strstr (errors, "line 2 "));
}

static void
test_related (void)
{
  g_autofree char *errors = NULL;
  g_autoptr(GPtrArray) lines = inspect ("related", &errors);
  JsonArray *related = json_object_get_array_member (
      json_node_get_object (g_ptr_array_index (lines, 0)), "related");
  JsonObject *first = json_array_get_object_element (related, 0);

  g_assert_cmpstr (json_object_get_string_member (first, "id"), ==, "c");
  g_assert_cmpfloat (json_object_get_double_member (first, "score"), >, 0.5);
  g_assert_nonnull (strstr (json_object_get_string_member (first, "why"), "; 1 day before"));
}

static void
test_duplicates (void)
{
  g_autofree char *errors = NULL;
  g_autoptr(GPtrArray) lines = inspect ("duplicates", &errors);

  /* The one published first comes first, not the one that arrived first. */
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (get (lines, 0, "a"), ==, "c");
  g_assert_cmpstr (get (lines, 0, "b"), ==, "a");
  g_assert_cmpstr (get (lines, 0, "kind"), ==, "identical");
}

static void
test_tags (void)
{
  g_autofree char *errors = NULL;
  g_autoptr(GPtrArray) lines = inspect ("tags", &errors);
  JsonArray *tags = json_object_get_array_member (
      json_node_get_object (g_ptr_array_index (lines, 0)), "tags");
  gboolean port = FALSE;

  g_assert_cmpuint (json_array_get_length (tags), <=, 8);
  for (guint i = 0; i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = json_array_get_object_element (tags, i);

      port = port || g_str_equal (json_object_get_string_member (tag, "name"), "#PortAlma");
      g_assert_cmpstr (json_object_get_string_member (tag, "why"), !=, "");
    }
  g_assert_true (port);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inspect-text/stories", test_stories);
  g_test_add_func ("/inspect-text/related", test_related);
  g_test_add_func ("/inspect-text/duplicates", test_duplicates);
  g_test_add_func ("/inspect-text/tags", test_tags);

  return g_test_run ();
}
