/* sheaf-outbox.h: sends what waits in the replica to the backend, in order
 *
 * One request is in flight at a time. What was not answered is sent again with the same ids, which
 * the backend knows: nothing is done twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-backend.h"
#include "client/sheaf-replica.h"
#include "client/sheaf-sync.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_OUTBOX (sheaf_outbox_get_type ())
G_DECLARE_FINAL_TYPE (SheafOutbox, sheaf_outbox, SHEAF, OUTBOX, GObject)

SheafOutbox *sheaf_outbox_new (SheafReplica *replica, SheafBackend *backend, SheafSync *sync);

/* A command that could not be sent for this long asks again whether it is meant; an hour unless it
 * is told otherwise. */
void sheaf_outbox_set_confirm_after (SheafOutbox *self, guint seconds);

/* Something waits: sends it, unless a request is in flight or a retry has its time. */
void sheaf_outbox_kick (SheafOutbox *self);

/* The same, without waiting for the time of a retry. */
void sheaf_outbox_retry (SheafOutbox *self);
void sheaf_outbox_stop (SheafOutbox *self);

G_END_DECLS
