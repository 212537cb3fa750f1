/* sheaf-source-words.h: how a source fares, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-entity.h"
#include "ui/sheaf-source-activity.h"

G_BEGIN_DECLS

/* What is amiss with @source and what to do about it. Returns: (transfer full) (nullable): NULL if
 * it fares well. */
char *sheaf_source_get_warning (SheafEntity *source);

/* “Read on schedule”, “Last read: 5 minutes ago · tries again at 12:30”. Returns: (transfer full) */
char *sheaf_source_get_state (SheafEntity *source, gint64 now);

gboolean sheaf_source_is_paused (SheafEntity *source);

/* What a person can do about what is amiss. Returns: (transfer none) (nullable) */
const char *sheaf_source_get_advice (SheafEntity *source);

/* When it was read and will be, or that it is being read now. @state: (nullable): as the backend told
 * last; without it what the source itself says. Returns: (transfer full) */
char *sheaf_source_describe (SheafEntity *source, const SheafSourceState *state, gint64 now);

G_END_DECLS
