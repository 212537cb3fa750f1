/* sheaf-check-words.h: what stands in the way of publishing, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bundle/sheaf-checks.h"

G_BEGIN_DECLS

/* A sentence without its full stop. Returns: (transfer full) */
char *sheaf_check_to_words (const SheafCheck *check);

G_END_DECLS
