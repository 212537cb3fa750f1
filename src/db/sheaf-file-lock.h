/* sheaf-file-lock.h: a database that is used by one process at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the lock of the database at @path: on a file of its own, PATH-lock, since SQLite's are on
 * the database, and closing any descriptor of that in this process would drop them. It is let go
 * by closing the descriptor, or with the process; the file stays, as removing it would be a race.
 * Returns: the descriptor; -1 with SHEAF_DB_ERROR_LOCKED where somebody holds it. */
int sheaf_file_lock (const char *path, GError **error);

G_END_DECLS
