/* sheaf-nesting.h: how deep a parser would nest, told from the tags alone
 *
 * Follows what the HTML Living Standard, 13.2.6 does to its stack of open elements and its list of
 * active formatting elements, without a tree; where it is not exact it counts too much.
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "markup/sheaf-tokens.h"

G_BEGIN_DECLS

#define SHEAF_NESTING_MAX 256
#define SHEAF_NESTING_MAX_ELEMENTS 200000

typedef struct _SheafNesting SheafNesting;

SheafNesting *sheaf_nesting_new (void);
void sheaf_nesting_free (SheafNesting *nesting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafNesting, sheaf_nesting_free)

/* Takes a start tag, an end tag or text of an element that is kept. Returns: FALSE once there are
 * too many open elements, or too many elements at all. */
gboolean sheaf_nesting_take (SheafNesting *nesting, const SheafToken *token);

G_END_DECLS
