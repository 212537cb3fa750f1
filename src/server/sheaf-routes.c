/* sheaf-routes.c: everything that the backend answers to, in one table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-routes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/sheaf-bundle-routes.h"
#include "server/sheaf-change-routes.h"
#include "server/sheaf-entity-routes.h"
#include "server/sheaf-page-routes.h"
#include "server/sheaf-source-routes.h"

#define KB (1000)
#define MB (1000 * KB)

#define MAX_SEGMENTS 8

#define ENTITIES(kinds) \
  { "GET", "/v1/" kinds, SHEAF_ROLE_READER, 0, sheaf_entity_routes_list }, \
  { "GET", "/v1/" kinds "/{id}", SHEAF_ROLE_READER, 0, sheaf_entity_routes_get }

static const SheafRoute routes[] = {
  { "GET", "/v1/openapi.yaml", SHEAF_ROLE_ANYONE, 0, sheaf_page_routes_openapi },

  { "GET", "/v1/changes", SHEAF_ROLE_READER, 0, sheaf_change_routes_changes },
  { "POST", "/v1/edits", SHEAF_ROLE_EDITOR, 16 * MB, sheaf_change_routes_edits },
  { "GET", "/v1/history/{entity}/{id}", SHEAF_ROLE_READER, 0, sheaf_change_routes_history },

  { "GET", "/v1/articles/{id}/body", SHEAF_ROLE_READER, 0, sheaf_entity_routes_body },
  { "GET", "/v1/articles/{id}/versions", SHEAF_ROLE_READER, 0, sheaf_entity_routes_versions },

  { "GET", "/v1/bundles/{id}/preview", SHEAF_ROLE_READER, 0, sheaf_bundle_routes_preview },
  { "GET", "/v1/bundles/{id}/checks", SHEAF_ROLE_READER, 0, sheaf_bundle_routes_checks },
  { "GET", "/v1/bundles/{id}/releases", SHEAF_ROLE_READER, 0, sheaf_bundle_routes_releases },
  { "GET", "/v1/bundles/{id}/diff", SHEAF_ROLE_READER, 0, sheaf_bundle_routes_diff },
  { "POST", "/v1/bundles/{id}/publish", SHEAF_ROLE_EDITOR, 2 * MB, sheaf_bundle_routes_publish },

  { "POST", "/v1/sources/discover", SHEAF_ROLE_EDITOR, 16 * KB, NULL,
    sheaf_source_routes_discover },
  { "GET", "/v1/sources/activity", SHEAF_ROLE_READER, 0, NULL, sheaf_source_routes_activity },
  { "GET", "/v1/sources/export", SHEAF_ROLE_READER, 0, sheaf_source_routes_export },
  { "POST", "/v1/sources/import", SHEAF_ROLE_EDITOR, 4 * MB, sheaf_source_routes_import },
  { "POST", "/v1/sources/{id}/refresh", SHEAF_ROLE_EDITOR, 16 * KB, NULL,
    sheaf_source_routes_refresh },
  { "POST", "/v1/sources/{id}/test", SHEAF_ROLE_EDITOR, 16 * KB, NULL, sheaf_source_routes_test },
  { "PUT", "/v1/sources/{id}/secret", SHEAF_ROLE_EDITOR, 16 * KB, sheaf_source_routes_secret },
  { "PUT", "/v1/destinations/{id}/secret", SHEAF_ROLE_EDITOR, 16 * KB,
    sheaf_source_routes_secret },

  ENTITIES ("articles"),
  ENTITIES ("tags"),
  ENTITIES ("sets"),
  ENTITIES ("editorials"),
  ENTITIES ("bundles"),
  ENTITIES ("sources"),
  ENTITIES ("destinations"),
  ENTITIES ("stories"),

  { "GET", "/b/{slug}.ninjs.json", SHEAF_ROLE_PUBLIC, 0, sheaf_page_routes_ninjs },
  { "GET", "/b/{slug}.json", SHEAF_ROLE_PUBLIC, 0, sheaf_page_routes_json },
  { "GET", "/b/{slug}", SHEAF_ROLE_PUBLIC, 0, sheaf_page_routes_page },
  { "GET", "/feed.json", SHEAF_ROLE_PUBLIC, 0, sheaf_page_routes_json_feed },
  { "GET", "/feed.xml", SHEAF_ROLE_PUBLIC, 0, sheaf_page_routes_atom },
  { "GET", "/tag/{name}", SHEAF_ROLE_PUBLIC, 0, sheaf_page_routes_tag },

  { NULL },
};

const SheafRoute *
sheaf_routes_list (void)
{
  return routes;
}

/* Compares one segment; "{name}" takes a whole one, "{slug}.json" what stands before its end. */
static gboolean
match_segment (const char *pattern,
               gsize       pattern_length,
               const char *segment,
               GPtrArray  *params)
{
  const char *close;
  g_autofree char *suffix = NULL;
  gsize length = strlen (segment);

  if (pattern[0] != '{')
    return length == pattern_length && memcmp (pattern, segment, length) == 0;

  close = memchr (pattern, '}', pattern_length);
  suffix = g_strndup (close + 1, pattern_length - (close + 1 - pattern));
  if (length <= strlen (suffix) || !g_str_has_suffix (segment, suffix))
    return FALSE;

  g_ptr_array_add (params, g_strndup (segment, length - strlen (suffix)));

  return TRUE;
}

static gboolean
match_pattern (const char  *pattern,
               char       **segments,
               GPtrArray   *params)
{
  guint i = 0;

  g_ptr_array_set_size (params, 0);
  while (*pattern == '/')
    {
      gsize length = strcspn (++pattern, "/");

      if (segments[i] == NULL || !match_segment (pattern, length, segments[i], params))
        return FALSE;
      pattern += length;
      i++;
    }

  return segments[i] == NULL;
}

/* Parts @path at its slashes before it decodes, so that an encoded slash stays inside a segment,
 * where nothing takes it. */
static char **
split_path (const char  *path,
            GError     **error)
{
  g_auto (GStrv) encoded = g_strsplit (path[0] == '/' ? path + 1 : path, "/", MAX_SEGMENTS + 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; encoded[i] != NULL; i++)
    {
      g_autofree char *segment = g_uri_unescape_string (encoded[i], "/");

      if (segment == NULL || !g_utf8_validate (segment, -1, NULL) || g_str_equal (segment, ".")
          || g_str_equal (segment, ".."))
        {
          g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
                               _("The address is not one that can be asked for."));
          return NULL;
        }
      g_strv_builder_add (builder, segment);
    }

  return g_strv_builder_end (builder);
}

const SheafRoute *
sheaf_routes_match (const char   *method,
                    const char   *path,
                    char       ***segments,
                    GPtrArray   **params,
                    char        **allow,
                    GError      **error)
{
  g_auto (GStrv) parts = split_path (path, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) methods = g_string_new (NULL);
  const char *wanted = g_str_equal (method, "HEAD") ? "GET" : method;

  if (parts == NULL)
    return NULL;

  for (const SheafRoute *route = routes; route->method != NULL; route++)
    {
      if (!match_pattern (route->pattern, parts, found))
        continue;

      if (g_str_equal (route->method, wanted))
        {
          *segments = g_steal_pointer (&parts);
          *params = g_steal_pointer (&found);
          return route;
        }

      if (strstr (methods->str, route->method) == NULL)
        g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", route->method);
    }

  if (methods->len > 0)
    {
      if (strstr (methods->str, "GET") != NULL)
        g_string_append (methods, ", HEAD");
      *allow = g_strdup (methods->str);
      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_METHOD_NOT_ALLOWED,
                   _("Only %s can be done here."), methods->str);
      return NULL;
    }

  g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_NOT_FOUND,
                       _("Nothing is served at this address."));

  return NULL;
}
