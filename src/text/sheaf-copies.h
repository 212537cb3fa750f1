/* sheaf-copies.h: finds among many texts those that may be copies
 *
 * MinHash (Broder 1997) in SHEAF_COPIES_BANDS bands of three (Leskovec, Rajaraman and Ullman,
 * Mining of Massive Datasets, 3.4). Two texts whose shingles overlap by 0.7 share no band, and so
 * are not found, once in 100,000 times; by 0.5, once in 70. What is found is only likely: compare
 * the fingerprints.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-fingerprint.h"

G_BEGIN_DECLS

#define SHEAF_COPIES_BANDS 28

typedef struct _SheafCopies SheafCopies;

/* Returns: (transfer full) */
SheafCopies *sheaf_copies_new (void);
void sheaf_copies_free (SheafCopies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafCopies, sheaf_copies_free)

/* @article: whatever number, each once. An empty text is not remembered. */
void sheaf_copies_add (SheafCopies *self, guint32 article, const SheafFingerprint *fingerprint);
void sheaf_copies_remove (SheafCopies *self, guint32 article);

/* The articles that may be copies of @fingerprint's, the newest first, each once.
 * Returns: (transfer full) (element-type guint32) */
GArray *sheaf_copies_find (SheafCopies *self, const SheafFingerprint *fingerprint);

/* Bytes held, for who measures. */
gsize sheaf_copies_get_size (SheafCopies *self);

G_END_DECLS
