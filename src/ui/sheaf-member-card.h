/* sheaf-member-card.h: a member of a set, as readers will see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

/* A row of a GtkListBox. It acts through the action group "member" of an ancestor, whose actions
 * take the member's key: "open", "make-lead", "move-up", "move-down", "remove" (s) and "role" (ss).
 * Dragged, it gives itself (SHEAF_TYPE_MEMBER_CARD) and its article (SHEAF_TYPE_TARGETS). */
#define SHEAF_TYPE_MEMBER_CARD (sheaf_member_card_get_type ())
G_DECLARE_FINAL_TYPE (SheafMemberCard, sheaf_member_card, SHEAF, MEMBER_CARD, GtkListBoxRow)

GtkWidget *sheaf_member_card_new (SheafDesk *desk, const char *set, const char *key);

const char *sheaf_member_card_get_key (SheafMemberCard *self);

/* Where it stands: the lead is 0. */
void sheaf_member_card_set_place (SheafMemberCard *self, guint place);
guint sheaf_member_card_get_place (SheafMemberCard *self);

/* Shows the member as it stands in @set, which holds it. */
void sheaf_member_card_set_set (SheafMemberCard *self, SheafEntity *set);

/* @article: (nullable): NULL while it is not known, or is not there. */
void sheaf_member_card_set_article (SheafMemberCard *self, SheafEntity *article);
SheafEntity *sheaf_member_card_get_article (SheafMemberCard *self);

/* The headline as readers will see it. Returns: (transfer none) */
const char *sheaf_member_card_get_headline (SheafMemberCard *self);

/* Opens the fields of its overrides, or closes them. */
void sheaf_member_card_edit (SheafMemberCard *self);

G_END_DECLS
