/* sheaf-index.c: which articles have which terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-index.h"

/* Occurrences that one search looks at, at most. */
#define SEARCH_BUDGET 300000
#define IMPACT_STEPS 28.0f

/* As if there were so many articles more, none with the term: at a desk that has but a few, what
 * two of them share is not common yet. */
#define IMAGINED 50

/* Of fewer articles than that the logarithm is known. */
#define LOGARITHMS 4096

/* The articles that have a term. Those removed are dropped when the list next grows. */
typedef struct
{
  guint32 *articles;
  guint8 *impacts;
  guint32 n;
  guint32 room;
} Posting;

struct _SheafIndex
{
  GArray *postings; /* (element-type Posting): by term */
  GArray *alive;    /* (element-type guint32): by term, of how many articles it is */
  float *logarithms; /* ln (i + 1/2) */
  GArray *ends;     /* (element-type guint64): where each article's terms end below */
  GArray *ids;      /* (element-type guint32) */
  GArray *impacts;  /* (element-type guint8) */
  GByteArray *dead; /* by article */
  guint32 n_alive;

  GArray *scores;   /* (element-type float): by article, all 0 between searches */
  GArray *touched;  /* (element-type guint32) */
  GArray *weights;  /* (element-type float): of the terms of what is added */
};

static void
posting_clear (gpointer data)
{
  Posting *posting = data;

  g_free (posting->articles);
  g_free (posting->impacts);
}

SheafIndex *
sheaf_index_new (void)
{
  SheafIndex *self = g_new0 (SheafIndex, 1);

  self->postings = g_array_new (FALSE, TRUE, sizeof (Posting));
  g_array_set_clear_func (self->postings, posting_clear);
  self->alive = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->logarithms = g_new (float, LOGARITHMS);
  for (guint i = 0; i < LOGARITHMS; i++)
    self->logarithms[i] = logf ((float) i + 0.5f);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->impacts = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->dead = g_byte_array_new ();
  self->scores = g_array_new (FALSE, TRUE, sizeof (float));
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->weights = g_array_new (FALSE, FALSE, sizeof (float));

  return self;
}

void
sheaf_index_free (SheafIndex *self)
{
  g_array_unref (self->postings);
  g_array_unref (self->alive);
  g_free (self->logarithms);
  g_array_unref (self->ends);
  g_array_unref (self->ids);
  g_array_unref (self->impacts);
  g_byte_array_unref (self->dead);
  g_array_unref (self->scores);
  g_array_unref (self->touched);
  g_array_unref (self->weights);
  g_free (self);
}

guint32
sheaf_index_count (SheafIndex *self)
{
  return self->dead->len;
}

guint32
sheaf_index_count_alive (SheafIndex *self)
{
  return self->n_alive;
}

gboolean
sheaf_index_has (SheafIndex *self,
                 guint32     article)
{
  return article < self->dead->len && !self->dead->data[article];
}

/* What is the same for all terms, and the idf of one. */
static float
get_idf (SheafIndex *self,
         float       of_all,
         guint32     term)
{
  guint32 n = term < self->alive->len ? g_array_index (self->alive, guint32, term) : 0;

  return MAX (0.0f,
              of_all - (n < LOGARITHMS ? self->logarithms[n] : logf ((float) n + 0.5f)));
}

static float
get_idf_of_all (SheafIndex *self)
{
  return logf ((float) self->n_alive + IMAGINED);
}

float
sheaf_index_get_idf (SheafIndex *self,
                     guint32     term)
{
  return get_idf (self, get_idf_of_all (self), term);
}

SheafIndexed
sheaf_index_get (SheafIndex *self,
                 guint32     article)
{
  guint64 start = article > 0 ? g_array_index (self->ends, guint64, article - 1) : 0;
  guint64 end = g_array_index (self->ends, guint64, article);

  return (SheafIndexed){ .n = (guint) (end - start),
                         .ids = &g_array_index (self->ids, guint32, start),
                         .impacts = &g_array_index (self->impacts, guint8, start) };
}

static void
posting_drop_dead (Posting      *posting,
                   const guint8 *dead)
{
  guint32 n = 0;

  for (guint32 i = 0; i < posting->n; i++)
    {
      if (dead[posting->articles[i]])
        continue;
      posting->articles[n] = posting->articles[i];
      posting->impacts[n++] = posting->impacts[i];
    }
  posting->n = n;
}

static void
posting_append (Posting      *posting,
                guint32       n_alive,
                const guint8 *dead,
                guint32       article,
                guint8        impact)
{
  if (posting->n == posting->room && n_alive < posting->n)
    posting_drop_dead (posting, dead);
  if (posting->n == posting->room)
    {
      posting->room = posting->room + posting->room / 4 + 2;
      posting->articles = g_renew (guint32, posting->articles, posting->room);
      posting->impacts = g_renew (guint8, posting->impacts, posting->room);
    }
  posting->articles[posting->n] = article;
  posting->impacts[posting->n++] = impact;
}

/* Moves the least of a heap whose root grew or was replaced to where it belongs. */
static void
sift (SheafHit *heap,
      guint     n)
{
  guint i = 0;

  while (2 * i + 1 < n)
    {
      guint least = 2 * i + 1;
      SheafHit swap;

      if (least + 1 < n && heap[least + 1].score < heap[least].score)
        least++;
      if (heap[i].score <= heap[least].score)
        return;
      swap = heap[i];
      heap[i] = heap[least];
      heap[least] = swap;
      i = least;
    }
}

/* The least a term must weigh, idf and all, to be among those that are kept: the last of a heap of
 * the heaviest. @weights: of each term. */
static float
find_least (const float *weights,
            guint        n)
{
  SheafHit heaviest[SHEAF_INDEX_TERMS] = { 0 };

  if (n <= SHEAF_INDEX_TERMS)
    return 0;

  for (guint i = 0; i < n; i++)
    {
      if (weights[i] <= heaviest[0].score)
        continue;
      heaviest[0].score = weights[i];
      sift (heaviest, SHEAF_INDEX_TERMS);
    }

  return heaviest[0].score;
}

/* The heaviest terms, in the order of their ids. Returns how many. */
static guint
choose (SheafIndex       *self,
        const SheafTerms *terms,
        SheafTerm         chosen[SHEAF_INDEX_TERMS])
{
  float of_all = get_idf_of_all (self);
  float *weights;
  float least;
  guint n = 0;

  g_array_set_size (self->weights, terms->n);
  weights = (float *) self->weights->data;

  /* Each lies somewhere else in memory: waiting for one, fetch the next. */
  for (guint i = 0; i < terms->n; i++)
    {
      if (terms->terms[i].id < self->alive->len)
        __builtin_prefetch (&g_array_index (self->alive, guint32, terms->terms[i].id));
    }
  for (guint i = 0; i < terms->n; i++)
    weights[i] = terms->terms[i].weight * (1 + get_idf (self, of_all, terms->terms[i].id));
  least = find_least (weights, terms->n);

  for (guint i = 0; i < terms->n && n < SHEAF_INDEX_TERMS; i++)
    {
      guint at = n;

      if (weights[i] < least)
        continue;
      for (; at > 0 && chosen[at - 1].id > terms->terms[i].id; at--)
        chosen[at] = chosen[at - 1];
      chosen[at] = terms->terms[i];
      n++;
    }

  return n;
}

static void
fetch_postings (SheafIndex      *self,
                const SheafTerm *chosen,
                guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      if (chosen[i].id < self->postings->len)
        __builtin_prefetch (&g_array_index (self->postings, Posting, chosen[i].id));
    }
  for (guint i = 0; i < n; i++)
    {
      const Posting *posting;

      if (chosen[i].id >= self->postings->len)
        continue;
      posting = &g_array_index (self->postings, Posting, chosen[i].id);
      if (posting->room > 0)
        {
          __builtin_prefetch (&posting->articles[posting->n], 1);
          __builtin_prefetch (&posting->impacts[posting->n], 1);
        }
    }
}

guint32
sheaf_index_add (SheafIndex       *self,
                 const SheafTerms *terms)
{
  guint32 article = self->dead->len;
  SheafTerm chosen[SHEAF_INDEX_TERMS];
  guint n = choose (self, terms, chosen);
  const guint8 alive = 0;
  guint64 end;

  g_byte_array_append (self->dead, &alive, 1);
  fetch_postings (self, chosen, n);
  for (guint i = 0; i < n; i++)
    {
      guint32 id = chosen[i].id;
      guint8 impact = (guint8) CLAMP (chosen[i].weight * IMPACT_STEPS, 1.0f, 255.0f);
      guint32 *n_alive;

      if (id >= self->postings->len)
        {
          g_array_set_size (self->postings, id + 1);
          g_array_set_size (self->alive, id + 1);
        }
      n_alive = &g_array_index (self->alive, guint32, id);
      posting_append (&g_array_index (self->postings, Posting, id), *n_alive, self->dead->data,
                      article, impact);
      (*n_alive)++;
      g_array_append_val (self->ids, id);
      g_array_append_val (self->impacts, impact);
    }
  end = self->ids->len;
  g_array_append_val (self->ends, end);
  self->n_alive++;

  return article;
}

void
sheaf_index_remove (SheafIndex *self,
                    guint32     article)
{
  SheafIndexed indexed;

  if (!sheaf_index_has (self, article))
    return;

  indexed = sheaf_index_get (self, article);
  for (guint i = 0; i < indexed.n; i++)
    g_array_index (self->alive, guint32, indexed.ids[i])--;
  self->dead->data[article] = 1;
  self->n_alive--;
}

static int
compare_rarity (gconstpointer a,
                gconstpointer b)
{
  float first = ((const SheafTerm *) a)->weight;
  float second = ((const SheafTerm *) b)->weight;

  return (first > second) - (first < second);
}

/* Adds the newest articles of @posting, at most @budget. */
static guint
add_scores (SheafIndex    *self,
            const Posting *posting,
            float          weight,
            guint          budget)
{
  float *scores = (float *) self->scores->data;
  guint32 n = MIN (posting->n, budget);

  for (guint32 i = posting->n; i > posting->n - n; i--)
    {
      guint32 article = posting->articles[i - 1];

      if (self->dead->data[article])
        continue;
      if (scores[article] == 0)
        g_array_append_val (self->touched, article);
      scores[article] += weight * posting->impacts[i - 1];
    }

  return n;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const SheafHit *first = a;
  const SheafHit *second = b;

  if (first->score != second->score)
    return first->score < second->score ? 1 : -1;

  return (first->article < second->article) - (first->article > second->article);
}

/* The best @max of what was touched; everything is 0 again afterwards. */
static GArray *
take_best (SheafIndex *self,
           guint32     but,
           guint       max)
{
  GArray *best = g_array_sized_new (FALSE, FALSE, sizeof (SheafHit), max);
  float *scores = (float *) self->scores->data;

  scores[but] = 0;
  for (guint i = 0; i < self->touched->len; i++)
    {
      guint32 article = g_array_index (self->touched, guint32, i);
      SheafHit hit = { .article = article, .score = scores[article] };

      scores[article] = 0;
      if (hit.score <= 0)
        continue;
      if (best->len < max)
        {
          g_array_append_val (best, hit);
          if (best->len == max)
            g_array_sort (best, compare_hits);
          if (best->len == max)
            for (guint j = 0; j < max / 2; j++)
              {
                SheafHit swap = g_array_index (best, SheafHit, j);

                g_array_index (best, SheafHit, j) = g_array_index (best, SheafHit, max - 1 - j);
                g_array_index (best, SheafHit, max - 1 - j) = swap;
              }
        }
      else if (hit.score > g_array_index (best, SheafHit, 0).score)
        {
          g_array_index (best, SheafHit, 0) = hit;
          sift ((SheafHit *) best->data, max);
        }
    }
  g_array_set_size (self->touched, 0);
  g_array_sort (best, compare_hits);

  return best;
}

GArray *
sheaf_index_search (SheafIndex *self,
                    guint32     article,
                    guint       max)
{
  SheafIndexed indexed = sheaf_index_get (self, article);
  SheafTerm terms[SHEAF_INDEX_TERMS];
  guint budget = SEARCH_BUDGET;

  if (self->scores->len < self->dead->len)
    g_array_set_size (self->scores, self->dead->len);
  for (guint i = 0; i < indexed.n; i++)
    terms[i] = (SheafTerm){
      .id = i, .weight = (float) g_array_index (self->postings, Posting, indexed.ids[i]).n
    };
  qsort (terms, indexed.n, sizeof (SheafTerm), compare_rarity);

  for (guint i = 0; i < indexed.n && budget > 0; i++)
    {
      guint32 term = indexed.ids[terms[i].id];
      float idf = sheaf_index_get_idf (self, term);

      budget -= add_scores (self, &g_array_index (self->postings, Posting, term),
                            idf * idf * indexed.impacts[terms[i].id], budget);
    }

  return take_best (self, article, max);
}

gsize
sheaf_index_get_size (SheafIndex *self)
{
  gsize size = (gsize) self->ids->len * 5 + (gsize) self->ends->len * 9
               + (gsize) self->scores->len * 4 + (gsize) self->postings->len * (sizeof (Posting) + sizeof (guint32));

  for (guint i = 0; i < self->postings->len; i++)
    size += (gsize) g_array_index (self->postings, Posting, i).room * 5;

  return size;
}

