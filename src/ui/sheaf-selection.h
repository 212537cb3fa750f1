/* sheaf-selection.h: which rows of a list are selected, as a bitset
 *
 * Selecting a million rows takes half a millisecond; GtkMultiSelection, which tracks items, takes
 * seconds and hundreds of megabytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SELECTION (sheaf_selection_get_type ())
G_DECLARE_FINAL_TYPE (SheafSelection, sheaf_selection, SHEAF, SELECTION, GObject)

/* @model: (transfer none): its membership does not change. Implements GtkSelectionModel. */
SheafSelection *sheaf_selection_new (GListModel *model);

/* Returns: (transfer none) */
GListModel *sheaf_selection_get_model (SheafSelection *self);

/* How many are selected, and the first of them: GTK_INVALID_LIST_POSITION if none is. */
guint sheaf_selection_get_n_selected (SheafSelection *self);
guint sheaf_selection_get_first (SheafSelection *self);

G_END_DECLS
