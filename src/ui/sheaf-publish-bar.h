/* sheaf-publish-bar.h: what became of a publish, and what can be done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/sheaf-publishing.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PUBLISH_BAR (sheaf_publish_bar_get_type ())
G_DECLARE_FINAL_TYPE (SheafPublishBar, sheaf_publish_bar, SHEAF, PUBLISH_BAR, GtkWidget)

/* A bar that is there while a publish waits, is under way, or has ended and was not dismissed. */
GtkWidget *sheaf_publish_bar_new (SheafDesk *desk, SheafPublishing *publishing);

/* What the state of @command comes to, in words. (transfer full) */
char *sheaf_publish_bar_describe (SheafDesk *desk, SheafCommand *command);

G_END_DECLS
