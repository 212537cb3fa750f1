/* sheaf-paste.c: what is pasted into Markdown keeps its links and drops its styles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-paste.h"

#include <string.h>

#include "markup/sheaf-blocks.h"
#include "markup/sheaf-sanitise.h"

/* As much as the sanitiser takes; what is longer is pasted as its text. */
#define LARGEST_HTML (2 * 1024 * 1024)

static void
append_escaped (GString    *markdown,
                const char *text,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '\n' || c == '\r')
        c = ' ';
      if (strchr ("\\`*_[]<", c) != NULL && c != '\0')
        g_string_append_c (markdown, '\\');
      g_string_append_c (markdown, c);
    }
}

/* What at the start of a line would begin a heading, a quotation or a list. */
static void
escape_start (GString *markdown,
              gsize    start)
{
  const char *line = markdown->str + start;
  gsize digits = strspn (line, "0123456789");

  if (*line == '#' || *line == '>' || *line == '|' ||
      ((*line == '-' || *line == '+') && (line[1] == ' ' || line[1] == '-')))
    g_string_insert_c (markdown, start, '\\');
  else if (digits > 0 && digits < 10 && (line[digits] == '.' || line[digits] == ')'))
    g_string_insert_c (markdown, start + digits, '\\');
}

static void
append_code (GString    *markdown,
             const char *text,
             gsize       length)
{
  const char *fence = memchr (text, '`', length) != NULL ? "``" : "`";
  const char *space = length > 0 && (text[0] == '`' || text[length - 1] == '`') ? " " : "";

  g_string_append_printf (markdown, "%s%s%.*s%s%s", fence, space, (int) length, text, space, fence);
}

/* Emphasis may not touch spaces inside its marks (CommonMark 0.30, 6.2), so these go outside. */
static void
append_run (GString    *markdown,
            const char *text,
            gsize       length,
            SheafStyle  style)
{
  const char *mark = "";
  gsize before = 0;
  gsize after = 0;

  if ((style & SHEAF_STYLE_CODE) != 0 && length > 0)
    {
      append_code (markdown, text, length);
      return;
    }

  while (before < length && g_ascii_isspace (text[before]))
    before++;
  while (after < length - before && g_ascii_isspace (text[length - after - 1]))
    after++;

  if (before < length)
    {
      if ((style & SHEAF_STYLE_BOLD) != 0 && (style & SHEAF_STYLE_ITALIC) != 0)
        mark = "***";
      else if ((style & SHEAF_STYLE_BOLD) != 0)
        mark = "**";
      else if ((style & SHEAF_STYLE_ITALIC) != 0)
        mark = "*";
    }

  append_escaped (markdown, text, before);
  g_string_append (markdown, mark);
  append_escaped (markdown, text + before, length - before - after);
  g_string_append (markdown, mark);
  append_escaped (markdown, text + length - after, after);
}

static void
append_address (GString    *markdown,
                const char *href)
{
  for (const char *at = href; *at != '\0'; at++)
    {
      if (strchr ("()<> \\", *at) != NULL)
        g_string_append_printf (markdown, "%%%02X", (guint8) *at);
      else
        g_string_append_c (markdown, *at);
    }
}

static void
append_spans (GString    *markdown,
              const char *text,
              GArray     *spans,
              SheafStyle  dropped)
{
  gsize length = strlen (text);
  gsize at = 0;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (spans, SheafSpan, i);
      gboolean opens = span->href != NULL;
      gboolean closes = span->href != NULL;

      if (i > 0 && opens)
        {
          const SheafSpan *before = &g_array_index (spans, SheafSpan, i - 1);

          opens = before->end != span->start || g_strcmp0 (before->href, span->href) != 0;
        }
      if (i + 1 < spans->len && closes)
        {
          const SheafSpan *after = &g_array_index (spans, SheafSpan, i + 1);

          closes = after->start != span->end || g_strcmp0 (after->href, span->href) != 0;
        }

      append_run (markdown, text + at, span->start - at, 0);
      if (opens)
        g_string_append_c (markdown, '[');
      append_run (markdown, text + span->start, span->end - span->start, span->style & ~dropped);
      if (closes)
        {
          g_string_append (markdown, "](");
          append_address (markdown, span->href);
          g_string_append_c (markdown, ')');
        }
      at = span->end;
    }

  append_run (markdown, text + at, length - at, 0);
}

static void
append_code_block (GString    *markdown,
                   const char *text)
{
  const char *end = g_str_has_suffix (text, "\n") ? "" : "\n";

  g_string_append_printf (markdown, "```\n%s%s```", text, end);
}

static void
append_table (GString   *markdown,
              GPtrArray *rows)
{
  guint n_columns = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *cells = g_ptr_array_index (rows, i);

      if (i > 0)
        g_string_append_c (markdown, '\n');
      g_string_append_c (markdown, '|');
      for (guint j = 0; j < cells->len; j++)
        {
          const SheafCell *cell = g_ptr_array_index (cells, j);
          g_autoptr (GString) text = g_string_new (NULL);

          append_spans (text, cell->text, cell->spans, SHEAF_STYLE_BOLD);
          g_string_replace (text, "|", "\\|", 0);
          g_string_append_printf (markdown, " %s |", text->str);
        }

      if (i > 0)
        continue;
      n_columns = cells->len;
      g_string_append (markdown, "\n|");
      for (guint j = 0; j < n_columns; j++)
        g_string_append (markdown, " --- |");
    }
}

static void
append_block (GString          *markdown,
              const SheafBlock *block)
{
  gsize start = markdown->len;

  switch (block->kind)
    {
    case SHEAF_BLOCK_PARAGRAPH:
    case SHEAF_BLOCK_ITEM:
      append_spans (markdown, block->text, block->spans, 0);
      escape_start (markdown, start);
      break;
    case SHEAF_BLOCK_HEADING:
      for (guint i = 0; i < block->level; i++)
        g_string_append_c (markdown, '#');
      g_string_append_c (markdown, ' ');
      append_spans (markdown, block->text, block->spans, SHEAF_STYLE_BOLD);
      break;
    case SHEAF_BLOCK_CODE:
      append_code_block (markdown, block->text);
      break;
    case SHEAF_BLOCK_IMAGE:
      g_string_append_c (markdown, '[');
      append_escaped (markdown, *block->alt != '\0' ? block->alt : block->url,
                      strlen (*block->alt != '\0' ? block->alt : block->url));
      g_string_append (markdown, "](");
      append_address (markdown, block->url);
      g_string_append_c (markdown, ')');
      break;
    case SHEAF_BLOCK_TABLE:
      append_table (markdown, block->cells);
      break;
    case SHEAF_BLOCK_RULE:
      g_string_append (markdown, "---");
      break;
    default:
      g_assert_not_reached ();
    }
}

/* What stands in front of the lines of a block: of quotations, of the lists it is in; on its first
 * line its bullet or number. */
static char *
make_prefix (const SheafBlock *block,
             gboolean          first)
{
  GString *prefix = g_string_new (NULL);

  for (guint i = 0; i < block->quote; i++)
    g_string_append (prefix, "> ");
  for (guint i = 0; i + 1 < block->depth; i++)
    g_string_append (prefix, "    ");

  if (block->depth > 0)
    {
      if (first && block->kind == SHEAF_BLOCK_ITEM && block->ordinal > 0)
        g_string_append_printf (prefix, "%d. ", block->ordinal);
      else if (first && block->kind == SHEAF_BLOCK_ITEM)
        g_string_append (prefix, "- ");
      else
        g_string_append (prefix, block->kind == SHEAF_BLOCK_ITEM ? "  " : "    ");
    }

  return g_string_free (prefix, FALSE);
}

static gboolean
follows_closely (const SheafBlock *before,
                 const SheafBlock *block)
{
  return before->kind == SHEAF_BLOCK_ITEM && block->kind == SHEAF_BLOCK_ITEM &&
         before->quote == block->quote;
}

static gboolean
is_empty (const SheafBlock *block)
{
  return (block->kind == SHEAF_BLOCK_PARAGRAPH || block->kind == SHEAF_BLOCK_HEADING) &&
         *block->text == '\0';
}

char *
sheaf_paste_to_markdown (const char *html,
                         gssize      length)
{
  g_autofree char *safe = sheaf_sanitise_html (html, length, NULL);
  g_autoptr (GPtrArray) blocks = sheaf_blocks_from_html (safe);
  GString *markdown = g_string_new (NULL);
  const SheafBlock *before = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const SheafBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *first = make_prefix (block, TRUE);
      g_autofree char *next = make_prefix (block, FALSE);
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (GStrv) lines = NULL;

      if (is_empty (block))
        continue;
      if (before != NULL)
        g_string_append (markdown, follows_closely (before, block) ? "\n" : "\n\n");

      append_block (text, block);
      lines = g_strsplit (text->str, "\n", -1);
      for (guint j = 0; lines[j] != NULL; j++)
        g_string_append_printf (markdown, "%s%s%s", j > 0 ? "\n" : "", j > 0 ? next : first,
                                lines[j]);
      before = block;
    }

  return g_string_free (markdown, FALSE);
}

gboolean
sheaf_paste_has_html (GdkContentFormats *formats)
{
  return gdk_content_formats_contain_mime_type (formats, "text/html");
}

static void
insert (GtkTextView *view,
        const char  *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, gtk_text_view_get_editable (view));
  gtk_text_buffer_insert_interactive_at_cursor (buffer, text, -1,
                                                gtk_text_view_get_editable (view));
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

static gboolean
is_address (const char *text)
{
  return (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://")) &&
         strpbrk (text, " \n\t") == NULL && g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
}

static void
on_text_read (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GtkTextView) view = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autofree char *trimmed = NULL;
  GtkTextIter start;
  GtkTextIter end;

  if (text == NULL)
    return;

  trimmed = g_strstrip (g_strdup (text));
  if (is_address (trimmed) && gtk_text_buffer_get_selection_bounds (buffer, &start, &end) &&
      gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    {
      g_autofree char *words = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
      g_autofree char *link = g_strdup_printf ("[%s](%s)", words, trimmed);

      insert (view, link);
      return;
    }

  insert (view, text);
}

static void
on_html_spliced (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GtkTextView) view = data;
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (source);
  g_autofree char *markdown = NULL;
  gsize size;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL) < 0)
    return;

  size = g_memory_output_stream_get_data_size (stream);
  if (size > 0 && size <= LARGEST_HTML)
    markdown = sheaf_paste_to_markdown (g_memory_output_stream_get_data (stream), size);

  if (markdown != NULL && *markdown != '\0')
    insert (view, markdown);
  else
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (view)), NULL,
                                   on_text_read, g_object_ref (view));
}

static void
on_html_read (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GtkTextView) view = data;
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = NULL;

  input = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);
  if (input == NULL)
    {
      gdk_clipboard_read_text_async (GDK_CLIPBOARD (source), NULL, on_text_read,
                                     g_object_ref (view));
      return;
    }

  output = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                                G_PRIORITY_DEFAULT, NULL, on_html_spliced, g_object_ref (view));
}

void
sheaf_paste_into (GtkTextView *view)
{
  GdkClipboard *clipboard;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  if (sheaf_paste_has_html (gdk_clipboard_get_formats (clipboard)))
    {
      const char *types[] = { "text/html", NULL };

      gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, on_html_read,
                                g_object_ref (view));
    }
  else
    {
      gdk_clipboard_read_text_async (clipboard, NULL, on_text_read, g_object_ref (view));
    }
}
