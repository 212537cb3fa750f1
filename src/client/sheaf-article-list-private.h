/* sheaf-article-list-private.h: how the desk makes lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-article-list.h"
#include "client/sheaf-replica.h"

G_BEGIN_DECLS

/* @rows: (transfer full) (element-type gint64). The list follows what the replica tells. */
SheafArticleList *sheaf_article_list_new (SheafReplica *replica, GArray *rows);

G_END_DECLS
