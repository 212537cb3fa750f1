/* sheaf-bundle-routes.c: /v1/bundles/{id}/{preview,checks,releases,diff}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-bundle-routes.h"

#include "server/sheaf-composing.h"
#include "server/sheaf-release-diff.h"

static const char *const no_query[] = { NULL };

SheafAnswer *
sheaf_bundle_routes_preview (SheafRequest  *request,
                             GError       **error)
{
  g_autoptr (SheafComposing) composing = NULL;
  JsonNode *release;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  composing = sheaf_composing_new (request->service, sheaf_request_get_param (request, 0), error);
  if (composing == NULL)
    return NULL;

  release = sheaf_release_compose (composing->bundle, &composing->compose, error);

  return release != NULL ? sheaf_answer_new_json (200, release) : NULL;
}

SheafAnswer *
sheaf_bundle_routes_checks (SheafRequest  *request,
                            GError       **error)
{
  g_autoptr (SheafComposing) composing = NULL;
  JsonObject *object;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  composing = sheaf_composing_new (request->service, sheaf_request_get_param (request, 0), error);
  if (composing == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "items", sheaf_composing_check (composing, NULL));

  return sheaf_answer_new_object (200, object);
}

SheafAnswer *
sheaf_bundle_routes_releases (SheafRequest  *request,
                              GError       **error)
{
  static const char *const known[] = { "limit", NULL };
  g_autoptr (SheafComposing) composing = NULL;
  JsonArray *items;
  JsonObject *object;
  gint64 limit;

  if (!sheaf_request_check_query (request, known, error)
      || !sheaf_request_get_number (request, "limit", 1, 100, 20, &limit, error))
    return NULL;

  composing = sheaf_composing_new (request->service, sheaf_request_get_param (request, 0), error);
  if (composing == NULL)
    return NULL;

  items = sheaf_store_list_releases (request->service->store,
                                     sheaf_entity_get_id (composing->bundle), limit, error);
  if (items == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "items", items);

  return sheaf_answer_new_object (200, object);
}

SheafAnswer *
sheaf_bundle_routes_diff (SheafRequest  *request,
                          GError       **error)
{
  static const char *const known[] = { "from", NULL };
  g_autoptr (SheafComposing) composing = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  JsonObject *object;
  gint64 from;

  if (!sheaf_request_check_query (request, known, error)
      || !sheaf_request_get_number (request, "from", 0, G_MAXINT32, 0, &from, error))
    return NULL;

  composing = sheaf_composing_new (request->service, sheaf_request_get_param (request, 0), error);
  if (composing == NULL)
    return NULL;

  before = sheaf_store_get_release (request->service->store,
                                    sheaf_entity_get_id (composing->bundle), from, error);
  if (before == NULL)
    return NULL;
  after = sheaf_release_compose (composing->bundle, &composing->compose, error);
  if (after == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_int_member (object, "from",
                              json_object_get_int_member (json_node_get_object (before),
                                                          "number"));
  json_object_set_null_member (object, "to");
  json_object_set_array_member (object, "changes", sheaf_release_diff (before, after));

  return sheaf_answer_new_object (200, object);
}
