/* sheaf-word-diff.h: what was left out of a text and what was put in, word by word
 *
 * The shortest way from one text's words to the other's (Myers, An O(ND) Difference Algorithm and
 * Its Variations, 1986). Words are compared folded, so that case and accents are no difference.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-words.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_DIFF_SAME,
  SHEAF_DIFF_LEFT_OUT, /* of the first text */
  SHEAF_DIFF_PUT_IN,   /* of the second */
} SheafDiffKind;

/* Words that stand together: in bytes, from the first word's start to the last one's end. */
typedef struct
{
  SheafDiffKind kind;
  gsize start; /* of the first text for what is the same or was left out, of the second otherwise */
  gsize end;
} SheafDiffRun;

/* @a, @b: UTF-8. Where they have too little in common all of one is left out and all of the other
 * put in, so that the time it takes is bounded.
 * Returns: (transfer full) (element-type SheafDiffRun): in order */
GArray *sheaf_word_diff (SheafWords *words, const char *a, const char *b);

G_END_DECLS
