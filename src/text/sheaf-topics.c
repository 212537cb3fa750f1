/* sheaf-topics.c: what articles are about beyond the words they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-eigen.h"
#include "text/sheaf-topics.h"

#define ROUNDS 4
#define NO_ROW G_MAXUINT32

/* A direction is kept from the eigenvalue that two articles with a cosine of 0.4 make; of fewer
 * than ENOUGH articles from less, as fewer make one by chance, which grows with the root of their
 * number (Marchenko and Pastur 1967). */
#define SHARED 0.4
#define ENOUGH 800

struct _SheafTopics
{
  float *basis;   /* n_rows × n_topics, columns orthonormal */
  guint32 *rows;  /* by term: its row, NO_ROW where nothing was learnt of it */
  guint n_terms;
  guint n_rows;
  guint n_topics;
  guint generation;
};

/* The articles that are learnt from, as a matrix of rows of unit length. */
typedef struct
{
  guint n;
  guint *ends;   /* where each article's entries end */
  guint32 *rows; /* of the basis, by entry */
  float *weights;
} Sample;

static void
sample_clear (Sample *sample)
{
  g_free (sample->ends);
  g_free (sample->rows);
  g_free (sample->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

SheafTopics *
sheaf_topics_new (void)
{
  return g_new0 (SheafTopics, 1);
}

void
sheaf_topics_free (SheafTopics *self)
{
  g_free (self->basis);
  g_free (self->rows);
  g_free (self);
}

guint
sheaf_topics_get_generation (SheafTopics *self)
{
  return self->generation;
}

guint
sheaf_topics_count (SheafTopics *self)
{
  return self->n_topics;
}

static guint32
get_row (SheafTopics *self,
         guint32      term)
{
  return term < self->n_terms ? self->rows[term] : NO_ROW;
}

/* The weights of @article's terms, of unit length. */
static SheafIndexed
weigh (SheafIndex *index,
       guint32     article,
       float       weights[SHEAF_INDEX_TERMS])
{
  SheafIndexed indexed = sheaf_index_get (index, article);
  float norm = 0;

  for (guint i = 0; i < indexed.n; i++)
    {
      weights[i] = sheaf_index_get_idf (index, indexed.ids[i]) * indexed.impacts[i];
      norm += weights[i] * weights[i];
    }
  norm = norm > 0 ? 1 / sqrtf (norm) : 0;
  for (guint i = 0; i < indexed.n; i++)
    weights[i] *= norm;

  return indexed;
}

/* Gives a row to each term that two articles from @first on have: one alone brings nothing near. */
static void
number_rows (SheafTopics *self,
             SheafIndex  *index,
             guint32      first)
{
  guint32 n_articles = sheaf_index_count (index);

  self->n_terms = 0;
  for (guint32 article = first; article < n_articles; article++)
    {
      SheafIndexed indexed = sheaf_index_get (index, article);

      if (indexed.n > 0)
        self->n_terms = MAX (self->n_terms, indexed.ids[indexed.n - 1] + 1);
    }

  g_free (self->rows);
  self->rows = g_new0 (guint32, self->n_terms);
  for (guint32 article = first; article < n_articles; article++)
    {
      SheafIndexed indexed = sheaf_index_get (index, article);

      for (guint i = 0; sheaf_index_has (index, article) && i < indexed.n; i++)
        self->rows[indexed.ids[i]]++;
    }

  self->n_rows = 0;
  for (guint32 term = 0; term < self->n_terms; term++)
    self->rows[term] = self->rows[term] > 1 ? self->n_rows++ : NO_ROW;
}

static void
take_sample (SheafTopics *self,
             SheafIndex  *index,
             guint32      first,
             Sample      *sample)
{
  guint32 n_articles = sheaf_index_count (index);
  guint n_entries = 0;

  sample->ends = g_new (guint, n_articles - first);
  sample->rows = g_new (guint32, (gsize) (n_articles - first) * SHEAF_INDEX_TERMS);
  sample->weights = g_new (float, (gsize) (n_articles - first) * SHEAF_INDEX_TERMS);
  for (guint32 article = first; article < n_articles; article++)
    {
      float weights[SHEAF_INDEX_TERMS];
      SheafIndexed indexed;

      if (!sheaf_index_has (index, article))
        continue;
      indexed = weigh (index, article, weights);
      for (guint i = 0; i < indexed.n; i++)
        {
          guint32 row = get_row (self, indexed.ids[i]);

          if (row == NO_ROW)
            continue;
          sample->rows[n_entries] = row;
          sample->weights[n_entries++] = weights[i];
        }
      sample->ends[sample->n++] = n_entries;
    }
}

/* Numbers that are alike everywhere, between -1 and 1 (xorshift: Marsaglia 2003). */
static void
fill (float *basis,
      gsize  n)
{
  guint32 state = 2463534242u;

  for (gsize i = 0; i < n; i++)
    {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      basis[i] = (float) ((gint32) state) / 2147483648.0f;
    }
}

/* @of_terms = transpose of @sample × @of_articles, @k columns each. */
static void
spread (const Sample *sample,
        const float  *of_articles,
        guint         k,
        float        *of_terms,
        guint         n_rows)
{
  memset (of_terms, 0, (gsize) n_rows * k * sizeof (float));
  for (guint article = 0, i = 0; article < sample->n; article++)
    for (; i < sample->ends[article]; i++)
      {
        float *row = of_terms + (gsize) sample->rows[i] * k;
        const float *values = of_articles + (gsize) article * k;
        float weight = sample->weights[i];

        for (guint j = 0; j < k; j++)
          row[j] += weight * values[j];
      }
}

/* @of_articles = @sample × @of_terms. */
static void
gather (const Sample *sample,
        const float  *of_terms,
        guint         k,
        float        *of_articles)
{
  memset (of_articles, 0, (gsize) sample->n * k * sizeof (float));
  for (guint article = 0, i = 0; article < sample->n; article++)
    for (; i < sample->ends[article]; i++)
      {
        const float *row = of_terms + (gsize) sample->rows[i] * k;
        float *values = of_articles + (gsize) article * k;
        float weight = sample->weights[i];

        for (guint j = 0; j < k; j++)
          values[j] += weight * row[j];
      }
}

/* Turns the @k columns of @of_terms into directions and keeps those that articles share. */
static void
keep_shared (SheafTopics *self,
             const float *of_terms,
             guint        n_articles,
             guint        k)
{
  double least = 1 + SHARED * MIN (1.0, sqrt ((double) n_articles / ENOUGH));
  g_autofree double *products = g_new (double, (gsize) k * k);
  g_autofree double *values = g_new (double, k);
  g_autofree double *vectors = g_new (double, (gsize) k * k);
  g_autofree float *turn = g_new (float, (gsize) k * k);
  guint n = 0;

  sheaf_multiply_columns (of_terms, self->n_rows, k, products);
  sheaf_eigen_solve (products, k, values, vectors);
  while (n < k && values[n] > least)
    n++;
  for (guint i = 0; i < k; i++)
    for (guint j = 0; j < n; j++)
      turn[i * n + j] = (float) (vectors[(gsize) i * k + j] / sqrt (values[j]));

  g_free (self->basis);
  self->basis = g_new0 (float, (gsize) self->n_rows * n);
  self->n_topics = n;
  for (gsize row = 0; row < self->n_rows; row++)
    for (guint i = 0; i < k; i++)
      {
        float *to = self->basis + row * n;
        float value = of_terms[row * k + i];

        for (guint j = 0; j < n; j++)
          to[j] += value * turn[i * n + j];
      }
}

void
sheaf_topics_learn (SheafTopics *self,
                    SheafIndex  *index,
                    guint        max)
{
  guint32 n_articles = sheaf_index_count (index);
  guint32 first = n_articles > max ? n_articles - max : 0;
  g_auto(Sample) sample = { 0 };
  g_autofree float *of_articles = NULL;
  g_autofree float *of_terms = NULL;
  guint k;

  number_rows (self, index, first);
  take_sample (self, index, first, &sample);
  k = MIN (SHEAF_TOPICS_MAX, (sample.n + 1) / 2);
  of_articles = g_new (float, (gsize) sample.n * k);
  of_terms = g_new (float, (gsize) self->n_rows * k);
  fill (of_articles, (gsize) sample.n * k);

  for (guint round = 0; round < ROUNDS; round++)
    {
      sheaf_orthonormalise (of_articles, sample.n, k);
      spread (&sample, of_articles, k, of_terms, self->n_rows);
      if (round + 1 < ROUNDS)
        gather (&sample, of_terms, k, of_articles);
    }
  keep_shared (self, of_terms, sample.n, k);
  self->generation++;
}

gboolean
sheaf_topics_locate (SheafTopics *self,
                     SheafIndex  *index,
                     guint32      article,
                     SheafPlace  *place)
{
  float weights[SHEAF_INDEX_TERMS];
  float sum[SHEAF_TOPICS_MAX] = { 0 };
  SheafIndexed indexed;
  float most = 0;
  int square = 0;

  memset (place, 0, sizeof *place);
  if (self->basis == NULL)
    return FALSE;

  indexed = weigh (index, article, weights);
  for (guint i = 0; i < indexed.n; i++)
    {
      guint32 row = get_row (self, indexed.ids[i]);

      if (row == NO_ROW)
        continue;
      for (guint k = 0; k < self->n_topics; k++)
        sum[k] += weights[i] * self->basis[(gsize) row * self->n_topics + k];
    }
  for (guint i = 0; i < self->n_topics; i++)
    most = MAX (most, fabsf (sum[i]));
  if (most == 0)
    return FALSE;

  for (guint i = 0; i < self->n_topics; i++)
    {
      place->at[i] = (gint8) lrintf (sum[i] / most * 127);
      square += place->at[i] * place->at[i];
    }
  place->length = sqrtf ((float) square);

  return TRUE;
}

float
sheaf_place_compare (const SheafPlace *a,
                     const SheafPlace *b)
{
  int product = 0;

  if (a->length == 0 || b->length == 0)
    return 0;
  for (guint i = 0; i < SHEAF_TOPICS_MAX; i++)
    product += a->at[i] * b->at[i];

  return (float) product / (a->length * b->length);
}
