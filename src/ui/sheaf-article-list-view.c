/* sheaf-article-list-view.c: articles in rows: which are selected, and where one is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-article-list-view.h"

#include <glib/gi18n.h>

#include "ui/sheaf-article-list-row.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-selection.h"

struct _SheafArticleListView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *list;

  SheafArticleList *articles;
  SheafSelection *selection;
  GHashTable *rows; /* position to GtkWidget, of the rows that are bound */
  guint cursor;     /* the row that moving starts from */
  guint focus_source;
  gboolean select_mode;
};

G_DEFINE_FINAL_TYPE (SheafArticleListView, sheaf_article_list_view, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  SELECTED,
  CLICKED,
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
  SheafArticleListView *self =
    SHEAF_ARTICLE_LIST_VIEW (gtk_widget_get_ancestor (widget, SHEAF_TYPE_ARTICLE_LIST_VIEW));
  g_autoptr (SheafTargets) targets = NULL;
  guint position = gtk_list_item_get_position (item);

  if (self == NULL || self->articles == NULL)
    return NULL;

  /* What is dragged is the selection if the row is part of it, else the row alone. */
  if (gtk_list_item_get_selected (item))
    targets = sheaf_article_list_view_get_targets (self);
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
  SheafArticleListView *self =
    SHEAF_ARTICLE_LIST_VIEW (gtk_widget_get_ancestor (widget, SHEAF_TYPE_ARTICLE_LIST_VIEW));
  guint position = gtk_list_item_get_position (item);

  if (self == NULL || !self->select_mode)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_list_item_get_selected (item))
    gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (self->selection), position);
  else
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, FALSE);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             gpointer         user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *self = gtk_widget_get_ancestor (row, SHEAF_TYPE_ARTICLE_LIST_VIEW);
  GdkModifierType modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (self != NULL && !SHEAF_ARTICLE_LIST_VIEW (self)->select_mode &&
      (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == 0)
    g_signal_emit (self, signals[CLICKED], 0);
}

/* What the row's cell is for those who do not see it, and not how it is laid out: it can be said
 * until somebody has asked. */
static void
parent_changed_cb (GtkWidget *row)
{
  GtkWidget *cell = gtk_widget_get_parent (row);

  if (cell != NULL)
    g_object_set (cell, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
}

static void
setup_cb (SheafArticleListView *self,
          GtkListItem      *item)
{
  GtkWidget *row = sheaf_article_list_row_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), item);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), item);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));

  g_signal_connect (row, "notify::parent", G_CALLBACK (parent_changed_cb), NULL);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (SheafArticleListView *self,
         GtkListItem      *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), gtk_list_item_get_item (item));
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (gtk_list_item_get_position (item)), row);
}

static void
unbind_cb (SheafArticleListView *self,
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
  SheafArticleListView *self = SHEAF_ARTICLE_LIST_VIEW (user_data);
  GtkWidget *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (self->cursor));

  self->focus_source = 0;

  /* The list's own wrapper of the row takes the focus. */
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (row));

  return G_SOURCE_REMOVE;
}

/* The row may only come to be when the list has been laid out anew. */
static void
go_to_cursor (SheafArticleListView *self,
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
select_cursor (SheafArticleListView *self,
               gboolean          focus)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), self->cursor, TRUE);
  go_to_cursor (self, focus);
}

static void
open_selected (SheafArticleListView *self)
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
selection_changed_cb (SheafArticleListView *self)
{
  if (!self->select_mode)
    open_selected (self);

  g_signal_emit (self, signals[SELECTED], 0);
}

static void
activate_cb (SheafArticleListView *self,
             guint             position)
{
  if (self->select_mode)
    return;

  self->cursor = position;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, signals[LEFT], 0);
}

/* --- the class ----------------------------------------------------------------------------- */

static gboolean
sheaf_article_list_view_grab_focus (GtkWidget *widget)
{
  SheafArticleListView *self = SHEAF_ARTICLE_LIST_VIEW (widget);
  guint n = self->articles != NULL ? sheaf_article_list_get_n_items (self->articles) : 0;

  if (n == 0)
    return FALSE;

  /* GTK asks for this by itself when the focus was lost nearby: that opens no article. */
  self->cursor = MIN (self->cursor, n - 1);
  go_to_cursor (self, TRUE);

  return TRUE;
}

static void
sheaf_article_list_view_dispose (GObject *object)
{
  SheafArticleListView *self = SHEAF_ARTICLE_LIST_VIEW (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->articles);

  G_OBJECT_CLASS (sheaf_article_list_view_parent_class)->dispose (object);
}

static void
sheaf_article_list_view_finalize (GObject *object)
{
  g_hash_table_unref (SHEAF_ARTICLE_LIST_VIEW (object)->rows);

  G_OBJECT_CLASS (sheaf_article_list_view_parent_class)->finalize (object);
}

/* Tab goes into the list and out of it: GTK would have it go through every article. */
static gboolean
sheaf_article_list_view_focus (GtkWidget        *widget,
                               GtkDirectionType  direction)
{
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) &&
      gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  return GTK_WIDGET_CLASS (sheaf_article_list_view_parent_class)->focus (widget, direction);
}

static void
sheaf_article_list_view_class_init (SheafArticleListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_article_list_view_dispose;
  object_class->finalize = sheaf_article_list_view_finalize;
  widget_class->focus = sheaf_article_list_view_focus;
  widget_class->grab_focus = sheaf_article_list_view_grab_focus;
  widget_class->focus = sheaf_focus_move_list;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkListItemFactory *
create_factory (SheafArticleListView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  return factory;
}

/* In a grid they lead to the cells beside, which here are those above and below. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                gpointer               user_data)
{
  return keyval == GDK_KEY_Left || keyval == GDK_KEY_Right ||
         keyval == GDK_KEY_KP_Left || keyval == GDK_KEY_KP_Right;
}

/* A grid of one column: a GtkListView keeps two hundred rows around what is on the screen, and makes
 * them anew for each query, a GtkGridView thirty. */
static void
sheaf_article_list_view_init (SheafArticleListView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkListItemFactory) factory = create_factory (self);

  self->rows = g_hash_table_new (NULL, NULL);

  self->list = g_object_new (GTK_TYPE_GRID_VIEW,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                             "factory", factory,
                             "min-columns", 1,
                             "max-columns", 1,
                             NULL);
  gtk_widget_add_css_class (self->list, "articles");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Articles"), -1);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  gtk_widget_add_controller (self->list, keys);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
sheaf_article_list_view_new (void)
{
  return g_object_new (SHEAF_TYPE_ARTICLE_LIST_VIEW, NULL);
}

void
sheaf_article_list_view_set_articles (SheafArticleListView *self,
                                      SheafArticleList     *articles,
                                      gint64                selected)
{
  gboolean had_focus;
  guint position = G_MAXUINT;

  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self));
  g_return_if_fail (SHEAF_IS_ARTICLE_LIST (articles));

  had_focus = gtk_widget_get_focus_child (self->list) != NULL;

  /* A new model and a new selection: telling of a whole list's change would freeze the window. */
  gtk_grid_view_set_model (GTK_GRID_VIEW (self->list), NULL);
  g_set_object (&self->articles, articles);
  g_clear_object (&self->selection);
  self->selection = sheaf_selection_new (G_LIST_MODEL (articles));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_view_set_model (GTK_GRID_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));

  if (selected >= 0)
    position = sheaf_article_list_find (articles, selected);

  self->cursor = position != G_MAXUINT ? position : 0;
  if (position != G_MAXUINT)
    select_cursor (self, FALSE);

  g_signal_emit (self, signals[SELECTED], 0);

  if (had_focus && sheaf_article_list_get_n_items (articles) > 0)
    go_to_cursor (self, TRUE);
}

SheafArticleList *
sheaf_article_list_view_get_articles (SheafArticleListView *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self), NULL);

  return self->articles;
}

guint
sheaf_article_list_view_get_n_selected (SheafArticleListView *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self), 0);

  return self->selection != NULL ? sheaf_selection_get_n_selected (self->selection) : 0;
}

gint64
sheaf_article_list_view_get_selected (SheafArticleListView *self)
{
  g_autoptr (SheafArticleRow) row = NULL;

  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self), -1);

  if (sheaf_article_list_view_get_n_selected (self) != 1)
    return -1;

  row = g_list_model_get_item (G_LIST_MODEL (self->articles),
                               sheaf_selection_get_first (self->selection));

  return sheaf_article_row_get_row (row);
}

SheafTargets *
sheaf_article_list_view_get_targets (SheafArticleListView *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  g_autofree guint *positions = NULL;
  GtkBitsetIter iter;
  guint n = 0, position;

  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self), NULL);

  if (sheaf_article_list_view_get_n_selected (self) == 0)
    return NULL;

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  positions = g_new (guint, gtk_bitset_get_size (selected));

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    positions[n++] = position;

  return sheaf_article_list_get_targets (self->articles, positions, n);
}

gboolean
sheaf_article_list_view_move (SheafArticleListView *self,
                              int                   by)
{
  guint n, first;

  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self), FALSE);

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
sheaf_article_list_view_enter (SheafArticleListView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self));

  if (self->articles != NULL && sheaf_article_list_get_n_items (self->articles) > 0)
    select_cursor (self, TRUE);
}

void
sheaf_article_list_view_select_all (SheafArticleListView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self));

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_list_view_unselect_all (SheafArticleListView *self)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self));

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_list_view_set_select_mode (SheafArticleListView *self,
                                         gboolean              select_mode)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_VIEW (self));

  self->select_mode = select_mode;
  gtk_grid_view_set_enable_rubberband (GTK_GRID_VIEW (self->list), select_mode);

  if (!select_mode && sheaf_article_list_view_get_n_selected (self) > 1)
    sheaf_article_list_view_unselect_all (self);
}
