/* sheaf-page-routes.h: what is served without sign-in: published bundles, feeds, the API's own
 * description
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

SheafAnswer *sheaf_page_routes_openapi (SheafRequest *request, GError **error);
SheafAnswer *sheaf_page_routes_page (SheafRequest *request, GError **error);
SheafAnswer *sheaf_page_routes_json (SheafRequest *request, GError **error);
SheafAnswer *sheaf_page_routes_ninjs (SheafRequest *request, GError **error);
SheafAnswer *sheaf_page_routes_json_feed (SheafRequest *request, GError **error);
SheafAnswer *sheaf_page_routes_atom (SheafRequest *request, GError **error);
SheafAnswer *sheaf_page_routes_tag (SheafRequest *request, GError **error);

G_END_DECLS
