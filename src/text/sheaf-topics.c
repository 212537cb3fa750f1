/* sheaf-topics.c: what articles are about beyond the words they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-topics.h"

#define ROUNDS 3
#define ARTICLES_A_TOPIC 8
#define MIN_TOPICS 8
#define NO_ROW G_MAXUINT32

struct _SheafTopics
{
  float *basis;   /* n_rows × n_topics, columns orthonormal */
  guint32 *rows;  /* by term: its row, NO_ROW where nothing was learnt of it */
  guint n_terms;
  guint n_rows;
  guint n_topics;
  guint generation;
};

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

/* The sum of the terms' rows of @basis, each times its weight. */
static void
project (SheafTopics *self,
         SheafIndex  *index,
         guint32      article,
         const float *basis,
         float       *sum)
{
  float weights[SHEAF_INDEX_TERMS];
  SheafIndexed indexed = weigh (index, article, weights);

  memset (sum, 0, self->n_topics * sizeof (float));
  for (guint i = 0; i < indexed.n; i++)
    {
      guint32 row = get_row (self, indexed.ids[i]);

      if (row == NO_ROW)
        continue;
      for (guint k = 0; k < self->n_topics; k++)
        sum[k] += weights[i] * basis[(gsize) row * self->n_topics + k];
    }
}

/* Adds @sum to the rows of @article's terms, each times its weight: the transpose of project(). */
static void
spread (SheafTopics *self,
        SheafIndex  *index,
        guint32      article,
        const float *sum,
        float       *basis)
{
  float weights[SHEAF_INDEX_TERMS];
  SheafIndexed indexed = weigh (index, article, weights);

  for (guint i = 0; i < indexed.n; i++)
    {
      guint32 row = get_row (self, indexed.ids[i]);

      if (row == NO_ROW)
        continue;
      for (guint k = 0; k < self->n_topics; k++)
        basis[(gsize) row * self->n_topics + k] += weights[i] * sum[k];
    }
}

/* Makes the columns orthonormal: Cholesky of their products, R, then basis × R⁻¹; done twice, as
 * the first leaves rounding errors. */
static void
orthonormalise_once (float *basis,
                     guint  n_rows,
                     guint  n)
{
  g_autofree double *r = g_new0 (double, (gsize) n * n);

  for (gsize row = 0; row < n_rows; row++)
    {
      const float *values = basis + row * n;

      for (guint i = 0; i < n; i++)
        {
          if (values[i] == 0)
            continue;
          for (guint j = i; j < n; j++)
            r[i * n + j] += (double) values[i] * values[j];
        }
    }

  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < i; k++)
        for (guint j = i; j < n; j++)
          r[i * n + j] -= r[k * n + i] * r[k * n + j];
      r[i * n + i] = r[i * n + i] > 1e-12 ? sqrt (r[i * n + i]) : 0;
      for (guint j = i + 1; j < n; j++)
        r[i * n + j] = r[i * n + i] > 0 ? r[i * n + j] / r[i * n + i] : 0;
    }

  for (gsize row = 0; row < n_rows; row++)
    {
      float *values = basis + row * n;

      for (guint j = 0; j < n; j++)
        {
          double value = values[j];

          for (guint i = 0; i < j; i++)
            value -= values[i] * r[i * n + j];
          values[j] = r[j * n + j] > 0 ? (float) (value / r[j * n + j]) : 0;
        }
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

static float *
iterate (SheafTopics *self,
         SheafIndex  *index,
         guint32      first,
         const float *basis)
{
  guint32 n_articles = sheaf_index_count (index);
  float *next = g_new0 (float, (gsize) self->n_rows * self->n_topics);
  float sum[SHEAF_TOPICS_MAX];

  for (guint32 article = first; article < n_articles; article++)
    {
      if (!sheaf_index_has (index, article))
        continue;
      project (self, index, article, basis, sum);
      spread (self, index, article, sum, next);
    }
  orthonormalise_once (next, self->n_rows, self->n_topics);
  orthonormalise_once (next, self->n_rows, self->n_topics);

  return next;
}

void
sheaf_topics_learn (SheafTopics *self,
                    SheafIndex  *index,
                    guint        max)
{
  guint32 n_articles = sheaf_index_count (index);
  guint32 first = n_articles > max ? n_articles - max : 0;
  g_autofree float *basis = NULL;

  number_rows (self, index, first);
  self->n_topics = CLAMP ((n_articles - first) / ARTICLES_A_TOPIC, MIN_TOPICS, SHEAF_TOPICS_MAX);
  basis = g_new (float, (gsize) self->n_rows * self->n_topics);
  fill (basis, (gsize) self->n_rows * self->n_topics);

  for (guint round = 0; round < ROUNDS; round++)
    {
      float *next = iterate (self, index, first, basis);

      g_free (basis);
      basis = next;
    }

  g_free (self->basis);
  self->basis = g_steal_pointer (&basis);
  self->generation++;
}

gboolean
sheaf_topics_locate (SheafTopics *self,
                     SheafIndex  *index,
                     guint32      article,
                     SheafPlace  *place)
{
  float sum[SHEAF_TOPICS_MAX] = { 0 };
  float most = 0;

  memset (place, 0, sizeof *place);
  if (self->basis == NULL)
    return FALSE;

  project (self, index, article, self->basis, sum);
  for (guint i = 0; i < self->n_topics; i++)
    most = MAX (most, fabsf (sum[i]));
  if (most == 0)
    return FALSE;

  for (guint i = 0; i < self->n_topics; i++)
    place->at[i] = (gint8) lrintf (sum[i] / most * 127);

  return TRUE;
}

float
sheaf_place_compare (const SheafPlace *a,
                     const SheafPlace *b)
{
  int product = 0, of_a = 0, of_b = 0;

  for (guint i = 0; i < SHEAF_TOPICS_MAX; i++)
    {
      product += a->at[i] * b->at[i];
      of_a += a->at[i] * a->at[i];
      of_b += b->at[i] * b->at[i];
    }

  return of_a > 0 && of_b > 0 ? (float) product / sqrtf ((float) of_a * (float) of_b) : 0;
}
