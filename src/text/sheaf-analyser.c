/* sheaf-analyser.c: texts to terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "text/sheaf-analyser.h"
#include "text/sheaf-language.h"
#include "text/sheaf-lexicon.h"

#define TITLE_WEIGHT 2.5f
#define LEAD_WEIGHT 1.75f
#define BODY_WEIGHT 1.0f
#define NAME_FACTOR 1.2f
#define LEAD_WORDS 60
#define MAX_WORDS 400

/* A headline with more of its words capitalised says nothing of names. */
#define TITLE_CAPITALS 0.6

/* What is known of a term while a text is read. */
typedef struct
{
  guint32 id;
  guint32 count;
  guint32 as_name;
  float frequency;
} Tally;

struct _SheafAnalyser
{
  SheafVocabulary *vocabulary; /* borrowed */
  SheafLanguageDetector *detector;
  SheafWords *words;
  GHashTable *lexicons; /* (element-type utf8 SheafLexicon): by language */
  GArray *tokens;       /* (element-type SheafToken) */
  GArray *tallies;      /* (element-type Tally) */
  GArray *places;       /* (element-type guint32): where a term's tally may be, by id */
};

SheafAnalyser *
sheaf_analyser_new (SheafVocabulary *vocabulary)
{
  SheafAnalyser *self = g_new0 (SheafAnalyser, 1);

  self->vocabulary = vocabulary;
  self->detector = sheaf_language_detector_new ();
  self->words = sheaf_words_new ();
  self->lexicons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) sheaf_lexicon_free);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (SheafToken));
  self->tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  self->places = g_array_new (FALSE, TRUE, sizeof (guint32));

  return self;
}

void
sheaf_analyser_free (SheafAnalyser *self)
{
  sheaf_language_detector_free (self->detector);
  sheaf_words_free (self->words);
  g_hash_table_unref (self->lexicons);
  g_array_unref (self->tokens);
  g_array_unref (self->tallies);
  g_array_unref (self->places);
  g_free (self);
}

static SheafLexicon *
get_lexicon (SheafAnalyser *self,
             const char    *language)
{
  SheafLexicon *lexicon = g_hash_table_lookup (self->lexicons, language);

  if (lexicon == NULL)
    {
      lexicon = sheaf_lexicon_new (language, self->vocabulary, self->words);
      g_hash_table_insert (self->lexicons, g_strdup (language), lexicon);
    }

  return lexicon;
}

/* What stands between two words, from @gap to before @end. */
static SheafTokenFlags
flags_of_gap (const char *gap,
              const char *end)
{
  SheafTokenFlags flags = 0;

  if (end - gap == 0 || (end - gap == 1 && *gap == ' '))
    return SHEAF_TOKEN_ADJACENT;

  for (const char *p = gap; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == 0x3002)
        flags |= SHEAF_TOKEN_FIRST;
      else if (c == '"' || c == '`' || (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb
               || c == 0x300c || c == 0x300e)
        flags |= SHEAF_TOKEN_FIRST | SHEAF_TOKEN_QUOTED;
    }

  return flags;
}

static gboolean
is_katakana (gunichar c)
{
  return c >= 0x30a0 && c <= 0x30ff;
}

static void
append_tokens (SheafAnalyser   *self,
               SheafLexicon    *lexicon,
               const char      *text,
               SheafTokenFlags  flags)
{
  SheafWord word;
  gsize before = 0;
  gboolean first = TRUE;

  sheaf_words_set_text (self->words, text, -1);
  while (sheaf_words_next (self->words, &word))
    {
      gunichar c = g_utf8_get_char (text + word.start);
      SheafMeaning meaning
        = sheaf_lexicon_look_up (lexicon, text + word.start, word.end - word.start, word.kind);
      SheafToken token = { .start = word.start,
                           .end = word.end,
                           .term = meaning.term,
                           .hash = meaning.hash,
                           .weekday = meaning.weekday,
                           .flags = flags | flags_of_gap (text + before, text + word.start) };

      if (first)
        token.flags = (token.flags & ~SHEAF_TOKEN_ADJACENT) | SHEAF_TOKEN_FIRST;
      if (g_unichar_isupper (c) || is_katakana (c))
        token.flags |= SHEAF_TOKEN_CAPITAL;
      if (is_katakana (c))
        token.flags &= ~SHEAF_TOKEN_FIRST;
      if (word.kind == SHEAF_WORD_NUMBER || g_ascii_isdigit (text[word.start]))
        token.flags |= SHEAF_TOKEN_NUMBER;
      g_array_append_val (self->tokens, token);
      before = word.end;
      first = FALSE;
    }
}

static Tally *
get_tally (SheafAnalyser *self,
           guint32        id)
{
  Tally fresh = { .id = id };
  guint32 place;

  if (id >= self->places->len)
    g_array_set_size (self->places, (id + 1) * 2);

  /* Whatever an earlier text left there is seen to be none of this one. */
  place = g_array_index (self->places, guint32, id);
  if (place >= self->tallies->len || g_array_index (self->tallies, Tally, place).id != id)
    {
      place = self->tallies->len;
      g_array_index (self->places, guint32, id) = place;
      g_array_append_val (self->tallies, fresh);
    }

  return &g_array_index (self->tallies, Tally, place);
}

static void
tally (SheafAnalyser *self,
       guint          from,
       guint          to,
       gboolean       names,
       gboolean       title)
{
  for (guint i = from; i < to; i++)
    {
      const SheafToken *token = &g_array_index (self->tokens, SheafToken, i);
      Tally *of;

      if (token->term == SHEAF_TERM_NONE)
        continue;

      of = get_tally (self, token->term);
      of->count++;
      of->frequency += title ? TITLE_WEIGHT : i - from < LEAD_WORDS ? LEAD_WEIGHT : BODY_WEIGHT;
      if (names && (token->flags & SHEAF_TOKEN_CAPITAL) && !(token->flags & SHEAF_TOKEN_FIRST))
        of->as_name++;
    }
}

static gboolean
has_plain_words (SheafAnalyser *self,
                 guint          n)
{
  guint capitals = 0;

  for (guint i = 0; i < n; i++)
    capitals += g_array_index (self->tokens, SheafToken, i).flags & SHEAF_TOKEN_CAPITAL ? 1 : 0;

  return capitals <= n * TITLE_CAPITALS;
}

static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  guint32 first = ((const SheafTerm *) a)->id;
  guint32 second = ((const SheafTerm *) b)->id;

  return (first > second) - (first < second);
}

static void
take_tallies (SheafAnalyser *self,
              SheafTerms    *terms)
{
  terms->n = self->tallies->len;
  terms->terms = g_new (SheafTerm, terms->n);
  for (guint i = 0; i < terms->n; i++)
    {
      const Tally *of = &g_array_index (self->tallies, Tally, i);
      float weight = 1 + logf (of->frequency);

      if (of->as_name * 2 >= of->count)
        weight *= NAME_FACTOR;
      terms->terms[i] = (SheafTerm){ .id = of->id, .weight = weight };
    }
  if (terms->n > 1)
    qsort (terms->terms, terms->n, sizeof (SheafTerm), compare_terms);
}

SheafTerms *
sheaf_analyser_analyse (SheafAnalyser *self,
                        const char    *title,
                        const char    *body,
                        const char    *language)
{
  g_autoptr(SheafTerms) terms = sheaf_terms_new ();
  const char *code = sheaf_language_detect (self->detector, *body != '\0' ? body : title, language);
  SheafLexicon *lexicon;
  guint n_title;

  if (code != NULL && strcspn (code, "-_") < sizeof terms->language)
    memcpy (terms->language, code, strcspn (code, "-_"));
  lexicon = get_lexicon (self, terms->language);

  g_array_set_size (self->tokens, 0);
  g_array_set_size (self->tallies, 0);
  append_tokens (self, lexicon, title, SHEAF_TOKEN_TITLE);
  n_title = self->tokens->len;
  append_tokens (self, lexicon, body, 0);

  tally (self, 0, n_title, has_plain_words (self, n_title), TRUE);
  tally (self, n_title, MIN (self->tokens->len, n_title + MAX_WORDS), TRUE, FALSE);
  take_tallies (self, terms);
  for (guint i = 0; i < MIN (self->tokens->len, n_title + MAX_WORDS); i++)
    terms->weekdays |= g_array_index (self->tokens, SheafToken, i).weekday;

  terms->n_words = self->tokens->len - n_title;
  terms->words = g_new (guint32, terms->n_words);
  for (guint i = 0; i < terms->n_words; i++)
    terms->words[i] = g_array_index (self->tokens, SheafToken, n_title + i).hash;

  return g_steal_pointer (&terms);
}

GArray *
sheaf_analyser_get_tokens (SheafAnalyser *self)
{
  return self->tokens;
}
