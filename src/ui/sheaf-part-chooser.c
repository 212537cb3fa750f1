/* sheaf-part-chooser.c: a popover of sets and editorials to put into a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-part-chooser.h"

#include <glib/gi18n.h>

#include "ui/sheaf-part-row.h"

/* More than that nobody looks through: one searches. */
#define MOST_OF_A_KIND 100

struct _SheafPartChooser
{
  GtkPopover parent_instance;

  SheafDesk *desk;
  SheafItem *bundle;
  GtkWidget *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (SheafPartChooser, sheaf_part_chooser, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
add_rows (SheafPartChooser *self,
          SheafKind         kind)
{
  GListModel *items = sheaf_desk_get_items (self->desk, kind);
  SheafEntity *bundle = sheaf_item_get_entity (self->bundle);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint n_added = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items) && n_added < MOST_OF_A_KIND; i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (items, i);
      const char *id = sheaf_item_get_id (item);

      if (sheaf_entity_get_item (bundle, "sections", id) != NULL ||
          (*typed != '\0' && !g_str_match_string (typed, sheaf_item_get_title (item), TRUE)))
        continue;

      gtk_list_box_append (self->list, sheaf_part_row_new (kind, id, item, FALSE));
      n_added++;
    }
}

static void
fill (SheafPartChooser *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  add_rows (self, SHEAF_KIND_SET);
  add_rows (self, SHEAF_KIND_EDITORIAL);
}

static void
make_header (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       data)
{
  SheafKind kind = sheaf_part_row_get_kind (SHEAF_PART_ROW (row));
  GtkWidget *label;

  if (before != NULL && sheaf_part_row_get_kind (SHEAF_PART_ROW (before)) == kind)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (kind == SHEAF_KIND_SET ? _("Sets") : _("Editorials"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_start (label, 9);
  gtk_list_box_row_set_header (row, label);
}

static void
on_row_activated (GtkListBox       *list,
                  SheafPartRow     *row,
                  SheafPartChooser *self)
{
  g_autofree char *id = g_strdup (sheaf_part_row_get_id (row));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, sheaf_kind_to_string (sheaf_part_row_get_kind (row)), id);
}

static void
on_search_activated (GtkSearchEntry   *entry,
                     SheafPartChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    on_row_activated (self->list, SHEAF_PART_ROW (row), self);
}

static void
on_shown (SheafPartChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill (self);
  gtk_widget_grab_focus (self->search);
}

static void
sheaf_part_chooser_dispose (GObject *object)
{
  SheafPartChooser *self = SHEAF_PART_CHOOSER (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->bundle);

  G_OBJECT_CLASS (sheaf_part_chooser_parent_class)->dispose (object);
}

static void
sheaf_part_chooser_class_init (SheafPartChooserClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_part_chooser_dispose;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sheaf_part_chooser_init (SheafPartChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_("There is no other set or editorial"));

  self->search = gtk_search_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search sets and editorials"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (on_search_activated), self, 0);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, make_header, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "part-choices");
  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 18);
  gtk_widget_set_margin_bottom (none, 18);
  gtk_list_box_set_placeholder (self->list, none);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, 0);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));

  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_shown), NULL);
}

GtkWidget *
sheaf_part_chooser_new (SheafDesk *desk,
                        SheafItem *bundle)
{
  SheafPartChooser *self = g_object_new (SHEAF_TYPE_PART_CHOOSER, NULL);

  self->desk = g_object_ref (desk);
  self->bundle = g_object_ref (bundle);

  return GTK_WIDGET (self);
}
