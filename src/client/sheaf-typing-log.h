/* sheaf-typing-log.h: a field's text as typed, and its way into the journal
 *
 * What is typed is written half a second after the first key that is not, and on the disk some
 * milliseconds later: within a second. One save at a time is on its way, so that a slow disk is not
 * given more than it can write. Where it cannot be written (a full disk), typing goes on, and all of
 * it is tried again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-replica.h"
#include "client/sheaf-typed.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TYPING_LOG (sheaf_typing_log_get_type ())
G_DECLARE_FINAL_TYPE (SheafTypingLog, sheaf_typing_log, SHEAF, TYPING_LOG, GObject)

/* Signal "changed": of what is saved. */
SheafTypingLog *sheaf_typing_log_new (SheafReplica *replica, SheafKind kind, const char *id,
                                      const char *field);

/* The field as others have it, and as typed. (transfer none) */
const char *sheaf_typing_log_get_base (SheafTypingLog *self);
const char *sheaf_typing_log_get_text (SheafTypingLog *self);

/* Whether there is typing that no edit was asked for. */
gboolean sheaf_typing_log_is_open (SheafTypingLog *self);

/* Whether all that was typed is on the disk. */
gboolean sheaf_typing_log_is_saved (SheafTypingLog *self);

/* Why it is not, where that failed. (transfer none) (nullable) */
const GError *sheaf_typing_log_get_failure (SheafTypingLog *self);

void sheaf_typing_log_splice (SheafTypingLog *self, guint offset, guint n_removed,
                              const char *inserted);

/* Typing goes on from @text upon @base: the journal begins anew if it is open. */
void sheaf_typing_log_set (SheafTypingLog *self, const char *base, const char *text);

/* Ends the run, to be made into an edit: saves what is not saved, without waiting for it, and goes
 * on from the text as typed. @covered: (out) (transfer full) (element-type utf8): runs that may be
 * in the journal yet and say nothing that this one does not. Returns: (transfer full) */
SheafTyped *sheaf_typing_log_close (SheafTypingLog *self, GPtrArray **covered);

/* @run has become an edit: the journal need not hold it any longer. */
void sheaf_typing_log_forget (SheafTypingLog *self, const char *run);

/* @run has not become one, and what is typed now says all that it says. */
void sheaf_typing_log_cover (SheafTypingLog *self, const char *run);

G_END_DECLS
