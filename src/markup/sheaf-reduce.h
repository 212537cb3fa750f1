/* sheaf-reduce.h: a tree of HTML written out as safe HTML
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

/* Writes the content of @body with the allow-list applied.
 * Returns: (transfer full) (nullable): NULL if the
 * tree is deeper than it was said to be. */
char *sheaf_reduce (const GumboNode *body, const char *base_url, gsize size_hint);

/* Appends @length bytes of @text, escaped for an attribute or for text. */
void sheaf_reduce_escape (GString *out, const char *text, gsize length, gboolean attribute);

G_END_DECLS
