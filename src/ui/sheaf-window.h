/* sheaf-window.h: the window: three panes, where they lead, and what can be done
 *
 * Its actions that others activate:
 *   win.show (ss): kind and id: goes to anything: "inbox", "kept", "dismissed", "all", "stories",
 *     "tags", "sources", "editorials" with "", "bundles" with a status; "article", "source", "tag",
 *     "story", "set", "editorial", "bundle" with an id;
 *   win.back: to where the window was before;
 *   win.toast-undo (ss): says a message, and takes back the act's group when asked to;
 *   win.search-for (s): searches all articles for it;
 *   win.add-source-from (s): the dialog that adds sources, with an address or a file in it;
 *   win.new-editorial (s), win.new-bundle (s): on a set, or "" for none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_WINDOW (sheaf_window_get_type ())
G_DECLARE_FINAL_TYPE (SheafWindow, sheaf_window, SHEAF, WINDOW, AdwApplicationWindow)

/* @desk: open. @settings: io.github.sheafdesk.Sheaf: the window is as it was left. */
GtkWidget *sheaf_window_new (GtkApplication *application, SheafDesk *desk, GSettings *settings);

SheafDesk *sheaf_window_get_desk (SheafWindow *self);

G_END_DECLS
