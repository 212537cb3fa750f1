/* sheaf-focus.c: how Tab moves through a pane that has a place of its own to start at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-focus.h"

static gboolean
is_tab (GtkDirectionType direction)
{
  return direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
}

/* GTK remembers the child that had the focus after it has gone from it. */
static GtkWidget *
get_focus_child (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget)
           ? gtk_widget_get_focus_child (widget)
           : NULL;
}

gboolean
sheaf_focus_move (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *child = get_focus_child (widget);

  if (!is_tab (direction))
    return child != NULL && gtk_widget_child_focus (child, direction);

  if (child == NULL)
    child = back ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);

  while (child != NULL)
    {
      if (gtk_widget_get_mapped (child) && gtk_widget_child_focus (child, direction))
        return TRUE;

      child = back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child);
    }

  return FALSE;
}

gboolean
sheaf_focus_move_list (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  GtkWidget *child = get_focus_child (widget);

  if (!is_tab (direction))
    return child != NULL && gtk_widget_child_focus (child, direction);

  return child == NULL && sheaf_focus_move (widget, direction);
}
