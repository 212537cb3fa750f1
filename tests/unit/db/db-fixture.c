/* db-fixture.c: a database of notes in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "db-fixture.h"

#include <glib/gstdio.h>

const SheafMigration db_migrations[DB_N_MIGRATIONS] = {
  { "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)" },
  { "ALTER TABLE note ADD COLUMN starred INTEGER NOT NULL DEFAULT 0" },
  { "CREATE TABLE part (note INTEGER NOT NULL REFERENCES note (id)); INSERT INTO note (text) "
    "VALUES ('third')" },
};

char note_text[] = "Ferry line to link Port Alma with the islands";

SheafDb *
db_fixture_open (DbFixture  *fixture,
                 guint       n_migrations,
                 GError    **error)
{
  return sheaf_db_open (fixture->path, db_migrations, n_migrations, 3, error);
}

void
db_fixture_set_up (DbFixture     *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("sheaf-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "test.db", NULL);
  fixture->db = db_fixture_open (fixture, DB_N_MIGRATIONS, &error);
  g_assert_no_error (error);
}

void
db_fixture_tear_down (DbFixture     *fixture,
                      gconstpointer  data)
{
  static const char *suffixes[] = { "", "-wal", "-shm" };

  g_clear_object (&fixture->db);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->path);
  g_free (fixture->dir);
}

void
db_fixture_reopen (DbFixture *fixture,
                   guint      n_migrations)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->db);
  fixture->db = db_fixture_open (fixture, n_migrations, &error);
  g_assert_no_error (error);
}

gboolean
insert_note (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "INSERT INTO note (text) VALUES (?1)", error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, data);
  return sheaf_statement_run (statement, error);
}

gboolean
count_notes (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT count(*) FROM note", error);
  if (statement == NULL || !sheaf_statement_step (statement, error))
    return FALSE;

  *(gint64 *) data = sheaf_statement_get_int (statement, 0);
  return TRUE;
}

gint64
get_count (SheafDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  g_assert_true (sheaf_db_read (db, count_notes, &count, &error));
  g_assert_no_error (error);
  return count;
}
