/* test-adviser.c: what is proposed to go with articles, as what, and what the desk teaches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-adviser.h"
#include "text/sheaf-analyser.h"

#define HOUR G_GINT64_CONSTANT (3600000)
#define NOW (1000 * HOUR)

typedef struct
{
  SheafVocabulary *vocabulary;
  SheafAnalyser *analyser;
  SheafMatcher *matcher;
  SheafAdviser *adviser;
} Fixture;

static guint32
add (Fixture    *fixture,
     const char *text,
     gint64      published,
     guint32     publisher)
{
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (fixture->analyser, "", text, "en");
  guint32 article = sheaf_matcher_add (fixture->matcher, terms, published);

  sheaf_adviser_set_publisher (fixture->adviser, article, publisher);

  return article;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->vocabulary = sheaf_vocabulary_new ();
  fixture->analyser = sheaf_analyser_new (fixture->vocabulary);
  fixture->matcher = sheaf_matcher_new ();
  fixture->adviser = sheaf_adviser_new (fixture->matcher);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sheaf_adviser_free (fixture->adviser);
  sheaf_matcher_free (fixture->matcher);
  sheaf_analyser_free (fixture->analyser);
  sheaf_vocabulary_free (fixture->vocabulary);
}

static const SheafAdvice *
find_advice (GArray  *advices,
             guint32  article)
{
  for (guint i = 0; i < advices->len; i++)
    {
      if (g_array_index (advices, SheafAdvice, i).article == article)
        return &g_array_index (advices, SheafAdvice, i);
    }

  return NULL;
}

static void
test_roles (Fixture       *fixture,
            gconstpointer  data)
{
  guint32 a = add (fixture, "ferry harbour crossing islands timetable captain", NOW, 1);
  guint32 same = add (fixture, "ferry harbour crossing islands timetable pier", NOW + HOUR, 2);
  guint32 later = add (fixture, "ferry harbour crossing islands timetable storm", NOW + 9 * HOUR, 3);
  guint32 before = add (fixture, "ferry harbour crossing islands timetable works", NOW - 99 * HOUR, 4);
  guint32 unlike = add (fixture, "vaccine fever hospital nurse", NOW, 5);
  guint32 alone[1];
  g_autoptr(GArray) advices = NULL;
  const SheafAdvice *advice;

  alone[0] = a;
  advices = sheaf_adviser_find (fixture->adviser, alone, 1, 10);
  g_assert_null (find_advice (advices, a));
  g_assert_null (find_advice (advices, unlike));
  advice = find_advice (advices, same);
  g_assert_nonnull (advice);
  g_assert_cmpint (advice->role, ==, SHEAF_ADVICE_RELATED);
  g_assert_cmpint (advice->apart, ==, HOUR);
  g_assert_cmpuint (advice->n_terms, ==, SHEAF_ADVICE_TERMS);
  advice = find_advice (advices, later);
  g_assert_nonnull (advice);
  g_assert_cmpint (advice->role, ==, SHEAF_ADVICE_UPDATE);
  advice = find_advice (advices, before);
  g_assert_nonnull (advice);
  g_assert_cmpint (advice->role, ==, SHEAF_ADVICE_BACKGROUND);
}

static void
test_spread (Fixture       *fixture,
             gconstpointer  data)
{
  guint32 alone[1] = { add (fixture, "ferry harbour crossing islands timetable", NOW, 9) };
  guint32 other;
  g_autoptr(GArray) advices = NULL;

  add (fixture, "ferry harbour crossing islands timetable one", NOW, 1);
  add (fixture, "ferry harbour crossing islands timetable two", NOW, 1);
  add (fixture, "ferry harbour crossing islands timetable three", NOW, 1);
  other = add (fixture, "ferry harbour crossing islands timetable four pier", NOW, 2);

  advices = sheaf_adviser_find (fixture->adviser, alone, 1, 2);
  g_assert_cmpuint (advices->len, ==, 2);
  g_assert_nonnull (find_advice (advices, other));
}

static void
test_learn (Fixture       *fixture,
            gconstpointer  data)
{
  guint32 alone[1] = { add (fixture, "ferry harbour crossing islands police", NOW, 1) };
  guint32 refused = add (fixture, "ferry harbour robbery police court", NOW, 2);
  guint32 like_it = add (fixture, "ferry harbour police prison judge", NOW, 3);
  g_autoptr(GArray) before = sheaf_adviser_find (fixture->adviser, alone, 1, 10);
  g_autoptr(GArray) after = NULL;
  g_autoptr(GArray) reversed = NULL;
  float score;

  g_assert_nonnull (find_advice (before, refused));
  score = find_advice (before, like_it)->score;
  g_assert_cmpfloat (score, >, 0);

  sheaf_adviser_decide (fixture->adviser, refused, alone[0], FALSE);
  after = sheaf_adviser_find (fixture->adviser, alone, 1, 10);
  g_assert_null (find_advice (after, refused));
  g_assert_cmpfloat (find_advice (after, like_it)->score, <, score);

  sheaf_adviser_decide (fixture->adviser, alone[0], refused, TRUE);
  reversed = sheaf_adviser_find (fixture->adviser, alone, 1, 10);
  g_assert_nonnull (find_advice (reversed, refused));
}

/* What goes with both of a set comes before what goes with one; neither of them is proposed. */
static void
test_set (Fixture       *fixture,
          gconstpointer  data)
{
  guint32 set[2] = { add (fixture, "ferry harbour crossing islands timetable", NOW, 1),
                     add (fixture, "ferry strike union wages crew", NOW, 2) };
  guint32 one = add (fixture, "union wages crew factory steel", NOW, 3);
  guint32 both = add (fixture, "ferry harbour crossing islands strike union wages", NOW, 4);
  g_autoptr(GArray) advices = sheaf_adviser_find (fixture->adviser, set, 2, 10);

  g_assert_cmpuint (advices->len, ==, 2);
  g_assert_cmpuint (g_array_index (advices, SheafAdvice, 0).article, ==, both);
  g_assert_cmpuint (g_array_index (advices, SheafAdvice, 1).article, ==, one);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/adviser/roles", test_roles);
  ADD ("/adviser/spread-over-publishers", test_spread);
  ADD ("/adviser/learn", test_learn);
  ADD ("/adviser/set", test_set);

  return g_test_run ();
}
