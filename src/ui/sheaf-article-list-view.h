/* sheaf-article-list-view.h: articles in rows: which are selected, and where one is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-article-list.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_LIST_VIEW (sheaf_article_list_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleListView, sheaf_article_list_view, SHEAF, ARTICLE_LIST_VIEW,
                      GtkWidget)

/* Signals: "opened" (const char *article): the one article that is selected now; "selected" (): what
 * is selected changed; "clicked" (): a row was, plainly; "left" (): Enter was pressed: go on to
 * what is open. */
GtkWidget *sheaf_article_list_view_new (void);

/* Shows @articles, with nothing selected, or with the article whose row number is @selected (-1 for
 * none), if it is there. */
void sheaf_article_list_view_set_articles (SheafArticleListView *self, SheafArticleList *articles,
                                           gint64 selected);

/* Returns: (transfer none) (nullable) */
SheafArticleList *sheaf_article_list_view_get_articles (SheafArticleListView *self);

guint sheaf_article_list_view_get_n_selected (SheafArticleListView *self);

/* The row number of the one article that is selected, or -1. */
gint64 sheaf_article_list_view_get_selected (SheafArticleListView *self);

/* What to act on. Returns: (transfer full) (nullable): NULL if nothing is selected. */
SheafTargets *sheaf_article_list_view_get_targets (SheafArticleListView *self);

/* Selects the next or previous article (@by 1 or -1) and goes to it. FALSE at the ends. */
gboolean sheaf_article_list_view_move (SheafArticleListView *self, int by);

/* Selects where one is, and goes there. */
void sheaf_article_list_view_enter (SheafArticleListView *self);

void sheaf_article_list_view_select_all (SheafArticleListView *self);
void sheaf_article_list_view_unselect_all (SheafArticleListView *self);

/* Whether a plain click takes one more, or one less. */
void sheaf_article_list_view_set_select_mode (SheafArticleListView *self, gboolean select_mode);

G_END_DECLS
