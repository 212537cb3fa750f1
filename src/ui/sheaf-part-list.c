/* sheaf-part-list.c: the parts of a bundle in order, put there by drag or by keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-part-list.h"

#include <glib/gi18n.h>

#include "model/sheaf-json.h"
#include "model/sheaf-position.h"
#include "ui/sheaf-list-drop.h"
#include "ui/sheaf-part-chooser.h"
#include "ui/sheaf-part-row.h"
#include "ui/sheaf-tell.h"

struct _SheafPartList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkWidget *add_button;
  SheafDesk *desk;
  SheafItem *bundle;
  GStrv shown; /* the keys of the rows */
};

G_DEFINE_FINAL_TYPE (SheafPartList, sheaf_part_list, GTK_TYPE_WIDGET)

static JsonArray *
get_sections (SheafPartList *self)
{
  return sheaf_entity_get_array (sheaf_item_get_entity (self->bundle), "sections");
}

static GStrv
list_keys (SheafPartList *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  JsonArray *sections = get_sections (self);

  for (guint i = 0; sections != NULL && i < json_array_get_length (sections); i++)
    g_strv_builder_add (keys, json_object_get_string_member
                        (json_array_get_object_element (sections, i), "key"));

  return g_strv_builder_end (keys);
}

static void
remove_part (SheafPartList *self,
             const char    *key)
{
  SheafEntity *bundle = sheaf_item_get_entity (self->bundle);
  JsonObject *section = sheaf_entity_get_item (bundle, "sections", key);
  JsonObject *was;
  SheafEdit *edit;

  if (section == NULL)
    return;

  was = sheaf_json_fork_object (section);
  json_object_remove_member (was, "key");
  edit = sheaf_edit_new (SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->bundle), NULL);
  sheaf_edit_take (edit, "sections", key, sheaf_json_take_object (was));
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit, _("Taken out of the bundle"));
}

static void
on_row_remove (SheafPartRow  *row,
               SheafPartList *self)
{
  remove_part (self, sheaf_part_row_get_id (row));
}

static void
add_row (SheafPartList *self,
         JsonObject    *section)
{
  const char *key = json_object_get_string_member (section, "key");
  const char *type = json_object_get_string_member_with_default (section, "type", "set");
  SheafKind kind = g_str_equal (type, "editorial") ? SHEAF_KIND_EDITORIAL : SHEAF_KIND_SET;
  GtkWidget *row;

  row = sheaf_part_row_new (kind, key, sheaf_desk_get_item (self->desk, kind, key), TRUE);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), self, 0);
  gtk_list_box_append (self->list, row);
}

/* The rows follow their items by themselves; they are made anew when others are wanted, or the same
 * in another order, and the focus goes to the part that had it. */
static void
show (SheafPartList *self)
{
  g_auto (GStrv) keys = list_keys (self);
  JsonArray *sections = get_sections (self);
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  g_autofree char *focused_key = NULL;
  int focused_index = -1;
  GtkListBoxRow *row;

  if (self->shown != NULL && g_strv_equal ((const char *const *) self->shown,
                                           (const char *const *) keys))
    return;

  if (focused != NULL && SHEAF_IS_PART_ROW (focused))
    {
      focused_key = g_strdup (sheaf_part_row_get_id (SHEAF_PART_ROW (focused)));
      focused_index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused));
    }

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; sections != NULL && i < json_array_get_length (sections); i++)
    {
      add_row (self, json_array_get_object_element (sections, i));
      if (g_strcmp0 (keys[i], focused_key) == 0)
        focused_index = i;
    }

  g_strfreev (self->shown);
  self->shown = g_steal_pointer (&keys);
  if (focused_key == NULL || g_strv_length (self->shown) == 0)
    return;

  row = gtk_list_box_get_row_at_index (self->list, MIN (focused_index,
                                                        (int) g_strv_length (self->shown) - 1));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move_part (SheafPartList *self,
           const char    *key,
           const char    *before)
{
  sheaf_desk_move_async (self->desk, SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->bundle),
                         "sections", key, before, NULL, sheaf_tell_act_done,
                         sheaf_tell_data (GTK_WIDGET (self), NULL));
}

static void
move_by (SheafPartList *self,
         SheafPartRow  *row,
         int            by)
{
  int n = g_strv_length (self->shown);
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  int before = by < 0 ? at - 1 : at + 2;

  if (before < 0 || before > n)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    move_part (self, sheaf_part_row_get_id (row), self->shown[before]);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                SheafPartList         *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  gboolean alt = (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_ALT_MASK;

  if (child == NULL || !SHEAF_IS_PART_ROW (child))
    return GDK_EVENT_PROPAGATE;

  if (alt && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    move_by (self, SHEAF_PART_ROW (child), -1);
  else if (alt && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    move_by (self, SHEAF_PART_ROW (child), 1);
  else if (!alt && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    remove_part (self, sheaf_part_row_get_id (SHEAF_PART_ROW (child)));
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
on_row_activated (GtkListBox    *list,
                  SheafPartRow  *row,
                  SheafPartList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "(ss)",
                              sheaf_kind_to_string (sheaf_part_row_get_kind (row)),
                              sheaf_part_row_get_id (row));
}

SheafEdit *
sheaf_part_list_make_insert (SheafEntity *bundle,
                             const char  *kind,
                             const char  *id)
{
  JsonArray *sections = sheaf_entity_get_array (bundle, "sections");
  guint n = sections != NULL ? json_array_get_length (sections) : 0;
  const char *last = NULL;
  g_autofree char *pos = NULL;
  JsonObject *value = json_object_new ();
  SheafEdit *edit;

  if (n > 0)
    last = json_object_get_string_member (json_array_get_object_element (sections, n - 1), "pos");

  pos = sheaf_position_between (last, NULL);
  json_object_set_string_member (value, "type", kind);
  edit = sheaf_edit_new (SHEAF_KIND_BUNDLE, sheaf_entity_get_id (bundle), NULL);
  sheaf_edit_insert (edit, "sections", id, pos, sheaf_json_take_object (value));

  return edit;
}

static void
on_chosen (SheafPartChooser *chooser,
           const char       *kind,
           const char       *id,
           SheafPartList    *self)
{
  SheafEntity *bundle = sheaf_item_get_entity (self->bundle);

  sheaf_tell_edit (GTK_WIDGET (self), self->desk, sheaf_part_list_make_insert (bundle, kind, id),
                   NULL);
}

static gboolean
on_drop (const GValue *value,
         guint         index,
         gpointer      data)
{
  SheafPartList *self = data;
  SheafPartRow *dragged = g_value_get_object (value);
  guint from;

  if (!gtk_widget_is_ancestor (GTK_WIDGET (dragged), GTK_WIDGET (self)))
    return FALSE;

  from = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (dragged));
  if (index != from && index != from + 1)
    move_part (self, sheaf_part_row_get_id (dragged), self->shown[index]);
  return TRUE;
}

static void
sheaf_part_list_dispose (GObject *object)
{
  SheafPartList *self = SHEAF_PART_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->bundle);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->shown, g_strfreev);

  G_OBJECT_CLASS (sheaf_part_list_parent_class)->dispose (object);
}

static void
sheaf_part_list_class_init (SheafPartListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_part_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
add_controllers (SheafPartList *self)
{
  GType types[] = { SHEAF_TYPE_PART_ROW };
  GtkEventController *keys = gtk_event_controller_key_new ();

  sheaf_list_drop_enable (self->list, types, G_N_ELEMENTS (types), on_drop, self);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
sheaf_part_list_init (SheafPartList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *none = gtk_label_new (_("Add a set or an editorial: they make the page, in this "
                                     "order."));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  gtk_label_set_wrap (GTK_LABEL (none), TRUE);
  gtk_label_set_justify (GTK_LABEL (none), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_add_css_class (none, "part-none");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_list_box_set_placeholder (self->list, none);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Parts of the bundle"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  add_controllers (self);

  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add_button), _("Add a Part"));
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_set_parent (self->add_button, GTK_WIDGET (self));
}

GtkWidget *
sheaf_part_list_new (SheafDesk *desk,
                     SheafItem *bundle)
{
  SheafPartList *self = g_object_new (SHEAF_TYPE_PART_LIST, NULL);
  GtkWidget *chooser = sheaf_part_chooser_new (desk, bundle);

  self->desk = g_object_ref (desk);
  self->bundle = g_object_ref (bundle);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (on_chosen), self, 0);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button), chooser);
  g_signal_connect_object (bundle, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
