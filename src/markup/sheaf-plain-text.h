/* sheaf-plain-text.h: the words of HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of @html: character references decoded, white space collapsed, one line a block. What
 * was escaped twice, as many feeds do, is read twice. An unknown tag ("<T>") is text.
 *
 * @html: (nullable). @length: in bytes, -1 if NUL-terminated.
 * Returns: (transfer full): valid UTF-8, never NULL, perhaps "". */
char *sheaf_plain_text_from_html (const char *html, gssize length);

/* The beginning of the words of @html on one line, as sheaf_plain_text_excerpt() cuts them; no more of
 * a long text is read than that takes. Returns: (transfer full) */
char *sheaf_plain_text_lead (const char *html, guint max);

/* The same on one line, for titles and names. */
char *sheaf_plain_text_line (const char *html);

/* @text, which is no HTML, with white space collapsed and control characters dropped. Where it
 * plainly is HTML after all (an end tag, a character reference), it is read as such.
 * Returns: (transfer full) */
char *sheaf_plain_text_tidy (const char *text);

/* Whether @text plainly is HTML: it has an end tag or a void element that HTML knows, or a
 * character reference. */
gboolean sheaf_plain_text_is_html (const char *text);

/* @text, valid UTF-8, with its character references decoded once; tags in it stay as they are.
 * Returns: (transfer full) */
char *sheaf_plain_text_unescape (const char *text);

/* The start of @text, on one line: at most @max characters, cut between words, with "…" where it
 * was cut. Returns: (transfer full) */
char *sheaf_plain_text_excerpt (const char *text, guint max);

G_END_DECLS
