/* sheaf-escape.h: text made safe in HTML and XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text so that it stands for itself, as text and inside a quoted attribute, in HTML and
 * in XML alike. Characters that XML 1.0 (2.2) does not know are left out, and bytes that are not
 * UTF-8 are replaced. NULL appends nothing. */
void sheaf_escape_append (GString *to, const char *text);

/* Appends @json so that it may stand in a script element of HTML: without "<", ">" and "&". */
void sheaf_escape_append_json (GString *to, const char *json);

G_END_DECLS
