/* desk.h: entities and edits for tests, written as JSON
 *
 * In the JSON of these calls ' stands for ", so that it can be read in C.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-apply.h"

G_BEGIN_DECLS

/* Ids that can be told apart: the n-th. Static. */
const char *desk_id (guint n);

/* The JSON of @text, where ' is " and $n is the n-th id. (transfer full) */
JsonNode *desk_json (const char *text);

/* An entity with the first id, the fields of @text, rev 1, created and updated at the instant 0. */
SheafEntity *desk_entity (SheafKind kind, const char *text);

/* An edit of @entity with the changes of the array @text; it must be one that is accepted. */
SheafEdit *desk_edit (SheafEntity *entity, const char *text);

/* The error that an edit of a @kind with these changes is refused with. */
void desk_refuses (SheafKind kind, const char *text, int code);

/* Applies, at the instant 1000, what must not fail. */
SheafOutcome *desk_apply (SheafEntity *entity, SheafEdit *edit);

/* Applies the changes of @text and holds the outcome to its three parts: the fields after it, its
 * applied and its clashes' [field, theirs] pairs, NULL for none. Replaces @entity. */
void desk_check (SheafEntity **entity, const char *text, const char *fields, const char *applied,
                 const char *clashes);

/* The canonical text of @entity's fields, without what was taken. (transfer full) */
char *desk_fields (SheafEntity *entity);

void desk_assert_json (JsonNode *node, const char *text);

G_END_DECLS
