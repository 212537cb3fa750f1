/* sheaf-position.h: positions in a list
 *
 * A position is a string of the 62 digits 0-9A-Za-z, compared by bytes, that reads as a
 * fraction and never ends in '0': between any two there is always room for another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A position after @before and before @after; NULL stands for the list's start or end.
 * If @before does not sort before @after, the answer sorts after @before alone.
 * Returns: (transfer full) */
char *sheaf_position_between (const char *before, const char *after);

/* Whether @pos is one; at most 512 characters. */
gboolean sheaf_position_is_valid (const char *pos);

G_END_DECLS
