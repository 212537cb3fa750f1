/* sheaf-find-bar.h: finds and replaces in a GtkSourceView
 *
 * A bar that slides in above the text. Enter and F3 go to the next, Shift+Enter and Shift+F3 to
 * the one before, Escape closes it and leaves what was found selected.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_FIND_BAR (sheaf_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SheafFindBar, sheaf_find_bar, SHEAF, FIND_BAR, GtkWidget)

GtkWidget *sheaf_find_bar_new (GtkSourceView *view);

/* Searches in @view, which is held weakly. */
void sheaf_find_bar_set_view (SheafFindBar *self, GtkSourceView *view);

/* Shows the bar, filled with what is selected, and puts the focus into it. */
void sheaf_find_bar_open (SheafFindBar *self, gboolean replace);
void sheaf_find_bar_close (SheafFindBar *self);
gboolean sheaf_find_bar_is_open (SheafFindBar *self);

G_END_DECLS
