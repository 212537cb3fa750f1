/* sheaf-spell-ranges.h: which words of a Markdown text have a spelling
 *
 * Not those in code, links' addresses, citations, tags of HTML, hashtags, names of accounts, nor
 * words with digits in them, nor words of a script that the language is not written in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

typedef struct
{
  guint start; /* in characters */
  guint end;
} SheafSpellRange;

/* Whether @line opens or closes a fenced code block: CommonMark 0.30, 4.5, but for the length of
 * the fence. */
gboolean sheaf_spell_is_fence (const char *line);

/* The words to check in @line, which is outside fenced code.
 * Returns: (transfer full) (element-type SheafSpellRange) */
GArray *sheaf_spell_ranges (const char *line, PangoLanguage *language);

G_END_DECLS
