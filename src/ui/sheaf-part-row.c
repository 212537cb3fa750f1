/* sheaf-part-row.c: a part of a bundle: a set or an editorial
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-part-row.h"

#include <glib/gi18n.h>

#include "ui/sheaf-list-drop.h"
#include "ui/sheaf-word-count.h"

struct _SheafPartRow
{
  GtkListBoxRow parent_instance;

  SheafKind kind;
  char *id;
  SheafItem *item;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SheafPartRow, sheaf_part_row, GTK_TYPE_LIST_BOX_ROW)

static guint remove_signal;

static char *
describe_set (SheafEntity *set)
{
  JsonArray *members = sheaf_entity_get_array (set, "members");
  guint n = members != NULL ? json_array_get_length (members) : 0;

  if (n == 0)
    return g_strdup (_("No articles yet"));
  return g_strdup_printf (ngettext ("%u article", "%u articles", n), n);
}

static char *
describe_editorial (SheafEntity *editorial)
{
  const char *body = sheaf_entity_get_string (editorial, "body");
  const char *status = sheaf_entity_get_string (editorial, "status");
  SheafWordCount count = sheaf_word_count (body != NULL ? body : "");
  g_autofree char *words = NULL;

  words = g_strdup_printf (ngettext ("%u word", "%u words", count.words + count.characters),
                           count.words + count.characters);
  if (g_strcmp0 (status, "ready") == 0)
    return g_strdup_printf (_("Editorial · %s"), words);
  return g_strdup_printf (_("Editorial · %s · draft"), words);
}

static void
show (SheafPartRow *self)
{
  g_autofree char *subtitle = NULL;
  SheafEntity *entity;
  const char *title;

  if (self->item == NULL || sheaf_entity_is_deleted (sheaf_item_get_entity (self->item)))
    {
      gtk_label_set_label (self->title, self->item != NULL ? sheaf_item_get_title (self->item)
                                                           : _("Unknown part"));
      gtk_label_set_label (self->subtitle, _("Was deleted"));
      return;
    }

  entity = sheaf_item_get_entity (self->item);
  title = sheaf_item_get_title (self->item);
  subtitle = self->kind == SHEAF_KIND_SET ? describe_set (entity) : describe_editorial (entity);
  gtk_label_set_label (self->title, *title != '\0' ? title : _("Untitled"));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->title), -1);
}

static void
on_remove_clicked (GtkButton    *button,
                   SheafPartRow *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static GdkContentProvider *
make_content (GtkListBoxRow *row)
{
  return gdk_content_provider_new_typed (SHEAF_TYPE_PART_ROW, row);
}

static void
sheaf_part_row_finalize (GObject *object)
{
  SheafPartRow *self = SHEAF_PART_ROW (object);

  g_free (self->id);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (sheaf_part_row_parent_class)->finalize (object);
}

static void
sheaf_part_row_class_init (SheafPartRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sheaf_part_row_finalize;

  remove_signal = g_signal_new ("remove", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_part_row_init (SheafPartRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "part-row");
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
add_children (SheafPartRow *self,
              gboolean      removable)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon;

  icon = gtk_image_new_from_icon_name (self->kind == SHEAF_KIND_SET ? "sheaf-set-symbolic"
                                                                    : "document-edit-symbolic");
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  self->title = GTK_LABEL (add_label (text, NULL));
  self->subtitle = GTK_LABEL (add_label (text, "caption"));

  if (removable)
    {
      self->remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
      gtk_widget_add_css_class (self->remove, "flat");
      gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (self->remove, _("Take Out of the Bundle (Delete)"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _("Take Out of the Bundle"),
                                      -1);
      g_signal_connect_object (self->remove, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
      gtk_box_append (GTK_BOX (box), self->remove);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
sheaf_part_row_new (SheafKind   kind,
                    const char *id,
                    SheafItem  *item,
                    gboolean    removable)
{
  SheafPartRow *self = g_object_new (SHEAF_TYPE_PART_ROW, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  g_set_object (&self->item, item);
  add_children (self, removable);

  if (removable)
    sheaf_list_drag_enable (GTK_LIST_BOX_ROW (self), GDK_ACTION_MOVE, make_content);
  if (item != NULL)
    g_signal_connect_object (item, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}

SheafKind
sheaf_part_row_get_kind (SheafPartRow *self)
{
  g_return_val_if_fail (SHEAF_IS_PART_ROW (self), SHEAF_KIND_SET);

  return self->kind;
}

const char *
sheaf_part_row_get_id (SheafPartRow *self)
{
  g_return_val_if_fail (SHEAF_IS_PART_ROW (self), NULL);

  return self->id;
}
