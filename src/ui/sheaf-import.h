/* sheaf-import.h: adds the sources of a list of feeds, as one act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

/* Has the backend read the list of feeds (OPML) in @file and adds those that are not among the sources
 * yet. Fails as reading a file and sheaf_desk_request_async() do. */
void sheaf_import_async (SheafDesk *desk, GFile *file, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);

/* @n_added: (out): how many were added.
 * Returns: (transfer full) (nullable): the act's group, to take it back; "" if all were known. */
char *sheaf_import_finish (SheafDesk *desk, GAsyncResult *result, guint *n_added, GError **error);

G_END_DECLS
