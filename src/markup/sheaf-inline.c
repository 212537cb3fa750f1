/* sheaf-inline.c: text with spans, while it is gathered from a tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-inline.h"

#include <string.h>

static void
clear_span (gpointer data)
{
  SheafSpan *span = data;

  g_free (span->href);
}

GArray *
sheaf_inline_spans_new (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (SheafSpan));

  g_array_set_clear_func (spans, clear_span);

  return spans;
}

void
sheaf_inline_init (SheafInline *self)
{
  memset (self, 0, sizeof *self);
  self->text = g_string_new (NULL);
  self->spans = sheaf_inline_spans_new ();
}

void
sheaf_inline_clear (SheafInline *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->spans);
}

static void
extend_span (SheafInline *self,
             guint        start)
{
  SheafSpan span = { start, (guint) self->text->len, self->style, NULL };

  if (span.end == span.start || (self->style == 0 && self->href == NULL))
    return;
  if (self->spans->len > 0)
    {
      SheafSpan *last = &g_array_index (self->spans, SheafSpan, self->spans->len - 1);

      if (last->end == start && last->style == self->style
          && g_strcmp0 (last->href, self->href) == 0)
        {
          last->end = span.end;
          return;
        }
    }
  span.href = g_strdup (self->href);
  g_array_append_val (self->spans, span);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t';
}

void
sheaf_inline_append (SheafInline *self,
                     const char  *text)
{
  guint start = self->text->len;

  if (self->preserve)
    g_string_append (self->text, text);
  else
    {
      while (*text != '\0')
        {
          gsize length = strcspn (text, " \n\t");

          g_string_append_len (self->text, text, length);
          text += length;
          if (*text != '\0')
            {
              text += strspn (text, " \n\t");
              if (self->text->len > 0 && !is_space (self->text->str[self->text->len - 1]))
                g_string_append_c (self->text, ' ');
            }
        }
    }
  extend_span (self, start);
}

static void
trim_end (SheafInline *self)
{
  while (self->text->len > 0 && is_space (self->text->str[self->text->len - 1]))
    g_string_truncate (self->text, self->text->len - 1);

  while (self->spans->len > 0)
    {
      SheafSpan *last = &g_array_index (self->spans, SheafSpan, self->spans->len - 1);

      last->end = MIN (last->end, (guint) self->text->len);
      if (last->start < last->end)
        break;
      g_array_set_size (self->spans, self->spans->len - 1);
    }
}

void
sheaf_inline_append_line_end (SheafInline *self)
{
  if (!self->preserve && self->text->len > 0 && self->text->str[self->text->len - 1] == ' ')
    trim_end (self);
  if (self->text->len > 0 || self->preserve)
    g_string_append_c (self->text, '\n');
}

char *
sheaf_inline_take (SheafInline  *self,
                   GArray      **spans)
{
  char *text = NULL;

  *spans = NULL;
  trim_end (self);
  if (self->text->len > 0)
    {
      text = g_strdup (self->text->str);
      *spans = self->spans;
      self->spans = sheaf_inline_spans_new ();
    }
  g_string_truncate (self->text, 0);
  g_array_set_size (self->spans, 0);

  return text;
}

SheafStyle
sheaf_inline_style_of (GumboTag tag)
{
  switch (tag)
    {
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_SUMMARY:
      return SHEAF_STYLE_BOLD;
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_VAR:
      return SHEAF_STYLE_ITALIC;
    case GUMBO_TAG_U:
    case GUMBO_TAG_INS:
      return SHEAF_STYLE_UNDERLINE;
    case GUMBO_TAG_S:
    case GUMBO_TAG_DEL:
      return SHEAF_STYLE_STRIKE;
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
      return SHEAF_STYLE_CODE;
    case GUMBO_TAG_SUP:
      return SHEAF_STYLE_SUPERSCRIPT;
    case GUMBO_TAG_SUB:
      return SHEAF_STYLE_SUBSCRIPT;
    case GUMBO_TAG_SMALL:
      return SHEAF_STYLE_SMALL;
    case GUMBO_TAG_MARK:
      return SHEAF_STYLE_MARK;
    default:
      return 0;
    }
}
