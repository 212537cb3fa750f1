/* sheaf-sync-words.h: how the desk stands with its backend, in a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-sync-state.h"

G_BEGIN_DECLS

/* “Synced 12:04 · 2 waiting”. @synced_at: an instant or SHEAF_TIME_NONE.
 * Returns: (transfer full) */
char *sheaf_sync_words (SheafSyncState state, guint waiting, gint64 synced_at);

G_END_DECLS
