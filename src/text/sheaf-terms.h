/* sheaf-terms.h: what a text is about, as weighted terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 id; /* in the vocabulary */
  float weight;
} SheafTerm;

typedef struct
{
  guint n;
  SheafTerm *terms;  /* each once */
  guint n_words;     /* of the body */
  guint32 *words;    /* a hash of each folded word of the body, in order, stop words too */
  char language[4];  /* ISO 639-1, "" where it is not known */
  guint8 weekdays;   /* a bit for each day of the week that is named, Sunday's the lowest */
} SheafTerms;

/* An empty one. Returns: (transfer full) */
SheafTerms *sheaf_terms_new (void);
void sheaf_terms_free (SheafTerms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTerms, sheaf_terms_free)

G_END_DECLS
