/* sheaf-sources-view.c: all sources, how they fare, and what can be done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-sources-view.h"

#include <adwaita.h>

#include "ui/sheaf-actions.h"
#include "ui/sheaf-source-row.h"

struct _SheafSourcesView
{
  GtkWidget parent_instance;

  GtkWidget *add_button;
  GtkWidget *refresh_button;
  GtkWidget *stack;
  GtkWidget *list;

  SheafActs *acts;
  SheafDesk *desk;
  SheafSourceActivity *activity;
  GListModel *sources;
  char *open_id;
};

G_DEFINE_FINAL_TYPE (SheafSourcesView, sheaf_sources_view, GTK_TYPE_WIDGET)

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  SheafSourcesView *self = SHEAF_SOURCES_VIEW (user_data);
  GtkWidget *row = sheaf_source_row_new (SHEAF_ITEM (item), self->acts, self->desk,
                                         self->activity);

  if (g_str_equal (sheaf_item_get_id (SHEAF_ITEM (item)), self->open_id))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return row;
}

static void
sources_changed_cb (SheafSourcesView *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    g_list_model_get_n_items (self->sources) > 0 ? "list"
                                                                                 : "empty");
  /* One that was just added is being read by now. */
  sheaf_source_activity_ask (self->activity);
}

static void
sheaf_sources_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sheaf_sources_view_parent_class)->map (widget);

  sheaf_source_activity_start (SHEAF_SOURCES_VIEW (widget)->activity);
}

static void
sheaf_sources_view_unmap (GtkWidget *widget)
{
  SheafSourcesView *self = SHEAF_SOURCES_VIEW (widget);

  if (self->activity != NULL)
    sheaf_source_activity_stop (self->activity);

  GTK_WIDGET_CLASS (sheaf_sources_view_parent_class)->unmap (widget);
}

static void
sheaf_sources_view_dispose (GObject *object)
{
  SheafSourcesView *self = SHEAF_SOURCES_VIEW (object);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  g_clear_object (&self->acts);
  g_clear_object (&self->desk);
  g_clear_object (&self->activity);
  g_clear_object (&self->sources);
  g_clear_pointer (&self->open_id, g_free);

  G_OBJECT_CLASS (sheaf_sources_view_parent_class)->dispose (object);
}

static void
sheaf_sources_view_class_init (SheafSourcesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_sources_view_dispose;
  widget_class->map = sheaf_sources_view_map;
  widget_class->unmap = sheaf_sources_view_unmap;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sheafdesk/Sheaf/sheaf-sources-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafSourcesView, add_button);
  gtk_widget_class_bind_template_child (widget_class, SheafSourcesView, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, SheafSourcesView, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafSourcesView, list);
}

static void
sheaf_sources_view_init (SheafSourcesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  sheaf_actions_describe (self->add_button, "win.add-source");
  sheaf_actions_describe (self->refresh_button, "win.refresh");
}

GtkWidget *
sheaf_sources_view_new (SheafDesk  *desk,
                        SheafActs  *acts,
                        const char *id)
{
  SheafSourcesView *self = g_object_new (SHEAF_TYPE_SOURCES_VIEW, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->acts = g_object_ref (acts);
  self->desk = g_object_ref (desk);
  self->activity = sheaf_source_activity_new (desk);
  self->open_id = g_strdup (id);
  self->sources = g_object_ref (sheaf_desk_get_items (desk, SHEAF_KIND_SOURCE));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), self->sources, create_row_cb, self, NULL);
  g_signal_connect_object (self->sources, "items-changed", G_CALLBACK (sources_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sources_changed_cb (self);

  return GTK_WIDGET (self);
}
