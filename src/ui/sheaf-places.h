/* sheaf-places.h: what there is to go to on a desk, as the sidebar lists it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "client/sheaf-desk.h"
#include "ui/sheaf-place.h"

G_BEGIN_DECLS

/* @settings: has "working-set" and "pinned-sets". @counts: (nullable): while they are not known.
 * Returns: (transfer full): of SheafPlace */
GListStore *sheaf_places_list (SheafDesk *desk, GSettings *settings, const SheafCounts *counts);

/* The number key of a set, 1 to 9, or 0. */
guint sheaf_places_get_pin (GSettings *settings, const char *set);

/* What has no place of its own is found in a list that has: sets @kind and @id (both inout, of
 * win.show) to those of that list. */
void sheaf_places_find (SheafDesk *desk, const char **kind, const char **id);

G_END_DECLS
