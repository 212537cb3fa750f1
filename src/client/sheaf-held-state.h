/* sheaf-held-state.h: states of the backend that wait for the answer to an edit
 *
 * While an edit was sent and not answered, nobody here knows whether what the backend says of its
 * entity contains it already: applied upon that, it might be there twice. What comes is held until
 * the last such edit is answered, refused, or known not to have arrived. All of these run on the
 * writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

/* How an edit that waits (state 0) stands with the backend: the column `sent`. One that is
 * answered while another of its entity is not stays applied here, and goes with that one. */
#define SHEAF_EDIT_UNSENT 0
#define SHEAF_EDIT_SENT 1
#define SHEAF_EDIT_ANSWERED 2

/* Whether an edit of this entity was sent and not answered. FALSE without @error if none was. */
gboolean sheaf_held_state_is_due (SheafTransaction *transaction, SheafKind kind, const char *id,
                                  GError **error);

/* Keeps @entity for later, unless a newer state is held. */
gboolean sheaf_held_state_keep (SheafTransaction *transaction, SheafEntity *entity,
                                gint64 generation, GError **error);

/* Where nothing is out any more, ends the edits that were answered, takes in @answer or what was
 * held, whichever is newer, and applies the edits that are left. Until then @answer is held.
 * @answer: (nullable): what came with the answer to an edit. */
gboolean sheaf_held_state_settle (SheafTransaction *transaction, SheafKind kind, const char *id,
                                  SheafEntity *answer, gint64 generation, GError **error);

/* The edits from row @first to @last were sent and did not arrive: they wait as if new. */
gboolean sheaf_held_state_unsend (SheafTransaction *transaction, gint64 first, gint64 last,
                                  GError **error);

G_END_DECLS
