/* fuzz-markup.c: hostile HTML and Markdown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "markup/sheaf-blocks.h"
#include "markup/sheaf-markdown.h"
#include "markup/sheaf-plain-text.h"
#include "markup/sheaf-sanitise.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Safe HTML stays what it is, and no block reaches outside its text. */
static void
check_html (const char *html,
            gssize      length)
{
  g_autofree char *once = sheaf_sanitise_html (html, length, "https://a.example/b/");
  g_autofree char *twice = sheaf_sanitise_html (once, -1, NULL);
  g_autoptr(GPtrArray) blocks = sheaf_blocks_from_html (once);

  g_assert_cmpstr (once, ==, twice);
  g_assert_true (g_utf8_validate (once, -1, NULL));
  for (guint i = 0; i < blocks->len; i++)
    {
      SheafBlock *block = blocks->pdata[i];

      for (guint j = 0; block->spans != NULL && j < block->spans->len; j++)
        {
          SheafSpan *span = &g_array_index (block->spans, SheafSpan, j);

          g_assert_cmpuint (span->start, <, span->end);
          g_assert_cmpuint (span->end, <=, strlen (block->text));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = sheaf_plain_text_from_html ((const char *) data, (gssize) size);
  g_autofree char *excerpt = sheaf_plain_text_excerpt (plain, 40);
  g_autofree char *unescaped = sheaf_plain_text_unescape (valid);
  g_autofree char *html = sheaf_markdown_to_html (valid, NULL, NULL);
  g_autofree char *again = sheaf_sanitise_html (html, -1, NULL);
  g_autoptr(GPtrArray) cites = sheaf_markdown_list_cites (valid);

  g_assert_true (g_utf8_validate (plain, -1, NULL));
  g_assert_true (g_utf8_validate (excerpt, -1, NULL));
  g_assert_true (g_utf8_validate (unescaped, -1, NULL));
  g_assert_cmpstr (html, ==, again);
  g_assert_nonnull (cites);
  check_html ((const char *) data, (gssize) size);

  return 0;
}
