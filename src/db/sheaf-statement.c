/* sheaf-statement.c: statements on a connection, prepared once and bound by type
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "db/sheaf-connection.h"
#include "db/sheaf-db.h"

/* Texts of statements are few and fixed; what is made up on the fly beyond that is not kept. */
#define MAX_CACHED 256

struct _SheafStatement
{
  SheafConnection *connection;
  sqlite3_stmt *handle;
  int bind_result; /* the first failure to bind, told by the next step */
  gboolean cached;
  gboolean in_use;
};

void
sheaf_statement_free (SheafStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement);
}

SheafStatement *
sheaf_connection_prepare (SheafConnection  *connection,
                          const char       *sql,
                          GError          **error)
{
  SheafStatement *statement = g_hash_table_lookup (connection->statements, sql);
  sqlite3_stmt *handle = NULL;
  int result;

  if (statement != NULL && !statement->in_use)
    {
      statement->in_use = TRUE;
      return statement;
    }

  result = sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle,
                               NULL);
  if (result != SQLITE_OK)
    {
      sheaf_connection_set_error (connection, result, error);
      g_prefix_error (error, "%s: ", sql);
      return NULL;
    }

  /* The same text prepared twice at once (a query within its own rows): the second is not kept. */
  statement = g_new0 (SheafStatement, 1);
  statement->connection = connection;
  statement->handle = handle;
  statement->in_use = TRUE;
  statement->cached = g_hash_table_size (connection->statements) < MAX_CACHED
                      && !g_hash_table_contains (connection->statements, sql);
  if (statement->cached)
    g_hash_table_insert (connection->statements, (char *) sqlite3_sql (handle), statement);

  return statement;
}

void
sheaf_statement_release (SheafStatement *statement)
{
  if (!statement->cached)
    {
      sheaf_statement_free (statement);
      return;
    }

  sheaf_statement_reset (statement);
  sqlite3_clear_bindings (statement->handle);
  statement->in_use = FALSE;
}

static void
note_bind (SheafStatement *statement,
           int             result)
{
  if (statement->bind_result == SQLITE_OK)
    statement->bind_result = result;
}

void
sheaf_statement_bind_text (SheafStatement *statement,
                           int             i,
                           const char     *text)
{
  note_bind (statement, sqlite3_bind_text (statement->handle, i, text, -1, SQLITE_TRANSIENT));
}

void
sheaf_statement_bind_int (SheafStatement *statement,
                          int             i,
                          gint64          value)
{
  note_bind (statement, sqlite3_bind_int64 (statement->handle, i, value));
}

void
sheaf_statement_bind_double (SheafStatement *statement,
                             int             i,
                             double          value)
{
  note_bind (statement, sqlite3_bind_double (statement->handle, i, value));
}

void
sheaf_statement_bind_bytes (SheafStatement *statement,
                            int             i,
                            GBytes         *bytes)
{
  gsize size = 0;
  const void *data;

  if (bytes == NULL)
    {
      sheaf_statement_bind_null (statement, i);
      return;
    }

  /* A NULL pointer would bind NULL; no bytes are not the same as nothing. */
  data = g_bytes_get_data (bytes, &size);
  note_bind (statement, sqlite3_bind_blob64 (statement->handle, i, size > 0 ? data : "", size,
                                             SQLITE_TRANSIENT));
}

void
sheaf_statement_bind_null (SheafStatement *statement,
                           int             i)
{
  note_bind (statement, sqlite3_bind_null (statement->handle, i));
}

gboolean
sheaf_statement_step (SheafStatement  *statement,
                      GError         **error)
{
  int result = statement->bind_result;

  if (result == SQLITE_OK)
    result = sqlite3_step (statement->handle);

  if (result == SQLITE_ROW)
    return TRUE;

  if (result != SQLITE_DONE)
    {
      sheaf_connection_set_error (statement->connection, result, error);
      g_prefix_error (error, "%s: ", sqlite3_sql (statement->handle));
    }

  sheaf_statement_reset (statement);
  return FALSE;
}

gboolean
sheaf_statement_run (SheafStatement  *statement,
                     GError         **error)
{
  g_autoptr (GError) step_error = NULL;

  while (sheaf_statement_step (statement, &step_error))
    continue;

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

void
sheaf_statement_reset (SheafStatement *statement)
{
  sqlite3_reset (statement->handle);
  statement->bind_result = SQLITE_OK;
}

const char *
sheaf_statement_get_text (SheafStatement *statement,
                          int             i)
{
  return (const char *) sqlite3_column_text (statement->handle, i);
}

gint64
sheaf_statement_get_int (SheafStatement *statement,
                         int             i)
{
  return sqlite3_column_int64 (statement->handle, i);
}

double
sheaf_statement_get_double (SheafStatement *statement,
                            int             i)
{
  return sqlite3_column_double (statement->handle, i);
}

GBytes *
sheaf_statement_get_bytes (SheafStatement *statement,
                           int             i)
{
  const void *data = sqlite3_column_blob (statement->handle, i);

  return g_bytes_new (data, sqlite3_column_bytes (statement->handle, i));
}

gboolean
sheaf_statement_is_null (SheafStatement *statement,
                         int             i)
{
  return sqlite3_column_type (statement->handle, i) == SQLITE_NULL;
}
