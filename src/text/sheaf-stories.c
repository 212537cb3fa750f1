/* sheaf-stories.c: articles on one event, brought together as they arrive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "text/sheaf-stories.h"

/* How likely an article and a story's articles report one event, on average, when it is of it. */
#define ENOUGH 0.44f

/* To be moved, an article must be so much more like another story. */
#define MARGIN 0.01f

/* Of a large story so many articles, the newest, stand for all. */
#define SAMPLE 40
#define NEIGHBOURS 100
#define MAX_STORIES 16
#define PASSES 4

/* Likeness counts whole within so many days, then it fades. */
#define DAYS_WHOLE 3
#define DAYS_FADING 21

/* A story rises when so many articles and more came of late, in a quarter of a day, and more than
 * half as many again as in each quarter of the day before on average. */
#define RISING_MIN 2
#define RISING_FACTOR 1.5

struct _SheafStories
{
  SheafMatcher *matcher;
  GArray *stories;   /* (element-type guint32): by article */
  GArray *pinned;    /* (element-type gboolean): by article: an editor put it there */
  GPtrArray *articles; /* (element-type GArray): by story */
};

SheafStories *
sheaf_stories_new (SheafMatcher *matcher)
{
  SheafStories *self = g_new0 (SheafStories, 1);

  self->matcher = matcher;
  self->stories = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->pinned = g_array_new (FALSE, TRUE, sizeof (gboolean));
  self->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  return self;
}

void
sheaf_stories_free (SheafStories *self)
{
  g_array_unref (self->stories);
  g_array_unref (self->pinned);
  g_ptr_array_unref (self->articles);
  g_free (self);
}

guint32
sheaf_stories_get_story (SheafStories *self,
                         guint32       article)
{
  return article < self->stories->len ? g_array_index (self->stories, guint32, article)
                                      : SHEAF_STORY_NONE;
}

GArray *
sheaf_stories_get_articles (SheafStories *self,
                            guint32       story)
{
  return g_ptr_array_index (self->articles, story);
}

static float
fade (SheafStories *self,
      guint32       a,
      guint32       b)
{
  gint64 first = sheaf_matcher_get_published (self->matcher, a);
  gint64 second = sheaf_matcher_get_published (self->matcher, b);
  double days;

  if (first == SHEAF_TIME_NONE || second == SHEAF_TIME_NONE)
    return 1;

  days = fabs ((double) (first - second)) / (G_TIME_SPAN_DAY / 1000.0);

  return days <= DAYS_WHOLE ? 1 : (float) exp (-(days - DAYS_WHOLE) / DAYS_FADING);
}

static float
compare (SheafStories *self,
         guint32       a,
         guint32       b)
{
  return sheaf_matcher_judge (self->matcher, a, b) * fade (self, a, b);
}

/* The average over @story's articles but @article; 0 where there is no other. */
static float
average (SheafStories *self,
         guint32       article,
         guint32       story)
{
  GArray *members = sheaf_stories_get_articles (self, story);
  guint first = members->len > SAMPLE ? members->len - SAMPLE : 0;
  float sum = 0;
  guint n = 0;

  for (guint i = first; i < members->len; i++)
    {
      guint32 other = g_array_index (members, guint32, i);

      if (other == article)
        continue;
      sum += compare (self, article, other);
      n++;
    }

  return n > 0 ? sum / (float) n : 0;
}

static float
average_of_stories (SheafStories *self,
                    guint32       a,
                    guint32       b)
{
  GArray *members = sheaf_stories_get_articles (self, a);
  guint first = members->len > SAMPLE ? members->len - SAMPLE : 0;
  float sum = 0;

  for (guint i = first; i < members->len; i++)
    sum += average (self, g_array_index (members, guint32, i), b);

  return sum / (float) (members->len - first);
}

static void
leave (SheafStories *self,
       guint32       article)
{
  guint32 story = sheaf_stories_get_story (self, article);
  GArray *members;

  if (story == SHEAF_STORY_NONE)
    return;

  members = sheaf_stories_get_articles (self, story);
  for (guint i = 0; i < members->len; i++)
    {
      if (g_array_index (members, guint32, i) == article)
        {
          g_array_remove_index (members, i);
          break;
        }
    }
  g_array_index (self->stories, guint32, article) = SHEAF_STORY_NONE;
}

static guint32
join (SheafStories *self,
      guint32       article,
      guint32       story)
{
  guint32 none = SHEAF_STORY_NONE;

  if (story == SHEAF_STORY_NONE)
    {
      story = self->articles->len;
      g_ptr_array_add (self->articles, g_array_new (FALSE, FALSE, sizeof (guint32)));
    }
  while (self->stories->len <= article)
    g_array_append_val (self->stories, none);
  if (self->pinned->len <= article)
    g_array_set_size (self->pinned, article + 1);

  leave (self, article);
  g_array_index (self->stories, guint32, article) = story;
  g_array_append_val (sheaf_stories_get_articles (self, story), article);

  return story;
}

/* The stories of the articles nearest to @article, nearest first. */
static guint
find_stories (SheafStories *self,
              guint32       article,
              guint32       found[MAX_STORIES])
{
  g_autoptr(GArray) hits = sheaf_matcher_find (self->matcher, article, NEIGHBOURS);
  guint n = 0;

  for (guint i = 0; i < hits->len && n < MAX_STORIES; i++)
    {
      const SheafHit *hit = &g_array_index (hits, SheafHit, i);
      guint32 story = sheaf_stories_get_story (self, hit->article);
      guint known = 0;

      if (hit->score < ENOUGH / 2)
        break;
      while (known < n && found[known] != story)
        known++;
      if (known == n && story != SHEAF_STORY_NONE)
        found[n++] = story;
    }

  return n;
}

static gboolean
has_pinned (SheafStories *self,
            guint32       story)
{
  GArray *members = sheaf_stories_get_articles (self, story);

  for (guint i = 0; i < members->len; i++)
    {
      if (g_array_index (self->pinned, gboolean, g_array_index (members, guint32, i)))
        return TRUE;
    }

  return FALSE;
}

static void
pour (SheafStories *self,
      guint32       story,
      guint32       other)
{
  GArray *members = sheaf_stories_get_articles (self, other);

  while (members->len > 0)
    join (self, g_array_index (members, guint32, 0), story);
}

/* Brings @story together with the nearest of @found that is near enough. Returns what stands. */
static guint32
merge_nearest (SheafStories  *self,
               guint32        story,
               const guint32 *found,
               guint          n)
{
  guint32 best = SHEAF_STORY_NONE;
  float most = ENOUGH;
  gboolean pinned = has_pinned (self, story);

  for (guint i = 0; i < n; i++)
    {
      float likeness;

      if (found[i] == story || sheaf_stories_get_articles (self, found[i])->len == 0
          || (pinned && has_pinned (self, found[i])))
        continue;
      likeness = average_of_stories (self, story, found[i]);
      if (likeness >= most)
        {
          most = likeness;
          best = found[i];
        }
    }
  if (best == SHEAF_STORY_NONE)
    return story;

  pour (self, MIN (best, story), MAX (best, story));

  return MIN (best, story);
}

guint32
sheaf_stories_add (SheafStories *self,
                   guint32       article)
{
  guint32 found[MAX_STORIES];
  guint n = find_stories (self, article, found);
  guint32 best = SHEAF_STORY_NONE;
  float most = ENOUGH;

  for (guint i = 0; i < n; i++)
    {
      float likeness = average (self, article, found[i]);

      if (likeness >= most)
        {
          most = likeness;
          best = found[i];
        }
    }

  return merge_nearest (self, join (self, article, best), found, n);
}

void
sheaf_stories_remove (SheafStories *self,
                      guint32       article)
{
  leave (self, article);
}

/* Returns whether @article changed its story. */
static gboolean
reconsider (SheafStories *self,
            guint32       article)
{
  guint32 own = sheaf_stories_get_story (self, article);
  guint32 found[MAX_STORIES];
  guint n = find_stories (self, article, found);
  guint32 best = own;
  gboolean alone = sheaf_stories_get_articles (self, own)->len == 1;
  float most = alone ? ENOUGH - MARGIN : average (self, article, own);

  if (!alone && most < ENOUGH - 2 * MARGIN)
    best = SHEAF_STORY_NONE;
  for (guint i = 0; i < n; i++)
    {
      float likeness = found[i] != own ? average (self, article, found[i]) : 0;

      if (likeness >= most + MARGIN && likeness >= ENOUGH)
        {
          most = likeness;
          best = found[i];
        }
    }
  if (best == own)
    return FALSE;
  join (self, article, best);

  return TRUE;
}

static void
settle_story (SheafStories *self,
              guint32       story)
{
  GArray *members = sheaf_stories_get_articles (self, story);
  guint32 found[MAX_STORIES];

  if (members->len == 0)
    return;
  merge_nearest (self, story, found,
                 find_stories (self, sheaf_stories_get_central (self, story), found));
}

void
sheaf_stories_settle (SheafStories *self,
                      guint         max)
{
  guint32 first = self->stories->len > max ? self->stories->len - max : 0;

  for (guint pass = 0; pass < PASSES; pass++)
    {
      guint n_changed = 0;

      for (guint32 article = first; article < self->stories->len; article++)
        {
          if (g_array_index (self->stories, guint32, article) != SHEAF_STORY_NONE
              && !g_array_index (self->pinned, gboolean, article))
            n_changed += reconsider (self, article) ? 1 : 0;
        }
      for (guint32 article = first; article < self->stories->len; article++)
        {
          guint32 story = g_array_index (self->stories, guint32, article);

          /* Once for each story: at its last article. */
          if (story != SHEAF_STORY_NONE)
            {
              GArray *members = sheaf_stories_get_articles (self, story);

              if (g_array_index (members, guint32, members->len - 1) == article)
                settle_story (self, story);
            }
        }
      if (n_changed == 0)
        break;
    }
}

static void
pin_all (SheafStories *self,
         guint32       story)
{
  GArray *members = sheaf_stories_get_articles (self, story);

  for (guint i = 0; i < members->len; i++)
    g_array_index (self->pinned, gboolean, g_array_index (members, guint32, i)) = TRUE;
}

guint32
sheaf_stories_move (SheafStories *self,
                    guint32       article,
                    guint32       story)
{
  guint32 left = sheaf_stories_get_story (self, article);

  /* Those it is parted from must not follow it, nor those leave that it is put to. */
  if (left != SHEAF_STORY_NONE)
    pin_all (self, left);
  story = join (self, article, story);
  pin_all (self, story);

  return story;
}

guint32
sheaf_stories_split (SheafStories  *self,
                     const guint32 *articles,
                     guint          n)
{
  guint32 story = SHEAF_STORY_NONE;

  for (guint i = 0; i < n; i++)
    story = sheaf_stories_move (self, articles[i], story);

  return story;
}

void
sheaf_stories_merge (SheafStories *self,
                     guint32       story,
                     guint32       other)
{
  if (story == other)
    return;

  pin_all (self, story);
  pin_all (self, other);
  pour (self, story, other);
}

guint32
sheaf_stories_get_central (SheafStories *self,
                           guint32       story)
{
  GArray *members = sheaf_stories_get_articles (self, story);
  guint first = members->len > SAMPLE ? members->len - SAMPLE : 0;
  guint32 best = SHEAF_STORY_NONE;
  float most = -1;

  for (guint i = first; i < members->len; i++)
    {
      guint32 article = g_array_index (members, guint32, i);
      float likeness = average (self, article, story);

      if (likeness > most)
        {
          most = likeness;
          best = article;
        }
    }

  return best;
}

SheafTrend
sheaf_stories_get_trend (SheafStories *self,
                         guint32       story,
                         gint64        now)
{
  const gint64 quarter = G_TIME_SPAN_DAY / 1000 / 4;
  GArray *members = sheaf_stories_get_articles (self, story);
  guint late = 0, before = 0;

  for (guint i = 0; i < members->len; i++)
    {
      gint64 published
        = sheaf_matcher_get_published (self->matcher, g_array_index (members, guint32, i));
      gint64 age = now - published;

      if (published == SHEAF_TIME_NONE || age < 0 || age >= 4 * quarter)
        continue;
      *(age < quarter ? &late : &before) += 1;
    }

  if (late + before == 0)
    return SHEAF_TREND_QUIET;

  return late >= RISING_MIN && late > RISING_FACTOR * before / 3 ? SHEAF_TREND_RISING
                                                                 : SHEAF_TREND_STEADY;
}
