/* sheaf-article-view.h: the pane with the list of articles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ARTICLE_VIEW (sheaf_article_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleView, sheaf_article_view, SHEAF, ARTICLE_VIEW, GtkWidget)

/* Signals: "opened" (const char *article): the one article that is selected now; "selected": what
 * is selected changed; "clicked" (): a row was, plainly; "left" (): Enter was pressed: go on to
 * what is open. */
void sheaf_article_view_set_desk (SheafArticleView *self, SheafDesk *desk);

/* Shows what @scope and @id hold, under @title. */
void sheaf_article_view_show (SheafArticleView *self, SheafScope scope, const char *id,
                              const char *title);

/* Runs the query again: with what has arrived, without what was triaged away. */
void sheaf_article_view_refresh (SheafArticleView *self);

/* What to act on. Returns: (transfer full) (nullable): NULL if nothing is selected. */
SheafTargets *sheaf_article_view_get_targets (SheafArticleView *self);
guint sheaf_article_view_get_n_selected (SheafArticleView *self);

/* Selects the next or previous article (@by 1 or -1) and goes to it. FALSE at the ends. */
gboolean sheaf_article_view_move (SheafArticleView *self, int by);

void sheaf_article_view_select_all (SheafArticleView *self);
void sheaf_article_view_unselect_all (SheafArticleView *self);

/* Selecting several by plain clicks, with the bar of bulk acts. */
gboolean sheaf_article_view_get_select_mode (SheafArticleView *self);
void sheaf_article_view_set_select_mode (SheafArticleView *self, gboolean select_mode);

/* Goes to the list, and selects where one is if nothing is selected. */
void sheaf_article_view_enter (SheafArticleView *self);

/* Opens the search box and goes to it. */
void sheaf_article_view_search (SheafArticleView *self);

/* The same, with @text in it. */
void sheaf_article_view_search_for (SheafArticleView *self, const char *text);

G_END_DECLS
