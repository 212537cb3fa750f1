/* sheaf-utf8.h: whether text is UTF-8, told fast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As g_utf8_validate_len() (The Unicode Standard, table 3-7, and no NUL), at the speed of memory for
 * what is mostly ASCII. */
gboolean sheaf_utf8_is_valid (const char *text, gsize length);

G_END_DECLS
