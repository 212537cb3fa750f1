/* sheaf-sources-view.h: all sources, how they fare, and what can be done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"
#include "ui/sheaf-acts.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SOURCES_VIEW (sheaf_sources_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafSourcesView, sheaf_sources_view, SHEAF, SOURCES_VIEW, GtkWidget)

/* @id: of the source to open, or "". */
GtkWidget *sheaf_sources_view_new (SheafDesk *desk, SheafActs *acts, const char *id);

G_END_DECLS
