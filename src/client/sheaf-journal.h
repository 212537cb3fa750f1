/* sheaf-journal.h: what is typed, on the disk before it is an edit
 *
 * All but the record run on the writer's thread, inside sheaf_replica_write_async()'s work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-act.h"

G_BEGIN_DECLS

/* Characters, not bytes. */
typedef struct
{
  guint offset;
  guint removed;
  char *inserted;
} SheafSplice;

void sheaf_splice_free (SheafSplice *splice);

/* Does @splice to @text. Returns: (transfer full) */
char *sheaf_splice_apply (const SheafSplice *splice, const char *text);

/* Begins the journal of a field anew: it was @base when typing began, and is @start where the
 * splices begin (they differ where typing was merged with what came in). */
gboolean sheaf_journal_start (SheafTransaction *transaction, SheafKind kind, const char *id,
                              const char *field, const char *base, const char *start,
                              GError **error);

/* (element-type SheafSplice) */
gboolean sheaf_journal_append (SheafTransaction *transaction, SheafKind kind, const char *id,
                               const char *field, GPtrArray *splices, GError **error);
gboolean sheaf_journal_end (SheafTransaction *transaction, SheafKind kind, const char *id,
                            const char *field, GError **error);

/* Makes typing from @base to @text an edit, folded into the last one of the same field if that was
 * never sent and nothing came after it. */
gboolean sheaf_journal_commit (SheafTransaction *transaction, SheafKind kind, const char *id,
                               const char *field, const char *base, const char *text,
                               GError **error);

/* Makes edits of all journals there are. */
gboolean sheaf_journal_recover (SheafTransaction *transaction, GError **error);

G_END_DECLS
