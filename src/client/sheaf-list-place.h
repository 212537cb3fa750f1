/* sheaf-list-place.h: a place in an entity's list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

/* Between which positions something stands that comes right before the item @before (NULL, or one
 * that is not there: at the end), the item @moved (nullable) being taken away first. @after,
 * @until: (out) (transfer full) (nullable): NULL for the start and the end of the list. */
void sheaf_list_place (SheafEntity *entity, const char *field, const char *before,
                       const char *moved, char **after, char **until);

G_END_DECLS
