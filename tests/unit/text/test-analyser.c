/* test-analyser.c: texts to terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <string.h>

#include "text/sheaf-analyser.h"

typedef struct
{
  SheafVocabulary *vocabulary;
  SheafAnalyser *analyser;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->vocabulary = sheaf_vocabulary_new ();
  fixture->analyser = sheaf_analyser_new (fixture->vocabulary);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sheaf_analyser_free (fixture->analyser);
  sheaf_vocabulary_free (fixture->vocabulary);
}

/* The weight of @term, 0 where it is not there. */
static double
weight_of (Fixture          *fixture,
           const SheafTerms *terms,
           const char       *term)
{
  guint32 id = sheaf_vocabulary_find (fixture->vocabulary, term);

  for (guint i = 0; i < terms->n; i++)
    {
      if (terms->terms[i].id == id)
        return terms->terms[i].weight;
    }

  return 0;
}

static void
test_stems (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (
      fixture->analyser, "Ferries", "The ferry of the harbour and the harbours' ferries.", "en");

  g_assert_cmpstr (terms->language, ==, "en");
  g_assert_cmpuint (terms->n, ==, 2);
  g_assert_cmpfloat (weight_of (fixture, terms, "ferri"), >,
                     weight_of (fixture, terms, "harbour"));
  g_assert_cmpuint (terms->n_words, ==, 9);
  for (guint i = 1; i < terms->n; i++)
    g_assert_cmpuint (terms->terms[i - 1].id, <, terms->terms[i].id);
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (
      fixture->analyser, "", "It cost 1,247 on the 21st when all was said and done.", "en");

  g_assert_cmpfloat (weight_of (fixture, terms, "1247"), >, 0);
  g_assert_cmpfloat (weight_of (fixture, terms, "21"), >, 0);
  g_assert_cmpfloat (weight_of (fixture, terms, "said"), ==, 0);
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (
      fixture->analyser, "", "There the mayor met Varga. Boats waited for the crowd.", "en");
  g_autoptr(SheafTerms) shouted = sheaf_analyser_analyse (
      fixture->analyser, "Mayor Meets Varga Near Boats", "", "en");

  g_assert_cmpfloat (weight_of (fixture, terms, "varga"), >, weight_of (fixture, terms, "crowd"));
  g_assert_cmpfloat (weight_of (fixture, terms, "boat"), ==, weight_of (fixture, terms, "crowd"));
  g_assert_cmpfloat (weight_of (fixture, shouted, "varga"), ==,
                     weight_of (fixture, shouted, "mayor"));
}

static void
test_languages (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(SheafTerms) german = sheaf_analyser_analyse (
      fixture->analyser, "", "Die Häfen und der Hafen sind für die Fähren geschlossen.", NULL);
  g_autoptr(SheafTerms) japanese = sheaf_analyser_analyse (
      fixture->analyser, "", "大阪のフェリーは港に着いた。", NULL);

  g_assert_cmpstr (german->language, ==, "de");
  g_assert_cmpfloat (weight_of (fixture, german, "haf"), >, 1.5);
  g_assert_cmpstr (japanese->language, ==, "ja");
  g_assert_cmpfloat (weight_of (fixture, japanese, "フェリー"), >,
                     weight_of (fixture, japanese, "大阪"));
  g_assert_cmpfloat (weight_of (fixture, japanese, "の"), ==, 0);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (fixture->analyser, "", "", NULL);

  g_assert_cmpuint (terms->n, ==, 0);
  g_assert_cmpuint (terms->n_words, ==, 0);
  g_assert_cmpstr (terms->language, ==, "");
}

static void
test_written (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(SheafTerms) first = sheaf_analyser_analyse (
      fixture->analyser, "", "Harbours close. Then Varga's harbours closed.", "en");
  guint32 harbour = sheaf_vocabulary_find (fixture->vocabulary, "harbour");
  guint32 varga = sheaf_vocabulary_find (fixture->vocabulary, "varga");

  g_assert_nonnull (first);
  g_assert_cmpstr (sheaf_vocabulary_get_written (fixture->vocabulary, harbour), ==, "harbours");
  g_assert_cmpstr (sheaf_vocabulary_get_written (fixture->vocabulary, varga), ==, "Varga");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/analyser/stems-and-zones", test_stems);
  ADD ("/analyser/numbers", test_numbers);
  ADD ("/analyser/names", test_names);
  ADD ("/analyser/languages", test_languages);
  ADD ("/analyser/nothing", test_nothing);
  ADD ("/analyser/as-written", test_written);

  return g_test_run ();
}
