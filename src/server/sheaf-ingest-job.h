/* sheaf-ingest-job.h: one source read once
 *
 * Fetched on the server's thread; parsed, taken in and noted in workers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connect/sheaf-fetcher.h"
#include "server/sheaf-source-notes.h"
#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* What time it is. Called from workers, too. */
typedef gint64 (*SheafClock) (gpointer data);

typedef struct
{
  SheafStore *store;
  SheafEntity *source;
  SheafClock clock;
  gpointer clock_data;
  SheafSourceNotes *notes; /* its reader takes them back */
  SheafPull *pull;
  GError *failure;         /* why there is no pull */
  gint64 retry_after;
  SheafIngest ingest;
} SheafIngestJob;

/* @clock: NULL for the wall's. @notes: (transfer full). Whatever the outcome, the notes say when to ask again, and the source's
 * health has been learnt; but not when it is cancelled. Where permanent redirects have held, the source's
 * address is changed, by an edit of Sheaf's own that can be read back and undone. */
void sheaf_ingest_job_start_async (SheafStore *store, SheafFetcher *fetcher, SheafEntity *source,
                                   SheafSourceNotes *notes, SheafClock clock,
                                   gpointer clock_data, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* The job that @result is of, until it is finished. Returns: (transfer none) */
SheafIngestJob *sheaf_ingest_job_of (GAsyncResult *result);

/* FALSE with SHEAF_CONNECT_ERROR, SHEAF_FEED_ERROR, SHEAF_STORE_ERROR or G_IO_ERROR_CANCELLED. */
gboolean sheaf_ingest_job_finish (GAsyncResult *result, SheafIngest *ingest, GError **error);

G_END_DECLS
