/* sheaf-spelling-menu.c: what can be done about a misspelled word, in the context menu of its text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-spelling-menu.h"

#include <glib/gi18n.h>

#define MOST_SUGGESTIONS 6

struct _SheafSpellingMenu
{
  GObject parent_instance;

  SheafSpelling *spelling; /* owns this */
  GtkTextView *view;       /* held weakly */
  GtkTextBuffer *buffer;
  SheafSpellWords *words;
  GMenu *menu;
  GMenu *suggestions;
  GSimpleActionGroup *actions;
  GtkTextMark *at; /* the word that the menu is for */
  char *asked;
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (SheafSpellingMenu, sheaf_spelling_menu, G_TYPE_OBJECT)

static void
show_suggestions (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  SheafSpellingMenu *self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = NULL;

  found = sheaf_dictionary_suggest_finish (SHEAF_DICTIONARY (source), result, &error);
  if (found == NULL)
    return;

  g_menu_remove_all (self->suggestions);
  for (guint i = 0; found[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (found[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.correct", "s", found[i]);
      g_menu_append_item (self->suggestions, item);
    }
  if (found[0] == NULL)
    g_menu_append (self->suggestions, _("No Suggestions"), "spelling.none");
}

/* Makes the menu for the word at @iter; an empty menu adds nothing to the view's own. */
static void
update_menu (SheafSpellingMenu *self,
             const GtkTextIter *iter)
{
  g_autoptr (GMenu) keep = NULL;
  SheafDictionary *dictionary;
  GtkTextIter start;
  GtkTextIter end;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->asked, g_free);
  g_menu_remove_all (self->menu);
  g_menu_remove_all (self->suggestions);

  dictionary = sheaf_spelling_get_dictionary (self->spelling);
  if (dictionary == NULL || !sheaf_spelling_get_marked (self->spelling, iter, &start, &end))
    return;

  self->asked = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  self->asking = g_cancellable_new ();
  gtk_text_buffer_move_mark (self->buffer, self->at, &start);
  sheaf_dictionary_suggest_async (dictionary, self->asked, MOST_SUGGESTIONS, self->asking,
                                  show_suggestions, self);

  keep = g_menu_new ();
  g_menu_append (keep, _("Add to the Desk’s Words"), "spelling.add");
  g_menu_append (keep, _("Ignore"), "spelling.ignore");
  g_menu_append (self->suggestions, _("Looking for Suggestions…"), "spelling.none");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (self->suggestions));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (keep));
}

static void
on_pressed (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            SheafSpellingMenu *self)
{
  GtkTextIter iter;
  int buffer_x;
  int buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x,
                                         &buffer_y);
  gtk_text_view_get_iter_at_location (self->view, &iter, buffer_x, buffer_y);
  update_menu (self, &iter);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                SheafSpellingMenu     *self)
{
  GtkTextIter cursor;

  if (keyval != GDK_KEY_Menu && !(keyval == GDK_KEY_F10 && (modifiers & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_PROPAGATE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  update_menu (self, &cursor);
  return GDK_EVENT_PROPAGATE;
}

static void
correct (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  SheafSpellingMenu *self = data;
  GtkTextIter iter;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, self->at);
  if (!sheaf_spelling_get_marked (self->spelling, &iter, &start, &end))
    return;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
add_word (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  SheafSpellingMenu *self = data;

  if (self->asked != NULL)
    sheaf_spell_words_add (self->words, self->asked);
}

static void
ignore_word (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  SheafSpellingMenu *self = data;

  if (self->asked != NULL)
    sheaf_spelling_ignore (self->spelling, self->asked);
}

static void
sheaf_spelling_menu_dispose (GObject *object)
{
  SheafSpellingMenu *self = SHEAF_SPELLING_MENU (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->view != NULL)
    {
      gtk_text_view_set_extra_menu (self->view, NULL);
      gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", NULL);
    }
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->buffer);
  g_clear_object (&self->words);
  g_clear_object (&self->menu);
  g_clear_object (&self->suggestions);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (sheaf_spelling_menu_parent_class)->dispose (object);
}

static void
sheaf_spelling_menu_class_init (SheafSpellingMenuClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_spelling_menu_dispose;
}

static void
sheaf_spelling_menu_init (SheafSpellingMenu *self)
{
  static const GActionEntry entries[] = {
    { "correct", correct, "s" },
    { "add", add_word },
    { "ignore", ignore_word },
  };

  self->menu = g_menu_new ();
  self->suggestions = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
add_controllers (SheafSpellingMenu *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

SheafSpellingMenu *
sheaf_spelling_menu_new (SheafSpelling   *spelling,
                         GtkTextView     *view,
                         SheafSpellWords *words)
{
  SheafSpellingMenu *self = g_object_new (SHEAF_TYPE_SPELLING_MENU, NULL);
  GtkTextIter start;

  self->spelling = spelling;
  g_set_weak_pointer (&self->view, view);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->words = g_object_ref (words);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  self->at = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);

  add_controllers (self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->actions));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (self->menu));

  return self;
}
