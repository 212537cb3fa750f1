/* sheaf-article-list-row.h: one article in a list, always of the same height
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-article-row.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_LIST_ROW (sheaf_article_list_row_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleListRow, sheaf_article_list_row, SHEAF, ARTICLE_LIST_ROW,
                      GtkWidget)

GtkWidget *sheaf_article_list_row_new (void);

/* Shows @row, and whatever it changes to, until it is given another or NULL. */
void sheaf_article_list_row_set_row (SheafArticleListRow *self, SheafArticleRow *row);

/* Returns: (transfer none) (nullable) */
SheafArticleRow *sheaf_article_list_row_get_row (SheafArticleListRow *self);

/* What is shown, without a SheafArticleRow behind it: for whoever measures. @tags: names. */
void sheaf_article_list_row_set_texts (SheafArticleListRow *self, const char *title,
                                       const char *publisher, const char *age,
                                       const char *summary, const char *const *tags);

G_END_DECLS
