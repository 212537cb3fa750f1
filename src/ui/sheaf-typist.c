/* sheaf-typist.c: holds a text view and the field typed into it together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-typist.h"

#include "model/sheaf-merge.h"

struct _SheafTypist
{
  GObject parent_instance;

  SheafTyping *typing;
  GtkTextBuffer *buffer;
  GtkWidget *view; /* held weakly */
  GtkEventController *focus;

  gboolean showing; /* the change in the widget came from the field, not from its typist */
};

G_DEFINE_FINAL_TYPE (SheafTypist, sheaf_typist, G_TYPE_OBJECT)

static void
on_buffer_insert (GtkTextBuffer *buffer,
                  GtkTextIter   *location,
                  const char    *text,
                  int            length,
                  SheafTypist   *self)
{
  g_autofree char *inserted = NULL;

  if (self->showing)
    return;

  inserted = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);
  sheaf_typing_splice (self->typing, gtk_text_iter_get_offset (location), 0, inserted);
}

static void
on_buffer_delete (GtkTextBuffer *buffer,
                  GtkTextIter   *start,
                  GtkTextIter   *end,
                  SheafTypist   *self)
{
  int from = gtk_text_iter_get_offset (start);
  int to = gtk_text_iter_get_offset (end);

  if (!self->showing && from != to)
    sheaf_typing_splice (self->typing, MIN (from, to), ABS (to - from), "");
}

static void
insert_step (guint       offset,
             const char *text,
             gpointer    data)
{
  SheafTypist *self = data;
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, offset);
  gtk_text_buffer_insert (self->buffer, &at, text, -1);
}

static void
remove_step (guint    offset,
             guint    n_chars,
             gpointer data)
{
  SheafTypist *self = data;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, offset + n_chars);
  gtk_text_buffer_delete (self->buffer, &start, &end);
}

static char *
get_shown (SheafTypist *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/* Undo in the widget goes back over what its typist did alone: its steps would not fit a text that
 * a colleague has changed in between, and must not take the colleague's words back. */
static void
show (SheafTypist *self,
      const char  *text)
{
  static const SheafTypistSteps steps = { insert_step, remove_step };
  g_autofree char *shown = get_shown (self);

  if (g_strcmp0 (shown, text) == 0)
    return;

  self->showing = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  sheaf_typist_change (shown, text, &steps, self);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->showing = FALSE;
}

static void
on_rebased (SheafTyping *typing,
            const char  *text,
            SheafTypist *self)
{
  show (self, text != NULL ? text : "");
}

static void
on_focus_left (GtkEventControllerFocus *controller,
               SheafTypist             *self)
{
  sheaf_typist_commit (self);
}

static void
sheaf_typist_dispose (GObject *object)
{
  SheafTypist *self = SHEAF_TYPIST (object);

  if (self->typing != NULL)
    sheaf_typist_commit (self);

  if (self->view != NULL && self->focus != NULL)
    gtk_widget_remove_controller (self->view, self->focus);
  self->focus = NULL;
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->buffer);
  g_clear_object (&self->typing);

  G_OBJECT_CLASS (sheaf_typist_parent_class)->dispose (object);
}

static void
sheaf_typist_class_init (SheafTypistClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_typist_dispose;
}

static void
sheaf_typist_init (SheafTypist *self)
{
}

SheafTypist *
sheaf_typist_new_for_view (SheafTyping *typing,
                           GtkTextView *view)
{
  SheafTypist *self;

  g_return_val_if_fail (SHEAF_IS_TYPING (typing), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (SHEAF_TYPE_TYPIST, NULL);
  self->typing = g_object_ref (typing);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  g_set_weak_pointer (&self->view, GTK_WIDGET (view));
  show (self, sheaf_typing_get_text (typing));

  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (self->focus, "leave", G_CALLBACK (on_focus_left), self, 0);
  gtk_widget_add_controller (self->view, self->focus);

  g_signal_connect_object (typing, "rebased", G_CALLBACK (on_rebased), self, 0);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_buffer_insert), self, 0);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (on_buffer_delete), self, 0);

  return self;
}

SheafTyping *
sheaf_typist_get_typing (SheafTypist *self)
{
  g_return_val_if_fail (SHEAF_IS_TYPIST (self), NULL);

  return self->typing;
}

void
sheaf_typist_commit (SheafTypist *self)
{
  g_return_if_fail (SHEAF_IS_TYPIST (self));

  sheaf_typing_commit_async (self->typing, NULL, NULL, NULL);
}

void
sheaf_typist_change (const char             *before,
                     const char             *after,
                     const SheafTypistSteps *steps,
                     gpointer                data)
{
  g_autoptr (GPtrArray) parts = sheaf_diff_words (before, after);
  guint offset = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const SheafDiffPart *part = g_ptr_array_index (parts, i);
      guint n_chars = g_utf8_strlen (part->text, -1);

      if (part->kind == SHEAF_DIFF_REMOVED)
        {
          steps->remove (offset, n_chars, data);
          continue;
        }

      if (part->kind == SHEAF_DIFF_ADDED)
        steps->insert (offset, part->text, data);
      offset += n_chars;
    }
}
