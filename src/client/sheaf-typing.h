/* sheaf-typing.h: somebody typing in a text field
 *
 * What is typed is journalled as splices at least once a second, apart from the replica and whatever
 * that is busy with, and becomes a text edit when the field is left, after 30 seconds without a key,
 * and before a command that shows the field. A journal that outlives its process is made into an
 * edit when the desk opens next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_TYPING (sheaf_typing_get_type ())
G_DECLARE_FINAL_TYPE (SheafTyping, sheaf_typing, SHEAF, TYPING, GObject)

typedef enum
{
  SHEAF_TYPING_CLEAN,    /* nothing typed that is not an edit */
  SHEAF_TYPING_TYPED,    /* not on the disk yet */
  SHEAF_TYPING_SAVED,    /* on this disk; not yet an edit */
  SHEAF_TYPING_FAILED,   /* not on the disk, which could not be written; it is tried again */
} SheafTypingState;

/* Property "state" (SheafTypingState as int), notified.
 * Signal "rebased" (SheafTyping *, const char *text, gpointer): the field's text changed under the
 * typist (a colleague's edit, merged with what was typed): the view shows @text, keeping the cursor
 * where its surroundings went. Not emitted for the typist's own splices. */
SheafTypingState sheaf_typing_get_state (SheafTyping *self);

/* Why what was typed is not on the disk: SHEAF_CLIENT_ERROR, FULL where there is no room.
 * (transfer none) (nullable) */
const GError *sheaf_typing_get_failure (SheafTyping *self);

/* The text as typed so far. (transfer none) */
const char *sheaf_typing_get_text (SheafTyping *self);

/* @offset and @n_removed count characters; tells at once, saves within a second. */
void sheaf_typing_splice (SheafTyping *self, guint offset, guint n_removed, const char *inserted);

/* Makes what was typed an edit, if there is anything. */
void sheaf_typing_commit_async (SheafTyping *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean sheaf_typing_commit_finish (SheafTyping *self, GAsyncResult *result, GError **error);

G_END_DECLS
