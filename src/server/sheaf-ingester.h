/* sheaf-ingester.h: reads sources on their schedule and on demand
 *
 * Each source is asked as often as it brings articles (sheaf-source-notes.h), later and later while it
 * fails, and two at most of one host at a time. One source's failure is its own. Notes (validators, failures, next poll) are kept in the store's
 * state; a source's health is learnt only when it turns. All calls are the server's thread's;
 * parsing and the store are left to workers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connect/sheaf-fetcher.h"
#include "server/sheaf-ingest-job.h"
#include "store/sheaf-store.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_INGESTER (sheaf_ingester_get_type ())
G_DECLARE_FINAL_TYPE (SheafIngester, sheaf_ingester, SHEAF, INGESTER, GObject)

/* Emits "ingested" when the store may have reached a new seq. */
SheafIngester *sheaf_ingester_new (SheafStore *store, SheafFetcher *fetcher);

/* (transfer none) */
SheafFetcher *sheaf_ingester_get_fetcher (SheafIngester *self);

/* Lets it go by another clock than the wall's. To be called before the first reload. */
void sheaf_ingester_set_clock (SheafIngester *self, SheafClock clock, gpointer data);

/* How many sources are read at once, in all and of one host; 16 and 2 if it is not set. */
void sheaf_ingester_set_limits (SheafIngester *self, guint most, guint per_host);

/* Reads the list of sources again: at the start, and whenever sources have changed. */
void sheaf_ingester_reload (SheafIngester *self);

/* Asks the source @id now, whatever its schedule; one that is being read already is waited for. */
void sheaf_ingester_refresh_async (SheafIngester *self, const char *id,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* @result gets what was taken in. FALSE with SHEAF_CONNECT_ERROR, SHEAF_FEED_ERROR or
 * SHEAF_STORE_ERROR; the source's health says so as well. */
gboolean sheaf_ingester_refresh_finish (SheafIngester *self, GAsyncResult *result,
                                        SheafIngest *ingest, GError **error);

/* How a source fares at this moment; nothing of it is stored where it would be sent. */
typedef struct
{
  gboolean reading;
  gint64 polled; /* when it was last asked; 0: never */
  gint64 due;    /* when it will be; 0: at once; G_MAXINT64: not by itself */
} SheafIngesterState;

/* The ids of all sources, valid until the next reload. (transfer container) */
GPtrArray *sheaf_ingester_list (SheafIngester *self);

/* FALSE if there is no such source. */
gboolean sheaf_ingester_get_state (SheafIngester *self, const char *id, SheafIngesterState *state);

/* Begins nothing more and gives up what is being fetched. */
void sheaf_ingester_stop (SheafIngester *self);

/* Whether nothing is being read or written any more. */
gboolean sheaf_ingester_is_idle (SheafIngester *self);

G_END_DECLS
