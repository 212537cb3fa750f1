/* sheaf-index-page.h: a page that lists published bundles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A self-contained HTML page of @releases (element-type JsonNode), in their order: headline,
 * summary, date and hashtags of each, linked to @prefix SLUG @suffix ("../b/", "" or "", ".html").
 * Returns: (transfer full) */
char *sheaf_index_page (GPtrArray *releases, const char *title, const char *prefix,
                        const char *suffix);

/* Whether @release carries a tag whose folded name is @folded. */
gboolean sheaf_index_page_has_tag (JsonNode *release, const char *folded);

G_END_DECLS
