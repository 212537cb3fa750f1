/* sheaf-encoding.h: the bytes of a document as UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of @bytes in UTF-8, by the first that is there of (RFC 7303, 3): a byte order mark, the
 * charset of @content_type, the encoding of an XML declaration; else UTF-8 if it is that, else what
 * it looks like (uchardet), else windows-1252. What calls itself ISO-8859-1 or ASCII is read as
 * windows-1252, and so on by the labels of the Encoding Standard. What calls itself UTF-8 and
 * mostly is not, is read by the next that is there. Undecodable bytes become U+FFFD.
 *
 * @content_type: (nullable). Returns: (transfer full): valid UTF-8 of @out_length bytes, without a
 * mark; a NUL follows, NULs in it are dropped. */
char *sheaf_encoding_to_utf8 (const char *bytes, gsize length, const char *content_type,
                              gsize *out_length);

G_END_DECLS
