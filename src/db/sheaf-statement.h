/* sheaf-statement.h: statements on a connection, prepared once and bound by type
 *
 * A connection belongs to one thread at a time. Statements are kept by their text, and
 * reset when they are let go:
 *
 *   g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection,
 *     "SELECT title FROM article WHERE id = ?1", error);
 *   if (statement == NULL) return FALSE;
 *   sheaf_statement_bind_text (statement, 1, id);
 *   while (sheaf_statement_step (statement, &err)) … sheaf_statement_get_text (statement, 0) …
 *   if (err != NULL) …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _SheafConnection SheafConnection;
typedef struct _SheafStatement SheafStatement;

/* For what has no wrapper here. Returns: (transfer none) */
sqlite3 *sheaf_connection_get_handle (SheafConnection *connection);

/* Runs statements that return no rows. */
gboolean sheaf_connection_exec (SheafConnection *connection, const char *sql, GError **error);

/* Returns: (transfer full) (nullable), with SHEAF_DB_ERROR set. */
SheafStatement *sheaf_connection_prepare (SheafConnection *connection, const char *sql,
                                          GError **error);
void sheaf_statement_release (SheafStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafStatement, sheaf_statement_release)

/* Parameters count from 1; the text and the bytes are copied. NULL binds NULL. */
void sheaf_statement_bind_text (SheafStatement *statement, int i, const char *text);
void sheaf_statement_bind_int (SheafStatement *statement, int i, gint64 value);
void sheaf_statement_bind_double (SheafStatement *statement, int i, double value);
void sheaf_statement_bind_bytes (SheafStatement *statement, int i, GBytes *bytes);
void sheaf_statement_bind_null (SheafStatement *statement, int i);

/* TRUE: there is a row. FALSE: no more, or @error is set. */
gboolean sheaf_statement_step (SheafStatement *statement, GError **error);

/* Steps to the end. TRUE unless @error is set. The statement may be bound and run again. */
gboolean sheaf_statement_run (SheafStatement *statement, GError **error);
void sheaf_statement_reset (SheafStatement *statement);

/* Columns count from 0; the text lives until the next step. Returns: (transfer none) (nullable) */
const char *sheaf_statement_get_text (SheafStatement *statement, int i);
gint64 sheaf_statement_get_int (SheafStatement *statement, int i);
double sheaf_statement_get_double (SheafStatement *statement, int i);
GBytes *sheaf_statement_get_bytes (SheafStatement *statement, int i); /* (transfer full) */
gboolean sheaf_statement_is_null (SheafStatement *statement, int i);

/* How many rows the last statement changed. */
int sheaf_connection_get_changes (SheafConnection *connection);

G_END_DECLS
