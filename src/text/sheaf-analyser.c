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

/* Weights are multiples of a quarter; of fewer quarters than LOGARITHMS the logarithm is known. */
#define STEPS 4
#define LOGARITHMS 1024

/* So many words are looked up together. */
#define TOGETHER 32

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
  guint32 *places;      /* n_places: one more than a tally's, by its term's id, or 0 */
  guint n_places;       /* a power of two */
  float *logarithms;    /* 1 + ln (i / STEPS) */
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
  self->n_places = 1024;
  self->places = g_new0 (guint32, self->n_places);
  self->logarithms = g_new (float, LOGARITHMS);
  for (guint i = 1; i < LOGARITHMS; i++)
    self->logarithms[i] = 1 + logf ((float) i / STEPS);

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
  g_free (self->places);
  g_free (self->logarithms);
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

  if (gap == end || (end - gap == 1 && *gap == ' '))
    return SHEAF_TOKEN_ADJACENT;
  if (end - gap == 2 && gap[0] == ',' && gap[1] == ' ')
    return 0;

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

/* What the word itself tells, from what stands before it on. */
static SheafToken
make_token (const char      *text,
            const SheafWord *word,
            gsize            before,
            gboolean         first)
{
  const char *start = text + word->start;
  gunichar c = (guchar) *start < 0x80 ? (guchar) *start : g_utf8_get_char (start);
  SheafToken token = { .start = word->start,
                       .end = word->end,
                       .flags = flags_of_gap (text + before, start) };

  if (first)
    token.flags = (token.flags & ~SHEAF_TOKEN_ADJACENT) | SHEAF_TOKEN_FIRST;
  if (c < 0x80 ? g_ascii_isupper ((char) c) : g_unichar_isupper (c) || is_katakana (c))
    token.flags |= SHEAF_TOKEN_CAPITAL;
  if (is_katakana (c))
    token.flags &= ~SHEAF_TOKEN_FIRST;
  if (word->kind == SHEAF_WORD_NUMBER || g_ascii_isdigit (*start))
    token.flags |= SHEAF_TOKEN_NUMBER;

  return token;
}

static void
append_tokens (SheafAnalyser   *self,
               SheafLexicon    *lexicon,
               const char      *text,
               SheafTokenFlags  flags)
{
  SheafWord words[TOGETHER];
  guint64 keys[TOGETHER];
  gsize before = 0;
  gboolean first = TRUE;
  guint n;

  sheaf_words_set_text (self->words, text, -1);
  do
    {
      for (n = 0; n < TOGETHER && sheaf_words_next (self->words, &words[n]); n++)
        keys[n] = sheaf_lexicon_get_key (lexicon, text + words[n].start,
                                         words[n].end - words[n].start);
      for (guint i = 0; i < n; i++)
        {
          const SheafWord *word = &words[i];
          SheafMeaning meaning = sheaf_lexicon_look_up (lexicon, keys[i], text + word->start,
                                                        word->end - word->start, word->kind);
          SheafToken token = make_token (text, word, before, first);

          token.term = meaning.term;
          token.hash = meaning.hash;
          token.weekday = meaning.weekday;
          token.flags |= flags;
          g_array_append_val (self->tokens, token);
          before = word->end;
          first = FALSE;
        }
    }
  while (n == TOGETHER);
}

/* Room for a text of @n_tokens, all of it free: small, so that it stays near the processor. */
static void
clear_tallies (SheafAnalyser *self,
               guint          n_tokens)
{
  g_array_set_size (self->tallies, 0);
  if (self->n_places < 2 * n_tokens)
    {
      while (self->n_places < 2 * n_tokens)
        self->n_places *= 2;
      self->places = g_renew (guint32, self->places, self->n_places);
    }
  memset (self->places, 0, self->n_places * sizeof (guint32));
}

static Tally *
get_tally (SheafAnalyser *self,
           guint32        id)
{
  Tally fresh = { .id = id };
  Tally *tallies = (Tally *) self->tallies->data;
  guint at = (id * 0x9e3779b1u >> 8) & (self->n_places - 1);

  while (self->places[at] != 0)
    {
      if (tallies[self->places[at] - 1].id == id)
        return &tallies[self->places[at] - 1];
      at = (at + 1) & (self->n_places - 1);
    }
  g_array_append_val (self->tallies, fresh);
  self->places[at] = self->tallies->len;

  return &g_array_index (self->tallies, Tally, self->tallies->len - 1);
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

static void
take_tallies (SheafAnalyser *self,
              SheafTerms    *terms)
{
  terms->n = self->tallies->len;
  terms->terms = g_new (SheafTerm, terms->n);
  for (guint i = 0; i < terms->n; i++)
    {
      const Tally *of = &g_array_index (self->tallies, Tally, i);
      guint steps = (guint) (of->frequency * STEPS);
      float weight = steps < LOGARITHMS ? self->logarithms[steps] : 1 + logf (of->frequency);

      if (of->as_name * 2 >= of->count)
        weight *= NAME_FACTOR;
      terms->terms[i] = (SheafTerm){ .id = of->id, .weight = weight };
    }
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
  append_tokens (self, lexicon, title, SHEAF_TOKEN_TITLE);
  n_title = self->tokens->len;
  append_tokens (self, lexicon, body, 0);
  clear_tallies (self, MIN (self->tokens->len, n_title + MAX_WORDS));

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
