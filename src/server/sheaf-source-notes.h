/* sheaf-source-notes.h: what the backend keeps of a source for itself, and what it tells of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connect/sheaf-feed-connector.h"
#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* Not an entity: kept in the store's state, never sent as they are. */
typedef struct
{
  char *address;        /* that the validators are of */
  char *etag;
  char *last_modified;
  char *digest;         /* of what it gave last */
  gint64 whole;         /* when all of it was last given */
  guint failures;       /* since the last success */
  gboolean gone;        /* for good (410): not asked again but by a person */
  gint64 polled;        /* when it was last asked; 0: never */
  gint64 due;           /* when it is to be asked next; 0: at once; G_MAXINT64: never */

  char *moved_to;       /* where permanent redirects lead */
  gint64 moved_since;   /* since when they have */
  guint moved_polls;    /* for how many polls */

  guint ttl;            /* what the feed asks for (sheaf-feed.h) */
  guint32 skip_hours;
  guint8 skip_days;
  gint64 pace_since;    /* since then it has brought … */
  guint pace_articles;  /* … so many */
} SheafSourceNotes;

/* As they are kept, or fresh ones if there are none or @source has another address by now. Blocking.
 * Returns: (transfer full) */
SheafSourceNotes *sheaf_source_notes_load (SheafStore *store, SheafEntity *source);
gboolean sheaf_source_notes_save (SheafSourceNotes *notes, SheafStore *store, const char *id,
                                  GError **error);
void sheaf_source_notes_free (SheafSourceNotes *notes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSourceNotes, sheaf_source_notes_free)

/* Notes a success: the validators of @pull and where it has moved to. It is due again after the
 * interval that an editor has set (seconds); without one, in half the time that passes between two of
 * its articles (5 minutes to 3 hours; 15 minutes where that cannot be told), later where Cache-Control
 * or ttl ask for it (6 hours at most), and not in the hours and days that the feed wants skipped. */
void sheaf_source_notes_succeed (SheafSourceNotes *notes, SheafEntity *source, SheafPull *pull,
                                 gint64 now);

/* Notes a failure: due after twice the interval (15 minutes at most, if no editor has set it), then
 * four times, at most a day, in no case before @retry_after seconds; what is gone is not due any
 * more. */
void sheaf_source_notes_fail (SheafSourceNotes *notes, SheafEntity *source, const GError *failure,
                              gint64 retry_after, gint64 now);

/* The address that is to stand from now on: where permanent redirects have led for three polls over
 * 24 hours. Returns: (transfer none) (nullable) */
const char *sheaf_source_notes_get_new_address (SheafSourceNotes *notes, gint64 now);

/* Whether the validators may be sent: once a day all is asked for, as some servers' lie. */
gboolean sheaf_source_notes_may_ask_for_changes (SheafSourceNotes *notes, gint64 now);

/* Lets the store learn the source's health if it turns: from new to ok, to failing, to gone, back to
 * ok, or to failing with other words. @failure: NULL for a success. Blocking. */
gboolean sheaf_source_notes_learn_health (SheafSourceNotes *notes, SheafStore *store,
                                          SheafEntity *source, const GError *failure, gint64 now,
                                          GError **error);

G_END_DECLS
