/* test-markdown.c: an editorial's Markdown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "markup/sheaf-markdown.h"

#include <string.h>

static gboolean
resolve (const char  *id,
         char       **url,
         char       **title,
         gpointer     data)
{
  if (strcmp (id, "0193-aa") == 0)
    {
      *url = g_strdup ("https://coast.example/ferry?a=1&b");
      *title = g_strdup ("Ferry <line> & port");
      return TRUE;
    }
  if (strcmp (id, "0193-bb") == 0)
    {
      *title = g_strdup ("A wire");
      return TRUE;
    }

  return FALSE;
}

#define FERRY "<a href=\"https://coast.example/ferry?a=1&amp;b\">"

static void
test_html (void)
{
  static const struct
  {
    const char *markdown;
    const char *html;
  } cases[] = {
    { "Hello *there* **now**", "<p>Hello <em>there</em> <strong>now</strong></p>" },
    { "# One\n\nTwo", "<h1>One</h1>\n<p>Two</p>" },
    { "~~gone~~", "<p><del>gone</del></p>" },
    { "see www.a.example", "<p>see <a href=\"http://www.a.example\">www.a.example</a></p>" },
    { "> quote", "<blockquote>\n<p>quote</p>\n</blockquote>" },
    { "`[[0193-aa]]`", "<p><code>[[0193-aa]]</code></p>" },
    { "[[0193-aa]]", "<p>" FERRY "Ferry &lt;line&gt; &amp; port</a></p>" },
    { "[[0193-AA]]", "<p>" FERRY "Ferry &lt;line&gt; &amp; port</a></p>" },
    { "As [[0193-aa|they say]].", "<p>As " FERRY "they say</a>.</p>" },
    { "As [[0193-aa|they *say* it]].", "<p>As " FERRY "they <em>say</em> it</a>.</p>" },
    { "[[0193-aa|x]][[0193-aa|y]]", "<p>" FERRY "x</a>" FERRY "y</a></p>" },
    { "[[0193-bb]]", "<p><cite>A wire</cite></p>" },
    { "[[0193-cc|words]] [[0193-cc]]", "<p><cite>words</cite> <cite>0193-cc</cite></p>" },
    { "[[not closed", "<p>[[not closed</p>" },
    { "[[0193-aa|not closed", "<p>[[0193-aa|not closed</p>" },
    { "[[no id here]]", "<p>[[no id here]]</p>" },
    { "[x](javascript:alert(1))", "<p>x</p>" },
    { "a <script>alert(1)</script> b", "<p>a  b</p>" },
    { "<b onclick=x>kept</b>", "<p><b>kept</b></p>" },
    { "[y [[0193-aa]]](https://z.example/)",
      "<p><a href=\"https://z.example/\">y <cite>Ferry &lt;line&gt; &amp; port</cite></a></p>" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *html = sheaf_markdown_to_html (cases[i].markdown, resolve, NULL);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (html, ==, cases[i].html);
    }
}

static void
test_table (void)
{
  g_autofree char *html = sheaf_markdown_to_html ("| a | b |\n|---|---|\n| 1 | [[0193-aa\\|x]] |\n",
                                                  resolve, NULL);

  g_assert_nonnull (strstr (html, "<th>a</th>"));
  g_assert_nonnull (strstr (html, "<td>" FERRY "x</a></td>"));
  g_free (html);
  html = sheaf_markdown_to_html ("| a | b |\n|---|---|\n| 1 | [[0193-cc\\|*y* z]] |\n", resolve,
                                 NULL);
  g_assert_nonnull (strstr (html, "<td><cite><em>y</em> z</cite></td>"));
}

static void
test_no_resolver (void)
{
  g_autofree char *html = sheaf_markdown_to_html ("[[0193-aa|words]]", NULL, NULL);

  g_assert_cmpstr (html, ==, "<p><cite>words</cite></p>");
}

static void
test_cites (void)
{
  g_autoptr(GPtrArray) ids = sheaf_markdown_list_cites (
    "[[b1]] then [[a2|*x*]] and [[B1|again]]\n\n`[[c3]]`\n\n- [[d4]]\n");

  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_cmpstr (ids->pdata[0], ==, "b1");
  g_assert_cmpstr (ids->pdata[1], ==, "a2");
  g_assert_cmpstr (ids->pdata[2], ==, "d4");
}

static void
test_bombs (void)
{
  static const char *const parts[] = { "> ", "[[a|", "*a_", "[", "- ", "![", "`", "<b>" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GString) bomb = g_string_new (NULL);
      g_autofree char *html = NULL;

      while (bomb->len < 30000)
        g_string_append (bomb, parts[i]);
      html = sheaf_markdown_to_html (bomb->str, resolve, NULL);
      g_assert_cmpuint (strlen (html), <, 1000000);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/markdown/html", test_html);
  g_test_add_func ("/markup/markdown/table", test_table);
  g_test_add_func ("/markup/markdown/no-resolver", test_no_resolver);
  g_test_add_func ("/markup/markdown/cites", test_cites);
  g_test_add_func ("/markup/markdown/bombs", test_bombs);

  return g_test_run ();
}
