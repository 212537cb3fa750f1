/* sheaf-picture.c: a picture of an article, small, with what it shows in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-picture.h"

#include <glib/gi18n.h>

struct _SheafPicture
{
  GtkWidget parent_instance;

  GtkWidget *frame;
  GtkWidget *caption;

  char *address;
};

G_DEFINE_FINAL_TYPE (SheafPicture, sheaf_picture, GTK_TYPE_WIDGET)

static void
sheaf_picture_dispose (GObject *object)
{
  SheafPicture *self = SHEAF_PICTURE (object);

  g_clear_pointer (&self->frame, gtk_widget_unparent);
  g_clear_pointer (&self->caption, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_picture_parent_class)->dispose (object);
}

static void
sheaf_picture_finalize (GObject *object)
{
  g_free (SHEAF_PICTURE (object)->address);

  G_OBJECT_CLASS (sheaf_picture_parent_class)->finalize (object);
}

static void
sheaf_picture_class_init (SheafPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_picture_dispose;
  object_class->finalize = sheaf_picture_finalize;

  gtk_widget_class_set_css_name (widget_class, "articlepicture");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sheaf_picture_init (SheafPicture *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);

  self->frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->frame, "picture-frame");
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
}

static GtkWidget *
create_words (const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

GtkWidget *
sheaf_picture_new (const char *address,
                   const char *alt,
                   const char *caption)
{
  SheafPicture *self = g_object_new (SHEAF_TYPE_PICTURE, NULL);
  const char *words = alt != NULL && *alt != '\0' ? alt : _("Picture");

  self->address = g_strdup (address);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  gtk_box_append (GTK_BOX (self->frame), gtk_image_new_from_icon_name ("image-x-generic-symbolic"));
  gtk_box_append (GTK_BOX (self->frame), create_words (words));

  if (caption != NULL && *caption != '\0')
    {
      self->caption = create_words (caption);
      gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
    }

  return GTK_WIDGET (self);
}
