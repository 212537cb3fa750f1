/* sheaf-migrate.c: a database brought to the newest version
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "db/sheaf-connection.h"
#include "db/sheaf-migrate.h"

/* One step, in a transaction of its own. *@version is read within it: another process may have
 * taken the step while this one waited. */
static gboolean
migrate_one (SheafConnection       *connection,
             const SheafMigration  *migrations,
             guint                  n_migrations,
             gint64                *version,
             GError               **error)
{
  g_autofree char *set_version = NULL;

  *version = sheaf_connection_query_int (connection, "PRAGMA user_version", error);
  if (*version < 0)
    return FALSE;

  if (*version > n_migrations)
    {
      g_set_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_NEWER,
                   "The database has version %" G_GINT64_FORMAT ", known are those up to %u",
                   *version, n_migrations);
      return FALSE;
    }

  if (*version == n_migrations)
    return TRUE;

  set_version = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, *version + 1);
  if (!sheaf_connection_exec (connection, migrations[*version].sql, error)
      || !sheaf_connection_exec (connection, set_version, error))
    {
      g_prefix_error (error, "Migration %" G_GINT64_FORMAT ": ", *version + 1);
      return FALSE;
    }

  *version += 1;
  return TRUE;
}

gboolean
sheaf_migrate (SheafConnection       *connection,
               const SheafMigration  *migrations,
               guint                  n_migrations,
               GError               **error)
{
  gint64 version = 0;

  do
    {
      if (!sheaf_connection_exec (connection, "BEGIN IMMEDIATE", error))
        return FALSE;

      if (!migrate_one (connection, migrations, n_migrations, &version, error)
          || !sheaf_connection_exec (connection, "COMMIT", error))
        {
          sheaf_connection_rollback (connection);
          return FALSE;
        }
    }
  while (version < n_migrations);

  return TRUE;
}
