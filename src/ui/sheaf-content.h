/* sheaf-content.h: makes what the content pane shows of a kind of thing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"
#include "ui/sheaf-acts.h"

G_BEGIN_DECLS

/* @kind: what win.show takes, but for the lists and articles. Each has a header bar of its own.
 * Returns: (transfer floating) */
GtkWidget *sheaf_content_new (SheafDesk *desk, SheafActs *acts, const char *kind, const char *id);

G_END_DECLS
