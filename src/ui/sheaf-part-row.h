/* sheaf-part-row.h: a part of a bundle: a set or an editorial
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

/* A row of a GtkListBox that follows its item. Signal "remove": its button was pressed. Dragged, it
 * gives itself. */
#define SHEAF_TYPE_PART_ROW (sheaf_part_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafPartRow, sheaf_part_row, SHEAF, PART_ROW, GtkListBoxRow)

/* @item: (nullable): NULL for a part that is not there. @removable: whether it is in a bundle. */
GtkWidget *sheaf_part_row_new (SheafKind kind, const char *id, SheafItem *item,
                               gboolean removable);

SheafKind sheaf_part_row_get_kind (SheafPartRow *self);
const char *sheaf_part_row_get_id (SheafPartRow *self);

G_END_DECLS
