/* test-paste.c: HTML from a clipboard as Markdown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/sheaf-paste.h"

typedef struct
{
  const char *name;
  const char *html;
  const char *markdown;
} Case;

static const Case cases[] = {
  { "plain", "<p>One.</p><p>Two.</p>", "One.\n\nTwo." },
  { "link", "<p>See <a href='https://example.org/a'>the report</a> now.</p>",
    "See [the report](https://example.org/a) now." },
  { "link-with-brackets", "<a href='https://example.org/a_(b)'>a</a>",
    "[a](https://example.org/a_%28b%29)" },
  { "link-in-two-styles", "<p><a href='https://example.org/'>one <b>two</b></a></p>",
    "[one **two**](https://example.org/)" },
  { "styles-dropped", "<p style='color: red'><span style='font-size: 40px'>Big</span> "
    "<u>under</u> <font color='red'>red</font></p>", "Big under red" },
  { "emphasis", "<p>A <b>bold</b> and <i>leaning</i> word</p>", "A **bold** and *leaning* word" },
  { "emphasis-with-spaces", "<p>A<b> bold </b>word</p>", "A **bold** word" },
  { "heading", "<h2>News <b>today</b></h2><p>Text</p>", "## News today\n\nText" },
  { "list", "<ul><li>One</li><li>Two</li></ul>", "- One\n- Two" },
  { "numbers", "<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two" },
  { "quote", "<blockquote><p>Said</p></blockquote>", "> Said" },
  { "code", "<p>Call <code>a_b ()</code></p>", "Call `a_b ()`" },
  { "code-block", "<pre><code>a\n  b</code></pre>", "```\na\n  b\n```" },
  { "escaped", "<p>2 * 3 * 4 [[x]] a_b</p>", "2 \\* 3 \\* 4 \\[\\[x\\]\\] a\\_b" },
  { "escaped-start", "<p># no heading</p><p>1. no list</p><p>- nor this</p>",
    "\\# no heading\n\n1\\. no list\n\n\\- nor this" },
  { "script", "<p>Text</p><script>alert (1)</script>", "Text" },
  { "bad-link", "<p><a href='javascript:alert (1)'>words</a></p>", "words" },
  { "nothing", "", "" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autofree char *markdown = sheaf_paste_to_markdown (expected->html, -1);

  g_assert_cmpstr (markdown, ==, expected->markdown);
}

static void
on_cleared (GtkTextBuffer *buffer,
            GMainLoop     *loop)
{
  if (gtk_text_buffer_get_char_count (buffer) > 8)
    g_main_loop_quit (loop);
}

static char *
paste (GdkContentProvider *content,
       gboolean            select)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;
  char *text;

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_text_buffer_set_text (buffer, "words", -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, select ? &start : &end, &end);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (view), content);

  g_signal_connect (buffer, "changed", G_CALLBACK (on_cleared), loop);
  sheaf_paste_into (GTK_TEXT_VIEW (view));
  g_main_loop_run (loop);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));

  return text;
}

static void
test_html_is_preferred (void)
{
  static const char html[] = "<p>and <a href='https://example.org/'>more</a></p>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, sizeof (html) - 1);
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_typed (G_TYPE_STRING, "and more, as text"),
    gdk_content_provider_new_for_bytes ("text/html", bytes),
  };
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_union (providers, 2);
  g_autofree char *text = paste (content, FALSE);

  g_assert_cmpstr (text, ==, "wordsand [more](https://example.org/)");
}

static void
test_text_as_it_is (void)
{
  g_autoptr (GdkContentProvider) content = NULL;
  g_autofree char *text = NULL;

  content = gdk_content_provider_new_typed (G_TYPE_STRING, " *stars* stay");
  text = paste (content, FALSE);
  g_assert_cmpstr (text, ==, "words *stars* stay");
}

static void
test_address_on_words (void)
{
  g_autoptr (GdkContentProvider) content = NULL;
  g_autofree char *text = NULL;

  content = gdk_content_provider_new_typed (G_TYPE_STRING, "https://example.org/\n");
  text = paste (content, TRUE);
  g_assert_cmpstr (text, ==, "[words](https://example.org/)");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/paste/to-markdown/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/paste/html-is-preferred", test_html_is_preferred);
  g_test_add_func ("/paste/text-as-it-is", test_text_as_it_is);
  g_test_add_func ("/paste/address-on-words", test_address_on_words);

  return g_test_run ();
}
