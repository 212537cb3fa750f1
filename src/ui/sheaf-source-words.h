/* sheaf-source-words.h: how a source fares, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

/* What is amiss with @source and what to do about it. Returns: (transfer full) (nullable): NULL if
 * it fares well. */
char *sheaf_source_get_warning (SheafEntity *source);

/* “Read on schedule”, “Last read: 5 minutes ago · tries again at 12:30”. Returns: (transfer full) */
char *sheaf_source_get_state (SheafEntity *source, gint64 now);

gboolean sheaf_source_is_paused (SheafEntity *source);

G_END_DECLS
