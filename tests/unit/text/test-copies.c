/* test-copies.c: copies are found and told apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-copies.h"

#define WORDS 300

static guint32 *
make_words (GRand *rand,
            guint  n)
{
  guint32 *words = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    words[i] = g_rand_int (rand);

  return words;
}

static void
test_kinds (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autofree guint32 *words = make_words (rand, WORDS);
  g_autofree guint32 *others = make_words (rand, WORDS);
  g_autoptr(SheafFingerprint) whole = sheaf_fingerprint_new (words, WORDS);
  g_autoptr(SheafFingerprint) same = sheaf_fingerprint_new (words, WORDS);
  g_autoptr(SheafFingerprint) trimmed = sheaf_fingerprint_new (words, WORDS / 2);
  g_autoptr(SheafFingerprint) other = sheaf_fingerprint_new (others, WORDS);
  g_autoptr(SheafFingerprint) mended = NULL;
  g_autoptr(SheafFingerprint) rewritten = NULL;

  words[WORDS / 2]++;
  mended = sheaf_fingerprint_new (words, WORDS);
  for (guint i = 0; i < WORDS; i += 60)
    for (guint j = 0; j < 20; j++)
      words[i + j]++;
  rewritten = sheaf_fingerprint_new (words, WORDS);

  g_assert_cmpint (sheaf_fingerprint_judge (whole, same, FALSE), ==, SHEAF_COPY_IDENTICAL);
  g_assert_cmpint (sheaf_fingerprint_judge (whole, trimmed, FALSE), ==, SHEAF_COPY_TRIMMED);
  g_assert_cmpint (sheaf_fingerprint_judge (trimmed, whole, TRUE), ==, SHEAF_COPY_TRIMMED);
  g_assert_cmpint (sheaf_fingerprint_judge (whole, mended, TRUE), ==, SHEAF_COPY_CORRECTED);
  g_assert_cmpint (sheaf_fingerprint_judge (whole, mended, FALSE), ==, SHEAF_COPY_REWRITTEN);
  g_assert_cmpint (sheaf_fingerprint_judge (whole, rewritten, TRUE), ==, SHEAF_COPY_REWRITTEN);
  g_assert_cmpint (sheaf_fingerprint_judge (whole, other, TRUE), ==, SHEAF_COPY_NONE);
}

static void
test_overlap (void)
{
  const guint32 words[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autoptr(SheafFingerprint) a = sheaf_fingerprint_new (words, 8);
  g_autoptr(SheafFingerprint) b = sheaf_fingerprint_new (words + 1, 7);
  g_autoptr(SheafFingerprint) short_one = sheaf_fingerprint_new (words, 3);
  g_autoptr(SheafFingerprint) empty = sheaf_fingerprint_new (words, 0);
  SheafOverlap overlap = sheaf_fingerprint_compare (a, b);

  g_assert_cmpuint (a->n, ==, 4);
  g_assert_cmpuint (short_one->n, ==, 1);
  g_assert_cmpfloat_with_epsilon (overlap.resemblance, 3.0 / 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (overlap.containment, 1, 1e-9);
  g_assert_cmpint (sheaf_fingerprint_judge (empty, empty, TRUE), ==, SHEAF_COPY_NONE);
}

/* Of many pairs that resemble each other by 0.7 or little more none is missed. */
static void
test_none_missed (void)
{
  const guint n = 2000;
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  g_autoptr(SheafCopies) copies = sheaf_copies_new ();
  guint n_found = 0, n_alien = 0;

  for (guint32 i = 0; i < n; i++)
    {
      g_autofree guint32 *words = make_words (rand, WORDS);
      g_autoptr(SheafFingerprint) before = sheaf_fingerprint_new (words, WORDS);
      g_autoptr(SheafFingerprint) after = NULL;
      g_autoptr(GArray) found = NULL;
      double resemblance;

      /* Ten changed words spoil fifty runs of five, of 296. */
      for (guint j = 0; j < 10; j++)
        words[j * 30 + g_rand_int_range (rand, 4, 26)]++;
      after = sheaf_fingerprint_new (words, WORDS);
      resemblance = sheaf_fingerprint_compare (before, after).resemblance;
      g_assert_cmpfloat (resemblance, >=, 0.7);
      g_assert_cmpfloat (resemblance, <, 0.75);

      sheaf_copies_add (copies, i, before);
      found = sheaf_copies_find (copies, after);
      for (guint j = 0; j < found->len; j++)
        {
          n_found += g_array_index (found, guint32, j) == i ? 1 : 0;
          n_alien += g_array_index (found, guint32, j) != i ? 1 : 0;
        }
    }

  g_assert_cmpuint (n_found, ==, n);
  g_assert_cmpuint (n_alien, <, n / 10);
}

static void
test_remove (void)
{
  const guint32 words[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autoptr(SheafCopies) copies = sheaf_copies_new ();
  g_autoptr(SheafFingerprint) print = sheaf_fingerprint_new (words, 8);
  g_autoptr(SheafFingerprint) empty = sheaf_fingerprint_new (words, 0);
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) after = NULL;
  g_autoptr(GArray) of_nothing = NULL;

  sheaf_copies_add (copies, 7, print);
  sheaf_copies_add (copies, 9, print);
  sheaf_copies_add (copies, 11, empty);
  before = sheaf_copies_find (copies, print);
  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpuint (g_array_index (before, guint32, 0), ==, 9);
  g_assert_cmpuint (g_array_index (before, guint32, 1), ==, 7);

  sheaf_copies_remove (copies, 9);
  sheaf_copies_remove (copies, 9);
  after = sheaf_copies_find (copies, print);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpuint (g_array_index (after, guint32, 0), ==, 7);

  of_nothing = sheaf_copies_find (copies, empty);
  g_assert_cmpuint (of_nothing->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/copies/kinds", test_kinds);
  g_test_add_func ("/copies/overlap", test_overlap);
  g_test_add_func ("/copies/none-missed", test_none_missed);
  g_test_add_func ("/copies/remove", test_remove);

  return g_test_run ();
}
