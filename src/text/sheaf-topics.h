/* sheaf-topics.h: what articles are about beyond the words they share
 *
 * The space that the desk's own articles span, cut to its strongest directions (latent semantic
 * analysis: Deerwester et al. 1990), so that two articles about one thing are near even when they
 * name it differently. How many directions are kept tells itself: one that a single article could
 * make alone has the eigenvalue 1 among articles of unit length, one that several share has more.
 * They are found by subspace iteration from fixed numbers (Halko, Martinsson and Tropp 2011) and a
 * Rayleigh-Ritz step, never from another text: nothing is shipped and no language is favoured.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-index.h"

G_BEGIN_DECLS

#define SHEAF_TOPICS_MAX 256

/* Where an article lies. */
typedef struct
{
  gint8 at[SHEAF_TOPICS_MAX];
  float length; /* of the above, as a vector */
} SheafPlace;

typedef struct _SheafTopics SheafTopics;

/* Returns: (transfer full) */
SheafTopics *sheaf_topics_new (void);
void sheaf_topics_free (SheafTopics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTopics, sheaf_topics_free)

/* Learns from the newest @max articles in @index; what was learnt before is forgotten and all
 * places change. Takes seconds for some thousands: work for a thread of its own. */
void sheaf_topics_learn (SheafTopics *self, SheafIndex *index, guint max);

/* How often something was learnt; places of different generations cannot be compared. */
guint sheaf_topics_get_generation (SheafTopics *self);

/* How many directions were kept. */
guint sheaf_topics_count (SheafTopics *self);

/* Where @article lies. FALSE, and all zero, where nothing of it is known. */
gboolean sheaf_topics_locate (SheafTopics *self, SheafIndex *index, guint32 article,
                              SheafPlace *place);

/* The cosine of the angle between two places, 0 where one is all zero. */
float sheaf_place_compare (const SheafPlace *a, const SheafPlace *b);

G_END_DECLS
