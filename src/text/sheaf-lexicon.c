/* sheaf-lexicon.c: the words of one language as they are written, and the terms they stand for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libstemmer.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "text/sheaf-lexicon.h"
#include "text/sheaf-stop-words.h"

/* Longer than a word is; what is, says nothing. */
#define MAX_LENGTH 64

#define NO_TERM 0x1fffffffu

/* Four to a line of the processor's cache. */
typedef struct
{
  guint64 key; /* 0 where the slot is free */
  guint32 term : 29; /* or NO_TERM */
  guint32 weekday : 3; /* from 1, Sunday; 0 for what names none */
  guint32 hash;
} Slot;

struct _SheafLexicon
{
  SheafVocabulary *vocabulary;
  SheafWords *words;
  struct sb_stemmer *stemmer; /* NULL where the language is not stemmed */
  GHashTable *stop;           /* (element-type utf8) */
  GHashTable *weekdays;       /* (element-type utf8 guint): folded, numbered from 1, Sunday */
  GString *folded;
  Slot *slots; /* open addressing, a power of two of them */
  gsize n_slots;
  gsize n_used;
};

/* The week's days as @language has them in running text, from ICU's data (Unicode CLDR). */
static void
add_weekdays (SheafLexicon *self,
              const char   *language)
{
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format
    = udat_open (UDAT_DEFAULT, UDAT_DEFAULT, language, NULL, 0, NULL, 0, &status);

  /* CLDR counts them from 1, Sunday. */
  for (int day = 1; U_SUCCESS (status) && day <= 7; day++)
    {
      UChar name[64];
      char utf8[192];

      udat_getSymbols (format, UDAT_WEEKDAYS, day, name, G_N_ELEMENTS (name), &status);
      u_strToUTF8 (utf8, sizeof utf8, NULL, name, -1, &status);
      if (U_FAILURE (status))
        break;
      g_string_truncate (self->folded, 0);
      sheaf_words_fold (self->words, utf8, -1, self->folded);
      g_hash_table_replace (self->weekdays, g_strdup (self->folded->str),
                            GUINT_TO_POINTER (day));
    }
  udat_close (format);
}

SheafLexicon *
sheaf_lexicon_new (const char      *language,
                   SheafVocabulary *vocabulary,
                   SheafWords      *words)
{
  SheafLexicon *self = g_new0 (SheafLexicon, 1);
  const SheafStopWords *known = sheaf_stop_words_find (language);

  self->vocabulary = vocabulary;
  self->words = words;
  self->folded = g_string_new (NULL);
  self->stop = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->weekdays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (*language != '\0')
    add_weekdays (self, language);
  self->n_slots = 1024;
  self->slots = g_new0 (Slot, self->n_slots);

  if (known != NULL)
    {
      g_auto(GStrv) stop = g_strsplit (known->words, " ", -1);

      for (guint i = 0; stop[i] != NULL; i++)
        g_hash_table_add (self->stop, g_strdup (stop[i]));
      if (known->stemmer != NULL)
        self->stemmer = sb_stemmer_new (known->stemmer, NULL);
    }

  return self;
}

void
sheaf_lexicon_free (SheafLexicon *self)
{
  if (self->stemmer != NULL)
    sb_stemmer_delete (self->stemmer);
  g_hash_table_unref (self->stop);
  g_hash_table_unref (self->weekdays);
  g_string_free (self->folded, TRUE);
  g_free (self->slots);
  g_free (self);
}

/* FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static guint32
hash_bytes (const char *bytes,
            gsize       length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) bytes[i]) * 16777619u;

  return hash;
}

static gboolean
is_hiragana (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x3040 || c > 0x309f)
        return FALSE;
    }

  return TRUE;
}

/* "1,247" is 1247, "21st" is 21. */
static void
normalise_number (GString *number)
{
  gsize digits = 0, end;

  for (gsize i = 0; i < number->len; i++)
    {
      if (number->str[i] != ',' && number->str[i] != '\'')
        number->str[digits++] = number->str[i];
    }
  g_string_truncate (number, digits);

  end = strspn (number->str, "0123456789");
  if (number->len == end + 2 && strstr ("st nd rd th", number->str + end) != NULL)
    g_string_truncate (number, end);
}

static gboolean
says_nothing (SheafLexicon  *self,
              SheafWordKind  kind)
{
  if (self->folded->len == 0 || g_hash_table_contains (self->stop, self->folded->str))
    return TRUE;
  if (kind == SHEAF_WORD_IDEOGRAPHS)
    return is_hiragana (self->folded->str) && g_utf8_strlen (self->folded->str, -1) < 3;

  return self->folded->str[1] == '\0';
}

static Slot
find_meaning (SheafLexicon  *self,
              const char    *word,
              gsize          length,
              SheafWordKind  kind)
{
  Slot meaning = { .term = NO_TERM };
  g_autofree char *written = g_strndup (word, length);
  const char *term = self->folded->str;

  g_string_truncate (self->folded, 0);
  sheaf_words_fold (self->words, word, length, self->folded);
  g_string_replace (self->folded, "’", "'", 0);
  meaning.hash = hash_bytes (self->folded->str, self->folded->len);
  if (g_str_has_suffix (self->folded->str, "'s"))
    g_string_truncate (self->folded, self->folded->len - 2);
  if (g_str_has_suffix (written, "'s") || g_str_has_suffix (written, "’s"))
    *strrchr (written, written[strlen (written) - 2] == '\'' ? '\'' : "’"[0]) = '\0';
  if (g_ascii_isdigit (self->folded->str[0]))
    normalise_number (self->folded);
  if (says_nothing (self, kind))
    return meaning;

  meaning.weekday
    = GPOINTER_TO_UINT (g_hash_table_lookup (self->weekdays, self->folded->str)) & 7;
  term = self->folded->str;
  if (self->stemmer != NULL && kind == SHEAF_WORD_LETTERS)
    term = (const char *) sb_stemmer_stem (self->stemmer, (const sb_symbol *) self->folded->str,
                                           (int) self->folded->len);
  meaning.term = sheaf_vocabulary_add (self->vocabulary, term, written) & NO_TERM;

  return meaning;
}

static Slot *
find_slot (Slot    *slots,
           gsize    n_slots,
           guint64  key)
{
  gsize i = key & (n_slots - 1);

  while (slots[i].key != 0 && slots[i].key != key)
    i = (i + 1) & (n_slots - 1);

  return &slots[i];
}

static void
grow (SheafLexicon *self)
{
  gsize n_slots = self->n_slots * 2;
  Slot *slots = g_new0 (Slot, n_slots);

  for (gsize i = 0; i < self->n_slots; i++)
    {
      if (self->slots[i].key != 0)
        *find_slot (slots, n_slots, self->slots[i].key) = self->slots[i];
    }
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

/* The last @length bytes of a word, 8 at most, as a number. */
static guint64
read_rest (const char *word,
           gsize       length)
{
  guint32 low = 0, high = 0;

  if (length >= 4)
    {
      memcpy (&low, word, 4);
      memcpy (&high, word + length - 4, 4);
    }
  else if (length > 0)
    low = (guint32) (guchar) word[0] << 16 | (guint32) (guchar) word[length / 2] << 8
          | (guchar) word[length - 1];

  return (guint64) high << 32 | low;
}

/* Eight bytes at a time, each mixed in by a multiplication whose upper half comes back (after
 * wyhash, Wang Yi, in the public domain). */
guint64
sheaf_lexicon_get_key (SheafLexicon *self,
                       const char   *word,
                       gsize         length)
{
  guint64 key = length;

  for (; length > 8; word += 8, length -= 8)
    {
      guint64 part;

      memcpy (&part, word, 8);
      key = (key ^ part) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      key ^= key >> 32;
    }
  key = (key ^ read_rest (word, length)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  key = (key ^ key >> 32) * G_GUINT64_CONSTANT (0xe7037ed1a0b428db);
  key ^= key >> 29;
  __builtin_prefetch (&self->slots[key & (self->n_slots - 1)]);

  return MAX (key, 1);
}

SheafMeaning
sheaf_lexicon_look_up (SheafLexicon  *self,
                       guint64        key,
                       const char    *word,
                       gsize          length,
                       SheafWordKind  kind)
{
  Slot *slot;

  if (length > MAX_LENGTH)
    return (SheafMeaning){ .term = SHEAF_TERM_NONE, .hash = hash_bytes (word, length) };

  slot = find_slot (self->slots, self->n_slots, key);
  if (slot->key == 0)
    {
      if (self->n_used * 5 >= self->n_slots * 4)
        {
          grow (self);
          slot = find_slot (self->slots, self->n_slots, key);
        }
      *slot = find_meaning (self, word, length, kind);
      slot->key = key;
      self->n_used++;
    }

  return (SheafMeaning){ .term = slot->term == NO_TERM ? SHEAF_TERM_NONE : slot->term,
                         .hash = slot->hash,
                         .weekday = slot->weekday > 0 ? 1u << (slot->weekday - 1) : 0 };
}
