/* sheaf-word-count.c: how long a text is, for who writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-word-count.h"

#include <glib/gi18n.h>
#include <string.h>

/* Brysbaert, "How many words do we read per minute?" (2019): 238 of English non-fiction; of
 * Japanese and Chinese text about 500 characters. */
#define WORDS_A_MINUTE 238.0
#define CHARACTERS_A_MINUTE 500.0

static gboolean
is_written_without_spaces (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Past a citation's id, to its words; past a link's address. @at if neither stands there. */
static const char *
skip_unread (const char *at)
{
  const char *end;

  if (g_str_has_prefix (at, "[["))
    {
      end = strpbrk (at, "|]\n");
      return end != NULL ? end : at;
    }
  if (g_str_has_prefix (at, "]("))
    {
      end = strpbrk (at, ")\n");
      return end != NULL ? end : at;
    }

  return at;
}

SheafWordCount
sheaf_word_count (const char *markdown)
{
  SheafWordCount count = { 0 };
  gboolean in_word = FALSE;

  for (const char *at = markdown; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c;

      at = skip_unread (at);
      c = g_utf8_get_char (at);
      if (g_unichar_isalnum (c) && is_written_without_spaces (c))
        {
          count.characters++;
          in_word = FALSE;
        }
      else if (g_unichar_isalnum (c))
        {
          count.words += in_word ? 0 : 1;
          in_word = TRUE;
        }
      else if (c != '\'' && c != 0x2019 && c != '-' && !g_unichar_ismark (c))
        {
          in_word = FALSE;
        }
    }

  return count;
}

char *
sheaf_word_count_to_words (SheafWordCount count)
{
  guint n = count.words + count.characters;
  double minutes = count.words / WORDS_A_MINUTE + count.characters / CHARACTERS_A_MINUTE;
  guint whole = MAX (1, (guint) (minutes + 0.5));
  g_autofree char *length = NULL;
  g_autofree char *time = NULL;

  if (count.characters > count.words)
    length = g_strdup_printf (ngettext ("%u character", "%u characters", n), n);
  else
    length = g_strdup_printf (ngettext ("%u word", "%u words", n), n);
  if (n == 0)
    return g_steal_pointer (&length);

  /* Translators: how long it takes to read */
  time = g_strdup_printf (ngettext ("%u minute", "%u minutes", whole), whole);
  return g_strdup_printf ("%s · %s", length, time);
}
