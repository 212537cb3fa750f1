/* sheaf-replica.h: the desk's own copy of what the backend knows, in SQLite on its own threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "client/sheaf-transaction.h"
#include "db/sheaf-db.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_REPLICA (sheaf_replica_get_type ())
G_DECLARE_FINAL_TYPE (SheafReplica, sheaf_replica, SHEAF, REPLICA, GObject)

/* Signal "changed" (SheafDelta *): a transaction is on the disk; on the main thread, before the
 * callback of who asked for it, in the order of transactions. */
SheafReplica *sheaf_replica_new (const char *path);

/* Opens the file, which nobody else may have open (IN_USE), makes edits of what was being typed when
 * the process ended, and tells all entities of small kinds, clashes, commands and acts in one first
 * "changed". */
void sheaf_replica_open_async (SheafReplica *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean sheaf_replica_open_finish (SheafReplica *self, GAsyncResult *result, GError **error);

/* Finishes what was begun and closes the file. */
void sheaf_replica_close_async (SheafReplica *self, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sheaf_replica_close_finish (SheafReplica *self, GAsyncResult *result, GError **error);

/* NULL before it is open and after it was closed. The journal: of typing (sheaf-journal.h). */
SheafDb *sheaf_replica_get_db (SheafReplica *self);
SheafDb *sheaf_replica_get_journal (SheafReplica *self);

/* Work in one transaction on the writer's thread. @data is freed with @destroy on the main thread
 * after @callback. */
typedef gboolean (*SheafReplicaWork) (SheafTransaction *transaction, gpointer data,
                                      GError **error);
void sheaf_replica_write_async (SheafReplica *self, SheafReplicaWork work, gpointer data,
                                GDestroyNotify destroy, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sheaf_replica_write_finish (SheafReplica *self, GAsyncResult *result, GError **error);

G_END_DECLS
