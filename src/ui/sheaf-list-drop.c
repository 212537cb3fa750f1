/* sheaf-list-drop.c: drops between the rows of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-list-drop.h"

typedef struct
{
  GtkListBox *list; /* owns this, through its controller */
  GtkWidget *shown; /* the row that shows where; held weakly */
  SheafListDropFunc func;
  gpointer data;
} ListDrop;

static void
show (ListDrop  *drop,
      GtkWidget *row,
      gboolean   below)
{
  if (drop->shown != NULL)
    {
      gtk_widget_remove_css_class (drop->shown, "drop-above");
      gtk_widget_remove_css_class (drop->shown, "drop-below");
    }

  g_set_weak_pointer (&drop->shown, row);
  if (row != NULL)
    gtk_widget_add_css_class (row, below ? "drop-below" : "drop-above");
}

/* The row at @y, and whether that is in its lower half; behind all rows, the last one. */
static GtkListBoxRow *
find_row (ListDrop *drop,
          double    y,
          gboolean *below)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (drop->list, y);
  graphene_rect_t bounds;

  *below = TRUE;
  if (row == NULL)
    {
      GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (drop->list));

      return last != NULL && GTK_IS_LIST_BOX_ROW (last) ? GTK_LIST_BOX_ROW (last) : NULL;
    }

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (drop->list), &bounds))
    *below = y > bounds.origin.y + bounds.size.height / 2;

  return row;
}

static GdkDragAction
on_motion (GtkDropTarget *target,
           double         x,
           double         y,
           ListDrop      *drop)
{
  GdkDrop *current = gtk_drop_target_get_current_drop (target);
  gboolean below;
  GtkListBoxRow *row = find_row (drop, y, &below);

  show (drop, row != NULL ? GTK_WIDGET (row) : NULL, below);
  return (gdk_drop_get_actions (current) & GDK_ACTION_MOVE) != 0 ? GDK_ACTION_MOVE
                                                                 : GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target,
          ListDrop      *drop)
{
  show (drop, NULL, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         ListDrop      *drop)
{
  gboolean below;
  GtkListBoxRow *row = find_row (drop, y, &below);

  show (drop, NULL, FALSE);
  return drop->func (value, row != NULL ? gtk_list_box_row_get_index (row) + (below ? 1 : 0) : 0,
                     drop->data);
}

static void
list_drop_free (gpointer  data,
                GClosure *closure)
{
  ListDrop *drop = data;

  g_clear_weak_pointer (&drop->shown);
  g_free (drop);
}

void
sheaf_list_drop_enable (GtkListBox        *list,
                        GType             *types,
                        gsize              n_types,
                        SheafListDropFunc  func,
                        gpointer           data)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  ListDrop *drop = g_new0 (ListDrop, 1);

  drop->list = list;
  drop->func = func;
  drop->data = data;

  gtk_drop_target_set_gtypes (target, types, n_types);
  g_signal_connect (target, "enter", G_CALLBACK (on_motion), drop);
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), drop);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), drop);
  g_signal_connect_data (target, "drop", G_CALLBACK (on_drop), drop, list_drop_free, 0);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource     *source,
                 double             x,
                 double             y,
                 SheafListDragFunc  func)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return func (GTK_LIST_BOX_ROW (row));
}

static void
on_drag_begin (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (picture);

  gtk_drag_source_set_icon (source, still, 24, 24);
  gtk_widget_add_css_class (row, "dragged");
}

static void
on_drag_end (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       delete_data,
             gpointer       data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  if (row != NULL)
    gtk_widget_remove_css_class (row, "dragged");
}

void
sheaf_list_drag_enable (GtkListBoxRow     *row,
                        GdkDragAction      actions,
                        SheafListDragFunc  func)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, actions);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), func);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_drag_end), NULL);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (source));
}
