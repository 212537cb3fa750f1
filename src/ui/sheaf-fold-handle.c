/* sheaf-fold-handle.c: what parts two panes and moves the border between them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-fold-handle.h"

#define STEP 12

struct _SheafFoldHandle
{
  GtkWidget parent_instance;

  GtkWidget *line;
};

G_DEFINE_FINAL_TYPE (SheafFoldHandle, sheaf_fold_handle, GTK_TYPE_WIDGET)

enum
{
  MOVED,
  NUDGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
towards_end (SheafFoldHandle *self,
             int              x)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -x : x;
}

static gboolean
nudge_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  SheafFoldHandle *self = SHEAF_FOLD_HANDLE (widget);
  int direction;

  g_variant_get (args, "(i)", &direction);
  g_signal_emit (self, signals[NUDGED], 0, towards_end (self, direction * STEP));

  return TRUE;
}

static void
drag_begin_cb (SheafFoldHandle *self,
               double           x,
               double           y,
               GtkGestureDrag  *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The handle moves with the border, and its coordinates with it: positions are taken from its
 * parent, which stays. */
static void
drag_update_cb (SheafFoldHandle *self,
                double           offset_x,
                double           offset_y,
                GtkGestureDrag  *gesture)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  double start_x, start_y, x, y;

  if (!gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y) ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (self), parent, start_x + offset_x,
                                         start_y + offset_y, &x, &y))
    return;

  g_signal_emit (self, signals[MOVED], 0, (int) x);
}

static void
sheaf_fold_handle_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? SHEAF_FOLD_HANDLE_WIDTH : 0;
}

static void
sheaf_fold_handle_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  SheafFoldHandle *self = SHEAF_FOLD_HANDLE (widget);
  int line_width;

  gtk_widget_measure (self->line, GTK_ORIENTATION_HORIZONTAL, -1, &line_width, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->line,
                            &(GtkAllocation) { (width - line_width) / 2, 0, line_width, height },
                            -1);
}

static void
sheaf_fold_handle_dispose (GObject *object)
{
  SheafFoldHandle *self = SHEAF_FOLD_HANDLE (object);

  g_clear_pointer (&self->line, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_fold_handle_parent_class)->dispose (object);
}

static void
sheaf_fold_handle_class_init (SheafFoldHandleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_fold_handle_dispose;
  widget_class->measure = sheaf_fold_handle_measure;
  widget_class->size_allocate = sheaf_fold_handle_size_allocate;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[NUDGED] = g_signal_new ("nudged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, nudge_cb, "(i)", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, nudge_cb, "(i)", 1);

  gtk_widget_class_set_css_name (widget_class, "foldhandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEPARATOR);
}

static void
sheaf_fold_handle_init (SheafFoldHandle *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_can_target (self->line, FALSE);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "col-resize");

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
sheaf_fold_handle_new (const char *label)
{
  GtkWidget *self = g_object_new (SHEAF_TYPE_FOLD_HANDLE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_ORIENTATION, GTK_ORIENTATION_VERTICAL,
                                  -1);

  return self;
}

void
sheaf_fold_handle_set_value (SheafFoldHandle *self,
                             int              value,
                             int              min,
                             int              max)
{
  g_return_if_fail (SHEAF_IS_FOLD_HANDLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double) min,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) max,
                                  -1);
}
