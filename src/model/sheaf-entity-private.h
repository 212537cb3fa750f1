/* sheaf-entity-private.h: entities made without copying, for the model itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

/* As sheaf_entity_new(), but @value becomes the entity's: it holds no member of the envelope,
 * nothing empty and all in order, and nobody else counts what is inside its nodes. */
SheafEntity *sheaf_entity_new_take (SheafKind kind, const char *id, gint64 rev, gint64 seq,
                                    gint64 created, gint64 updated, gint64 deleted,
                                    JsonObject *value);

/* The elements in the order that the entity keeps them, repeats dropped. @array is (transfer none)
 * and returned, counted, if it is so already. Returns: (transfer full) */
JsonArray *sheaf_entity_sort_set (JsonArray *array);
JsonArray *sheaf_entity_sort_list (JsonArray *array);

/* <0, 0 or >0, as @a stands before, at or after @b in a list. */
int sheaf_entity_compare_items (JsonObject *a, JsonObject *b);

G_END_DECLS
