/* sheaf-analyser.h: texts to terms
 *
 * A term weighs 1 + ln (f), f being how often it stands in the text: 2.5 for each in the headline,
 * 1.75 in the lead (the first 60 words), 1 in the body as far as its 400th word. A name (written
 * with a capital where no sentence begins, or in katakana) weighs a fifth more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-terms.h"
#include "text/sheaf-vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_TOKEN_CAPITAL = 1 << 0,  /* begins with a capital, or is katakana */
  SHEAF_TOKEN_FIRST = 1 << 1,    /* a sentence or a quotation begins with it */
  SHEAF_TOKEN_ADJACENT = 1 << 2, /* only a space, or nothing, parts it from the one before */
  SHEAF_TOKEN_TITLE = 1 << 3,    /* stands in the headline */
  SHEAF_TOKEN_NUMBER = 1 << 4,
  SHEAF_TOKEN_QUOTED = 1 << 5,   /* a quotation mark stands right before it */
} SheafTokenFlags;

/* A word of a text. */
typedef struct
{
  guint32 start; /* in bytes, of the headline or of the body */
  guint32 end;
  guint32 term; /* SHEAF_TERM_NONE for what says nothing */
  guint32 hash; /* of the folded word */
  guint8 weekday; /* a bit where it names a day of the week */
  SheafTokenFlags flags;
} SheafToken;

typedef struct _SheafAnalyser SheafAnalyser;

/* For one thread at a time. @vocabulary: borrowed, must outlive it. Returns: (transfer full) */
SheafAnalyser *sheaf_analyser_new (SheafVocabulary *vocabulary);
void sheaf_analyser_free (SheafAnalyser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAnalyser, sheaf_analyser_free)

/* @title, @body: UTF-8, may be "". @language: (nullable): what the feed says; where it says
 * nothing or plainly errs, the text tells.
 * Returns: (transfer full) */
SheafTerms *sheaf_analyser_analyse (SheafAnalyser *self, const char *title, const char *body,
                                    const char *language);

/* The words of the text that was analysed last, the headline's first, until the next.
 * Returns: (transfer none) (element-type SheafToken) */
GArray *sheaf_analyser_get_tokens (SheafAnalyser *self);

G_END_DECLS
