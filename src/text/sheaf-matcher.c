/* sheaf-matcher.c: how alike two articles are, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-matcher.h"
#include "text/sheaf-topics.h"

#define TERMS_SHARE 0.5f
#define TOPICS_SHARE 0.5f

/* Topics are learnt from so many articles at least, and from the newest so many at most. */
#define LEARN_MIN 64
#define LEARN_MAX 4096
#define LEARN_GROWTH 1.25

/* Without topics likeness is the cosine of the terms alone, which is lower by so much. */
#define ALONE_FACTOR 1.8f

/* How many of the index's candidates are looked at closely. */
#define CANDIDATES 200

/* Places of so many articles, the newest among those asked for, are kept; others are found again. */
#define PLACES_KEPT 32768

/* The logistic regression by which two articles are judged to report one event. How alike they are
 * beside the most that either is like any article says whether there are better ones for each; a
 * copy, which is like nothing else can be, does not count for more than COPY_LIKE. */
#define BIAS -7.17f
#define BY_LIKENESS 10.8f
#define BY_NEARER 1.95f
#define BY_FARTHER 1.35f
#define BY_SAME_DAY 0.5f
#define BY_OTHER_DAY -0.75f
#define COPY_LIKE 0.8f
#define LEAST_LIKE 0.05f

typedef struct
{
  gint64 published;
  float nearest;    /* how alike the article is that is most like it, as far as is known */
  guint generation; /* of the topics when that was found */
  guint8 weekdays;
} Known;

/* Where an article lies. */
typedef struct
{
  guint32 article;
  guint generation;
  SheafPlace place;
} KnownPlace;

struct _SheafMatcher
{
  SheafIndex *index;
  SheafTopics *topics;
  GArray *known;    /* (element-type Known): by article */
  GArray *places;   /* (element-type KnownPlace): by article modulo PLACES_KEPT */
  GArray *weights;  /* (element-type float): by term, of the article that is compared with others */
  guint32 current;  /* that article */
  float norm;       /* its */
  guint32 n_when_loaded;
  guint32 n_when_learnt;
};

SheafMatcher *
sheaf_matcher_new (void)
{
  SheafMatcher *self = g_new0 (SheafMatcher, 1);

  self->index = sheaf_index_new ();
  self->topics = sheaf_topics_new ();
  self->known = g_array_new (FALSE, TRUE, sizeof (Known));
  self->places = g_array_new (FALSE, TRUE, sizeof (KnownPlace));
  self->weights = g_array_new (FALSE, TRUE, sizeof (float));
  self->current = G_MAXUINT32;

  return self;
}

void
sheaf_matcher_free (SheafMatcher *self)
{
  sheaf_index_free (self->index);
  sheaf_topics_free (self->topics);
  g_array_unref (self->known);
  g_array_unref (self->places);
  g_array_unref (self->weights);
  g_free (self);
}

SheafIndex *
sheaf_matcher_get_index (SheafMatcher *self)
{
  return self->index;
}

guint32
sheaf_matcher_add (SheafMatcher     *self,
                   const SheafTerms *terms,
                   gint64            published)
{
  Known known = { .published = published, .weekdays = terms->weekdays };

  g_array_append_val (self->known, known);

  return sheaf_index_add (self->index, terms);
}

void
sheaf_matcher_remove (SheafMatcher *self,
                      guint32       article)
{
  sheaf_index_remove (self->index, article);
}

gint64
sheaf_matcher_get_published (SheafMatcher *self,
                             guint32       article)
{
  return g_array_index (self->known, Known, article).published;
}

gboolean
sheaf_matcher_needs_learning (SheafMatcher *self)
{
  guint32 n = sheaf_index_count (self->index);

  if (n < LEARN_MIN)
    return FALSE;
  if (self->n_when_learnt >= LEARN_MAX)
    return n - self->n_when_learnt >= LEARN_MAX;

  return n >= self->n_when_learnt * LEARN_GROWTH;
}

void
sheaf_matcher_learn (SheafMatcher *self)
{
  sheaf_topics_learn (self->topics, self->index, LEARN_MAX);
  self->n_when_learnt = sheaf_index_count (self->index);
}

static float
weigh (SheafMatcher       *self,
       const SheafIndexed *indexed,
       guint               i)
{
  return sheaf_index_get_idf (self->index, indexed->ids[i]) * indexed->impacts[i];
}

/* Spreads the weights of @article out by term, and wipes those of the one before. */
static void
load (SheafMatcher *self,
      guint32       article)
{
  SheafIndexed indexed;
  float norm = 0;

  if (self->current == article && self->n_when_loaded == sheaf_index_count_alive (self->index))
    return;

  if (self->current != G_MAXUINT32)
    {
      indexed = sheaf_index_get (self->index, self->current);
      for (guint i = 0; i < indexed.n; i++)
        g_array_index (self->weights, float, indexed.ids[i]) = 0;
    }

  indexed = sheaf_index_get (self->index, article);
  if (indexed.n > 0 && indexed.ids[indexed.n - 1] >= self->weights->len)
    g_array_set_size (self->weights, indexed.ids[indexed.n - 1] + 1024);
  for (guint i = 0; i < indexed.n; i++)
    {
      float weight = weigh (self, &indexed, i);

      g_array_index (self->weights, float, indexed.ids[i]) = weight;
      norm += weight * weight;
    }
  self->norm = sqrtf (norm);
  self->current = article;
  self->n_when_loaded = sheaf_index_count_alive (self->index);
}

/* It stands until the next call that asks for an article's of the same number modulo PLACES_KEPT. */
static const SheafPlace *
get_place (SheafMatcher *self,
           guint32       article)
{
  guint generation = sheaf_topics_get_generation (self->topics);
  guint at = article % PLACES_KEPT;
  KnownPlace *known;

  if (at >= self->places->len)
    g_array_set_size (self->places, MIN (at + at / 2 + 64, PLACES_KEPT));
  known = &g_array_index (self->places, KnownPlace, at);
  if (known->generation != generation || known->article != article)
    {
      sheaf_topics_locate (self->topics, self->index, article, &known->place);
      known->generation = generation;
      known->article = article;
    }

  return &known->place;
}

static float
compare_topics (SheafMatcher *self,
                guint32       a,
                guint32       b)
{
  SheafPlace place;

  /* Finding the other's may move it or take its room. */
  get_place (self, MAX (a, b));
  place = *get_place (self, a);

  return sheaf_place_compare (&place, get_place (self, b));
}

static float
compare_terms (SheafMatcher *self,
               guint32       article)
{
  SheafIndexed indexed = sheaf_index_get (self->index, article);
  float product = 0, norm = 0;

  for (guint i = 0; i < indexed.n; i++)
    {
      float weight = weigh (self, &indexed, i);

      norm += weight * weight;
      if (indexed.ids[i] < self->weights->len)
        product += weight * g_array_index (self->weights, float, indexed.ids[i]);
    }

  return norm > 0 && self->norm > 0 ? product / (sqrtf (norm) * self->norm) : 0;
}

float
sheaf_matcher_compare (SheafMatcher *self,
                       guint32       a,
                       guint32       b)
{
  float terms;

  load (self, a);
  terms = compare_terms (self, b);
  if (sheaf_topics_get_generation (self->topics) == 0)
    return MIN (terms * ALONE_FACTOR, 1.0f);

  return CLAMP (TERMS_SHARE * terms + TOPICS_SHARE * compare_topics (self, a, b), 0, 1);
}

static float
get_nearest (SheafMatcher *self,
             guint32       article,
             float         likeness)
{
  float nearest = g_array_index (self->known, Known, article).nearest;

  return CLAMP (nearest, MIN (likeness, COPY_LIKE), COPY_LIKE);
}

static float
judge_likeness (SheafMatcher *self,
                guint32       a,
                guint32       b,
                float         likeness)
{
  float of_a = MAX (get_nearest (self, a, likeness), LEAST_LIKE);
  float of_b = MAX (get_nearest (self, b, likeness), LEAST_LIKE);
  float capped = MIN (likeness, COPY_LIKE);
  guint8 days_a = g_array_index (self->known, Known, a).weekdays;
  guint8 days_b = g_array_index (self->known, Known, b).weekdays;
  float sum = BIAS + BY_LIKENESS * likeness + BY_NEARER * capped / MIN (of_a, of_b)
              + BY_FARTHER * capped / MAX (of_a, of_b);

  if (days_a & days_b)
    sum += BY_SAME_DAY;
  else if (days_a != 0 && days_b != 0)
    sum += BY_OTHER_DAY;

  return 1 / (1 + expf (-sum));
}

float
sheaf_matcher_judge (SheafMatcher *self,
                     guint32       a,
                     guint32       b)
{
  return judge_likeness (self, a, b, sheaf_matcher_compare (self, a, b));
}

/* Takes notice that @article is so much like another. */
static void
notice_nearest (SheafMatcher *self,
                guint32       article,
                float         likeness)
{
  Known *known = &g_array_index (self->known, Known, article);
  guint generation = sheaf_topics_get_generation (self->topics);

  if (known->generation != generation)
    {
      known->generation = generation;
      known->nearest = 0;
    }
  known->nearest = MAX (known->nearest, likeness);
}

static int
compare_hits (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  SheafMatcher *self = data;
  const SheafHit *first = a;
  const SheafHit *second = b;
  gint64 first_time, second_time;

  if (first->score != second->score)
    return first->score < second->score ? 1 : -1;

  first_time = sheaf_matcher_get_published (self, first->article);
  second_time = sheaf_matcher_get_published (self, second->article);
  if (first_time != second_time)
    return first_time < second_time ? 1 : -1;

  return (first->article < second->article) - (first->article > second->article);
}

GArray *
sheaf_matcher_find (SheafMatcher *self,
                    guint32       article,
                    guint         max)
{
  GArray *hits = sheaf_index_search (self->index, article, CANDIDATES);

  for (guint i = 0; i < hits->len; i++)
    {
      SheafHit *hit = &g_array_index (hits, SheafHit, i);

      hit->score = sheaf_matcher_compare (self, article, hit->article);
      notice_nearest (self, article, hit->score);
      notice_nearest (self, hit->article, hit->score);
    }
  for (guint i = 0; i < hits->len; i++)
    {
      SheafHit *hit = &g_array_index (hits, SheafHit, i);

      hit->score = judge_likeness (self, article, hit->article, hit->score);
    }
  g_array_sort_with_data (hits, compare_hits, self);
  if (hits->len > max)
    g_array_set_size (hits, max);

  return hits;
}

static int
compare_weights (gconstpointer a,
                 gconstpointer b)
{
  float first = ((const SheafTerm *) a)->weight;
  float second = ((const SheafTerm *) b)->weight;

  return (first < second) - (first > second);
}

GArray *
sheaf_matcher_explain (SheafMatcher *self,
                       guint32       a,
                       guint32       b,
                       guint         max)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  SheafIndexed indexed = sheaf_index_get (self->index, b);
  SheafTerm shared[SHEAF_INDEX_TERMS];
  guint n = 0;

  load (self, a);
  for (guint i = 0; i < indexed.n; i++)
    {
      float weight = indexed.ids[i] < self->weights->len
                         ? g_array_index (self->weights, float, indexed.ids[i])
                         : 0;

      if (weight > 0)
        shared[n++] = (SheafTerm){ .id = indexed.ids[i],
                                   .weight = weight * weigh (self, &indexed, i) };
    }
  qsort (shared, n, sizeof (SheafTerm), compare_weights);
  for (guint i = 0; i < MIN (n, max); i++)
    g_array_append_val (ids, shared[i].id);

  return ids;
}
