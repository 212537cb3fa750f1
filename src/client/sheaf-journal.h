/* sheaf-journal.h: what is typed, on the disk before it is an edit
 *
 * A database of its own beside the replica, with a writer of its own: typing never waits behind
 * what is written to the replica. Every save is one transaction that is on the disk when it is told
 * (a commit of SQLite's log with synchronous=FULL), so a process that is killed, a log that is torn
 * in its last record and a full disk cost what was not told as saved, and nothing before it.
 *
 * A run of typing begins with the text that others have (its base) and the text as typed so far,
 * and goes on in splices. It ends once the replica has made an edit of it (sheaf-typed.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-splice.h"
#include "client/sheaf-typed.h"
#include "db/sheaf-db.h"

G_BEGIN_DECLS

/* What is written in one transaction: first the runs @ended are removed, then @begins begins if it
 * is there, then @splices are appended to @run. */
typedef struct
{
  GPtrArray *ended;   /* (element-type utf8) (nullable) */
  SheafTyped *begins; /* (nullable) */
  char *run;          /* (nullable) if there are no splices */
  GPtrArray *splices; /* (element-type SheafSplice) (nullable) */
} SheafJournalSave;

/* The journal of the replica at @replica. One that is damaged is put aside, as NAME.damaged, and a
 * new one is begun. Blocks. Returns: (transfer full) (nullable) */
SheafDb *sheaf_journal_open (const char *replica, GError **error);

/* @save: (transfer full) */
void sheaf_journal_save_async (SheafDb *journal, SheafJournalSave *save,
                               GAsyncReadyCallback callback, gpointer user_data);

/* With SHEAF_CLIENT_ERROR. */
gboolean sheaf_journal_save_finish (SheafDb *journal, GAsyncResult *result, GError **error);

/* Removes a run, for whoever does not wait for it: one that stays is known to be an edit. */
void sheaf_journal_end (SheafDb *journal, const char *run);

/* The runs that did not end, in the order in which they began. On any connection that has a
 * journal's tables. Returns: (transfer full) (element-type SheafTyped) (nullable) */
GPtrArray *sheaf_journal_read (SheafConnection *connection, GError **error);

/* Removes them all. */
gboolean sheaf_journal_clear (SheafConnection *connection, GError **error);

/* The tables, which the replica had in itself once: what was left there is read as well. */
#define SHEAF_JOURNAL_TABLES \
  "CREATE TABLE typing (" \
  "  n INTEGER PRIMARY KEY AUTOINCREMENT," \
  "  run TEXT NOT NULL UNIQUE," \
  "  kind INTEGER NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL," \
  "  base TEXT NOT NULL, start TEXT NOT NULL);" \
  "CREATE TABLE splice (" \
  "  n INTEGER PRIMARY KEY AUTOINCREMENT," \
  "  run TEXT NOT NULL," \
  "  offset INTEGER NOT NULL, removed INTEGER NOT NULL, inserted TEXT NOT NULL);" \
  "CREATE INDEX splice_by_run ON splice (run, n);"

G_END_DECLS
