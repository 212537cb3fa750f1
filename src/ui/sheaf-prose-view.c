/* sheaf-prose-view.c: Markdown, written as prose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-prose-view.h"

#include <adwaita.h>

#include "ui/sheaf-cite-list.h"
#include "ui/sheaf-cite-marks.h"
#include "ui/sheaf-paste.h"

struct _SheafProseView
{
  GtkSourceView parent_instance;

  GtkSourceBuffer *buffer;
  SheafCiteMarks *marks;
};

G_DEFINE_FINAL_TYPE (SheafProseView, sheaf_prose_view, GTK_SOURCE_TYPE_VIEW)

static void
on_dark_changed (AdwStyleManager *manager,
                 GParamSpec      *pspec,
                 SheafProseView  *self)
{
  const char *name = adw_style_manager_get_dark (manager) ? "Adwaita-dark" : "Adwaita";
  GtkSourceStyleScheme *scheme;

  scheme = gtk_source_style_scheme_manager_get_scheme
    (gtk_source_style_scheme_manager_get_default (), name);
  gtk_source_buffer_set_style_scheme (self->buffer, scheme);
}

static void
sheaf_prose_view_paste_clipboard (GtkTextView *view)
{
  sheaf_paste_into (view);
}

/* GTK copies what is seen; a citation is its id, too. */
static gboolean
copy_selected (SheafProseView *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;

  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);

  return TRUE;
}

static void
sheaf_prose_view_copy_clipboard (GtkTextView *view)
{
  copy_selected (SHEAF_PROSE_VIEW (view));
}

static void
sheaf_prose_view_cut_clipboard (GtkTextView *view)
{
  if (copy_selected (SHEAF_PROSE_VIEW (view)))
    gtk_text_buffer_delete_selection (gtk_text_view_get_buffer (view), TRUE,
                                      gtk_text_view_get_editable (view));
}

/* Whether a key that takes away the character @by from the cursor has ended a citation instead. */
static gboolean
unwrap_beside_cursor (SheafProseView *self,
                      int             by)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  if (by < 0 && !gtk_text_iter_backward_char (&iter))
    return FALSE;

  return sheaf_cite_marks_unwrap (self->marks, &iter);
}

static void
sheaf_prose_view_backspace (GtkTextView *view)
{
  if (!unwrap_beside_cursor (SHEAF_PROSE_VIEW (view), -1))
    GTK_TEXT_VIEW_CLASS (sheaf_prose_view_parent_class)->backspace (view);
}

static void
sheaf_prose_view_delete_from_cursor (GtkTextView   *view,
                                     GtkDeleteType  type,
                                     int            count)
{
  if (type == GTK_DELETE_CHARS && unwrap_beside_cursor (SHEAF_PROSE_VIEW (view), count))
    return;

  GTK_TEXT_VIEW_CLASS (sheaf_prose_view_parent_class)->delete_from_cursor (view, type, count);
}

static void
paste_as_it_is (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);

  gtk_text_buffer_paste_clipboard (gtk_text_view_get_buffer (view),
                                   gtk_widget_get_clipboard (widget), NULL,
                                   gtk_text_view_get_editable (view));
}

static void
surround (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  const char *before;
  const char *after;

  g_variant_get (parameter, "(&s&s)", &before, &after);
  sheaf_prose_view_surround (SHEAF_PROSE_VIEW (widget), before, after);
}

/* The view makes its buffer while it is constructed. */
static void
sheaf_prose_view_constructed (GObject *object)
{
  SheafProseView *self = SHEAF_PROSE_VIEW (object);
  GtkTextView *view = GTK_TEXT_VIEW (object);
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  AdwStyleManager *style = adw_style_manager_get_default ();

  G_OBJECT_CLASS (sheaf_prose_view_parent_class)->constructed (object);

  self->buffer = g_object_ref (GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (view)));
  gtk_source_buffer_set_language (self->buffer,
                                  gtk_source_language_manager_get_language (languages, "markdown"));
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  self->marks = sheaf_cite_marks_new (GTK_TEXT_BUFFER (self->buffer));

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "prose");

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (on_dark_changed), self, 0);
  on_dark_changed (style, NULL, self);
}

static void
sheaf_prose_view_dispose (GObject *object)
{
  SheafProseView *self = SHEAF_PROSE_VIEW (object);

  g_clear_object (&self->marks);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (sheaf_prose_view_parent_class)->dispose (object);
}

static void
sheaf_prose_view_class_init (SheafProseViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->constructed = sheaf_prose_view_constructed;
  G_OBJECT_CLASS (class)->dispose = sheaf_prose_view_dispose;
  GTK_TEXT_VIEW_CLASS (class)->paste_clipboard = sheaf_prose_view_paste_clipboard;
  GTK_TEXT_VIEW_CLASS (class)->copy_clipboard = sheaf_prose_view_copy_clipboard;
  GTK_TEXT_VIEW_CLASS (class)->cut_clipboard = sheaf_prose_view_cut_clipboard;
  GTK_TEXT_VIEW_CLASS (class)->backspace = sheaf_prose_view_backspace;
  GTK_TEXT_VIEW_CLASS (class)->delete_from_cursor = sheaf_prose_view_delete_from_cursor;

  gtk_widget_class_install_action (widget_class, "prose.paste-as-it-is", NULL, paste_as_it_is);
  gtk_widget_class_install_action (widget_class, "prose.surround", "(ss)", surround);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "prose.paste-as-it-is", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK,
                                       "prose.surround", "(ss)", "**", "**");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK,
                                       "prose.surround", "(ss)", "*", "*");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK,
                                       "prose.surround", "(ss)", "[", "](https://)");
}

static void
sheaf_prose_view_init (SheafProseView *self)
{
}

char *
sheaf_prose_view_get_text (SheafProseView *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (SHEAF_IS_PROSE_VIEW (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

void
sheaf_prose_view_cite (SheafProseView *self,
                       const char     *article,
                       const char     *words)
{
  GtkTextBuffer *buffer;
  g_autofree char *selected = NULL;
  g_autofree char *citation = NULL;
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (SHEAF_IS_PROSE_VIEW (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end) &&
      gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    selected = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  else
    start = end;

  citation = sheaf_cite_make (article, selected != NULL ? selected : words);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, citation, -1);
  gtk_text_buffer_end_user_action (buffer);

  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Whether @mark stands before @start and @end alike. */
static gboolean
is_surrounded (const GtkTextIter *start,
               const GtkTextIter *end,
               const char        *before,
               const char        *after)
{
  GtkTextIter outer_start = *start;
  GtkTextIter outer_end = *end;
  g_autofree char *in_front = NULL;
  g_autofree char *behind = NULL;

  gtk_text_iter_backward_chars (&outer_start, g_utf8_strlen (before, -1));
  gtk_text_iter_forward_chars (&outer_end, g_utf8_strlen (after, -1));
  in_front = gtk_text_iter_get_text (&outer_start, start);
  behind = gtk_text_iter_get_text (end, &outer_end);

  return g_str_equal (in_front, before) && g_str_equal (behind, after);
}

void
sheaf_prose_view_surround (SheafProseView *self,
                           const char     *before,
                           const char     *after)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  int from;
  int to;
  int n_before = g_utf8_strlen (before, -1);
  int n_after = g_utf8_strlen (after, -1);

  g_return_if_fail (SHEAF_IS_PROSE_VIEW (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  from = gtk_text_iter_get_offset (&start);
  to = gtk_text_iter_get_offset (&end);

  gtk_text_buffer_begin_user_action (buffer);
  if (is_surrounded (&start, &end, before, after))
    {
      gtk_text_iter_forward_chars (&end, n_after);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, to);
      gtk_text_buffer_delete (buffer, &start, &end);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from - n_before);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, from);
      gtk_text_buffer_delete (buffer, &start, &end);
      from -= n_before;
      to -= n_before;
    }
  else
    {
      gtk_text_buffer_insert (buffer, &end, after, -1);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
      gtk_text_buffer_insert (buffer, &start, before, -1);
      from += n_before;
      to += n_before;
    }
  gtk_text_buffer_end_user_action (buffer);

  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);
}
