/* sheaf-article-text.h: the words of articles, for searches
 *
 * The index has no contents of its own: it is told what to take out, from what stands in the tables.
 * On the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  const char *summary;
  const char *publisher;
  const char *authors;
} SheafArticleWords;

/* Takes out what is indexed of @row (nothing if it is new) and puts in @words (NULL: nothing), with
 * the body where one is kept. Before the article's row is written. */
gboolean sheaf_article_text_update (SheafTransaction *transaction, gint64 row,
                                    const SheafArticleWords *words, GError **error);

/* Keeps @html (NULL: forgets what is kept) as the body of the article @id, and its words. */
gboolean sheaf_article_text_set_body (SheafTransaction *transaction, const char *id,
                                      const char *html, GError **error);

G_END_DECLS
