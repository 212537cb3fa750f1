/* sheaf-member-list.h: the members of a set as cards, put in order by drag or by keys
 *
 * Alt+Up and Alt+Down move the card that has the focus, Alt+Home makes it the lead, F2 opens its
 * overrides, Delete takes it out, Enter opens its article.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_MEMBER_LIST (sheaf_member_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafMemberList, sheaf_member_list, SHEAF, MEMBER_LIST, GtkWidget)

/* @set: (transfer none): followed as it changes. Signal "articles-shown": what is known of the
 * members' articles has changed. */
GtkWidget *sheaf_member_list_new (SheafDesk *desk, SheafItem *set);

guint sheaf_member_list_get_n_members (SheafMemberList *self);

/* From how many publishers those are whose article is known. */
guint sheaf_member_list_get_n_publishers (SheafMemberList *self);

G_END_DECLS
