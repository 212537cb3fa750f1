/* bench-desk.c: the work of the main loop while the desk is used
 *
 * The window is the application's own, in this process, on a replica of the embedded backend, which
 * runs on its own threads as it does in the application. What is measured is the time between two
 * calls of poll: nothing else can happen on the main loop during it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-desk.h"

#include "bench-scroll.h"
#include "ui/sheaf-application.h"
#include "ui/sheaf-article-list-row.h"
#include "ui/sheaf-article-view.h"
#include "ui/sheaf-window.h"

#define ROUNDS 3
#define FRAMES 200

/* Edits are sent until the outbox is empty, or for as long. */
#define DRAIN_S 240

typedef struct
{
  BenchData *data;
  SheafServer *server;
  SheafDesk *desk;
  SheafApplication *application;
  GtkWidget *window;
  SheafArticleView *view;
  GtkWidget *list;
  BenchTimer *loop;
} Bench;

/* --- the loop ------------------------------------------------------------------------------ */

static void
begin (Bench *bench)
{
  bench->loop = bench_timer_new ();
  bench_timer_watch_loop (bench->loop);
}

static void
end (Bench      *bench,
     const char *phase)
{
  bench_timer_watch_loop (NULL);
  bench_timer_print (bench->loop, phase);
  g_clear_pointer (&bench->loop, bench_timer_free);
}

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_list_filled (Bench *bench)
{
  GtkWidget *row = find (bench->list, SHEAF_TYPE_ARTICLE_LIST_ROW);
  SheafArticleRow *shown =
    row != NULL ? sheaf_article_list_row_get_row (SHEAF_ARTICLE_LIST_ROW (row)) : NULL;

  return shown != NULL && sheaf_article_row_is_filled (shown);
}

static void
wait_for_list (Bench        *bench,
               GtkSelectionModel *before)
{
  while (gtk_grid_view_get_model (GTK_GRID_VIEW (bench->list)) == before ||
         (gtk_grid_view_get_model (GTK_GRID_VIEW (bench->list)) != NULL &&
          gtk_widget_get_mapped (bench->list) && !is_list_filled (bench)))
    g_main_context_iteration (NULL, TRUE);
  run_for (200);
}

/* --- phases -------------------------------------------------------------------------------- */

static void
open_window (Bench *bench)
{
  g_autoptr (GSettings) settings = g_settings_new (SHEAF_SETTINGS_ID);
  g_autoptr (GError) error = NULL;

  bench->application = sheaf_application_new (settings);
  g_application_set_flags (G_APPLICATION (bench->application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (bench->application), NULL, &error))
    g_error ("%s", error->message);

  bench->server = bench_data_start_server (bench->data);
  bench->desk = bench_data_open_desk (bench->data);

  begin (bench);
  sheaf_application_set_desk (bench->application, bench->desk);
  g_application_activate (G_APPLICATION (bench->application));
  bench->window =
    GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (bench->application)));
  bench->view = SHEAF_ARTICLE_VIEW (find (bench->window, SHEAF_TYPE_ARTICLE_VIEW));
  bench->list = find (GTK_WIDGET (bench->view), GTK_TYPE_GRID_VIEW);
  wait_for_list (bench, NULL);
  end (bench, "open the window");

  begin (bench);
  run_for (3000);
  end (bench, "do nothing for 3 s");
}

static void
scroll (Bench *bench)
{
  begin (bench);
  bench_scroll (bench->list, BENCH_SCROLL_STEPS, FRAMES, NULL);
  end (bench, "scroll by steps");
  begin (bench);
  bench_scroll (bench->list, BENCH_SCROLL_PAGES, FRAMES, NULL);
  end (bench, "scroll by pages");
  begin (bench);
  bench_scroll (bench->list, BENCH_SCROLL_JUMPS, FRAMES, NULL);
  end (bench, "scroll by jumps");
}

static void
read_on (Bench *bench)
{
  begin (bench);
  for (guint i = 0; i < 50; i++)
    {
      sheaf_article_view_move (bench->view, 1);
      run_for (60);
    }
  end (bench, "go through 50 articles");
}

static void
search (Bench *bench)
{
  static const char *const typed[] = { "f", "fe", "fer", "ferry", "ferry 4711", "" };
  GtkWidget *entry = find (GTK_WIDGET (bench->view), GTK_TYPE_SEARCH_ENTRY);

  begin (bench);
  sheaf_article_view_search (bench->view);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      GtkSelectionModel *before = gtk_grid_view_get_model (GTK_GRID_VIEW (bench->list));

      gtk_editable_set_text (GTK_EDITABLE (entry), typed[i]);
      wait_for_list (bench, before);
    }
  end (bench, "search");
}

static void
go_to (Bench      *bench,
       const char *kind)
{
  GtkSelectionModel *before = gtk_grid_view_get_model (GTK_GRID_VIEW (bench->list));

  gtk_widget_activate_action (bench->window, "win.show", "(ss)", kind, "");
  wait_for_list (bench, before);
}

static void
walk (Bench *bench)
{
  static const char *const kinds[] = { "all", "kept", "dismissed", "inbox" };

  begin (bench);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    go_to (bench, kinds[i]);
  end (bench, "go from list to list");
}

static void
act_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (source), result, &error);

  if (group == NULL)
    g_error ("%s", error->message);
  *(gboolean *) user_data = TRUE;
}

static void
tag_all (Bench *bench)
{
  g_autoptr (SheafTargets) targets = NULL;
  const gint64 begun = g_get_monotonic_time ();
  gboolean done = FALSE;

  begin (bench);
  sheaf_article_view_select_all (bench->view);
  run_for (200);
  targets = sheaf_article_view_get_targets (bench->view);
  sheaf_desk_tag_async (bench->desk, targets, "ferries", TRUE, NULL, act_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  end (bench, "tag all");
  g_print ("%-40s %10.1f s\n", "  until all were tagged", (g_get_monotonic_time () - begun) / 1e6);
}

static void
drain (Bench      *bench,
       const char *phase)
{
  const gint64 begun = g_get_monotonic_time ();
  const guint waiting = sheaf_desk_get_waiting (bench->desk);

  begin (bench);
  while (sheaf_desk_get_waiting (bench->desk) > 0 &&
         g_get_monotonic_time () - begun < DRAIN_S * G_USEC_PER_SEC)
    bench_scroll (bench->list, BENCH_SCROLL_STEPS, 50, NULL);
  end (bench, phase);
  g_print ("%-40s %10.0f edits/s, %u left\n", "  sent",
           (waiting - sheaf_desk_get_waiting (bench->desk)) * 1e6 /
             (g_get_monotonic_time () - begun),
           sheaf_desk_get_waiting (bench->desk));
}

static void
undo (Bench *bench)
{
  const gint64 begun = g_get_monotonic_time ();
  gboolean done = FALSE;

  begin (bench);
  sheaf_desk_undo_async (bench->desk, NULL, NULL, act_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  end (bench, "take it back");
  g_print ("%-40s %10.1f s\n", "  until all were untagged",
           (g_get_monotonic_time () - begun) / 1e6);
}

/* --- frames -------------------------------------------------------------------------------- */

static void
compare_scrolling (Bench       *bench,
                   BenchScroll  how,
                   const char  *name)
{
  g_autofree char *ours_name = g_strdup_printf ("%s, list of articles", name);
  g_autofree char *bare_name = g_strdup_printf ("%s, bare list", name);
  g_autoptr (BenchTimer) ours = bench_timer_new ();
  g_autoptr (BenchTimer) bare = bench_timer_new ();
  GtkWidget *bare_list;
  GtkWidget *bare_window = bench_scroll_make_bare (
    g_list_model_get_n_items (
      G_LIST_MODEL (gtk_grid_view_get_model (GTK_GRID_VIEW (bench->list)))),
    gtk_widget_get_width (bench->list), gtk_widget_get_height (bench->list), &bare_list);

  /* In turns, so that what else the machine does meets both; neither in front of the other, since
   * what is covered is not drawn. */
  for (guint i = 0; i < ROUNDS; i++)
    {
      gtk_widget_set_visible (bare_window, FALSE);
      run_for (300);
      bench_scroll (bench->list, how, FRAMES, ours);

      gtk_window_present (GTK_WINDOW (bare_window));
      run_for (300);
      bench_scroll (bare_list, how, FRAMES, bare);
    }
  gtk_window_destroy (GTK_WINDOW (bare_window));
  run_for (200);

  bench_timer_print (ours, ours_name);
  bench_timer_print (bare, bare_name);
  g_print ("%-28s %8s | %7.2f %7.2f %23s | %7.2f\n", "  ratio", "",
           bench_timer_get (ours, 50) / bench_timer_get (bare, 50),
           bench_timer_get (ours, 99) / bench_timer_get (bare, 99), "",
           bench_timer_get_cpu (ours, 99) / bench_timer_get_cpu (bare, 99));
}

void
bench_desk (BenchData *data,
            BenchParts parts)
{
  Bench bench = { .data = data };

  bench_timer_print_head ("work of the main loop");
  open_window (&bench);
  if (parts & BENCH_PART_USE)
    {
      scroll (&bench);
      read_on (&bench);
      search (&bench);
      walk (&bench);
    }

  if (parts & BENCH_PART_FRAMES)
    {
      bench_timer_print_head ("work of frames");
      compare_scrolling (&bench, BENCH_SCROLL_STEPS, "steps");
      compare_scrolling (&bench, BENCH_SCROLL_PAGES, "pages");
    }

  if (parts & BENCH_PART_ACTS)
    {
      bench_timer_print_head ("work of the main loop");
      tag_all (&bench);
      drain (&bench, "scroll while edits are sent");
      undo (&bench);
      drain (&bench, "scroll while they are sent");
      walk (&bench);
    }

  g_print ("%-40s %10.0f MB\n", "memory, backend and window", bench_data_get_memory ("self"));

  gtk_window_destroy (GTK_WINDOW (bench.window));
  run_for (1000);
  g_object_unref (bench.application);
  g_object_unref (bench.desk);
  sheaf_server_stop (bench.server);
  g_object_unref (bench.server);
}
