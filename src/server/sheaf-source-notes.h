/* sheaf-source-notes.h: what the backend keeps of a source for itself, and what it tells of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connect/sheaf-feed-connector.h"
#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* Not an entity: kept in the store's state, never sent. */
typedef struct
{
  char *address;       /* that the validators are of */
  char *etag;
  char *last_modified;
  guint failures;      /* since the last success */
  gint64 due;          /* when it is to be asked next; 0: at once */
} SheafSourceNotes;

/* As they are kept, or fresh ones if there are none or @source has another address by now. Blocking.
 * Returns: (transfer full) */
SheafSourceNotes *sheaf_source_notes_load (SheafStore *store, SheafEntity *source);
gboolean sheaf_source_notes_save (SheafSourceNotes *notes, SheafStore *store, const char *id,
                                  GError **error);
void sheaf_source_notes_free (SheafSourceNotes *notes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSourceNotes, sheaf_source_notes_free)

/* Notes a success: the validators of @pull, and that it is due again after the source's interval
 * (seconds; 15 minutes without one), or later where the feed asks for it. */
void sheaf_source_notes_succeed (SheafSourceNotes *notes, SheafEntity *source, SheafPull *pull,
                                 gint64 now);

/* Notes a failure: due after twice the interval, then four times, at most a day; for what is gone,
 * a day; in no case before @retry_after seconds. */
void sheaf_source_notes_fail (SheafSourceNotes *notes, SheafEntity *source, const GError *failure,
                              gint64 retry_after, gint64 now);

/* Lets the store learn the source's health if it turns: from new to ok, to failing, to gone, back to
 * ok, or to failing with other words. @failure: NULL for a success. Blocking. */
gboolean sheaf_source_notes_learn_health (SheafSourceNotes *notes, SheafStore *store,
                                          SheafEntity *source, const GError *failure, gint64 now,
                                          GError **error);

G_END_DECLS
