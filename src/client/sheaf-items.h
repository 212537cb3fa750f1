/* sheaf-items.h: all entities of one small kind, by id and in the order in which they are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "client/sheaf-item.h"

G_BEGIN_DECLS

typedef struct _SheafItems SheafItems;

SheafItems *sheaf_items_new (SheafKind kind);
void sheaf_items_free (SheafItems *self);

/* Without the deleted. (transfer none) (element-type SheafItem) */
GListModel *sheaf_items_get_model (SheafItems *self);

/* (transfer none) (nullable) */
SheafItem *sheaf_items_lookup (SheafItems *self, const char *id);

/* Takes in the entities of this kind among @entities (element-type SheafEntity), and removes those
 * whose ids are in @gone. Returns whether there were any. */
gboolean sheaf_items_update (SheafItems *self, GPtrArray *entities, GHashTable *gone);

G_END_DECLS
