/* sheaf-delivery.h: a release taken to where it is published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "server/sheaf-service.h"

G_BEGIN_DECLS

/* Delivers the release @number of @bundle to @destination (NULL: the backend's own public pages),
 * reads back what is there, and notes it in the store. Blocking.
 * Returns: (transfer full): {"destination": id or null, "kind", "state": "delivered" or "failed",
 * "address"?, "checked", "error"?: words} */
JsonObject *sheaf_delivery_make (SheafService *service, const char *bundle, gint64 number,
                                 SheafEntity *destination);

/* Whether the release was delivered to @destination (NULL: the public pages) before. Blocking. */
gboolean sheaf_delivery_was_made (SheafService *service, const char *bundle, gint64 number,
                                  SheafEntity *destination);

G_END_DECLS
