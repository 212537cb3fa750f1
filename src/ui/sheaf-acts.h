/* sheaf-acts.h: what the window does to articles, sets and the rest, and what it says about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ACTS (sheaf_acts_get_type ())
G_DECLARE_FINAL_TYPE (SheafActs, sheaf_acts, SHEAF, ACTS, GObject)

/* Signals, each in words for a toast: "done" (const char *message, const char *group): may be taken
 * back; "told" (const char *message): nothing to take back; "created" (const char *kind, const char
 * *id, gboolean filled): what was asked to be made is there; @filled: to put articles into it. */
SheafActs *sheaf_acts_new (SheafDesk *desk);

/* @state, @reason: as for sheaf_desk_triage_async(). */
void sheaf_acts_triage (SheafActs *self, SheafTargets *targets, const char *state,
                        const char *reason);
void sheaf_acts_tag (SheafActs *self, SheafTargets *targets, const char *name, gboolean add);
void sheaf_acts_add_to_set (SheafActs *self, SheafTargets *targets, const char *set);

/* Makes one, and puts @targets (nullable) into it. Returns: (transfer full): its id */
char *sheaf_acts_create_set (SheafActs *self, const char *title, SheafTargets *targets);

/* @set: its id, or "". */
void sheaf_acts_create_editorial (SheafActs *self, const char *set);
void sheaf_acts_create_bundle (SheafActs *self, const char *set);

void sheaf_acts_delete (SheafActs *self, SheafKind kind, const char *id);

/* Edits of the window's own, told about as @message. @edits: (element-type SheafEdit). */
void sheaf_acts_edit (SheafActs *self, GPtrArray *edits, const char *message);

/* @group: NULL for the last act. */
void sheaf_acts_undo (SheafActs *self, const char *group);
void sheaf_acts_redo (SheafActs *self);

G_END_DECLS
