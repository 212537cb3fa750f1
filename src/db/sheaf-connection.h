/* sheaf-connection.h: one connection to a SQLite database; private to db/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "db/sheaf-statement.h"

G_BEGIN_DECLS

struct _SheafConnection
{
  sqlite3 *handle;
  GHashTable *statements; /* kept ones, by their text */
  GCancellable *cancellable;
};

/* Opens the existing file at @path. A reader refuses every write. Returns: (transfer full)
 * (nullable), with SHEAF_DB_ERROR set. */
SheafConnection *sheaf_connection_open (const char *path, gboolean reader, GError **error);
void sheaf_connection_close (SheafConnection *connection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafConnection, sheaf_connection_close)

/* What runs until this is called with NULL ends early once @cancellable is cancelled. */
void sheaf_connection_set_cancellable (SheafConnection *connection, GCancellable *cancellable);

/* Sets @error from @result and what SQLite says of it. */
void sheaf_connection_set_error (SheafConnection *connection, int result, GError **error);

/* Runs a query of one number. -1 with @error. */
gint64 sheaf_connection_query_int (SheafConnection *connection, const char *sql, GError **error);

/* What the table of statements frees its own with. */
void sheaf_statement_free (SheafStatement *statement);

/* Undoes the transaction if there is one; what failed before may have ended it already. */
void sheaf_connection_rollback (SheafConnection *connection);

G_END_DECLS
