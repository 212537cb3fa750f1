/* sheaf-live-preview.h: a bundle's page as readers will see it, kept up with what is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_LIVE_PREVIEW (sheaf_live_preview_get_type ())
G_DECLARE_FINAL_TYPE (SheafLivePreview, sheaf_live_preview, SHEAF, LIVE_PREVIEW, GtkWidget)

/* Follows @bundle and what it shows; nothing is rendered while it is not mapped. */
GtkWidget *sheaf_live_preview_new (SheafDesk *desk, SheafItem *bundle);

/* Something else that the page shows has changed, such as what is being typed: it is rendered when
 * that has been quiet for a moment. */
void sheaf_live_preview_touch (SheafLivePreview *self);

G_END_DECLS
