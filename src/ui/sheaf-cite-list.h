/* sheaf-cite-list.h: the members of an editorial's set, to cite from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_CITE_LIST (sheaf_cite_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafCiteList, sheaf_cite_list, SHEAF, CITE_LIST, GtkWidget)

/* Signal "cite" (const char *article, const char *words): a click or Enter on a member. */
GtkWidget *sheaf_cite_list_new (SheafDesk *desk);

/* @set: (nullable): the set's id. */
void sheaf_cite_list_set_set (SheafCiteList *self, const char *set);

/* Which of them the text cites already: they are marked. @ids: (element-type utf8) */
void sheaf_cite_list_set_cited (SheafCiteList *self, GPtrArray *ids);

/* What can be cited: the articles, in the set's order, as far as they are known.
 * Returns: (transfer none) (element-type SheafEntity) */
GPtrArray *sheaf_cite_list_get_articles (SheafCiteList *self);

/* "[[id|words]]", with what would end the citation taken out of @words; "[[id]]" without any.
 * Returns: (transfer full) */
char *sheaf_cite_make (const char *article, const char *words);

G_END_DECLS
