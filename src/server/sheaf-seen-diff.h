/* sheaf-seen-diff.h: what has become of an entity since an editor saw it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* What was done to @part since its editor saw it at the revision @seen (0: has not seen it), by
 * whom. Blocking.
 * Returns: (transfer full): {"entity", "id", "seen", "rev", "title", "by": [names], "fields":
 * [names of fields]} */
JsonObject *sheaf_seen_diff (SheafStore *store, SheafEntity *part, gint64 seen);

G_END_DECLS
