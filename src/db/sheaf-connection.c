/* sheaf-connection.c: one connection to a SQLite database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>

#include "db/sheaf-connection.h"
#include "db/sheaf-db.h"
#include "db/sheaf-tokenizer.h"

/* Other processes write seldom and briefly (a token is added); longer than this is a fault. */
#define BUSY_TIMEOUT_MS 10000

/* Steps of SQLite's virtual machine between two looks at the cancellable: some 0.1 ms. */
#define PROGRESS_STEPS 2000

G_DEFINE_QUARK (sheaf-db-error-quark, sheaf_db_error)

static int
map_error (sqlite3 *handle,
           int      result)
{
  int system_errno = handle != NULL ? sqlite3_system_errno (handle) : 0;

  switch (result & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SHEAF_DB_ERROR_CORRUPT;

    case SQLITE_FULL:
      return SHEAF_DB_ERROR_FULL;

    case SQLITE_IOERR:
      /* A quota, or no room for the log's shared index, is told as an I/O error. */
      if (system_errno == ENOSPC || system_errno == EDQUOT)
        return SHEAF_DB_ERROR_FULL;
      return SHEAF_DB_ERROR_FAILED;

    default:
      return SHEAF_DB_ERROR_FAILED;
    }
}

void
sheaf_connection_set_error (SheafConnection  *connection,
                            int               result,
                            GError          **error)
{
  sqlite3 *handle = connection->handle;

  if ((result & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled");
      return;
    }

  g_set_error (error, SHEAF_DB_ERROR, map_error (handle, result), "%s (%d)",
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result),
               handle != NULL ? sqlite3_extended_errcode (handle) : result);
}

static int
on_progress (gpointer data)
{
  SheafConnection *connection = data;

  return g_cancellable_is_cancelled (connection->cancellable);
}

void
sheaf_connection_set_cancellable (SheafConnection *connection,
                                  GCancellable    *cancellable)
{
  connection->cancellable = cancellable;
  sqlite3_progress_handler (connection->handle, PROGRESS_STEPS,
                            cancellable != NULL ? on_progress : NULL, connection);
}

static gboolean
configure (SheafConnection  *connection,
           gboolean          reader,
           GError          **error)
{
  int result = sheaf_tokenizer_register (connection->handle);

  if (result != SQLITE_OK)
    {
      sheaf_connection_set_error (connection, result, error);
      return FALSE;
    }

  sqlite3_busy_timeout (connection->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (connection->handle, 1);

  /* A damaged or hostile file must not be able to run functions from its schema, nor to change
   * the tables behind a virtual one. */
  sqlite3_db_config (connection->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

  return sheaf_connection_exec (connection,
                                "PRAGMA journal_mode = WAL;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA foreign_keys = ON;"
                                "PRAGMA temp_store = MEMORY;"
                                "PRAGMA cache_size = -16000;"
                                "PRAGMA journal_size_limit = 67108864;"
                                "PRAGMA cell_size_check = ON;",
                                error)
         && (!reader || sheaf_connection_exec (connection, "PRAGMA query_only = ON", error));
}

SheafConnection *
sheaf_connection_open (const char  *path,
                       gboolean     reader,
                       GError     **error)
{
  g_autoptr (SheafConnection) connection = g_new0 (SheafConnection, 1);
  int result;

  connection->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                  (GDestroyNotify) sheaf_statement_free);

  /* A connection belongs to one thread at a time: SQLite need not lock it as well. */
  result = sqlite3_open_v2 (path, &connection->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      sheaf_connection_set_error (connection, result, error);
      return NULL;
    }

  if (!configure (connection, reader, error))
    return NULL;

  return g_steal_pointer (&connection);
}

void
sheaf_connection_close (SheafConnection *connection)
{
  g_hash_table_unref (connection->statements);
  sqlite3_close_v2 (connection->handle);
  g_free (connection);
}

sqlite3 *
sheaf_connection_get_handle (SheafConnection *connection)
{
  return connection->handle;
}

int
sheaf_connection_get_changes (SheafConnection *connection)
{
  return sqlite3_changes (connection->handle);
}

gboolean
sheaf_connection_exec (SheafConnection  *connection,
                       const char       *sql,
                       GError          **error)
{
  int result = sqlite3_exec (connection->handle, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    {
      sheaf_connection_set_error (connection, result, error);
      return FALSE;
    }

  return TRUE;
}

gint64
sheaf_connection_query_int (SheafConnection  *connection,
                            const char       *sql,
                            GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);
  g_autoptr (GError) step_error = NULL;

  if (statement == NULL)
    return -1;

  if (sheaf_statement_step (statement, &step_error))
    return sheaf_statement_get_int (statement, 0);

  if (step_error != NULL)
    g_propagate_error (error, g_steal_pointer (&step_error));
  else
    g_set_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED, "No row: %s", sql);

  return -1;
}

void
sheaf_connection_rollback (SheafConnection *connection)
{
  if (!sqlite3_get_autocommit (connection->handle))
    sqlite3_exec (connection->handle, "ROLLBACK", NULL, NULL, NULL);
}
