/* sheaf-plain-text.c: the words of HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-plain-text.h"

#include <string.h>

#include "markup/sheaf-gate.h"
#include "markup/sheaf-tokens.h"
#include "markup/sheaf-utf8.h"

/* How many bytes of text a character of an excerpt takes, references and all, at most of the time. */
#define LEAD_BYTES 6
#define LONGEST_REFERENCE 40

/* What is neither white space nor dropped, in ASCII. */
static inline gboolean
is_plain (guchar c)
{
  return c > ' ' && c < 0x7f;
}

/* Drops controls, collapses white space; a line end stays one unless @one_line. */
static char *
collapse (const char *text,
          gboolean    one_line)
{
  gsize length = strlen (text);
  /* It becomes no longer: what parts words stood between them. */
  char *out = g_malloc (length + 1);
  char *to = out;
  gboolean space = FALSE, line = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      const char *from = p;
      gunichar c = (guchar) *p;

      if (is_plain (c))
        while (is_plain (*p))
          p++;
      else
        {
          c = g_utf8_get_char (p);
          p = g_utf8_next_char (p);
          if (c == '\n' || c == 0x2028 || c == 0x2029)
            {
              line = TRUE;
              continue;
            }
          if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0xa0)
            {
              space = TRUE;
              continue;
            }
          if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff || (c & 0xfffe) == 0xfffe)
            continue;
        }

      if ((line || space) && to > out)
        *to++ = line && !one_line ? '\n' : ' ';
      line = space = FALSE;
      memcpy (to, from, p - from);
      to += p - from;
    }
  *to = '\0';

  return out;
}

/* Whether @text has more than @max characters, without counting all of them. */
static gboolean
is_longer (const char *text,
           guint       max)
{
  for (guint n = 0; *text != '\0'; n++, text = g_utf8_next_char (text))
    if (n == max)
      return TRUE;

  return FALSE;
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

/* The text of @html, about @room bytes of it; escaped twice, it is text all the same.
 * Returns: (transfer full) (nullable): NULL if that cannot be told from so little. */
static char *
get_text (const char *html,
          gsize       length,
          gsize       room)
{
  g_autofree char *text = sheaf_gate_text (html, length, room);

  if (sheaf_plain_text_is_html (text))
    return sheaf_gate_text (text, strlen (text), room);
  if (room < length && strpbrk (text, "<&") != NULL)
    return NULL;

  return g_steal_pointer (&text);
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
  if (!sheaf_utf8_is_valid (html, length))
    {
      valid = g_utf8_make_valid (html, length);
      html = valid;
      length = strlen (valid);
    }

  text = get_text (html, length, G_MAXSIZE);

  return collapse (text, FALSE);
}

char *
sheaf_plain_text_lead (const char *html,
                       guint       max)
{
  g_autofree char *valid = NULL;
  gsize length = strlen (html);

  if (!sheaf_utf8_is_valid (html, length))
    {
      html = valid = g_utf8_make_valid (html, length);
      length = strlen (html);
    }

  for (gsize room = LEAD_BYTES * (gsize) max;; room *= 8)
    {
      g_autofree char *text = get_text (html, length, room);
      g_autofree char *line = text != NULL ? collapse (text, TRUE) : NULL;

      if (line == NULL)
        continue;
      /* What stands at the cut may be half a reference. */
      if (room >= length || is_longer (line, max + LONGEST_REFERENCE))
        return sheaf_plain_text_excerpt (line, max);
    }
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

  if (!is_longer (line, max))
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
