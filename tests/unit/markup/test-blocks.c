/* test-blocks.c: safe HTML as blocks of text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "markup/sheaf-blocks.h"

/* A block in one line, so that a test reads like what it means. */
static void
describe (SheafBlock *block,
          GString    *out)
{
  static const char *const kinds[] = { "p", "h", "item", "code", "image", "table", "rule" };

  g_string_append (out, kinds[block->kind]);
  if (block->level > 0)
    g_string_append_printf (out, "%u", block->level);
  if (block->depth > 0)
    g_string_append_printf (out, " depth %u", block->depth);
  if (block->kind == SHEAF_BLOCK_ITEM)
    g_string_append_printf (out, " no %d", block->ordinal);
  if (block->quote > 0)
    g_string_append_printf (out, " quote %u", block->quote);
  if (block->language != NULL)
    g_string_append_printf (out, " lang %s", block->language);
  if (block->direction != NULL)
    g_string_append_printf (out, " dir %s", block->direction);
  if (block->url != NULL)
    g_string_append_printf (out, " %s alt '%s' %dx%d", block->url, block->alt, block->width,
                            block->height);
  if (block->href != NULL)
    g_string_append_printf (out, " to %s", block->href);
  if (block->caption != NULL)
    g_string_append_printf (out, " caption '%s'", block->caption);
  if (block->text != NULL)
    g_string_append_printf (out, " '%s'", block->text);
  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      SheafSpan *span = &g_array_index (block->spans, SheafSpan, i);

      g_string_append_printf (out, " [%u-%u %x%s%s]", span->start, span->end, span->style,
                              span->href != NULL ? " " : "", span->href != NULL ? span->href : "");
    }
  for (guint i = 0; block->cells != NULL && i < block->cells->len; i++)
    {
      GPtrArray *row = block->cells->pdata[i];

      g_string_append (out, " |");
      for (guint j = 0; j < row->len; j++)
        {
          SheafCell *cell = row->pdata[j];

          g_string_append_printf (out, " %s%s", cell->header ? "*" : "", cell->text);
          if (cell->columns > 1 || cell->rows > 1)
            g_string_append_printf (out, "(%ux%u)", cell->columns, cell->rows);
        }
    }
  g_string_append_c (out, '\n');
}

static void
test_blocks (void)
{
  static const struct
  {
    const char *html;
    const char *blocks;
  } cases[] = {
    { "Words alone", "p 'Words alone'\n" },
    { "<p>One\n  two</p> <p>three</p>", "p 'One two'\np 'three'\n" },
    { "<h2>Head</h2>x", "h2 'Head'\np 'x'\n" },
    { "<p>a <b>b <i>c</i></b> d</p>", "p 'a b c d' [2-4 1] [4-5 3]\n" },
    { "<p><a href=\"https://x.example/\">x <em>y</em></a></p>",
      "p 'x y' [0-2 0 https://x.example/] [2-3 2 https://x.example/]\n" },
    { "<p>é<b>ü</b></p>", "p 'éü' [2-4 1]\n" },
    { "<p>a<br>b<br></p>", "p 'a\nb'\n" },
    { "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>",
      "item depth 1 no 0 'a'\nitem depth 1 no 0 'b'\np depth 1 'c'\n" },
    { "<ol start=\"3\"><li>a<ul><li>b</li></ul></li><li value=\"9\">c</li></ol>",
      "item depth 1 no 3 'a'\nitem depth 2 no 0 'b'\nitem depth 1 no 9 'c'\n" },
    { "<ol reversed=\"\"><li>a</li><li>b</li></ol>",
      "item depth 1 no 2 'a'\nitem depth 1 no 1 'b'\n" },
    { "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>c",
      "p quote 1 'a'\np quote 2 'b'\np 'c'\n" },
    { "<pre>a\n  <b>b</b>\n</pre>", "code 'a\n  b' [4-5 1]\n" },
    { "<p>a<img src=\"https://x.example/i\" alt=\"A\" width=\"3\" height=\"2\">b</p>",
      "p 'a'\nimage https://x.example/i alt 'A' 3x2\np 'b'\n" },
    { "<figure><a href=\"https://x.example/p\"><img src=\"https://x.example/i\" alt=\"\"></a>"
      "<figcaption>The <b>port</b></figcaption></figure>",
      "image https://x.example/i alt '' 0x0 to https://x.example/p caption 'The port'\n" },
    { "<figure><figcaption>Alone</figcaption></figure>", "p 'Alone'\n" },
    { "<hr>", "rule\n" },
    { "<table><caption></caption><caption>T</caption><caption>U</caption><tbody><tr><th>a</th>"
      "<th>b</th></tr></tbody></table>",
      "table caption 'T' | *a *b\n" },
    { "<table><caption>T</caption><tbody><tr><th>a</th><th colspan=\"2\">b</th></tr>"
      "<tr><td>1</td><td>2</td><td><p>3</p><p>4</p></td></tr></tbody></table>",
      "table caption 'T' | *a *b(2x1) | 1 2 3\n4\n" },
    { "<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table>", "p 'a'\np 'b'\n" },
    { "<table><tbody><tr><td>a</td><td><img src=\"https://x.example/i\" alt=\"\"></td></tr></tbody></table>",
      "p 'a'\nimage https://x.example/i alt '' 0x0\n" },
    { "<dl><dt>t</dt><dd>d</dd></dl>", "p 't' [0-1 1]\np depth 1 'd'\n" },
    { "<p lang=\"ar\" dir=\"rtl\">x</p><p>y</p>", "p lang ar dir rtl 'x'\np 'y'\n" },
    { "<div lang=\"de\"><p>x</p></div>", "p lang de 'x'\n" },
    { "<q>a</q>", "p '“a”'\n" },
    { "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "p '漢(kan)'\n" },
    { "x<sup>2</sup><sub>3</sub><s>4</s><code>5</code><u>6</u><small>7</small><mark>8</mark>",
      "p 'x2345678' [1-2 20] [2-3 40] [3-4 8] [4-5 10] [5-6 4] [6-7 80] [7-8 100]\n" },
    { "<ul><li><img src=\"https://x.example/i\" alt=\"\"></li></ul>",
      "item depth 1 no 0 ''\nimage depth 1 https://x.example/i alt '' 0x0\n" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) blocks = sheaf_blocks_from_html (cases[i].html);
      g_autoptr(GString) described = g_string_new (NULL);

      for (guint j = 0; j < blocks->len; j++)
        describe (blocks->pdata[j], described);
      g_test_message ("case %zu", i);
      g_assert_cmpstr (described->str, ==, cases[i].blocks);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/blocks/blocks", test_blocks);

  return g_test_run ();
}
