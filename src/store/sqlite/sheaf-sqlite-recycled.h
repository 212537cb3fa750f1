/* sheaf-sqlite-recycled.h: names that publishers use again
 *
 * Private to store/sqlite/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* Whether @incoming is about something else than @known: of the longer words of headline and summary
 * the shorter text shares less than three in ten with the other. A headline that was written anew for
 * the same event shares names and places. FALSE where there are too few words to tell. */
gboolean sheaf_sqlite_tells_other_story (SheafEntity *known, const SheafIncoming *incoming);

G_END_DECLS
