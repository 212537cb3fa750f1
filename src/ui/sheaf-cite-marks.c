/* sheaf-cite-marks.c: shows citations in a Markdown text as what they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-cite-marks.h"

#include <adwaita.h>
#include <string.h>

struct _SheafCiteMarks
{
  GObject parent_instance;

  GtkTextBuffer *buffer;
  GtkTextTag *words;
  GtkTextTag *brackets;
  GtkTextTag *id;
  GtkTextTag *gap; /* an empty line */
};

G_DEFINE_FINAL_TYPE (SheafCiteMarks, sheaf_cite_marks, G_TYPE_OBJECT)

static void
apply (SheafCiteMarks    *self,
       GtkTextTag        *tag,
       const GtkTextIter *line,
       const char        *text,
       const char        *from,
       const char        *to)
{
  GtkTextIter start = *line;
  GtkTextIter end = *line;

  gtk_text_iter_set_line_index (&start, from - text);
  gtk_text_iter_set_line_index (&end, to - text);
  gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
}

/* Finds the next "[[id|words]]" in @text, which may have no @bar. */
static const char *
find_citation (const char  *text,
               const char **bar,
               const char **close)
{
  const char *open = strstr (text, "[[");

  *close = open != NULL ? strstr (open, "]]") : NULL;
  if (*close == NULL)
    return NULL;

  *bar = memchr (open, '|', *close - open);

  return open;
}

static void
mark_line (SheafCiteMarks    *self,
           const GtkTextIter *line)
{
  GtkTextIter end = *line;
  GtkTextIter next = *line;
  g_autofree char *text = NULL;
  const char *open, *bar, *close;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_iter_forward_line (&next);
  gtk_text_buffer_remove_tag (self->buffer, self->words, line, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->brackets, line, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->id, line, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->gap, line, &next);

  text = gtk_text_iter_get_slice (line, &end);
  if (*text == '\0')
    gtk_text_buffer_apply_tag (self->buffer, self->gap, line, &next);

  for (open = find_citation (text, &bar, &close); open != NULL;
       open = find_citation (close + 2, &bar, &close))
    {
      const char *words = bar != NULL ? bar + 1 : open + 2;

      apply (self, self->brackets, line, text, open, open + 2);
      apply (self, self->id, line, text, open + 2, words);
      apply (self, self->words, line, text, words, close);
      apply (self, self->brackets, line, text, close, close + 2);
    }
}

static void
mark_lines (SheafCiteMarks    *self,
            const GtkTextIter *from,
            const GtkTextIter *to)
{
  GtkTextIter line = *from;

  gtk_text_iter_set_line_offset (&line, 0);
  do
    mark_line (self, &line);
  while (gtk_text_iter_forward_line (&line) && gtk_text_iter_compare (&line, to) <= 0);
}

static void
on_inserted (GtkTextBuffer  *buffer,
             GtkTextIter    *location,
             const char     *text,
             int             length,
             SheafCiteMarks *self)
{
  GtkTextIter start = *location;

  gtk_text_iter_backward_chars (&start, g_utf8_strlen (text, length));
  mark_lines (self, &start, location);
}

static void
on_deleted (GtkTextBuffer  *buffer,
            GtkTextIter    *start,
            GtkTextIter    *end,
            SheafCiteMarks *self)
{
  mark_lines (self, start, start);
}

/* A tag's colour is not the style sheet's: the two here are libadwaita's accent in both schemes. */
static void
show_dark (SheafCiteMarks  *self,
           GParamSpec      *pspec,
           AdwStyleManager *manager)
{
  g_object_set (self->words, "foreground",
                adw_style_manager_get_dark (manager) ? "#78aeed" : "#1c71d8", NULL);
}

static void
sheaf_cite_marks_dispose (GObject *object)
{
  SheafCiteMarks *self = SHEAF_CITE_MARKS (object);

  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (sheaf_cite_marks_parent_class)->dispose (object);
}

static void
sheaf_cite_marks_class_init (SheafCiteMarksClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_cite_marks_dispose;
}

static void
sheaf_cite_marks_init (SheafCiteMarks *self)
{
}

SheafCiteMarks *
sheaf_cite_marks_new (GtkTextBuffer *buffer)
{
  SheafCiteMarks *self = g_object_new (SHEAF_TYPE_CITE_MARKS, NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkTextIter start;
  GtkTextIter end;

  self->buffer = g_object_ref (buffer);
  self->gap = gtk_text_buffer_create_tag (buffer, NULL, "scale", 0.5, NULL);
  self->brackets = gtk_text_buffer_create_tag (buffer, NULL, "foreground", "#888888", "underline",
                                               PANGO_UNDERLINE_NONE, NULL);
  self->id = gtk_text_buffer_create_tag (buffer, NULL, "invisible", TRUE, NULL);
  self->words = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_SINGLE,
                                            NULL);
  show_dark (self, NULL, manager);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (show_dark), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (on_inserted), self, G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (on_deleted), self, G_CONNECT_AFTER);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  mark_lines (self, &start, &end);

  return self;
}

gboolean
sheaf_cite_marks_unwrap (SheafCiteMarks    *self,
                         const GtkTextIter *iter)
{
  GtkTextIter start = *iter;
  GtkTextIter end = *iter;
  g_autofree char *text = NULL;
  const char *open, *bar, *close, *at;

  g_return_val_if_fail (SHEAF_IS_CITE_MARKS (self), FALSE);

  if (!gtk_text_iter_has_tag (iter, self->brackets) && !gtk_text_iter_has_tag (iter, self->id))
    return FALSE;

  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_slice (&start, &end);
  at = text + gtk_text_iter_get_line_index (iter);

  open = find_citation (text, &bar, &close);
  while (open != NULL && close + 2 <= at)
    open = find_citation (close + 2, &bar, &close);
  if (open == NULL)
    return FALSE;

  gtk_text_iter_set_line_index (&start, close - text);
  gtk_text_iter_set_line_index (&end, close + 2 - text);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_iter_set_line_index (&start, open - text);
  gtk_text_iter_set_line_index (&end, (bar != NULL ? bar + 1 : open + 2) - text);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_end_user_action (self->buffer);

  return TRUE;
}
