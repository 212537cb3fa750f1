/* sheaf-apply.h: edits applied, inverted and merged; pure functions
 *
 * The backend applies an edit with these to make the one order; a client applies its outbox with
 * the same to show what it expects. An edit is applied change by change: `was` decides. Current
 * equals `was`: it applies. Current equals `value`: no effect. Otherwise a put is a clash and a
 * text is merged three ways (sheaf-merge.h). A client rebases an edit only on a state that does not
 * have it yet: one that was sent without an answer is sent again before newer states are taken in,
 * else what it inserts into a text would be there twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-edit.h"
#include "model/sheaf-entity.h"

G_BEGIN_DECLS

typedef struct
{
  SheafEntity *entity; /* as it stands after; the same as before if nothing had effect; NULL only
                          if there was none and the edit clashed */
  JsonArray *applied;  /* the changes that had effect, each as in the edit with "replaced": what
                          stood there ("replaced" is absent for null). The "value" of a text that
                          was merged is what came of it; an insertion of what was there already
                          and a second creation are listed as the puts and others that they came
                          to */
  JsonArray *clashes;  /* {"change": {…}, "field", "key"?, "path"?, "base", "mine", "theirs",
                          "taken"?: true if the item was taken, "deleted"?: true if the entity
                          was; "field" is absent where the change has none */
} SheafOutcome;

#define SHEAF_TYPE_OUTCOME (sheaf_outcome_get_type ())
GType sheaf_outcome_get_type (void) G_GNUC_CONST;

void sheaf_outcome_free (SheafOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafOutcome, sheaf_outcome_free)

/* {"id": edit's, "applied": […], "clashes": […]}; the entity is not in it.
 * Returns: (transfer full) */
JsonNode *sheaf_outcome_to_json (SheafOutcome *outcome, const char *edit_id);

/* Applies @edit to @current (NULL if there is no such entity yet) at the instant @now, which
 * becomes `updated` if there was an effect; rev is raised by one if there was. seq is kept: its
 * giver sets it with sheaf_entity_with_seq().
 * Returns: (transfer full) (nullable): NULL with SHEAF_EDIT_ERROR if it cannot be applied. */
SheafOutcome *sheaf_edit_apply (SheafEdit *edit, SheafEntity *current, gint64 now, GError **error);

/* The edit that takes back what @applied says had effect, carrying `undoes` = @edit's id, in the
 * group @group (a new one if NULL). Its `was` is what @applied wrote: where a colleague has since
 * changed the same field, it clashes. Works on the inverse's inverse as well (redo).
 * Returns: (transfer full) (nullable): NULL if nothing had effect. */
SheafEdit *sheaf_edit_invert (SheafEdit *edit, JsonArray *applied, const char *group);

G_END_DECLS
