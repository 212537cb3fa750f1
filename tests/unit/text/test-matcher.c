/* test-matcher.c: which articles are alike, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-analyser.h"
#include "text/sheaf-matcher.h"

static const char *const texts[] = {
  "The ferry to Port Alma will run four times a day from spring, the harbour board decided.",
  "From spring four ferry crossings a day are to link Port Alma with the islands.",
  "A vaccine against river fever passed its last trial, doctors in Velm reported.",
  "Doctors report that the fever vaccine has passed a trial in Velm.",
  "Farmers fear for the harvest after weeks without rain.",
};

typedef struct
{
  SheafVocabulary *vocabulary;
  SheafAnalyser *analyser;
  SheafMatcher *matcher;
} Fixture;

static guint32
add (Fixture    *fixture,
     const char *text,
     gint64      published)
{
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (fixture->analyser, "", text, "en");

  return sheaf_matcher_add (fixture->matcher, terms, published);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->vocabulary = sheaf_vocabulary_new ();
  fixture->analyser = sheaf_analyser_new (fixture->vocabulary);
  fixture->matcher = sheaf_matcher_new ();
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpuint (add (fixture, texts[i], 1000), ==, i);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sheaf_matcher_free (fixture->matcher);
  sheaf_analyser_free (fixture->analyser);
  sheaf_vocabulary_free (fixture->vocabulary);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint nearest[] = { 1, 0, 3, 2 };

  for (guint32 i = 0; i < G_N_ELEMENTS (nearest); i++)
    {
      g_autoptr(GArray) hits = sheaf_matcher_find (fixture->matcher, i, 3);

      g_assert_cmpuint (hits->len, >, 0);
      g_assert_cmpuint (g_array_index (hits, SheafHit, 0).article, ==, nearest[i]);
      for (guint j = 1; j < hits->len; j++)
        g_assert_cmpfloat (g_array_index (hits, SheafHit, j).score, <=,
                           g_array_index (hits, SheafHit, j - 1).score);
    }
}

static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  float alike = sheaf_matcher_compare (fixture->matcher, 0, 1);

  g_assert_cmpfloat_with_epsilon (sheaf_matcher_compare (fixture->matcher, 0, 0), 1, 1e-4);
  g_assert_cmpfloat_with_epsilon (sheaf_matcher_compare (fixture->matcher, 1, 0), alike, 1e-4);
  g_assert_cmpfloat (alike, >, sheaf_matcher_compare (fixture->matcher, 0, 2));
}

static void
test_explain (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GArray) terms = sheaf_matcher_explain (fixture->matcher, 2, 3, 10);
  g_autoptr(GArray) few = sheaf_matcher_explain (fixture->matcher, 2, 3, 2);
  gboolean vaccine = FALSE;

  for (guint i = 0; i < terms->len; i++)
    {
      const char *term = sheaf_vocabulary_get_term (fixture->vocabulary,
                                                    g_array_index (terms, guint32, i));

      vaccine = vaccine || g_str_equal (term, "vaccin");
      g_assert_cmpstr (term, !=, "harvest");
    }
  g_assert_true (vaccine);
  g_assert_cmpuint (few->len, ==, 2);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  SheafIndex *index = sheaf_matcher_get_index (fixture->matcher);
  guint32 again;

  sheaf_matcher_remove (fixture->matcher, 1);
  sheaf_matcher_remove (fixture->matcher, 1);
  g_assert_cmpuint (sheaf_index_count_alive (index), ==, G_N_ELEMENTS (texts) - 1);
  g_assert_false (sheaf_index_has (index, 1));
  {
    g_autoptr(GArray) hits = sheaf_matcher_find (fixture->matcher, 0, 10);

    for (guint i = 0; i < hits->len; i++)
      g_assert_cmpuint (g_array_index (hits, SheafHit, i).article, !=, 1);
  }

  /* Changed: removed and added anew. */
  again = add (fixture, texts[1], 2000);
  {
    g_autoptr(GArray) hits = sheaf_matcher_find (fixture->matcher, 0, 10);

    g_assert_cmpuint (g_array_index (hits, SheafHit, 0).article, ==, again);
  }
}

static void
test_recent_first (Fixture       *fixture,
                   gconstpointer  data)
{
  guint32 newer = add (fixture, texts[1], 3000);
  guint32 newest = add (fixture, texts[1], 5000);
  guint32 old = add (fixture, texts[1], 500);
  g_autoptr(GArray) hits = sheaf_matcher_find (fixture->matcher, 0, 4);

  g_assert_cmpuint (g_array_index (hits, SheafHit, 0).article, ==, newest);
  g_assert_cmpuint (g_array_index (hits, SheafHit, 1).article, ==, newer);
  g_assert_cmpuint (g_array_index (hits, SheafHit, 3).article, ==, old);
}

/* Six of the words that begin with @theme, by the order in which @rand draws them, and two that
 * stand nowhere else. */
static char *
write_about (GRand      *rand,
             const char *theme,
             guint       i)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "alone%s%u single%s%u", theme, i, theme, i);
  for (guint j = 0; j < 6; j++)
    g_string_append_printf (text, " %s%c", theme, 'a' + g_rand_int_range (rand, 0, 26));

  return g_string_free (text, FALSE);
}

/* Articles that share no word are nearer, on average, where others use the words of both. */
static void
test_topics (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  guint32 first = sheaf_index_count (sheaf_matcher_get_index (fixture->matcher));
  gboolean apart[80][80];
  float same = 0, different = 0;
  guint n_same = 0, n_different = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *of_sea = write_about (rand, "vessel", i);
      g_autofree char *of_farm = write_about (rand, "tractor", i);

      add (fixture, of_sea, 1000);
      add (fixture, of_farm, 1000);
    }
  for (guint i = 0; i < 80; i++)
    for (guint j = 0; j < 80; j++)
      apart[i][j] = sheaf_matcher_compare (fixture->matcher, first + i, first + j) == 0;

  g_assert_true (sheaf_matcher_needs_learning (fixture->matcher));
  sheaf_matcher_learn (fixture->matcher);
  g_assert_false (sheaf_matcher_needs_learning (fixture->matcher));
  for (guint i = 0; i < 80; i++)
    for (guint j = 0; j < 80; j++)
      {
        float likeness = sheaf_matcher_compare (fixture->matcher, first + i, first + j);

        if (!apart[i][j])
          continue;
        *(i % 2 == j % 2 ? &same : &different) += likeness;
        *(i % 2 == j % 2 ? &n_same : &n_different) += 1;
      }
  g_assert_cmpuint (n_same, >, 100);
  g_assert_cmpfloat (same / (float) n_same, >, 0.05);
  g_assert_cmpfloat (different / (float) n_different, <, same / (float) n_same / 2);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  guint32 empty = add (fixture, "", 1000);
  g_autoptr(GArray) hits = sheaf_matcher_find (fixture->matcher, empty, 5);

  g_assert_cmpuint (hits->len, ==, 0);
  g_assert_cmpfloat (sheaf_matcher_compare (fixture->matcher, empty, 0), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/matcher/find", test_find);
  ADD ("/matcher/compare", test_compare);
  ADD ("/matcher/explain", test_explain);
  ADD ("/matcher/remove-and-change", test_remove);
  ADD ("/matcher/recent-first", test_recent_first);
  ADD ("/matcher/topics", test_topics);
  ADD ("/matcher/empty", test_empty);

  return g_test_run ();
}
