/* sheaf-sqlite-recycled.c: names that publishers use again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/sqlite/sheaf-sqlite-recycled.h"

#include "model/sheaf-json.h"
#include "text/sheaf-words.h"

/* In bytes as folded: leaves out most of what is in every text, in alphabets. */
#define MIN_WORD 5
#define MIN_WORDS 3
#define MAX_SHARED 0.3

static void
add_words (GHashTable *set,
           SheafWords *words,
           const char *text)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  SheafWord word;

  if (text == NULL)
    return;

  sheaf_words_set_text (words, text, -1);
  while (sheaf_words_next (words, &word))
    {
      g_string_truncate (folded, 0);
      sheaf_words_fold (words, text + word.start, word.end - word.start, folded);
      if (folded->len >= MIN_WORD || word.kind == SHEAF_WORD_IDEOGRAPHS)
        g_hash_table_add (set, g_strdup (folded->str));
    }
}

gboolean
sheaf_sqlite_tells_other_story (SheafEntity         *known,
                                const SheafIncoming *incoming)
{
  g_autoptr (SheafWords) words = sheaf_words_new ();
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint fewest, shared = 0;
  GHashTableIter iter;
  gpointer word;

  add_words (before, words, sheaf_entity_get_string (known, "title"));
  add_words (before, words, sheaf_entity_get_string (known, "summary"));
  add_words (now, words,
             sheaf_json_get_string (json_object_get_member (incoming->fields, "title")));
  add_words (now, words,
             sheaf_json_get_string (json_object_get_member (incoming->fields, "summary")));

  fewest = MIN (g_hash_table_size (before), g_hash_table_size (now));
  if (fewest < MIN_WORDS)
    return FALSE;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    shared += g_hash_table_contains (before, word);

  return shared < MAX_SHARED * fewest;
}
