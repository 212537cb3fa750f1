/* sheaf-bundle-routes.h: /v1/bundles/{id}/{preview,checks,releases,diff,publish}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

SheafAnswer *sheaf_bundle_routes_preview (SheafRequest *request, GError **error);
SheafAnswer *sheaf_bundle_routes_checks (SheafRequest *request, GError **error);
SheafAnswer *sheaf_bundle_routes_releases (SheafRequest *request, GError **error);
SheafAnswer *sheaf_bundle_routes_diff (SheafRequest *request, GError **error);

/* In sheaf-publish.c. */
SheafAnswer *sheaf_bundle_routes_publish (SheafRequest *request, GError **error);

G_END_DECLS
