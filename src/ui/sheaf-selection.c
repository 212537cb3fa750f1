/* sheaf-selection.c: which rows of a list are selected, as a bitset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-selection.h"

struct _SheafSelection
{
  GObject parent_instance;

  GListModel *model;
  GtkBitset *selected;
};

static void sheaf_selection_list_model_init (GListModelInterface *iface);
static void sheaf_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafSelection, sheaf_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sheaf_selection_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      sheaf_selection_selection_model_init))

static GType
sheaf_selection_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (SHEAF_SELECTION (list)->model);
}

static guint
sheaf_selection_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (SHEAF_SELECTION (list)->model);
}

static gpointer
sheaf_selection_get_item (GListModel *list,
                          guint       position)
{
  return g_list_model_get_item (SHEAF_SELECTION (list)->model, position);
}

static void
sheaf_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sheaf_selection_get_item_type;
  iface->get_n_items = sheaf_selection_get_n_items;
  iface->get_item = sheaf_selection_get_item;
}

static gboolean
sheaf_selection_is_selected (GtkSelectionModel *model,
                             guint              position)
{
  return gtk_bitset_contains (SHEAF_SELECTION (model)->selected, position);
}

static GtkBitset *
sheaf_selection_get_selection_in_range (GtkSelectionModel *model,
                                        guint              position,
                                        guint              n_items)
{
  return gtk_bitset_ref (SHEAF_SELECTION (model)->selected);
}

/* Makes @selected the selection, and tells of the smallest range that holds all that changed.
 * Takes @selected. */
static void
change (SheafSelection *self,
        GtkBitset      *selected)
{
  g_autoptr (GtkBitset) difference = gtk_bitset_copy (selected);
  guint first;

  gtk_bitset_difference (difference, self->selected);
  gtk_bitset_unref (self->selected);
  self->selected = selected;

  if (gtk_bitset_is_empty (difference))
    return;

  first = gtk_bitset_get_minimum (difference);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first,
                                         gtk_bitset_get_maximum (difference) - first + 1);
}

static gboolean
sheaf_selection_set_selection (GtkSelectionModel *model,
                               GtkBitset         *selected,
                               GtkBitset         *mask)
{
  SheafSelection *self = SHEAF_SELECTION (model);
  g_autoptr (GtkBitset) changed = gtk_bitset_copy (selected);
  GtkBitset *result = gtk_bitset_copy (self->selected);

  gtk_bitset_intersect (changed, mask);
  gtk_bitset_subtract (result, mask);
  gtk_bitset_union (result, changed);
  gtk_bitset_remove_range (result, g_list_model_get_n_items (self->model),
                           G_MAXUINT - g_list_model_get_n_items (self->model));
  change (self, result);

  return TRUE;
}

static gboolean
sheaf_selection_select_all (GtkSelectionModel *model)
{
  SheafSelection *self = SHEAF_SELECTION (model);

  change (self, gtk_bitset_new_range (0, g_list_model_get_n_items (self->model)));

  return TRUE;
}

static gboolean
sheaf_selection_unselect_all (GtkSelectionModel *model)
{
  change (SHEAF_SELECTION (model), gtk_bitset_new_empty ());

  return TRUE;
}

/* The interface makes the single and ranged calls of set_selection(). */
static void
sheaf_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = sheaf_selection_is_selected;
  iface->get_selection_in_range = sheaf_selection_get_selection_in_range;
  iface->set_selection = sheaf_selection_set_selection;
  iface->select_all = sheaf_selection_select_all;
  iface->unselect_all = sheaf_selection_unselect_all;
}

static void
sheaf_selection_finalize (GObject *object)
{
  SheafSelection *self = SHEAF_SELECTION (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->selected, gtk_bitset_unref);

  G_OBJECT_CLASS (sheaf_selection_parent_class)->finalize (object);
}

static void
sheaf_selection_class_init (SheafSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_selection_finalize;
}

static void
sheaf_selection_init (SheafSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

SheafSelection *
sheaf_selection_new (GListModel *model)
{
  SheafSelection *self = g_object_new (SHEAF_TYPE_SELECTION, NULL);

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self->model = g_object_ref (model);

  return self;
}

GListModel *
sheaf_selection_get_model (SheafSelection *self)
{
  g_return_val_if_fail (SHEAF_IS_SELECTION (self), NULL);

  return self->model;
}

guint
sheaf_selection_get_n_selected (SheafSelection *self)
{
  g_return_val_if_fail (SHEAF_IS_SELECTION (self), 0);

  return (guint) gtk_bitset_get_size (self->selected);
}

guint
sheaf_selection_get_first (SheafSelection *self)
{
  g_return_val_if_fail (SHEAF_IS_SELECTION (self), GTK_INVALID_LIST_POSITION);

  if (gtk_bitset_is_empty (self->selected))
    return GTK_INVALID_LIST_POSITION;

  return gtk_bitset_get_minimum (self->selected);
}
