/* sheaf-block-markup.c: a block's text as Pango markup
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-block-markup.h"

#include <string.h>

static const struct
{
  SheafStyle style;
  const char *open;
  const char *close;
} styles[] = {
  { SHEAF_STYLE_BOLD, "<b>", "</b>" },
  { SHEAF_STYLE_ITALIC, "<i>", "</i>" },
  { SHEAF_STYLE_UNDERLINE, "<u>", "</u>" },
  { SHEAF_STYLE_STRIKE, "<s>", "</s>" },
  { SHEAF_STYLE_CODE, "<tt>", "</tt>" },
  { SHEAF_STYLE_SUPERSCRIPT, "<sup>", "</sup>" },
  { SHEAF_STYLE_SUBSCRIPT, "<sub>", "</sub>" },
  { SHEAF_STYLE_SMALL, "<small>", "</small>" },
  { SHEAF_STYLE_MARK, "<span background='#ffe16b' foreground='#3d3846'>", "</span>" },
};

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

static void
append_span (GString         *markup,
             const char      *text,
             const SheafSpan *span)
{
  if (span->href != NULL)
    {
      g_autofree char *href = g_markup_escape_text (span->href, -1);

      g_string_append_printf (markup, "<a href=\"%s\" title=\"%s\">", href, href);
    }

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      if (span->style & styles[i].style)
        g_string_append (markup, styles[i].open);
    }

  append_escaped (markup, text + span->start, span->end - span->start);

  for (guint i = G_N_ELEMENTS (styles); i > 0; i--)
    {
      if (span->style & styles[i - 1].style)
        g_string_append (markup, styles[i - 1].close);
    }

  if (span->href != NULL)
    g_string_append (markup, "</a>");
}

char *
sheaf_block_markup (const char *text,
                    GArray     *spans)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  gsize length, at = 0;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (spans, SheafSpan, i);

      if (span->start < at || span->end > length || span->end <= span->start)
        continue;

      append_escaped (markup, text + at, span->start - at);
      append_span (markup, text, span);
      at = span->end;
    }

  append_escaped (markup, text + at, length - at);

  return g_string_free (g_steal_pointer (&markup), FALSE);
}
