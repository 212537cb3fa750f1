/* test-typist.c: what is typed reaches the field, and what changes there reaches the typist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtksourceview/gtksource.h>

#include "ui/editors/sample-desk.h"
#include "ui/sheaf-typist.h"

static void
insert_step (guint       offset,
             const char *text,
             gpointer    data)
{
  GString *string = data;
  const char *at = g_utf8_offset_to_pointer (string->str, offset);

  g_string_insert (string, at - string->str, text);
}

static void
remove_step (guint    offset,
             guint    n_chars,
             gpointer data)
{
  GString *string = data;
  const char *start = g_utf8_offset_to_pointer (string->str, offset);
  const char *end = g_utf8_offset_to_pointer (start, n_chars);

  g_string_erase (string, start - string->str, end - start);
}

static void
test_change (void)
{
  static const SheafTypistSteps steps = { insert_step, remove_step };
  static const char *const texts[] = {
    "", "One", "One two three", "One drei two", "Äpfel und Öl", "Öl und Äpfel",
    "First paragraph.\n\nSecond paragraph.", "First paragraph.\n\nNew.\n\nSecond one.", "万博は大阪で",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autoptr (GString) string = g_string_new (texts[i]);

        sheaf_typist_change (texts[i], texts[j], &steps, string);
        g_assert_cmpstr (string->str, ==, texts[j]);
      }
}

typedef struct
{
  SheafDesk *desk;
  SheafTyping *typing;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  SheafTypist *typist;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->desk = sample_desk_open (1);
  fixture->typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_EDITORIAL, SAMPLE_EDITORIAL, "body");
  fixture->view = g_object_ref_sink (gtk_source_view_new ());
  fixture->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  fixture->typist = sheaf_typist_new_for_view (fixture->typing, GTK_TEXT_VIEW (fixture->view));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->typist);
  g_clear_object (&fixture->view);
  g_clear_object (&fixture->typing);
  sample_desk_close (fixture->desk);
}

static void
assert_alike (Fixture *fixture)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (fixture->buffer, &start, &end);
  text = gtk_text_buffer_get_text (fixture->buffer, &start, &end, TRUE);
  g_assert_cmpstr (sheaf_typing_get_text (fixture->typing), ==, text);
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
erase (Fixture *fixture,
       int      from,
       int      to)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &end, to);
  gtk_text_buffer_delete (fixture->buffer, &start, &end);
}

static void
test_splices (Fixture       *fixture,
              gconstpointer  data)
{
  assert_alike (fixture);
  g_assert_cmpint (gtk_text_buffer_get_char_count (fixture->buffer), >, 100);
  g_assert_false (gtk_text_buffer_get_can_undo (fixture->buffer));

  insert (fixture, 0, "Äh, ");
  assert_alike (fixture);
  insert (fixture, 50, "日本語\nwith a line");
  assert_alike (fixture);
  erase (fixture, 2, 60);
  assert_alike (fixture);
  gtk_text_buffer_undo (fixture->buffer);
  assert_alike (fixture);
  gtk_text_buffer_undo (fixture->buffer);
  gtk_text_buffer_redo (fixture->buffer);
  assert_alike (fixture);
  erase (fixture, 0, gtk_text_buffer_get_char_count (fixture->buffer));
  assert_alike (fixture);
  g_assert_cmpstr (sheaf_typing_get_text (fixture->typing), ==, "");
}

static char *
get_around_cursor (Fixture *fixture)
{
  GtkTextIter iter;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (fixture->buffer, &iter,
                                    gtk_text_buffer_get_insert (fixture->buffer));
  end = iter;
  gtk_text_iter_forward_chars (&end, 9);
  return gtk_text_iter_get_text (&iter, &end);
}

/* The text changes under the typist before and behind the cursor. */
static void
test_rebased (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *before = g_strdup (sheaf_typing_get_text (fixture->typing));
  const char *costs = strstr (before, "Eleven");
  g_autofree char *after = NULL;
  g_autofree char *around = NULL;
  SheafEdit *edit;
  GtkTextIter iter;

  g_assert_nonnull (costs);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &iter,
                                      g_utf8_pointer_to_offset (before, costs));
  gtk_text_buffer_place_cursor (fixture->buffer, &iter);

  after = g_strconcat ("To begin with, ", before, "\nAnd an end.\n", NULL);
  edit = sheaf_edit_new (SHEAF_KIND_EDITORIAL, SAMPLE_EDITORIAL, NULL);
  sheaf_edit_text (edit, "body", before, after);
  sample_desk_edit (fixture->desk, edit);
  while (!g_str_equal (sheaf_typing_get_text (fixture->typing), after))
    g_main_context_iteration (NULL, TRUE);

  assert_alike (fixture);
  around = get_around_cursor (fixture);
  g_assert_cmpstr (around, ==, "Eleven mi");
  g_assert_false (gtk_text_buffer_get_can_undo (fixture->buffer));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/typist/change", test_change);
  g_test_add ("/typist/splices", Fixture, NULL, set_up, test_splices, tear_down);
  g_test_add ("/typist/rebased", Fixture, NULL, set_up, test_rebased, tear_down);

  return g_test_run ();
}
