/* test-words.c: words, where they stand, and how they are folded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <string.h>

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
  g_test_add_func ("/words/one-text-after-another", test_reuse);
  g_test_add_func ("/words/not-utf8", test_broken);
  g_test_add_func ("/words/fold", test_fold);

  return g_test_run ();
}
