/* sheaf-cite-provider.h: completes a citation after “[[”
 *
 * Offers the articles of the editorial's set, then those that are kept. What is typed after the
 * brackets is looked for in headlines and publishers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

#include "ui/sheaf-cite-list.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_CITE_PROVIDER (sheaf_cite_provider_get_type ())
G_DECLARE_FINAL_TYPE (SheafCiteProvider, sheaf_cite_provider, SHEAF, CITE_PROVIDER, GObject)

/* @members: (transfer none): held weakly. */
GtkSourceCompletionProvider *sheaf_cite_provider_new (SheafDesk *desk, SheafCiteList *members);

/* Where the citation that is being typed at @iter begins: after its “[[”, on the same line and not
 * ended. Returns FALSE if there is none. @typed: (out) (transfer full): what was typed since. */
gboolean sheaf_cite_find_start (const GtkTextIter *iter, GtkTextIter *start, char **typed);

G_END_DECLS
