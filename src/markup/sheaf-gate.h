/* sheaf-gate.h: what of hostile HTML a parser is given
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_GATE_MAX_BYTES (2 * 1024 * 1024)
#define SHEAF_GATE_MAX_ATTRIBUTES 64

/* What the parser is to see of @html (valid UTF-8): the doctype, the tags of elements that are
 * kept, and text. Returns: (transfer full) (nullable): NULL if @html is over a bound: 2 MB, 256 open
 * elements, 64 attributes of one tag, 200,000 elements. */
GString *sheaf_gate_pass (const char *html, gsize length);

/* The text of @html (valid UTF-8, of any size and depth), references decoded; a block or line
 * break is a line end. Returns: (transfer full): at most about @most bytes, and never more than 2 MB. */
char *sheaf_gate_text (const char *html, gsize length, gsize most);

/* @text with its character references decoded; a '<' is one and starts no tag.
 * Returns: (transfer full) */
char *sheaf_gate_decode (const char *text, gsize length);

G_END_DECLS
