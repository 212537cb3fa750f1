/* sheaf-gate.c: what of hostile HTML a parser is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-gate.h"

#include <string.h>

#include "markup/sheaf-nesting.h"
#include "markup/sheaf-parse.h"
#include "markup/sheaf-tokens.h"

#define PROLOGUE "<!doctype html><body>"

static void
pass_start (GString          *out,
            const SheafToken *token)
{
  if (token->tag == GUMBO_TAG_IFRAME)
    {
      g_string_append_len (out, token->bytes, token->length);
      g_string_append (out, "</iframe>");
    }
  else
    g_string_append_len (out, token->bytes, token->length);
}

GString *
sheaf_gate_pass (const char *html,
                 gsize       length)
{
  g_autoptr(SheafNesting) nesting = NULL;
  SheafTokens tokens;
  SheafToken token;
  GString *out;

  if (length > SHEAF_GATE_MAX_BYTES)
    return NULL;

  nesting = sheaf_nesting_new ();
  out = g_string_sized_new (length + sizeof PROLOGUE + 16);
  g_string_append (out, PROLOGUE);
  sheaf_tokens_init (&tokens, html, length);
  while (sheaf_tokens_next (&tokens, &token))
    {
      gboolean is_tag = token.kind == SHEAF_TOKEN_START || token.kind == SHEAF_TOKEN_END;

      if (is_tag && sheaf_element_get (token.tag)->fate != SHEAF_ELEMENT_KEEP)
        continue;
      if (!sheaf_nesting_take (nesting, &token)
          || (is_tag && token.attributes > SHEAF_GATE_MAX_ATTRIBUTES))
        {
          g_string_free (out, TRUE);
          return NULL;
        }
      if (token.kind == SHEAF_TOKEN_START)
        pass_start (out, &token);
      else if (token.kind == SHEAF_TOKEN_LESS)
        g_string_append (out, "&lt;");
      else
        g_string_append_len (out, token.bytes, token.length);
    }

  return out;
}

static void
append_text (GString         *out,
             const GumboNode *node)
{
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
    g_string_append (out, node->v.text.text);
}

char *
sheaf_gate_decode (const char *text,
                   gsize       length)
{
  g_autoptr(SheafParse) parse = NULL;
  g_autoptr(GString) html = NULL;
  const GumboVector *children;
  GString *out;

  if (memchr (text, '&', length) == NULL)
    return g_strndup (text, length);

  /* In a paragraph, so that white space before the first word stays. */
  html = g_string_sized_new (length + sizeof PROLOGUE + 8);
  g_string_append (html, PROLOGUE "<p>");
  for (gsize i = 0; i < length; i++)
    if (text[i] == '<')
      g_string_append (html, "&lt;");
    else
      g_string_append_c (html, text[i]);
  parse = sheaf_parse_new (html->str, html->len);
  out = g_string_sized_new (length);
  children = &parse->body->v.element.children;
  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];

      if (child->type == GUMBO_NODE_ELEMENT)
        for (guint j = 0; j < child->v.element.children.length; j++)
          append_text (out, child->v.element.children.data[j]);
      else
        append_text (out, child);
    }

  return g_string_free (out, FALSE);
}

/* A start tag that is none: "<T>" in "List<T>". */
static gboolean
is_written (const SheafToken *token)
{
  return token->kind == SHEAF_TOKEN_START && token->tag == GUMBO_TAG_UNKNOWN
         && token->attributes == 0 && !token->self_closing
         && memchr (token->bytes, ':', token->length) == NULL
         && memchr (token->bytes, '-', token->length) == NULL;
}

char *
sheaf_gate_text (const char *html,
                 gsize       length)
{
  g_autoptr(GString) text = g_string_sized_new (MIN (length, SHEAF_GATE_MAX_BYTES));
  SheafTokens tokens;
  SheafToken token;

  sheaf_tokens_init (&tokens, html, length);
  while (text->len < SHEAF_GATE_MAX_BYTES && sheaf_tokens_next (&tokens, &token))
    {
      if (token.kind == SHEAF_TOKEN_TEXT)
        {
          gsize room = MIN (token.length, SHEAF_GATE_MAX_BYTES - text->len);

          while (room < token.length && room > 0 && (token.bytes[room] & 0xc0) == 0x80)
            room--;
          g_string_append_len (text, token.bytes, room);
          if (room < token.length)
            break;
        }
      else if (token.kind == SHEAF_TOKEN_LESS)
        g_string_append (text, "&lt;");
      else if (is_written (&token))
        {
          g_string_append (text, "&lt;");
          g_string_append_len (text, token.bytes + 1, token.length - 1);
        }
      else if (token.tag == GUMBO_TAG_TD || token.tag == GUMBO_TAG_TH)
        g_string_append_c (text, ' ');
      else if (token.tag == GUMBO_TAG_BR
               || (sheaf_element_get (token.tag)->flags & SHEAF_ELEMENT_BLOCK))
        g_string_append_c (text, '\n');
    }

  return sheaf_gate_decode (text->str, text->len);
}
