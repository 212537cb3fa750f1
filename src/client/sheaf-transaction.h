/* sheaf-transaction.h: entities read and written in one transaction of the replica
 *
 * All of these run on the writer's thread, inside sheaf_replica_write_async()'s work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-delta.h"
#include "db/sheaf-statement.h"
#include "model/sheaf-apply.h"

G_BEGIN_DECLS

typedef struct
{
  SheafConnection *connection;
  SheafDelta *delta;
} SheafTransaction;

/* One entity's row. `base` is as the backend has it, NULL where it was made here; `shown` with the
 * waiting edits, `base` itself where none waits. */
typedef struct
{
  gint64 row; /* 0: not there yet */
  SheafEntity *base;
  SheafEntity *shown;
} SheafReplicaState;

void sheaf_replica_state_clear (SheafReplicaState *state);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafReplicaState, sheaf_replica_state_clear)

/* What is not there leaves @state empty, without @error. */
gboolean sheaf_transaction_load (SheafTransaction *self, SheafKind kind, const char *id,
                                 SheafReplicaState *state, GError **error);
gboolean sheaf_transaction_load_row (SheafTransaction *self, gint64 row, SheafReplicaState *state,
                                     GError **error);

/* As above, on any connection, the shown one alone. Returns: (transfer full) (nullable) */
SheafEntity *sheaf_connection_load_shown (SheafConnection *connection, SheafKind kind,
                                          const char *id, GError **error);

/* An article, following `same_as`. Returns: (transfer full) (nullable) */
SheafEntity *sheaf_connection_load_article (SheafConnection *connection, const char *id,
                                            GError **error);

/* Writes what @state has become: its `shown` was @former (NULL: there was none). */
gboolean sheaf_transaction_store (SheafTransaction *self, SheafReplicaState *state,
                                  SheafEntity *former, GError **error);

/* Takes @entity as the backend's state, unless a newer one is here, and rebases the waiting edits
 * on it; where one of them was sent and is not answered, later (sheaf-held-state.h).
 * @generation: of the resync it belongs to. */
gboolean sheaf_transaction_receive (SheafTransaction *self, SheafEntity *entity,
                                    gint64 generation, GError **error);

/* As above, whether or not it is awaited. *@taken: (out): FALSE if a newer state is here. */
gboolean sheaf_transaction_take (SheafTransaction *self, SheafEntity *entity, gint64 generation,
                                 gboolean *taken, GError **error);

/* Applies the waiting edits to the backend's state again. */
gboolean sheaf_transaction_rebase (SheafTransaction *self, SheafKind kind, const char *id,
                                   GError **error);

/* Removes what the resync @generation did not name and no waiting edit makes. */
gboolean sheaf_transaction_sweep (SheafTransaction *self, gint64 generation, GError **error);

/* @value: (nullable) for none. get: (transfer full) (nullable) */
gboolean sheaf_transaction_set_meta (SheafTransaction *self, const char *name, const char *value,
                                     GError **error);
char *sheaf_connection_get_meta (SheafConnection *connection, const char *name, GError **error);

/* Completes the delta from the tables, at the end of the work. */
gboolean sheaf_transaction_finish (SheafTransaction *self, GError **error);

G_END_DECLS
