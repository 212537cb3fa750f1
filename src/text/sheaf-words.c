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

/* So many words without anything that ICU must judge end what is given to it. */
#define PLAIN_WORDS 4

/* What a byte is to plain text: ASCII but for a few marks and control characters. There words are
 * runs of letters and digits, and what may stand between two of them. */
typedef enum
{
  BYTE_SPACE,
  BYTE_LETTER,
  BYTE_DIGIT,
  BYTE_BETWEEN, /* joins two letters, or two digits, or both */
  BYTE_APART,
  BYTE_HARD,    /* ICU must judge all that no space parts from it */
} ByteKind;

struct _SheafWords
{
  UBreakIterator *breaks;
  UText *utext; /* reused */
  const UNormalizer2 *casefold;
  const UNormalizer2 *canonical;
  GArray *utf16;      /* (element-type UChar): what is folded */
  GArray *normalized; /* (element-type UChar): what became of it */

  guint8 kinds[256];         /* ByteKind */
  gboolean joins_letters[128];
  gboolean joins_digits[128];

  const guchar *text;
  gsize length;
  gsize at;        /* what lies before was read */
  gsize plain_end; /* up to here all is plain */
  gsize hard_start;
  gsize hard_end;  /* up to here ICU judges: none where it is not after hard_start */
  gsize start;     /* of what lies before ICU's next break, from hard_start */
};

static void
give_to_icu (SheafWords *self,
             const char *text,
             gsize       length)
{
  UErrorCode status = U_ZERO_ERROR;

  self->utext = utext_openUTF8 (self->utext, text, (int64_t) length, &status);
  ubrk_setUText (self->breaks, self->utext, &status);
  self->start = ubrk_first (self->breaks);
}

/* Whether @text is parted nowhere. */
static gboolean
is_one (SheafWords *self,
        const char *text)
{
  give_to_icu (self, text, strlen (text));

  return ubrk_next (self->breaks) == (int32_t) strlen (text);
}

static ByteKind
learn_mark (SheafWords *self,
            char        c)
{
  const char letters[] = { 'a', c, 'a', '\0' }, digits[] = { '1', c, '1', '\0' };
  const char twice[] = { c, c, '\0' };
  const char around[4][3] = { { 'a', c }, { c, 'a' }, { '1', c }, { c, '1' } };

  /* The underscore, and since ICU 72 the commercial at, belong to a word that they touch. */
  if (is_one (self, twice))
    return BYTE_HARD;
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    {
      if (is_one (self, around[i]))
        return BYTE_HARD;
    }

  self->joins_letters[(guchar) c] = is_one (self, letters);
  self->joins_digits[(guchar) c] = is_one (self, digits);

  return self->joins_letters[(guchar) c] || self->joins_digits[(guchar) c] ? BYTE_BETWEEN
                                                                           : BYTE_APART;
}

/* ICU is asked what joins letters and digits: that has changed between its versions. */
static void
learn_bytes (SheafWords *self)
{
  memset (self->kinds, BYTE_HARD, sizeof self->kinds);
  for (int c = 0x21; c < 0x7f; c++)
    self->kinds[c] = g_ascii_isalpha (c)   ? BYTE_LETTER
                     : g_ascii_isdigit (c) ? BYTE_DIGIT
                                           : learn_mark (self, (char) c);
  self->kinds[' '] = self->kinds['\n'] = self->kinds['\r'] = self->kinds['\t'] = BYTE_SPACE;
}

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
  learn_bytes (self);

  return self;
}

void
sheaf_words_free (SheafWords *self)
{
  ubrk_close (self->breaks);
  utext_close (self->utext);
  g_array_unref (self->utf16);
  g_array_unref (self->normalized);
  g_free (self);
}

void
sheaf_words_set_text (SheafWords *self,
                      const char *text,
                      gssize      length)
{
  self->text = (const guchar *) text;
  self->length = length < 0 ? strlen (text) : (gsize) length;
  self->at = 0;
  self->plain_end = 0;
  self->hard_start = 0;
  self->hard_end = 0;
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

static gboolean
next_hard_word (SheafWords *self,
                SheafWord  *word)
{
  int32_t end;

  while ((end = ubrk_next (self->breaks)) != UBRK_DONE)
    {
      gsize start = self->start;

      self->start = end;
      if (kind_from_status (ubrk_getRuleStatus (self->breaks), &word->kind))
        {
          word->start = self->hard_start + start;
          word->end = self->hard_start + end;
          return TRUE;
        }
    }

  return FALSE;
}

/* Where the next space stands from @at on. Sets @hard where something before it is. */
static gsize
find_space (SheafWords *self,
            gsize       at,
            gboolean   *hard)
{
  for (; at < self->length; at++)
    {
      guint8 kind = self->kinds[self->text[at]];

      if (kind == BYTE_SPACE)
        break;
      if (kind == BYTE_HARD)
        *hard = TRUE;
    }

  return at;
}

/* Decides who judges what begins at the present place: a space always parts words, so that what
 * stands between two can be judged alone. */
static void
look_ahead (SheafWords *self)
{
  gboolean hard = FALSE;
  gsize end = find_space (self, self->at, &hard);

  self->plain_end = end;
  if (!hard)
    return;

  /* With the space before, to which a mark belongs that follows it. */
  self->hard_start = self->at > 0 ? self->at - 1 : 0;
  for (guint plain = 0; hard || plain < PLAIN_WORDS; plain = hard ? 0 : plain + 1)
    {
      if (hard)
        self->hard_end = end;
      if (end == self->length)
        break;
      hard = FALSE;
      end = find_space (self, end + 1, &hard);
    }
  give_to_icu (self, (const char *) self->text + self->hard_start,
               self->hard_end - self->hard_start);
}

/* Reads the plain word that begins at the present place. */
static void
read_plain_word (SheafWords *self,
                 SheafWord  *word)
{
  const guchar *text = self->text;
  gsize at = self->at;

  word->start = at;
  while (at < self->plain_end)
    {
      guint8 kind = self->kinds[text[at]];

      if (kind == BYTE_BETWEEN && at + 1 < self->plain_end)
        {
          guint8 before = self->kinds[text[at - 1]];

          if (before != self->kinds[text[at + 1]]
              || !(before == BYTE_LETTER ? self->joins_letters : self->joins_digits)[text[at]])
            break;
        }
      else if (kind != BYTE_LETTER && kind != BYTE_DIGIT)
        break;
      at++;
    }

  /* ICU's kind is that of the last rule that applied. */
  word->end = at;
  word->kind = self->kinds[text[at - 1]] == BYTE_DIGIT ? SHEAF_WORD_NUMBER : SHEAF_WORD_LETTERS;
  self->at = at;
}

gboolean
sheaf_words_next (SheafWords *self,
                  SheafWord  *word)
{
  while (TRUE)
    {
      guint8 kind;

      if (self->hard_end > self->hard_start)
        {
          if (next_hard_word (self, word))
            return TRUE;
          self->at = self->plain_end = self->hard_end;
          self->hard_start = self->hard_end = 0;
        }
      if (self->at == self->length)
        return FALSE;

      kind = self->kinds[self->text[self->at]];
      if (kind == BYTE_SPACE)
        {
          self->at++;
          continue;
        }
      if (self->at >= self->plain_end)
        {
          look_ahead (self);
          continue;
        }
      if (kind == BYTE_LETTER || kind == BYTE_DIGIT)
        {
          read_plain_word (self, word);
          return TRUE;
        }
      self->at++;
    }
}

static gboolean
fold_ascii (const char *word,
            gsize       length,
            GString    *folded)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) word[i] >= 0x80)
        return FALSE;
    }
  for (gsize i = 0; i < length; i++)
    g_string_append_c (folded, g_ascii_tolower (word[i]));

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
