/* sheaf-article-index.h: what lists need of articles, kept in tables of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SHELF_INBOX,
  SHEAF_SHELF_KEPT,
  SHEAF_SHELF_DISMISSED,
  SHEAF_SHELF_NONE, /* in no list: deleted, or found to be another */
} SheafShelf;

/* Whether an article that was not here before stands in the inbox. */
gboolean sheaf_article_index_is_new (SheafEntity *article);

/* Writes what differs of @shown from what stands in the tables. */
gboolean sheaf_article_index_update (SheafTransaction *transaction, gint64 row, SheafEntity *shown,
                                     GError **error);

/* Takes the article out of what lists read, before its row goes. */
gboolean sheaf_article_index_remove (SheafTransaction *transaction, gint64 row, GError **error);

/* Forgets the body that was kept if the backend has another version of it now. */
gboolean sheaf_article_index_check_body (SheafTransaction *transaction, gint64 row,
                                         SheafEntity *article, GError **error);

G_END_DECLS
