/* test-openapi.c: the API's description and what is served, held against each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include "server/sheaf-problem.h"
#include "server/sheaf-routes.h"

/* "GET /v1/sets" of every operation in @yaml, whose paths stand two spaces from the edge and whose
 * methods four. */
static GHashTable *
read_operations (const char *yaml)
{
  GHashTable *operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (yaml, "\n", -1);
  g_autofree char *path = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      gsize length = strlen (line);

      if (g_str_has_prefix (line, "  /") && line[length - 1] == ':')
        {
          g_free (path);
          path = g_strndup (line + 2, length - 3);
        }
      else if (path != NULL && g_str_has_prefix (line, "    ") && g_ascii_isalpha (line[4])
               && line[length - 1] == ':')
        {
          g_autofree char *method = g_ascii_strup (line + 4, length - 5);

          g_hash_table_add (operations, g_strconcat (method, " ", path, NULL));
        }
      else if (length > 0 && line[0] != ' ')
        {
          g_clear_pointer (&path, g_free);
        }
    }

  return operations;
}

static GHashTable *
list_routes (void)
{
  GHashTable *operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const SheafRoute *route = sheaf_routes_list (); route->method != NULL; route++)
    g_assert_true (g_hash_table_add (operations,
                                     g_strconcat (route->method, " ", route->pattern, NULL)));

  return operations;
}

static void
assert_within (GHashTable *these,
               GHashTable *those,
               const char *what)
{
  GHashTableIter iter;
  gpointer name;
  guint missing = 0;

  g_hash_table_iter_init (&iter, these);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_hash_table_contains (those, name))
        continue;
      g_test_message ("%s is %s", (const char *) name, what);
      missing++;
    }
  g_assert_cmpint (missing, ==, 0);
}

static void
test_routes (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) reply
      = server_fixture_send_as (fixture, NULL, "GET", "/v1/openapi.yaml", NULL, NULL, NULL);
  g_autoptr (GHashTable) described = NULL;
  g_autoptr (GHashTable) served = list_routes ();

  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL), ==,
                   "application/yaml");
  g_assert_true (g_str_has_prefix (reply->text, "openapi: 3.1.0\n"));

  described = read_operations (reply->text);
  g_assert_cmpint (g_hash_table_size (described), >, 0);
  assert_within (described, served, "described but not served");
  assert_within (served, described, "served but not described");
}

/* What needs no token says so, and nothing else does. */
static void
test_security (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", "/v1/openapi.yaml", NULL);

  for (const SheafRoute *route = sheaf_routes_list (); route->method != NULL; route++)
    {
      g_autofree char *start = g_strconcat ("\n  ", route->pattern, ":\n", NULL);
      const char *from = strstr (reply->text, start);
      const char *open, *next;

      g_assert_nonnull (from);
      next = strstr (from + 1, "\n\n");
      open = strstr (from, "\n      security: []\n");
      g_test_message ("%s", route->pattern);
      g_assert_cmpint (open != NULL && open < next, ==, route->role < SHEAF_ROLE_READER);
    }
}

/* Every problem is in the list of them. */
static void
test_problems (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", "/v1/openapi.yaml", NULL);

  for (guint i = 0; i < SHEAF_N_PROBLEMS; i++)
    {
      g_autofree char *line
          = g_strdup_printf ("- urn:sheaf:problem:%s\n", sheaf_problem_to_string (i));

      g_test_message ("%s", line);
      g_assert_nonnull (strstr (reply->text, line));
    }
}

static void
test_references (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();
  g_autoptr (Reply) reply = server_fixture_send (fixture, "GET", "/v1/openapi.yaml", NULL);
  const char *at = reply->text;
  guint n = 0;

  while ((at = strstr (at, "\"#/components/")) != NULL)
    {
      g_autofree char *reference = g_strndup (at + 1, strcspn (at + 1, "\""));
      g_auto (GStrv) steps = g_strsplit (reference, "/", -1);
      g_autofree char *section = g_strdup_printf ("\n  %s:\n", steps[2]);
      g_autofree char *name = g_strdup_printf ("\n    %s:\n", steps[3]);
      const char *found = strstr (reply->text, section);

      g_test_message ("%s", reference);
      g_assert_nonnull (found);
      g_assert_nonnull (strstr (found, name));
      at++;
      n++;
    }
  g_assert_cmpint (n, >, 0);
}

/* A value for each {…} of a pattern, so that it can be asked for. */
static char *
fill_pattern (const char *pattern)
{
  g_autoptr (GString) path = g_string_new (pattern);

  g_string_replace (path, "{id}", "0193c000-0000-7000-8000-00000000000f", 0);
  g_string_replace (path, "{entity}", "set", 0);
  g_string_replace (path, "{slug}", "nothing", 0);
  g_string_replace (path, "{name}", "nothing", 0);

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* Who may do what, of each route: nobody without a token, nobody with another's, a reader may only
 * read. */
static void
test_roles (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_start ();

  for (const SheafRoute *route = sheaf_routes_list (); route->method != NULL; route++)
    {
      g_autofree char *path = fill_pattern (route->pattern);
      g_autoptr (Reply) nobody
          = server_fixture_send_as (fixture, NULL, route->method, path, NULL, NULL, NULL);
      g_autoptr (Reply) stranger
          = server_fixture_send_as (fixture, "sheaf_x", route->method, path, NULL, NULL, NULL);
      g_autoptr (Reply) reader = server_fixture_send_as (fixture, fixture->reader, route->method,
                                                         path, NULL, NULL, NULL);

      g_test_message ("%s %s", route->method, path);
      if (route->role < SHEAF_ROLE_READER)
        {
          g_assert_cmpint (nobody->status, !=, 401);
          g_assert_cmpint (stranger->status, !=, 401);
          continue;
        }

      g_assert_cmpstr (reply_get_problem (nobody), ==, "unauthorized");
      g_assert_nonnull (soup_message_headers_get_one (nobody->headers, "WWW-Authenticate"));
      g_assert_cmpstr (reply_get_problem (stranger), ==, "unauthorized");
      if (route->role == SHEAF_ROLE_EDITOR)
        g_assert_cmpstr (reply_get_problem (reader), ==, "forbidden");
      else
        g_assert_cmpint (reader->status, !=, 403);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/openapi/routes", test_routes);
  g_test_add_func ("/openapi/security", test_security);
  g_test_add_func ("/openapi/problems", test_problems);
  g_test_add_func ("/openapi/references", test_references);
  g_test_add_func ("/openapi/roles", test_roles);

  return g_test_run ();
}
