/* sheaf-drag-scroll.c: scrolls while something is dragged near the edge of what scrolls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-drag-scroll.h"

/* How near, in pixels, and how fast at the edge itself, in pixels a second. */
#define EDGE 56.0
#define SPEED 900.0

typedef struct
{
  GtkScrolledWindow *scrolled; /* owns this, through its controller */
  double speed;
  guint tick;
  gint64 last;
} DragScroll;

static void
stop (DragScroll *drag)
{
  if (drag->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (drag->scrolled), drag->tick);
  drag->tick = 0;
  drag->last = 0;
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  DragScroll *drag = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (drag->scrolled);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (drag->last != 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                              drag->speed * (now - drag->last) / G_TIME_SPAN_SECOND);
  drag->last = now;

  return G_SOURCE_CONTINUE;
}

static void
on_motion (GtkDropControllerMotion *controller,
           double                   x,
           double                   y,
           DragScroll              *drag)
{
  double height = gtk_widget_get_height (GTK_WIDGET (drag->scrolled));

  drag->speed = 0;
  if (y < EDGE)
    drag->speed = -SPEED * (EDGE - y) / EDGE;
  else if (y > height - EDGE)
    drag->speed = SPEED * (y - height + EDGE) / EDGE;

  if (drag->speed == 0)
    stop (drag);
  else if (drag->tick == 0)
    drag->tick = gtk_widget_add_tick_callback (GTK_WIDGET (drag->scrolled), on_tick, drag, NULL);
}

static void
on_leave (GtkDropControllerMotion *controller,
          DragScroll              *drag)
{
  stop (drag);
}

static void
drag_scroll_free (gpointer  data,
                  GClosure *closure)
{
  DragScroll *drag = data;

  stop (drag);
  g_free (drag);
}

void
sheaf_drag_scroll_enable (GtkScrolledWindow *scrolled)
{
  GtkEventController *controller = gtk_drop_controller_motion_new ();
  DragScroll *drag = g_new0 (DragScroll, 1);

  drag->scrolled = scrolled;
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "motion", G_CALLBACK (on_motion), drag);
  g_signal_connect_data (controller, "leave", G_CALLBACK (on_leave), drag, drag_scroll_free, 0);
  gtk_widget_add_controller (GTK_WIDGET (scrolled), controller);
}
