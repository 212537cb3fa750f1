/* sheaf-page-fallback.h: stands where a page would be shown, and says why it is not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_FALLBACK (sheaf_page_fallback_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageFallback, sheaf_page_fallback, SHEAF, PAGE_FALLBACK, GtkWidget)

GtkWidget *sheaf_page_fallback_new (void);

/* @why: in words. @release: (nullable) (transfer full): what would be shown; a browser can be asked
 * to show it instead, from a file in the user's cache. */
void sheaf_page_fallback_show (SheafPageFallback *self, const char *why, JsonNode *release);

G_END_DECLS
