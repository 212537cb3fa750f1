/* sheaf-change-routes.h: /v1/changes, /v1/edits, /v1/history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

/* Everything changed after ?since, in order of seq. Does not wait itself: an answer whose list is
 * empty is held back by the server while ?wait lasts (sheaf-waiters.h). */
SheafAnswer *sheaf_change_routes_changes (SheafRequest *request, GError **error);
SheafAnswer *sheaf_change_routes_edits (SheafRequest *request, GError **error);
SheafAnswer *sheaf_change_routes_history (SheafRequest *request, GError **error);

G_END_DECLS
