/* sheaf-drop-down.h: says what a drop-down is, and what is chosen in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The focus is on the button inside, which GTK gives no name: it is called "@name: what is chosen",
 * and the drop-down itself @name. */
void sheaf_drop_down_describe (GtkDropDown *drop_down, const char *name);

G_END_DECLS
