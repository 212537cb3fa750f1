/* sheaf-place-row.h: shows a place in the sidebar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/sheaf-place.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PLACE_ROW (sheaf_place_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafPlaceRow, sheaf_place_row, SHEAF, PLACE_ROW, GtkListBoxRow)

/* Signals: "menu" (double x, double y): its menu was asked for; "dropped" (SheafTargets *). */
GtkWidget *sheaf_place_row_new (SheafPlace *place);

/* Returns: (transfer none) */
SheafPlace *sheaf_place_row_get_place (SheafPlaceRow *self);

G_END_DECLS
