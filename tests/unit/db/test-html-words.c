/* test-html-words.c: the words of safe HTML, for the index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "db/sheaf-html-words.h"

static const struct
{
  const char *name;
  const char *html;
  const char *words;
} cases[] = {
  { "nothing", "", "" },
  { "text", "Ferry line", "Ferry line" },
  { "paragraphs-part-words", "<p>Ferry</p><p>line</p>", " Ferry  line " },
  { "emphasis-does-not", "f<b>err</b>y <a href=\"https://x.example/?a=1&amp;b\">l</a>ine",
    "ferry line" },
  { "break", "Ferry<br>line<br/>", "Ferry line " },
  { "references", "R&amp;D &lt;3 &quot;x&quot; &apos;y&apos;&nbsp;z", "R&D <3 \"x\" 'y' z" },
  { "numbers", "&#233;&#xE9;&#X4e07;", "éé万" },
  { "numbers-that-are-none", "&#0;&#xD800;&#1114112;&#;&#x;", "&#0;&#xD800;&#1114112;&#;&#x;" },
  { "ampersand", "AT&T & co", "AT&T & co" },
  { "cut-off", "Ferry <a href=", "Ferry " },
  { "cut-off-reference", "Ferry &#12", "Ferry &#12" },
  { "only-a-bracket", "<", " " },
};

static void
test_words (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *words = sheaf_html_words (cases[i].html);

  g_assert_cmpstr (words, ==, cases[i].words);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/db/html-words/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_words);
    }

  return g_test_run ();
}
