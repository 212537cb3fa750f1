/* sheaf-sidebar.h: the pane with all places to go to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SIDEBAR (sheaf_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SheafSidebar, sheaf_sidebar, SHEAF, SIDEBAR, GtkWidget)

/* Signals: "chosen" (const char *kind, const char *id); "dropped" (const char *set, SheafTargets *):
 * articles were dropped on a set. @settings: for the working set and the pinned ones. */
void sheaf_sidebar_set_desk (SheafSidebar *self, SheafDesk *desk, GSettings *settings);

/* Marks where the window is, without emitting "chosen". An editorial or a bundle is in the list that
 * has it, and the mark follows it from there to the next. */
void sheaf_sidebar_select (SheafSidebar *self, const char *kind, const char *id);

/* The title of that place. Returns: (transfer full): never NULL. */
char *sheaf_sidebar_get_title (SheafSidebar *self, const char *kind, const char *id);

/* Opens the main menu. */
void sheaf_sidebar_open_menu (SheafSidebar *self);

G_END_DECLS
