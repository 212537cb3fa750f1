/* sheaf-source-routes.h: /v1/sources/…, and the secrets of sources and destinations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

/* On the server's thread, as they fetch. */
void sheaf_source_routes_activity (SheafRequest *request);
void sheaf_source_routes_discover (SheafRequest *request);
void sheaf_source_routes_refresh (SheafRequest *request);
void sheaf_source_routes_test (SheafRequest *request);

SheafAnswer *sheaf_source_routes_secret (SheafRequest *request, GError **error);

/* In sheaf-opml-routes.c. */
SheafAnswer *sheaf_source_routes_export (SheafRequest *request, GError **error);
SheafAnswer *sheaf_source_routes_import (SheafRequest *request, GError **error);

G_END_DECLS
