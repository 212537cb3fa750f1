/* sheaf-diff.h: two sequences of pieces of text aligned, for the model itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text in pieces that, joined, are the text. */
typedef struct
{
  const char *text; /* (transfer none) */
  GArray *starts;   /* of guint: where each piece begins, and at last where the text ends */
  GArray *ids;      /* of guint: alike for pieces that are alike */
} SheafPieces;

/* A table that gives alike pieces alike ids, over several texts, which outlive it. */
GHashTable *sheaf_piece_ids_new (void);

typedef enum
{
  SHEAF_CUT_LINES, /* each with its newline: Markdown's paragraphs, and the blank lines between */
  SHEAF_CUT_WORDS, /* a run of letters and digits, of spaces, or one other character; of scripts
                      written without spaces, one character */
} SheafCut;

/* Whether @c makes a word with its like. */
gboolean sheaf_cut_is_word (gunichar c);

/* The first @length bytes of @text, which is UTF-8 and outlives the pieces. (transfer full) */
SheafPieces *sheaf_pieces_new (const char *text, gsize length, SheafCut cut, GHashTable *ids);
void sheaf_pieces_free (SheafPieces *pieces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPieces, sheaf_pieces_free)

guint sheaf_pieces_count (SheafPieces *pieces);

/* Where the piece @i begins; @i may be the count. */
const char *sheaf_pieces_at (SheafPieces *pieces, guint i);

/* Instead of a's pieces from @a_start to before @a_end, b has its from @b_start to before @b_end. */
typedef struct
{
  guint a_start;
  guint a_end;
  guint b_start;
  guint b_end;
} SheafHunk;

/* What differs, in order, with something alike between any two. Of texts that differ by very much
 * one hunk may span what is alike in between. Returns: (transfer full) (element-type SheafHunk) */
GArray *sheaf_diff (SheafPieces *a, SheafPieces *b);

G_END_DECLS
