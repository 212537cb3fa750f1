/* test-word-diff.c: what was left out and what was put in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-word-diff.h"

static void
assert_diff (const char *a,
             const char *b,
             const char *expected)
{
  g_autoptr(SheafWords) words = sheaf_words_new ();
  g_autoptr(GArray) runs = sheaf_word_diff (words, a, b);
  g_autoptr(GString) told = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const SheafDiffRun *run = &g_array_index (runs, SheafDiffRun, i);

      g_string_append (told, i > 0 ? "|" : "");
      g_string_append (told, run->kind == SHEAF_DIFF_SAME       ? "="
                             : run->kind == SHEAF_DIFF_LEFT_OUT ? "-"
                                                                : "+");
      g_string_append_len (told, (run->kind == SHEAF_DIFF_PUT_IN ? b : a) + run->start,
                           (gssize) (run->end - run->start));
    }
  g_assert_cmpstr (told->str, ==, expected);
}

static void
test_runs (void)
{
  assert_diff ("The ferry runs daily.", "The ferry runs daily.", "=The ferry runs daily");
  assert_diff ("The ferry runs daily.", "the FERRY runs twice a day.",
               "=The ferry runs|-daily|+twice a day");
  assert_diff ("Corrected: four ferries, not five", "four ferries",
               "-Corrected|=four ferries|-not five");
  assert_diff ("", "new words", "+new words");
  assert_diff ("old words", "", "-old words");
  assert_diff ("", "", "");
}

/* What the runs say, done to the first text, makes the second; and no word is touched in vain. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autoptr(SheafWords) words = sheaf_words_new ();

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr(GString) a = g_string_new (NULL);
      g_autoptr(GString) b = g_string_new (NULL);
      g_autoptr(GString) made = g_string_new (NULL);
      g_autoptr(GString) first = g_string_new (NULL);
      g_autoptr(GArray) runs = NULL;

      for (gint32 j = g_rand_int_range (rand, 0, 30); j > 0; j--)
        g_string_append_printf (a, "w%d ", g_rand_int_range (rand, 0, 6));
      for (gint32 j = g_rand_int_range (rand, 0, 30); j > 0; j--)
        g_string_append_printf (b, "w%d ", g_rand_int_range (rand, 0, 6));
      runs = sheaf_word_diff (words, a->str, b->str);
      for (guint j = 0; j < runs->len; j++)
        {
          const SheafDiffRun *run = &g_array_index (runs, SheafDiffRun, j);
          const char *text = run->kind == SHEAF_DIFF_PUT_IN ? b->str : a->str;

          if (run->kind != SHEAF_DIFF_LEFT_OUT)
            g_string_append_printf (made, "%.*s ", (int) (run->end - run->start),
                                    text + run->start);
          if (run->kind != SHEAF_DIFF_PUT_IN)
            g_string_append_printf (first, "%.*s ", (int) (run->end - run->start),
                                    text + run->start);
        }
      g_assert_cmpstr (made->str, ==, b->str);
      g_assert_cmpstr (first->str, ==, a->str);
    }
}

static void
test_too_different (void)
{
  g_autoptr(SheafWords) words = sheaf_words_new ();
  g_autoptr(GString) a = g_string_new (NULL);
  g_autoptr(GString) b = g_string_new (NULL);
  g_autoptr(GArray) runs = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_string_append_printf (a, "a%u ", i);
      g_string_append_printf (b, "b%u ", i);
    }
  runs = sheaf_word_diff (words, a->str, b->str);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpint (g_array_index (runs, SheafDiffRun, 0).kind, ==, SHEAF_DIFF_LEFT_OUT);
  g_assert_cmpuint (g_array_index (runs, SheafDiffRun, 1).end, ==, b->len - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/word-diff/runs", test_runs);
  g_test_add_func ("/word-diff/random", test_random);
  g_test_add_func ("/word-diff/too-different", test_too_different);

  return g_test_run ();
}
