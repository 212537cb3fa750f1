/* sheaf-article-brief.h: what lists know of an article, which is enough for most acts
 *
 * On the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-article-index.h"
#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 row; /* 0: not there */
  char *id;
  SheafShelf shelf;
  gint64 published;
  char *reason;   /* (nullable) */
  char *tags;     /* ids, joined by spaces */
  char *sources;  /* the same */
  gboolean plain; /* its state is its shelf: acts need not look at the article itself */
  guint64 digest; /* of all else that lists show of it */
} SheafArticleBrief;

void sheaf_article_brief_clear (SheafArticleBrief *brief);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafArticleBrief, sheaf_article_brief_clear)

/* What is not there leaves @brief empty, without @error. */
gboolean sheaf_article_brief_load (SheafTransaction *transaction, gint64 row,
                                   SheafArticleBrief *brief, GError **error);

/* Writes what an act changed of an article that stays listed: @brief was read before it. */
gboolean sheaf_article_brief_act (SheafTransaction *transaction, const SheafArticleBrief *brief,
                                  SheafShelf shelf, const char *reason, const char *tags,
                                  GError **error);

/* Links the article to, or unlinks it from, what @tags and @sources name. */
gboolean sheaf_article_brief_link (SheafTransaction *transaction, const SheafArticleBrief *brief,
                                   gboolean add, GError **error);

/* Whether the joined ids hold @id; with it in its order, or without it. (transfer full) */
gboolean sheaf_joined_holds (const char *joined, const char *id);
char *sheaf_joined_with (const char *joined, const char *id);
char *sheaf_joined_without (const char *joined, const char *id);

G_END_DECLS
