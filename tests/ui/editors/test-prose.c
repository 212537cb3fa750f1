/* test-prose.c: citing, surrounding, counting and naming in what is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "model/sheaf-json.h"
#include "ui/sheaf-byline.h"
#include "ui/sheaf-cite-list.h"
#include "ui/sheaf-cite-proposal.h"
#include "ui/sheaf-cite-provider.h"
#include "ui/sheaf-prose-view.h"
#include "ui/sheaf-word-count.h"

static GtkTextBuffer *
make_buffer (GtkWidget  **view,
             const char  *text,
             int          from,
             int          to)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  *view = g_object_ref_sink (g_object_new (SHEAF_TYPE_PROSE_VIEW, NULL));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (*view));
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);

  return buffer;
}

static void
assert_text (GtkWidget  *view,
             const char *expected)
{
  g_autofree char *text = sheaf_prose_view_get_text (SHEAF_PROSE_VIEW (view));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_cite (void)
{
  GtkWidget *view;

  make_buffer (&view, "See here.", 4, 4);
  sheaf_prose_view_cite (SHEAF_PROSE_VIEW (view), "0192", "A [headline] | split");
  assert_text (view, "See [[0192|A  headline    split]]here.");
  g_object_unref (view);

  make_buffer (&view, "See here.", 4, 8);
  sheaf_prose_view_cite (SHEAF_PROSE_VIEW (view), "0192", "A headline");
  assert_text (view, "See [[0192|here]].");
  g_object_unref (view);
}

static void
place_cursor (GtkWidget *view,
              int        offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

/* What is not seen of a citation is not cut in two. */
static void
test_unwrap (void)
{
  GtkWidget *view;
  GtkTextBuffer *buffer = make_buffer (&view, "As [[0192|she]] and [[0193|he]] said", 0, 0);
  GtkTextIter start, end;
  g_autofree char *seen = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  seen = gtk_text_iter_get_visible_text (&start, &end);
  g_assert_cmpstr (seen, ==, "As [[she]] and [[he]] said");

  place_cursor (view, 31);
  g_signal_emit_by_name (view, "backspace");
  assert_text (view, "As [[0192|she]] and he said");
  gtk_text_buffer_undo (buffer);
  assert_text (view, "As [[0192|she]] and [[0193|he]] said");

  /* In front of the first letter of its words. */
  place_cursor (view, 10);
  g_signal_emit_by_name (view, "backspace");
  assert_text (view, "As she and [[0193|he]] said");

  place_cursor (view, 11);
  g_signal_emit_by_name (view, "delete-from-cursor", GTK_DELETE_CHARS, 1);
  assert_text (view, "As she and he said");

  place_cursor (view, 3);
  g_signal_emit_by_name (view, "backspace");
  assert_text (view, "Asshe and he said");

  g_object_unref (view);
}

static void
test_surround (void)
{
  GtkWidget *view;
  GtkTextBuffer *buffer = make_buffer (&view, "A bold word", 2, 6);

  sheaf_prose_view_surround (SHEAF_PROSE_VIEW (view), "**", "**");
  assert_text (view, "A **bold** word");
  sheaf_prose_view_surround (SHEAF_PROSE_VIEW (view), "**", "**");
  assert_text (view, "A bold word");
  gtk_text_buffer_undo (buffer);
  assert_text (view, "A **bold** word");
  gtk_text_buffer_undo (buffer);
  assert_text (view, "A bold word");

  g_object_unref (view);
}

static void
assert_citing (const char *text,
               const char *expected)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autofree char *typed = NULL;
  GtkTextIter end;
  GtkTextIter start;
  gboolean found;

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_end_iter (buffer, &end);
  found = sheaf_cite_find_start (&end, &start, &typed);
  g_assert_cmpint (found, ==, expected != NULL);
  g_assert_cmpstr (typed, ==, expected);
}

static void
test_citing (void)
{
  assert_citing ("As [[", "");
  assert_citing ("As [[ferry line", "ferry line");
  assert_citing ("Äs [[a|b]] and [[über", "über");
  assert_citing ("As [[0192|said", NULL);
  assert_citing ("As [[0192]] and", NULL);
  assert_citing ("As [one", NULL);
  assert_citing ("[[above\nand below", NULL);
}

static void
test_proposals (void)
{
  g_autoptr (SheafCiteProposal) proposal = NULL;

  proposal = sheaf_cite_proposal_new ("0192", "Über die Fähre", "Coast Wire");
  g_assert_true (sheaf_cite_proposal_matches (proposal, ""));
  g_assert_true (sheaf_cite_proposal_matches (proposal, "uber"));
  g_assert_true (sheaf_cite_proposal_matches (proposal, "fäh"));
  g_assert_true (sheaf_cite_proposal_matches (proposal, "coast fahre"));
  g_assert_false (sheaf_cite_proposal_matches (proposal, "ferry"));
}

static void
test_count (void)
{
  SheafWordCount count = sheaf_word_count ("Don't count [[0192-ab-cd|these words]] twice, "
                                           "nor [this](https://example.org/a/b).");

  g_assert_cmpuint (count.words, ==, 7);
  g_assert_cmpuint (count.characters, ==, 0);

  count = sheaf_word_count ("大阪の万博");
  g_assert_cmpuint (count.words, ==, 0);
  g_assert_cmpuint (count.characters, ==, 5);

  count = sheaf_word_count ("");
  g_assert_cmpuint (count.words + count.characters, ==, 0);
}

static void
test_byline (void)
{
  g_autoptr (JsonNode) people = sheaf_byline_to_people (" Mara Lindqvist ,, 山田 花子,");
  g_autofree char *names = sheaf_byline_from_people (sheaf_json_get_array (people));

  g_assert_cmpstr (names, ==, "Mara Lindqvist, 山田 花子");
  g_assert_null (sheaf_byline_to_people (" , "));
  g_assert_null (sheaf_byline_from_people (NULL));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/prose/cite", test_cite);
  g_test_add_func ("/prose/unwrap", test_unwrap);
  g_test_add_func ("/prose/surround", test_surround);
  g_test_add_func ("/prose/citing", test_citing);
  g_test_add_func ("/prose/proposals", test_proposals);
  g_test_add_func ("/prose/count", test_count);
  g_test_add_func ("/prose/byline", test_byline);

  return g_test_run ();
}
