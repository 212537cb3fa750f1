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

/* The references that nearly all texts are content with, by the characters between "&" and ";". */
static const struct
{
  const char *name;
  const char *text;
} simple[] = {
  { "amp", "&" },         { "lt", "<" },          { "gt", ">" },          { "quot", "\"" },
  { "apos", "'" },        { "nbsp", "\u00a0" },   { "ndash", "\u2013" },  { "mdash", "\u2014" },
  { "hellip", "\u2026" }, { "lsquo", "\u2018" },  { "rsquo", "\u2019" },  { "ldquo", "\u201c" },
  { "rdquo", "\u201d" },
};

/* Decodes the reference at @p, to @to. Returns: how long it is, or 0 if that is for a parser to say. */
static gsize
decode_simple (const char  *p,
               gsize        left,
               char       **to)
{
  const char *end = memchr (p, ';', MIN (left, 10));
  gsize length = end != NULL ? (gsize) (end - p - 1) : 0;
  gboolean hexadecimal;
  gunichar c = 0;

  if (length == 0)
    return 0;

  if (p[1] != '#')
    {
      for (gsize i = 0; i < G_N_ELEMENTS (simple); i++)
        if (strncmp (simple[i].name, p + 1, length) == 0 && simple[i].name[length] == '\0')
          {
            *to = g_stpcpy (*to, simple[i].text);
            return length + 2;
          }
      return 0;
    }

  hexadecimal = p[2] == 'x' || p[2] == 'X';
  p += hexadecimal ? 3 : 2;
  if (p == end)
    return 0;
  for (; p < end; p++)
    {
      int digit = hexadecimal ? g_ascii_xdigit_value (*p) : g_ascii_digit_value (*p);

      if (digit < 0)
        return 0;
      c = c * (hexadecimal ? 16 : 10) + (gunichar) digit;
    }
  /* Controls, surrogates and what is none have rules of their own. */
  if (c < 0x20 || (c >= 0x7f && c < 0xa0) || !g_unichar_validate (c) || (c & 0xfffe) == 0xfffe)
    return 0;
  *to += g_unichar_to_utf8 (c, *to);

  return length + 2;
}

/* Returns: NULL if there is something that a parser has to look at. No reference is shorter than what
 * it stands for. */
static char *
decode_all_simple (const char *text,
                   gsize       length)
{
  g_autofree char *out = g_malloc (length + 1);
  const char *p = text, *end = text + length;
  char *to = out;

  if (memchr (text, '\r', length) != NULL)
    return NULL;

  while (p < end)
    {
      const char *reference = memchr (p, '&', end - p);
      gsize plain = (reference != NULL ? reference : end) - p;
      gsize taken;

      memcpy (to, p, plain);
      to += plain;
      p += plain;
      if (reference == NULL)
        break;

      taken = decode_simple (p, end - p, &to);
      if (taken == 0 && end - p > 1 && (p[1] == '#' || g_ascii_isalnum (p[1])))
        return NULL;
      if (taken == 0)
        *to++ = '&', taken = 1;
      p += taken;
    }
  *to = '\0';

  return g_steal_pointer (&out);
}

char *
sheaf_gate_decode (const char *text,
                   gsize       length)
{
  g_autoptr(SheafParse) parse = NULL;
  g_autoptr(GString) html = NULL;
  g_autofree char *decoded = NULL;
  const GumboVector *children;
  GString *out;

  if (memchr (text, '&', length) == NULL)
    return g_strndup (text, length);

  decoded = decode_all_simple (text, length);
  if (decoded != NULL)
    return g_steal_pointer (&decoded);

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
                 gsize       length,
                 gsize       most)
{
  gsize bound = MIN (most, SHEAF_GATE_MAX_BYTES);
  g_autoptr(GString) text = g_string_sized_new (MIN (length, bound));
  SheafTokens tokens;
  SheafToken token;

  sheaf_tokens_init (&tokens, html, length);
  while (text->len < bound && sheaf_tokens_next (&tokens, &token))
    {
      if (token.kind == SHEAF_TOKEN_TEXT)
        {
          gsize room = MIN (token.length, bound - text->len);

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
