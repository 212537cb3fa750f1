/* test-block-markup.c: a block's text as Pango markup
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/sheaf-block-markup.h"

static void
add_span (GArray     *spans,
          guint       start,
          guint       end,
          SheafStyle  style,
          const char *href)
{
  SheafSpan span = { start, end, style, (char *) href };

  g_array_append_val (spans, span);
}

/* What a label shows of it is the text, whatever is in it. */
static void
assert_markup (const char *text,
               GArray     *spans,
               const char *expected)
{
  g_autofree char *markup = sheaf_block_markup (text, spans);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  if (expected != NULL)
    g_assert_cmpstr (markup, ==, expected);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, text);
  g_object_unref (label);
}

static void
test_plain (void)
{
  assert_markup ("Fish & chips", NULL, "Fish &amp; chips");
  assert_markup ("", NULL, "");
}

static void
test_hostile (void)
{
  assert_markup ("<b>not bold</b> &lt; <span size='99999'>", NULL, NULL);
}

static void
test_styles (void)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (SheafSpan));

  add_span (spans, 2, 5, SHEAF_STYLE_BOLD | SHEAF_STYLE_ITALIC, NULL);
  assert_markup ("a <b> c", spans, "a <b><i>&lt;b&gt;</i></b> c");
}

static void
test_link (void)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (SheafSpan));

  add_span (spans, 0, 4, 0, "https://news.example/?a=1&b=\"2\"");
  assert_markup ("Port Alma", spans, NULL);
}

static void
test_spans_that_do_not_fit (void)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (SheafSpan));

  add_span (spans, 0, 4, SHEAF_STYLE_BOLD, NULL);
  add_span (spans, 2, 6, SHEAF_STYLE_ITALIC, NULL); /* begins inside the last */
  add_span (spans, 7, 99, SHEAF_STYLE_CODE, NULL);  /* ends after the text */
  add_span (spans, 8, 8, SHEAF_STYLE_MARK, NULL);   /* empty */
  assert_markup ("Port Alma", spans, "<b>Port</b> Alma");
}

static void
test_every_style (void)
{
  for (guint bit = 0; bit <= 8; bit++)
    {
      g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (SheafSpan));

      add_span (spans, 0, 4, 1u << bit, NULL);
      assert_markup ("Port Alma", spans, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/block-markup/plain text", test_plain);
  g_test_add_func ("/block-markup/markup in a text is shown", test_hostile);
  g_test_add_func ("/block-markup/styles", test_styles);
  g_test_add_func ("/block-markup/a link", test_link);
  g_test_add_func ("/block-markup/spans that do not fit are left out", test_spans_that_do_not_fit);
  g_test_add_func ("/block-markup/every style is markup", test_every_style);

  return g_test_run ();
}
