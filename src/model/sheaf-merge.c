/* sheaf-merge.c: two texts that grew from one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-merge.h"

#include <string.h>

#include "model/sheaf-diff.h"

/* One side of a merge: what it has instead of the base's pieces. */
typedef struct
{
  SheafPieces *pieces;
  GArray *hunks;
  guint next; /* the hunk that comes next */
} Side;

static void
side_init (Side *side,
           SheafPieces *base,
           const char *text,
           gsize length,
           SheafCut cut,
           GHashTable *ids)
{
  side->pieces = sheaf_pieces_new (text, length, cut, ids);
  side->hunks = sheaf_diff (base, side->pieces);
  side->next = 0;
}

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->pieces, sheaf_pieces_free);
  g_clear_pointer (&side->hunks, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static SheafHunk *
side_peek (Side *side)
{
  return side->next < side->hunks->len ? &g_array_index (side->hunks, SheafHunk, side->next) : NULL;
}

static void
append_pieces (GString *out,
               SheafPieces *pieces,
               guint start,
               guint end)
{
  const char *from = sheaf_pieces_at (pieces, start);

  g_string_append_len (out, from, sheaf_pieces_at (pieces, end) - from);
}

static gboolean
same_text (SheafPieces *a,
           guint a_start,
           guint a_end,
           SheafPieces *b,
           guint b_start,
           guint b_end)
{
  gsize length = (gsize) (sheaf_pieces_at (a, a_end) - sheaf_pieces_at (a, a_start));

  return length == (gsize) (sheaf_pieces_at (b, b_end) - sheaf_pieces_at (b, b_start)) &&
         memcmp (sheaf_pieces_at (a, a_start), sheaf_pieces_at (b, b_start), length) == 0;
}

static gboolean
is_insertion (const SheafHunk *hunk)
{
  return hunk->a_start == hunk->a_end;
}

/* Hunks that only touch do not overlap: an insertion at the edge of what the other side changed
 * stays at that edge. */
static gboolean
overlap (const SheafHunk *a,
         const SheafHunk *b)
{
  if (is_insertion (a))
    return b->a_start < a->a_start && a->a_start < b->a_end;
  if (is_insertion (b))
    return a->a_start < b->a_start && b->a_start < a->a_end;
  return MAX (a->a_start, b->a_start) < MIN (a->a_end, b->a_end);
}

static gboolean
comes_first (const SheafHunk *a,
             const SheafHunk *b)
{
  if (a->a_start != b->a_start)
    return a->a_start < b->a_start;
  return is_insertion (a);
}

/* Whether @more would run into the word that @out ends with. */
static gboolean
joins_words (GString *out,
             const char *more,
             const char *end)
{
  const char *last = g_utf8_find_prev_char (out->str, out->str + out->len);

  return last != NULL && more < end && sheaf_cut_is_word (g_utf8_get_char (last)) &&
         sheaf_cut_is_word (g_utf8_get_char (more));
}

/* What stood between two words before the base's piece @at: the end of a paragraph, of a line, or a
 * space. */
static const char *
find_separator (SheafPieces *base,
                guint at)
{
  guint newlines = 0;

  while (at > 0 && g_unichar_isspace (g_utf8_get_char (sheaf_pieces_at (base, at - 1))))
    newlines += *sheaf_pieces_at (base, --at) == '\n' ? 1 : 0;

  return newlines > 1 ? "\n\n" : newlines == 1 ? "\n" : " ";
}

/* Appends what follows at the base's piece @at. Each side's text keeps its words apart, but where
 * both took away some of the space between two, or wrote at one place, nothing might be left of it:
 * a word of each must not become one. */
static void
append_apart (GString *out,
              SheafPieces *base,
              guint at,
              const char *from,
              const char *end)
{
  if (joins_words (out, from, end))
    g_string_append (out, find_separator (base, at));
  g_string_append_len (out, from, end - from);
}

/* Takes @side's next hunk to the result, and what the base has before it. */
static void
take_hunk (GString *out,
           SheafPieces *base,
           guint *done,
           Side *side)
{
  const SheafHunk *hunk = side_peek (side);

  append_apart (out, base, *done, sheaf_pieces_at (base, *done),
                sheaf_pieces_at (base, hunk->a_start));
  append_apart (out, base, hunk->a_start, sheaf_pieces_at (side->pieces, hunk->b_start),
                sheaf_pieces_at (side->pieces, hunk->b_end));
  *done = hunk->a_end;
  side->next++;
}

static gboolean
same_hunk (Side *mine,
           Side *theirs)
{
  const SheafHunk *a = side_peek (mine), *b = side_peek (theirs);

  return a->a_start == b->a_start && a->a_end == b->a_end &&
         same_text (mine->pieces, a->b_start, a->b_end, theirs->pieces, b->b_start, b->b_end);
}

static gboolean
merge_hunks (GString *out,
             SheafPieces *base,
             Side *mine,
             Side *theirs)
{
  guint done = 0;

  for (;;)
    {
      const SheafHunk *a = side_peek (mine), *b = side_peek (theirs);

      if (a == NULL && b == NULL)
        break;

      if (a == NULL || b == NULL)
        {
          take_hunk (out, base, &done, a != NULL ? mine : theirs);
        }
      else if (same_hunk (mine, theirs))
        {
          take_hunk (out, base, &done, theirs);
          mine->next++;
        }
      else if (overlap (a, b))
        {
          return FALSE;
        }
      else
        {
          /* Of two insertions at one place theirs comes first. */
          gboolean first = comes_first (a, b) && !(is_insertion (b) && a->a_start == b->a_start);

          take_hunk (out, base, &done, first ? mine : theirs);
        }
    }

  append_apart (out, base, done, sheaf_pieces_at (base, done),
                sheaf_pieces_at (base, sheaf_pieces_count (base)));
  return TRUE;
}

static gboolean
is_blank (const char *text,
          gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (text[i]))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  const char *text;
  gsize length;
} Span;

static Span
span_of (SheafPieces *pieces,
         guint start,
         guint end)
{
  const char *text = sheaf_pieces_at (pieces, start);

  return (Span) { text, (gsize) (sheaf_pieces_at (pieces, end) - text) };
}

/* Paragraphs that both sides changed, by words. */
static gboolean
merge_words (GString *out,
             Span base,
             Span mine,
             Span theirs)
{
  g_autoptr (GHashTable) ids = sheaf_piece_ids_new ();
  g_autoptr (SheafPieces) pieces = sheaf_pieces_new (base.text, base.length, SHEAF_CUT_WORDS, ids);
  g_auto (Side) me = { NULL };
  g_auto (Side) them = { NULL };

  /* Where one side removed all, what the other wrote has nowhere to go. */
  if (!is_blank (base.text, base.length) &&
      (is_blank (mine.text, mine.length) || is_blank (theirs.text, theirs.length)))
    return FALSE;

  side_init (&me, pieces, mine.text, mine.length, SHEAF_CUT_WORDS, ids);
  side_init (&them, pieces, theirs.text, theirs.length, SHEAF_CUT_WORDS, ids);

  return merge_hunks (out, pieces, &me, &them);
}

/* Passes @side's next hunk if it begins at or before *@end, which it may move on. */
static gboolean
gather (Side *side,
        guint *end)
{
  const SheafHunk *hunk = side_peek (side);

  if (hunk == NULL || hunk->a_start > *end)
    return FALSE;

  *end = MAX (*end, hunk->a_end);
  side->next++;
  return TRUE;
}

/* What @side has instead of the base's pieces from @start to before @end, which its hunks from
 * @first on touch. */
static Span
side_span (Side *side,
           guint first,
           guint start,
           guint end)
{
  const SheafHunk *from = &g_array_index (side->hunks, SheafHunk, first);
  const SheafHunk *to = &g_array_index (side->hunks, SheafHunk, side->next - 1);

  return span_of (side->pieces, from->b_start - (from->a_start - start),
                  to->b_end + (end - to->a_end));
}

/* The next stretch of paragraphs that either side changed, and all that touches it. */
static gboolean
merge_stretch (GString *out,
               SheafPieces *base,
               guint *done,
               Side *mine,
               Side *theirs)
{
  guint first_mine = mine->next, first_theirs = theirs->next, start, end;
  const SheafHunk *a = side_peek (mine), *b = side_peek (theirs);
  Span me, them;

  start = MIN (a != NULL ? a->a_start : G_MAXUINT, b != NULL ? b->a_start : G_MAXUINT);
  end = start;
  while (gather (mine, &end) || gather (theirs, &end))
    continue;

  append_pieces (out, base, *done, start);
  *done = end;

  if (theirs->next == first_theirs)
    {
      me = side_span (mine, first_mine, start, end);
      g_string_append_len (out, me.text, (gssize) me.length);
      return TRUE;
    }

  them = side_span (theirs, first_theirs, start, end);
  if (mine->next == first_mine)
    {
      g_string_append_len (out, them.text, (gssize) them.length);
      return TRUE;
    }

  me = side_span (mine, first_mine, start, end);
  if (me.length == them.length && memcmp (me.text, them.text, me.length) == 0)
    {
      g_string_append_len (out, them.text, (gssize) them.length);
      return TRUE;
    }

  if (start == end)
    {
      /* At the end of a text a line may have no newline. */
      g_string_append_len (out, them.text, (gssize) them.length);
      if (them.text[them.length - 1] != '\n')
        g_string_append (out, "\n\n");
      g_string_append_len (out, me.text, (gssize) me.length);
      return TRUE;
    }

  return merge_words (out, span_of (base, start, end), me, them);
}

gboolean
sheaf_merge_text (const char *base,
                  const char *mine,
                  const char *theirs,
                  char **merged)
{
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (SheafPieces) pieces = NULL;
  g_autoptr (GString) out = NULL;
  g_auto (Side) me = { NULL };
  g_auto (Side) them = { NULL };
  guint done = 0;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, FALSE);

  *merged = NULL;
  if (!g_utf8_validate (base, -1, NULL) || !g_utf8_validate (mine, -1, NULL) ||
      !g_utf8_validate (theirs, -1, NULL))
    return FALSE;

  ids = sheaf_piece_ids_new ();
  pieces = sheaf_pieces_new (base, strlen (base), SHEAF_CUT_LINES, ids);
  side_init (&me, pieces, mine, strlen (mine), SHEAF_CUT_LINES, ids);
  side_init (&them, pieces, theirs, strlen (theirs), SHEAF_CUT_LINES, ids);

  out = g_string_sized_new (strlen (mine) + strlen (theirs));
  while (side_peek (&me) != NULL || side_peek (&them) != NULL)
    {
      if (!merge_stretch (out, pieces, &done, &me, &them))
        return FALSE;
    }
  append_pieces (out, pieces, done, sheaf_pieces_count (pieces));

  *merged = g_string_free (g_steal_pointer (&out), FALSE);
  return TRUE;
}
