/* sheaf-item-view.h: the pane with a list of editorials, or of bundles of one status
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ITEM_VIEW (sheaf_item_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafItemView, sheaf_item_view, SHEAF, ITEM_VIEW, GtkWidget)

void sheaf_item_view_set_desk (SheafItemView *self, SheafDesk *desk);

/* Shows what there is of @kind (editorials or bundles) with @status ("": any), under @title. */
void sheaf_item_view_show (SheafItemView *self, SheafKind kind, const char *status,
                           const char *title);

G_END_DECLS
