/* sheaf-article-view.c: the pane with the list of articles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-article-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/sheaf-actions.h"
#include "ui/sheaf-article-list-row.h"
#include "ui/sheaf-empty-words.h"
#include "ui/sheaf-selection.h"
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
  GtkWidget *scroller;
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

  SheafArticleList *articles; /* what is shown */
  SheafSelection *selection;
  GCancellable *cancellable; /* of the query that runs */
  GHashTable *rows;          /* position to GtkWidget, of the rows that are bound */
  guint cursor;              /* the row that moving starts from */
  guint focus_source;
  gint64 reselect; /* a row to select when the query is done, or -1 */
};

G_DEFINE_FINAL_TYPE (SheafArticleView, sheaf_article_view, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  SELECTED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- rows ---------------------------------------------------------------------------------- */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       user_data)
{
  GtkListItem *item = GTK_LIST_ITEM (user_data);
  GtkWidget *widget = gtk_list_item_get_child (item);
  SheafArticleView *self =
    SHEAF_ARTICLE_VIEW (gtk_widget_get_ancestor (widget, SHEAF_TYPE_ARTICLE_VIEW));
  g_autoptr (SheafTargets) targets = NULL;
  guint position = gtk_list_item_get_position (item);

  if (self == NULL || self->articles == NULL)
    return NULL;

  /* What is dragged is the selection if the row is part of it, else the row alone. */
  if (gtk_list_item_get_selected (item))
    targets = sheaf_article_view_get_targets (self);
  else
    targets = sheaf_article_list_get_targets (self->articles, &position, 1);

  if (targets == NULL)
    return NULL;

  return gdk_content_provider_new_typed (SHEAF_TYPE_TARGETS, targets);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       user_data)
{
  GtkListItem *item = GTK_LIST_ITEM (user_data);
  g_autoptr (GdkPaintable) paintable =
    gtk_widget_paintable_new (gtk_list_item_get_child (item));

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

/* While several are being selected, a plain click takes one more, or one less. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            gpointer         user_data)
{
  GtkListItem *item = GTK_LIST_ITEM (user_data);
  GtkWidget *widget = gtk_list_item_get_child (item);
  SheafArticleView *self =
    SHEAF_ARTICLE_VIEW (gtk_widget_get_ancestor (widget, SHEAF_TYPE_ARTICLE_VIEW));
  guint position = gtk_list_item_get_position (item);

  if (self == NULL || !sheaf_article_view_get_select_mode (self))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_list_item_get_selected (item))
    gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (self->selection), position);
  else
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, FALSE);
}

static void
setup_cb (SheafArticleView *self,
          GtkListItem      *item)
{
  GtkWidget *row = sheaf_article_list_row_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), item);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));

  gtk_list_item_set_child (item, row);
}

static void
bind_cb (SheafArticleView *self,
         GtkListItem      *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), gtk_list_item_get_item (item));
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (gtk_list_item_get_position (item)), row);
}

static void
unbind_cb (SheafArticleView *self,
           GtkListItem      *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  gpointer key = GUINT_TO_POINTER (gtk_list_item_get_position (item));

  if (g_hash_table_lookup (self->rows, key) == row)
    g_hash_table_remove (self->rows, key);

  sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), NULL);
}

/* --- selection and cursor ------------------------------------------------------------------ */

static gboolean
focus_cursor_cb (gpointer user_data)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (user_data);
  GtkWidget *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (self->cursor));

  self->focus_source = 0;

  /* The list's own wrapper of the row takes the focus. */
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (row));

  return G_SOURCE_REMOVE;
}

/* The row may only come to be when the list has been laid out anew. */
static void
go_to_cursor (SheafArticleView *self,
              gboolean          focus)
{
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", self->cursor);

  if (!focus)
    return;

  if (g_hash_table_contains (self->rows, GUINT_TO_POINTER (self->cursor)))
    {
      g_clear_handle_id (&self->focus_source, g_source_remove);
      focus_cursor_cb (self);
    }
  else if (self->focus_source == 0)
    {
      self->focus_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, focus_cursor_cb, self, NULL);
    }
}

static void
select_cursor (SheafArticleView *self,
               gboolean          focus)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), self->cursor, TRUE);
  go_to_cursor (self, focus);
}

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
open_selected (SheafArticleView *self)
{
  guint position = sheaf_selection_get_first (self->selection);
  g_autoptr (SheafArticleRow) row = NULL;

  if (sheaf_selection_get_n_selected (self->selection) != 1)
    return;

  self->cursor = position;
  row = g_list_model_get_item (G_LIST_MODEL (self->articles), position);

  if (row != NULL && sheaf_article_row_is_filled (row))
    g_signal_emit (self, signals[OPENED], 0, sheaf_article_row_get_id (row));
  else if (row != NULL)
    g_signal_connect_object (row, "changed", G_CALLBACK (open_selected), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
selection_changed_cb (SheafArticleView *self)
{
  show_n_selected (self);

  if (!sheaf_article_view_get_select_mode (self))
    open_selected (self);

  g_signal_emit (self, signals[SELECTED], 0);
}

static void
activate_cb (SheafArticleView *self,
             guint             position)
{
  if (sheaf_article_view_get_select_mode (self))
    return;

  self->cursor = position;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, signals[LEFT], 0);
}

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
show_list (SheafArticleView *self)
{
  guint n = sheaf_article_list_get_n_items (self->articles);
  g_autofree char *subtitle =
    g_strdup_printf (ngettext ("%'u article", "%'u articles", n), n);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), n > 0 ? subtitle : "");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->arrived_revealer), FALSE);

  if (n == 0)
    show_empty (self);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
}

/* Keeps the article selected that was, if the query still finds it. */
static void
reselect (SheafArticleView *self)
{
  guint position = G_MAXUINT;

  if (self->reselect >= 0)
    position = sheaf_article_list_find (self->articles, self->reselect);
  self->reselect = -1;

  self->cursor = position != G_MAXUINT ? position : 0;
  if (position != G_MAXUINT)
    select_cursor (self, FALSE);
}

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SheafArticleView) self = SHEAF_ARTICLE_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafArticleList) articles = NULL;
  gboolean had_focus;

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

  had_focus = gtk_widget_get_focus_child (self->list) != NULL;

  /* A new model and a new selection: telling of a whole list's change would freeze the window. */
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  g_set_object (&self->articles, articles);
  g_clear_object (&self->selection);
  self->selection = sheaf_selection_new (G_LIST_MODEL (articles));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));

  show_list (self);
  reselect (self);
  show_n_selected (self);
  g_signal_emit (self, signals[SELECTED], 0);

  if (had_focus && sheaf_article_list_get_n_items (articles) > 0)
    go_to_cursor (self, TRUE);
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

  self->reselect = -1;
  if (self->selection != NULL && sheaf_selection_get_n_selected (self->selection) == 1)
    {
      g_autoptr (SheafArticleRow) row =
        g_list_model_get_item (G_LIST_MODEL (self->articles),
                               sheaf_selection_get_first (self->selection));

      self->reselect = sheaf_article_row_get_row (row);
    }

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
  if (self->articles == NULL || sheaf_article_list_get_n_items (self->articles) == 0)
    return;

  select_cursor (self, TRUE);
}

static void
stop_search_cb (SheafArticleView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), FALSE);

  if (self->articles != NULL && sheaf_article_list_get_n_items (self->articles) > 0)
    go_to_cursor (self, TRUE);
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

/* --- what the desk tells ------------------------------------------------------------------- */

static void
arrived_cb (SheafArticleView *self,
            guint             n)
{
  g_autofree char *label = NULL;

  /* Nothing that is being read would be moved by showing them at once. */
  if (self->articles != NULL && sheaf_article_list_get_n_items (self->articles) == 0)
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
  if (self->articles != NULL && sheaf_article_list_get_n_items (self->articles) == 0)
    show_empty (self);
}

static void
sync_changed_cb (SheafArticleView *self)
{
  g_autofree char *words = sheaf_sync_words (sheaf_desk_get_state (self->desk),
                                             sheaf_desk_get_waiting (self->desk),
                                             sheaf_desk_get_synced_at (self->desk));

  gtk_label_set_text (GTK_LABEL (self->status), words);
  gtk_widget_set_tooltip_text (self->status, sheaf_desk_get_error (self->desk));
}

/* --- the class ----------------------------------------------------------------------------- */

static gboolean
sheaf_article_view_grab_focus (GtkWidget *widget)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (widget);

  if (self->articles == NULL || sheaf_article_list_get_n_items (self->articles) == 0)
    return gtk_widget_grab_focus (self->search_button);

  if (self->cursor < sheaf_article_list_get_n_items (self->articles) &&
      sheaf_selection_get_n_selected (self->selection) == 0)
    select_cursor (self, TRUE);
  else
    go_to_cursor (self, TRUE);

  return TRUE;
}

static void
sheaf_article_view_dispose (GObject *object)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->focus_source, g_source_remove);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  g_clear_object (&self->selection);
  g_clear_object (&self->articles);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_article_view_parent_class)->dispose (object);
}

static void
sheaf_article_view_finalize (GObject *object)
{
  SheafArticleView *self = SHEAF_ARTICLE_VIEW (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->id, g_free);

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
  BIND (scroller);
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

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-article-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_article_view_refresh);

  gtk_widget_class_install_action (widget_class, "articles.order", "s", order_activated);
  sheaf_actions_add_bindings (widget_class, SHEAF_ACTION_SCOPE_LIST);
  gtk_widget_class_set_css_name (widget_class, "articleview");
}

static void
select_toggled_cb (SheafArticleView *self)
{
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), FALSE);
  gtk_list_view_set_enable_rubberband (GTK_LIST_VIEW (self->list),
                                       sheaf_article_view_get_select_mode (self));
  if (self->selection == NULL)
    return;

  if (!sheaf_article_view_get_select_mode (self) &&
      sheaf_selection_get_n_selected (self->selection) > 1)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));

  show_n_selected (self);
}

static void
sheaf_article_view_init (SheafArticleView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->rows = g_hash_table_new (NULL, NULL);
  self->reselect = -1;

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  g_object_unref (factory);

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
  g_autoptr (GtkBitset) selected = NULL;
  g_autofree guint *positions = NULL;
  GtkBitsetIter iter;
  guint n = 0, position;

  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), NULL);

  if (sheaf_article_view_get_n_selected (self) == 0)
    return NULL;

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  positions = g_new (guint, gtk_bitset_get_size (selected));

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    positions[n++] = position;

  return sheaf_article_list_get_targets (self->articles, positions, n);
}

guint
sheaf_article_view_get_n_selected (SheafArticleView *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), 0);

  return self->selection != NULL ? sheaf_selection_get_n_selected (self->selection) : 0;
}

gboolean
sheaf_article_view_move (SheafArticleView *self,
                         int               by)
{
  guint n, first;

  g_return_val_if_fail (SHEAF_IS_ARTICLE_VIEW (self), FALSE);

  n = self->articles != NULL ? sheaf_article_list_get_n_items (self->articles) : 0;
  if (n == 0)
    return FALSE;

  first = sheaf_selection_get_first (self->selection);
  if (first == GTK_INVALID_LIST_POSITION)
    {
      self->cursor = MIN (self->cursor, n - 1);
      select_cursor (self, TRUE);
      return TRUE;
    }

  if ((by < 0 && self->cursor == 0) || (by > 0 && self->cursor + 1 >= n))
    return FALSE;

  self->cursor += by;
  select_cursor (self, TRUE);

  return TRUE;
}

void
sheaf_article_view_select_all (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_view_unselect_all (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
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
sheaf_article_view_search (SheafArticleView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_VIEW (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}
