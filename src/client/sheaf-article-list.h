/* sheaf-article-list.h: the articles that a query finds, as a GListModel of SheafArticleRow
 *
 * An immutable vector of row numbers from one query. get_item() never reads the database: it hands
 * out a row that fills from a page of 256 read on another thread. The list's membership does not
 * change under the eyes of who reads it: a triaged article's row stays and shows its new state, what
 * arrives is announced by the desk ("arrived") and found by a new query.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "client/sheaf-article-row.h"
#include "client/sheaf-targets.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SCOPE_INBOX,
  SHEAF_SCOPE_KEPT,
  SHEAF_SCOPE_DISMISSED,
  SHEAF_SCOPE_ALL,
  SHEAF_SCOPE_SOURCE, /* these with `id` */
  SHEAF_SCOPE_TAG,
  SHEAF_SCOPE_SET,
  SHEAF_SCOPE_STORY,
} SheafScope;

typedef enum
{
  SHEAF_ORDER_NEWEST,
  SHEAF_ORDER_OLDEST,
} SheafOrder;

typedef struct
{
  SheafScope scope;
  const char *id;
  const char *text; /* what was typed into the search box, or NULL: never a syntax error */
  SheafOrder order;
} SheafArticleQuery;

#define SHEAF_TYPE_ARTICLE_LIST (sheaf_article_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafArticleList, sheaf_article_list, SHEAF, ARTICLE_LIST, GObject)

guint sheaf_article_list_get_n_items (SheafArticleList *self);

/* Where @row stands, or GTK_INVALID_LIST_POSITION's value, G_MAXUINT. */
guint sheaf_article_list_find (SheafArticleList *self, gint64 row);

/* What to act on: the rows at @positions. Returns: (transfer full) */
SheafTargets *sheaf_article_list_get_targets (SheafArticleList *self, const guint *positions,
                                              guint n_positions);

G_END_DECLS
