/* sheaf-entity-routes.h: reads of entities: /v1/{kinds}, /v1/{kinds}/{id}, an article's body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

SheafAnswer *sheaf_entity_routes_list (SheafRequest *request, GError **error);
SheafAnswer *sheaf_entity_routes_get (SheafRequest *request, GError **error);
SheafAnswer *sheaf_entity_routes_body (SheafRequest *request, GError **error);
SheafAnswer *sheaf_entity_routes_versions (SheafRequest *request, GError **error);

/* The entity that the path's id names, for the routes below it; NOT_FOUND too where the id is none.
 * Returns: (transfer full) (nullable) */
SheafEntity *sheaf_entity_routes_find (SheafRequest *request, GError **error);

G_END_DECLS
