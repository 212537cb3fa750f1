/* sheaf-page-routes.c: what is served without sign-in: published bundles, feeds, the API's own
 * description
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-page-routes.h"

#include <glib/gi18n-lib.h>

#include "bundle/sheaf-forms.h"
#include "connect/sheaf-index-page.h"
#include "model/sheaf-fold.h"
#include "sheaf-openapi.h"

#define OPENAPI_RESOURCE "/io/github/sheafdesk/Sheaf/openapi.yaml"
#define FEED_LENGTH 50
#define TAG_LENGTH 500

/* Readers come through caches; a correction must not wait long in one. */
#define CACHE_PUBLIC "public, max-age=60"

static SheafAnswer *
make_public (SheafAnswer *answer)
{
  answer->cache = g_strdup (CACHE_PUBLIC);

  return sheaf_answer_with_digest (answer);
}

SheafAnswer *
sheaf_page_routes_openapi (SheafRequest  *request,
                           GError       **error)
{
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (sheaf_openapi_get_resource (), OPENAPI_RESOURCE,
                                G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL
             ? sheaf_answer_with_digest (sheaf_answer_new_bytes ("application/yaml", bytes))
             : NULL;
}

static JsonNode *
find_release (SheafRequest  *request,
              GError       **error)
{
  return sheaf_store_find_release (request->service->store, sheaf_request_get_param (request, 0),
                                   error);
}

SheafAnswer *
sheaf_page_routes_page (SheafRequest  *request,
                        GError       **error)
{
  g_autoptr (JsonNode) release = find_release (request, error);

  if (release == NULL)
    return NULL;

  return make_public (sheaf_answer_new_text (
      "text/html; charset=utf-8", sheaf_release_to_html (release, SHEAF_PAGE_PUBLIC)));
}

SheafAnswer *
sheaf_page_routes_json (SheafRequest  *request,
                        GError       **error)
{
  g_autoptr (JsonNode) release = find_release (request, error);

  if (release == NULL)
    return NULL;

  return make_public (sheaf_answer_new_text ("application/json", sheaf_release_to_json (release)));
}

SheafAnswer *
sheaf_page_routes_ninjs (SheafRequest  *request,
                         GError       **error)
{
  g_autoptr (JsonNode) release = find_release (request, error);

  if (release == NULL)
    return NULL;

  return make_public (sheaf_answer_new_text ("application/json", sheaf_release_to_ninjs (release)));
}

/* The newest release of every published bundle, newest first, of those that carry the tag whose
 * folded name is @tag (NULL: all). */
static GPtrArray *
list_releases (SheafRequest  *request,
               const char    *tag,
               guint          limit,
               GError       **error)
{
  g_autoptr (JsonArray) array
      = sheaf_store_list_releases (request->service->store, NULL, limit, error);
  g_autoptr (GPtrArray) releases = NULL;

  if (array == NULL)
    return NULL;

  releases = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (tag == NULL || sheaf_index_page_has_tag (node, tag))
        g_ptr_array_add (releases, json_node_ref (node));
    }

  return g_steal_pointer (&releases);
}

SheafAnswer *
sheaf_page_routes_json_feed (SheafRequest  *request,
                             GError       **error)
{
  SheafService *service = request->service;
  g_autoptr (GPtrArray) releases = list_releases (request, NULL, FEED_LENGTH, error);
  g_autofree char *own = g_strconcat (service->public_url, "feed.json", NULL);

  if (releases == NULL)
    return NULL;

  return make_public (sheaf_answer_new_text (
      "application/feed+json",
      sheaf_releases_to_json_feed (releases, service->title, service->public_url, own)));
}

SheafAnswer *
sheaf_page_routes_atom (SheafRequest  *request,
                        GError       **error)
{
  SheafService *service = request->service;
  g_autoptr (GPtrArray) releases = list_releases (request, NULL, FEED_LENGTH, error);
  g_autofree char *own = g_strconcat (service->public_url, "feed.xml", NULL);

  if (releases == NULL)
    return NULL;

  return make_public (sheaf_answer_new_text (
      "application/atom+xml; charset=utf-8",
      sheaf_releases_to_atom (releases, service->title, service->public_url, own)));
}

SheafAnswer *
sheaf_page_routes_tag (SheafRequest  *request,
                       GError       **error)
{
  const char *name = sheaf_request_get_param (request, 0);
  g_autofree char *folded = sheaf_fold (name);
  g_autofree char *hashtag = sheaf_hashtag (name);
  g_autofree char *title = g_strconcat ("#", hashtag, NULL);
  g_autoptr (GPtrArray) releases = list_releases (request, folded, TAG_LENGTH, error);

  if (releases == NULL)
    return NULL;

  if (releases->len == 0)
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_NOT_FOUND,
                           _("Nothing is published under this tag."));
      return NULL;
    }

  return make_public (sheaf_answer_new_text ("text/html; charset=utf-8",
                                             sheaf_index_page (releases, title, "../b/", "")));
}
