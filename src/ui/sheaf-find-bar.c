/* sheaf-find-bar.c: finds and replaces in a GtkSourceView
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-find-bar.h"

#include <glib/gi18n.h>

struct _SheafFindBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkSearchEntry *search_entry;
  GtkLabel *count_label;
  GtkToggleButton *replace_toggle;
  GtkEntry *replace_entry;

  GtkSourceView *view;
  GtkSourceSearchSettings *settings;
  GtkSourceSearchContext *context;
  GSimpleActionGroup *actions;
  GCancellable *searching;
};

G_DEFINE_FINAL_TYPE (SheafFindBar, sheaf_find_bar, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (SheafFindBar *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static void
set_enabled (SheafFindBar *self,
             const char   *name,
             gboolean      enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Says how many there are and which of them is selected; "" while it is not known. */
static void
update_count (SheafFindBar *self)
{
  const char *text = gtk_source_search_settings_get_search_text (self->settings);
  g_autofree char *label = NULL;
  GtkTextIter start;
  GtkTextIter end;
  int n = -1;
  int at = 0;

  if (self->context != NULL && text != NULL)
    {
      n = gtk_source_search_context_get_occurrences_count (self->context);
      gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
      at = gtk_source_search_context_get_occurrence_position (self->context, &start, &end);
    }

  if (n == 0)
    label = g_strdup (_("No matches"));
  else if (n > 0 && at > 0)
    /* Translators: which match of how many: “2 of 7” */
    label = g_strdup_printf (_("%d of %d"), at, n);
  else if (n > 0)
    label = g_strdup_printf (ngettext ("%d match", "%d matches", n), n);

  gtk_label_set_label (self->count_label, label != NULL ? label : "");
  if (n == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->search_entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->search_entry), "error");

  set_enabled (self, "next", n != 0 && text != NULL);
  set_enabled (self, "previous", n != 0 && text != NULL);
  set_enabled (self, "replace", at > 0);
  set_enabled (self, "replace-all", n > 0);
}

static void
select_match (SheafFindBar      *self,
              const GtkTextIter *start,
              const GtkTextIter *end)
{
  GtkTextBuffer *buffer = get_buffer (self);

  gtk_text_buffer_select_range (buffer, start, end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer),
                                0.15, FALSE, 0, 0);
  update_count (self);
}

static void
show_found (SheafFindBar *self,
            gboolean      found,
            GtkTextIter  *start,
            GtkTextIter  *end,
            const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (found)
    select_match (self, start, end);
  else
    update_count (self);
}

static void
on_found_forward (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GError) error = NULL;
  GtkTextIter start;
  GtkTextIter end;
  gboolean found;

  found = gtk_source_search_context_forward_finish (GTK_SOURCE_SEARCH_CONTEXT (source), result,
                                                    &start, &end, NULL, &error);
  show_found (data, found, &start, &end, error);
}

static void
on_found_backward (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GError) error = NULL;
  GtkTextIter start;
  GtkTextIter end;
  gboolean found;

  found = gtk_source_search_context_backward_finish (GTK_SOURCE_SEARCH_CONTEXT (source), result,
                                                     &start, &end, NULL, &error);
  show_found (data, found, &start, &end, error);
}

static void
restart (SheafFindBar *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
}

static void
find_next (SheafFindBar *self,
           gboolean      from_start)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->context == NULL)
    return;

  restart (self);
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  gtk_source_search_context_forward_async (self->context, from_start ? &start : &end,
                                           self->searching, on_found_forward, self);
}

static void
find_previous (SheafFindBar *self)
{
  GtkTextIter start;

  if (self->context == NULL)
    return;

  restart (self);
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, NULL);
  gtk_source_search_context_backward_async (self->context, &start, self->searching,
                                            on_found_backward, self);
}

static void
on_search_changed (GtkSearchEntry *entry,
                   SheafFindBar   *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *search = NULL;

  if (gtk_source_search_settings_get_regex_enabled (self->settings))
    search = g_strdup (text);
  else
    search = gtk_source_utils_unescape_search_text (text);

  gtk_source_search_settings_set_search_text (self->settings, *text != '\0' ? search : NULL);
  if (*text != '\0')
    find_next (self, TRUE);
  update_count (self);
}

static void
replace_one (SheafFindBar *self)
{
  const char *with = gtk_editable_get_text (GTK_EDITABLE (self->replace_entry));
  g_autoptr (GError) error = NULL;
  GtkTextIter start;
  GtkTextIter end;

  if (self->context == NULL)
    return;

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  if (!gtk_source_search_context_replace (self->context, &start, &end, with, -1, &error) &&
      error != NULL)
    gtk_label_set_label (self->count_label, error->message);

  gtk_text_buffer_select_range (get_buffer (self), &end, &end);
  find_next (self, FALSE);
}

static void
replace_all (SheafFindBar *self)
{
  const char *with = gtk_editable_get_text (GTK_EDITABLE (self->replace_entry));
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  guint n;

  if (self->context == NULL)
    return;

  n = gtk_source_search_context_replace_all (self->context, with, -1, &error);
  if (error != NULL)
    label = g_strdup (error->message);
  else
    label = g_strdup_printf (ngettext ("%u replaced", "%u replaced", n), n);
  gtk_label_set_label (self->count_label, label);
}

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SheafFindBar *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "next"))
    find_next (self, FALSE);
  else if (g_str_equal (name, "previous"))
    find_previous (self);
  else if (g_str_equal (name, "replace"))
    replace_one (self);
  else if (g_str_equal (name, "replace-all"))
    replace_all (self);
  else
    sheaf_find_bar_close (self);
}

static void
on_entry_next (GtkWidget    *entry,
               SheafFindBar *self)
{
  find_next (self, FALSE);
}

static void
on_entry_previous (GtkWidget    *entry,
                   SheafFindBar *self)
{
  find_previous (self);
}

static void
on_stop_search (GtkWidget    *entry,
                SheafFindBar *self)
{
  sheaf_find_bar_close (self);
}

static void
on_replace_activated (GtkEntry     *entry,
                      SheafFindBar *self)
{
  replace_one (self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                SheafFindBar          *self)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if (keyval == GDK_KEY_Escape)
    sheaf_find_bar_close (self);
  else if (keyval == GDK_KEY_F3 || (keyval == GDK_KEY_Return && shift))
    shift ? find_previous (self) : find_next (self, FALSE);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* What is not seen takes no room, which the window would otherwise keep for it. */
static void
on_child_revealed (GtkRevealer  *revealer,
                   GParamSpec   *pspec,
                   SheafFindBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_revealer_get_reveal_child (revealer) ||
                                             gtk_revealer_get_child_revealed (revealer));
}

static void
sheaf_find_bar_dispose (GObject *object)
{
  SheafFindBar *self = SHEAF_FIND_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_weak_pointer (&self->view);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sheaf_find_bar_parent_class)->dispose (object);
}

static void
sheaf_find_bar_class_init (SheafFindBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_find_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, replace_toggle);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, replace_entry);
}

static void
add_actions (SheafFindBar *self)
{
  static const GActionEntry entries[] = {
    { "next", on_action },
    { "previous", on_action },
    { "replace", on_action },
    { "replace-all", on_action },
    { "close", on_action },
  };
  static const char *const options[] = { "case-sensitive", "at-word-boundaries", "regex-enabled" };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (GPropertyAction) action = NULL;

      action = g_property_action_new (options[i], self->settings, options[i]);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "find", G_ACTION_GROUP (self->actions));
}

static void
sheaf_find_bar_init (SheafFindBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->settings = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (self->settings, TRUE);
  add_actions (self);

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_object (self->revealer, "notify::child-revealed",
                           G_CALLBACK (on_child_revealed), self, 0);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (on_search_changed),
                           self, 0);
  g_signal_connect_object (self->search_entry, "activate", G_CALLBACK (on_entry_next), self, 0);
  g_signal_connect_object (self->search_entry, "next-match", G_CALLBACK (on_entry_next), self, 0);
  g_signal_connect_object (self->search_entry, "previous-match", G_CALLBACK (on_entry_previous),
                           self, 0);
  g_signal_connect_object (self->search_entry, "stop-search", G_CALLBACK (on_stop_search), self,
                           0);
  g_signal_connect_object (self->replace_entry, "activate", G_CALLBACK (on_replace_activated),
                           self, 0);
  update_count (self);
}

GtkWidget *
sheaf_find_bar_new (GtkSourceView *view)
{
  SheafFindBar *self = g_object_new (SHEAF_TYPE_FIND_BAR, NULL);

  sheaf_find_bar_set_view (self, view);
  return GTK_WIDGET (self);
}

void
sheaf_find_bar_set_view (SheafFindBar  *self,
                         GtkSourceView *view)
{
  g_return_if_fail (SHEAF_IS_FIND_BAR (self));
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  self->context = gtk_source_search_context_new (GTK_SOURCE_BUFFER (get_buffer (self)),
                                                 self->settings);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count",
                           G_CALLBACK (update_count), self, G_CONNECT_SWAPPED);
}

void
sheaf_find_bar_open (SheafFindBar *self,
                     gboolean      replace)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (SHEAF_IS_FIND_BAR (self));

  if (gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end) &&
      gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    {
      g_autofree char *selected = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
      g_autofree char *escaped = gtk_source_utils_escape_search_text (selected);

      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), escaped);
    }

  gtk_toggle_button_set_active (self->replace_toggle, replace);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_source_search_context_set_highlight (self->context, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

void
sheaf_find_bar_close (SheafFindBar *self)
{
  g_return_if_fail (SHEAF_IS_FIND_BAR (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  if (self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

gboolean
sheaf_find_bar_is_open (SheafFindBar *self)
{
  g_return_val_if_fail (SHEAF_IS_FIND_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
