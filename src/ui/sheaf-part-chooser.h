/* sheaf-part-chooser.h: a popover of sets and editorials to put into a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PART_CHOOSER (sheaf_part_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SheafPartChooser, sheaf_part_chooser, SHEAF, PART_CHOOSER, GtkPopover)

/* Signal "chosen" (const char *kind, const char *id). @bundle: what is in it is not offered. */
GtkWidget *sheaf_part_chooser_new (SheafDesk *desk, SheafItem *bundle);

G_END_DECLS
