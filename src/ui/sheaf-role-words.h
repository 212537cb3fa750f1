/* sheaf-role-words.h: what a member is in its set, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @role as it stands in a set's member, or NULL, which is "related".
 * Returns: (transfer none): in the user's language. */
const char *sheaf_role_to_words (const char *role);

/* All of them, each for the action @action with (key, role) as its target.
 * Returns: (transfer full) */
GMenuModel *sheaf_role_words_make_menu (const char *action, const char *key);

G_END_DECLS
