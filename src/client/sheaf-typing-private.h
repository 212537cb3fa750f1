/* sheaf-typing-private.h: typing as the desk holds it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"
#include "client/sheaf-replica.h"

G_BEGIN_DECLS

/* The text that stands is given by the first sheaf_typing_rebase(). */
SheafTyping *sheaf_typing_new (SheafReplica *replica, SheafKind kind, const char *id,
                               const char *field);

SheafKind sheaf_typing_get_kind (SheafTyping *self);
const char *sheaf_typing_get_id (SheafTyping *self);
const char *sheaf_typing_get_field (SheafTyping *self);

/* Whether there is typing that no edit has yet. */
gboolean sheaf_typing_is_open (SheafTyping *self);

/* @entity as it is shown now: what others changed of the field is merged with what was typed. */
void sheaf_typing_rebase (SheafTyping *self, SheafEntity *entity);

G_END_DECLS
