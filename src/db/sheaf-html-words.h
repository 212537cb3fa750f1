/* sheaf-html-words.h: the words of safe HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of @html, as markup/ serialises it, for the full-text index: without tags and references,
 * with a space where a line ends. Returns: (transfer full) */
char *sheaf_html_words (const char *html);

G_END_DECLS
