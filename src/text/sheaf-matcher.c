/* sheaf-matcher.c: how alike two articles are, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-matcher.h"
#include "text/sheaf-topics.h"

#define TERMS_SHARE 0.4f
#define TOPICS_SHARE 0.6f

/* Topics are learnt from so many articles at least, and from the newest so many at most. */
#define LEARN_MIN 64
#define LEARN_MAX 4096
#define LEARN_GROWTH 1.25

/* How many of the index's candidates are looked at closely. */
#define CANDIDATES 200

/* Where the nearest CROWD articles are more alike than is usual, likeness says less: a part of what
 * is over is taken off (cross-domain similarity local scaling: Conneau et al. 2018). */
#define CROWD 20
#define CROWD_USUAL 0.2f
#define CROWD_SHARE 0.5f

typedef struct
{
  gint64 published;
  guint generation; /* of the place */
  float crowd;      /* how alike its nearest articles are, on average */
  SheafPlace place;
} Known;

struct _SheafMatcher
{
  SheafIndex *index;
  SheafTopics *topics;
  GArray *known;    /* (element-type Known): by article */
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
  Known known = { .published = published };

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

static const SheafPlace *
get_place (SheafMatcher *self,
           guint32       article)
{
  Known *known = &g_array_index (self->known, Known, article);

  if (known->generation != sheaf_topics_get_generation (self->topics))
    {
      sheaf_topics_locate (self->topics, self->index, article, &known->place);
      known->generation = sheaf_topics_get_generation (self->topics);
    }

  return &known->place;
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
  float terms, topics;

  load (self, a);
  terms = compare_terms (self, b);
  if (sheaf_topics_get_generation (self->topics) == 0)
    return terms;

  topics = sheaf_place_compare (get_place (self, a), get_place (self, b));

  return CLAMP (TERMS_SHARE * terms + TOPICS_SHARE * topics, 0, 1);
}

static float
get_crowd (SheafMatcher *self,
           guint32       article)
{
  return MAX (0.0f, g_array_index (self->known, Known, article).crowd - CROWD_USUAL);
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

/* Takes notice of how alike the nearest of @hits, plainly compared, are to @article. */
static void
notice_crowd (SheafMatcher *self,
              guint32       article,
              GArray       *hits)
{
  float sum = 0;

  g_array_sort_with_data (hits, compare_hits, self);
  for (guint i = 0; i < MIN (hits->len, CROWD); i++)
    sum += g_array_index (hits, SheafHit, i).score;
  g_array_index (self->known, Known, article).crowd = sum / CROWD;
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
    }
  notice_crowd (self, article, hits);
  for (guint i = 0; i < hits->len; i++)
    {
      SheafHit *hit = &g_array_index (hits, SheafHit, i);
      float crowd = CROWD_SHARE * (get_crowd (self, article) + get_crowd (self, hit->article)) / 2;

      hit->score = MAX (0.0f, hit->score - crowd);
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
