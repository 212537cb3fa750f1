/* sheaf-article-query.h: queries of the replica's articles
 *
 * On a reader's connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-article-list.h"
#include "client/sheaf-counts.h"
#include "db/sheaf-statement.h"

G_BEGIN_DECLS

/* The row numbers that @query finds, in its order. Returns: (transfer full) (nullable)
 * (element-type gint64) */
GArray *sheaf_article_query_run (SheafConnection *connection, const SheafArticleQuery *query,
                                 GError **error);

/* Returns: (transfer full) (nullable) */
SheafCounts *sheaf_article_query_count (SheafConnection *connection, GError **error);

/* What was typed into a search box as an FTS5 query that is never an error: each word must occur,
 * the last one may go on. Returns: (transfer full) (nullable): NULL if there is no word. */
char *sheaf_article_query_match (const char *text);

G_END_DECLS
