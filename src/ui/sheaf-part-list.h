/* sheaf-part-list.h: the parts of a bundle in order, put there by drag or by keys
 *
 * Alt+Up and Alt+Down move the part that has the focus, Delete takes it out, Enter opens it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PART_LIST (sheaf_part_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafPartList, sheaf_part_list, SHEAF, PART_LIST, GtkWidget)

/* @bundle: (transfer none): followed as it changes. */
GtkWidget *sheaf_part_list_new (SheafDesk *desk, SheafItem *bundle);

/* The edit that puts a part at the end of a bundle. Returns: (transfer full) */
SheafEdit *sheaf_part_list_make_insert (SheafEntity *bundle, const char *kind, const char *id);

G_END_DECLS
