/* sheaf-article-view.c: the pane with the list of articles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-article-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/sheaf-actions.h"
#include "ui/sheaf-article-list-view.h"
#include "ui/sheaf-empty-words.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-sync-words.h"

struct _SheafArticleView
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *select_button;
  GtkWidget *sort_button;
  GtkWidget *search_button;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *empty_button;
  GtkWidget *arrived_revealer;
  GtkWidget *arrived_button;
  GtkWidget *bulk_revealer;
  GtkWidget *bulk_label;
  GtkWidget *bulk_keep;
  GtkWidget *bulk_dismiss;
  GtkWidget *bulk_tag;
  GtkWidget *bulk_set;
  GtkWidget *status;

  SheafDesk *desk;
  SheafScope scope;
  char *id;
  SheafOrder order;

  GCancellable *cancellable; /* of the query that runs */
  gint64 reselect;           /* a row to select when the query is done, or -1 */
};

G_DEFINE_FINAL_TYPE (SheafArticleView, sheaf_article_view, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  SELECTED,
  CLICKED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- the query ----------------------------------------------------------------------------- */

static const char *
get_search_text (SheafArticleView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return *text != '\0' ? text : NULL;
}

static void
show_empty (SheafArticleView *self)
{
  SheafEmptyWords words;
  gboolean no_source =
    g_list_model_get_n_items (sheaf_desk_get_items (self->desk, SHEAF_KIND_SOURCE)) == 0;

  sheaf_empty_words_get (&words, self->scope, get_search_text (self) != NULL, no_source);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), words.icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), words.title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), words.description);
  gtk_widget_set_visible (self->empty_button, words.action != NULL);

  sheaf_actions_attach (GTK_ACTIONABLE (self->empty_button), words.action);
  if (words.label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->empty_button), words.label);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
}

static void
show_list (SheafArticleView *self,
           SheafArticleList *articles)
{
  guint n = sheaf_article_list_get_n_items (articles);
  g_autofree char *subtitle =
    g_strdup_printf (ngettext ("%'u article", "%'u articles", n), n);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), n > 0 ? subtitle : "");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->arrived_revealer), FALSE);

  if (n == 0)
    show_empty (self);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
}

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SheafArticleView) self = SHEAF_ARTICLE_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafArticleList) articles = NULL;

  articles = sheaf_desk_query_finish (SHEAF_DESK (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (articles == NULL)
    {
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), "dialog-error-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (self->empty),
                                 _("The articles could not be read"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), error->message);
      gtk_widget_set_visible (self->empty_button, FALSE);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
      return;
    }

  show_list (self, articles);
  sheaf_article_list_view_set_articles (SHEAF_ARTICLE_LIST_VIEW (self->list), articles,
                                        self->reselect);
  self->reselect = -1;
}

static void
run_query (SheafArticleView *self)
{
  SheafArticleQuery query = {
    .scope = self->scope,
    .id = self->id,
    .text = get_search_text (self),
    .order = self->order,
  };

  if (self->desk == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  sheaf_desk_query_async (self->desk, &query, self->cancellable, query_cb, g_object_ref (self));
}

void
sheaf_article_view_refresh (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  self->reselect = sheaf_article_list_view_get_selected (SHEAF_ARTICLE_LIST_VIEW (self->list));
  run_query (self);
}

static void
search_changed_cb (SheafArticleView *self)
{
  run_query (self);
}

static void
search_activate_cb (SheafArticleView *self)
{
  sheaf_article_list_view_enter (SHEAF_ARTICLE_LIST_VIEW (self->list));
}

static void
stop_search_cb (SheafArticleView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);
  gtk_widget_grab_focus (self->list);
}

static void
order_activated (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (widget);

  self->order = g_str_equal (g_variant_get_string (parameter, NULL), "oldest")
                  ? SHEAF_ORDER_OLDEST
                  : SHEAF_ORDER_NEWEST;
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->sort_button),
                                 self->order == SHEAF_ORDER_OLDEST
                                   ? "view-sort-ascending-symbolic"
                                   : "view-sort-descending-symbolic");
  sheaf_article_view_refresh (self);
}

/* Whether a query has been run and found nothing. */
static gboolean
is_empty (SheafArticleView *self)
{
  SheafArticleList *articles =
    sheaf_article_list_view_get_articles (SHEAF_ARTICLE_LIST_VIEW (self->list));

  return articles != NULL && sheaf_article_list_get_n_items (articles) == 0;
}

/* --- what is selected ----------------------------------------------------------------------- */

static void
show_n_selected (SheafArticleView *self)
{
  guint n = sheaf_article_view_get_n_selected (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);

  gtk_label_set_text (GTK_LABEL (self->bulk_label), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->bulk_revealer),
                                 n > 1 || sheaf_article_view_get_select_mode (self));
}

static void
opened_cb (SheafArticleView *self,
           const char       *article)
{
  g_signal_emit (self, signals[OPENED], 0, article);
}

static void
selected_cb (SheafArticleView *self)
{
  show_n_selected (self);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
clicked_cb (SheafArticleView *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
left_cb (SheafArticleView *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
select_toggled_cb (SheafArticleView *self)
{
  sheaf_article_list_view_set_select_mode (SHEAF_ARTICLE_LIST_VIEW (self->list),
                                           sheaf_article_view_get_select_mode (self));
  show_n_selected (self);
}

/* --- what the desk tells ------------------------------------------------------------------- */

static void
arrived_cb (SheafArticleView *self,
            guint             n)
{
  g_autofree char *label = NULL;

  /* Nothing that is being read would be moved by showing them at once. */
  if (is_empty (self))
    {
      run_query (self);
      return;
    }

  label = g_strdup_printf (ngettext ("%'u new article", "%'u new articles", n), n);
  gtk_button_set_label (GTK_BUTTON (self->arrived_button), label);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->arrived_revealer), n > 0);
}

static void
sources_changed_cb (SheafArticleView *self)
{
  if (is_empty (self))
    show_empty (self);
}

static void
sync_changed_cb (SheafArticleView *self)
{
  g_autofree char *words = sheaf_sync_words (sheaf_desk_get_state (self->desk),
                                             sheaf_desk_get_waiting (self->desk),
                                             sheaf_desk_get_synced_at (self->desk));

  gtk_label_set_text (GTK_LABEL (self->status), words);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->status),
                 sheaf_desk_get_error (self->desk)) != 0)
    gtk_widget_set_tooltip_text (self->status, sheaf_desk_get_error (self->desk));
}

/* In the line that tells how far the desk is: it covers nothing, and asks for nothing. */
static void
progress_cb (SheafArticleView *self,
             guint             done,
             guint             total)
{
  g_autofree char *words = NULL;

  if (done >= total)
    {
      sync_changed_cb (self);
      return;
    }

  /* Translators: how many of how many are done. */
  words = g_strdup_printf (_("%'u of %'u articles…"), done, total);
  gtk_label_set_text (GTK_LABEL (self->status), words);
}

/* --- the class ----------------------------------------------------------------------------- */

static gboolean
sheaf_article_view_grab_focus (GtkWidget *widget)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (widget);

  return gtk_widget_grab_focus (self->list) || gtk_widget_grab_focus (self->search_button);
}

static void
sheaf_article_view_dispose (GObject *object)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_article_view_parent_class)->dispose (object);
}

static void
sheaf_article_view_finalize (GObject *object)
{
  g_free (SHEAF_ARTICLE_VIEW (object)->id);

  G_OBJECT_CLASS (sheaf_article_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SheafArticleView, name)
  BIND (header);
  BIND (title);
  BIND (select_button);
  BIND (sort_button);
  BIND (search_button);
  BIND (search_bar);
  BIND (search_entry);
  BIND (stack);
  BIND (list);
  BIND (empty);
  BIND (empty_button);
  BIND (arrived_revealer);
  BIND (arrived_button);
  BIND (bulk_revealer);
  BIND (bulk_label);
  BIND (bulk_keep);
  BIND (bulk_dismiss);
  BIND (bulk_tag);
  BIND (bulk_set);
  BIND (status);
#undef BIND
}

static void
sheaf_article_view_class_init (SheafArticleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_article_view_dispose;
  object_class->finalize = sheaf_article_view_finalize;
  widget_class->grab_focus = sheaf_article_view_grab_focus;
  widget_class->focus = sheaf_focus_move;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SHEAF_TYPE_ARTICLE_LIST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-article-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_article_view_refresh);

  gtk_widget_class_install_action (widget_class, "articles.order", "s", order_activated);
  sheaf_actions_add_bindings (widget_class, SHEAF_ACTION_SCOPE_LIST);
  gtk_widget_class_set_css_name (widget_class, "articleview");
}

static void
sheaf_article_view_init (SheafArticleView *self)
{
  self->reselect = -1;

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
  g_signal_connect_swapped (self->select_button, "toggled", G_CALLBACK (select_toggled_cb), self);

  sheaf_actions_describe (self->select_button, "win.select-mode");
  sheaf_actions_describe (self->search_button, "win.search");
  sheaf_actions_describe (self->bulk_keep, "win.keep");
  sheaf_actions_describe (self->bulk_dismiss, "win.dismiss");
  sheaf_actions_describe (self->bulk_tag, "win.tag");
  sheaf_actions_describe (self->bulk_set, "win.choose-set");

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "waiting");
}

void
sheaf_article_view_set_desk (SheafArticleView *self,
                             SheafDesk        *desk)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));
  g_return_if_fail (SHEAF_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "arrived", G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::state", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::waiting", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::synced-at", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheaf_desk_get_items (desk, SHEAF_KIND_SOURCE), "items-changed",
                           G_CALLBACK (sources_changed_cb), self, G_CONNECT_SWAPPED);
  sync_changed_cb (self);
}

void
sheaf_article_view_show (SheafArticleView *self,
                         SheafScope        scope,
                         const char       *id,
                         const char       *title)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  self->scope = scope;
  g_free (self->id);
  self->id = g_strdup (id);
  self->reselect = -1;

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), "");
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);

  run_query (self);
}

SheafTargets *
sheaf_article_view_get_targets (SheafArticleView *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), NULL);

  return sheaf_article_list_view_get_targets (SHEAF_ARTICLE_LIST_VIEW (self->list));
}

guint
sheaf_article_view_get_n_selected (SheafArticleView *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), 0);

  return sheaf_article_list_view_get_n_selected (SHEAF_ARTICLE_LIST_VIEW (self->list));
}

gboolean
sheaf_article_view_move (SheafArticleView *self,
                         int               by)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), FALSE);

  return sheaf_article_list_view_move (SHEAF_ARTICLE_LIST_VIEW (self->list), by);
}

void
sheaf_article_view_select_all (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  sheaf_article_list_view_select_all (SHEAF_ARTICLE_LIST_VIEW (self->list));
}

void
sheaf_article_view_unselect_all (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  sheaf_article_list_view_unselect_all (SHEAF_ARTICLE_LIST_VIEW (self->list));
}

gboolean
sheaf_article_view_get_select_mode (SheafArticleView *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->select_button));
}

void
sheaf_article_view_set_select_mode (SheafArticleView *self,
                                    gboolean          select_mode)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->select_button), select_mode);
}

void
sheaf_article_view_enter (SheafArticleView *self)
{
  SheafArticleListView *list;

  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  list = SHEAF_ARTICLE_LIST_VIEW (self->list);
  if (sheaf_article_list_view_get_n_selected (list) == 0)
    sheaf_article_list_view_enter (list);

  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
sheaf_article_view_search (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

void
sheaf_article_view_search_for (SheafArticleView *self,
                               const char       *text)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  sheaf_article_view_search (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}
