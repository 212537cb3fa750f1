/* sheaf-list-drop.h: drops between the rows of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @value was dropped and shall stand before the row that is at @index now; that may be as many as
 * there are rows. Returns: whether it was taken. */
typedef gboolean (*SheafListDropFunc) (const GValue *value, guint index, gpointer data);

/* While something of one of @types is over @list, the row it would go above or below has the style
 * class "drop-above" or "drop-below". @data lives as long as @list. */
void sheaf_list_drop_enable (GtkListBox *list, GType *types, gsize n_types, SheafListDropFunc func,
                             gpointer data);

/* What @row gives when it is dragged. Returns: (transfer full) */
typedef GdkContentProvider *(*SheafListDragFunc) (GtkListBoxRow *row);

/* Lets @row be dragged; it has the style class "dragged" meanwhile. */
void sheaf_list_drag_enable (GtkListBoxRow *row, GdkDragAction actions, SheafListDragFunc func);

G_END_DECLS
