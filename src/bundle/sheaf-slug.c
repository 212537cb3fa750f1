/* sheaf-slug.c: a title as the last part of an address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-checks.h"

#define MAX_SLUG 80

static gboolean
takes_no_marks (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
}

/* Letters of Latin that are not a letter and a mark, as they are written without: ß as in
 * "Straße", ø, ł, æ. */
static const char *
plain_latin (gunichar c)
{
  switch (c)
    {
    case 0x00df:
      return "ss";
    case 0x00e6:
      return "ae";
    case 0x0153:
      return "oe";
    case 0x00f8:
      return "o";
    case 0x0142:
      return "l";
    case 0x0111:
    case 0x00f0:
      return "d";
    case 0x00fe:
      return "th";
    case 0x0131:
      return "i";
    default:
      return NULL;
    }
}

/* Cuts @slug at the last hyphen that leaves at most MAX_SLUG characters, or within a longer word. */
static void
limit (GString *slug)
{
  const char *end;
  gsize length;

  if (g_utf8_strlen (slug->str, -1) <= MAX_SLUG)
    return;

  end = g_utf8_offset_to_pointer (slug->str, MAX_SLUG);
  length = end - slug->str;
  if (*end != '-')
    {
      char *hyphen = g_strrstr_len (slug->str, length, "-");

      if (hyphen != NULL && hyphen > slug->str)
        length = hyphen - slug->str;
    }
  g_string_truncate (slug, length);
}

char *
sheaf_slug_from_title (const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title != NULL ? title : "", -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);
  g_autofree char *split = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) slug = g_string_new (NULL);
  gboolean latin = FALSE;
  gboolean parted = FALSE;

  for (const char *at = split; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_ismark (c))
        {
          if (!latin && slug->len > 0 && !parted)
            g_string_append_unichar (slug, c);
        }
      else if (g_unichar_isalnum (c))
        {
          const char *plain = plain_latin (c);

          if (parted && slug->len > 0)
            g_string_append_c (slug, '-');
          parted = FALSE;
          latin = takes_no_marks (c);
          if (plain != NULL)
            g_string_append (slug, plain);
          else
            g_string_append_unichar (slug, c);
        }
      else if (c != '\'' && c != 0x2019)
        {
          parted = TRUE;
        }
    }

  limit (slug);

  return g_utf8_normalize (slug->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}
