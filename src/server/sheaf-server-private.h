/* sheaf-server-private.h: what tests turn down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-guard.h"
#include "server/sheaf-server.h"

G_BEGIN_DECLS

/* For before listening. */
void sheaf_server_set_limits (SheafServer *self, const SheafGuardLimits *limits);

G_END_DECLS
