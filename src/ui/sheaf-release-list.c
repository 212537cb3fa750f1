/* sheaf-release-list.c: what of a bundle has gone out, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-release-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-relative-time.h"

struct _SheafReleaseList
{
  GtkWidget parent_instance;

  GtkWidget *heading;
  GtkListBox *list;
  SheafPublishing *publishing;
};

G_DEFINE_FINAL_TYPE (SheafReleaseList, sheaf_release_list, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (JsonObject *release)
{
  GtkWidget *row = adw_action_row_new ();
  gint64 number = json_object_get_int_member_with_default (release, "number", 0);
  const char *published = json_object_get_string_member_with_default (release, "published", NULL);
  const char *by = json_object_get_string_member_with_default (release, "by", NULL);
  gint64 time = sheaf_time_from_string (published);
  g_autofree char *title = g_strdup_printf (_("Release %d"), (int) number);
  g_autofree char *age = sheaf_relative_time (time, sheaf_time_now ());
  g_autofree char *full = sheaf_full_time (time);
  g_autofree char *subtitle = by != NULL ? g_strdup_printf ("%s · %s", age, by) : g_strdup (age);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, full);

  return row;
}

static void
show (SheafReleaseList *self)
{
  JsonArray *releases = sheaf_publishing_get_releases (self->publishing);
  guint n = releases != NULL ? json_array_get_length (releases) : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *release = sheaf_json_get_object (json_array_get_element (releases, i));

      if (release != NULL)
        gtk_list_box_append (self->list, make_row (release));
    }

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
sheaf_release_list_dispose (GObject *object)
{
  SheafReleaseList *self = SHEAF_RELEASE_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->publishing);

  G_OBJECT_CLASS (sheaf_release_list_parent_class)->dispose (object);
}

static void
sheaf_release_list_class_init (SheafReleaseListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_release_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
sheaf_release_list_init (SheafReleaseList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  self->heading = gtk_label_new (_("Releases"));
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "field-label");
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

GtkWidget *
sheaf_release_list_new (SheafPublishing *publishing)
{
  SheafReleaseList *self = g_object_new (SHEAF_TYPE_RELEASE_LIST, NULL);

  self->publishing = g_object_ref (publishing);
  g_signal_connect_object (publishing, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
