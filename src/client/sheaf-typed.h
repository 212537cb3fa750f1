/* sheaf-typed.h: what was typed, made into an edit
 *
 * Typing goes in runs: from the text that stood when somebody began to the text that became an
 * edit. A run that has become one is noted in the replica in the same transaction, by its id, so
 * that a journal that still holds it (sheaf-journal.h) is not made into an edit again.
 *
 * On the writer's thread, inside sheaf_replica_write_async()'s work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

typedef struct
{
  char *run;
  SheafKind kind;
  char *id;
  char *field;
  char *base; /* the field when typing began */
  char *text;
} SheafTyped;

void sheaf_typed_free (SheafTyped *typed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTyped, sheaf_typed_free)

/* Makes @typed an edit, folded into the last one of the same field if that was never sent and
 * nothing came after it. Nothing if its run has become one already. */
gboolean sheaf_typed_commit (SheafTransaction *transaction, const SheafTyped *typed,
                             GError **error);

/* Notes that what @run says is in an edit: in one of another run that says it as well. */
gboolean sheaf_typed_note (SheafTransaction *transaction, const char *run, GError **error);

/* Whether @run has become an edit. FALSE without @error if it has not. */
gboolean sheaf_typed_is_known (SheafTransaction *transaction, const char *run, GError **error);

/* Makes edits of all that was left when the process before this one ended. @left: (element-type
 * SheafTyped). What was typed into something that is not there any more is kept as a clash. */
gboolean sheaf_typed_recover (SheafTransaction *transaction, GPtrArray *left, GError **error);

/* Forgets the runs, once no journal holds one of them. */
gboolean sheaf_typed_forget (SheafTransaction *transaction, GError **error);

G_END_DECLS
