/* sheaf-sync.h: follows the backend's changes into the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-backend.h"
#include "client/sheaf-replica.h"
#include "client/sheaf-sync-state.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SYNC (sheaf_sync_get_type ())
G_DECLARE_FINAL_TYPE (SheafSync, sheaf_sync, SHEAF, SYNC, GObject)

/* Properties, read-only, notified: "state" (SheafSyncState), "synced-at" (int64), "error"
 * (string). */
SheafSync *sheaf_sync_new (SheafReplica *replica, SheafBackend *backend);

/* Reads where the replica stands and follows from there, until it is stopped. */
void sheaf_sync_start (SheafSync *self);
void sheaf_sync_stop (SheafSync *self);

/* Tries at once, if it waits to try again. */
void sheaf_sync_retry (SheafSync *self);

/* Another request failed or succeeded, which tells of the backend as well. */
void sheaf_sync_report (SheafSync *self, const GError *error);

/* The outbox has much to send: what comes back of it is not followed as well, and what others do is
 * asked for now and then. */
void sheaf_sync_set_draining (SheafSync *self, gboolean draining);

/* All changes up to @seq are in the replica: following goes on behind them. */
void sheaf_sync_skip (SheafSync *self, gint64 generation, gint64 seq);

/* The resync that entities received now belong to. */
gint64 sheaf_sync_get_generation (SheafSync *self);

SheafSyncState sheaf_sync_get_state (SheafSync *self);
gint64 sheaf_sync_get_synced_at (SheafSync *self);
const char *sheaf_sync_get_error (SheafSync *self);

/* How long to wait before the try number @n (from 1) that follows failures, with jitter, in
 * milliseconds. */
guint sheaf_sync_backoff (guint n);

/* Takes a batch of changes into the replica in one transaction, as following does: a
 * SheafReplicaWork with a SheafSyncBatch. */
typedef struct
{
  JsonNode *answer;   /* of /v1/changes; its "entities" are taken */
  gint64 generation;
  gboolean ends;      /* the last batch of a resync: what it did not name goes */
} SheafSyncBatch;

void sheaf_sync_batch_free (SheafSyncBatch *batch);
gboolean sheaf_sync_write_batch (SheafTransaction *transaction, gpointer batch, GError **error);

G_END_DECLS
