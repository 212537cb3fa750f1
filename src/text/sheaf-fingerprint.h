/* sheaf-fingerprint.h: what tells a text's copies
 *
 * The set of its runs of five words (shingles: Broder 1997), each a hash of 32 bits. Two texts
 * resemble each other as far as their sets overlap (Jaccard); one contains the other as far as its
 * own set lies in the other's. A text under five words has one shingle, all of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-terms.h"

G_BEGIN_DECLS

/* Two texts resemble each other at least so far to be told as copies, however they were edited. */
#define SHEAF_COPY_RESEMBLANCE 0.3

/* Of two copies the shorter lies at least so far in the longer for it to be a trimmed one. */
#define SHEAF_TRIMMED_CONTAINMENT 0.85

typedef enum
{
  SHEAF_COPY_NONE,
  SHEAF_COPY_IDENTICAL, /* word for word, whatever the headline */
  SHEAF_COPY_TRIMMED,   /* one is the other with parts left out */
  SHEAF_COPY_CORRECTED, /* nearly all alike, as long, under one publisher or headline */
  SHEAF_COPY_REWRITTEN, /* alike in large parts */
} SheafCopyKind;

typedef struct
{
  guint n;
  guint32 *shingles; /* rising, each once */
  guint n_words;
  guint32 whole;     /* a hash of all words in order */
} SheafFingerprint;

typedef struct
{
  double resemblance; /* shared of all */
  double containment; /* shared of the smaller's */
} SheafOverlap;

/* @words: a hash of each word in order, as in SheafTerms. Returns: (transfer full) */
SheafFingerprint *sheaf_fingerprint_new (const guint32 *words, guint n_words);
void sheaf_fingerprint_free (SheafFingerprint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafFingerprint, sheaf_fingerprint_free)

SheafOverlap sheaf_fingerprint_compare (const SheafFingerprint *a, const SheafFingerprint *b);

/* What kind of copy one is of the other. @same_desk: whether both have one publisher or one headline,
 * as a correction has. */
SheafCopyKind sheaf_fingerprint_judge (const SheafFingerprint *a, const SheafFingerprint *b,
                                       gboolean same_desk);

G_END_DECLS
