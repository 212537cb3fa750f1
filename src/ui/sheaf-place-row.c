/* sheaf-place-row.c: shows a place in the sidebar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-place-row.h"

#include <glib/gi18n.h>

#include "client/sheaf-targets.h"

struct _SheafPlaceRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *pin;
  GtkWidget *warning;
  GtkWidget *count;
  GtkWidget *button; /* of a heading, or NULL */

  SheafPlace *place;
};

G_DEFINE_FINAL_TYPE (SheafPlaceRow, sheaf_place_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  MENU,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
describe (SheafPlaceRow *self,
          int            count,
          const char    *warning,
          gboolean       working)
{
  g_autoptr (GString) label = g_string_new (sheaf_place_get_title (self->place));

  if (count >= 0)
    g_string_append_printf (label, ", %d", count);

  if (working)
    g_string_append_printf (label, ", %s", _("working set"));

  if (warning != NULL)
    g_string_append_printf (label, ", %s", warning);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str,
                                  -1);
}

static void
show_place (SheafPlaceRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *warning = NULL;
  gboolean working;
  char text[16];
  guint pin;
  int count;

  g_object_get (self->place,
                "title", &title,
                "count", &count,
                "warning", &warning,
                "working", &working,
                "pin", &pin,
                NULL);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  /* Setting one asks the display where the pointer is, and waits for the answer. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self)), warning) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), warning);
  gtk_widget_set_visible (self->warning, warning != NULL);

  if (self->icon != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), working ? "radio-checked-symbolic"
                                                                  : sheaf_place_get_icon (self->place));

  g_snprintf (text, sizeof text, "%u", pin);
  gtk_label_set_text (GTK_LABEL (self->pin), text);
  gtk_widget_set_visible (self->pin, pin > 0);

  g_snprintf (text, sizeof text, "%d", count);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, count > 0);

  describe (self, count, warning, working);
}

static void
pressed_cb (SheafPlaceRow   *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  g_signal_emit (widget, signals[MENU], 0, 24.0, gtk_widget_get_height (widget) / 2.0);

  return TRUE;
}

static gboolean
drop_cb (SheafPlaceRow *self,
         const GValue  *value)
{
  if (!G_VALUE_HOLDS (value, SHEAF_TYPE_TARGETS))
    return FALSE;

  g_signal_emit (self, signals[DROPPED], 0, g_value_get_boxed (value));

  return TRUE;
}

static void
sheaf_place_row_dispose (GObject *object)
{
  SheafPlaceRow *self = SHEAF_PLACE_ROW (object);

  if (self->place != NULL)
    g_signal_handlers_disconnect_by_data (self->place, self);
  g_clear_object (&self->place);

  G_OBJECT_CLASS (sheaf_place_row_parent_class)->dispose (object);
}

/* What a heading has to be done is reached by arrow keys, as the rows are. */
static gboolean
sheaf_place_row_grab_focus (GtkWidget *widget)
{
  SheafPlaceRow *self = SHEAF_PLACE_ROW (widget);

  if (self->button != NULL)
    return gtk_widget_grab_focus (self->button);

  return GTK_WIDGET_CLASS (sheaf_place_row_parent_class)->grab_focus (widget);
}

static void
sheaf_place_row_class_init (SheafPlaceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_place_row_dispose;
  widget_class->grab_focus = sheaf_place_row_grab_focus;

  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, SHEAF_TYPE_TARGETS);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}

static void
sheaf_place_row_init (SheafPlaceRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
}

static void
add_heading (SheafPlaceRow *self)
{
  const char *action = sheaf_place_get_action (self->place);
  GtkWidget *button;

  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "heading-row");

  if (action == NULL)
    return;

  button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, sheaf_place_get_action_label (self->place));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sheaf_place_get_action_label (self->place), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), button);
  self->button = button;
}

static void
add_controllers (SheafPlaceRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  if (g_str_equal (sheaf_place_get_kind (self->place), "set"))
    {
      GtkDropTarget *target = gtk_drop_target_new (SHEAF_TYPE_TARGETS, GDK_ACTION_COPY);

      g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
    }
}

GtkWidget *
sheaf_place_row_new (SheafPlace *place)
{
  SheafPlaceRow *self = g_object_new (SHEAF_TYPE_PLACE_ROW, NULL);

  g_return_val_if_fail (SHEAF_IS_PLACE (place), NULL);

  self->place = g_object_ref (place);

  if (sheaf_place_get_icon (place) != NULL)
    {
      self->icon = gtk_image_new ();
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                   -1);
      gtk_box_append (GTK_BOX (self->box), self->icon);
    }

  gtk_widget_set_margin_start (self->box, 14 * (int) sheaf_place_get_depth (place));

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->title);

  self->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_box_append (GTK_BOX (self->box), self->warning);

  self->pin = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->pin, "pin");
  gtk_box_append (GTK_BOX (self->box), self->pin);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (self->box), self->count);

  if (sheaf_place_is_heading (place))
    add_heading (self);
  else
    add_controllers (self);

  g_signal_connect_swapped (place, "notify", G_CALLBACK (show_place), self);
  show_place (self);

  return GTK_WIDGET (self);
}

SheafPlace *
sheaf_place_row_get_place (SheafPlaceRow *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE_ROW (self), NULL);

  return self->place;
}
