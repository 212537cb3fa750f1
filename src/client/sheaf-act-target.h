/* sheaf-act-target.h: an article that an act is done to
 *
 * What lists know of an article is enough to triage and to tag it: its text is not read, and nothing
 * of it written but the edit and what lists show. Where it is not enough (it is not listed, or an
 * edit clashes), the article itself is loaded. On the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-act.h"
#include "client/sheaf-article-brief.h"

G_BEGIN_DECLS

typedef struct
{
  SheafArticleBrief brief; /* where it is plain */
  SheafReplicaState state; /* where it is not */
} SheafActTarget;

void sheaf_act_target_clear (SheafActTarget *target);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafActTarget, sheaf_act_target_clear)

/* Loads the target @i of @targets, following `same_as`. What is not there is empty. */
gboolean sheaf_act_target_load (SheafAct *act, SheafTargets *targets, guint i,
                                SheafActTarget *target, GError **error);

/* The article @id itself. */
gboolean sheaf_act_target_load_id (SheafAct *act, const char *id, SheafActTarget *target,
                                   GError **error);

/* FALSE if there is no such article, or it was deleted. */
gboolean sheaf_act_target_is_there (const SheafActTarget *target);

/* (transfer none), the latter two (nullable) */
const char *sheaf_act_target_get_id (const SheafActTarget *target);
const char *sheaf_act_target_get_state (const SheafActTarget *target);
const char *sheaf_act_target_get_reason (const SheafActTarget *target);

gboolean sheaf_act_target_holds_tag (const SheafActTarget *target, const char *tag);

/* As sheaf_act_add(), of an edit of this article. @target is not to be asked afterwards. */
gboolean sheaf_act_target_add (SheafAct *act, SheafActTarget *target, SheafEdit *edit,
                               GError **error);

G_END_DECLS
