/* sheaf-word-diff.c: what was left out of a text and what was put in, word by word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "text/sheaf-word-diff.h"

/* Differences, at most: beyond, two texts are not versions of one. */
#define MAX_DIFFERENCES 1000

typedef struct
{
  SheafWord word;
  guint folded; /* a hash of it */
} Piece;

static GArray *
split (SheafWords *words,
       const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr(GString) folded = g_string_new (NULL);
  Piece piece;

  sheaf_words_set_text (words, text, -1);
  while (sheaf_words_next (words, &piece.word))
    {
      g_string_truncate (folded, 0);
      sheaf_words_fold (words, text + piece.word.start, piece.word.end - piece.word.start, folded);
      piece.folded = g_str_hash (folded->str);
      g_array_append_val (pieces, piece);
    }

  return pieces;
}

static guint
get_folded (GArray *pieces,
            gint    i)
{
  return g_array_index (pieces, Piece, i).folded;
}

/* Adds the word at @i, to the last run where it is of the same kind. */
static void
add (GArray        *runs,
     SheafDiffKind  kind,
     GArray        *pieces,
     gint           i)
{
  const SheafWord *word = &g_array_index (pieces, Piece, i).word;
  SheafDiffRun run = { .kind = kind, .start = word->start, .end = word->end };

  if (runs->len > 0 && g_array_index (runs, SheafDiffRun, runs->len - 1).kind == kind)
    g_array_index (runs, SheafDiffRun, runs->len - 1).end = word->end;
  else
    g_array_append_val (runs, run);
}

/* How far each diagonal leads after each number of differences: one array after another, the one of
 * @d differences having 2 @d + 1 numbers. NULL where there are too many. */
static GPtrArray *
find_reaches (GArray *a,
              GArray *b)
{
  g_autoptr(GPtrArray) reaches = g_ptr_array_new_with_free_func (g_free);
  gint n = (gint) a->len, m = (gint) b->len;

  for (gint d = 0; d <= MIN (MAX_DIFFERENCES, n + m); d++)
    {
      gint *reach = g_new (gint, 2 * d + 1);
      const gint *before = d > 0 ? g_ptr_array_index (reaches, d - 1) : NULL;

      g_ptr_array_add (reaches, reach);
      for (gint k = -d; k <= d; k += 2)
        {
          gint x = 0;

          /* Of the diagonal beside that leads farther; they lie one lower in the array before. */
          if (d > 0)
            {
              gboolean down = k == -d || (k != d && before[k + d - 2] < before[k + d]);

              x = down ? before[k + d] : before[k + d - 2] + 1;
            }
          while (x < n && x - k < m && get_folded (a, x) == get_folded (b, x - k))
            x++;
          reach[k + d] = x;
          if (x >= n && x - k >= m)
            return g_steal_pointer (&reaches);
        }
    }

  return NULL;
}

/* Goes back from the end along what was found. Returns the steps, the last first. */
static GArray *
trace (GPtrArray *reaches,
       gint       n,
       gint       m)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (SheafDiffKind));
  gint x = n, y = m;

  for (gint d = (gint) reaches->len - 1; d >= 0; d--)
    {
      const gint *before = d > 0 ? g_ptr_array_index (reaches, d - 1) : NULL;
      gint k = x - y;
      gboolean down = d > 0 && (k == -d || (k != d && before[k + d - 2] < before[k + d]));
      gint from = d == 0 ? 0 : down ? before[k + d] : before[k + d - 2] + 1;
      SheafDiffKind kind = SHEAF_DIFF_SAME;

      for (; x > from; x--, y--)
        g_array_append_val (steps, kind);
      if (d == 0)
        break;
      kind = down ? SHEAF_DIFF_PUT_IN : SHEAF_DIFF_LEFT_OUT;
      g_array_append_val (steps, kind);
      *(down ? &y : &x) -= 1;
    }

  return steps;
}

GArray *
sheaf_word_diff (SheafWords *words,
                 const char *a,
                 const char *b)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (SheafDiffRun));
  g_autoptr(GArray) of_a = split (words, a);
  g_autoptr(GArray) of_b = split (words, b);
  g_autoptr(GPtrArray) reaches = find_reaches (of_a, of_b);
  g_autoptr(GArray) steps = NULL;
  gint x = 0, y = 0;

  if (reaches == NULL)
    {
      for (guint i = 0; i < of_a->len; i++)
        add (runs, SHEAF_DIFF_LEFT_OUT, of_a, (gint) i);
      for (guint i = 0; i < of_b->len; i++)
        add (runs, SHEAF_DIFF_PUT_IN, of_b, (gint) i);
      return runs;
    }

  steps = trace (reaches, (gint) of_a->len, (gint) of_b->len);
  for (guint i = steps->len; i > 0; i--)
    {
      SheafDiffKind kind = g_array_index (steps, SheafDiffKind, i - 1);

      if (kind == SHEAF_DIFF_PUT_IN)
        add (runs, kind, of_b, y);
      else
        add (runs, kind, of_a, x);
      x += kind != SHEAF_DIFF_PUT_IN ? 1 : 0;
      y += kind != SHEAF_DIFF_LEFT_OUT ? 1 : 0;
    }

  return runs;
}
