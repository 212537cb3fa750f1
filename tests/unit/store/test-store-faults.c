/* test-store-faults.c: a full disk, a killed process, a locked, a newer and a damaged file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/sheaf-db.h"
#include "model/sheaf-id.h"
#include "store/sqlite/sheaf-sqlite-schema.h"
#include "store/sqlite/sheaf-sqlite-store.h"

#define SOURCE "0193a5f0-0000-7000-8000-000000000001"

static void
test_lock (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (sheaf_store_get_id (fixture->store));

  g_assert_null (sheaf_sqlite_store_open (fixture->path, TRUE, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_LOCKED);

  /* Let go with the store. */
  store_fixture_reopen (fixture);
  g_assert_cmpstr (sheaf_store_get_id (fixture->store), ==, id);
}

/* The lock of a process that was killed is no lock. */
static void
test_lock_of_killed (StoreFixture  *fixture,
                     gconstpointer  data)
{
  int fds[2];
  char byte;
  pid_t child;

  store_fixture_close (fixture);
  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (SheafStore) store = sheaf_sqlite_store_open (fixture->path, TRUE, NULL);

      if (store == NULL || write (fds[1], "1", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }

  g_assert_cmpint (read (fds[0], &byte, 1), ==, 1);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (sheaf_sqlite_store_open (fixture->path, TRUE, &error));
    g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_LOCKED);
  }
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  close (fds[0]);
  close (fds[1]);
  store_fixture_reopen (fixture);
}

static void
test_private (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const char *suffixes[] = { "", "-wal", "-shm", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);
      struct stat info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_migrate_each (StoreFixture  *fixture,
                   gconstpointer  data)
{
  for (guint from = 0; from <= sheaf_sqlite_n_migrations; from++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafDb) db = NULL;

      store_fixture_close (fixture);
      g_unlink (fixture->path);
      db = sheaf_db_open (fixture->path, sheaf_sqlite_migrations, from, 1, &error);
      g_assert_no_error (error);
      g_clear_object (&db);

      store_fixture_reopen (fixture);
      ingest_one (fixture->store, SOURCE, make_incoming (1, "Ferry", "A", "B"));
      g_free (create_named (fixture->store, SHEAF_KIND_SET, "title", "Expo"));
    }
}

static void
test_newer (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (SheafMigration));
  SheafMigration future = { "CREATE TABLE of_the_future (x)" };
  SheafDb *db;

  store_fixture_close (fixture);
  g_array_append_vals (more, sheaf_sqlite_migrations, sheaf_sqlite_n_migrations);
  g_array_append_val (more, future);
  db = sheaf_db_open (fixture->path, (SheafMigration *) more->data, more->len, 1, &error);
  g_assert_no_error (error);
  g_object_unref (db);

  g_assert_null (sheaf_sqlite_store_open (fixture->path, TRUE, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED);
}

static void
test_not_a_store (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *noise = g_strnfill (20000, 'n');

  store_fixture_close (fixture);
  g_assert_true (g_file_set_contents (fixture->path, noise, -1, NULL));
  g_assert_null (sheaf_sqlite_store_open (fixture->path, TRUE, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED);
}

/* Pages in the middle overwritten: an error, not a crash, and the process goes on. */
static void
test_damaged (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .q = "ferry" };
  gsize length = 0;
  guint n_failed = 0;

  for (guint i = 0; i < 300; i++)
    ingest_one (fixture->store, SOURCE, make_incoming (i, "Ferry", "line", "<p>port</p>"));
  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  memset (contents + 8192, 0xa5, length - 8192);
  g_assert_true (g_file_set_contents (fixture->path, contents, length, NULL));

  fixture->store = sheaf_sqlite_store_open (fixture->path, TRUE, &error);
  if (fixture->store == NULL)
    {
      g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED);
      return;
    }

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SheafPage) page = NULL;

      query.q = i == 0 ? "ferry" : NULL;
      page = sheaf_store_list (fixture->store, &query, &error);
      if (page == NULL)
        {
          g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED);
          g_clear_error (&error);
          n_failed += 1;
        }
    }
  g_assert_cmpuint (n_failed, >, 0);
}

/* Takes in articles until one is refused, which must be with @code and change nothing: 0 is
 * well. */
static int
fill (const char *path,
      int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = sheaf_sqlite_store_open (path, TRUE, &error);
  g_autofree char *large = g_strnfill (15 * 1024, 'x');
  g_autoptr (GPtrArray) incoming = NULL;
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  gint64 seq = sheaf_store_get_seq (store, NULL);
  guint n_added = 0;

  incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_incoming_free);
  while (n_added < 2000)
    {
      g_ptr_array_set_size (incoming, 0);
      g_ptr_array_add (incoming, make_incoming (n_added, "Large", large, NULL));
      if (!sheaf_store_ingest (store, SOURCE, incoming, NULL, &error))
        break;
      n_added += 1;
      seq = sheaf_store_get_seq (store, NULL);
    }

  if (n_added == 0 || !g_error_matches (error, SHEAF_STORE_ERROR, code))
    return 1;
  if (sheaf_store_get_seq (store, NULL) != seq || count_all (store, all) != n_added)
    return 2;

  return 0;
}

static void
wait_for_child (pid_t child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("A file system of its own cannot be mounted here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static gboolean
write_map (const char *path,
           guint       id)
{
  g_autofree char *map = g_strdup_printf ("%u %u 1", id, id);

  return g_file_set_contents_full (path, map, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

/* Puts a file system of four megabytes over @dir, for this process alone, where the system lets
 * it. */
static gboolean
mount_small (const char *dir)
{
  uid_t uid = geteuid ();
  gid_t gid = getegid ();

  if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0
      || !g_file_set_contents_full ("/proc/self/setgroups", "deny", -1, G_FILE_SET_CONTENTS_NONE,
                                    0600, NULL)
      || !write_map ("/proc/self/uid_map", uid) || !write_map ("/proc/self/gid_map", gid))
    return FALSE;

  return mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("tmpfs", dir, "tmpfs", 0, "size=4m") == 0;
}

static void
test_full (StoreFixture  *fixture,
           gconstpointer  data)
{
  pid_t child;

  store_fixture_close (fixture);
  child = fork ();
  if (child == 0)
    {
      if (!mount_small (fixture->dir))
        _exit (77);
      _exit (fill (fixture->path, SHEAF_STORE_ERROR_FULL));
    }

  wait_for_child (child);
}

/* A file that may not grow: told as a failure, and with room again all goes on. */
static void
test_limit (StoreFixture  *fixture,
            gconstpointer  data)
{
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  pid_t child;

  store_fixture_close (fixture);
  child = fork ();
  if (child == 0)
    {
      struct rlimit limit = { 2 * 1024 * 1024, 2 * 1024 * 1024 };

      signal (SIGXFSZ, SIG_IGN);
      setrlimit (RLIMIT_FSIZE, &limit);
      _exit (fill (fixture->path, SHEAF_STORE_ERROR_FAILED));
    }

  wait_for_child (child);
  store_fixture_reopen (fixture);
  ingest_one (fixture->store, SOURCE, make_incoming (9000, "Room again", NULL, NULL));
  g_assert_cmpuint (count_all (fixture->store, all), >, 1);
}

/* Takes in articles and applies edits for ever; says over @fd after each acknowledged pair. */
static void
write_until_killed (const char *path,
                    int         fd)
{
  g_autoptr (SheafStore) store = sheaf_sqlite_store_open (path, TRUE, NULL);

  for (guint i = 0;; i++)
    {
      g_autofree char *id = NULL;

      ingest_one (store, SOURCE, make_incoming (i, "Ferry", "line", "<p>port</p>"));
      id = create_named (store, SHEAF_KIND_SET, "title", "Expo");
      if (write (fd, "1", 1) != 1)
        _exit (1);
    }
}

static void
kill_once (StoreFixture *fixture,
           guint         after)
{
  SheafQuery articles = { .kind = SHEAF_KIND_ARTICLE };
  SheafQuery sets = { .kind = SHEAF_KIND_SET };
  guint acknowledged = 0;
  char byte;
  int fds[2];
  pid_t child;

  store_fixture_close (fixture);
  g_unlink (fixture->path);
  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (fds[0]);
      write_until_killed (fixture->path, fds[1]);
    }

  close (fds[1]);
  while (acknowledged < after && read (fds[0], &byte, 1) == 1)
    acknowledged += 1;
  kill (child, SIGKILL);
  while (read (fds[0], &byte, 1) == 1)
    acknowledged += 1;
  close (fds[0]);
  waitpid (child, NULL, 0);

  store_fixture_reopen (fixture);
  g_assert_cmpuint (acknowledged, >=, after);
  g_assert_cmpuint (count_all (fixture->store, articles), >=, acknowledged);
  g_assert_cmpuint (count_all (fixture->store, sets), >=, acknowledged);
}

static void
test_kill (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const guint after[] = { 1, 7, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    kill_once (fixture, after[i]);
}

static gpointer
read_changes (gpointer data)
{
  SheafStore *store = data;
  gint64 since = 0;
  guint n = 0;

  while (n < 200)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafChanges) changes = sheaf_store_get_changes (store, since, 50, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < changes->entities->len; i++)
        g_assert_cmpint (sheaf_entity_get_seq (changes->entities->pdata[i]), >, since);
      n += changes->entities->len;
      since = changes->seq;
    }

  return GUINT_TO_POINTER (n);
}

/* Whoever follows while another writes gets every entity once. */
static void
test_follow_while_writing (StoreFixture  *fixture,
                           gconstpointer  data)
{
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("follow", read_changes, fixture->store);
  for (guint i = 0; i < 200; i++)
    ingest_one (fixture->store, SOURCE, make_incoming (i, "Ferry", NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/store/lock/one-process-serves", test_lock },
    { "/store/lock/of-a-killed-process", test_lock_of_killed },
    { "/store/open/files-are-private", test_private },
    { "/store/open/migrated-from-each-version", test_migrate_each },
    { "/store/open/newer-is-refused", test_newer },
    { "/store/open/not-a-store", test_not_a_store },
    { "/store/open/damaged", test_damaged },
    { "/store/disk/full", test_full },
    { "/store/disk/file-may-not-grow", test_limit },
    { "/store/kill/acknowledged-is-there", test_kill },
    { "/store/threads/follow-while-writing", test_follow_while_writing },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].test,
                store_fixture_tear_down);

  return g_test_run ();
}
