/* sheaf-html-words.c: the words of safe HTML
 *
 * What comes here was serialised by markup/, so that it is well formed and knows few references.
 * It is for the index alone: nobody is shown it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "db/sheaf-html-words.h"

/* Elements within a line: a word goes on through their tags. */
static const char *const inline_names[] = { "a",   "abbr", "b",   "bdi",  "bdo", "cite", "code",
                                            "del", "em",   "i",   "ins",  "kbd", "mark", "q",
                                            "s",   "samp", "small", "span", "strong", "sub",
                                            "sup", "time", "u",   "var",  "wbr", NULL };

static const struct
{
  const char *name;
  const char *text;
} references[] = {
  { "&amp;", "&" }, { "&lt;", "<" },   { "&gt;", ">" },
  { "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", " " },
};

static const char *
append_tag (GString    *words,
            const char *p)
{
  const char *name = p + 1 + (p[1] == '/');
  gsize length = strcspn (name, " \t\n/>");
  g_autofree char *lower = g_ascii_strdown (name, length);
  const char *end = strchr (p, '>');

  if (!g_strv_contains (inline_names, lower))
    g_string_append_c (words, ' ');

  return end != NULL ? end + 1 : p + strlen (p);
}

static const char *
append_reference (GString    *words,
                  const char *p)
{
  if (p[1] == '#')
    {
      gboolean hex = p[2] == 'x' || p[2] == 'X';
      char *end = NULL;
      guint64 character = g_ascii_strtoull (p + (hex ? 3 : 2), &end, hex ? 16 : 10);

      if (*end == ';' && character > 0 && character <= 0x10ffff
          && g_unichar_validate ((gunichar) character))
        {
          g_string_append_unichar (words, (gunichar) character);
          return end + 1;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      if (g_str_has_prefix (p, references[i].name))
        {
          g_string_append (words, references[i].text);
          return p + strlen (references[i].name);
        }
    }

  g_string_append_c (words, '&');
  return p + 1;
}

char *
sheaf_html_words (const char *html)
{
  g_autoptr (GString) words = g_string_sized_new (strlen (html));
  const char *p = html;

  while (*p != '\0')
    {
      gsize plain = strcspn (p, "<&");

      g_string_append_len (words, p, plain);
      p += plain;
      if (*p == '<')
        p = append_tag (words, p);
      else if (*p == '&')
        p = append_reference (words, p);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
