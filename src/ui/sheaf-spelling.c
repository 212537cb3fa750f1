/* sheaf-spelling.c: marks misspelled words in a Markdown text while it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-spelling.h"

#include "ui/sheaf-dictionary.h"
#include "ui/sheaf-spell-ranges.h"
#include "ui/sheaf-spelling-menu.h"

/* Of main-loop work in one go: a frame has 16 ms, and others need theirs. */
#define SLICE (4 * G_TIME_SPAN_MILLISECOND)

struct _SheafSpelling
{
  GObject parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  GtkTextMark *dirty_start;
  GtkTextMark *dirty_end;
  guint n_fences;    /* as they were when last checked */
  GtkTextMark *deferred_at;
  gboolean deferred; /* the word at the cursor waits for the cursor to leave */
  guint idle;

  SheafSpellWords *words;
  GHashTable *ignored;
  SheafDictionary *dictionary;
  PangoLanguage *language;
  GCancellable *opening;

  SheafSpellingMenu *menu;
};

G_DEFINE_FINAL_TYPE (SheafSpelling, sheaf_spelling, G_TYPE_OBJECT)

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_PENDING,
} SheafSpellingProperty;

static GParamSpec *properties[PROP_PENDING + 1];

static void
end_of_line (GtkTextIter *iter)
{
  if (!gtk_text_iter_ends_line (iter))
    gtk_text_iter_forward_to_line_end (iter);
}

static char *
get_line (GtkTextBuffer     *buffer,
          const GtkTextIter *start)
{
  GtkTextIter end = *start;

  end_of_line (&end);
  return gtk_text_buffer_get_text (buffer, start, &end, TRUE);
}

/* Counts the fences in front of @until, or all if it is NULL. Only lines that can be one are read
 * whole, so that a long text costs microseconds. */
static guint
count_fences (GtkTextBuffer     *buffer,
              const GtkTextIter *until)
{
  GtkTextIter line;
  guint n = 0;

  gtk_text_buffer_get_start_iter (buffer, &line);
  do
    {
      gunichar first = gtk_text_iter_get_char (&line);

      if (until != NULL && gtk_text_iter_compare (&line, until) >= 0)
        break;
      if (first == '`' || first == '~' || first == ' ')
        {
          g_autofree char *text = get_line (buffer, &line);

          n += sheaf_spell_is_fence (text) ? 1 : 0;
        }
    }
  while (gtk_text_iter_forward_line (&line));

  return n;
}

/* The word under the cursor while it is being typed is half a word, which is no mistake. */
static gboolean
is_being_typed (SheafSpelling     *self,
                const GtkTextIter *start,
                const GtkTextIter *end)
{
  GtkTextIter cursor;

  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_compare (start, &cursor) < 0 && gtk_text_iter_equal (end, &cursor);
}

static gboolean
check_line (SheafSpelling     *self,
            const GtkTextIter *start,
            gboolean           in_code)
{
  g_autofree char *text = get_line (self->buffer, start);
  g_autoptr (GArray) ranges = NULL;
  GtkTextIter end = *start;

  end_of_line (&end);
  gtk_text_buffer_remove_tag (self->buffer, self->tag, start, &end);
  if (in_code || sheaf_spell_is_fence (text))
    return TRUE;

  ranges = sheaf_spell_ranges (text, self->language);
  for (guint i = 0; i < ranges->len; i++)
    {
      const SheafSpellRange *range = &g_array_index (ranges, SheafSpellRange, i);
      g_autofree char *word = g_utf8_substring (text, range->start, range->end);
      GtkTextIter word_start = *start;
      GtkTextIter word_end = *start;
      SheafSpellingAnswer answer;

      if (g_hash_table_contains (self->ignored, word) ||
          sheaf_spell_words_contains (self->words, word))
        continue;

      answer = sheaf_dictionary_check (self->dictionary, word);
      if (answer == SHEAF_SPELLING_BUSY)
        return FALSE;
      if (answer == SHEAF_SPELLING_RIGHT)
        continue;

      gtk_text_iter_set_line_offset (&word_start, range->start);
      gtk_text_iter_set_line_offset (&word_end, range->end);
      if (is_being_typed (self, &word_start, &word_end))
        {
          self->deferred = TRUE;
          gtk_text_buffer_move_mark (self->buffer, self->deferred_at, &word_start);
        }
      else
        gtk_text_buffer_apply_tag (self->buffer, self->tag, &word_start, &word_end);
    }

  return TRUE;
}

static gboolean
check_slice (gpointer data)
{
  SheafSpelling *self = data;
  gint64 until = g_get_monotonic_time () + SLICE;
  GtkTextIter line;
  GtkTextIter end;
  guint n_fences = count_fences (self->buffer, NULL);
  gboolean in_code;
  gboolean done = FALSE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &line, self->dirty_start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->dirty_end);
  gtk_text_iter_set_line_offset (&line, 0);

  /* A fence more or less turns all that follows from code into prose or back. */
  if (n_fences != self->n_fences)
    {
      self->n_fences = n_fences;
      gtk_text_buffer_get_end_iter (self->buffer, &end);
      gtk_text_buffer_move_mark (self->buffer, self->dirty_end, &end);
    }

  in_code = count_fences (self->buffer, &line) % 2 == 1;
  while (!done && g_get_monotonic_time () < until)
    {
      g_autofree char *text = get_line (self->buffer, &line);

      if (!check_line (self, &line, in_code))
        break;
      in_code ^= sheaf_spell_is_fence (text);
      done = !gtk_text_iter_forward_line (&line) || gtk_text_iter_compare (&line, &end) > 0;
    }

  gtk_text_buffer_move_mark (self->buffer, self->dirty_start, done ? &end : &line);
  if (!done)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
  return G_SOURCE_REMOVE;
}

static void
mark_dirty (SheafSpelling     *self,
            const GtkTextIter *from,
            const GtkTextIter *to)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->dictionary == NULL)
    return;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->dirty_start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->dirty_end);

  if (self->idle == 0 || gtk_text_iter_compare (from, &start) < 0)
    gtk_text_buffer_move_mark (self->buffer, self->dirty_start, from);
  if (self->idle == 0 || gtk_text_iter_compare (to, &end) > 0)
    gtk_text_buffer_move_mark (self->buffer, self->dirty_end, to);

  if (self->idle == 0)
    {
      self->idle = g_idle_add_full (G_PRIORITY_LOW, check_slice, self, NULL);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
}

static void
mark_all_dirty (SheafSpelling *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  mark_dirty (self, &start, &end);
}

static void
on_inserted (GtkTextBuffer *buffer,
             GtkTextIter   *location,
             const char    *text,
             int            length,
             SheafSpelling *self)
{
  GtkTextIter start = *location;

  gtk_text_iter_backward_chars (&start, g_utf8_strlen (text, length));
  gtk_text_buffer_remove_tag (buffer, self->tag, &start, location);
  mark_dirty (self, &start, location);
}

static void
on_deleted (GtkTextBuffer *buffer,
            GtkTextIter   *start,
            GtkTextIter   *end,
            SheafSpelling *self)
{
  mark_dirty (self, start, end);
}

static void
on_cursor_moved (GtkTextBuffer *buffer,
                 GParamSpec    *pspec,
                 SheafSpelling *self)
{
  GtkTextIter at;

  if (!self->deferred)
    return;

  self->deferred = FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &at, self->deferred_at);
  mark_dirty (self, &at, &at);
}

static void
on_words_changed (SheafSpellWords *words,
                  SheafSpelling   *self)
{
  mark_all_dirty (self);
}

static void
sheaf_spelling_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SheafSpelling *self = SHEAF_SPELLING (object);

  switch ((SheafSpellingProperty) property)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->dictionary != NULL);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->idle != 0 || self->opening != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sheaf_spelling_dispose (GObject *object)
{
  SheafSpelling *self = SHEAF_SPELLING (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->buffer);
  g_clear_object (&self->words);
  g_clear_object (&self->dictionary);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->ignored, g_hash_table_unref);

  G_OBJECT_CLASS (sheaf_spelling_parent_class)->dispose (object);
}

static void
sheaf_spelling_class_init (SheafSpellingClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = sheaf_spelling_get_property;
  object_class->dispose = sheaf_spelling_dispose;

  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_spelling_init (SheafSpelling *self)
{
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SheafSpelling *
sheaf_spelling_new (GtkTextView     *view,
                    SheafSpellWords *words)
{
  SheafSpelling *self;
  GtkTextIter start;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);
  g_return_val_if_fail (SHEAF_IS_SPELL_WORDS (words), NULL);

  self = g_object_new (SHEAF_TYPE_SPELLING, NULL);
  g_set_weak_pointer (&self->view, view);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->words = g_object_ref (words);

  self->tag = gtk_text_buffer_create_tag (self->buffer, NULL,
                                          "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  self->dirty_start = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  self->dirty_end = gtk_text_buffer_create_mark (self->buffer, NULL, &start, FALSE);
  self->deferred_at = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);

  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_inserted), self,
                           G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (on_deleted), self,
                           G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (on_cursor_moved),
                           self, 0);
  g_signal_connect_object (words, "changed", G_CALLBACK (on_words_changed), self, 0);

  self->menu = sheaf_spelling_menu_new (self, view, words);

  return self;
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  SheafSpelling *self = data;
  g_autoptr (SheafDictionary) dictionary = NULL;
  g_autoptr (GError) error = NULL;

  dictionary = sheaf_dictionary_open_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->opening);
  if (dictionary == NULL)
    g_debug ("Spelling is not checked: %s", error->message);

  g_set_object (&self->dictionary, dictionary);
  mark_all_dirty (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

void
sheaf_spelling_set_language (SheafSpelling *self,
                             const char    *language)
{
  PangoLanguage *wanted;
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (SHEAF_IS_SPELLING (self));

  wanted = language != NULL && *language != '\0' ? pango_language_from_string (language) : NULL;
  if (wanted == self->language)
    return;

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->dictionary);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->tag, &start, &end);

  self->language = wanted;
  if (wanted != NULL)
    {
      self->opening = g_cancellable_new ();
      sheaf_dictionary_open_async (pango_language_to_string (wanted), self->opening, on_opened,
                                   self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

gboolean
sheaf_spelling_get_available (SheafSpelling *self)
{
  g_return_val_if_fail (SHEAF_IS_SPELLING (self), FALSE);

  return self->dictionary != NULL;
}

SheafDictionary *
sheaf_spelling_get_dictionary (SheafSpelling *self)
{
  g_return_val_if_fail (SHEAF_IS_SPELLING (self), NULL);

  return self->dictionary;
}

void
sheaf_spelling_ignore (SheafSpelling *self,
                       const char    *word)
{
  g_return_if_fail (SHEAF_IS_SPELLING (self));

  g_hash_table_add (self->ignored, g_strdup (word));
  mark_all_dirty (self);
}

gboolean
sheaf_spelling_get_marked (SheafSpelling     *self,
                           const GtkTextIter *iter,
                           GtkTextIter       *start,
                           GtkTextIter       *end)
{
  GtkTextIter from = *iter;
  GtkTextIter to = *iter;

  g_return_val_if_fail (SHEAF_IS_SPELLING (self), FALSE);

  if (!gtk_text_iter_has_tag (iter, self->tag) && !gtk_text_iter_ends_tag (iter, self->tag))
    return FALSE;

  if (!gtk_text_iter_starts_tag (&from, self->tag))
    gtk_text_iter_backward_to_tag_toggle (&from, self->tag);
  if (!gtk_text_iter_ends_tag (&to, self->tag))
    gtk_text_iter_forward_to_tag_toggle (&to, self->tag);

  if (start != NULL)
    *start = from;
  if (end != NULL)
    *end = to;
  return TRUE;
}
