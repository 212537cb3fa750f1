/* sheaf-application.h: the application: one instance, its window, what is not the window's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_APPLICATION (sheaf_application_get_type ())
G_DECLARE_FINAL_TYPE (SheafApplication, sheaf_application, SHEAF, APPLICATION, AdwApplication)

/* Signal: "starting" (): this is the first instance, and GTK is not up yet: what opens the desk on
 * other threads begins here, and works while GTK does. No widget can be made before it is over.
 *
 * @settings: io.github.sheafdesk.Sheaf. */
SheafApplication *sheaf_application_new (GSettings *settings);

/* Gives it the desk, which is open: the window comes up. When the last window is closed, the desk
 * is, and only then the application ends. */
void sheaf_application_set_desk (SheafApplication *self, SheafDesk *desk);

/* Says that there is no desk, and why, in a window of its own. */
void sheaf_application_fail (SheafApplication *self, const char *title, const char *why);

G_END_DECLS
