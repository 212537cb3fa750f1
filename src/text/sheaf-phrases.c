/* sheaf-phrases.c: the phrases that a text may be tagged with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "text/sheaf-phrases-private.h"

static void
phrase_free (gpointer data)
{
  SheafPhrase *phrase = data;

  for (guint i = 0; i < phrase->n_spellings; i++)
    g_free (phrase->spellings[i].written);
  g_free (phrase);
}

static guint
phrase_hash (gconstpointer data)
{
  const SheafPhrase *phrase = data;
  guint hash = phrase->n;

  for (guint i = 0; i < phrase->n; i++)
    hash = hash * 31 + phrase->terms[i];

  return hash;
}

static gboolean
phrase_equal (gconstpointer a,
              gconstpointer b)
{
  const SheafPhrase *first = a;
  const SheafPhrase *second = b;

  return first->n == second->n
         && memcmp (first->terms, second->terms, first->n * sizeof (guint32)) == 0;
}

static void
add_spelling (SheafPhrase *phrase,
              const char  *start,
              gsize        length)
{
  guint i = 0;

  while (i < phrase->n_spellings
         && (strncmp (phrase->spellings[i].written, start, length) != 0
             || phrase->spellings[i].written[length] != '\0'))
    i++;
  if (i == SHEAF_PHRASE_SPELLINGS)
    return;
  if (i == phrase->n_spellings)
    {
      phrase->spellings[i].written = g_strndup (start, length);
      phrase->n_spellings++;
    }
  phrase->spellings[i].count++;
}

static void
add_phrase (SheafPhrases     *self,
            const SheafToken *tokens,
            guint             n,
            guint             at,
            const char       *text)
{
  SheafPhrase key = { .n = n, .first = at };
  SheafPhrase *phrase;
  gboolean name = TRUE;

  for (guint i = 0; i < n; i++)
    {
      key.terms[i] = tokens[i].term;
      name = name && tokens[i].flags & SHEAF_TOKEN_CAPITAL;
    }
  phrase = g_hash_table_lookup (self->phrases, &key);
  if (phrase == NULL)
    {
      phrase = g_memdup2 (&key, sizeof key);
      g_hash_table_add (self->phrases, phrase);
    }
  phrase->count++;
  if (tokens[0].flags & SHEAF_TOKEN_TITLE)
    phrase->in_title = TRUE;
  if (name && (n > 1 || !(tokens[0].flags & SHEAF_TOKEN_FIRST)))
    phrase->as_name++;
  add_spelling (phrase, text + tokens[0].start, tokens[n - 1].end - tokens[0].start);
}

/* Whether the word at @i may be a part of a phrase. */
static gboolean
is_part (const SheafToken *token)
{
  return token->term != SHEAF_TERM_NONE && !(token->flags & SHEAF_TOKEN_NUMBER)
         && token->end - token->start > 2;
}

SheafPhrases *
sheaf_phrases_new (GArray     *tokens,
                   const char *title,
                   const char *body)
{
  SheafPhrases *self = g_new0 (SheafPhrases, 1);

  self->phrases = g_hash_table_new_full (phrase_hash, phrase_equal, phrase_free, NULL);
  self->n_words = tokens->len;
  for (guint i = 0; i < tokens->len; i++)
    {
      const SheafToken *token = &g_array_index (tokens, SheafToken, i);
      const char *text = token->flags & SHEAF_TOKEN_TITLE ? title : body;
      gboolean name = TRUE;

      for (guint n = 1; n <= SHEAF_PHRASE_WORDS && i + n <= tokens->len; n++)
        {
          const SheafToken *last = &g_array_index (tokens, SheafToken, i + n - 1);

          if (!is_part (last) || (n > 1 && !(last->flags & SHEAF_TOKEN_ADJACENT))
              || (last->flags ^ token->flags) & SHEAF_TOKEN_TITLE)
            break;

          /* Longer than two words only a name is a phrase. */
          name = name && last->flags & SHEAF_TOKEN_CAPITAL;
          if (n > 2 && !name)
            break;
          add_phrase (self, token, n, i, text);
        }
    }

  return self;
}

void
sheaf_phrases_free (SheafPhrases *self)
{
  g_hash_table_unref (self->phrases);
  g_free (self);
}
