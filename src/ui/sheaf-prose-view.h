/* sheaf-prose-view.h: Markdown, written as prose
 *
 * A GtkSourceView at reading width, in the window's own type, that knows the keys of those who
 * write (Ctrl+B, Ctrl+I, Ctrl+K), pastes what is on the clipboard as Markdown (Shift+Ctrl+V: as it
 * is), and shows citations by their words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PROSE_VIEW (sheaf_prose_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafProseView, sheaf_prose_view, SHEAF, PROSE_VIEW, GtkSourceView)

/* Returns: (transfer full) */
char *sheaf_prose_view_get_text (SheafProseView *self);

/* Cites the article at the cursor: in the words that are selected, else in @words. */
void sheaf_prose_view_cite (SheafProseView *self, const char *article, const char *words);

/* Puts @before and @after around what is selected, or takes them away where they stand. */
void sheaf_prose_view_surround (SheafProseView *self, const char *before, const char *after);

G_END_DECLS
