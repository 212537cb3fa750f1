/* sheaf-escape.c: text made safe in HTML and XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-escape.h"

static gboolean
is_xml_character (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0x7f && c <= 0xd7ff) ||
         (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

void
sheaf_escape_append (GString    *to,
                     const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return;

  valid = g_utf8_make_valid (text, -1);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '&')
        g_string_append (to, "&amp;");
      else if (c == '<')
        g_string_append (to, "&lt;");
      else if (c == '>')
        g_string_append (to, "&gt;");
      else if (c == '"')
        g_string_append (to, "&quot;");
      else if (c == '\'')
        g_string_append (to, "&#39;");
      else if (is_xml_character (c))
        g_string_append_unichar (to, c);
    }
}

void
sheaf_escape_append_json (GString    *to,
                          const char *json)
{
  for (const char *at = json; *at != '\0'; at++)
    {
      if (*at == '<' || *at == '>' || *at == '&')
        g_string_append_printf (to, "\\u%04x", (guint) *at);
      else
        g_string_append_c (to, *at);
    }
}
