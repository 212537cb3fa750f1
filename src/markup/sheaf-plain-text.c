/* sheaf-plain-text.c: the words of HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-plain-text.h"

#include <string.h>

#include "markup/sheaf-gate.h"
#include "markup/sheaf-tokens.h"

/* Drops controls, collapses white space; a line end stays one unless @one_line. */
static char *
collapse (const char *text,
          gboolean    one_line)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean space = FALSE, line = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == 0x2028 || c == 0x2029)
        line = TRUE;
      else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0xa0)
        space = TRUE;
      else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff || (c & 0xfffe) == 0xfffe)
        continue;
      else
        {
          if ((line || space) && out->len > 0)
            g_string_append_c (out, line && !one_line ? '\n' : ' ');
          line = space = FALSE;
          g_string_append_len (out, p, g_utf8_next_char (p) - p);
        }
    }

  return g_string_free (out, FALSE);
}

/* "&amp;", "&#8217;", "&#x2019;" at @p */
static gboolean
is_reference (const char *p)
{
  gsize length;

  p++;
  if (*p == '#')
    {
      p++;
      if (*p == 'x' || *p == 'X')
        {
          p++;
          length = strspn (p, "0123456789abcdefABCDEF");
        }
      else
        length = strspn (p, "0123456789");
      return length > 0 && length < 8 && p[length] == ';';
    }
  for (length = 0; g_ascii_isalnum (p[length]); length++)
    ;

  return length >= 2 && length < 32 && p[length] == ';';
}

gboolean
sheaf_plain_text_is_html (const char *text)
{
  SheafTokens tokens;
  SheafToken token;

  for (const char *p = strchr (text, '&'); p != NULL; p = strchr (p + 1, '&'))
    if (is_reference (p))
      return TRUE;
  if (strchr (text, '<') == NULL)
    return FALSE;

  sheaf_tokens_init (&tokens, text, strlen (text));
  while (sheaf_tokens_next (&tokens, &token))
    {
      if (token.kind == SHEAF_TOKEN_END && token.tag != GUMBO_TAG_UNKNOWN)
        return TRUE;
      if (token.kind == SHEAF_TOKEN_START
          && (sheaf_element_get (token.tag)->flags & SHEAF_ELEMENT_VOID))
        return TRUE;
    }

  return FALSE;
}

char *
sheaf_plain_text_from_html (const char *html,
                            gssize      length)
{
  g_autofree char *valid = NULL;
  g_autofree char *text = NULL;

  if (html == NULL)
    return g_strdup ("");
  if (length < 0)
    length = strlen (html);
  if (!g_utf8_validate_len (html, length, NULL))
    {
      valid = g_utf8_make_valid (html, length);
      html = valid;
      length = strlen (valid);
    }

  text = sheaf_gate_text (html, length);
  if (sheaf_plain_text_is_html (text))
    {
      char *again = sheaf_gate_text (text, strlen (text));

      g_free (text);
      text = again;
    }

  return collapse (text, FALSE);
}

char *
sheaf_plain_text_line (const char *html)
{
  g_autofree char *text = sheaf_plain_text_from_html (html, -1);

  return collapse (text, TRUE);
}

char *
sheaf_plain_text_tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (sheaf_plain_text_is_html (valid))
    return sheaf_plain_text_from_html (valid, -1);

  return collapse (valid, FALSE);
}

char *
sheaf_plain_text_excerpt (const char *text,
                          guint       max)
{
  g_autofree char *line = collapse (text, TRUE);
  const char *end, *cut = NULL;
  guint left;

  if (g_utf8_strlen (line, -1) <= max)
    return g_steal_pointer (&line);

  end = g_utf8_offset_to_pointer (line, max - 1);
  /* Where words are not parted by spaces, the cut is where it is. */
  left = max / 4 + 8;
  for (const char *p = end; p > line && left > 0; p = g_utf8_prev_char (p), left--)
    if (*p == ' ')
      {
        cut = p;
        break;
      }
  if (cut == NULL)
    cut = end;
  while (cut > line && strchr (" ,;:.-", cut[-1]) != NULL)
    cut--;

  return g_strdup_printf ("%.*s…", (int) (cut - line), line);
}

char *
sheaf_plain_text_unescape (const char *text)
{
  return sheaf_gate_decode (text, strlen (text));
}
