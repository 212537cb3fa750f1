/* test-plain-text.c: the words of HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "markup/sheaf-plain-text.h"

typedef struct
{
  const char *from;
  const char *to;
} Case;

static void
test_line (void)
{
  static const Case cases[] = {
    { "Ports & ferries", "Ports & ferries" },
    { "Ports &amp; ferries", "Ports & ferries" },
    { "Ports &amp;amp; ferries", "Ports & ferries" },
    { "Mayor&#8217;s plan", "Mayor’s plan" },
    { "Mayor&amp;#8217;s plan", "Mayor’s plan" },
    { "<b>Bold</b> claim", "Bold claim" },
    { "&lt;b&gt;Bold&lt;/b&gt; claim", "Bold claim" },
    { "One<br>two<p>three", "One two three" },
    { "  a \n\t b\r\n c ", "a b c" },
    { "List<T> and 1 < 2", "List<T> and 1 < 2" },
    { "Less is &lt;more", "Less is <more" },
    { "A<b<table>&amp;c", "A<b<table>&c" },
    { "A<b<table>&amp;c<p<p>d", "A<b<table>&c<p<p>d" },
    { "x<script>alert(1)</script>y", "xy" },
    { "a\xc2\xa0" "b\xe2\x80\xa8" "c", "a b c" },
    { "\xef\xbb\xbfmark\x01 control\x7f", "mark control" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
    { "港の&amp;新航路", "港の&新航路" },
    { "&copy; 2026 &euro;5 &hellip;", "© 2026 €5 …" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sheaf_plain_text_line (cases[i].from);

      g_assert_cmpstr (text, ==, cases[i].to);
    }
}

static void
test_blocks_are_lines (void)
{
  g_autofree char *text = sheaf_plain_text_from_html (
    "<h1>Head</h1>\n<p>One <i>two</i>\nthree<br>four</p><ul><li>a<li>b</ul>"
    "<table><tr><td>c<td>d</table>", -1);

  g_assert_cmpstr (text, ==, "Head\nOne two\nthree\nfour\na\nb\nc d");
}

/* Whatever tags are in it: no parser takes them for such. */
static void
test_unescape (void)
{
  static const Case cases[] = {
    { "Ports &amp; ferries", "Ports & ferries" },
    { "Ports &amp;amp; ferries", "Ports &amp; ferries" },
    { " a&lt;b&gt; ", " a<b> " },
    { "&amp;<table>x<td>y", "&<table>x<td>y" },
    { "</p></body>&amp;<p>x", "</p></body>&<p>x" },
    { "no reference <b>", "no reference <b>" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sheaf_plain_text_unescape (cases[i].from);

      g_assert_cmpstr (text, ==, cases[i].to);
    }
}

static void
test_length (void)
{
  g_autofree char *text = sheaf_plain_text_from_html ("<p>ab</p>cd", 9);
  g_autofree char *none = sheaf_plain_text_from_html (NULL, -1);

  g_assert_cmpstr (text, ==, "ab");
  g_assert_cmpstr (none, ==, "");
}

static void
test_tidy (void)
{
  static const Case cases[] = {
    { "The <b> tag is dead", "The <b> tag is dead" },
    { "a < b && c > d", "a < b && c > d" },
    { "Ports &amp; ferries", "Ports & ferries" },
    { "It is <em>on</em>", "It is on" },
    { "AT&T; no reference", "AT&T; no reference" },
    { " x\n\n y ", "x\ny" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sheaf_plain_text_tidy (cases[i].from);

      g_assert_cmpstr (text, ==, cases[i].to);
    }
}

static void
test_excerpt (void)
{
  g_autofree char *whole = sheaf_plain_text_excerpt ("Short\nenough.", 20);
  g_autofree char *words = sheaf_plain_text_excerpt ("One two, three four five", 14);
  g_autofree char *japanese = sheaf_plain_text_excerpt ("港の新航路が開かれた", 5);

  g_assert_cmpstr (whole, ==, "Short enough.");
  g_assert_cmpstr (words, ==, "One two…");
  g_assert_cmpstr (japanese, ==, "港の新航…");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/plain-text/line", test_line);
  g_test_add_func ("/markup/plain-text/blocks-are-lines", test_blocks_are_lines);
  g_test_add_func ("/markup/plain-text/unescape", test_unescape);
  g_test_add_func ("/markup/plain-text/length", test_length);
  g_test_add_func ("/markup/plain-text/tidy", test_tidy);
  g_test_add_func ("/markup/plain-text/excerpt", test_excerpt);

  return g_test_run ();
}
