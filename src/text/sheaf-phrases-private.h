/* sheaf-phrases-private.h: what a phrase is made of, for the tagger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-tagger.h"

G_BEGIN_DECLS

#define SHEAF_PHRASE_WORDS 4
#define SHEAF_PHRASE_SPELLINGS 4

typedef struct
{
  char *written;
  guint count;
} SheafSpelling;

typedef struct
{
  guint32 terms[SHEAF_PHRASE_WORDS];
  guint n;
  guint first; /* the word it begins with, where it first stands */
  guint count;
  guint as_name;
  gboolean in_title;
  SheafSpelling spellings[SHEAF_PHRASE_SPELLINGS];
  guint n_spellings;
} SheafPhrase;

struct _SheafPhrases
{
  GHashTable *phrases; /* (element-type SheafPhrase) */
  guint n_words;
};

G_END_DECLS
