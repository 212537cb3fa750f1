/* sheaf-release-diff.h: what differs between two releases of a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* [{"path": "title", "was": …, "now": …}, {"path": "sections/ID/articles/ID", "now": {…}}, …]:
 * `was` is absent for what was added, `now` for what was taken out. Things with an id are told apart
 * by it, so that one that only moved is one change of "order". What every release has of its own
 * (number, published, updated) is passed over. Returns: (transfer full) */
JsonArray *sheaf_release_diff (JsonNode *before, JsonNode *after);

G_END_DECLS
