/* sheaf-sqlite-store.h: the store on one SQLite file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/sheaf-store.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SQLITE_STORE (sheaf_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (SheafSqliteStore, sheaf_sqlite_store, SHEAF, SQLITE_STORE, GObject)

/* Opens or makes the store at @path and takes its lock (LOCKED if another process has it; a token
 * command opens without). Blocks. Returns: (transfer full) (nullable) */
SheafStore *sheaf_sqlite_store_open (const char *path, gboolean lock, GError **error);

G_END_DECLS
