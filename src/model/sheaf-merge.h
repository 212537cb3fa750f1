/* sheaf-merge.h: two texts that grew from one
 *
 * Paragraphs, and words within changed paragraphs, are aligned with the base (Myers, "An O(ND)
 * Difference Algorithm and Its Variations", 1986); what only one side changed is taken from it
 * (diff3: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007). Two insertions at one
 * place are both kept, theirs first, with a space or a blank line between where a word or a
 * paragraph of one would run into the other's; the same insertion twice is one; an overlap is a
 * clash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns TRUE and the merged text (transfer full), or FALSE where the two overlap. */
gboolean sheaf_merge_text (const char *base, const char *mine, const char *theirs, char **merged);

typedef enum
{
  SHEAF_DIFF_SAME,
  SHEAF_DIFF_REMOVED,
  SHEAF_DIFF_ADDED,
} SheafDiffKind;

typedef struct
{
  SheafDiffKind kind;
  char *text;
} SheafDiffPart;

void sheaf_diff_part_free (SheafDiffPart *part);

/* What changed from @before to @after, by words, for showing. The parts but the added, joined, are
 * @before; the parts but the removed are @after.
 * Returns: (transfer full) (element-type SheafDiffPart) */
GPtrArray *sheaf_diff_words (const char *before, const char *after);

G_END_DECLS
