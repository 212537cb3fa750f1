/* sheaf-article-row.h: what a list shows of one article
 *
 * A row is handed out empty and fills when its page has been read: "changed" is emitted on the main
 * thread then, and whenever the article changes. Strings are (transfer none) and live until the
 * next "changed".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_ROW (sheaf_article_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleRow, sheaf_article_row, SHEAF, ARTICLE_ROW, GObject)

gint64 sheaf_article_row_get_row (SheafArticleRow *self); /* the replica's own number for it */
gboolean sheaf_article_row_is_filled (SheafArticleRow *self);
const char *sheaf_article_row_get_id (SheafArticleRow *self); /* NULL until it is filled */
const char *sheaf_article_row_get_title (SheafArticleRow *self);
const char *sheaf_article_row_get_publisher (SheafArticleRow *self);
const char *sheaf_article_row_get_summary (SheafArticleRow *self);
gint64 sheaf_article_row_get_published (SheafArticleRow *self);
const char *sheaf_article_row_get_state (SheafArticleRow *self);  /* "inbox", … */
const char *sheaf_article_row_get_reason (SheafArticleRow *self); /* nullable */
const char *sheaf_article_row_get_language (SheafArticleRow *self);
gboolean sheaf_article_row_is_rtl (SheafArticleRow *self);
const char *const *sheaf_article_row_get_tags (SheafArticleRow *self); /* names, without "#" */
guint sheaf_article_row_get_n_sets (SheafArticleRow *self);
guint sheaf_article_row_get_n_duplicates (SheafArticleRow *self);
gboolean sheaf_article_row_is_seen (SheafArticleRow *self);

G_END_DECLS
