/* test-spelling.c: what is checked, what is marked, and what the desk's words do to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <gtksourceview/gtksource.h>

#include "ui/sheaf-spell-ranges.h"
#include "ui/sheaf-spelling.h"

static void
assert_words (const char *line,
              const char *language,
              const char *expected)
{
  g_autoptr (GArray) ranges = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  ranges = sheaf_spell_ranges (line, pango_language_from_string (language));
  for (guint i = 0; i < ranges->len; i++)
    {
      const SheafSpellRange *range = &g_array_index (ranges, SheafSpellRange, i);
      g_autofree char *word = g_utf8_substring (line, range->start, range->end);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", word);
    }

  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_prose (void)
{
  assert_words ("", "en", "");
  assert_words ("The ferry, again: it doesn't sail.", "en", "The|ferry|again|it|doesn't|sail");
  assert_words ("It doesn’t. ‘Quoted’ words.", "en", "It|doesn’t|Quoted|words");
  assert_words ("**Bold** and _leaning_ words", "en", "Bold|and|words");
  assert_words ("## A heading — with a dash", "en", "heading|with|dash");
  assert_words ("Grüße aus Köln", "de", "Grüße|aus|Köln");
}

static void
test_passed_over (void)
{
  assert_words ("Call `misteak ()` now", "en", "Call|now");
  assert_words ("A ``tick ` misteak`` here", "en", "here");
  assert_words ("An `open tick", "en", "An|open|tick");
  assert_words ("See [the repport](https://exmaple.org/pth) soon", "en", "See|the|repport|soon");
  assert_words ("See [this][refrence] soon", "en", "See|this|soon");
  assert_words ("[this]: https://exmaple.org", "en", "this");
  assert_words ("As [[0192f|the tolk said]] and [[0192e]] then", "en", "As|and|then");
  assert_words ("At https://exmaple.org/misteak and www.exmaple.org", "en", "At|and");
  assert_words ("Write to desk.editr@exmaple.org now", "en", "Write|to|now");
  assert_words ("<span class='misteak'>text</span>", "en", "text");
  assert_words ("1 < 2 but so on", "en", "but|so|on");
  assert_words ("With #OsakaXpo and @deskk", "en", "With|and");
  assert_words ("In 2nd place, B2B, snake_case", "en", "In|place");
}

static void
test_scripts (void)
{
  assert_words ("The word 万博 is left", "en", "The|word|is|left");
  assert_words ("Слово Osaka здесь", "ru", "Слово|здесь");
}

static void
test_fences (void)
{
  g_assert_true (sheaf_spell_is_fence ("```"));
  g_assert_true (sheaf_spell_is_fence ("   ~~~ c"));
  g_assert_false (sheaf_spell_is_fence ("    ```"));
  g_assert_false (sheaf_spell_is_fence ("``not"));
  g_assert_false (sheaf_spell_is_fence (""));
}

typedef struct
{
  char *folder;
  GFile *file;
  SheafSpellWords *words;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  SheafSpelling *spelling;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sheaf-spelling-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file = g_file_new_build_filename (fixture->folder, "desk", "words.txt", NULL);
  fixture->words = sheaf_spell_words_new (fixture->file);
  fixture->view = g_object_ref_sink (gtk_source_view_new ());
  fixture->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  fixture->spelling = sheaf_spelling_new (GTK_TEXT_VIEW (fixture->view), fixture->words);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);

  while (!sheaf_spell_words_is_saved (fixture->words))
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&fixture->spelling);
  g_clear_object (&fixture->words);
  g_clear_object (&fixture->view);
  g_file_delete (fixture->file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_rmdir (fixture->folder);
  g_clear_object (&fixture->file);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
settle (Fixture *fixture)
{
  gboolean pending = TRUE;

  while (pending)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->spelling, "pending", &pending, NULL);
    }
}

static gboolean
begin (Fixture    *fixture,
       const char *text)
{
  gtk_text_buffer_set_text (fixture->buffer, text, -1);
  sheaf_spelling_set_language (fixture->spelling, "en-US");
  settle (fixture);

  if (!sheaf_spelling_get_available (fixture->spelling))
    {
      g_test_skip ("no English dictionary is installed");
      return FALSE;
    }
  return TRUE;
}

static char *
get_marked (Fixture *fixture)
{
  GString *marked = g_string_new (NULL);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (fixture->buffer, &iter);
  while (!gtk_text_iter_is_end (&iter))
    {
      GtkTextIter start;
      GtkTextIter end;

      if (sheaf_spelling_get_marked (fixture->spelling, &iter, &start, &end) &&
          gtk_text_iter_equal (&iter, &start))
        {
          g_autofree char *word = gtk_text_buffer_get_text (fixture->buffer, &start, &end, TRUE);

          g_string_append_printf (marked, "%s%s", marked->len > 0 ? "|" : "", word);
        }
      gtk_text_iter_forward_char (&iter);
    }

  return g_string_free (marked, FALSE);
}

static void
assert_marked (Fixture    *fixture,
               const char *expected)
{
  g_autofree char *marked = NULL;

  settle (fixture);
  marked = get_marked (fixture);
  g_assert_cmpstr (marked, ==, expected);
}

static void
insert (Fixture    *fixture,
        int         offset,
        const char *text)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &iter, offset);
  gtk_text_buffer_insert (fixture->buffer, &iter, text, -1);
}

static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  if (!begin (fixture, "The ferrry sails.\n\n```\ncodde\n```\n\nThe isslands wait.\n"))
    return;

  assert_marked (fixture, "ferrry|isslands");

  /* The last fence gone, what follows it is code. */
  insert (fixture, 29, "text ");
  assert_marked (fixture, "ferrry");
  insert (fixture, 4, "hapy ");
  assert_marked (fixture, "hapy|ferrry");
}

static void
test_marks_follow_edits (Fixture       *fixture,
                         gconstpointer  data)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!begin (fixture, "The ferrry sails."))
    return;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &start, 7);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &end, 8);
  gtk_text_buffer_delete (fixture->buffer, &start, &end);
  assert_marked (fixture, "");

  insert (fixture, 5, "q");
  assert_marked (fixture, "fqerry");
}

static void
test_desk_words (Fixture       *fixture,
                 gconstpointer  data)
{
  if (!begin (fixture, "At Quorvik, a quorvik, and QUORVIK."))
    return;

  assert_marked (fixture, "Quorvik|quorvik|QUORVIK");
  sheaf_spell_words_add (fixture->words, "Quorvik");
  assert_marked (fixture, "quorvik");
  sheaf_spell_words_remove (fixture->words, "Quorvik");
  assert_marked (fixture, "Quorvik|quorvik|QUORVIK");
}

static void
test_words_are_kept (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SheafSpellWords) others = NULL;

  sheaf_spell_words_add (fixture->words, "Quorvik");
  sheaf_spell_words_add (fixture->words, "Åland");
  while (!sheaf_spell_words_is_saved (fixture->words))
    g_main_context_iteration (NULL, TRUE);

  others = sheaf_spell_words_new (fixture->file);
  while (!sheaf_spell_words_contains (others, "Quorvik"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sheaf_spell_words_contains (others, "Åland"));

  /* What another adds to the same file is noticed. */
  sheaf_spell_words_add (others, "Sundvall");
  while (!sheaf_spell_words_contains (fixture->words, "Sundvall"))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_no_dictionary (Fixture       *fixture,
                    gconstpointer  data)
{
  gtk_text_buffer_set_text (fixture->buffer, "nuqneH tlhIngan", -1);
  sheaf_spelling_set_language (fixture->spelling, "tlh");
  assert_marked (fixture, "");
  g_assert_false (sheaf_spelling_get_available (fixture->spelling));
}

static void
write_dictionary (const char *folder,
                  const char *tag,
                  const char *words)
{
  g_autofree char *affixes = g_strdup_printf ("%s/%s.aff", folder, tag);
  g_autofree char *dictionary = g_strdup_printf ("%s/%s.dic", folder, tag);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (affixes, "SET UTF-8\n", -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (dictionary, words, -1, &error);
  g_assert_no_error (error);
}

static void
assert_marked_as (Fixture    *fixture,
                  const char *language,
                  const char *expected)
{
  sheaf_spelling_set_language (fixture->spelling, language);
  assert_marked (fixture, expected);
}

/* An invented language, so that what is installed does not matter. */
static void
test_regions (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "hunspell", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_dictionary (folder, "qaa_GB", "2\nharbour\nferry\n");
  write_dictionary (folder, "qaa_US", "2\nharbor\nferry\n");
  g_setenv ("ENCHANT_CONFIG_DIR", fixture->folder, TRUE);

  gtk_text_buffer_set_text (fixture->buffer, "harbour harbor ferry farry", -1);
  assert_marked_as (fixture, "qaa", "farry");
  assert_marked_as (fixture, "qaa-GB", "harbor|farry");
  assert_marked_as (fixture, "qaa-US", "harbour|farry");

  g_unsetenv ("ENCHANT_CONFIG_DIR");
  for (guint i = 0; i < 4; i++)
    {
      const char *const names[] = { "qaa_GB.aff", "qaa_GB.dic", "qaa_US.aff", "qaa_US.dic" };
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_long_text (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint turns = 0;
  gboolean pending = TRUE;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "The ferry to the islands sails agian at noon today.\n");
  if (!begin (fixture, "Short."))
    return;

  gtk_text_buffer_set_text (fixture->buffer, text->str, -1);
  while (pending)
    {
      g_main_context_iteration (NULL, FALSE);
      turns++;
      g_object_get (fixture->spelling, "pending", &pending, NULL);
    }

  /* Thirty thousand words are never looked up in one turn of the main loop. */
  g_assert_cmpuint (turns, >, 10);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spelling/ranges/prose", test_prose);
  g_test_add_func ("/spelling/ranges/passed-over", test_passed_over);
  g_test_add_func ("/spelling/ranges/scripts", test_scripts);
  g_test_add_func ("/spelling/ranges/fences", test_fences);
  g_test_add ("/spelling/marks", Fixture, NULL, set_up, test_marks, tear_down);
  g_test_add ("/spelling/marks-follow-edits", Fixture, NULL, set_up, test_marks_follow_edits,
              tear_down);
  g_test_add ("/spelling/desk-words", Fixture, NULL, set_up, test_desk_words, tear_down);
  g_test_add ("/spelling/words-are-kept", Fixture, NULL, set_up, test_words_are_kept, tear_down);
  g_test_add ("/spelling/no-dictionary", Fixture, NULL, set_up, test_no_dictionary, tear_down);
  g_test_add ("/spelling/regions", Fixture, NULL, set_up, test_regions, tear_down);
  g_test_add ("/spelling/long-text", Fixture, NULL, set_up, test_long_text, tear_down);

  return g_test_run ();
}
