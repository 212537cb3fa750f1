/* sheaf-item.h: an entity of a small kind, as it stands now
 *
 * Tags, sets, editorials, bundles, sources, destinations and stories are few enough to be kept in
 * memory whole. An item lives as long as the desk and always shows the newest state: its entity is
 * replaced, and "entity" notified, on the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ITEM (sheaf_item_get_type ())
G_DECLARE_FINAL_TYPE (SheafItem, sheaf_item, SHEAF, ITEM, GObject)

/* Properties: "entity" (SheafEntity), "id", "title" (sheaf_entity_get_title()), both read-only and
 * notified. */
SheafItem *sheaf_item_new (SheafEntity *entity);

/* Returns: (transfer none): held until the next change; take a reference to keep it. */
SheafEntity *sheaf_item_get_entity (SheafItem *self);
const char *sheaf_item_get_id (SheafItem *self);
const char *sheaf_item_get_title (SheafItem *self);

/* For the desk alone. */
void sheaf_item_set_entity (SheafItem *self, SheafEntity *entity);

G_END_DECLS
