/* sheaf-paste.h: what is pasted into Markdown keeps its links and drops its styles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Hostile HTML, as it comes from a clipboard, as Markdown: paragraphs, headings, lists, quotes,
 * code, tables and links; of styles only bold and italics, since those are said in words as well.
 * Images become a link to them. What would read as Markdown in the text is escaped.
 * Returns: (transfer full): never NULL, perhaps ""; without a line break at its end. */
char *sheaf_paste_to_markdown (const char *html, gssize length);

/* Whether a clipboard that offers @formats is better pasted through sheaf_paste_to_markdown(). */
gboolean sheaf_paste_has_html (GdkContentFormats *formats);

/* Puts what is on @view's clipboard at its cursor, in one step of undo. Text that is not HTML goes
 * in as it is; an address alone on the clipboard, with words selected, makes these a link.
 * Takes the place of GtkTextView::paste-clipboard. */
void sheaf_paste_into (GtkTextView *view);

G_END_DECLS
