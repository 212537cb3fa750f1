/* sheaf-targets-private.h: what the replica reads of targets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-targets.h"

G_BEGIN_DECLS

/* The target at @i by its id, or NULL where targets are named by rows. (transfer none) */
const char *sheaf_targets_get_id (SheafTargets *targets, guint i);
gint64 sheaf_targets_get_row (SheafTargets *targets, guint i);

G_END_DECLS
