/* test-db.c: the database's threads, transactions, migrations and errors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/sheaf-db.h"

static const SheafMigration migrations[] = {
  { "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)" },
  { "ALTER TABLE note ADD COLUMN starred INTEGER NOT NULL DEFAULT 0" },
  { "CREATE TABLE part (note INTEGER NOT NULL REFERENCES note (id)); INSERT INTO note (text) "
    "VALUES ('third')" },
};

static char note_text[] = "Ferry line to link Port Alma with the islands";
static char few_pages[] = "PRAGMA max_page_count = 20";
static char many_pages[] = "PRAGMA max_page_count = 10000";

typedef struct
{
  char *dir;
  char *path;
  SheafDb *db;
} Fixture;

static SheafDb *
open_db (Fixture  *fixture,
         guint     n_migrations,
         GError  **error)
{
  return sheaf_db_open (fixture->path, migrations, n_migrations, 3, error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("sheaf-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "test.db", NULL);
  fixture->db = open_db (fixture, G_N_ELEMENTS (migrations), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
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

static void
reopen (Fixture *fixture,
        guint    n_migrations)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->db);
  fixture->db = open_db (fixture, n_migrations, &error);
  g_assert_no_error (error);
}

static gboolean
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

static gboolean
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

static gint64
get_count (SheafDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  g_assert_true (sheaf_db_read (db, count_notes, &count, &error));
  g_assert_no_error (error);
  return count;
}

static void
test_mode (Fixture       *fixture,
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
test_pragmas (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sheaf_db_write (fixture->db, check_pragmas, NULL, &error));
  g_assert_true (sheaf_db_read (fixture->db, check_pragmas, NULL, &error));
  g_assert_no_error (error);
}

static void
test_migrate_each (Fixture       *fixture,
                   gconstpointer  data)
{
  for (guint from = 0; from <= G_N_ELEMENTS (migrations); from++)
    {
      g_clear_object (&fixture->db);
      g_unlink (fixture->path);
      reopen (fixture, from);
      reopen (fixture, G_N_ELEMENTS (migrations));
      g_assert_cmpint (get_count (fixture->db), ==, 1);
    }
}

static void
test_migrate_newer (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->db);
  g_assert_null (open_db (fixture, 2, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_NEWER);

  reopen (fixture, 3);
  g_assert_cmpint (get_count (fixture->db), ==, 1);
}

static void
test_migrate_broken (Fixture       *fixture,
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
  reopen (fixture, G_N_ELEMENTS (migrations));
  g_assert_cmpint (get_count (fixture->db), ==, 1);
}

static void
test_corrupt (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *noise = g_strnfill (8192, 'x');

  g_clear_object (&fixture->db);
  g_assert_true (g_file_set_contents (fixture->path, noise, 8192, NULL));
  g_assert_null (open_db (fixture, G_N_ELEMENTS (migrations), &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_CORRUPT);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "none", "test.db", NULL);

  g_assert_null (sheaf_db_open (path, migrations, G_N_ELEMENTS (migrations), 1, &error));
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
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 count = get_count (fixture->db);

  g_assert_false (sheaf_db_write (fixture->db, insert_then_fail, note_text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (get_count (fixture->db), ==, count);
}

static void
test_read_refuses_write (Fixture       *fixture,
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
test_foreign_key (Fixture       *fixture,
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
test_full (Fixture       *fixture,
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
test_nested_statements (Fixture       *fixture,
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
test_bind (Fixture       *fixture,
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
test_bind_out_of_range (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sheaf_db_read (fixture->db, bind_out_of_range, NULL, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
}

typedef struct
{
  GThread *thread; /* that asked */
  SheafDb *db;
  GError *error;
  guint n_done;
  guint n_destroyed;
} Waiting;

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Waiting *waiting = data;

  g_assert_true (g_thread_self () == waiting->thread);
  g_assert_cmpuint (waiting->n_destroyed, ==, waiting->n_done);
  g_clear_error (&waiting->error);
  sheaf_db_write_finish (SHEAF_DB (source), result, &waiting->error);
  waiting->n_done += 1;
}

static void
wait_for (Waiting *waiting,
          guint    n_done)
{
  while (waiting->n_destroyed < n_done)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  Waiting *waiting;
  const char *text;
} AsyncNote;

static gboolean
insert_async_note (SheafConnection  *connection,
                   gpointer          data,
                   GError          **error)
{
  AsyncNote *note = data;

  g_assert_true (g_thread_self () != note->waiting->thread);
  return insert_note (connection, (gpointer) note->text, error);
}

static void
async_note_free (gpointer data)
{
  AsyncNote *note = data;

  g_assert_true (g_thread_self () == note->waiting->thread);
  note->waiting->n_destroyed += 1;
  g_free (note);
}

static void
start_write (Waiting      *waiting,
             const char   *text,
             GCancellable *cancellable)
{
  AsyncNote *note = g_new0 (AsyncNote, 1);

  note->waiting = waiting;
  note->text = text;
  sheaf_db_write_async (waiting->db, insert_async_note, note, async_note_free, cancellable, on_done,
                        waiting);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  Waiting waiting = { .thread = g_thread_self (), .db = fixture->db };
  gint64 count = get_count (fixture->db);

  for (guint i = 0; i < 100; i++)
    start_write (&waiting, "async", NULL);
  wait_for (&waiting, 100);
  g_assert_no_error (waiting.error);
  g_assert_cmpuint (waiting.n_done, ==, 100);
  g_assert_cmpint (get_count (fixture->db), ==, count + 100);
}

static void
test_cancelled_write (Fixture       *fixture,
                      gconstpointer  data)
{
  Waiting waiting = { .thread = g_thread_self (), .db = fixture->db };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 count = get_count (fixture->db);

  g_cancellable_cancel (cancellable);
  start_write (&waiting, "never", cancellable);
  wait_for (&waiting, 1);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (get_count (fixture->db), ==, count);
  g_clear_error (&waiting.error);
}

/* A read that would run for hours, and says when it has begun. */
static gboolean
read_forever (SheafConnection  *connection,
              gpointer          data,
              GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  g_atomic_int_inc ((int *) data);
  statement = sheaf_connection_prepare (connection,
                                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                        "FROM n WHERE i < 100000000000) SELECT sum(i) FROM n",
                                        error);
  return statement != NULL && sheaf_statement_step (statement, error);
}

static void
on_read_done (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Waiting *waiting = data;

  g_clear_error (&waiting->error);
  sheaf_db_read_finish (SHEAF_DB (source), result, &waiting->error);
  waiting->n_done += 1;
}

static void
test_interrupt (Fixture       *fixture,
                gconstpointer  data)
{
  Waiting waiting = { .thread = g_thread_self (), .db = fixture->db };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int begun = 0;

  sheaf_db_read_async (fixture->db, read_forever, &begun, NULL, cancellable, on_read_done,
                       &waiting);
  while (g_atomic_int_get (&begun) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  while (waiting.n_done == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);

  /* The connection reads on. */
  g_assert_cmpint (get_count (fixture->db), ==, 1);
}

static void
test_urgent (Fixture       *fixture,
             gconstpointer  data)
{
  Waiting slow = { .thread = g_thread_self (), .db = fixture->db };
  Waiting urgent = { .thread = g_thread_self (), .db = fixture->db };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int begun = 0;
  gint64 count = 0;

  /* More long reads than readers: the urgent one is answered all the same. */
  sheaf_db_read_urgent_async (fixture->db, count_notes, &count, NULL, NULL, on_read_done, &urgent);
  while (urgent.n_done < 1)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 5; i++)
    sheaf_db_read_async (fixture->db, read_forever, &begun, NULL, cancellable, on_read_done, &slow);
  while (g_atomic_int_get (&begun) < 2)
    g_thread_yield ();
  sheaf_db_read_urgent_async (fixture->db, count_notes, &count, NULL, NULL, on_read_done, &urgent);
  while (urgent.n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (urgent.error);
  g_assert_cmpuint (slow.n_done, ==, 0);

  g_cancellable_cancel (cancellable);
  while (slow.n_done < 5)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (slow.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (begun, ==, 2);
  g_clear_error (&slow.error);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  Waiting waiting = { .thread = g_thread_self (), .db = fixture->db };
  g_autoptr (GError) error = NULL;
  gint64 count = get_count (fixture->db);

  /* What was handed over is written before the end, what comes after is refused. */
  for (guint i = 0; i < 20; i++)
    start_write (&waiting, "last", NULL);
  sheaf_db_close (fixture->db);
  wait_for (&waiting, 20);
  g_assert_no_error (waiting.error);

  start_write (&waiting, "late", NULL);
  wait_for (&waiting, 21);
  g_assert_error (waiting.error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_CLOSED);
  g_clear_error (&waiting.error);
  g_assert_false (sheaf_db_read (fixture->db, count_notes, &count, &error));
  g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_CLOSED);

  reopen (fixture, G_N_ELEMENTS (migrations));
  g_assert_cmpint (get_count (fixture->db), ==, count + 20);
}

/* Notes are written in pairs: a reader that ever sees an odd number saw half a transaction. */
static gboolean
insert_pair (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  return insert_note (connection, note_text, error) && insert_note (connection, note_text, error);
}

static gboolean
count_twice (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  gint64 first = 0;
  gint64 second = 0;

  if (!count_notes (connection, &first, error) || !count_notes (connection, &second, error))
    return FALSE;

  g_assert_cmpint (first, ==, second);
  g_assert_cmpint (first % 2, ==, 1);
  *(gint64 *) data = first;
  return TRUE;
}

static gpointer
read_until_full (gpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  while (count < 401)
    {
      g_assert_true (sheaf_db_read (data, count_twice, &count, &error));
      g_assert_no_error (error);
    }

  return NULL;
}

static void
test_concurrent (Fixture       *fixture,
                 gconstpointer  data)
{
  GThread *threads[4];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_until_full, fixture->db);
  for (guint i = 0; i < 200; i++)
    g_assert_true (sheaf_db_write (fixture->db, insert_pair, NULL, &error));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (get_count (fixture->db), ==, 401);
}

/* Writes notes for ever and says over @fd how many were acknowledged. */
static void
write_until_killed (const char *path,
                    int         fd)
{
  g_autoptr (SheafDb) db = NULL;

  db = sheaf_db_open (path, migrations, G_N_ELEMENTS (migrations), 1, NULL);
  for (;;)
    {
      if (!sheaf_db_write (db, insert_pair, NULL, NULL) || write (fd, "2", 1) != 1)
        _exit (1);
    }
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  int fds[2];
  gint64 acknowledged = 0;
  gint64 count;
  char byte;
  pid_t child;
  int status;

  g_clear_object (&fixture->db);
  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (fds[0]);
      write_until_killed (fixture->path, fds[1]);
    }

  close (fds[1]);
  while (acknowledged < 100 && read (fds[0], &byte, 1) == 1)
    acknowledged += 2;
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  while (read (fds[0], &byte, 1) == 1)
    acknowledged += 2;
  close (fds[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));

  reopen (fixture, G_N_ELEMENTS (migrations));
  count = get_count (fixture->db);
  g_assert_cmpint (count, >=, acknowledged + 1);
  g_assert_cmpint (count % 2, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
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
    { "/db/write/async-ends-on-the-callers-thread", test_async },
    { "/db/write/cancelled-before-it-began", test_cancelled_write },
    { "/db/read/refuses-to-write", test_read_refuses_write },
    { "/db/read/cancelled-while-it-runs", test_interrupt },
    { "/db/read/urgent-goes-first", test_urgent },
    { "/db/read/snapshots-while-writing", test_concurrent },
    { "/db/statement/same-text-nested", test_nested_statements },
    { "/db/statement/binds-every-type", test_bind },
    { "/db/statement/parameter-out-of-range", test_bind_out_of_range },
    { "/db/close/finishes-writes", test_close },
    { "/db/kill/acknowledged-is-there", test_kill },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
