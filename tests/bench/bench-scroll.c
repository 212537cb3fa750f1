/* bench-scroll.c: the work of frames while a list is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-scroll.h"

#include <adwaita.h>

#include "bench-data.h"
#include "ui/sheaf-article-list-row.h"

#define STEP 36 /* pixels */

typedef struct
{
  GtkAdjustment *adjustment;
  BenchScroll scroll;
  GRand *random;
  guint n_left;
  double direction;
  BenchTimer *frames;
} Scrolling;

static gboolean
tick_cb (GtkWidget     *list,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Scrolling *scrolling = user_data;
  GtkAdjustment *adjustment = scrolling->adjustment;
  const double page = gtk_adjustment_get_page_size (adjustment);
  const double end = gtk_adjustment_get_upper (adjustment) - page;
  double value = gtk_adjustment_get_value (adjustment);

  if (scrolling->n_left > 0)
    scrolling->n_left -= 1;

  if (value >= end)
    scrolling->direction = -1;
  else if (value <= 0)
    scrolling->direction = 1;

  if (scrolling->scroll == BENCH_SCROLL_JUMPS)
    value = g_rand_double_range (scrolling->random, 0, end);
  else
    value += scrolling->direction * (scrolling->scroll == BENCH_SCROLL_STEPS ? STEP : page * 0.9);
  gtk_adjustment_set_value (adjustment, CLAMP (value, 0, end));

  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (Scrolling *scrolling)
{
  if (scrolling->frames != NULL)
    bench_timer_begin (scrolling->frames);
}

static void
after_paint_cb (Scrolling *scrolling)
{
  if (scrolling->frames != NULL)
    bench_timer_end (scrolling->frames);
}

void
bench_scroll (GtkWidget   *list,
              BenchScroll  scroll,
              guint        n_frames,
              BenchTimer  *frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (list);
  Scrolling scrolling = {
    .adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)),
    .scroll = scroll,
    .random = g_rand_new_with_seed (7),
    .n_left = n_frames,
    .direction = 1,
    .frames = frames,
  };
  guint tick;

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), &scrolling);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &scrolling);
  tick = gtk_widget_add_tick_callback (list, tick_cb, &scrolling, NULL);
  while (scrolling.n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &scrolling);

  gtk_widget_remove_tick_callback (list, tick);
  g_rand_free (scrolling.random);
}

/* --- the same row in a bare list ----------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, sheaf_article_list_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);
  g_auto (GStrv) texts = g_strsplit (gtk_string_object_get_string (string), "\n", 2);

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (gtk_list_item_get_child (item)),
                                    texts[0], "Wire 12", "2 hours ago", texts[1], NULL);
}

GtkWidget *
bench_scroll_make_bare (guint       n_rows,
                        int         width,
                        int         height,
                        GtkWidget **list)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = adw_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *title = bench_data_make_title (i);
      g_autofree char *summary = bench_data_make_summary (i);

      gtk_string_list_take (strings, g_strconcat (title, "\n", summary, NULL));
    }

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  *list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))),
                             factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (*list), TRUE);
  gtk_widget_add_css_class (*list, "articles");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *list);
  gtk_widget_set_size_request (scroller, width, height);
  gtk_widget_set_halign (scroller, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (scroller, GTK_ALIGN_CENTER);
  adw_window_set_content (ADW_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);

  return window;
}
