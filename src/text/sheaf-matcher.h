/* sheaf-matcher.h: how alike two articles are, whether they report one event, and why
 *
 * Likeness is the mean of the cosine of their terms (weight times idf) and of that of their places
 * among the desk's topics; while there are too few articles to learn topics from, the terms decide
 * alone. Whether two articles report one event is judged from their likeness, from how near it
 * comes to the most that either is like any article, and from the days of the week they name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-time.h"
#include "text/sheaf-index.h"

G_BEGIN_DECLS

typedef struct _SheafMatcher SheafMatcher;

/* Returns: (transfer full) */
SheafMatcher *sheaf_matcher_new (void);
void sheaf_matcher_free (SheafMatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMatcher, sheaf_matcher_free)

/* @published: in milliseconds as in sheaf-time.h, SHEAF_TIME_NONE where it is not known.
 * Returns the article's number in the index. */
guint32 sheaf_matcher_add (SheafMatcher *self, const SheafTerms *terms, gint64 published);
void sheaf_matcher_remove (SheafMatcher *self, guint32 article);

/* Whether so many articles came since the topics were learnt that learning again is worth it. */
gboolean sheaf_matcher_needs_learning (SheafMatcher *self);

/* Learns the desk's topics anew; a thread's work where the desk is large. */
void sheaf_matcher_learn (SheafMatcher *self);

/* From 0 to 1. Comparing one article with many in a row is quick where it is @a. */
float sheaf_matcher_compare (SheafMatcher *self, guint32 a, guint32 b);

/* How likely it is, from 0 to 1, that both report one event; as compare(), but what is known of
 * the articles most like either is as of the last time these were looked for. */
float sheaf_matcher_judge (SheafMatcher *self, guint32 a, guint32 b);

/* The @max articles that most likely report the same as @article, best first, the later published
 * first where equal; their scores are what judge() says.
 * Returns: (transfer full) (element-type SheafHit) */
GArray *sheaf_matcher_find (SheafMatcher *self, guint32 article, guint max);

/* The @max terms that speak most for two articles being alike, the strongest first.
 * Returns: (transfer full) (element-type guint32) */
GArray *sheaf_matcher_explain (SheafMatcher *self, guint32 a, guint32 b, guint max);

gint64 sheaf_matcher_get_published (SheafMatcher *self, guint32 article);

/* (transfer none) */
SheafIndex *sheaf_matcher_get_index (SheafMatcher *self);

G_END_DECLS
