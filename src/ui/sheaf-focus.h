/* sheaf-focus.h: how Tab moves through a pane that has a place of its own to start at
 *
 * A class that overrides grab_focus, to say which child one starts at, is asked for that as well when
 * Tab or Shift+Tab leaves its last child, and would never be left. These are for the focus of such a
 * class (gtk_widget_child_focus()).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From child to child, in their order, and out. */
gboolean sheaf_focus_move (GtkWidget *widget, GtkDirectionType direction);

/* A list is one stop: Tab enters it at the row that had the focus last, and leaves it; arrow keys
 * move within. To enter it is not to choose anything in it, which its grab_focus may do. */
gboolean sheaf_focus_move_list (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
