/* sheaf-safe-edit.h: the HTML in an edit made safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @edit (an object with an array of objects "changes") with the bodies of articles in it made safe,
 * as those of a source are: who edits may be no friend of who reads. What is stored, logged and
 * sent on is the safe one. Returns: (transfer full): @edit itself where it has none. */
JsonNode *sheaf_safe_edit_new (JsonNode *edit);

G_END_DECLS
