/* test-db-threads.c: the database's threads: order, cancelling, closing, being killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "db-fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

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
test_async (DbFixture     *fixture,
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
test_cancelled_write (DbFixture     *fixture,
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
test_interrupt (DbFixture     *fixture,
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
test_urgent (DbFixture     *fixture,
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
test_close (DbFixture     *fixture,
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

  db_fixture_reopen (fixture, DB_N_MIGRATIONS);
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
test_concurrent (DbFixture     *fixture,
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

  db = sheaf_db_open (path, db_migrations, DB_N_MIGRATIONS, 1, NULL);
  for (;;)
    {
      if (!sheaf_db_write (db, insert_pair, NULL, NULL) || write (fd, "2", 1) != 1)
        _exit (1);
    }
}

static void
test_kill (DbFixture     *fixture,
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

  db_fixture_reopen (fixture, DB_N_MIGRATIONS);
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
    void (*test) (DbFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/db/write/async-ends-on-the-callers-thread", test_async },
    { "/db/write/cancelled-before-it-began", test_cancelled_write },
    { "/db/read/cancelled-while-it-runs", test_interrupt },
    { "/db/read/urgent-goes-first", test_urgent },
    { "/db/read/snapshots-while-writing", test_concurrent },
    { "/db/close/finishes-writes", test_close },
    { "/db/kill/acknowledged-is-there", test_kill },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DbFixture, NULL, db_fixture_set_up, tests[i].test,
                db_fixture_tear_down);

  return g_test_run ();
}
