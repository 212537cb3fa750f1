/* sheaf-window-articles.c: what can be done to articles in the window, and with sets of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-window-private.h"

#include "ui/sheaf-article-view.h"
#include "ui/sheaf-set-chooser.h"
#include "ui/sheaf-tag-entry.h"

/* --- what is done to articles -------------------------------------------------------------- */

/* What is selected in the list, else what is read. */
static SheafTargets *
get_targets (SheafWindow *self)
{
  SheafTargets *targets =
    sheaf_article_view_get_targets (SHEAF_ARTICLE_VIEW (self->articles));
  const char *article = NULL;

  if (targets != NULL)
    return targets;

  if (self->reader != NULL && adw_bin_get_child (ADW_BIN (self->content)) == self->reader)
    article = sheaf_reader_get_article (SHEAF_READER (self->reader));

  return article != NULL ? sheaf_targets_new_for_id (article) : NULL;
}

void
sheaf_window_update_actions (SheafWindow *self)
{
  g_autoptr (SheafTargets) targets = get_targets (self);
  const char *names[] = {
    "win.keep", "win.dismiss", "win.to-inbox", "win.tag", "win.add-to-working-set",
    "win.choose-set", "win.add-to-pinned",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], targets != NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo",
                                 sheaf_desk_get_can_undo (self->desk));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo",
                                 sheaf_desk_get_can_redo (self->desk));
}

static void
triage (SheafWindow *self,
        const char  *state,
        const char  *reason)
{
  g_autoptr (SheafTargets) targets = get_targets (self);

  if (targets == NULL)
    return;

  sheaf_acts_triage (self->acts, targets, state, reason);

  /* One after another: the next is what one wants to decide about now. */
  if (sheaf_article_view_get_n_selected (SHEAF_ARTICLE_VIEW (self->articles)) == 1)
    sheaf_article_view_move (SHEAF_ARTICLE_VIEW (self->articles), 1);
}

static void
keep_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  triage (SHEAF_WINDOW (widget), "kept", NULL);
}

static void
dismiss_activated (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  const char *reason = g_variant_get_string (parameter, NULL);

  triage (SHEAF_WINDOW (widget), "dismissed", *reason != '\0' ? reason : NULL);
}

static void
to_inbox_activated (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  triage (SHEAF_WINDOW (widget), "inbox", NULL);
}

static void
move_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  sheaf_article_view_move (SHEAF_ARTICLE_VIEW (self->articles),
                           g_str_equal (name, "win.next") ? 1 : -1);
}

/* The rows of the list are used anew while one scrolls: it knows itself where one was. */
static void
restore_focus (SheafWindow *self)
{
  GtkWidget *focus = self->focus;

  g_clear_weak_pointer (&self->focus);

  if (focus == NULL || gtk_widget_is_ancestor (focus, self->articles))
    gtk_widget_grab_focus (self->articles);
  else if (gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

static gboolean
unparent_popover_cb (gpointer user_data)
{
  SheafWindow *self = SHEAF_WINDOW (user_data);

  if (self->popover != NULL && !gtk_widget_get_visible (self->popover))
    {
      g_clear_pointer (&self->popover, gtk_widget_unparent);
      restore_focus (self);
    }

  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (SheafWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_popover_cb, g_object_ref (self),
                   g_object_unref);
}

/* Opens @popover where one looks: at the reader's button if an article is read, else at the list. */
static void
open_popover (SheafWindow *self,
              GtkWidget   *popover)
{
  GtkWidget *anchor = sheaf_reader_get_set_button (sheaf_window_ensure_reader (self));

  if (!gtk_widget_get_mapped (anchor))
    anchor = gtk_widget_get_mapped (self->articles) ? self->articles : self->content;

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = popover;
  g_set_weak_pointer (&self->focus, gtk_root_get_focus (GTK_ROOT (self)));
  gtk_widget_set_parent (popover, anchor);

  if (anchor == self->articles || anchor == self->content)
    {
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
      gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                   &(GdkRectangle) { gtk_widget_get_width (anchor) / 2, 60, 1, 1 });
    }

  g_signal_connect_swapped (popover, "closed", G_CALLBACK (popover_closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
tag_entered_cb (SheafWindow *self,
                const char  *name)
{
  g_autoptr (SheafTargets) targets = get_targets (self);

  if (targets != NULL)
    sheaf_acts_tag (self->acts, targets, name, TRUE);

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
open_tag_popover (SheafWindow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *entry = sheaf_tag_entry_new (self->desk);

  gtk_widget_set_size_request (entry, 220, -1);
  g_signal_connect_object (entry, "entered", G_CALLBACK (tag_entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "left", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  open_popover (self, popover);
  gtk_widget_grab_focus (entry);
}

static void
tag_activated (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  guint n = sheaf_article_view_get_n_selected (SHEAF_ARTICLE_VIEW (self->articles));

  if (n <= 1 && self->reader != NULL && gtk_widget_get_mapped (self->reader) &&
      sheaf_reader_get_article (SHEAF_READER (self->reader)) != NULL)
    sheaf_reader_begin_tagging (SHEAF_READER (self->reader));
  else
    open_tag_popover (self);
}

static void
reader_tagged_cb (SheafWindow *self,
                  const char  *name,
                  gboolean     add)
{
  const char *article = sheaf_reader_get_article (SHEAF_READER (self->reader));
  g_autoptr (SheafTargets) targets = NULL;

  if (article == NULL)
    return;

  targets = sheaf_targets_new_for_id (article);
  sheaf_acts_tag (self->acts, targets, name, add);
}

static void
open_original_activated (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  const char *address = sheaf_reader_get_address (sheaf_window_ensure_reader (self));

  if (address != NULL)
    gtk_show_uri (GTK_WINDOW (self), address, GDK_CURRENT_TIME);
}

/* --- sets ---------------------------------------------------------------------------------- */

static void
add_to_set (SheafWindow *self,
            const char  *set)
{
  g_autoptr (SheafTargets) targets = get_targets (self);

  if (targets != NULL)
    sheaf_acts_add_to_set (self->acts, targets, set);
}

static void
set_named_cb (SheafWindow *self,
              const char  *title)
{
  g_autoptr (SheafTargets) targets = get_targets (self);
  g_autofree char *id = sheaf_acts_create_set (self->acts, title, targets);

  g_settings_set_string (self->settings, "working-set", id);
}

static void
choose_set_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  GtkWidget *chooser = sheaf_set_chooser_new (self->desk);
  g_autofree char *working = g_settings_get_string (self->settings, "working-set");

  sheaf_set_chooser_set_working (SHEAF_SET_CHOOSER (chooser), working);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (add_to_set), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "named", G_CALLBACK (set_named_cb), self, G_CONNECT_SWAPPED);
  open_popover (self, chooser);
}

static gboolean
set_exists (SheafWindow *self,
            const char  *set)
{
  SheafItem *item = *set != '\0' ? sheaf_desk_get_item (self->desk, SHEAF_KIND_SET, set) : NULL;

  return item != NULL && !sheaf_entity_is_deleted (sheaf_item_get_entity (item));
}

static void
add_to_working_set_activated (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  g_autofree char *working = g_settings_get_string (self->settings, "working-set");

  if (set_exists (self, working))
    add_to_set (self, working);
  else
    choose_set_activated (widget, name, NULL);
}

static void
add_to_pinned_activated (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  g_auto (GStrv) pinned = g_settings_get_strv (self->settings, "pinned-sets");
  guint i = (guint) g_variant_get_int32 (parameter);

  if (i >= 1 && i <= g_strv_length (pinned) && set_exists (self, pinned[i - 1]))
    add_to_set (self, pinned[i - 1]);
}

static void
set_working_set_activated (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  g_settings_set_value (SHEAF_WINDOW (widget)->settings, "working-set", parameter);
}

static void
toggle_pinned_activated (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  g_auto (GStrv) pinned = g_settings_get_strv (self->settings, "pinned-sets");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;
  const char *set = g_variant_get_string (parameter, NULL);
  gboolean was = g_strv_contains ((const char *const *) pinned, set);

  for (guint i = 0; pinned[i] != NULL; i++)
    {
      if (!g_str_equal (pinned[i], set) && set_exists (self, pinned[i]))
        g_strv_builder_add (builder, pinned[i]);
    }

  if (!was)
    g_strv_builder_add (builder, set);

  changed = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "pinned-sets", (const char *const *) changed);
}

/* A set that was made to put articles into is not gone to: one goes on where one is. */
static void
created_cb (SheafWindow *self,
            const char  *kind,
            const char  *id,
            gboolean     filled)
{
  if (filled)
    return;

  sheaf_window_show (self, kind, id);
  gtk_widget_grab_focus (adw_bin_get_child (ADW_BIN (self->content)));
}

static void
new_set_activated (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  g_autofree char *id = sheaf_acts_create_set (self->acts, "", NULL);

  g_settings_set_string (self->settings, "working-set", id);
}

static void
new_editorial_activated (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  sheaf_acts_create_editorial (SHEAF_WINDOW (widget)->acts,
                               g_variant_get_string (parameter, NULL));
}

static void
write_editorial_activated (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  gboolean in_set = self->kind != NULL && g_str_equal (self->kind, "set");

  sheaf_acts_create_editorial (self->acts, in_set ? self->id : "");
}

static void
new_bundle_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  sheaf_acts_create_bundle (SHEAF_WINDOW (widget)->acts, g_variant_get_string (parameter, NULL));
}

static void
delete_activated (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SheafKind kind;
  const char *kind_name, *id;

  g_variant_get (parameter, "(&s&s)", &kind_name, &id);

  if (sheaf_kind_from_string (kind_name, &kind))
    sheaf_acts_delete (SHEAF_WINDOW (widget)->acts, kind, id);
}

/* --- the class ----------------------------------------------------------------------------- */

void
sheaf_window_connect_acts (SheafWindow *self)
{
  g_signal_connect_object (self->acts, "done", G_CALLBACK (sheaf_window_say_with_undo), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->acts, "told", G_CALLBACK (sheaf_window_say), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->acts, "created", G_CALLBACK (created_cb), self,
                           G_CONNECT_SWAPPED);
}

void
sheaf_window_connect_reader (SheafWindow *self)
{
  g_signal_connect_object (self->reader, "tagged", G_CALLBACK (reader_tagged_cb), self,
                           G_CONNECT_SWAPPED);
}

void
sheaf_window_class_add_article_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } entries[] = {
    { "win.next", NULL, move_activated },
    { "win.previous", NULL, move_activated },
    { "win.keep", NULL, keep_activated },
    { "win.dismiss", "s", dismiss_activated },
    { "win.to-inbox", NULL, to_inbox_activated },
    { "win.tag", NULL, tag_activated },
    { "win.open-original", NULL, open_original_activated },
    { "win.add-to-working-set", NULL, add_to_working_set_activated },
    { "win.choose-set", NULL, choose_set_activated },
    { "win.add-to-pinned", "i", add_to_pinned_activated },
    { "win.set-working-set", "s", set_working_set_activated },
    { "win.toggle-pinned", "s", toggle_pinned_activated },
    { "win.new-set", NULL, new_set_activated },
    { "win.new-editorial", "s", new_editorial_activated },
    { "win.write-editorial", NULL, write_editorial_activated },
    { "win.new-bundle", "s", new_bundle_activated },
    { "win.delete", "(ss)", delete_activated },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_class_install_action (widget_class, entries[i].name, entries[i].parameter,
                                     entries[i].activate);
}
