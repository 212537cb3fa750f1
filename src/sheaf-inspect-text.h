/* sheaf-inspect-text.h: what Sheaf suggests about articles, for sheaf-inspect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads articles from @input, one JSON object a line:
 * {"id", "title", "body", "published"?, "language"?, "publisher"?}, in order of arrival, and prints
 * what @command ("stories", "related", "duplicates", "tags") asks, one JSON object a line. A line
 * that is no such object is reported on stderr with its number and passed over.
 *
 * @top: how many related articles or tags for each article; 0 for what is usual.
 * Returns FALSE and sets @error (of #G_IO_ERROR) where @input fails. */
gboolean sheaf_inspect_text (const char *command, GInputStream *input, guint top, GError **error);

/* Whether @command is one of those. */
gboolean sheaf_inspect_text_has (const char *command);

G_END_DECLS
