/* sheaf-fingerprint.c: what tells a text's copies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "text/sheaf-fingerprint.h"

#define SHINGLE_WORDS 5

/* Fewer shingles than that say nothing unless they are all alike: "Watch live." is no copy. */
#define FEW_SHINGLES 8

/* A correction changes at most so much of the text and of its length. */
#define CORRECTED_RESEMBLANCE 0.7
#define CORRECTED_LENGTH 0.9

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

/* The finaliser of MurmurHash3 (Appleby), which lets each bit of @hash tell on all others. */
static guint32
mix (guint32 hash)
{
  hash ^= hash >> 16;
  hash *= 0x85ebca6bu;
  hash ^= hash >> 13;
  hash *= 0xc2b2ae35u;

  return hash ^ hash >> 16;
}

static guint32
hash_run (const guint32 *words,
          guint          n)
{
  guint32 hash = 0;

  for (guint i = 0; i < n; i++)
    hash = mix (hash ^ words[i]) * 5u + 0xe6546b64u;

  return hash;
}

SheafFingerprint *
sheaf_fingerprint_new (const guint32 *words,
                       guint          n_words)
{
  SheafFingerprint *self = g_new0 (SheafFingerprint, 1);
  guint n = n_words >= SHINGLE_WORDS ? n_words - SHINGLE_WORDS + 1 : n_words > 0 ? 1 : 0;

  self->n_words = n_words;
  self->whole = hash_run (words, n_words);
  self->shingles = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    self->shingles[i] = hash_run (words + i, MIN (n_words, SHINGLE_WORDS));
  if (n > 1)
    qsort (self->shingles, n, sizeof (guint32), compare_numbers);
  for (guint i = 0; i < n; i++)
    {
      if (self->n == 0 || self->shingles[self->n - 1] != self->shingles[i])
        self->shingles[self->n++] = self->shingles[i];
    }

  return self;
}

void
sheaf_fingerprint_free (SheafFingerprint *self)
{
  g_free (self->shingles);
  g_free (self);
}

SheafOverlap
sheaf_fingerprint_compare (const SheafFingerprint *a,
                           const SheafFingerprint *b)
{
  guint i = 0, j = 0, shared = 0;

  while (i < a->n && j < b->n)
    {
      if (a->shingles[i] == b->shingles[j])
        {
          shared++;
          i++;
          j++;
        }
      else if (a->shingles[i] < b->shingles[j])
        i++;
      else
        j++;
    }
  if (shared == 0)
    return (SheafOverlap){ 0, 0 };

  return (SheafOverlap){ .resemblance = (double) shared / (a->n + b->n - shared),
                         .containment = (double) shared / MIN (a->n, b->n) };
}

SheafCopyKind
sheaf_fingerprint_judge (const SheafFingerprint *a,
                         const SheafFingerprint *b,
                         gboolean                same_desk)
{
  SheafOverlap overlap = sheaf_fingerprint_compare (a, b);
  guint shorter = MIN (a->n_words, b->n_words);
  guint longer = MAX (a->n_words, b->n_words);

  if (shorter == 0)
    return SHEAF_COPY_NONE;
  if (shorter == longer && a->whole == b->whole)
    return SHEAF_COPY_IDENTICAL;
  if (MIN (a->n, b->n) < FEW_SHINGLES)
    return SHEAF_COPY_NONE;
  if (same_desk && overlap.resemblance >= CORRECTED_RESEMBLANCE
      && shorter >= longer * CORRECTED_LENGTH)
    return SHEAF_COPY_CORRECTED;
  if (overlap.containment >= SHEAF_TRIMMED_CONTAINMENT && shorter < longer)
    return SHEAF_COPY_TRIMMED;
  if (overlap.resemblance >= SHEAF_COPY_RESEMBLANCE)
    return SHEAF_COPY_REWRITTEN;

  return SHEAF_COPY_NONE;
}
