/* sheaf-article-page.h: what lists show of some articles, read at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-article-row-private.h"
#include "db/sheaf-statement.h"

G_BEGIN_DECLS

#define SHEAF_PAGE_ROWS 256

typedef struct
{
  GArray *rows;    /* (element-type gint64): what to read */
  guint64 serial;  /* of this reading */
  GPtrArray *data; /* (element-type SheafArticleRowData): what was there */
} SheafArticlePage;

SheafArticlePage *sheaf_article_page_new (guint64 serial);
void sheaf_article_page_free (SheafArticlePage *page);

/* A SheafDbWork. */
gboolean sheaf_article_page_read (SheafConnection *connection, gpointer page, GError **error);

G_END_DECLS
