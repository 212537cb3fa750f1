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

typedef struct
{
  SheafTransaction *transaction;
  char *group;
  guint n_edits; /* that went into the outbox */
} SheafAct;

void sheaf_act_init (SheafAct *self, SheafTransaction *transaction);
void sheaf_act_clear (SheafAct *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafAct, sheaf_act_clear)

/* Applies @edit to @state (NULL: loaded here) and puts it into the outbox; one that neither has an
 * effect nor clashes is dropped. */
gboolean sheaf_act_add (SheafAct *self, SheafEdit *edit, SheafReplicaState *state, GError **error);

/* Makes the act the last one, which undo takes back, and forgets what could be redone.
 * Nothing if it has no edits. */
gboolean sheaf_act_finish (SheafAct *self, GError **error);

/* Loads the target @i of @targets, following `same_as`. What is not there is empty. */
gboolean sheaf_act_load_target (SheafAct *self, SheafTargets *targets, guint i,
                                SheafReplicaState *state, GError **error);

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

/* Puts `field` from what stands in @state to @value where it differs. */
void sheaf_act_put (SheafEdit *edit, SheafReplicaState *state, const char *field,
                    const char *value);

/* Take back the act @group (NULL: the last), or do the last one taken back again. FALSE with
 * SHEAF_CLIENT_ERROR_NOTHING if there is none. */
gboolean sheaf_act_undo (SheafAct *self, const char *group, GError **error);
gboolean sheaf_act_redo (SheafAct *self, GError **error);

G_END_DECLS
