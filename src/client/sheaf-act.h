/* sheaf-act.h: one act of a person: edits under one group, one step of undo
 *
 * All of these run on the writer's thread, inside sheaf_replica_write_async()'s work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-targets.h"
#include "client/sheaf-transaction.h"
#include "model/sheaf-edit.h"

G_BEGIN_DECLS

/* On the writer's thread, at most ten times a second. */
typedef void (*SheafActProgress) (guint done, guint total, gpointer data);

typedef struct
{
  SheafTransaction *transaction;
  char *group;
  guint n_edits; /* that went into the outbox */

  GCancellable *cancellable; /* (nullable), not owned */
  SheafActProgress progress; /* (nullable) */
  gpointer progress_data;
  gint64 told;
} SheafAct;

void sheaf_act_init (SheafAct *self, SheafTransaction *transaction);
void sheaf_act_clear (SheafAct *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafAct, sheaf_act_clear)

/* Applies @edit to @state (NULL: loaded here) and puts it into the outbox; one that neither has an
 * effect nor clashes is dropped. */
gboolean sheaf_act_add (SheafAct *self, SheafEdit *edit, SheafReplicaState *state, GError **error);

/* The same without storing what @state becomes: for whoever has more edits of it, and then stores it
 * with sheaf_transaction_store(). */
gboolean sheaf_act_apply (SheafAct *self, SheafEdit *edit, SheafReplicaState *state,
                          GError **error);

/* The same of an edit that was applied already: what had effect is @applied. */
gboolean sheaf_act_write (SheafAct *self, SheafEdit *edit, const char *applied, GError **error);

/* @done of @total articles are done: tells it now and then. FALSE with G_IO_ERROR_CANCELLED if the
 * act is not wanted any longer. */
gboolean sheaf_act_step (SheafAct *self, guint done, guint total, GError **error);

/* Makes the act the last one, which undo takes back, and forgets what could be redone.
 * Nothing if it has no edits. */
gboolean sheaf_act_finish (SheafAct *self, GError **error);

/* The acts, one file each. */
gboolean sheaf_act_triage (SheafAct *self, SheafTargets *targets, const char *state,
                           const char *reason, GError **error);
gboolean sheaf_act_tag (SheafAct *self, SheafTargets *targets, const char *name, gboolean add,
                        GError **error);
gboolean sheaf_act_tag_item (SheafAct *self, SheafKind kind, const char *id, const char *name,
                             gboolean add, GError **error);
gboolean sheaf_act_add_to_set (SheafAct *self, const char *set, SheafTargets *targets,
                               const char *role, const char *before, GError **error);
gboolean sheaf_act_move (SheafAct *self, SheafKind kind, const char *id, const char *field,
                         const char *key, const char *before, GError **error);

/* Any edits (element-type SheafEdit), under this act's group. */
gboolean sheaf_act_edit (SheafAct *self, GPtrArray *edits, GError **error);

/* Take back the act @group (NULL: the last), or do the last one taken back again. FALSE with
 * SHEAF_CLIENT_ERROR_NOTHING if there is none. */
gboolean sheaf_act_undo (SheafAct *self, const char *group, GError **error);
gboolean sheaf_act_redo (SheafAct *self, GError **error);

G_END_DECLS
