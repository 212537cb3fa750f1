/* sheaf-notifier.h: tells whoever has looked away what became of what they asked for
 *
 * Through the desktop's notifications: a bundle was published, could not be, has changed under the
 * editor's eyes, or waits to be confirmed; a change clashes with a colleague's. Each leads back to
 * where it is dealt with. Nothing is told while a window of the application is looked at, since that
 * says it itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_NOTIFIER (sheaf_notifier_get_type ())
G_DECLARE_FINAL_TYPE (SheafNotifier, sheaf_notifier, SHEAF, NOTIFIER, GObject)

/* @application: has the actions app.show (ss), as the window's, and app.settle. It owns the notifier,
 * and is not held by it. */
SheafNotifier *sheaf_notifier_new (GtkApplication *application, SheafDesk *desk);

G_END_DECLS
