/* test-tagger.c: which tags a text suggests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-tagger.h"

static const char title[] = "Ferry line to Port Alma";
static const char body[] = "The ferry to Port Alma will run in spring. Ferry crossings were few, "
                           "said Ines Varga of the harbour board; the board of Port Alma agreed.";

static GPtrArray *
suggest (SheafTagger *tagger,
         const char  *headline,
         const char  *text,
         guint        max)
{
  g_autoptr(SheafVocabulary) vocabulary = sheaf_vocabulary_new ();
  g_autoptr(SheafAnalyser) analyser = sheaf_analyser_new (vocabulary);
  g_autoptr(SheafIndex) index = sheaf_index_new ();
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (analyser, headline, text, "en");
  g_autoptr(SheafPhrases) phrases
    = sheaf_phrases_new (sheaf_analyser_get_tokens (analyser), headline, text);

  sheaf_index_add (index, terms);

  return sheaf_tagger_suggest (tagger, phrases, index, max);
}

static const SheafTagSuggestion *
find (GPtrArray  *suggestions,
      const char *name)
{
  for (guint i = 0; i < suggestions->len; i++)
    {
      const SheafTagSuggestion *suggestion = g_ptr_array_index (suggestions, i);

      if (g_str_equal (suggestion->name, name))
        return suggestion;
    }

  return NULL;
}

static void
test_new (void)
{
  g_autoptr(SheafTagger) tagger = sheaf_tagger_new ();
  g_autoptr(GPtrArray) all = suggest (tagger, title, body, 100);
  g_autoptr(GPtrArray) few = suggest (tagger, title, body, 3);
  const SheafTagSuggestion *port = find (all, "#PortAlma");

  g_assert_nonnull (port);
  g_assert_cmpint (port->by, ==, SHEAF_SUGGESTED_NAME);
  g_assert_cmpuint (port->count, ==, 3);
  g_assert_true (port->in_title);
  g_assert_cmpstr (port->words, ==, "Port Alma");
  g_assert_nonnull (find (all, "#InesVarga"));
  g_assert_null (find (all, "#The"));
  g_assert_cmpuint (few->len, ==, 3);
  g_assert_nonnull (find (few, "#Ferry"));
}

static void
test_own_first (void)
{
  g_autoptr(SheafTagger) tagger = sheaf_tagger_new ();
  g_autoptr(GPtrArray) suggestions = NULL;
  const SheafTagSuggestion *first, *second;

  sheaf_tagger_add_tag (tagger, "IslandTransport", "crossings", 2);
  sheaf_tagger_add_tag (tagger, "InesVarga", NULL, 40);
  sheaf_tagger_add_tag (tagger, "Vaccines", NULL, 400);
  suggestions = suggest (tagger, title, body, 8);
  first = g_ptr_array_index (suggestions, 0);
  second = g_ptr_array_index (suggestions, 1);

  g_assert_cmpstr (first->name, ==, "#InesVarga");
  g_assert_cmpint (first->by, ==, SHEAF_SUGGESTED_OWN);
  g_assert_cmpstr (second->name, ==, "#IslandTransport");
  g_assert_null (find (suggestions, "#Vaccines"));
}

static void
test_rejected (void)
{
  g_autoptr(SheafTagger) tagger = sheaf_tagger_new ();
  g_autoptr(GPtrArray) suggestions = NULL;

  sheaf_tagger_reject (tagger, "port alma");
  suggestions = suggest (tagger, title, body, 100);
  g_assert_null (find (suggestions, "#PortAlma"));
  g_assert_nonnull (find (suggestions, "#Alma"));
}

static void
test_nothing (void)
{
  g_autoptr(SheafTagger) tagger = sheaf_tagger_new ();
  g_autoptr(GPtrArray) suggestions = suggest (tagger, "", "", 8);

  g_assert_cmpuint (suggestions->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tagger/new", test_new);
  g_test_add_func ("/tagger/own-first", test_own_first);
  g_test_add_func ("/tagger/rejected", test_rejected);
  g_test_add_func ("/tagger/nothing", test_nothing);

  return g_test_run ();
}
