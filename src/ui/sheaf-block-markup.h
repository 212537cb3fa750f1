/* sheaf-block-markup.h: a block's text as Pango markup
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "markup/sheaf-blocks.h"

G_BEGIN_DECLS

/* @spans: (element-type SheafSpan) (nullable): in order, offsets in bytes of @text. Whatever @text
 * holds is shown as it is; links are <a> as GtkLabel knows it. Returns: (transfer full) */
char *sheaf_block_markup (const char *text, GArray *spans);

G_END_DECLS
