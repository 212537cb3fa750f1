/* sheaf-diff-words.c: what changed in a text, for showing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-merge.h"

#include <string.h>

#include "model/sheaf-diff.h"

void
sheaf_diff_part_free (SheafDiffPart *part)
{
  g_free (part->text);
  g_free (part);
}

/* Appends the text between @start and @end, to the last part if that is of the same kind. */
static void
append (GPtrArray *parts,
        SheafDiffKind kind,
        const char *start,
        const char *end)
{
  SheafDiffPart *part = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *former = NULL;

  if (start == end)
    return;

  text = g_strndup (start, (gsize) (end - start));
  if (part != NULL && part->kind == kind)
    {
      former = g_steal_pointer (&part->text);
      part->text = g_strconcat (former, text, NULL);
      return;
    }

  part = g_new (SheafDiffPart, 1);
  part->kind = kind;
  part->text = g_steal_pointer (&text);
  g_ptr_array_add (parts, part);
}

static void
diff_words (GPtrArray *parts,
            const char *before,
            const char *before_end,
            const char *after,
            const char *after_end)
{
  g_autoptr (GHashTable) ids = sheaf_piece_ids_new ();
  g_autoptr (SheafPieces) a = NULL;
  g_autoptr (SheafPieces) b = NULL;
  g_autoptr (GArray) hunks = NULL;
  guint done = 0;

  a = sheaf_pieces_new (before, (gsize) (before_end - before), SHEAF_CUT_WORDS, ids);
  b = sheaf_pieces_new (after, (gsize) (after_end - after), SHEAF_CUT_WORDS, ids);
  hunks = sheaf_diff (a, b);

  for (guint i = 0; i < hunks->len; i++)
    {
      const SheafHunk *hunk = &g_array_index (hunks, SheafHunk, i);

      append (parts, SHEAF_DIFF_SAME, sheaf_pieces_at (a, done), sheaf_pieces_at (a, hunk->a_start));
      append (parts, SHEAF_DIFF_REMOVED, sheaf_pieces_at (a, hunk->a_start),
              sheaf_pieces_at (a, hunk->a_end));
      append (parts, SHEAF_DIFF_ADDED, sheaf_pieces_at (b, hunk->b_start),
              sheaf_pieces_at (b, hunk->b_end));
      done = hunk->a_end;
    }
  append (parts, SHEAF_DIFF_SAME, sheaf_pieces_at (a, done), before_end);
}

GPtrArray *
sheaf_diff_words (const char *before,
                  const char *after)
{
  g_autofree char *valid_before = g_utf8_make_valid (before, -1);
  g_autofree char *valid_after = g_utf8_make_valid (after, -1);
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_diff_part_free);
  g_autoptr (GHashTable) ids = sheaf_piece_ids_new ();
  g_autoptr (SheafPieces) a = NULL;
  g_autoptr (SheafPieces) b = NULL;
  g_autoptr (GArray) hunks = NULL;
  guint done = 0;

  a = sheaf_pieces_new (valid_before, strlen (valid_before), SHEAF_CUT_LINES, ids);
  b = sheaf_pieces_new (valid_after, strlen (valid_after), SHEAF_CUT_LINES, ids);
  hunks = sheaf_diff (a, b);

  for (guint i = 0; i < hunks->len; i++)
    {
      const SheafHunk *hunk = &g_array_index (hunks, SheafHunk, i);

      append (parts, SHEAF_DIFF_SAME, sheaf_pieces_at (a, done), sheaf_pieces_at (a, hunk->a_start));
      diff_words (parts, sheaf_pieces_at (a, hunk->a_start), sheaf_pieces_at (a, hunk->a_end),
                  sheaf_pieces_at (b, hunk->b_start), sheaf_pieces_at (b, hunk->b_end));
      done = hunk->a_end;
    }
  append (parts, SHEAF_DIFF_SAME, sheaf_pieces_at (a, done),
          sheaf_pieces_at (a, sheaf_pieces_count (a)));

  return parts;
}
