/* sheaf-publish-popover.h: says what publishing will do and what stands in the way, and does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/sheaf-publishing.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PUBLISH_POPOVER (sheaf_publish_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafPublishPopover, sheaf_publish_popover, SHEAF, PUBLISH_POPOVER,
                      GtkPopover)

/* Looks at the bundle anew each time that it is opened. */
GtkWidget *sheaf_publish_popover_new (SheafDesk *desk, SheafItem *bundle,
                                      SheafPublishing *publishing);

G_END_DECLS
