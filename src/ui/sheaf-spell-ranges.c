/* sheaf-spell-ranges.c: which words of a Markdown text have a spelling
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-spell-ranges.h"

#include <string.h>

gboolean
sheaf_spell_is_fence (const char *line)
{
  guint indent = 0;

  while (line[indent] == ' ' && indent < 4)
    indent++;
  if (indent == 4)
    return FALSE;

  return g_str_has_prefix (line + indent, "```") || g_str_has_prefix (line + indent, "~~~");
}

static const char *
after_run (const char *at,
           char        c)
{
  while (*at == c)
    at++;

  return at;
}

/* A code span ends at the next run of as many backticks (CommonMark 0.30, 6.1). */
static const char *
end_of_code (const char *at)
{
  const char *open = after_run (at, '`');

  for (const char *next = strchr (open, '`'); next != NULL;)
    {
      const char *end = after_run (next, '`');

      if (end - next == open - at)
        return end;
      next = strchr (end, '`');
    }

  return open;
}

static const char *
end_of_word (const char *at)
{
  while (*at != '\0' && !g_unichar_isspace (g_utf8_get_char (at)) && strchr ("<>\"", *at) == NULL)
    at = g_utf8_next_char (at);

  return at;
}

static const char *
end_at (const char *at,
        const char *closing)
{
  const char *found = strstr (at, closing);

  return found != NULL ? found + strlen (closing) : NULL;
}

static gboolean
starts_address (const char *at)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:", "ftp://", "www.", NULL };

  for (guint i = 0; schemes[i] != NULL; i++)
    if (g_ascii_strncasecmp (at, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

/* "desk.editor@example.org" */
static gboolean
is_account (const char *at)
{
  const char *end = end_of_word (at);
  const char *sign = memchr (at, '@', end - at);

  return sign != NULL && sign > at && g_ascii_isalnum (sign[-1]) && g_ascii_isalnum (sign[1]);
}

/* Where what begins at @at and is not prose ends; @at if prose stands there. @before: the
 * character in front, 0 at the start. */
static const char *
end_of_passed_over (const char *at,
                    gunichar    before)
{
  const char *end = NULL;

  switch (*at)
    {
    case '`':
      return end_of_code (at);
    case '[':
      if (at[1] == '[')
        end = end_at (at, "]]");
      break;
    case ']':
      if (at[1] == '(')
        end = end_at (at, ")");
      else if (at[1] == '[')
        end = end_at (at + 2, "]");
      else if (at[1] == ':')
        end = at + strlen (at);
      break;
    case '<':
      if (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!')
        end = end_at (at, ">");
      break;
    case '#':
    case '@':
      if (!g_unichar_isalnum (before) && g_unichar_isalnum (g_utf8_get_char (at + 1)))
        end = end_of_word (at);
      break;
    default:
      if (!g_unichar_isalnum (before) && (starts_address (at) || is_account (at)))
        end = end_of_word (at);
      break;
    }

  return end != NULL ? end : at;
}

static gboolean
is_joiner (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x00b7;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

/* The end of the word that begins at @at. @checked: whether it is one with a spelling. */
static const char *
scan_word (const char    *at,
           PangoLanguage *language,
           gboolean      *checked)
{
  GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (at));

  *checked = language == NULL || pango_language_includes_script (language, (PangoScript) script);

  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);

      if (g_unichar_isdigit (c) || c == '_')
        *checked = FALSE;
      else if (!is_letter (c) && !(is_joiner (c) && is_letter (g_utf8_get_char (next))))
        break;

      at = next;
    }

  return at;
}

GArray *
sheaf_spell_ranges (const char    *line,
                    PangoLanguage *language)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SheafSpellRange));
  const char *at = line;
  gunichar before = 0;
  guint offset = 0;

  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char (at);
      const char *end = end_of_passed_over (at, before);
      gboolean checked = FALSE;

      if (end == at && (is_letter (c) || g_unichar_isdigit (c)))
        {
          SheafSpellRange range = { .start = offset };

          end = scan_word (at, language, &checked);
          range.end = offset + g_utf8_strlen (at, end - at);
          if (checked && range.end > range.start + 1)
            g_array_append_val (ranges, range);
        }

      if (end == at)
        end = g_utf8_next_char (at);

      offset += g_utf8_strlen (at, end - at);
      before = g_utf8_get_char (g_utf8_prev_char (end));
      at = end;
    }

  return ranges;
}
