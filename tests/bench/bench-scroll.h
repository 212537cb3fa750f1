/* bench-scroll.h: the work of frames while a list is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "bench-timer.h"

G_BEGIN_DECLS

typedef enum
{
  BENCH_SCROLL_STEPS, /* a third of a row at each frame, as by a touchpad */
  BENCH_SCROLL_PAGES, /* a screen at each frame, as by Page Down */
  BENCH_SCROLL_JUMPS, /* anywhere at each frame, as by the scroll bar */
} BenchScroll;

/* Scrolls @list in @n_frames frames; adds each frame's work, from before-paint to after-paint, to
 * @frames (nullable). */
void bench_scroll (GtkWidget *list, BenchScroll scroll, guint n_frames, BenchTimer *frames);

/* The row widget of the list of articles, bound from a GtkStringList of @n_rows rows in a bare
 * GtkListView, in a window of its own. (transfer full): to be destroyed. @list: (out). */
GtkWidget *bench_scroll_make_bare (guint n_rows, int width, int height, GtkWidget **list);

G_END_DECLS
