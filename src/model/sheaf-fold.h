/* sheaf-fold.h: names folded for matching
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @name under NFKC and case folding (Unicode Standard Annex #15; The Unicode Standard, 3.13),
 * spaces and punctuation dropped, combining marks dropped from Latin, Greek and Cyrillic
 * letters only. @name is UTF-8; what is not is replaced. Returns: (transfer full), perhaps "". */
char *sheaf_fold (const char *name);

/* A tag as it is shown, without its "#": "osaka expo 2025" becomes "OsakaExpo2025". Letters
 * that already have a case inside a word keep it. Returns: (transfer full), perhaps "". */
char *sheaf_hashtag (const char *name);

G_END_DECLS
