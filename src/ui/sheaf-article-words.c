/* sheaf-article-words.c: who wrote an article, when, and how long it is, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-article-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "ui/sheaf-relative-time.h"

#define WORDS_PER_MINUTE 220

char *
sheaf_article_get_byline (SheafEntity *article)
{
  JsonArray *authors;
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (article != NULL, NULL);

  authors = sheaf_entity_get_array (article, "authors");
  for (guint i = 0; authors != NULL && i < json_array_get_length (authors); i++)
    {
      JsonNode *node = json_array_get_element (authors, i);
      const char *name = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        name = json_object_get_string_member_with_default (json_node_get_object (node), "name",
                                                           NULL);

      if (name == NULL)
        continue;

      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
append_part (GString    *string,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (string->len > 0)
    g_string_append (string, " · ");
  g_string_append (string, part);
}

/* A name in the other direction would turn the whole line around: the line begins with a mark of the
 * window's direction (U+200E, U+200F), and the name is kept apart (U+2068, U+2069). */
char *
sheaf_article_join_meta (const char *publisher,
                         const char *age)
{
  g_autoptr (GString) meta = g_string_new (NULL);
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  if (publisher != NULL && *publisher != '\0')
    g_string_append_printf (meta, "%s\u2068%s\u2069", rtl ? "\u200f" : "\u200e", publisher);
  append_part (meta, age);

  return g_string_free (g_steal_pointer (&meta), FALSE);
}

char *
sheaf_article_get_meta (SheafEntity *article,
                        gint64       now)
{
  g_autoptr (GString) meta = NULL;
  g_autofree char *age = NULL;
  g_autofree char *begin = NULL;
  gint64 n_words;

  g_return_val_if_fail (article != NULL, NULL);

  age = sheaf_relative_time (sheaf_entity_get_time (article, "published"), now);
  begin = sheaf_article_join_meta (sheaf_entity_get_string (article, "publisher"), age);
  meta = g_string_new (begin);

  n_words = sheaf_entity_get_int (article, "word_count");
  if (n_words > 0)
    {
      int minutes = (int) MAX (1, (n_words + WORDS_PER_MINUTE / 2) / WORDS_PER_MINUTE);
      g_autofree char *time =
        g_strdup_printf (ngettext ("%d min read", "%d min read", minutes), minutes);

      append_part (meta, time);
    }

  return g_string_free (g_steal_pointer (&meta), FALSE);
}
