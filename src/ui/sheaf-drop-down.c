/* sheaf-drop-down.c: says what a drop-down is, and what is chosen in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-drop-down.h"

#include <glib/gi18n.h>

static char *
get_chosen (GtkDropDown *drop_down)
{
  gpointer item = gtk_drop_down_get_selected_item (drop_down);
  GtkExpression *expression = gtk_drop_down_get_expression (drop_down);
  g_auto (GValue) value = G_VALUE_INIT;

  if (item != NULL && expression != NULL && gtk_expression_evaluate (expression, item, &value) &&
      G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);

  return GTK_IS_STRING_OBJECT (item) ? g_strdup (gtk_string_object_get_string (item)) : NULL;
}

static void
describe_button (GtkDropDown *drop_down)
{
  const char *name = g_object_get_data (G_OBJECT (drop_down), "name");
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  g_autofree char *chosen = get_chosen (drop_down);
  g_autofree char *label = NULL;

  if (chosen == NULL || *chosen == '\0')
    label = g_strdup (name);
  else
    /* Translators: what is chosen, and what of it: “Status: Ready” */
    label = g_strdup_printf (C_("drop-down", "%s: %s"), name, chosen);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
sheaf_drop_down_describe (GtkDropDown *drop_down,
                          const char  *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (name != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  if (g_object_get_data (G_OBJECT (drop_down), "name") == NULL)
    g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (describe_button), NULL);
  g_object_set_data_full (G_OBJECT (drop_down), "name", g_strdup (name), g_free);
  describe_button (drop_down);
}
