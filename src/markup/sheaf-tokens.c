/* sheaf-tokens.c: the bytes of HTML as tags and text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-tokens.h"

#include <string.h>

void
sheaf_tokens_init (SheafTokens *tokens,
                   const char  *html,
                   gsize        length)
{
  memset (tokens, 0, sizeof *tokens);
  tokens->position = html;
  tokens->end = html + length;
}

static inline gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Past the first @c, or NULL. */
static const char *
past (const char *from,
      const char *end,
      char        c)
{
  const char *found = memchr (from, c, end - from);

  return found != NULL ? found + 1 : NULL;
}

/* @p is behind "<!--". */
static const char *
skip_comment (const char *p,
              const char *end)
{
  if (p < end && *p == '>')
    return p + 1;
  if (p + 1 < end && p[0] == '-' && p[1] == '>')
    return p + 2;

  while (p < end)
    {
      p = memchr (p, '-', end - p);
      if (p == NULL || p + 2 >= end)
        return end;
      if (p[1] == '-' && p[2] == '>')
        return p + 3;
      if (p[1] == '-' && p[2] == '!' && p + 3 < end && p[3] == '>')
        return p + 4;
      p++;
    }

  return end;
}

/* @p is behind "<" at "!", "?" or "/" before what is no name. */
static const char *
skip_declaration (const char *p,
                  const char *end)
{
  if (end - p >= 3 && memcmp (p, "!--", 3) == 0)
    return skip_comment (p + 3, end);

  p = past (p, end, '>');

  return p != NULL ? p : end;
}

/* @p is behind "=". */
static const char *
skip_value (const char *p,
            const char *end)
{
  while (p < end && is_space (*p))
    p++;
  if (p == end || *p == '>')
    return p;
  if (*p == '"' || *p == '\'')
    return past (p + 1, end, *p);
  while (p < end && !is_space (*p) && *p != '>')
    p++;

  return p;
}

/* @p is behind the name of the tag. Returns: past its ">", or NULL if the document ends first. */
static const char *
skip_attributes (const char *p,
                 const char *end,
                 SheafToken *token)
{
  while (p != NULL && p < end)
    {
      if (*p == '>')
        return p + 1;
      if (is_space (*p))
        p++;
      else if (*p == '/')
        {
          token->self_closing = p + 1 < end && p[1] == '>';
          p++;
        }
      else
        {
          token->attributes++;
          p++;
          while (p < end && !is_space (*p) && *p != '/' && *p != '>' && *p != '=')
            p++;
          while (p < end && is_space (*p))
            p++;
          if (p < end && *p == '=')
            p = skip_value (p + 1, end);
        }
    }

  return NULL;
}

/* @p is at the first letter of a name. */
static gboolean
read_tag (SheafTokens *tokens,
          const char  *p,
          SheafToken  *token)
{
  const char *name = p;

  while (p < tokens->end && !is_space (*p) && *p != '/' && *p != '>')
    p++;
  token->name_length = p - name;
  token->tag = sheaf_element_find (name, token->name_length);
  token->attributes = 0;
  token->self_closing = FALSE;
  p = skip_attributes (p, tokens->end, token);
  if (p == NULL)
    {
      tokens->position = tokens->end;
      return FALSE;
    }
  token->length = p - token->bytes;
  tokens->position = p;

  return TRUE;
}

/* To behind the end tag of a raw element. Returns: FALSE if there is none. */
static gboolean
skip_raw (SheafTokens      *tokens,
          const SheafToken *start)
{
  const char *name = start->bytes + 1;
  const char *p = tokens->position;

  while ((p = memchr (p, '<', tokens->end - p)) != NULL)
    {
      gsize left = tokens->end - p;
      SheafToken token = { .bytes = p };

      if (left > start->name_length + 2 && p[1] == '/'
          && g_ascii_strncasecmp (p + 2, name, start->name_length) == 0
          && (is_space (p[2 + start->name_length]) || p[2 + start->name_length] == '/'
              || p[2 + start->name_length] == '>'))
        return read_tag (tokens, p + 2, &token);
      p++;
    }

  return FALSE;
}

static gboolean read_token (SheafTokens *tokens,
                            SheafToken  *token);

/* To behind the end tag of an element that goes with the elements in it. Where there is none, it
 * would be the rest of the document: then only its tag goes. */
static void
skip_element (SheafTokens      *tokens,
              const SheafToken *start)
{
  const char *position = tokens->position;
  guint open = 1;
  SheafToken token;

  if (tokens->unclosed[start->tag])
    return;
  if (start->self_closing && (start->tag == GUMBO_TAG_SVG || start->tag == GUMBO_TAG_MATH))
    return;

  while (open > 0 && read_token (tokens, &token))
    {
      if (token.kind == SHEAF_TOKEN_START && token.tag == start->tag && !token.self_closing)
        open++;
      else if (token.kind == SHEAF_TOKEN_END && token.tag == start->tag)
        open--;
      else if (token.kind == SHEAF_TOKEN_START
               && sheaf_element_get (token.tag)->fate == SHEAF_ELEMENT_RAW
               && !skip_raw (tokens, &token))
        break;
    }
  if (open > 0)
    {
      tokens->unclosed[start->tag] = TRUE;
      tokens->position = position;
    }
}

/* The next tag or text, whatever its element's fate. */
static gboolean
read_token (SheafTokens *tokens,
            SheafToken  *token)
{
  while (tokens->position < tokens->end)
    {
      const char *p = tokens->position;
      gsize left = tokens->end - p;

      token->bytes = p;
      if (*p != '<')
        {
          const char *less = memchr (p, '<', left);

          token->kind = SHEAF_TOKEN_TEXT;
          token->length = (less != NULL ? less : tokens->end) - p;
          tokens->position = p + token->length;
          return TRUE;
        }
      if (left > 1 && g_ascii_isalpha (p[1]))
        {
          token->kind = SHEAF_TOKEN_START;
          return read_tag (tokens, p + 1, token);
        }
      if (left > 2 && p[1] == '/' && g_ascii_isalpha (p[2]))
        {
          token->kind = SHEAF_TOKEN_END;
          return read_tag (tokens, p + 2, token);
        }
      if (left > 1 && (p[1] == '!' || p[1] == '?' || (left > 2 && p[1] == '/')))
        {
          tokens->position = skip_declaration (p + 1, tokens->end);
          continue;
        }

      token->kind = SHEAF_TOKEN_LESS;
      token->length = 1;
      tokens->position = p + 1;
      return TRUE;
    }

  return FALSE;
}

gboolean
sheaf_tokens_next (SheafTokens *tokens,
                   SheafToken  *token)
{
  while (read_token (tokens, token))
    {
      const SheafElement *element;

      if (token->kind != SHEAF_TOKEN_START && token->kind != SHEAF_TOKEN_END)
        return TRUE;

      element = sheaf_element_get (token->tag);
      if (element->fate == SHEAF_ELEMENT_KEEP || element->fate == SHEAF_ELEMENT_UNWRAP)
        {
          /* What is in an iframe is text; many are written as if they had no end tag. */
          if (token->kind == SHEAF_TOKEN_START && token->tag == GUMBO_TAG_IFRAME
              && !tokens->unclosed[GUMBO_TAG_IFRAME] && !skip_raw (tokens, token))
            tokens->unclosed[GUMBO_TAG_IFRAME] = TRUE;
          return TRUE;
        }
      if (token->kind == SHEAF_TOKEN_END)
        continue;
      if (element->fate == SHEAF_ELEMENT_DROP)
        skip_element (tokens, token);
      else if (element->fate == SHEAF_ELEMENT_TAIL || !skip_raw (tokens, token))
        tokens->position = tokens->end;
    }

  return FALSE;
}
