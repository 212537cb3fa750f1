/* sheaf-markdown.h: an editorial's Markdown
 *
 * GitHub Flavored Markdown (github.github.com/gfm) with tables, strikethrough and autolinks, and
 * one thing of our own: "[[id]]" and "[[id|words]]" cite the article with that id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says what the article @id is called and where it is: both (transfer full) (nullable) (out).
 * Returns: FALSE if there is no such article. */
typedef gboolean (*SheafCiteFunc) (const char *id, char **url, char **title, gpointer data);

/* @markdown as safe HTML (sheaf-sanitise.h). A citation is a link in its words or, without any,
 * in the article's title; one of an article that is not there or has no address is its words in
 * cite. HTML in @markdown is made safe like any other. @resolve: (nullable).
 * Returns: (transfer full): never NULL, perhaps "". */
char *sheaf_markdown_to_html (const char *markdown, SheafCiteFunc resolve, gpointer data);

/* The ids that @markdown cites, each once, in order.
 * Returns: (transfer full) (element-type utf8) */
GPtrArray *sheaf_markdown_list_cites (const char *markdown);

G_END_DECLS
