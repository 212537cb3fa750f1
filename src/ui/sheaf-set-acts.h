/* sheaf-set-acts.h: what is done to a set's members, as edits
 *
 * Pure functions over the set as it is shown; the desk sends what they make.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-edit.h"
#include "model/sheaf-entity.h"

G_BEGIN_DECLS

/* The member that leads: the one named, or the first where that one is not there.
 * Returns: (transfer none) (nullable) */
const char *sheaf_set_acts_get_lead (SheafEntity *set);

/* The members' keys as they are shown: the lead, then the others in their order.
 * Returns: (transfer container) (element-type utf8): the strings are the entity's. */
GPtrArray *sheaf_set_acts_list_keys (SheafEntity *set);

/* Each returns an edit (transfer full) (nullable): NULL if there is nothing to change. */

/* The former lead becomes the first of the others. */
SheafEdit *sheaf_set_acts_make_lead (SheafEntity *set, const char *key);

/* Moves a member before the member @before as they are shown (NULL: to the end). What is moved in
 * front of the lead leads; when the lead is moved down, the next leads. */
SheafEdit *sheaf_set_acts_move (SheafEntity *set, const char *key, const char *before);

SheafEdit *sheaf_set_acts_set_role (SheafEntity *set, const char *key, const char *role);
SheafEdit *sheaf_set_acts_remove (SheafEntity *set, const char *key);

/* @field: "headline", "kicker", "excerpt". @was: what its editor saw; both NULL or "" for none.
 * @group: (nullable): edits of one bout of typing share it, as one step of undo. */
SheafEdit *sheaf_set_acts_override (const char *set_id, const char *key, const char *field,
                                    const char *was, const char *value, const char *group);

G_END_DECLS
