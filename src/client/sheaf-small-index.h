/* sheaf-small-index.h: what is looked up of tags and sets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

/* Tells that a small kind's entity has become @shown, and writes its look-up tables. */
gboolean sheaf_small_index_update (SheafTransaction *transaction, SheafEntity *former,
                                   SheafEntity *shown, GError **error);

/* Removes an entity of any kind that is not any more: not deleted, but never heard of. */
gboolean sheaf_small_index_forget (SheafTransaction *transaction, gint64 row, SheafKind kind,
                                   const char *id, GError **error);

/* The id of the tag called @name, by its own name before aliases, merged ones followed.
 * Returns: (transfer full) (nullable): NULL without @error if there is none. */
char *sheaf_connection_find_tag (SheafConnection *connection, const char *name, GError **error);

G_END_DECLS
