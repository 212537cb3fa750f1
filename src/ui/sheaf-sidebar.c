/* sheaf-sidebar.c: the pane with all places to go to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-sidebar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/sheaf-actions.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-place-row.h"
#include "ui/sheaf-places.h"

struct _SheafSidebar
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *add_button;
  GtkWidget *menu_button;
  GtkWidget *list;
  GtkWidget *context_menu; /* the one that is open, or NULL */

  SheafDesk *desk;
  GSettings *settings;
  GListStore *places;
  GtkSliceListModel *shown; /* the beginning of the places: it grows until all are there */
  GPtrArray *watched; /* (element-type SheafItem): their changes are told here */
  SheafCounts *counts;
  GCancellable *cancellable;
  guint rebuild_source;
  guint grow_source;

  char *kind; /* where the window is */
  char *id;
};

G_DEFINE_FINAL_TYPE (SheafSidebar, sheaf_sidebar, GTK_TYPE_WIDGET)

/* How many rows are made at once: a desk may have hundreds of sources. */
#define SLICE 12

enum
{
  CHOSEN,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void queue_rebuild (SheafSidebar *self);

/* --- showing what there is ------------------------------------------------------------------ */

static void
watch (SheafSidebar *self,
       SheafKind     kind)
{
  GListModel *items = sheaf_desk_get_items (self->desk, kind);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      SheafItem *item = g_list_model_get_item (items, i);

      g_signal_connect_swapped (item, "notify::entity", G_CALLBACK (queue_rebuild), self);
      g_ptr_array_add (self->watched, item);
    }
}

static void
unwatch (SheafSidebar *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), queue_rebuild,
                                          self);

  g_ptr_array_set_size (self->watched, 0);
}

static gboolean
same_at (GListModel *a,
         guint       i,
         GListModel *b,
         guint       j)
{
  g_autoptr (SheafPlace) place_a = g_list_model_get_item (a, i);
  g_autoptr (SheafPlace) place_b = g_list_model_get_item (b, j);

  return sheaf_place_equal (place_a, place_b);
}

/* Rows that stay keep their widgets, and so the focus; only what came or went is replaced. */
static void
replace_places (SheafSidebar *self,
                GListStore   *places)
{
  GListModel *old = G_LIST_MODEL (self->places);
  GListModel *new = G_LIST_MODEL (places);
  guint n_old = g_list_model_get_n_items (old);
  guint n_new = g_list_model_get_n_items (new);
  guint head = 0, tail = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  while (head < MIN (n_old, n_new) && same_at (old, head, new, head))
    head++;

  while (tail < MIN (n_old, n_new) - head && same_at (old, n_old - tail - 1, new, n_new - tail - 1))
    tail++;

  for (guint i = head; i < n_new - tail; i++)
    g_ptr_array_add (added, g_list_model_get_item (new, i));

  if (n_old - head - tail > 0 || added->len > 0)
    g_list_store_splice (self->places, head, n_old - head - tail, added->pdata, added->len);

  for (guint i = 0; i < n_new; i++)
    {
      g_autoptr (SheafPlace) shown = g_list_model_get_item (old, i);
      g_autoptr (SheafPlace) wanted = g_list_model_get_item (new, i);

      sheaf_place_update (shown, wanted);
    }
}

static void
mark_selected (SheafSidebar *self)
{
  GListModel *places = G_LIST_MODEL (self->places);
  GtkListBox *list = GTK_LIST_BOX (self->list);
  const char *kind = self->kind;
  const char *id = self->id;

  if (kind != NULL)
    sheaf_places_find (self->desk, &kind, &id);

  for (guint i = 0; kind != NULL && i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (SheafPlace) place = g_list_model_get_item (places, i);

      if (!sheaf_place_is_heading (place) && g_str_equal (sheaf_place_get_kind (place), kind) &&
          g_str_equal (sheaf_place_get_id (place), id))
        {
          gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, (int) i));
          return;
        }
    }

  gtk_list_box_unselect_all (list);
}

static gboolean
grow_cb (gpointer user_data)
{
  SheafSidebar *self = SHEAF_SIDEBAR (user_data);
  guint size = gtk_slice_list_model_get_size (self->shown) + SLICE;

  gtk_slice_list_model_set_size (self->shown, size);
  mark_selected (self);

  if (size < g_list_model_get_n_items (G_LIST_MODEL (self->places)))
    return G_SOURCE_CONTINUE;

  self->grow_source = 0;

  return G_SOURCE_REMOVE;
}

static gboolean
rebuild_cb (gpointer user_data)
{
  SheafSidebar *self = SHEAF_SIDEBAR (user_data);
  g_autoptr (GListStore) places = NULL;

  self->rebuild_source = 0;

  unwatch (self);
  watch (self, SHEAF_KIND_SET);
  watch (self, SHEAF_KIND_BUNDLE);
  watch (self, SHEAF_KIND_SOURCE);

  places = sheaf_places_list (self->desk, self->settings, self->counts);
  gtk_slice_list_model_set_size (self->shown,
                                 g_list_model_get_n_items (G_LIST_MODEL (self->shown)) + SLICE);
  replace_places (self, places);
  mark_selected (self);

  if (self->grow_source == 0)
    self->grow_source = g_idle_add (grow_cb, self);

  return G_SOURCE_REMOVE;
}

static void
queue_rebuild (SheafSidebar *self)
{
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE - 10, rebuild_cb, self, NULL);
}

static void
counts_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SheafSidebar) self = SHEAF_SIDEBAR (user_data);
  g_autoptr (SheafCounts) counts = NULL;
  g_autoptr (GError) error = NULL;

  counts = sheaf_desk_get_counts_finish (SHEAF_DESK (object), result, &error);
  if (counts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not count articles: %s", error->message);
      return;
    }

  g_clear_pointer (&self->counts, sheaf_counts_free);
  self->counts = g_steal_pointer (&counts);
  queue_rebuild (self);
}

static void
counts_changed_cb (SheafSidebar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  sheaf_desk_get_counts_async (self->desk, self->cancellable, counts_cb, g_object_ref (self));
}

/* --- what is done with a row --------------------------------------------------------------- */

static void
row_activated_cb (SheafSidebar  *self,
                  SheafPlaceRow *row)
{
  SheafPlace *place = sheaf_place_row_get_place (row);

  g_signal_emit (self, signals[CHOSEN], 0, sheaf_place_get_kind (place),
                 sheaf_place_get_id (place));
}

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_menu (SheafSidebar *self,
             SheafPlace   *place)
{
  const char *id = sheaf_place_get_id (place);
  GMenu *menu = g_menu_new ();

  if (g_str_equal (sheaf_place_get_kind (place), "set"))
    {
      append_item (menu, _("Make the Working Set"), "win.set-working-set",
                   g_variant_new_string (id));
      append_item (menu, sheaf_places_get_pin (self->settings, id) > 0 ? _("Unpin") : _("Pin to a Number Key"),
                   "win.toggle-pinned", g_variant_new_string (id));
      append_item (menu, _("Write Editorial"), "win.new-editorial", g_variant_new_string (id));
      append_item (menu, _("Make Bundle"), "win.new-bundle", g_variant_new_string (id));
      append_item (menu, _("Delete Set"), "win.delete", g_variant_new ("(ss)", "set", id));
    }
  else if (g_str_equal (sheaf_place_get_kind (place), "source"))
    {
      append_item (menu, _("Refresh Now"), "win.refresh-source", g_variant_new_string (id));
      append_item (menu, _("Show in All Sources"), "win.show",
                   g_variant_new ("(ss)", "sources", id));
    }

  return G_MENU_MODEL (menu);
}

static gboolean
unparent_menu_cb (gpointer user_data)
{
  SheafSidebar *self = SHEAF_SIDEBAR (user_data);

  g_clear_pointer (&self->context_menu, gtk_widget_unparent);

  return G_SOURCE_REMOVE;
}

/* Its action is activated after it has closed, so it must not go at once. */
static void
menu_closed_cb (SheafSidebar *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_menu_cb, g_object_ref (self), g_object_unref);
}

static void
menu_cb (SheafPlaceRow *row,
         double         x,
         double         y,
         gpointer       user_data)
{
  SheafSidebar *self = SHEAF_SIDEBAR (user_data);
  g_autoptr (GMenuModel) menu = create_menu (self, sheaf_place_row_get_place (row));

  if (g_menu_model_get_n_items (menu) == 0)
    return;

  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  self->context_menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (row));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect_swapped (self->context_menu, "closed", G_CALLBACK (menu_closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static void
dropped_cb (SheafPlaceRow *row,
            SheafTargets  *targets,
            gpointer       user_data)
{
  SheafSidebar *self = SHEAF_SIDEBAR (user_data);

  g_signal_emit (self, signals[DROPPED], 0,
                 sheaf_place_get_id (sheaf_place_row_get_place (row)), targets);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = sheaf_place_row_new (SHEAF_PLACE (item));

  g_signal_connect (row, "menu", G_CALLBACK (menu_cb), user_data);
  g_signal_connect (row, "dropped", G_CALLBACK (dropped_cb), user_data);

  return row;
}

static gboolean
sheaf_sidebar_grab_focus (GtkWidget *widget)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The places are one stop of Tab, and are moved among by arrow keys. */
static gboolean
sheaf_sidebar_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  gboolean in_list = child != NULL && child != self->header;

  if (direction == GTK_DIR_TAB_FORWARD)
    return !in_list && (gtk_widget_child_focus (self->header, direction) ||
                        gtk_widget_grab_focus (widget));

  if (direction == GTK_DIR_TAB_BACKWARD && child == NULL)
    return gtk_widget_grab_focus (widget);

  if (direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->header, direction);

  return sheaf_focus_move (widget, direction);
}

/* --- the class ----------------------------------------------------------------------------- */

static void
sheaf_sidebar_dispose (GObject *object)
{
  SheafSidebar *self = SHEAF_SIDEBAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_handle_id (&self->grow_source, g_source_remove);
  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  if (self->watched != NULL)
    unwatch (self);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  g_clear_object (&self->shown);
  g_clear_object (&self->places);

  G_OBJECT_CLASS (sheaf_sidebar_parent_class)->dispose (object);
}

static void
sheaf_sidebar_finalize (GObject *object)
{
  SheafSidebar *self = SHEAF_SIDEBAR (object);

  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->counts, sheaf_counts_free);
  g_free (self->kind);
  g_free (self->id);

  G_OBJECT_CLASS (sheaf_sidebar_parent_class)->finalize (object);
}

static void
sheaf_sidebar_class_init (SheafSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_sidebar_dispose;
  object_class->finalize = sheaf_sidebar_finalize;
  widget_class->grab_focus = sheaf_sidebar_grab_focus;
  widget_class->focus = sheaf_sidebar_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                   SHEAF_TYPE_TARGETS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, add_button);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SheafSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "sheafsidebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
sheaf_sidebar_init (SheafSidebar *self)
{
  self->places = g_list_store_new (SHEAF_TYPE_PLACE);
  self->shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->places)), 0, SLICE);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->id = g_strdup ("");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->shown), create_row_cb,
                           self, NULL);
  sheaf_actions_describe (self->add_button, "win.add-source");
  sheaf_actions_describe (self->menu_button, "win.menu");
}

void
sheaf_sidebar_set_desk (SheafSidebar *self,
                        SheafDesk    *desk,
                        GSettings    *settings)
{
  g_return_if_fail (SHEAF_IS_SIDEBAR (self));
  g_return_if_fail (SHEAF_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);

  for (guint kind = SHEAF_KIND_TAG; kind < SHEAF_N_KINDS; kind++)
    g_signal_connect_object (sheaf_desk_get_items (desk, kind), "items-changed",
                             G_CALLBACK (queue_rebuild), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (desk, "counts-changed", G_CALLBACK (counts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::working-set", G_CALLBACK (queue_rebuild), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::pinned-sets", G_CALLBACK (queue_rebuild), self,
                           G_CONNECT_SWAPPED);

  counts_changed_cb (self);
  rebuild_cb (self);
}

void
sheaf_sidebar_select (SheafSidebar *self,
                      const char   *kind,
                      const char   *id)
{
  g_return_if_fail (SHEAF_IS_SIDEBAR (self));

  g_free (self->kind);
  self->kind = g_strdup (kind);
  g_free (self->id);
  self->id = g_strdup (id);
  mark_selected (self);
}

char *
sheaf_sidebar_get_title (SheafSidebar *self,
                         const char   *kind,
                         const char   *id)
{
  GListModel *places;

  g_return_val_if_fail (SHEAF_IS_SIDEBAR (self), NULL);

  places = G_LIST_MODEL (self->places);
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (SheafPlace) place = g_list_model_get_item (places, i);

      if (!sheaf_place_is_heading (place) && g_str_equal (sheaf_place_get_kind (place), kind) &&
          g_str_equal (sheaf_place_get_id (place), id))
        return g_strdup (sheaf_place_get_title (place));
    }

  return g_strdup ("");
}

void
sheaf_sidebar_open_menu (SheafSidebar *self)
{
  g_return_if_fail (SHEAF_IS_SIDEBAR (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}
