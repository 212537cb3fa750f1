/* sheaf-window.c: the window: three panes, where they lead, and what can be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-window-private.h"

#include <glib/gi18n.h>

#include "ui/sheaf-actions.h"
#include "ui/sheaf-article-view.h"
#include "ui/sheaf-content.h"
#include "ui/sheaf-fold.h"
#include "ui/sheaf-item-view.h"
#include "ui/sheaf-sidebar.h"
#include "ui/sheaf-tag-words.h"

/* How far win.back goes back. */
#define HISTORY 50

G_DEFINE_FINAL_TYPE (SheafWindow, sheaf_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- where the window is ------------------------------------------------------------------- */

static void
set_content (SheafWindow *self,
             GtkWidget   *child)
{
  GtkWidget *old = adw_bin_get_child (ADW_BIN (self->content));
  gboolean focused = gtk_widget_get_focus_child (self->content) != NULL;

  if (old == child)
    return;

  sheaf_window_remove_header_button (&self->back_button);
  sheaf_window_remove_header_button (&self->beside_button);

  adw_bin_set_child (ADW_BIN (self->content), child);
  self->beside_button = sheaf_window_add_header_button (child, "view-dual-symbolic",
                                                        "win.toggle-list");
  self->back_button = sheaf_window_add_header_button (child, "go-previous-symbolic", "win.back");
  sheaf_window_update_headers (self);

  /* Else GTK looks for another place for the focus, and opens an article in the list. */
  if (focused && !gtk_widget_grab_focus (child))
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

SheafReader *
sheaf_window_ensure_reader (SheafWindow *self)
{
  if (self->reader == NULL)
    {
      self->reader = g_object_ref_sink (sheaf_reader_new (self->desk));
      g_settings_bind (self->settings, "text-scale", self->reader, "text-scale",
                       G_SETTINGS_BIND_GET);
      sheaf_window_connect_reader (self);
    }

  return SHEAF_READER (self->reader);
}

static void
remember (SheafWindow *self,
          const char  *kind,
          const char  *id)
{
  if (self->kind != NULL && (!g_str_equal (self->kind, kind) || !g_str_equal (self->id, id)))
    {
      /* Articles that were only passed by with j and k are not where one wants to get back to. */
      if (!(g_str_equal (self->kind, "article") && g_str_equal (kind, "article")))
        g_queue_push_head (&self->history,
                           g_variant_ref_sink (g_variant_new ("(ss)", self->kind, self->id)));
      if (g_queue_get_length (&self->history) > HISTORY)
        g_variant_unref (g_queue_pop_tail (&self->history));
    }

  g_free (self->kind);
  self->kind = g_strdup (kind);
  g_free (self->id);
  self->id = g_strdup (id);
}

/* What is not needed for the first frame would have it wait. */
static gboolean
complete_cb (gpointer user_data)
{
  SheafWindow *self = SHEAF_WINDOW (user_data);

  self->complete_source = 0;

  if (adw_bin_get_child (ADW_BIN (self->content)) == NULL)
    {
      remember (self, "article", "");
      set_content (self, GTK_WIDGET (sheaf_window_ensure_reader (self)));
    }

  return G_SOURCE_REMOVE;
}

static gboolean
first_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  if (self->complete_source == 0)
    self->complete_source = g_idle_add (complete_cb, self);

  return G_SOURCE_REMOVE;
}

static void
show_content (SheafWindow *self,
              const char  *kind,
              const char  *id)
{
  remember (self, kind, id);

  if (g_str_equal (kind, "article"))
    {
      SheafReader *reader = sheaf_window_ensure_reader (self);

      sheaf_reader_show (reader, *id != '\0' ? id : NULL);
      set_content (self, GTK_WIDGET (reader));
      sheaf_fold_set_list_visible (SHEAF_FOLD (self->fold), TRUE);
    }
  else
    {
      set_content (self, sheaf_content_new (self->desk, self->acts, kind, id));
      sheaf_fold_set_pane (SHEAF_FOLD (self->fold), SHEAF_FOLD_PANE_CONTENT);
      sheaf_fold_set_list_visible (SHEAF_FOLD (self->fold),
                                   !sheaf_window_is_wide (kind) || self->list_beside);

      /* The list had the focus, and is gone. */
      if (sheaf_window_is_wide (kind))
        gtk_widget_grab_focus (adw_bin_get_child (ADW_BIN (self->content)));
    }

  sheaf_window_update_headers (self);
}

static void
show_list (SheafWindow *self,
           SheafScope   scope,
           const char  *kind,
           const char  *id)
{
  g_autofree char *title = NULL;
  g_autofree char *place = g_strdup_printf ("%s/%s", kind, id);

  if (g_str_equal (kind, "tag"))
    {
      SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_TAG, id);

      title = sheaf_tag_get_words (item != NULL ? sheaf_item_get_title (item) : "");
    }
  else if (g_str_equal (kind, "story"))
    {
      SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_STORY, id);

      title = g_strdup (item != NULL ? sheaf_item_get_title (item) : _("Story"));
    }
  else
    {
      title = sheaf_sidebar_get_title (SHEAF_SIDEBAR (self->sidebar), kind, id);
    }

  sheaf_article_view_show (SHEAF_ARTICLE_VIEW (self->articles), scope,
                           *id != '\0' ? id : NULL, title);
  gtk_stack_set_visible_child (GTK_STACK (self->lists), self->articles);
  sheaf_fold_set_pane (SHEAF_FOLD (self->fold), SHEAF_FOLD_PANE_LIST);
  g_settings_set_string (self->settings, "last-place", place);
}

static void
show_items (SheafWindow *self,
            SheafKind    kind,
            const char  *status,
            const char  *title)
{
  sheaf_item_view_show (SHEAF_ITEM_VIEW (self->items), kind, status, title);
  gtk_stack_set_visible_child (GTK_STACK (self->lists), self->items);
  sheaf_fold_set_pane (SHEAF_FOLD (self->fold), SHEAF_FOLD_PANE_LIST);
}

static const struct
{
  const char *kind;
  SheafScope scope;
} scopes[] = {
  { "inbox", SHEAF_SCOPE_INBOX },   { "kept", SHEAF_SCOPE_KEPT },
  { "dismissed", SHEAF_SCOPE_DISMISSED }, { "all", SHEAF_SCOPE_ALL },
  { "source", SHEAF_SCOPE_SOURCE }, { "tag", SHEAF_SCOPE_TAG },
  { "story", SHEAF_SCOPE_STORY },
};

void
sheaf_window_show (SheafWindow *self,
                   const char  *kind,
                   const char  *id)
{
  g_autofree char *title = sheaf_sidebar_get_title (SHEAF_SIDEBAR (self->sidebar), kind, id);

  if (!g_str_equal (kind, "article"))
    sheaf_sidebar_select (SHEAF_SIDEBAR (self->sidebar), kind, id);
  g_object_set (self->fold, "sidebar-over", FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if (g_str_equal (scopes[i].kind, kind))
        {
          show_list (self, scopes[i].scope, kind, id);
          return;
        }
    }

  if (g_str_equal (kind, "editorials"))
    show_items (self, SHEAF_KIND_EDITORIAL, "", title);
  else if (g_str_equal (kind, "bundles"))
    show_items (self, SHEAF_KIND_BUNDLE, id, title);
  else if (g_str_equal (kind, "stories"))
    show_items (self, SHEAF_KIND_STORY, "", title);
  else
    show_content (self, kind, id);
}

static void
chosen_cb (SheafWindow *self,
           const char  *kind,
           const char  *id)
{
  sheaf_window_show (self, kind, id);
}

static void
dropped_cb (SheafWindow  *self,
            const char   *set,
            SheafTargets *targets)
{
  sheaf_acts_add_to_set (self->acts, targets, set);
}

static void
opened_cb (SheafWindow *self,
           const char  *article)
{
  show_content (self, "article", article);
}

/* Where there is one pane at a time, a click leads on, and j and k do not. */
static void
clicked_cb (SheafWindow *self)
{
  if (sheaf_fold_get_mode (SHEAF_FOLD (self->fold)) == SHEAF_FOLD_MODE_NARROW)
    sheaf_fold_set_pane (SHEAF_FOLD (self->fold), SHEAF_FOLD_PANE_CONTENT);
}

static void
left_list_cb (SheafWindow *self)
{
  sheaf_fold_set_pane (SHEAF_FOLD (self->fold), SHEAF_FOLD_PANE_CONTENT);
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

static void
show_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *kind, *id;

  g_variant_get (parameter, "(&s&s)", &kind, &id);

  if (g_str_equal (kind, "article"))
    sheaf_article_view_unselect_all (SHEAF_ARTICLE_VIEW (SHEAF_WINDOW (widget)->articles));

  sheaf_window_show (SHEAF_WINDOW (widget), kind, id);

  if (g_str_equal (kind, "article"))
    sheaf_fold_set_pane (SHEAF_FOLD (SHEAF_WINDOW (widget)->fold), SHEAF_FOLD_PANE_CONTENT);
}

static void
back_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  SheafFold *fold = SHEAF_FOLD (self->fold);
  g_autoptr (GVariant) place = NULL;
  const char *kind, *id;

  if (sheaf_fold_get_mode (fold) == SHEAF_FOLD_MODE_NARROW)
    {
      sheaf_fold_set_pane (fold, sheaf_fold_get_pane (fold) == SHEAF_FOLD_PANE_CONTENT
                                   ? SHEAF_FOLD_PANE_LIST
                                   : SHEAF_FOLD_PANE_SIDEBAR);
      return;
    }

  place = g_queue_pop_head (&self->history);
  if (place == NULL)
    return;

  g_clear_pointer (&self->kind, g_free);
  g_variant_get (place, "(&s&s)", &kind, &id);
  sheaf_window_show (self, kind, id);
}

/* --- what the desk tells ------------------------------------------------------------------- */

static void
show_clashes (SheafWindow *self)
{
  guint n = g_list_model_get_n_items (sheaf_desk_get_clashes (self->desk));
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("A colleague changed the same thing as you did.",
                                    "A colleague changed %u of the same things as you did.", n),
                          n);
  gtk_label_set_text (GTK_LABEL (self->clash_label), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->clash_bar), n > 0);
}

/* What is shown may be deleted by somebody else, or by an Undo. */
static gboolean
leave_deleted_cb (gpointer user_data)
{
  SheafWindow *self = SHEAF_WINDOW (user_data);
  SheafKind kind;
  SheafItem *item;

  self->leave_source = 0;

  if (self->kind == NULL || *self->id == '\0' || g_str_equal (self->kind, "article") ||
      !sheaf_kind_from_string (self->kind, &kind) || kind == SHEAF_KIND_ARTICLE)
    return G_SOURCE_REMOVE;

  item = sheaf_desk_get_item (self->desk, kind, self->id);
  if (item == NULL || sheaf_entity_is_deleted (sheaf_item_get_entity (item)))
    {
      /* Nor is it somewhere to get back to. */
      g_clear_pointer (&self->kind, g_free);
      show_content (self, "article", "");
    }

  return G_SOURCE_REMOVE;
}

/* An item that only moves in its list goes and comes back: it is looked for after both. */
static void
leave_deleted (SheafWindow *self)
{
  if (self->leave_source == 0)
    self->leave_source = g_idle_add (leave_deleted_cb, self);
}

static void
connect_desk (SheafWindow *self)
{
  const SheafKind edited[] = { SHEAF_KIND_SET, SHEAF_KIND_EDITORIAL, SHEAF_KIND_BUNDLE };

  g_signal_connect_object (sheaf_desk_get_clashes (self->desk), "items-changed",
                           G_CALLBACK (show_clashes), self, G_CONNECT_SWAPPED);
  show_clashes (self);

  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    g_signal_connect_object (sheaf_desk_get_items (self->desk, edited[i]), "items-changed",
                             G_CALLBACK (leave_deleted), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (self->desk, "notify::can-undo",
                           G_CALLBACK (sheaf_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::can-redo",
                           G_CALLBACK (sheaf_window_update_actions), self, G_CONNECT_SWAPPED);
}

/* --- the class ----------------------------------------------------------------------------- */

static void
selected_cb (SheafWindow *self)
{
  sheaf_window_update_actions (self);
}

static gboolean
undo_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  const char *action;

  g_variant_get (args, "(&s)", &action);

  /* A text that has nothing to take back must not have the last act taken back instead. */
  if (sheaf_actions_is_typing (widget))
    return FALSE;

  return gtk_widget_activate_action (widget, action, NULL);
}

static void
add_undo_keys (GtkWidgetClass *widget_class)
{
  guint n_actions;
  const SheafAction *actions = sheaf_actions_get (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    {
      GdkModifierType modifiers;
      guint keyval;

      if (actions[i].scope == SHEAF_ACTION_SCOPE_OUTSIDE_TEXT &&
          gtk_accelerator_parse (actions[i].trigger, &keyval, &modifiers))
        gtk_widget_class_add_binding (widget_class, keyval, modifiers, undo_key_cb, "(s)",
                                      actions[i].name);
    }
}

static void
save_state (SheafWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  int width, height, sidebar_width, list_width;
  gboolean sidebar_shown;

  gtk_window_get_default_size (window, &width, &height);
  g_object_get (self->fold,
                "sidebar-width", &sidebar_width,
                "list-width", &list_width,
                "sidebar-shown", &sidebar_shown,
                NULL);

  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (window));
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_int (self->settings, "sidebar-width", sidebar_width);
  g_settings_set_int (self->settings, "list-width", list_width);
  g_settings_set_boolean (self->settings, "sidebar-visible", sidebar_shown);
}

static gboolean
sheaf_window_close_request (GtkWindow *window)
{
  save_state (SHEAF_WINDOW (window));

  return GTK_WINDOW_CLASS (sheaf_window_parent_class)->close_request (window);
}

static void
sheaf_window_dispose (GObject *object)
{
  SheafWindow *self = SHEAF_WINDOW (object);

  g_clear_handle_id (&self->leave_source, g_source_remove);
  g_clear_handle_id (&self->complete_source, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->toast);
  g_clear_object (&self->reader);
  g_clear_object (&self->acts);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sheaf_window_parent_class)->dispose (object);
}

static void
sheaf_window_finalize (GObject *object)
{
  SheafWindow *self = SHEAF_WINDOW (object);

  g_queue_clear_full (&self->history, (GDestroyNotify) g_variant_unref);
  g_free (self->kind);
  g_free (self->id);

  G_OBJECT_CLASS (sheaf_window_parent_class)->finalize (object);
}

static void
sheaf_window_class_init (SheafWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_window_dispose;
  object_class->finalize = sheaf_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sheaf_window_close_request;

  g_type_ensure (SHEAF_TYPE_FOLD);
  g_type_ensure (SHEAF_TYPE_SIDEBAR);
  g_type_ensure (SHEAF_TYPE_ARTICLE_VIEW);
  g_type_ensure (SHEAF_TYPE_ITEM_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, content_toasts);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, clash_bar);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, clash_label);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, fold);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, lists);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, articles);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, items);
  gtk_widget_class_bind_template_child (widget_class, SheafWindow, content);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_window_update_headers);

  gtk_widget_class_install_action (widget_class, "win.show", "(ss)", show_activated);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated);
  sheaf_window_class_add_actions (widget_class);
  sheaf_window_class_add_article_actions (widget_class);
  add_undo_keys (widget_class);
}

static void
sheaf_window_init (SheafWindow *self)
{
  g_queue_init (&self->history);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
restore_state (SheafWindow *self)
{
  g_autofree char *place = g_settings_get_string (self->settings, "last-place");
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  g_object_set (self->fold,
                "sidebar-width", g_settings_get_int (self->settings, "sidebar-width"),
                "list-width", g_settings_get_int (self->settings, "list-width"),
                "sidebar-shown", g_settings_get_boolean (self->settings, "sidebar-visible"),
                NULL);

  remember (self, "article", "");
  gtk_widget_add_tick_callback (GTK_WIDGET (self), first_frame_cb, NULL, NULL);
  sheaf_window_show (self, parts[0] != NULL && *parts[0] != '\0' ? parts[0] : "inbox",
                     parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
}

GtkWidget *
sheaf_window_new (GtkApplication *application,
                  SheafDesk      *desk,
                  GSettings      *settings)
{
  SheafWindow *self = g_object_new (SHEAF_TYPE_WINDOW, "application", application, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  self->acts = sheaf_acts_new (desk);

  self->list_button = sheaf_window_add_header_button (self->articles, "sidebar-show-symbolic",
                                                      "win.toggle-sidebar");
  self->items_button = sheaf_window_add_header_button (self->items, "sidebar-show-symbolic",
                                                       "win.toggle-sidebar");

  sheaf_sidebar_set_desk (SHEAF_SIDEBAR (self->sidebar), desk, settings);
  sheaf_article_view_set_desk (SHEAF_ARTICLE_VIEW (self->articles), desk);
  sheaf_item_view_set_desk (SHEAF_ITEM_VIEW (self->items), desk);
  sheaf_window_connect_acts (self);
  connect_desk (self);
  restore_state (self);
  sheaf_window_update_actions (self);

  return GTK_WIDGET (self);
}

SheafDesk *
sheaf_window_get_desk (SheafWindow *self)
{
  g_return_val_if_fail (SHEAF_IS_WINDOW (self), NULL);

  return self->desk;
}
