/* sheaf-diff.c: two sequences of pieces of text aligned
 *
 * Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), the greedy
 * algorithm of its section 4.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-diff.h"

#include <string.h>

/* Time and room grow with the square of the number of differences. */
#define MAX_DIFFERENCES 1000

#define UNMATCHED G_MAXUINT

typedef struct
{
  const char *text;
  guint length;
} Slice;

static guint
hash_slice (gconstpointer data)
{
  const Slice *slice = data;
  guint hash = 2166136261u;

  for (guint i = 0; i < slice->length; i++)
    hash = (hash ^ (guchar) slice->text[i]) * 16777619u;

  return hash;
}

static gboolean
equal_slices (gconstpointer a,
              gconstpointer b)
{
  const Slice *one = a, *other = b;

  return one->length == other->length && memcmp (one->text, other->text, one->length) == 0;
}

GHashTable *
sheaf_piece_ids_new (void)
{
  return g_hash_table_new_full (hash_slice, equal_slices, g_free, NULL);
}

static guint
find_id (GHashTable *ids,
         const char *text,
         guint length)
{
  Slice slice = { text, length };
  gpointer id = g_hash_table_lookup (ids, &slice);

  if (id == NULL)
    {
      id = GUINT_TO_POINTER (g_hash_table_size (ids) + 1);
      g_hash_table_insert (ids, g_memdup2 (&slice, sizeof slice), id);
    }

  return GPOINTER_TO_UINT (id);
}

static gboolean
is_written_without_spaces (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
      return TRUE;
    default:
      return FALSE;
    }
}

typedef enum
{
  CLASS_SINGLE,
  CLASS_WORD,
  CLASS_SPACE,
  CLASS_MARK, /* belongs to what stands before it */
} Class;

static Class
classify (gunichar c)
{
  if (c < 0x80)
    {
      if (g_ascii_isalnum ((char) c))
        return CLASS_WORD;
      return c == ' ' || c == '\t' ? CLASS_SPACE : CLASS_SINGLE;
    }

  if (g_unichar_ismark (c) || c == 0x200d || (c >= 0x1f3fb && c <= 0x1f3ff))
    return CLASS_MARK;
  if (g_unichar_isalnum (c))
    return is_written_without_spaces (c) ? CLASS_SINGLE : CLASS_WORD;
  return g_unichar_isspace (c) ? CLASS_SPACE : CLASS_SINGLE;
}

gboolean
sheaf_cut_is_word (gunichar c)
{
  return classify (c) == CLASS_WORD;
}

static const char *
end_of_word (const char *at,
             const char *end)
{
  Class class = classify (g_utf8_get_char (at));

  for (at = g_utf8_next_char (at); at < end; at = g_utf8_next_char (at))
    {
      Class next = classify (g_utf8_get_char (at));

      if (next != CLASS_MARK && (next != class || class == CLASS_SINGLE))
        break;
    }

  return at;
}

static const char *
end_of_line (const char *at,
             const char *end)
{
  const char *newline = memchr (at, '\n', (gsize) (end - at));

  return newline != NULL ? newline + 1 : end;
}

SheafPieces *
sheaf_pieces_new (const char *text,
                  gsize length,
                  SheafCut cut,
                  GHashTable *ids)
{
  SheafPieces *pieces = g_new (SheafPieces, 1);
  const char *at = text, *end = text + length;
  guint start;

  pieces->text = text;
  pieces->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  pieces->ids = g_array_new (FALSE, FALSE, sizeof (guint));

  while (at < end)
    {
      const char *next = cut == SHEAF_CUT_LINES ? end_of_line (at, end) : end_of_word (at, end);
      guint id = find_id (ids, at, (guint) (next - at));

      start = (guint) (at - text);
      g_array_append_val (pieces->starts, start);
      g_array_append_val (pieces->ids, id);
      at = next;
    }
  start = (guint) length;
  g_array_append_val (pieces->starts, start);

  return pieces;
}

void
sheaf_pieces_free (SheafPieces *pieces)
{
  g_array_unref (pieces->starts);
  g_array_unref (pieces->ids);
  g_free (pieces);
}

guint
sheaf_pieces_count (SheafPieces *pieces)
{
  return pieces->ids->len;
}

const char *
sheaf_pieces_at (SheafPieces *pieces,
                 guint i)
{
  return pieces->text + g_array_index (pieces->starts, guint, i);
}

/* The middle of two sequences, without what is alike at their ends. */
typedef struct
{
  const guint *a;
  const guint *b;
  int n;
  int m;
} Middle;

/* Follows the diagonals back from the end through @rows: the furthest points reached with each
 * number of differences, a row of 2 d + 1 for d. */
static void
trace_back (const Middle *middle,
            GPtrArray *rows,
            guint *match)
{
  int x = middle->n, y = middle->m;

  for (int d = (int) rows->len; d >= 0; d--)
    {
      const int *row = d > 0 ? (const int *) g_ptr_array_index (rows, d - 1) + (d - 1) : NULL;
      int k = x - y, from_x = 0, from_y = 0;

      if (row != NULL)
        {
          gboolean down = k == -d || (k != d && row[k - 1] < row[k + 1]);

          from_x = down ? row[k + 1] : row[k - 1];
          from_y = from_x - (down ? k + 1 : k - 1);
        }

      while (x > from_x && y > from_y && middle->a[x - 1] == middle->b[y - 1])
        match[--x] = (guint) --y;
      x = from_x;
      y = from_y;
    }
}

/* Leaves in @match the index in b of what each of a's pieces is matched with. */
static void
match_middle (const Middle *middle,
              guint *match)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  int most = MIN (middle->n + middle->m, MAX_DIFFERENCES);
  g_autofree int *reached = g_new0 (int, 2 * most + 3);
  int *v = reached + most + 1;

  for (int d = 0; d <= most; d++)
    {
      for (int k = -d; k <= d; k += 2)
        {
          gboolean down = k == -d || (k != d && v[k - 1] < v[k + 1]);
          int x = d == 0 ? 0 : down ? v[k + 1] : v[k - 1] + 1;
          int y = x - k;

          while (x < middle->n && y < middle->m && middle->a[x] == middle->b[y])
            x++, y++;
          v[k] = x;

          if (x >= middle->n && y >= middle->m)
            {
              trace_back (middle, rows, match);
              return;
            }
        }
      g_ptr_array_add (rows, g_memdup2 (v - d, sizeof *v * (gsize) (2 * d + 1)));
    }
}

static GArray *
collect_hunks (const guint *match,
               guint n,
               guint m)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (SheafHunk));
  guint i = 0, j = 0;

  while (i < n || j < m)
    {
      SheafHunk hunk = { i, i, j, m };

      while (hunk.a_end < n && match[hunk.a_end] == UNMATCHED)
        hunk.a_end++;
      if (hunk.a_end < n)
        hunk.b_end = match[hunk.a_end];
      if (hunk.a_end > hunk.a_start || hunk.b_end > hunk.b_start)
        g_array_append_val (hunks, hunk);

      i = hunk.a_end + 1;
      j = hunk.b_end + 1;
    }

  return hunks;
}

GArray *
sheaf_diff (SheafPieces *a,
            SheafPieces *b)
{
  const guint *ids_a = (const guint *) a->ids->data, *ids_b = (const guint *) b->ids->data;
  guint n = a->ids->len, m = b->ids->len, head = 0, tail = 0;
  g_autofree guint *match = g_new (guint, n + 1);
  Middle middle;

  for (guint i = 0; i < n; i++)
    match[i] = UNMATCHED;

  for (; head < n && head < m && ids_a[head] == ids_b[head]; head++)
    match[head] = head;
  for (; tail < n - head && tail < m - head && ids_a[n - 1 - tail] == ids_b[m - 1 - tail]; tail++)
    match[n - 1 - tail] = m - 1 - tail;

  middle = (Middle) { ids_a + head, ids_b + head, (int) (n - head - tail), (int) (m - head - tail) };
  if (middle.n > 0 && middle.m > 0)
    {
      match_middle (&middle, match + head);
      for (guint i = head; i < n - tail; i++)
        {
          if (match[i] != UNMATCHED)
            match[i] += head;
        }
    }

  return collect_hunks (match, n, m);
}
