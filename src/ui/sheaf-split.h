/* sheaf-split.h: a main part and another beside it, where there is room for both
 *
 * Where there is not, one of them is shown at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SPLIT (sheaf_split_get_type ())
G_DECLARE_FINAL_TYPE (SheafSplit, sheaf_split, SHEAF, SPLIT, GtkWidget)

/* Properties: "main", "side" (GtkWidget): the children; "side-first" (boolean): whether the side
 * stands in front of the main part; "side-width" (int): pixels; "main-width" (int): the other way
 * about, the side takes what is left; "threshold" (int): pixels, below which it folds; "folded"
 * (boolean, read-only); "show-side" (boolean): while folded, which of the two is seen, the main
 * part at first; while not, whether the side is seen. Each is remembered. */
GtkWidget *sheaf_split_new (void);

gboolean sheaf_split_get_folded (SheafSplit *self);

G_END_DECLS
