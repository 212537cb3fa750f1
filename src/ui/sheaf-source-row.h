/* sheaf-source-row.h: one source: how it fares, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "client/sheaf-item.h"
#include "ui/sheaf-acts.h"
#include "ui/sheaf-source-activity.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SOURCE_ROW (sheaf_source_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafSourceRow, sheaf_source_row, SHEAF, SOURCE_ROW, AdwExpanderRow)

GtkWidget *sheaf_source_row_new (SheafItem *item, SheafActs *acts, SheafDesk *desk,
                                 SheafSourceActivity *activity);

/* Returns: (transfer none) */
SheafItem *sheaf_source_row_get_item (SheafSourceRow *self);

G_END_DECLS
