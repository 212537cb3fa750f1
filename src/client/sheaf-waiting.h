/* sheaf-waiting.h: the edits that wait for the backend, applied to what it said last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

/* @base (nullable: not there) with the edits of it that wait. *@shown: (out) (transfer full)
 * (nullable): @base itself where none does. What cannot be applied here is passed over: the backend
 * refuses it and says so. On any connection. */
gboolean sheaf_connection_apply_waiting (SheafConnection *connection, SheafKind kind,
                                         const char *id, SheafEntity *base, SheafEntity **shown,
                                         GError **error);

/* As above, keeping of each edit what it had effect on here, which undo starts from. On the
 * writer's thread. */
gboolean sheaf_transaction_replay (SheafTransaction *transaction, SheafKind kind, const char *id,
                                   SheafEntity *base, SheafEntity **shown, GError **error);

G_END_DECLS
