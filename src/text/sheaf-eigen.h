/* sheaf-eigen.h: the eigenvectors of a small symmetric matrix, and orthonormal columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The eigenvalues of the symmetric @matrix of @n rows, by Jacobi's rotations (Golub and Van Loan,
 * Matrix Computations, 8.5), the greatest first. @matrix is used up. @vectors receives n × n
 * numbers: column i is the vector of length 1 that goes with @values[i]. */
void sheaf_eigen_solve (double *matrix, guint n, double *values, double *vectors);

/* Makes the @n columns of the @n_rows × @n @basis orthonormal. Those that others make up already
 * become 0. */
void sheaf_orthonormalise (float *basis, gsize n_rows, guint n);

/* @product receives the n × n products of the columns of @basis with each other. */
void sheaf_multiply_columns (const float *basis, gsize n_rows, guint n, double *product);

G_END_DECLS
