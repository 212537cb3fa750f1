/* test-merge.c: two texts that grew from one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-merge.h"

#include <string.h>

/* @merged: NULL for a clash. Whichever side is which, both merge or both clash. */
static void
check (const char *base,
       const char *mine,
       const char *theirs,
       const char *merged)
{
  g_autofree char *result = NULL;
  g_autofree char *other = NULL;

  g_assert_cmpint (sheaf_merge_text (base, mine, theirs, &result), ==, merged != NULL);
  g_assert_cmpstr (result, ==, merged);
  g_assert_cmpint (sheaf_merge_text (base, theirs, mine, &other), ==, merged != NULL);
}

static void
test_one_side (void)
{
  check ("", "", "", "");
  check ("a", "a", "a", "a");
  check ("", "new", "", "new");
  check ("old", "old", "old and new", "old and new");
  check ("old", "", "old", "");
  check ("old", "new", "new", "new");
  check ("one\ntwo\n", "one\ntwo\nthree", "one\ntwo\n", "one\ntwo\nthree");
}

static void
test_paragraphs (void)
{
  check ("The ferry is late.\n\nThe port is calm.\n",
         "The ferry is very late.\n\nThe port is calm.\n",
         "The ferry is late.\n\nThe port is calm today.\n",
         "The ferry is very late.\n\nThe port is calm today.\n");
  check ("One.\n\nTwo.\n\nThree.\n", "One.\n\nThree.\n", "One.\n\nTwo.\n\nThree.\n\nFour.\n",
         "One.\n\nThree.\n\nFour.\n");
}

static void
test_words (void)
{
  check ("The ferry to the islands is late again.", "The old ferry to the islands is late again.",
         "The ferry to the islands is late today.", "The old ferry to the islands is late today.");
  check ("Tariffs rise, yards wait.", "Tariffs rise; yards wait.", "Tariffs rise, yards hope.",
         "Tariffs rise; yards hope.");
  /* Side by side is not over each other. */
  check ("one two three", "one TWO three", "one two THREE", "one TWO THREE");
}

static void
test_two_insertions (void)
{
  check ("Start.", "Start. Mine.", "Start. Theirs.", "Start. Theirs. Mine.");
  check ("", "Mine.", "Theirs.", "Theirs.\n\nMine.");
  check ("The port: ", "The port: mine", "The port: theirs", "The port: theirs mine");
  check ("万博：", "万博：東京", "万博：大阪", "万博：大阪東京");
  check ("A.\n\nZ.\n", "A.\n\nMine.\n\nZ.\n", "A.\n\nTheirs.\n\nZ.\n",
         "A.\n\nTheirs.\n\nMine.\n\nZ.\n");
}

/* Of what stood between two words each side took another part. */
static void
test_space_taken (void)
{
  check ("Port Alma \n\n \n\nIslands", "Port Alma \n\nIslands ", "Port of Alma \n\nIslands",
         "Port of Alma\n\nIslands ");
}

static void
test_same_insertion (void)
{
  check ("Start.", "Start. More.", "Start. More.", "Start. More.");
  check ("A.\n\nB.\n", "A.\n\nNew.\n\nB, mine.\n", "A.\n\nNew.\n\nB.\n",
         "A.\n\nNew.\n\nB, mine.\n");
  check ("a b c d", "a x b c D", "a x b c d", "a x b c D");
}

static void
test_overlap (void)
{
  check ("The ferry is late.", "The ferry is early.", "The ferry is cancelled.", NULL);
  check ("one two three four", "one 2 3 four", "one two III IV", NULL);
  /* What was written into a paragraph that the other side removed is not lost in silence. */
  check ("Keep.\n\nGone.\n", "Keep.\n\n", "Keep.\n\nGone, or not.\n", NULL);
  check ("Gone", "", "Gone too", NULL);
  check ("one two three four five", "one five", "one two three and a half four five", NULL);
}

static void
test_without_spaces (void)
{
  check ("東京で万博が開かれた。", "東京で万博が開かれたのだ。", "大阪で万博が開かれた。",
         "大阪で万博が開かれたのだ。");
  check ("กรุงเทพฯ เปิดงาน", "กรุงเทพฯ เปิดงานใหญ่", "ที่กรุงเทพฯ เปิดงาน",
         "ที่กรุงเทพฯ เปิดงานใหญ่");
  check ("東京", "西京", "北京", NULL);
  /* Marks stay with their letter: が in two characters. */
  check ("か\xe3\x82\x99い", "か\xe3\x82\x99いこく", "か\xe3\x82\x99い", "か\xe3\x82\x99いこく");
}

static void
test_emoji_whole (void)
{
  check ("🙂 yes", "🙂 yes", "👍🏽 yes", "👍🏽 yes");
  check ("👍🏽", "👍🏿", "👍🏻", NULL);
}

static void
test_invalid (void)
{
  char *merged;

  g_assert_false (sheaf_merge_text ("a", "a\xff", "b", &merged));
  g_assert_null (merged);
}

static void
test_large (void)
{
  g_autoptr (GString) base = g_string_new (NULL);
  g_autoptr (GString) mine = g_string_new (NULL);
  g_autoptr (GString) theirs = g_string_new (NULL);
  g_autofree char *merged = NULL;

  for (guint i = 0; i < 40000; i++)
    {
      g_string_append_printf (base, "Paragraph %u of a long text.\n", i);
      g_string_append_printf (mine, "Paragraph %u of %s long text.\n", i, i == 7 ? "my" : "a");
      g_string_append_printf (theirs, "Paragraph %u of a %s text.\n", i, i == 39000 ? "short" : "long");
    }
  g_assert_true (sheaf_merge_text (base->str, mine->str, theirs->str, &merged));
  g_assert_nonnull (strstr (merged, "Paragraph 7 of my long text."));
  g_assert_nonnull (strstr (merged, "Paragraph 39000 of a short text."));

  /* Nothing alike at all: bounded, and a clash. */
  for (char *at = mine->str; *at != '\0'; at++)
    *at = *at == '\n' ? '\n' : (char) g_test_rand_int_range ('a', 'z');
  for (char *at = theirs->str; *at != '\0'; at++)
    *at = *at == ' ' ? (char) g_test_rand_int_range ('A', 'Z') : *at;
  g_clear_pointer (&merged, g_free);
  g_assert_false (sheaf_merge_text (base->str, mine->str, theirs->str, &merged));
}

static char *
random_text (guint words)
{
  static const char *const pieces[] = {
    "a ", "the ", "port", "ship ", "\n", "\n\n", ". ", "東", "京", "é", "e\xcc\x81", "", "ship ",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

/* Puts a @word nowhere else found, at a random place that begins a character. */
static char *
with_word (const char *text,
           const char *word)
{
  long at = g_test_rand_int_range (0, (gint32) g_utf8_strlen (text, -1) + 1);
  const char *place = g_utf8_offset_to_pointer (text, at);
  g_autofree char *before = g_strndup (text, (gsize) (place - text));

  return g_strconcat (before, " ", word, " ", place, NULL);
}

static void
test_nothing_vanishes (void)
{
  guint merges = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *base = random_text ((guint) g_test_rand_int_range (0, 40));
      g_autofree char *mine = with_word (base, "Mine");
      g_autofree char *theirs = with_word (base, "Theirs");
      g_autofree char *merged = NULL;
      gsize sum;

      if (!sheaf_merge_text (base, mine, theirs, &merged))
        continue;

      merges++;
      g_assert_true (g_utf8_validate (merged, -1, NULL));
      g_assert_nonnull (strstr (merged, "Mine"));
      g_assert_nonnull (strstr (merged, "Theirs"));
      /* Two at the end of the text, after a newline, become two paragraphs. */
      sum = strlen (mine) + strlen (theirs) - strlen (base);
      if (strlen (merged) != sum)
        g_assert_cmpuint (strlen (merged), ==, sum + 2);
    }

  g_assert_cmpuint (merges, >, 2000);
}

static void
check_parts (const char *before,
             const char *after)
{
  g_autoptr (GPtrArray) parts = sheaf_diff_words (before, after);
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      SheafDiffPart *part = g_ptr_array_index (parts, i);

      g_assert_cmpstr (part->text, !=, "");
      if (part->kind != SHEAF_DIFF_ADDED)
        g_string_append (old, part->text);
      if (part->kind != SHEAF_DIFF_REMOVED)
        g_string_append (new, part->text);
    }

  g_assert_cmpstr (old->str, ==, before);
  g_assert_cmpstr (new->str, ==, after);
}

static void
test_diff (void)
{
  g_autoptr (GPtrArray) parts = sheaf_diff_words ("The ferry is late.", "The old ferry is here.");

  g_assert_cmpuint (parts->len, ==, 6);
  g_assert_cmpint (((SheafDiffPart *) parts->pdata[1])->kind, ==, SHEAF_DIFF_ADDED);
  g_assert_cmpstr (((SheafDiffPart *) parts->pdata[1])->text, ==, "old ");
  g_assert_cmpint (((SheafDiffPart *) parts->pdata[3])->kind, ==, SHEAF_DIFF_REMOVED);
  g_assert_cmpstr (((SheafDiffPart *) parts->pdata[3])->text, ==, "late");

  for (guint round = 0; round < 2000; round++)
    {
      g_autofree char *before = random_text ((guint) g_test_rand_int_range (0, 30));
      g_autofree char *after = random_text ((guint) g_test_rand_int_range (0, 30));

      check_parts (before, after);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/merge/one-side", test_one_side);
  g_test_add_func ("/model/merge/paragraphs", test_paragraphs);
  g_test_add_func ("/model/merge/words", test_words);
  g_test_add_func ("/model/merge/two-insertions", test_two_insertions);
  g_test_add_func ("/model/merge/space-taken", test_space_taken);
  g_test_add_func ("/model/merge/same-insertion", test_same_insertion);
  g_test_add_func ("/model/merge/overlap", test_overlap);
  g_test_add_func ("/model/merge/without-spaces", test_without_spaces);
  g_test_add_func ("/model/merge/emoji-whole", test_emoji_whole);
  g_test_add_func ("/model/merge/invalid", test_invalid);
  g_test_add_func ("/model/merge/large", test_large);
  g_test_add_func ("/model/merge/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/model/merge/diff", test_diff);

  return g_test_run ();
}
