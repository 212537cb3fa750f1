/* sheaf-sanitise.h: hostile HTML made safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Safe HTML is a fragment in UTF-8 that holds nothing but
 *
 *   a (href, title), abbr, b, bdi, bdo, blockquote, br, caption, cite, code, dd, del, details, dfn,
 *   div, dl, dt, em, figcaption, figure, h1 to h6, hr, i, img (src, alt, title, width, height),
 *   ins, kbd, li (value), mark, ol (start, reversed), p, pre, q, rp, rt, ruby, s, samp, small,
 *   strong, sub, summary, sup, table, tbody, td and th (colspan, rowspan), tfoot, thead, time
 *   (datetime), tr, u, ul, var,
 *
 * each with lang and dir at most; links to http, https, mailto and tel; images from http, https or,
 * of a bitmap, in the address itself. All addresses are absolute. Parsed as HTML and made safe
 * again it is the same bytes. */

/* Makes @html safe. Addresses are resolved against its own <base href> or else @base_url; where
 * there is neither, relative ones go. What cannot be done within the bounds (2 MB, 256 open elements,
 * 64 attributes a tag), or would be read differently the second time, becomes its text alone in
 * paragraphs.
 *
 * @html: (nullable): need not be valid UTF-8. @length: in bytes, -1 if NUL-terminated.
 * Returns: (transfer full): never NULL, perhaps "". */
char *sheaf_sanitise_html (const char *html, gssize length, const char *base_url);

/* The same without the second reduction that proves the result: for measurements. */
char *sheaf_sanitise_html_unproven (const char *html, gssize length, const char *base_url);

/* @text with "<", ">", "&" and quotes escaped and control characters dropped, to stand in HTML.
 * Returns: (transfer full) */
char *sheaf_sanitise_text (const char *text);

G_END_DECLS
