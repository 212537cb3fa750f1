/* test-journal.c: what is typed is on the disk within the second, whatever else goes on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "client/sheaf-desk-private.h"
#include "client/sheaf-journal.h"
#include "client/sheaf-replica-schema.h"
#include "client/sheaf-typing-private.h"

/* Set where this program runs as the one that is killed: the folder to work in. */
#define VICTIM "SHEAF_TEST_VICTIM"
#define SET_ID "0193f111-0000-7000-8000-000000000001"
#define N_KILLS 6

typedef struct
{
  char *folder;
  SheafDesk *desk;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, SET_ID, NULL);
  g_autoptr (JsonObject) value = json_object_new ();
  g_autofree char *group = NULL;

  fixture->folder = fixture_make_folder ();
  fixture->desk = fixture_open_desk (fixture->folder, "replica.db", NULL);
  json_object_set_string_member (value, "title", "Harbours");
  sheaf_edit_create (edit, json_node_init_object (json_node_alloc (), value));
  group = fixture_edit (fixture->desk, edit);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->desk != NULL)
    fixture_close_desk (fixture->desk);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  if (fixture->desk != NULL)
    fixture_close_desk (fixture->desk);
  fixture->desk = fixture_open_desk (fixture->folder, "replica.db", NULL);
}

static const char *
get_note (SheafDesk *desk)
{
  SheafItem *item = sheaf_desk_get_item (desk, SHEAF_KIND_SET, SET_ID);
  const char *note = sheaf_entity_get_string (sheaf_item_get_entity (item), "note");

  return note == NULL ? "" : note;
}

static gboolean
is_saved (gpointer typing)
{
  return sheaf_typing_get_state (typing) == SHEAF_TYPING_SAVED;
}

static gboolean
has_failed (gpointer typing)
{
  return sheaf_typing_get_state (typing) == SHEAF_TYPING_FAILED;
}

static gboolean
is_clean (gpointer typing)
{
  return sheaf_typing_get_state (typing) == SHEAF_TYPING_CLEAN;
}

/* What the journal holds, joined. */
static gboolean
read_journal (SheafConnection  *connection,
              gpointer          data,
              GError          **error)
{
  GPtrArray **left = data;

  *left = sheaf_journal_read (connection, error);

  return *left != NULL;
}

static char *
get_journal (SheafDesk *desk)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  GString *all = g_string_new (NULL);

  sheaf_db_read (sheaf_replica_get_journal (desk->replica), read_journal, &left, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < left->len; i++)
    g_string_append_printf (all, "[%s]", ((SheafTyped *) g_ptr_array_index (left, i))->text);

  return g_string_free (all, FALSE);
}

static gboolean
exec_text (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  return sheaf_connection_exec (connection, data, error);
}

static void
exec (SheafDb    *db,
      const char *sql)
{
  g_autoptr (GError) error = NULL;

  sheaf_db_write (db, exec_text, (gpointer) sql, &error);
  g_assert_no_error (error);
}

/* --- the replica's writer is busy --------------------------------------------------------- */

typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean begun;
  gboolean let_go;
} Gate;

static gboolean
hold_writer (SheafTransaction  *transaction,
             gpointer           data,
             GError           **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->begun = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->let_go)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);

  return TRUE;
}

static void
let_go (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->let_go = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->mutex);
}

static void
test_busy_writer (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autofree char *journal = NULL;
  Gate gate = { .begun = FALSE };
  gint64 begun;

  g_mutex_init (&gate.mutex);
  g_cond_init (&gate.changed);
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_replica_write_async (fixture->desk->replica, hold_writer, &gate, NULL, NULL, NULL);
  g_mutex_lock (&gate.mutex);
  while (!gate.begun)
    g_cond_wait (&gate.changed, &gate.mutex);
  g_mutex_unlock (&gate.mutex);

  /* The writer is let go only after the journal has said that it has all: it waits for nothing. */
  begun = g_get_monotonic_time ();
  sheaf_typing_splice (typing, 0, 0, "One ");
  sheaf_typing_splice (typing, 4, 0, "quay");
  sheaf_typing_splice (typing, 0, 3, "Two");
  fixture_wait_until (is_saved, typing);
  g_test_message ("On the disk after %d ms",
                  (int) ((g_get_monotonic_time () - begun) / 1000));
  journal = get_journal (fixture->desk);
  g_assert_cmpstr (journal, ==, "[Two quay]");

  /* Left while the writer is still busy: there until it is an edit, and then no more. */
  sheaf_typing_splice (typing, 8, 0, "s");
  sheaf_typing_commit_async (typing, NULL, NULL, NULL);
  g_free (journal);
  journal = get_journal (fixture->desk);
  g_assert_cmpstr (get_note (fixture->desk), ==, "");
  let_go (&gate);
  fixture_wait_until (is_clean, typing);
  g_assert_cmpstr (get_note (fixture->desk), ==, "Two quays");
  exec (sheaf_replica_get_journal (fixture->desk->replica), "SELECT 1");
  g_free (journal);
  journal = get_journal (fixture->desk);
  g_assert_cmpstr (journal, ==, "");

  g_cond_clear (&gate.changed);
  g_mutex_clear (&gate.mutex);
}

/* --- no room ------------------------------------------------------------------------------ */

static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autofree char *much = g_strnfill (300000, 'm');
  g_autofree char *journal = NULL;
  SheafDb *db = sheaf_replica_get_journal (fixture->desk->replica);

  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_typing_splice (typing, 0, 0, "Before.");
  fixture_wait_until (is_saved, typing);

  exec (db, "PRAGMA max_page_count = 20");
  sheaf_typing_splice (typing, 7, 0, much);
  fixture_wait_until (has_failed, typing);
  g_assert_error (sheaf_typing_get_failure (typing), SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_FULL);
  journal = get_journal (fixture->desk);
  g_assert_cmpstr (journal, ==, "[Before.]");

  /* Typing goes on, and once there is room all of it is there. */
  sheaf_typing_splice (typing, 0, 6, "After");
  g_assert_true (g_str_has_prefix (sheaf_typing_get_text (typing), "After.mmm"));
  exec (db, "PRAGMA max_page_count = 100000");
  fixture_wait_until (is_saved, typing);
  g_assert_null (sheaf_typing_get_failure (typing));
  g_free (journal);
  journal = get_journal (fixture->desk);
  g_assert_true (g_str_has_prefix (journal, "[After.mmm"));
  g_assert_cmpuint (strlen (journal), ==, 2 + 6 + 300000);
}

static void
test_full_replica (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autofree char *much = g_strnfill (300000, 'm');
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autoptr (GError) error = NULL;
  SheafDb *db = sheaf_replica_get_db (fixture->desk->replica);

  /* What could not become an edit is in the one that can, also where both were asked for at once. */
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  exec (db, "PRAGMA max_page_count = 80");
  sheaf_typing_splice (typing, 0, 0, much);
  sheaf_typing_commit_async (typing, NULL, fixture_on_result, &first);
  sheaf_typing_splice (typing, 0, 299990, "");
  sheaf_typing_commit_async (typing, NULL, fixture_on_result, &second);
  g_assert_false (sheaf_typing_commit_finish (typing, fixture_wait (&first), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_FULL);
  g_clear_error (&error);
  g_assert_true (sheaf_typing_commit_finish (typing, fixture_wait (&second), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_note (fixture->desk), ==, "mmmmmmmmmm");

  sheaf_typing_splice (typing, 10, 0, much);
  sheaf_typing_commit_async (typing, NULL, fixture_on_result, &third);
  g_assert_false (sheaf_typing_commit_finish (typing, fixture_wait (&third), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_FULL);
  exec (db, "PRAGMA max_page_count = 100000");
  fixture_wait_until (is_saved, typing);
  reopen (fixture);
  g_assert_cmpuint (strlen (get_note (fixture->desk)), ==, 300010);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);
}

/* --- files that were left ----------------------------------------------------------------- */

static void
copy_file (Fixture    *fixture,
           const char *from,
           const char *to)
{
  g_autofree char *source = g_build_filename (fixture->folder, from, NULL);
  g_autofree char *target = g_build_filename (fixture->folder, to, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (source, &contents, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (target, contents, length, &error);
  g_assert_no_error (error);
}

static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;

  /* Killed after the replica had the edit and before the journal had ended: as it was before is
   * what is found. */
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_typing_splice (typing, 0, 0, "Once.");
  fixture_wait_until (is_saved, typing);
  copy_file (fixture, "replica.db-typing", "former");
  copy_file (fixture, "replica.db-typing-wal", "former-wal");
  g_clear_object (&typing);
  fixture_close_desk (g_steal_pointer (&fixture->desk));
  copy_file (fixture, "former", "replica.db-typing");
  copy_file (fixture, "former-wal", "replica.db-typing-wal");

  reopen (fixture);
  g_assert_cmpstr (get_note (fixture->desk), ==, "Once.");
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);
  reopen (fixture);
  g_assert_cmpstr (get_note (fixture->desk), ==, "Once.");
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);
}

static void
test_torn (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autofree char *log = g_build_filename (fixture->folder, "former-wal", NULL);
  GStatBuf info;

  /* The last record was cut in its middle: what was before it stands. */
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_typing_splice (typing, 0, 0, "First.");
  fixture_wait_until (is_saved, typing);
  sheaf_typing_splice (typing, 6, 0, " Second.");
  fixture_wait_until (is_saved, typing);
  copy_file (fixture, "replica.db-typing", "former");
  copy_file (fixture, "replica.db-typing-wal", "former-wal");
  copy_file (fixture, "replica.db", "former-replica");
  copy_file (fixture, "replica.db-wal", "former-replica-wal");
  g_clear_object (&typing);
  fixture_close_desk (g_steal_pointer (&fixture->desk));

  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (truncate (log, info.st_size - 1000), ==, 0);
  copy_file (fixture, "former", "replica.db-typing");
  copy_file (fixture, "former-wal", "replica.db-typing-wal");
  copy_file (fixture, "former-replica", "replica.db");
  copy_file (fixture, "former-replica-wal", "replica.db-wal");
  reopen (fixture);
  g_assert_cmpstr (get_note (fixture->desk), ==, "First.");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "replica.db-typing", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *nonsense = g_strnfill (8192, 'x');
  g_autoptr (SheafTyping) typing = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close_desk (g_steal_pointer (&fixture->desk));
  g_file_set_contents (path, nonsense, 8192, &error);
  g_assert_no_error (error);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*journal*damaged*");
  reopen (fixture);
  g_test_assert_expected_messages ();
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_typing_splice (typing, 0, 0, "Anew.");
  fixture_wait_until (is_saved, typing);
}

/* A replica as it was when the journal lay in it, with typing that did not end. */
static void
test_migrated (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "former.db", NULL);
  g_autoptr (GError) error = NULL;
  guint n;
  const SheafMigration *migrations = sheaf_replica_schema_get (&n);
  g_autoptr (SheafDb) db = sheaf_db_open (path, migrations, 2, 1, &error);

  g_assert_no_error (error);
  exec (db, "INSERT INTO typing (kind, entity, field, base, start) VALUES"
            " (2, '" SET_ID "', 'note', 'Old.', 'Older.'), (2, '" SET_ID "', 'title', 'A', 'A');"
            "INSERT INTO splice (kind, entity, field, offset, removed, inserted) VALUES"
            " (2, '" SET_ID "', 'note', 6, 0, ' Kept.'), (2, '" SET_ID "', 'title', 1, 0, 'b'),"
            " (2, '" SET_ID "', 'note', 0, 5, 'Oldest')");
  exec (db, "INSERT INTO entity (kind, id, base) VALUES (2, '" SET_ID "', '{\"kind\":\"set\","
            "\"id\":\"" SET_ID "\",\"rev\":1,\"seq\":1,\"created\":\"2026-01-01T00:00:00Z\","
            "\"updated\":\"2026-01-01T00:00:00Z\",\"title\":\"A\",\"note\":\"Old.\"}')");
  sheaf_db_close (db);

  fixture_close_desk (fixture->desk);
  for (guint i = 0; i < 2; i++)
    {
      fixture->desk = fixture_open_desk (fixture->folder, "former.db", NULL);
      g_assert_cmpstr (get_note (fixture->desk), ==, "Oldest. Kept.");
      g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);
      if (i == 0)
        fixture_close_desk (fixture->desk);
    }
}

static void
test_in_use (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "replica.db", NULL);
  SheafDesk *second = sheaf_desk_new (path, "unix:/nobody", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_open_async (second, NULL, fixture_on_result, &result);
  g_assert_false (sheaf_desk_open_finish (second, fixture_wait (&result), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_IN_USE);
  g_object_unref (second);

  /* Nothing happened to the first. */
  reopen (fixture);
}

/* A long run begins anew now and then, and says the same. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *journal = NULL;

  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_typing_splice (typing, 0, 0, "x");
  fixture_wait_until (is_saved, typing);
  for (guint i = 0; i < 1500; i++)
    sheaf_typing_splice (typing, 0, 0, "ab");
  fixture_wait_until (is_saved, typing);
  sheaf_typing_splice (typing, 0, 1, "");
  fixture_wait_until (is_saved, typing);
  expected = g_strdup_printf ("[%s]", sheaf_typing_get_text (typing));
  journal = get_journal (fixture->desk);
  g_assert_cmpstr (journal, ==, expected);
  text = g_strdup (sheaf_typing_get_text (typing));
  g_assert_cmpuint (strlen (text), ==, 3000);
}

/* --- killed at any moment ----------------------------------------------------------------- */

static char *
make_text (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u ", i);

  return g_string_free (text, FALSE);
}

/* How many numbers @text has, which must be all there are, once and in order. */
static guint
count_numbers (const char *text)
{
  guint n = 0;

  for (;;)
    {
      g_autofree char *so_far = make_text (n);

      if (g_str_equal (so_far, text))
        return n;
      g_assert_cmpuint (strlen (so_far), <, strlen (text));
      n++;
    }
}

/* The one that is killed: types numbers, says which are saved, leaves the field now and then. */
static int
run_victim (const char *folder)
{
  SheafDesk *desk = fixture_open_desk (folder, "replica.db", NULL);
  SheafTyping *typing = sheaf_desk_type (desk, SHEAF_KIND_SET, SET_ID, "note");
  guint n = count_numbers (get_note (desk));

  for (guint round = 0;; round++)
    {
      for (guint i = 0; i < 5; i++, n++)
        {
          g_autofree char *number = g_strdup_printf ("%u ", n);

          sheaf_typing_splice (typing, strlen (sheaf_typing_get_text (typing)), 0, number);
        }
      if (round % 3 == 2)
        sheaf_typing_commit_async (typing, NULL, NULL, NULL);
      else
        fixture_wait_until (is_saved, typing);
      if (round % 3 != 2)
        {
          g_autofree char *line = g_strdup_printf ("%u\n", n);

          if (write (STDOUT_FILENO, line, strlen (line)) < 0)
            return 1;
        }
    }

  return 0;
}

static gboolean
on_kill_time (gpointer data)
{
  g_subprocess_send_signal (data, SIGKILL);

  return G_SOURCE_REMOVE;
}

/* Runs the victim and kills it at some moment. Returns the last that it said to be saved. */
static guint
kill_one (const char *folder)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) victim = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  guint saved = 0;

  g_subprocess_launcher_setenv (launcher, VICTIM, folder, TRUE);
  victim = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  for (guint n = 0;; n++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *line = NULL;

      g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, fixture_on_result,
                                           &result);
      line = g_data_input_stream_read_line_finish (lines, fixture_wait (&result), NULL, &error);
      g_assert_no_error (error);
      if (line == NULL)
        break;
      saved = g_ascii_strtoull (line, NULL, 10);
      if (n == 0)
        g_timeout_add (g_random_int_range (0, 1600), on_kill_time, victim);
    }
  g_subprocess_wait (victim, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (victim));

  return saved;
}

static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < N_KILLS; i++)
    {
      guint saved;

      fixture_close_desk (g_steal_pointer (&fixture->desk));
      saved = kill_one (fixture->folder);
      g_assert_cmpuint (saved, >, 0);
      reopen (fixture);
      g_assert_cmpuint (count_numbers (get_note (fixture->desk)), >=, saved);
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *folder = g_getenv (VICTIM);

  if (folder != NULL)
    return run_victim (folder);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/journal/busy-writer", test_busy_writer);
  ADD ("/client/journal/full", test_full);
  ADD ("/client/journal/full-replica", test_full_replica);
  ADD ("/client/journal/once", test_once);
  ADD ("/client/journal/torn", test_torn);
  ADD ("/client/journal/damaged", test_damaged);
  ADD ("/client/journal/migrated", test_migrated);
  ADD ("/client/journal/in-use", test_in_use);
  ADD ("/client/journal/long", test_long);
  ADD ("/client/journal/killed", test_killed);
#undef ADD

  return g_test_run ();
}
