/* sheaf-base.h: what a document says its addresses are relative to
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The href of the first base element of @html that has one, against @base_url (nullable), where it is
 * on the web (HTML Living Standard, 4.2.3). Returns: (transfer full) (nullable) */
char *sheaf_base_find (const char *html, gsize length, const char *base_url);

G_END_DECLS
