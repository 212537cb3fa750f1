/* test-words.c: words, where they stand, and how they are folded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <string.h>
#include <unicode/ubrk.h>

#include "text/sheaf-words.h"

static char *
join_words (const char *text)
{
  g_autoptr (SheafWords) words = sheaf_words_new ();
  g_autoptr (GString) joined = g_string_new (NULL);
  SheafWord word;

  sheaf_words_set_text (words, text, -1);
  while (sheaf_words_next (words, &word))
    {
      g_assert_cmpuint (word.start, <, word.end);
      g_assert_cmpuint (word.end, <=, strlen (text));
      if (joined->len > 0)
        g_string_append_c (joined, '|');
      g_string_append_len (joined, text + word.start, word.end - word.start);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
assert_words (const char *text,
              const char *expected)
{
  g_autofree char *joined = join_words (text);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_spaced (void)
{
  assert_words ("Ferry line, to Port Alma!", "Ferry|line|to|Port|Alma");
  assert_words ("  «Été»—3.14 %\n", "Été|3.14");
  assert_words ("", "");
  assert_words ("… — !", "");
}

static void
test_unspaced (void)
{
  assert_words ("大阪で会議を開く。", "大阪|で|会議|を|開く");
  assert_words ("港口工人罢工", "港口|工人|罢工");
  assert_words ("เปิดตลาด", "เปิด|ตลาด");
}

static void
test_kinds (void)
{
  static const SheafWordKind kinds[] = { SHEAF_WORD_LETTERS, SHEAF_WORD_NUMBER,
                                         SHEAF_WORD_IDEOGRAPHS };
  g_autoptr (SheafWords) words = sheaf_words_new ();
  SheafWord word;

  sheaf_words_set_text (words, "Expo 2025 大阪", -1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_true (sheaf_words_next (words, &word));
      g_assert_cmpint (word.kind, ==, kinds[i]);
    }
  g_assert_false (sheaf_words_next (words, &word));
}

/* The words that ICU alone finds in @text. */
static void
find_by_icu (UBreakIterator *breaks,
             const char     *text,
             gsize           length,
             GArray         *found)
{
  g_autoptr (GArray) starts = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UText *utext = utext_openUTF8 (NULL, text, (int64_t) length, &status);
  int32_t start, end;

  g_array_set_size (found, 0);
  ubrk_setUText (breaks, utext, &status);
  g_assert_true (U_SUCCESS (status));
  start = ubrk_first (breaks);
  while ((end = ubrk_next (breaks)) != UBRK_DONE)
    {
      int kind = ubrk_getRuleStatus (breaks);
      SheafWord word = { .start = start,
                         .end = end,
                         .kind = kind < UBRK_WORD_NUMBER_LIMIT   ? SHEAF_WORD_NUMBER
                                 : kind < UBRK_WORD_LETTER_LIMIT ? SHEAF_WORD_LETTERS
                                                                 : SHEAF_WORD_IDEOGRAPHS };

      if (kind >= UBRK_WORD_NONE_LIMIT)
        g_array_append_val (found, word);
      start = end;
    }
  utext_close (utext);
}

/* Random strings of what is plain, and of what ICU has to judge among it, part as ICU parts them. */
static void
test_as_icu (void)
{
  static const char plain[] = "abcXYZ019 .,:;'\"!?-/()@#$%&*+=<>~`^|[]{}\\\n\t\r ";
  static const char *const pieces[] = { "é", "ü", "’", "—", "_", "\u0301", "\u200d", "大阪", "が", "かな",
                                        "カタ", "ไทย", "\u00a0", "\xff", "א\"", "\x01", "🎉", "ß" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (SheafWords) words = sheaf_words_new ();
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (SheafWord));
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *breaks = ubrk_open (UBRK_WORD, "", NULL, 0, &status);

  g_assert_true (U_SUCCESS (status));
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint32 n = g_rand_int_range (rand, 1, 60);
      SheafWord word;
      guint at = 0;

      for (gint32 j = 0; j < n; j++)
        {
          if (i % 2 == 1 && g_rand_int_range (rand, 0, 12) == 0)
            g_string_append (text,
                             pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          else
            g_string_append_c (text, plain[g_rand_int_range (rand, 0, sizeof plain - 1)]);
        }
      find_by_icu (breaks, text->str, text->len, expected);
      sheaf_words_set_text (words, text->str, (gssize) text->len);
      while (sheaf_words_next (words, &word))
        {
          const SheafWord *of_icu = &g_array_index (expected, SheafWord, at++);

          g_assert_cmpuint (at, <=, expected->len);
          if (word.start != of_icu->start || word.end != of_icu->end || word.kind != of_icu->kind)
            g_error ("“%s” is parted otherwise than by ICU at byte %" G_GSIZE_FORMAT, text->str,
                     word.start);
        }
      g_assert_cmpuint (at, ==, expected->len);
    }
  ubrk_close (breaks);
}

static void
test_reuse (void)
{
  g_autoptr (SheafWords) words = sheaf_words_new ();
  SheafWord word;

  /* A text left in the middle, then one of a given length. */
  sheaf_words_set_text (words, "one two three", -1);
  g_assert_true (sheaf_words_next (words, &word));
  sheaf_words_set_text (words, "ferry port", 5);
  g_assert_true (sheaf_words_next (words, &word));
  g_assert_cmpuint (word.start, ==, 0);
  g_assert_cmpuint (word.end, ==, 5);
  g_assert_false (sheaf_words_next (words, &word));
}

static void
test_broken (void)
{
  assert_words ("port\xff\xfe" "alma", "port|alma");
  assert_words ("\xe6\x9d", "");
}

static void
test_fold (void)
{
  static const char *pairs[][2] = {
    { "Ferry", "ferry" },          { "Élysée", "elysee" },
    { "STRASSE", "strasse" },      { "Straße", "strasse" },
    { "ＥＸＰＯ", "expo" },        { "ﬁn", "fin" },
    { "ΌΔΟΣ", "οδοσ" },            { "ЁЛКА", "елка" },
    { "がいこう", "がいこう" },    { "か\xe3\x82\x99", "が" },
    { "ﾌｪﾘｰ", "フェリー" },        { "e\xcc\x81te", "ete" },
    { "İstanbul", "istanbul" },    { "so\xc2\xad" "ft", "soft" },
    { "Việt", "viet" },            { "مُدُن", "مُدُن" },
    { "\xff", "\xef\xbf\xbd" },    { "", "" },
  };
  g_autoptr (SheafWords) words = sheaf_words_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GString) once = g_string_new (NULL);
      g_autoptr (GString) twice = g_string_new (NULL);

      sheaf_words_fold (words, pairs[i][0], -1, once);
      sheaf_words_fold (words, once->str, once->len, twice);
      g_assert_cmpstr (once->str, ==, pairs[i][1]);
      g_assert_cmpstr (twice->str, ==, once->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/spaced-scripts", test_spaced);
  g_test_add_func ("/words/unspaced-scripts", test_unspaced);
  g_test_add_func ("/words/kinds", test_kinds);
  g_test_add_func ("/words/as-icu", test_as_icu);
  g_test_add_func ("/words/one-text-after-another", test_reuse);
  g_test_add_func ("/words/not-utf8", test_broken);
  g_test_add_func ("/words/fold", test_fold);

  return g_test_run ();
}
