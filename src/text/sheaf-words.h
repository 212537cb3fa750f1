/* sheaf-words.h: a text's words
 *
 * Words are those of Unicode Standard Annex #29, with dictionaries where a script does not part
 * them (Chinese, Japanese, Thai, Lao, Khmer, Burmese); spaces, punctuation and symbols are passed
 * over. ICU finds them, but for plain ASCII, which is read by the same rules without it.
 *
 *   g_autoptr (SheafWords) words = sheaf_words_new ();
 *   SheafWord word;
 *
 *   sheaf_words_set_text (words, text, -1);
 *   while (sheaf_words_next (words, &word)) … text + word.start …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_WORD_LETTERS,
  SHEAF_WORD_NUMBER,
  SHEAF_WORD_IDEOGRAPHS, /* and kana */
} SheafWordKind;

/* Where a word stands in its text, in bytes from its start. */
typedef struct
{
  gsize start;
  gsize end;
  SheafWordKind kind;
} SheafWord;

/* Finds words in one text after another; made once, as that takes a while. For one thread at a
 * time. */
typedef struct _SheafWords SheafWords;

/* Returns: (transfer full) */
SheafWords *sheaf_words_new (void);
void sheaf_words_free (SheafWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafWords, sheaf_words_free)

/* @text: UTF-8 of @length bytes (-1: ended by a zero); what is not UTF-8 parts words. It is
 * borrowed: it must stand until the last word was read or another text is set. */
void sheaf_words_set_text (SheafWords *self, const char *text, gssize length);

/* Returns FALSE, and leaves @word alone, after the last. */
gboolean sheaf_words_next (SheafWords *self, SheafWord *word);

/* Appends the @length bytes at @word (-1: ended by a zero) to @folded as they are matched: under
 * NFKC_Casefold (The Unicode Standard, 3.13), combining marks dropped from Latin, Greek and
 * Cyrillic letters only. Punctuation is kept. */
void sheaf_words_fold (SheafWords *self, const char *word, gssize length, GString *folded);

G_END_DECLS
