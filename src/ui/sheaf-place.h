/* sheaf-place.h: somewhere to go: a row of the sidebar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PLACE (sheaf_place_get_type ())
G_DECLARE_FINAL_TYPE (SheafPlace, sheaf_place, SHEAF, PLACE, GObject)

/* @kind and @id: what the action win.show takes. Its other properties, read and written, notified:
 * "title" (string), "count" (int: shown at the end; -1 for none), "warning" (string: what is amiss,
 * or NULL), "working" (boolean: the working set), "pin" (uint: 1 to 9, or 0). */
SheafPlace *sheaf_place_new (const char *kind, const char *id, const char *title,
                             const char *icon, guint depth);

/* A line that says what follows, with a button for a new one. @action: detailed, or NULL. */
SheafPlace *sheaf_place_new_heading (const char *kind, const char *title, const char *action,
                                     const char *action_label);

gboolean sheaf_place_is_heading (SheafPlace *self);
const char *sheaf_place_get_kind (SheafPlace *self);
const char *sheaf_place_get_id (SheafPlace *self);
const char *sheaf_place_get_title (SheafPlace *self);
const char *sheaf_place_get_icon (SheafPlace *self);
const char *sheaf_place_get_action (SheafPlace *self);
const char *sheaf_place_get_action_label (SheafPlace *self);
guint sheaf_place_get_depth (SheafPlace *self);

/* Whether the two lead to the same thing, whatever they show. */
gboolean sheaf_place_equal (SheafPlace *a, SheafPlace *b);

/* Takes over what @other shows. */
void sheaf_place_update (SheafPlace *self, SheafPlace *other);

G_END_DECLS
