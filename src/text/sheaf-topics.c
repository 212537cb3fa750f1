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

struct _SheafTopics
{
  float *basis;   /* n_rows × n_topics, columns orthonormal */
  guint n_rows;   /* terms: those with a greater number are not known */
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
  g_free (self);
}

guint
sheaf_topics_get_generation (SheafTopics *self)
{
  return self->generation;
}

/* The sum of the terms' rows of @basis, each times its weight; of unit weight beforehand. */
static void
project (SheafIndex  *index,
         guint32      article,
         const float *basis,
         guint        n_rows,
         guint        n_topics,
         float       *sum)
{
  SheafIndexed indexed = sheaf_index_get (index, article);
  float norm = 0;

  memset (sum, 0, n_topics * sizeof (float));
  for (guint i = 0; i < indexed.n; i++)
    {
      float weight = sheaf_index_get_idf (index, indexed.ids[i]) * indexed.impacts[i];
      const float *row;

      norm += weight * weight;
      if (indexed.ids[i] >= n_rows)
        continue;
      row = basis + (gsize) indexed.ids[i] * n_topics;
      for (guint k = 0; k < n_topics; k++)
        sum[k] += weight * row[k];
    }

  norm = norm > 0 ? 1 / sqrtf (norm) : 0;
  for (guint k = 0; k < n_topics; k++)
    sum[k] *= norm;
}

/* Adds @sum to the rows of @article's terms, each times its weight: the transpose of project(). */
static void
spread (SheafIndex  *index,
        guint32      article,
        const float *sum,
        guint        n_topics,
        float       *basis)
{
  SheafIndexed indexed = sheaf_index_get (index, article);
  float norm = 0;

  for (guint i = 0; i < indexed.n; i++)
    {
      float weight = sheaf_index_get_idf (index, indexed.ids[i]) * indexed.impacts[i];

      norm += weight * weight;
    }
  norm = norm > 0 ? 1 / sqrtf (norm) : 0;

  for (guint i = 0; i < indexed.n; i++)
    {
      float weight = sheaf_index_get_idf (index, indexed.ids[i]) * indexed.impacts[i] * norm;
      float *row = basis + (gsize) indexed.ids[i] * n_topics;

      for (guint k = 0; k < n_topics; k++)
        row[k] += weight * sum[k];
    }
}

/* Makes the columns orthonormal: Cholesky of their products, R, then basis × R⁻¹; done twice, as
 * the first leaves rounding errors. */
static void
orthonormalise_once (float *basis,
                     guint  n_rows,
                     guint  n)
{
  g_autofree double *r = g_new0 (double, n * n);

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

void
sheaf_topics_learn (SheafTopics *self,
                    SheafIndex  *index,
                    guint        max)
{
  guint32 n_articles = sheaf_index_count (index);
  guint32 first = n_articles > max ? n_articles - max : 0;
  guint n_topics = CLAMP ((n_articles - first) / ARTICLES_A_TOPIC, MIN_TOPICS, SHEAF_TOPICS_MAX);
  guint n_rows = 0;
  g_autofree float *basis = NULL;
  gsize size;

  for (guint32 article = first; article < n_articles; article++)
    {
      SheafIndexed indexed = sheaf_index_get (index, article);

      if (indexed.n > 0)
        n_rows = MAX (n_rows, indexed.ids[indexed.n - 1] + 1);
    }
  size = (gsize) n_rows * n_topics;
  basis = g_new (float, size);
  fill (basis, size);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree float *next = g_new0 (float, size);
      float sum[SHEAF_TOPICS_MAX];

      for (guint32 article = first; article < n_articles; article++)
        {
          if (!sheaf_index_has (index, article))
            continue;
          project (index, article, basis, n_rows, n_topics, sum);
          spread (index, article, sum, n_topics, next);
        }
      orthonormalise_once (next, n_rows, n_topics);
      orthonormalise_once (next, n_rows, n_topics);
      g_free (basis);
      basis = g_steal_pointer (&next);
    }

  g_free (self->basis);
  self->basis = g_steal_pointer (&basis);
  self->n_rows = n_rows;
  self->n_topics = n_topics;
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

  project (index, article, self->basis, self->n_rows, self->n_topics, sum);
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
