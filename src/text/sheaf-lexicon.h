/* sheaf-lexicon.h: the words of one language as they are written, and the terms they stand for
 *
 * Folding, stop words and stemming (libstemmer's Snowball algorithms) are done once for each way a
 * word is written, and remembered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-vocabulary.h"
#include "text/sheaf-words.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 term; /* SHEAF_TERM_NONE for a stop word and what is too short to say anything */
  guint32 hash; /* of the folded word */
  guint8 weekday; /* a bit where it names a day of the week, Sunday's the lowest */
} SheafMeaning;

typedef struct _SheafLexicon SheafLexicon;

/* @language: ISO 639-1, "" where it is not known. @vocabulary, @words: borrowed, must outlive the
 * lexicon. Returns: (transfer full) */
SheafLexicon *sheaf_lexicon_new (const char *language, SheafVocabulary *vocabulary,
                                 SheafWords *words);
void sheaf_lexicon_free (SheafLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafLexicon, sheaf_lexicon_free)

/* The key of the @length bytes at @word, to look them up by. What is known of them is fetched
 * meanwhile: with a large vocabulary, waiting for memory is most of the work, so look up many words
 * together. */
guint64 sheaf_lexicon_get_key (SheafLexicon *self, const char *word, gsize length);

/* What the @length bytes at @word, with @key, stand for. Words are told apart by their keys alone:
 * of a million words two have one key once in 37 million times. */
SheafMeaning sheaf_lexicon_look_up (SheafLexicon *self, guint64 key, const char *word,
                                    gsize length, SheafWordKind kind);

G_END_DECLS
