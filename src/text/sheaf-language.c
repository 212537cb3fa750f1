/* sheaf-language.c: which language a text is in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "text/sheaf-language.h"
#include "text/sheaf-stop-words.h"
#include "text/sheaf-words.h"

/* A language is told by so many words; a long text is not read to its end. */
#define WORDS_READ 50
#define MAX_LANGUAGES 32

struct _SheafLanguageDetector
{
  SheafWords *words;
  GHashTable *masks; /* (element-type utf8 guint32): word to its languages, a bit each */
  GString *folded;
  guint n_languages;
};

SheafLanguageDetector *
sheaf_language_detector_new (void)
{
  SheafLanguageDetector *self = g_new0 (SheafLanguageDetector, 1);
  const SheafStopWords *all = sheaf_stop_words_get_all ();

  self->words = sheaf_words_new ();
  self->folded = g_string_new (NULL);
  self->masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (; all[self->n_languages].code != NULL; self->n_languages++)
    {
      g_auto(GStrv) words = g_strsplit (all[self->n_languages].words, " ", -1);

      g_assert (self->n_languages < MAX_LANGUAGES);
      for (guint i = 0; words[i] != NULL; i++)
        {
          guint mask = GPOINTER_TO_UINT (g_hash_table_lookup (self->masks, words[i]));

          g_hash_table_replace (self->masks, g_strdup (words[i]),
                                GUINT_TO_POINTER (mask | 1u << self->n_languages));
        }
    }

  return self;
}

void
sheaf_language_detector_free (SheafLanguageDetector *self)
{
  sheaf_words_free (self->words);
  g_string_free (self->folded, TRUE);
  g_hash_table_unref (self->masks);
  g_free (self);
}

/* The language that alone is written so, NULL where several are. */
static const char *
language_of_script (const char *text,
                    gboolean   *shared)
{
  guint kana = 0, han = 0, hangul = 0, greek = 0, hebrew = 0, thai = 0, other = 0;
  const char *p = text;

  for (guint i = 0; i < 2000 && *p != '\0'; i++, p = g_utf8_next_char (p))
    {
      gunichar c;

      if ((guchar) *p < 0x80)
        {
          other += g_ascii_isalpha (*p) ? 1 : 0;
          continue;
        }
      c = g_utf8_get_char (p);
      if (c < 0x370)
        other += g_unichar_isalpha (c) ? 1 : 0;
      else if (c < 0x400)
        greek++;
      else if (c >= 0x590 && c < 0x600)
        hebrew++;
      else if (c >= 0xe00 && c < 0xe80)
        thai++;
      else if (c >= 0x3040 && c < 0x3100)
        kana++;
      else if (c >= 0x4e00 && c < 0xa000)
        han++;
      else if (c >= 0xac00 && c < 0xd7b0)
        hangul++;
      else
        other += g_unichar_isalpha (c) ? 1 : 0;
    }

  /* A character of Chinese or Japanese says as much as three letters. */
  *shared = other > 3 * (kana + han + hangul) + greek + hebrew + thai;
  if (*shared || kana + han + hangul + greek + hebrew + thai == 0)
    return NULL;
  if (hangul > kana + han)
    return "ko";
  if (kana + han > greek + hebrew + thai)
    return kana * 20 >= kana + han ? "ja" : "zh";
  if (greek > hebrew + thai)
    return "el";

  return hebrew > thai ? "he" : "th";
}

static gboolean
is_language (const char *told,
             const char *code)
{
  return told != NULL && g_ascii_strncasecmp (told, code, strlen (code)) == 0
         && !g_ascii_isalpha (told[strlen (code)]);
}

const char *
sheaf_language_detect (SheafLanguageDetector *self,
                       const char            *text,
                       const char            *told)
{
  guint counts[MAX_LANGUAGES] = { 0 };
  gboolean shared;
  const char *code = language_of_script (text, &shared);
  guint best = 0, of_told = 0, read = 0;
  SheafWord word;

  if (code != NULL)
    return is_language (told, code) ? told : code;

  sheaf_words_set_text (self->words, text, -1);
  while (read < WORDS_READ && sheaf_words_next (self->words, &word))
    {
      guint mask;

      g_string_truncate (self->folded, 0);
      sheaf_words_fold (self->words, text + word.start, word.end - word.start, self->folded);
      mask = GPOINTER_TO_UINT (g_hash_table_lookup (self->masks, self->folded->str));
      for (guint i = 0; i < self->n_languages; i++)
        counts[i] += mask >> i & 1;
      read++;
    }

  for (guint i = 0; i < self->n_languages; i++)
    {
      if (is_language (told, sheaf_stop_words_get_all ()[i].code))
        of_told = counts[i];
      if (counts[i] > counts[best])
        best = i;
    }

  if (counts[best] == 0)
    return told;

  /* What was told is believed unless another language has plainly more of its words here. */
  if (told != NULL && (counts[best] < 4 || counts[best] < 2 * of_told || counts[best] * 8 < read))
    return told;
  if (is_language (told, sheaf_stop_words_get_all ()[best].code))
    return told;

  return counts[best] >= 2 || read < 8 ? sheaf_stop_words_get_all ()[best].code : NULL;
}
