/* sheaf-fold.c: names folded for matching
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-fold.h"

static gboolean
is_mark (GUnicodeType type)
{
  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK ||
         type == G_UNICODE_ENCLOSING_MARK;
}

/* Spaces, punctuation and what is not seen: controls, formats, variation selectors. What a library
 * does not know yet is kept: a newer one must fold a name alike. */
static gboolean
is_dropped (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
      return TRUE;
    default:
      return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
    }
}

/* Whether a letter of this script is the same letter without its marks. */
static gboolean
sheds_marks (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
fold_unicode (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);
  g_autofree char *parted = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) kept = g_string_new (NULL);
  gboolean bare = FALSE;

  for (const char *at = parted; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_mark (g_unichar_type (c)))
        {
          if (!bare && !is_dropped (c))
            g_string_append_unichar (kept, c);
          continue;
        }

      bare = sheds_marks (c);
      if (!is_dropped (c))
        g_string_append_unichar (kept, c);
    }

  return g_utf8_normalize (kept->str, -1, G_NORMALIZE_ALL_COMPOSE);
}

char *
sheaf_fold (const char *name)
{
  GString *folded;

  g_return_val_if_fail (name != NULL, NULL);

  if (!g_str_is_ascii (name))
    return fold_unicode (name);

  folded = g_string_new (NULL);
  for (; *name != '\0'; name++)
    {
      if (!is_dropped ((guchar) *name))
        g_string_append_c (folded, g_ascii_tolower (*name));
    }

  return g_string_free (folded, FALSE);
}

char *
sheaf_hashtag (const char *name)
{
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  GString *tag = g_string_new (NULL);
  gboolean starts = TRUE;

  g_return_val_if_fail (name != NULL, NULL);

  valid = g_utf8_make_valid (name, -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        {
          g_string_append_unichar (tag, starts ? g_unichar_totitle (c) : c);
          starts = FALSE;
        }
      else if (is_mark (g_unichar_type (c)) && !is_dropped (c))
        {
          if (!starts)
            g_string_append_unichar (tag, c);
        }
      else if (c != '\'' && c != 0x2019) /* "women's march" is WomensMarch */
        {
          starts = TRUE;
        }
    }

  return g_string_free (tag, FALSE);
}
