/* sheaf-article-words.h: who wrote an article, when, and how long it is, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

/* “Ana Ruiz, Jonas Ferrel”. Returns: (transfer full): perhaps "". */
char *sheaf_article_get_byline (SheafEntity *article);

/* “Coast Wire · an hour ago”, read in the direction of the window whatever that of @publisher.
 * Both are nullable. Returns: (transfer full): perhaps "". */
char *sheaf_article_join_meta (const char *publisher, const char *age);

/* “Coast Wire · an hour ago · 4 min read”. Returns: (transfer full): perhaps "". */
char *sheaf_article_get_meta (SheafEntity *article, gint64 now);

G_END_DECLS
