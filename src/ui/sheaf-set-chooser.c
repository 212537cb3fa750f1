/* sheaf-set-chooser.c: a popover to choose a set in, or to make one by typing its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-set-chooser.h"

#include <glib/gi18n.h>

#include "model/sheaf-fold.h"

struct _SheafSetChooser
{
  GtkPopover parent_instance;

  GtkWidget *entry;
  GtkWidget *list;

  SheafDesk *desk;
  char *working;
};

G_DEFINE_FINAL_TYPE (SheafSetChooser, sheaf_set_chooser, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
create_row (const char *icon,
            const char *title,
            const char *id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);

  return row;
}

static void
clear_list (SheafSetChooser *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

static gboolean
matches (SheafItem  *item,
         const char *folded)
{
  g_autofree char *title = sheaf_fold (sheaf_item_get_title (item));

  return strstr (title, folded) != NULL;
}

static void
show_sets (SheafSetChooser *self)
{
  GListModel *sets = sheaf_desk_get_items (self->desk, SHEAF_KIND_SET);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = sheaf_fold (typed);

  clear_list (self);

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sets, i);
      const char *id = sheaf_item_get_id (item);
      const char *title = sheaf_item_get_title (item);

      if (matches (item, folded))
        gtk_list_box_append (GTK_LIST_BOX (self->list),
                             create_row (g_strcmp0 (id, self->working) == 0
                                           ? "radio-checked-symbolic"
                                           : "sheaf-set-symbolic",
                                         *title != '\0' ? title : _("Untitled set"), id));
    }

  if (*folded != '\0')
    {
      g_autofree char *label = g_strdup_printf (_("New set “%s”"), typed);

      gtk_list_box_append (GTK_LIST_BOX (self->list),
                           create_row ("list-add-symbolic", label, NULL));
    }

  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
choose (SheafSetChooser *self,
        GtkListBoxRow   *row)
{
  g_autofree char *id = NULL;
  g_autofree char *typed = NULL;

  if (row == NULL)
    return;

  id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));
  typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_popover_popdown (GTK_POPOVER (self));

  if (id != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, id);
  else
    g_signal_emit (self, signals[NAMED], 0, g_strstrip (typed));
}

static void
activate_cb (SheafSetChooser *self)
{
  choose (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

static gboolean
key_pressed_cb (SheafSetChooser *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int i = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return FALSE;

  row = gtk_list_box_get_row_at_index (list, keyval == GDK_KEY_Down ? i + 1 : MAX (i - 1, 0));
  if (row != NULL)
    gtk_list_box_select_row (list, row);

  return TRUE;
}

static void
map_cb (SheafSetChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_sets (self);
  gtk_widget_grab_focus (self->entry);
}

static void
sheaf_set_chooser_finalize (GObject *object)
{
  SheafSetChooser *self = SHEAF_SET_CHOOSER (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->working, g_free);

  G_OBJECT_CLASS (sheaf_set_chooser_parent_class)->finalize (object);
}

static void
sheaf_set_chooser_class_init (SheafSetChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_set_chooser_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NAMED] = g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_set_chooser_init (SheafSetChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Find a set, or name a new one"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find a set, or name a new one"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (show_sets), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_box_append (GTK_BOX (box), self->entry);

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Sets"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_box_append (GTK_BOX (box), scroller);

  gtk_widget_set_size_request (box, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chooser");
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
sheaf_set_chooser_new (SheafDesk *desk)
{
  SheafSetChooser *self = g_object_new (SHEAF_TYPE_SET_CHOOSER, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);

  return GTK_WIDGET (self);
}

void
sheaf_set_chooser_set_working (SheafSetChooser *self,
                               const char      *set)
{
  g_return_if_fail (SHEAF_IS_SET_CHOOSER (self));

  g_free (self->working);
  self->working = g_strdup (set);
}
