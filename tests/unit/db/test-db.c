/* test-db.c: the database's files, transactions, migrations, statements and errors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "db-fixture.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static char few_pages[] = "PRAGMA max_page_count = 20";
static char many_pages[] = "PRAGMA max_page_count = 10000";

static void
test_mode (DbFixture     *fixture,
           gconstpointer  data)
{
  static const char *suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);
      struct stat info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

static gboolean
check_pragmas (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  static const struct
  {
    const char *sql;
    const char *value;
  } pragmas[] = {
    { "PRAGMA journal_mode", "wal" },
    { "PRAGMA synchronous", "2" },
    { "PRAGMA foreign_keys", "1" },
    { "PRAGMA user_version", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      g_autoptr (SheafStatement) statement = NULL;

      statement = sheaf_connection_prepare (connection, pragmas[i].sql, error);
      g_assert_true (sheaf_statement_step (statement, error));
      g_assert_cmpstr (sheaf_statement_get_text (statement, 0), ==, pragmas[i].value);
    }

  return TRUE;
}

static void
test_pragmas (DbFixture     *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sheaf_db_write (fixture->db, check_pragmas, NULL, &error));
  g_assert_true (sheaf_db_read (fixture->db, check_pragmas, NULL, &error));
  g_assert_no_error (error);
}

static void
test_migrate_each (DbFixture     *fixture,
                   gconstpointer  data)
{
  for (guint from = 0; from <= DB_N_MIGRATIONS; from++)
    {
      g_clear_object (&fixture->db);
      g_unlink (fixture->path);
      db_fixture_reopen (fixture, from);
      db_fixture_reopen (fixture, DB_N_MIGRATIONS);
      g_assert_cmpint (get_count (fixture->db), ==, 1);
    }
}

static void
test_migrate_newer (DbFixture     *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->db);
  g_assert_null (db_fixture_open (fixture, 2, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_NEWER);

  db_fixture_reopen (fixture, 3);
  g_assert_cmpint (get_count (fixture->db), ==, 1);
}

static void
test_migrate_broken (DbFixture     *fixture,
                     gconstpointer  data)
{
  static const SheafMigration broken[] = {
    { "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)" },
    { "INSERT INTO note (text) VALUES ('half'); INSERT INTO nowhere VALUES (1)" },
  };
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->db);
  g_unlink (fixture->path);
  g_assert_null (sheaf_db_open (fixture->path, broken, G_N_ELEMENTS (broken), 1, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "Migration 2"));

  /* The first step stands, nothing of the second does. */
  db_fixture_reopen (fixture, DB_N_MIGRATIONS);
  g_assert_cmpint (get_count (fixture->db), ==, 1);
}

static void
test_corrupt (DbFixture     *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *noise = g_strnfill (8192, 'x');

  g_clear_object (&fixture->db);
  g_assert_true (g_file_set_contents (fixture->path, noise, 8192, NULL));
  g_assert_null (db_fixture_open (fixture, DB_N_MIGRATIONS, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_CORRUPT);
}

static void
test_no_folder (DbFixture     *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "none", "test.db", NULL);

  g_assert_null (sheaf_db_open (path, db_migrations, DB_N_MIGRATIONS, 1, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
}

static gboolean
insert_then_fail (SheafConnection  *connection,
                  gpointer          data,
                  GError          **error)
{
  if (!insert_note (connection, data, error))
    return FALSE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
test_rollback (DbFixture     *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 count = get_count (fixture->db);

  g_assert_false (sheaf_db_write (fixture->db, insert_then_fail, note_text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (get_count (fixture->db), ==, count);
}

static void
test_read_refuses_write (DbFixture     *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sheaf_db_read (fixture->db, insert_note, note_text, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
}

static gboolean
break_reference (SheafConnection  *connection,
                 gpointer          data,
                 GError          **error)
{
  return sheaf_connection_exec (connection, "INSERT INTO part VALUES (999)", error);
}

static void
test_foreign_key (DbFixture     *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sheaf_db_write (fixture->db, break_reference, NULL, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
}

static gboolean
limit_pages (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, data, error);
  return statement != NULL && sheaf_statement_run (statement, error);
}

static void
test_full (DbFixture     *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (256 * 1024, 'x');
  gint64 count = get_count (fixture->db);

  g_assert_true (sheaf_db_write (fixture->db, limit_pages, few_pages, &error));
  g_assert_false (sheaf_db_write (fixture->db, insert_note, large, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpint (get_count (fixture->db), ==, count);

  /* With room again, the same connection writes on. */
  g_assert_true (sheaf_db_write (fixture->db, limit_pages, many_pages, &error));
  g_assert_true (sheaf_db_write (fixture->db, insert_note, large, &error));
  g_assert_cmpint (get_count (fixture->db), ==, count + 1);
}

static gboolean
nested_statements (SheafConnection  *connection,
                   gpointer          data,
                   GError          **error)
{
  const char *sql = "SELECT id FROM note ORDER BY id";
  g_autoptr (SheafStatement) outer = sheaf_connection_prepare (connection, sql, error);
  guint *pairs = data;

  while (sheaf_statement_step (outer, error))
    {
      g_autoptr (SheafStatement) inner = sheaf_connection_prepare (connection, sql, error);

      g_assert_true (inner != outer);
      while (sheaf_statement_step (inner, error))
        *pairs += 1;
    }

  return TRUE;
}

static void
test_nested_statements (DbFixture     *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint pairs = 0;

  g_assert_true (sheaf_db_write (fixture->db, insert_note, note_text, &error));
  g_assert_true (sheaf_db_write (fixture->db, insert_note, note_text, &error));
  g_assert_true (sheaf_db_read (fixture->db, nested_statements, &pairs, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pairs, ==, 9);
}

static gboolean
round_trip (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GBytes) in = g_bytes_new_static ("\0a\xff", 3);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) empty = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT ?1, ?2, ?3, ?4, ?5, ?6", error);
  sheaf_statement_bind_text (statement, 1, "万博");
  sheaf_statement_bind_int (statement, 2, G_MININT64);
  sheaf_statement_bind_double (statement, 3, 0.125);
  sheaf_statement_bind_bytes (statement, 4, in);
  sheaf_statement_bind_bytes (statement, 5, none);
  sheaf_statement_bind_text (statement, 6, NULL);
  g_assert_true (sheaf_statement_step (statement, error));
  g_assert_cmpstr (sheaf_statement_get_text (statement, 0), ==, "万博");
  g_assert_cmpint (sheaf_statement_get_int (statement, 1), ==, G_MININT64);
  g_assert_cmpfloat (sheaf_statement_get_double (statement, 2), ==, 0.125);
  out = sheaf_statement_get_bytes (statement, 3);
  g_assert_true (g_bytes_equal (in, out));
  empty = sheaf_statement_get_bytes (statement, 4);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  g_assert_false (sheaf_statement_is_null (statement, 4));
  g_assert_true (sheaf_statement_is_null (statement, 5));
  g_assert_false (sheaf_statement_step (statement, error));

  return TRUE;
}

static void
test_bind (DbFixture     *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sheaf_db_read (fixture->db, round_trip, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
bind_out_of_range (SheafConnection  *connection,
                   gpointer          data,
                   GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT ?1", error);
  sheaf_statement_bind_int (statement, 2, 1);
  return sheaf_statement_run (statement, error);
}

static void
test_bind_out_of_range (DbFixture     *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sheaf_db_read (fixture->db, bind_out_of_range, NULL, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (DbFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/db/open/files-are-private", test_mode },
    { "/db/open/every-connection-is-set-up", test_pragmas },
    { "/db/open/not-a-database", test_corrupt },
    { "/db/open/no-such-folder", test_no_folder },
    { "/db/migrate/from-each-version", test_migrate_each },
    { "/db/migrate/newer-is-refused", test_migrate_newer },
    { "/db/migrate/broken-step-is-undone", test_migrate_broken },
    { "/db/write/failure-is-rolled-back", test_rollback },
    { "/db/write/foreign-keys-hold", test_foreign_key },
    { "/db/write/full-disk-changes-nothing", test_full },
    { "/db/read/refuses-to-write", test_read_refuses_write },
    { "/db/statement/same-text-nested", test_nested_statements },
    { "/db/statement/binds-every-type", test_bind },
    { "/db/statement/parameter-out-of-range", test_bind_out_of_range },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DbFixture, NULL, db_fixture_set_up, tests[i].test,
                db_fixture_tear_down);

  return g_test_run ();
}
