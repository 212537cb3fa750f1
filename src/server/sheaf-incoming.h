/* sheaf-incoming.h: what a feed says, as the store takes it in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feed/sheaf-feed.h"
#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* The items of @feed as articles of @source, whose title and usage they carry. The same feed makes
 * the same articles, whenever it is read: so dates that a feed does not say or that lie ahead are
 * left out. Returns: (transfer full) (element-type SheafIncoming) */
GPtrArray *sheaf_incoming_from_feed (SheafFeed *feed, SheafEntity *source);

/* What is learnt of the source from it: {"format", "title", "link", "description", "language",
 * "image", "hub"}; absent members are left out. Returns: (transfer full) */
JsonObject *sheaf_incoming_describe (SheafFeed *feed);

G_END_DECLS
