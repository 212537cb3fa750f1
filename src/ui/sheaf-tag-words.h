/* sheaf-tag-words.h: a tag as the window shows it, which is as the page will
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends “#OuterHarbour” for the tag called @name, however whoever made it wrote that. What has no
 * letter or digit is shown as it is. */
void sheaf_tag_append_words (GString *string, const char *name);

/* The same alone. Returns: (transfer full) */
char *sheaf_tag_get_words (const char *name);

G_END_DECLS
