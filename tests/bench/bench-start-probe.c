/* bench-start-probe.c: tells when the list of a running application is painted
 *
 * Loaded into the application as it is (LD_PRELOAD), so that what is measured is what people start:
 * the application knows nothing of it. It stands in front of gtk_window_present(), listens to the
 * window's frame clock from then on, and after each paint looks whether every row of the list that
 * is on the screen has its headline. When they have, it writes a line to the file descriptor that
 * BENCH_START_FD names, and is done: the instant (of the monotonic clock, in microseconds), the number
 * of rows, that of frames painted until then, and the processor time (in microseconds) that the
 * process and this thread have taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  guint n_rows;
  guint n_filled;
} Seen;

static guint n_frames;

static gint64
get_cpu_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Its first label is its headline. */
static gboolean
is_filled (GtkWidget *row)
{
  GtkWidget *headline = gtk_widget_get_first_child (row);

  return GTK_IS_LABEL (headline) && *gtk_label_get_text (GTK_LABEL (headline)) != '\0';
}

static void
look_at (GtkWidget *widget,
         Seen      *seen)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (strcmp (G_OBJECT_TYPE_NAME (widget), "SheafArticleListRow") == 0)
    {
      seen->n_rows += 1;
      seen->n_filled += is_filled (widget);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (child, seen);
}

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWidget     *window)
{
  const gint64 now = g_get_monotonic_time ();
  Seen seen = { 0 };
  char line[120];

  n_frames += 1;
  look_at (window, &seen);
  if (seen.n_rows == 0 || seen.n_filled < seen.n_rows)
    return;

  g_snprintf (line, sizeof line,
              "%" G_GINT64_FORMAT " %u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", now,
              seen.n_rows, n_frames, get_cpu_time (CLOCK_PROCESS_CPUTIME_ID),
              get_cpu_time (CLOCK_THREAD_CPUTIME_ID));
  if (write (atoi (g_getenv ("BENCH_START_FD")), line, strlen (line)) < 0)
    g_warning ("Nobody listens");
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
}

G_MODULE_EXPORT void
gtk_window_present (GtkWindow *window)
{
  static gboolean listening;
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");

  present (window);
  if (listening || g_getenv ("BENCH_START_FD") == NULL)
    return;

  listening = TRUE;
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (after_paint_cb), window);
}
