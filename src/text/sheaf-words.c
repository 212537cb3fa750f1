/* sheaf-words.c: a text's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "text/sheaf-words.h"

struct _SheafWords
{
  UBreakIterator *breaks;
  UText *text; /* reused */
  const UNormalizer2 *casefold;
  const UNormalizer2 *canonical;
  GArray *utf16;      /* (element-type UChar): what is folded */
  GArray *normalized; /* (element-type UChar): what became of it */
  gsize start;        /* of what lies before the next break */
};

SheafWords *
sheaf_words_new (void)
{
  SheafWords *self = g_new0 (SheafWords, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->breaks = ubrk_open (UBRK_WORD, "", NULL, 0, &status);
  self->casefold = unorm2_getNFKCCasefoldInstance (&status);
  self->canonical = unorm2_getNFDInstance (&status);

  /* ICU's own data is a part of it; without, nothing can go on. */
  if (U_FAILURE (status))
    g_error ("Cannot load ICU's data for words: %s", u_errorName (status));

  self->utf16 = g_array_new (FALSE, FALSE, sizeof (UChar));
  self->normalized = g_array_new (FALSE, FALSE, sizeof (UChar));

  return self;
}

void
sheaf_words_free (SheafWords *self)
{
  ubrk_close (self->breaks);
  utext_close (self->text);
  g_array_unref (self->utf16);
  g_array_unref (self->normalized);
  g_free (self);
}

void
sheaf_words_set_text (SheafWords *self,
                      const char *text,
                      gssize      length)
{
  UErrorCode status = U_ZERO_ERROR;

  self->text = utext_openUTF8 (self->text, text, length, &status);
  ubrk_setUText (self->breaks, self->text, &status);
  self->start = ubrk_first (self->breaks);
}

static gboolean
kind_from_status (int            status,
                  SheafWordKind *kind)
{
  if (status < UBRK_WORD_NONE_LIMIT)
    return FALSE;

  if (status < UBRK_WORD_NUMBER_LIMIT)
    *kind = SHEAF_WORD_NUMBER;
  else if (status < UBRK_WORD_LETTER_LIMIT)
    *kind = SHEAF_WORD_LETTERS;
  else
    *kind = SHEAF_WORD_IDEOGRAPHS;

  return TRUE;
}

gboolean
sheaf_words_next (SheafWords *self,
                  SheafWord  *word)
{
  int32_t end;

  while ((end = ubrk_next (self->breaks)) != UBRK_DONE)
    {
      gsize start = self->start;

      self->start = end;
      if (kind_from_status (ubrk_getRuleStatus (self->breaks), &word->kind))
        {
          word->start = start;
          word->end = end;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
fold_ascii (const char *word,
            gsize       length,
            GString    *folded)
{
  gsize before = folded->len;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) word[i] >= 0x80)
        {
          g_string_truncate (folded, before);
          return FALSE;
        }
      g_string_append_c (folded, g_ascii_tolower (word[i]));
    }

  return TRUE;
}

static gboolean
drops_marks (UChar32 character)
{
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript (character, &status);

  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

static void
append_without_marks (SheafWords  *self,
                      const UChar *text,
                      int32_t      length,
                      GString     *folded)
{
  gboolean drop = FALSE;
  int32_t i = 0;

  while (i < length)
    {
      UErrorCode status = U_ZERO_ERROR;
      UChar decomposed[32];
      UChar32 character;

      U16_NEXT (text, i, length, character);
      if (character < 0x80)
        {
          g_string_append_c (folded, (char) character);
          drop = g_ascii_isalpha (character);
          continue;
        }

      if (u_charType (character) == U_NON_SPACING_MARK)
        {
          if (!drop)
            g_string_append_unichar (folded, character);
          continue;
        }

      drop = drops_marks (character);
      if (drop
          && unorm2_getDecomposition (self->canonical, character, decomposed,
                                      G_N_ELEMENTS (decomposed), &status) > 0
          && U_SUCCESS (status))
        U16_GET (decomposed, 0, 0, (int32_t) G_N_ELEMENTS (decomposed), character);

      g_string_append_unichar (folded, U_IS_SURROGATE (character) ? 0xfffd : character);
    }
}

void
sheaf_words_fold (SheafWords *self,
                  const char *word,
                  gssize      length,
                  GString    *folded)
{
  UErrorCode status = U_ZERO_ERROR;
  gsize size = length < 0 ? strlen (word) : (gsize) length;
  int32_t n_utf16 = 0;
  int32_t n_normalized;

  if (fold_ascii (word, size, folded))
    return;

  /* A byte of UTF-8 makes at most one unit of UTF-16. */
  g_array_set_size (self->utf16, size);
  u_strFromUTF8WithSub ((UChar *) self->utf16->data, size, &n_utf16, word, size, 0xfffd, NULL,
                        &status);

  /* The longest a unit becomes under NFKC_Casefold is 18. */
  g_array_set_size (self->normalized, n_utf16 * 18);
  n_normalized = unorm2_normalize (self->casefold, (UChar *) self->utf16->data, n_utf16,
                                   (UChar *) self->normalized->data, n_utf16 * 18, &status);
  if (U_SUCCESS (status))
    append_without_marks (self, (UChar *) self->normalized->data, n_normalized, folded);
}
