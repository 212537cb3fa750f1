/* sheaf-window-actions.c: what can be done in the window, but for what is done to articles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-window-private.h"

#include <glib/gi18n.h>

#include "ui/sheaf-actions.h"
#include "ui/sheaf-add-source.h"
#include "ui/sheaf-article-view.h"
#include "ui/sheaf-clash-dialog.h"
#include "ui/sheaf-fold.h"
#include "ui/sheaf-sidebar.h"

/* How long a toast may take until it is all there, in microseconds. */
#define COMING_IN (G_USEC_PER_SEC)

/* --- undo, and what is said ---------------------------------------------------------------- */

static void
toast_dismissed_cb (SheafWindow *self,
                    AdwToast    *toast)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

/* It covers the end of what is read rather than the rows of the list, if both are seen. */
static void
add_toast (SheafWindow *self,
           guint        timeout)
{
  SheafFold *fold = SHEAF_FOLD (self->fold);
  gboolean beside = sheaf_fold_get_mode (fold) != SHEAF_FOLD_MODE_NARROW;

  self->toast = adw_toast_new ("");
  self->toast_at = g_get_monotonic_time ();
  adw_toast_set_timeout (self->toast, timeout);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (beside ? self->content_toasts : self->toasts),
                               g_object_ref (self->toast));
}

/* What is said last is what one wants to take back: it does not wait behind the rest. But a toast
 * that is still coming in says the new words itself: libadwaita 1.2 does not survive that it is
 * dismissed. @group: of what the button undoes, or NULL for none. */
static void
say (SheafWindow *self,
     const char  *message,
     guint        timeout,
     const char  *group)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  if (self->toast != NULL && g_get_monotonic_time () - self->toast_at > COMING_IN)
    {
      g_autoptr (AdwToast) old = g_steal_pointer (&self->toast);

      adw_toast_dismiss (old);
    }

  if (self->toast == NULL)
    add_toast (self, timeout);

  adw_toast_set_title (self->toast, escaped);
  adw_toast_set_button_label (self->toast, group != NULL ? _("Undo") : NULL);
  adw_toast_set_action_name (self->toast, NULL);
  adw_toast_set_action_target_value (self->toast,
                                     group != NULL ? g_variant_new_string (group) : NULL);
  adw_toast_set_action_name (self->toast, group != NULL ? "win.undo-group" : NULL);
}

void
sheaf_window_say (SheafWindow *self,
                  const char  *message)
{
  say (self, message, 4, NULL);
}

void
sheaf_window_say_with_undo (SheafWindow *self,
                            const char  *message,
                            const char  *group)
{
  say (self, message, 5, group);
}

static void
toast_undo_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  const char *message, *group;

  g_variant_get (parameter, "(&s&s)", &message, &group);
  sheaf_window_say_with_undo (SHEAF_WINDOW (widget), message, group);
}

static void
undo_group_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  sheaf_acts_undo (SHEAF_WINDOW (widget)->acts, g_variant_get_string (parameter, NULL));
}

static void
undo_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  sheaf_acts_undo (SHEAF_WINDOW (widget)->acts, NULL);
}

static void
redo_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  sheaf_acts_redo (SHEAF_WINDOW (widget)->acts);
}

/* What is open is brought back rather than opened twice. Returns: whether it was */
static gboolean
present_open (SheafWindow *self,
              GType        type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (GTK_WIDGET (window)) &&
          gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        {
          gtk_window_present (window);
          return TRUE;
        }
    }

  return FALSE;
}

static void
settle_activated (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  if (g_list_model_get_n_items (sheaf_desk_get_clashes (self->desk)) > 0 &&
      !present_open (self, SHEAF_TYPE_CLASH_DIALOG))
    gtk_window_present (GTK_WINDOW (sheaf_clash_dialog_new (GTK_WINDOW (self), self->desk)));
}

/* --- getting about ------------------------------------------------------------------------- */

static void
search_activated (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  if (gtk_stack_get_visible_child (GTK_STACK (self->lists)) != self->articles)
    sheaf_window_show (self, "all", "");

  sheaf_fold_set_pane (SHEAF_FOLD (self->fold), SHEAF_FOLD_PANE_LIST);
  sheaf_article_view_search (SHEAF_ARTICLE_VIEW (self->articles));
}

/* What the desktop searched for. */
static void
search_for_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  sheaf_window_show (self, "all", "");
  sheaf_article_view_search_for (SHEAF_ARTICLE_VIEW (self->articles),
                                 g_variant_get_string (parameter, NULL));
}

static void
select_all_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  sheaf_article_view_select_all (SHEAF_ARTICLE_VIEW (SHEAF_WINDOW (widget)->articles));
}

static void
select_mode_activated (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  SheafArticleView *articles = SHEAF_ARTICLE_VIEW (SHEAF_WINDOW (widget)->articles);

  sheaf_article_view_set_select_mode (articles, !sheaf_article_view_get_select_mode (articles));
}

static void
toggle_sidebar_activated (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  SheafFold *fold = SHEAF_FOLD (SHEAF_WINDOW (widget)->fold);

  sheaf_fold_set_sidebar_visible (fold, !sheaf_fold_get_sidebar_visible (fold));

  if (sheaf_fold_get_sidebar_visible (fold))
    gtk_widget_grab_focus (SHEAF_WINDOW (widget)->sidebar);
}

static void
toggle_list_activated (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  SheafFold *fold = SHEAF_FOLD (self->fold);

  self->list_beside = !sheaf_fold_get_list_visible (fold);

  if (sheaf_fold_get_mode (fold) == SHEAF_FOLD_MODE_NARROW)
    sheaf_fold_set_pane (fold, self->list_beside ? SHEAF_FOLD_PANE_LIST : SHEAF_FOLD_PANE_CONTENT);
  else
    sheaf_fold_set_list_visible (fold, self->list_beside);
}

static void
focus_pane_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  SheafFold *fold = SHEAF_FOLD (self->fold);
  GtkWidget *content = adw_bin_get_child (ADW_BIN (self->content));

  switch (g_variant_get_int32 (parameter))
    {
    case 1:
      sheaf_fold_set_sidebar_visible (fold, TRUE);
      gtk_widget_grab_focus (self->sidebar);
      break;
    case 2:
      sheaf_fold_set_pane (fold, SHEAF_FOLD_PANE_LIST);
      if (gtk_stack_get_visible_child (GTK_STACK (self->lists)) == self->articles)
        sheaf_article_view_enter (SHEAF_ARTICLE_VIEW (self->articles));
      else
        gtk_widget_grab_focus (self->items);
      break;
    default:
      sheaf_fold_set_pane (fold, SHEAF_FOLD_PANE_CONTENT);
      if (content == NULL || !gtk_widget_grab_focus (content))
        gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
      break;
    }
}

static void
menu_activated (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  sheaf_fold_set_sidebar_visible (SHEAF_FOLD (self->fold), TRUE);
  sheaf_sidebar_open_menu (SHEAF_SIDEBAR (self->sidebar));
}

static void
shortcuts_activated (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  GtkWidget *shortcuts;

  if (present_open (SHEAF_WINDOW (widget), GTK_TYPE_SHORTCUTS_WINDOW))
    return;

  shortcuts = sheaf_actions_create_shortcuts_window ();
  gtk_window_set_transient_for (GTK_WINDOW (shortcuts), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (shortcuts));
}

/* --- sources ------------------------------------------------------------------------------- */

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SheafWindow) self = SHEAF_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  answer = sheaf_desk_request_finish (SHEAF_DESK (object), result, &error);
  if (error != NULL && self->toasts != NULL)
    {
      g_autofree char *message = g_strdup_printf (_("Could not refresh: %s"), error->message);

      sheaf_window_say (self, message);
    }
}

static void
refresh_source (SheafWindow *self,
                const char  *source)
{
  g_autofree char *path = g_strdup_printf ("/v1/sources/%s/refresh", source);
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (body, json_object_new ());
  sheaf_desk_request_async (self->desk, "POST", path, body, NULL, refreshed_cb,
                            g_object_ref (self));
}

static void
refresh_source_activated (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  refresh_source (SHEAF_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
refresh_activated (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  GListModel *sources = sheaf_desk_get_items (self->desk, SHEAF_KIND_SOURCE);

  sheaf_desk_sync_now (self->desk);
  sheaf_article_view_refresh (SHEAF_ARTICLE_VIEW (self->articles));

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sources, i);

      if (!sheaf_entity_get_boolean (sheaf_item_get_entity (item), "paused"))
        refresh_source (self, sheaf_item_get_id (item));
    }
}

static void
add_source_activated (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);

  if (!present_open (self, SHEAF_TYPE_ADD_SOURCE))
    gtk_window_present (GTK_WINDOW (sheaf_add_source_new (GTK_WINDOW (self), self->desk)));
}

/* An address, or a list of feeds, that the desktop was asked to open. */
static void
add_source_from_activated (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  GtkWidget *dialog = sheaf_add_source_new (GTK_WINDOW (self), self->desk);

  sheaf_add_source_open (SHEAF_ADD_SOURCE (dialog), g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
sheaf_window_class_add_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } entries[] = {
    { "win.select-all", NULL, select_all_activated },
    { "win.select-mode", NULL, select_mode_activated },
    { "win.toast-undo", "(ss)", toast_undo_activated },
    { "win.undo-group", "s", undo_group_activated },
    { "win.undo", NULL, undo_activated },
    { "win.redo", NULL, redo_activated },
    { "win.settle", NULL, settle_activated },
    { "win.search", NULL, search_activated },
    { "win.search-for", "s", search_for_activated },
    { "win.toggle-sidebar", NULL, toggle_sidebar_activated },
    { "win.toggle-list", NULL, toggle_list_activated },
    { "win.focus-pane", "i", focus_pane_activated },
    { "win.menu", NULL, menu_activated },
    { "win.shortcuts", NULL, shortcuts_activated },
    { "win.refresh", NULL, refresh_activated },
    { "win.refresh-source", "s", refresh_source_activated },
    { "win.add-source", NULL, add_source_activated },
    { "win.add-source-from", "s", add_source_from_activated },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_widget_class_install_action (widget_class, entries[i].name, entries[i].parameter,
                                     entries[i].activate);
}
