/* test-stories.c: articles on one event, brought together as they arrive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-analyser.h"
#include "text/sheaf-stories.h"

#define DAY G_GINT64_CONSTANT (86400000)

static const char *const ferry = "ferry Port Alma harbour crossing islands spring timetable";
static const char *const vaccine = "vaccine river fever trial doctors Velm hospital";
static const char *const harvest = "harvest drought farmers rain barley fields";

typedef struct
{
  SheafVocabulary *vocabulary;
  SheafAnalyser *analyser;
  SheafMatcher *matcher;
  SheafStories *stories;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->vocabulary = sheaf_vocabulary_new ();
  fixture->analyser = sheaf_analyser_new (fixture->vocabulary);
  fixture->matcher = sheaf_matcher_new ();
  fixture->stories = sheaf_stories_new (fixture->matcher);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sheaf_stories_free (fixture->stories);
  sheaf_matcher_free (fixture->matcher);
  sheaf_analyser_free (fixture->analyser);
  sheaf_vocabulary_free (fixture->vocabulary);
}

static guint32
add (Fixture    *fixture,
     const char *text,
     const char *more,
     gint64      published)
{
  g_autofree char *body = g_strconcat (text, " ", more, NULL);
  g_autoptr(SheafTerms) terms = sheaf_analyser_analyse (fixture->analyser, "", body, "en");
  guint32 article = sheaf_matcher_add (fixture->matcher, terms, published);

  sheaf_stories_add (fixture->stories, article);

  return article;
}

static guint32
story_of (Fixture *fixture,
          guint32  article)
{
  return sheaf_stories_get_story (fixture->stories, article);
}

static void
test_arrive (Fixture       *fixture,
             gconstpointer  data)
{
  guint32 a = add (fixture, ferry, "board", 0);
  guint32 b = add (fixture, vaccine, "board", 0);
  guint32 c = add (fixture, ferry, "captain", 0);
  guint32 d = add (fixture, vaccine, "nurse", 0);
  guint32 e = add (fixture, harvest, "captain", 0);

  g_assert_cmpuint (story_of (fixture, a), ==, story_of (fixture, c));
  g_assert_cmpuint (story_of (fixture, b), ==, story_of (fixture, d));
  g_assert_cmpuint (story_of (fixture, a), !=, story_of (fixture, b));
  g_assert_cmpuint (story_of (fixture, e), !=, story_of (fixture, a));
  g_assert_cmpuint (
      sheaf_stories_get_articles (fixture->stories, story_of (fixture, a))->len, ==, 2);
}

static void
test_time (Fixture       *fixture,
           gconstpointer  data)
{
  guint32 a = add (fixture, ferry, "board", 0);
  guint32 far, near;

  add (fixture, vaccine, "", 0);
  add (fixture, harvest, "", 0);
  far = add (fixture, ferry, "board", 400 * DAY);
  near = add (fixture, ferry, "board", 2 * DAY);

  g_assert_cmpuint (story_of (fixture, near), ==, story_of (fixture, a));
  g_assert_cmpuint (story_of (fixture, far), !=, story_of (fixture, a));
}

static void
test_editor_stands (Fixture       *fixture,
                    gconstpointer  data)
{
  guint32 a = add (fixture, ferry, "board", 0);
  guint32 b = add (fixture, ferry, "captain", 0);
  guint32 c = add (fixture, vaccine, "nurse", 0);
  guint32 own;

  g_assert_cmpuint (story_of (fixture, a), ==, story_of (fixture, b));
  own = sheaf_stories_move (fixture->stories, b, SHEAF_STORY_NONE);
  sheaf_stories_settle (fixture->stories, 100);
  g_assert_cmpuint (story_of (fixture, b), ==, own);
  g_assert_cmpuint (story_of (fixture, a), !=, own);

  sheaf_stories_move (fixture->stories, a, story_of (fixture, c));
  sheaf_stories_settle (fixture->stories, 100);
  g_assert_cmpuint (story_of (fixture, a), ==, story_of (fixture, c));

  sheaf_stories_merge (fixture->stories, own, story_of (fixture, c));
  sheaf_stories_settle (fixture->stories, 100);
  g_assert_cmpuint (story_of (fixture, a), ==, own);
  g_assert_cmpuint (story_of (fixture, c), ==, own);
}

/* What is settled already stays as it is. */
static void
test_settle (Fixture       *fixture,
             gconstpointer  data)
{
  guint32 articles[6];

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    articles[i] = add (fixture, i % 2 == 0 ? ferry : vaccine, "", 0);
  add (fixture, harvest, "", 0);
  sheaf_stories_settle (fixture->stories, 100);
  for (guint i = 2; i < G_N_ELEMENTS (articles); i++)
    g_assert_cmpuint (story_of (fixture, articles[i]), ==, story_of (fixture, articles[i - 2]));
  g_assert_cmpuint (story_of (fixture, articles[0]), !=, story_of (fixture, articles[1]));
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  guint32 a = add (fixture, ferry, "board", 0);
  guint32 b = add (fixture, ferry, "captain", 0);
  guint32 story = story_of (fixture, b);

  sheaf_stories_remove (fixture->stories, a);
  sheaf_matcher_remove (fixture->matcher, a);
  g_assert_cmpuint (story_of (fixture, a), ==, SHEAF_STORY_NONE);
  g_assert_cmpuint (sheaf_stories_get_articles (fixture->stories, story)->len, ==, 1);
  g_assert_cmpuint (sheaf_stories_get_central (fixture->stories, story), ==, b);
  sheaf_stories_settle (fixture->stories, 100);
  g_assert_cmpuint (story_of (fixture, a), ==, SHEAF_STORY_NONE);
}

static void
test_split (Fixture       *fixture,
            gconstpointer  data)
{
  guint32 articles[4];
  guint32 story;

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    articles[i] = add (fixture, ferry, i % 2 == 0 ? "board" : "captain", 0);
  g_assert_cmpuint (story_of (fixture, articles[0]), ==, story_of (fixture, articles[3]));

  story = sheaf_stories_split (fixture->stories, articles + 2, 2);
  sheaf_stories_settle (fixture->stories, 100);
  g_assert_cmpuint (story_of (fixture, articles[2]), ==, story);
  g_assert_cmpuint (story_of (fixture, articles[3]), ==, story);
  g_assert_cmpuint (story_of (fixture, articles[0]), !=, story);
  g_assert_cmpuint (story_of (fixture, articles[0]), ==, story_of (fixture, articles[1]));
}

static void
test_trend (Fixture       *fixture,
            gconstpointer  data)
{
  guint32 story = story_of (fixture, add (fixture, ferry, "board", 0));

  g_assert_cmpint (sheaf_stories_get_trend (fixture->stories, story, DAY / 8), ==,
                   SHEAF_TREND_STEADY);
  g_assert_cmpint (sheaf_stories_get_trend (fixture->stories, story, DAY), ==, SHEAF_TREND_QUIET);
  g_assert_cmpint (story_of (fixture, add (fixture, ferry, "board", DAY - 1)), ==, story);
  g_assert_cmpint (sheaf_stories_get_trend (fixture->stories, story, DAY), ==, SHEAF_TREND_STEADY);
  add (fixture, ferry, "board", DAY - 2);
  g_assert_cmpint (sheaf_stories_get_trend (fixture->stories, story, DAY), ==, SHEAF_TREND_RISING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/stories/arrive", test_arrive);
  ADD ("/stories/far-in-time", test_time);
  ADD ("/stories/editor-stands", test_editor_stands);
  ADD ("/stories/settle", test_settle);
  ADD ("/stories/split", test_split);
  ADD ("/stories/trend", test_trend);
  ADD ("/stories/remove", test_remove);

  return g_test_run ();
}
