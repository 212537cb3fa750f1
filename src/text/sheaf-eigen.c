/* sheaf-eigen.c: the eigenvectors of a small symmetric matrix, and orthonormal columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-eigen.h"

#define MAX_SWEEPS 12

/* Beside the diagonal, what is so small is 0. */
#define NOTHING 1e-9

/* Rows that are multiplied in single precision before the sum is added up in double. */
#define BLOCK 64

void
sheaf_multiply_columns (const float *basis,
                        gsize        n_rows,
                        guint        n,
                        double      *product)
{
  g_autofree float *sums = g_new (float, n);

  memset (product, 0, (gsize) n * n * sizeof (double));
  for (gsize first = 0; first < n_rows; first += BLOCK)
    {
      gsize end = MIN (first + BLOCK, n_rows);

      for (guint i = 0; i < n; i++)
        {
          memset (sums, 0, n * sizeof (float));
          for (gsize row = first; row < end; row++)
            {
              const float *values = basis + row * n;
              float factor = values[i];

              if (factor == 0)
                continue;
              for (guint j = i; j < n; j++)
                sums[j] += factor * values[j];
            }
          for (guint j = i; j < n; j++)
            product[(gsize) i * n + j] += sums[j];
        }
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      product[(gsize) i * n + j] = product[(gsize) j * n + i];
}

/* Cholesky of the columns' products, R, then basis × R⁻¹. */
static void
orthonormalise_once (float  *basis,
                     gsize   n_rows,
                     guint   n,
                     double *r)
{
  g_autofree float *factors = g_new0 (float, (gsize) n * n);

  sheaf_multiply_columns (basis, n_rows, n, r);
  for (guint i = 0; i < n; i++)
    {
      double before = r[(gsize) i * n + i];

      for (guint k = 0; k < i; k++)
        {
          double factor = r[(gsize) k * n + i];

          for (guint j = i; factor != 0 && j < n; j++)
            r[(gsize) i * n + j] -= factor * r[(gsize) k * n + j];
        }
      r[(gsize) i * n + i]
        = r[(gsize) i * n + i] > before * 1e-9 ? sqrt (r[(gsize) i * n + i]) : 0;
      for (guint j = i + 1; j < n; j++)
        r[(gsize) i * n + j]
          = r[(gsize) i * n + i] > 0 ? r[(gsize) i * n + j] / r[(gsize) i * n + i] : 0;
    }

  for (gsize i = 0; i < (gsize) n * n; i++)
    factors[i] = (float) r[i];
  for (gsize row = 0; row < n_rows; row++)
    {
      float *values = basis + row * n;

      for (guint i = 0; i < n; i++)
        {
          const float *of = factors + (gsize) i * n;
          float value = of[i] > 0 ? values[i] / of[i] : 0;

          values[i] = value;
          for (guint j = i + 1; j < n; j++)
            values[j] -= value * of[j];
        }
    }
}

void
sheaf_orthonormalise (float *basis,
                      gsize  n_rows,
                      guint  n)
{
  g_autofree double *r = g_new (double, (gsize) n * n);

  /* The first leaves rounding errors. */
  orthonormalise_once (basis, n_rows, n, r);
  orthonormalise_once (basis, n_rows, n, r);
}

/* Turns the plane of rows @p and @q, and of the columns alike, so that what stands there becomes 0. */
static void
rotate (double *matrix,
        guint   n,
        guint   p,
        guint   q,
        double *vectors)
{
  double *row_p = matrix + (gsize) p * n;
  double *row_q = matrix + (gsize) q * n;
  double theta = (row_q[q] - row_p[p]) / (2 * row_p[q]);
  double t = (theta >= 0 ? 1 : -1) / (fabs (theta) + sqrt (theta * theta + 1));
  double c = 1 / sqrt (t * t + 1);
  double s = t * c;
  double of_p = row_p[p] - t * row_p[q];
  double of_q = row_q[q] + t * row_p[q];

  for (guint k = 0; k < n; k++)
    {
      double a = row_p[k], b = row_q[k];

      row_p[k] = c * a - s * b;
      row_q[k] = s * a + c * b;
      a = vectors[(gsize) p * n + k];
      b = vectors[(gsize) q * n + k];
      vectors[(gsize) p * n + k] = c * a - s * b;
      vectors[(gsize) q * n + k] = s * a + c * b;
    }
  row_p[p] = of_p;
  row_q[q] = of_q;
  row_p[q] = row_q[p] = 0;
  for (guint k = 0; k < n; k++)
    {
      if (k == p || k == q)
        continue;
      matrix[(gsize) k * n + p] = row_p[k];
      matrix[(gsize) k * n + q] = row_q[k];
    }
}

static gboolean
sweep (double *matrix,
       guint   n,
       double *vectors)
{
  gboolean rotated = FALSE;

  for (guint p = 0; p < n; p++)
    for (guint q = p + 1; q < n; q++)
      {
        double beside = fabs (matrix[(gsize) p * n + q]);

        if (beside <= NOTHING * (fabs (matrix[(gsize) p * n + p])
                                 + fabs (matrix[(gsize) q * n + q])))
          continue;
        rotate (matrix, n, p, q, vectors);
        rotated = TRUE;
      }

  return rotated;
}

void
sheaf_eigen_solve (double *matrix,
                   guint   n,
                   double *values,
                   double *vectors)
{
  g_autofree double *rows = g_new0 (double, (gsize) n * n);
  g_autofree gboolean *taken = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    rows[(gsize) i * n + i] = 1;
  for (guint i = 0; i < MAX_SWEEPS && sweep (matrix, n, rows); i++)
    ;

  for (guint i = 0; i < n; i++)
    {
      guint best = n;

      for (guint k = 0; k < n; k++)
        {
          if (!taken[k]
              && (best == n || matrix[(gsize) k * n + k] > matrix[(gsize) best * n + best]))
            best = k;
        }
      taken[best] = TRUE;
      values[i] = matrix[(gsize) best * n + best];
      for (guint k = 0; k < n; k++)
        vectors[(gsize) k * n + i] = rows[(gsize) best * n + k];
    }
}
