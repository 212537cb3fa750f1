/* sheaf-poll-queue.h: which sources are to be asked when, and few at a time of one host
 *
 * Times are those of the caller's clock, in milliseconds. A name is waiting or begun; what is begun
 * counts against the limits until it is ended. Hosts take turns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafPollQueue SheafPollQueue;

/* @most: how many may be begun at once; @per_host: of one host. */
SheafPollQueue *sheaf_poll_queue_new (guint most, guint per_host);
void sheaf_poll_queue_free (SheafPollQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPollQueue, sheaf_poll_queue_free)

void sheaf_poll_queue_set_limits (SheafPollQueue *queue, guint most, guint per_host);

/* Lets @name wait until @due, whenever it was to be asked before; 0: at once, before all others and
 * without regard to sheaf_poll_queue_hold(). Without effect on one that is begun. */
void sheaf_poll_queue_put (SheafPollQueue *queue, const char *name, const char *host, gint64 due);

/* Forgets @name, unless it is begun. */
void sheaf_poll_queue_remove (SheafPollQueue *queue, const char *name);

/* Nothing that @host has is begun before @until. */
void sheaf_poll_queue_hold (SheafPollQueue *queue, const char *host, gint64 until);

/* Begins one that is due. Returns: (transfer none) (nullable): NULL if none may begin @now. */
const char *sheaf_poll_queue_begin (SheafPollQueue *queue, gint64 now);
void sheaf_poll_queue_end (SheafPollQueue *queue, const char *name);

guint sheaf_poll_queue_count_begun (SheafPollQueue *queue);

/* When sheaf_poll_queue_begin() may have another answer if nothing ends before; G_MAXINT64: never. */
gint64 sheaf_poll_queue_get_next (SheafPollQueue *queue);

G_END_DECLS
