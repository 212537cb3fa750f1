/* test-plain-text.c: the words of HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "markup/sheaf-plain-text.h"
#include "markup/sheaf-utf8.h"

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

/* What is decoded without a parser is what the parser makes of it: a reference that only that knows
 * sends the same text its way. */
static void
test_unescape_as_parsed (void)
{
  static const char *const pieces[] = {
    "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&mdash;", "&#8217;", "&#x2019;", "&#X41;",
    "&#0;", "&#128;", "&#xd800;", "&#x110000;", "&#;", "&#x;", "&;", "& ", "&amp", "&ampx;", "&l", "&#65",
    "&bogus;", "AT&T", "x", " ", "\n", "\r\n", "é", "港", "&#xfffe;", "&#13;", "&#9;", "&amp;amp;",
  };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr(GString) text = g_string_new ("<");
      g_autofree char *fast = NULL;
      g_autofree char *parsed = NULL;

      g_string_truncate (text, 0);
      for (int n = g_test_rand_int_range (1, 6); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      /* Without any, it is left as it is. */
      if (strchr (text->str, '&') == NULL)
        continue;

      fast = sheaf_plain_text_unescape (text->str);
      g_string_append (text, " &copy;");
      parsed = sheaf_plain_text_unescape (text->str);
      g_assert_true (g_str_has_suffix (parsed, " ©"));
      parsed[strlen (parsed) - strlen (" ©")] = '\0';
      if (g_strcmp0 (fast, parsed) != 0)
        g_test_message ("%s", text->str);
      g_assert_cmpstr (fast, ==, parsed);
    }
}

/* No more is read than is needed, and it is the same. */
static void
test_lead (void)
{
  static const char *const pieces[] = { "<p>", "Ports ", "open&#8217;s ", "&amp;lt;b&amp;gt;", "<br>",
                                        "港が再開した", "<script>no</script>", "  ", "<b>x</b>" };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr(GString) html = g_string_new ("&lt;p&gt;");
      g_autofree char *lead = NULL;
      g_autofree char *all = NULL;
      g_autofree char *excerpt = NULL;
      guint max = (guint) g_test_rand_int_range (5, 60);

      for (int n = g_test_rand_int_range (1, 200); n > 0; n--)
        g_string_append (html, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      lead = sheaf_plain_text_lead (html->str, max);
      all = sheaf_plain_text_from_html (html->str, -1);
      excerpt = sheaf_plain_text_excerpt (all, max);
      g_assert_cmpstr (lead, ==, excerpt);
    }
}

static void
test_utf8 (void)
{
  static const char bytes[] = "aZ09 \n\t\x00\x7f\x80\xbf\xc1\xc2\xdf\xe0\xa0\x9f\xed\xef\xf0\x90\x8f\xf4\xf5\xff";

  for (guint round = 0; round < 200000; round++)
    {
      char text[40];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text);

      for (gsize i = 0; i < length; i++)
        text[i] = g_test_rand_int_range (0, 4) > 0
                    ? 'a' : bytes[g_test_rand_int_range (0, sizeof bytes - 1)];
      g_assert_cmpint (sheaf_utf8_is_valid (text, length), ==,
                       g_utf8_validate_len (text, length, NULL));
    }
  g_assert_true (sheaf_utf8_is_valid ("Häfen, порт, 港, 🚢", strlen ("Häfen, порт, 港, 🚢")));
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
  g_test_add_func ("/markup/plain-text/unescape-as-parsed", test_unescape_as_parsed);
  g_test_add_func ("/markup/plain-text/lead", test_lead);
  g_test_add_func ("/markup/plain-text/utf-8", test_utf8);
  g_test_add_func ("/markup/plain-text/tidy", test_tidy);
  g_test_add_func ("/markup/plain-text/excerpt", test_excerpt);

  return g_test_run ();
}
