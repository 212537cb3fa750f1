/* sheaf-adviser.h: which articles go with an article or a set, as what, and why
 *
 * What the matcher finds, spread over publishers, without what the desk refused; each with the role
 * it may have and with what it has in common. What is accepted and refused teaches the adviser: a
 * term that refused articles shared counts for less, one that accepted ones shared for more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-matcher.h"

G_BEGIN_DECLS

#define SHEAF_ADVICE_TERMS 4

/* A publisher that is not known. */
#define SHEAF_PUBLISHER_NONE 0

/* What an article may be to another. Whether it is of another opinion, words alone do not tell. */
typedef enum
{
  SHEAF_ADVICE_RELATED,
  SHEAF_ADVICE_BACKGROUND, /* published days before */
  SHEAF_ADVICE_UPDATE,     /* on the same event, published hours after */
} SheafAdviceRole;

typedef struct
{
  guint32 article;
  float score; /* from 0 to 1 */
  SheafAdviceRole role;
  guint32 terms[SHEAF_ADVICE_TERMS]; /* that both have, the strongest first */
  guint n_terms;
  gint64 apart; /* in milliseconds, below 0 where it was published before */
} SheafAdvice;

typedef struct _SheafAdviser SheafAdviser;

/* @matcher: borrowed, must outlive it. Returns: (transfer full) */
SheafAdviser *sheaf_adviser_new (SheafMatcher *matcher);
void sheaf_adviser_free (SheafAdviser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAdviser, sheaf_adviser_free)

/* @publisher: whatever number the caller gives a publisher, SHEAF_PUBLISHER_NONE where it is not
 * known. */
void sheaf_adviser_set_publisher (SheafAdviser *self, guint32 article, guint32 publisher);

/* The desk accepted, or refused, that @other goes with @article; the last word stands. What was
 * refused is not proposed again for either. */
void sheaf_adviser_decide (SheafAdviser *self, guint32 article, guint32 other, gboolean accepted);

/* At most @max that go with all of the @n_articles @articles, one or more, best first, none of
 * them.
 * Returns: (transfer full) (element-type SheafAdvice) */
GArray *sheaf_adviser_find (SheafAdviser *self, const guint32 *articles, guint n_articles,
                            guint max);

G_END_DECLS
