/* sheaf-tokenizer.c: the FTS5 tokenizer "sheaf", and what a person types as a query of it
 *
 * The interface is that of “Custom Tokenizers” in https://sqlite.org/fts5.html.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "db/sheaf-tokenizer.h"
#include "text/sheaf-words.h"

/* Beyond, what is written together is no word that anyone looks for. */
#define MAX_TOKEN 128

/* One for each table and connection. */
struct Fts5Tokenizer
{
  SheafWords *words;
  GString *folded;
};

typedef int (*EmitToken) (void *context, int flags, const char *token, int length, int start,
                          int end);

typedef struct
{
  Fts5Tokenizer *tokenizer;
  const char *text;
  void *context;
  EmitToken emit;
} Run;

static gboolean
is_alone (gunichar character)
{
  switch (g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
      return TRUE;

    default:
      /* The prolonged sound mark, shared by both kana. */
      return character == 0x30fc || character == 0xff70;
    }
}

/* Whether @character belongs to the one before it. */
static gboolean
is_extending (gunichar character)
{
  return g_unichar_ismark (character)
         || character == 0xff9e /* halfwidth voiced and semi-voiced sound marks */
         || character == 0xff9f;
}

/* A piece that is all one token, unless folding makes several characters of it that stand alone
 * (㍿): those are told one by one, at the same place. */
static int
emit_piece (Run   *run,
            gsize  start,
            gsize  end)
{
  GString *folded = run->tokenizer->folded;
  const char *token;
  int result = SQLITE_OK;

  g_string_truncate (folded, 0);
  sheaf_words_fold (run->tokenizer->words, run->text + start, MIN (end - start, MAX_TOKEN), folded);

  token = folded->str;
  while (result == SQLITE_OK && *token != '\0')
    {
      const char *p = g_utf8_next_char (token);

      if (is_alone (g_utf8_get_char (token)))
        {
          while (is_extending (g_utf8_get_char (p)))
            p = g_utf8_next_char (p);
        }
      else
        {
          while (*p != '\0' && !is_alone (g_utf8_get_char (p)))
            p = g_utf8_next_char (p);
        }

      result = run->emit (run->context, 0, token, p - token, start, end);
      token = p;
    }

  return result;
}

/* “U.S”: letters that are parted by points one by one. */
static gboolean
is_abbreviation (const char *p,
                 const char *end)
{
  gboolean letter = FALSE;
  gboolean has_point = FALSE;

  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character == '.')
        {
          letter = FALSE;
          has_point = TRUE;
        }
      else if (is_extending (character))
        continue;
      else if (letter)
        return FALSE;
      else
        letter = TRUE;
    }

  return has_point;
}

static gboolean
is_plain (const char *p,
          const char *end)
{
  for (; p < end; p++)
    {
      if (!g_ascii_isalnum (*p))
        return FALSE;
    }

  return TRUE;
}

/* The letters and digits of a word without what stands between them, as one token. */
static int
emit_joined (Run             *run,
             const SheafWord *word)
{
  GString *folded = run->tokenizer->folded;
  const char *p = run->text + word->start;
  const char *end = MIN (run->text + word->end, p + MAX_TOKEN);

  g_string_truncate (folded, 0);
  for (const char *next; p < end; p = next)
    {
      next = g_utf8_next_char (p);
      if (!g_unichar_ispunct (g_utf8_get_char (p)))
        sheaf_words_fold (run->tokenizer->words, p, next - p, folded);
    }

  if (folded->len == 0)
    return SQLITE_OK;

  return run->emit (run->context, 0, folded->str, folded->len, word->start, word->end);
}

static int
emit_parts (Run             *run,
            const SheafWord *word)
{
  const char *start = run->text + word->start;
  const char *end = run->text + word->end;
  const char *piece = start;
  int result = SQLITE_OK;

  for (const char *p = start; p < end && result == SQLITE_OK;)
    {
      const char *next = g_utf8_next_char (p);
      gunichar character = g_utf8_get_char (p);
      gboolean alone = is_alone (character);

      if (!alone && !g_unichar_ispunct (character))
        {
          p = next;
          continue;
        }

      if (piece < p)
        result = emit_piece (run, piece - run->text, p - run->text);

      while (alone && next < end && is_extending (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      if (alone && result == SQLITE_OK)
        result = emit_piece (run, p - run->text, next - run->text);

      piece = p = next;
    }

  if (piece < end && result == SQLITE_OK)
    result = emit_piece (run, piece - run->text, end - run->text);

  return result;
}

static int
emit_word (Run             *run,
           const SheafWord *word)
{
  const char *start = run->text + word->start;
  const char *end = run->text + word->end;

  if (is_plain (start, end))
    return emit_piece (run, word->start, word->end);

  if (word->kind == SHEAF_WORD_NUMBER || is_abbreviation (start, end))
    return emit_joined (run, word);

  return emit_parts (run, word);
}

static int
tokenizer_create (void           *context,
                  const char    **arguments,
                  int             n_arguments,
                  Fts5Tokenizer **out)
{
  Fts5Tokenizer *self = g_new0 (Fts5Tokenizer, 1);

  self->words = sheaf_words_new ();
  self->folded = g_string_new (NULL);
  *out = self;

  return SQLITE_OK;
}

static void
tokenizer_delete (Fts5Tokenizer *self)
{
  sheaf_words_free (self->words);
  g_string_free (self->folded, TRUE);
  g_free (self);
}

static int
tokenizer_tokenize (Fts5Tokenizer *self,
                    void          *context,
                    int            flags,
                    const char    *text,
                    int            length,
                    EmitToken      emit)
{
  g_autofree char *valid = NULL;
  Run run = { .tokenizer = self, .text = text, .context = context, .emit = emit };
  SheafWord word;
  int result = SQLITE_OK;

  if (text == NULL || length <= 0)
    return SQLITE_OK;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      valid = g_utf8_make_valid (text, length);
      run.text = valid;
      length = strlen (valid);
    }

  sheaf_words_set_text (self->words, run.text, length);
  while (result == SQLITE_OK && sheaf_words_next (self->words, &word))
    result = emit_word (&run, &word);

  return result;
}

int
sheaf_tokenizer_register (sqlite3 *handle)
{
  fts5_tokenizer tokenizer = { tokenizer_create, tokenizer_delete, tokenizer_tokenize };
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  int result;

  result = sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &statement, NULL);
  if (result != SQLITE_OK)
    return result;

  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  if (api == NULL)
    return SQLITE_ERROR;

  return api->xCreateTokenizer (api, "sheaf", NULL, &tokenizer, NULL);
}

/* Appends the words from @start to @end as one phrase; the last may go on if @prefix. One letter is
 * no beginning yet: nearly every text has a word that starts with it. */
static void
append_phrase (GString    *query,
               SheafWords *words,
               const char *start,
               const char *end,
               gboolean    prefix)
{
  SheafWord word;
  SheafWord last;

  sheaf_words_set_text (words, start, end - start);
  if (!sheaf_words_next (words, &word))
    return;

  last = word;
  while (sheaf_words_next (words, &last))
    continue;

  if (query->len > 0)
    g_string_append (query, " AND ");
  g_string_append_c (query, '"');
  for (const char *p = start + word.start; p < start + last.end; p++)
    {
      if (*p == '"')
        g_string_append_c (query, '"');
      g_string_append_c (query, *p);
    }
  prefix = prefix && g_utf8_strlen (start + last.start, last.end - last.start) > 1;
  g_string_append (query, prefix ? "\"*" : "\"");
}

static const char *
skip_to (const char *p,
         gboolean    quote)
{
  while (*p != '\0' && *p != '"' && (quote || !g_unichar_isspace (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);

  return p;
}

static const char *
skip_spaces (const char *p)
{
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

char *
sheaf_tokenizer_query (const char *typed)
{
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autoptr (SheafWords) words = sheaf_words_new ();
  g_autoptr (GString) query = g_string_new (NULL);
  const char *p = skip_spaces (valid);

  while (*p != '\0')
    {
      gboolean quoted = *p == '"';
      const char *start = quoted ? p + 1 : p;
      const char *end = skip_to (start, quoted);
      gboolean closed = quoted && *end == '"';

      p = closed ? end + 1 : end;
      append_phrase (query, words, start, end, *p == '\0' && !closed);
      p = skip_spaces (p);
    }

  if (query->len == 0)
    return NULL;

  return g_string_free (g_steal_pointer (&query), FALSE);
}
