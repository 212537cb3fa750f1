/* sheaf-tags-view.h: all tags, how often they are used, and what can be done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"
#include "ui/sheaf-acts.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TAGS_VIEW (sheaf_tags_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagsView, sheaf_tags_view, SHEAF, TAGS_VIEW, GtkWidget)

GtkWidget *sheaf_tags_view_new (SheafDesk *desk, SheafActs *acts);

G_END_DECLS
