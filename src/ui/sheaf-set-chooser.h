/* sheaf-set-chooser.h: a popover to choose a set in, or to make one by typing its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SET_CHOOSER (sheaf_set_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SheafSetChooser, sheaf_set_chooser, SHEAF, SET_CHOOSER, GtkPopover)

/* Signals: "chosen" (const char *set); "named" (const char *title): a new one is wanted. It has
 * closed by then. */
GtkWidget *sheaf_set_chooser_new (SheafDesk *desk);

/* The set that is marked as the working one, or NULL. */
void sheaf_set_chooser_set_working (SheafSetChooser *self, const char *set);

G_END_DECLS
