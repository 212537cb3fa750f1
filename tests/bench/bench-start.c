/* bench-start.c: from starting the application to its painted list
 *
 * The application is run as it is installed, on a replica that is there, with its embedded backend
 * starting behind it. The clock runs from before the process is made to the first frame after whose
 * paint all rows on the screen have their texts (see bench-start-probe.c). The first run, which warms
 * the page cache, is not counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-start.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIMEOUT_S 60

typedef struct
{
  gint64 painted; /* instant; 0 if it never was */
  guint n_rows;
  guint n_frames;   /* painted until then */
  gint64 cpu;       /* microseconds of the whole process until then */
  gint64 cpu_main;  /* and of its main thread */
  double memory;  /* two seconds later */
} Start;

static GPid
spawn (BenchData  *data,
       const char *application,
       const char *probe,
       int         fd)
{
  const char *argv[] = { application, "--data", data->folder, NULL };
  g_auto (GStrv) env = g_get_environ ();
  g_autofree char *number = g_strdup_printf ("%d", fd);
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  env = g_environ_setenv (env, "LD_PRELOAD", probe, TRUE);
  env = g_environ_setenv (env, "BENCH_START_FD", number, TRUE);
  g_spawn_async_with_pipes_and_fds (NULL, argv, (const char *const *) env,
                                    G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, -1, -1, -1, &fd, &fd, 1,
                                    &pid, NULL, NULL, NULL, &error);
  if (error != NULL)
    g_error ("%s", error->message);

  return pid;
}

/* A line of the probe. */
static gboolean
read_line (int    fd,
           Start *start)
{
  GPollFD poll_fd = { fd, G_IO_IN | G_IO_HUP, 0 };
  char line[120] = "";

  if (g_poll (&poll_fd, 1, TIMEOUT_S * 1000) <= 0 || read (fd, line, sizeof line - 1) <= 0)
    return FALSE;

  return sscanf (line, "%" G_GINT64_FORMAT " %u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                 &start->painted, &start->n_rows, &start->n_frames, &start->cpu,
                 &start->cpu_main) == 5;
}

/* Returns: milliseconds until it was painted. */
static double
start_once (BenchData  *data,
            const char *application,
            const char *probe,
            Start      *start)
{
  gint64 begun;
  g_autofree char *pid_text = NULL;
  int fds[2];
  GPid pid;

  if (!g_unix_open_pipe (fds, FD_CLOEXEC, NULL))
    g_error ("%s", g_strerror (errno));

  begun = g_get_monotonic_time ();
  pid = spawn (data, application, probe, fds[1]);
  close (fds[1]);
  if (!read_line (fds[0], start))
    g_error ("The application has painted no list");
  close (fds[0]);

  /* Until what starts behind the window has started as well. */
  g_usleep (2 * G_USEC_PER_SEC);
  pid_text = g_strdup_printf ("%d", pid);
  start->memory = bench_data_get_memory (pid_text);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);

  return (start->painted - begun) / 1000.0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x > y) - (x < y);
}

void
bench_start (BenchData  *data,
             const char *application,
             const char *probe,
             guint       n_runs)
{
  g_autofree double *times = g_new0 (double, MAX (n_runs, 1));
  g_autofree double *cpu = g_new0 (double, MAX (n_runs, 1));
  g_autofree double *cpu_main = g_new0 (double, MAX (n_runs, 1));
  Start start = { 0 };

  start_once (data, application, probe, &start);
  for (guint i = 0; i < n_runs; i++)
    {
      times[i] = start_once (data, application, probe, &start);
      cpu[i] = start.cpu / 1000.0;
      cpu_main[i] = start.cpu_main / 1000.0;
    }
  qsort (times, n_runs, sizeof times[0], compare_doubles);
  qsort (cpu, n_runs, sizeof cpu[0], compare_doubles);
  qsort (cpu_main, n_runs, sizeof cpu_main[0], compare_doubles);

  g_print ("%-40s %10.0f ms median, %.0f ms at best, %.0f ms at worst of %u\n",
           "start to painted list", times[n_runs / 2], times[0], times[MAX (n_runs, 1) - 1], n_runs);
  g_print ("%-40s %10.0f ms median, %.0f ms of them on the main thread\n",
           "  processor time until then", cpu[n_runs / 2], cpu_main[n_runs / 2]);
  g_print ("%-40s %10u rows, in frame %u\n", "  in the last run", start.n_rows, start.n_frames);
  g_print ("%-40s %10.0f MB\n", "  memory, two seconds later", start.memory);
}
