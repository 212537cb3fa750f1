/* sheaf-index.h: which articles have which terms
 *
 * An inverted index and its forward side. Articles are numbered as they are added, from 0; a
 * changed article is removed and added anew. Of an article the heaviest SHEAF_INDEX_TERMS terms
 * are kept, which bounds memory and time whatever its length.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-terms.h"

G_BEGIN_DECLS

#define SHEAF_INDEX_TERMS 64

/* A term of an article: its weight in it in steps of 1/28. */
typedef struct
{
  guint n;
  const guint32 *ids; /* rising */
  const guint8 *impacts;
} SheafIndexed;

typedef struct
{
  guint32 article;
  float score;
} SheafHit;

typedef struct _SheafIndex SheafIndex;

/* Returns: (transfer full) */
SheafIndex *sheaf_index_new (void);
void sheaf_index_free (SheafIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafIndex, sheaf_index_free)

/* Returns the article's number. */
guint32 sheaf_index_add (SheafIndex *self, const SheafTerms *terms);

/* Does nothing where @article was removed before. */
void sheaf_index_remove (SheafIndex *self, guint32 article);

/* How many numbers were given, and how many of the articles are still there. */
guint32 sheaf_index_count (SheafIndex *self);
guint32 sheaf_index_count_alive (SheafIndex *self);
gboolean sheaf_index_has (SheafIndex *self, guint32 article);

/* What @article consists of; it stands until the next call that changes @self. */
SheafIndexed sheaf_index_get (SheafIndex *self, guint32 article);

/* How much a term tells: ln ((N + 50) / (n + 1/2)), n of N articles having it, at least 0. */
float sheaf_index_get_idf (SheafIndex *self, guint32 term);

/* The @max articles that share most with @article, best first, by the sum over shared terms of both
 * weights times idf squared. Rare terms are looked at first, of each the newest articles first, and
 * no more than a fixed number of occurrences: what a search takes is bounded.
 * Returns: (transfer full) (element-type SheafHit) */
GArray *sheaf_index_search (SheafIndex *self, guint32 article, guint max);

/* Bytes held, for who measures. */
gsize sheaf_index_get_size (SheafIndex *self);

G_END_DECLS
