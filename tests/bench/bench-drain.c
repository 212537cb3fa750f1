/* bench-drain.c: how fast an act on many articles reaches the backend
 *
 * Prints how long a desk and a backend in one process take to drain the edits of an act on N articles
 * (the first argument; 20,000 unless told), in time of the clock and of the processor by thread, and
 * how long the main loop was kept from polling meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client/sheaf-desk-private.h"
#include "unit/client/client-backend.h"
#include "unit/client/client-fixture.h"

#define BATCH 500

/* Between two polls, in microseconds. */
static gint64 poll_ended;
static gint64 longest;

static int
poll_and_time (GPollFD *fds,
               guint    n_fds,
               int      timeout)
{
  int result;

  if (poll_ended > 0)
    longest = MAX (longest, g_get_monotonic_time () - poll_ended);
  result = g_poll (fds, n_fds, timeout);
  poll_ended = g_get_monotonic_time ();

  return result;
}

static gint64
get_processor (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* Every thread's name and its time, from /proc (proc(5)). */
static void
tell_threads (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const double tick = 1000.0 / sysconf (_SC_CLK_TCK);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "stat", NULL);
      g_autofree char *stat = NULL;
      g_auto (GStrv) fields = NULL;
      char *open, *shut;

      if (!g_file_get_contents (path, &stat, NULL, NULL))
        continue;
      open = strchr (stat, '(');
      shut = strrchr (stat, ')');
      fields = g_strsplit (shut + 2, " ", -1);
      *shut = '\0';
      g_print ("  %-18s %8.0f ms\n", open + 1,
               tick * (atof (fields[11]) + atof (fields[12])));
    }
}

static gboolean
is_synced (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_SYNCED;
}

static gboolean
is_drained (gpointer desk)
{
  return sheaf_desk_get_waiting (desk) == 0;
}

static void
drain (SheafDesk  *desk,
       const char *what)
{
  const guint n = sheaf_desk_get_waiting (desk);
  const gint64 begun = g_get_monotonic_time ();
  const gint64 processor = get_processor ();
  double seconds;

  longest = 0;
  fixture_wait_until (is_drained, desk);
  seconds = (g_get_monotonic_time () - begun) / 1e6;
  g_print ("%-10s %u edits in %.1f s: %.0f a second; %.1f s of processor, %.0f us an edit;"
           " main loop held for %.1f ms at most\n",
           what, n, seconds, n / seconds, (get_processor () - processor) / 1e6,
           (get_processor () - processor) / (double) MAX (n, 1), longest / 1000.0);
}

int
main (int   argc,
      char *argv[])
{
  const guint n = argc > 1 ? strtoul (argv[1], NULL, 10) : 20000;
  g_autofree char *folder = fixture_make_folder ();
  TestBackend *backend = test_backend_start (folder, "store.db");
  g_autoptr (SheafArticleList) list = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree guint *positions = g_new (guint, MAX (n, 1));
  g_autofree char *group = NULL;
  SheafDesk *desk;

  for (guint i = 0; i < n; i += BATCH)
    test_backend_ingest (backend, i, MIN (BATCH, n - i));
  desk = fixture_open_desk (folder, "replica.db", test_backend_get_address (backend));
  fixture_wait_until (is_synced, desk);
  list = fixture_query (desk, SHEAF_SCOPE_INBOX, NULL, NULL);
  g_assert_cmpuint (sheaf_article_list_get_n_items (list), ==, n);
  for (guint i = 0; i < n; i++)
    positions[i] = i;
  targets = sheaf_article_list_get_targets (list, positions, n);

  g_print ("before:\n");
  tell_threads ();
  g_main_context_set_poll_func (NULL, poll_and_time);
  group = fixture_tag (desk, targets, "ferries", TRUE);
  drain (desk, "tag");
  g_free (group);
  group = fixture_triage (desk, targets, "kept", NULL);
  drain (desk, "keep");
  g_free (group);
  group = fixture_undo (desk, NULL);
  drain (desk, "undo");
  g_print ("after:\n");
  tell_threads ();

  fixture_close_desk (desk);
  test_backend_stop (backend);
  fixture_remove_folder (folder);

  return 0;
}
