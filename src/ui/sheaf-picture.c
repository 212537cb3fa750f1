/* sheaf-picture.c: a picture of an article, small, with what it shows in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-picture.h"

#include <glib/gi18n.h>

/* In pixels on the screen, and of what is decoded. */
#define SHOWN_HEIGHT 240
#define LARGEST 1600
#define MOST_PIXELS (50 * 1000 * 1000)

struct _SheafPicture
{
  GtkWidget parent_instance;

  GtkWidget *frame; /* holds the words, then the picture */
  GtkWidget *caption;

  char *alt;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafPicture, sheaf_picture, GTK_TYPE_WIDGET)

/* --- decoding ------------------------------------------------------------------------------ */

/* A small file may say that it is huge. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  gboolean *refused = user_data;
  double scale = MIN (1.0, (double) LARGEST / MAX (width, height));

  if ((gint64) width * height > MOST_PIXELS)
    {
      *refused = TRUE;
      scale = 0;
    }

  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                              MAX (1, (int) (height * scale)));
}

static void
decode (GTask        *task,
        gpointer      source_object,
        gpointer      task_data,
        GCancellable *cancellable)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GBytes) pixels = NULL;
  gboolean refused = FALSE;
  GdkPixbuf *pixbuf;
  GError *error = NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &refused);

  if (!gdk_pixbuf_loader_write_bytes (loader, task_data, &error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      g_task_return_error (task, error);
      return;
    }

  if (!gdk_pixbuf_loader_close (loader, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || refused)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "Too large a picture");
      return;
    }

  pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  g_task_return_pointer (task,
                         gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf),
                                                 gdk_pixbuf_get_height (pixbuf),
                                                 gdk_pixbuf_get_has_alpha (pixbuf)
                                                   ? GDK_MEMORY_R8G8B8A8
                                                   : GDK_MEMORY_R8G8B8,
                                                 pixels,
                                                 (gsize) gdk_pixbuf_get_rowstride (pixbuf)),
                         g_object_unref);
}

static void
show_texture (SheafPicture *self,
              GdkTexture   *texture)
{
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->frame)) != NULL)
    gtk_box_remove (GTK_BOX (self->frame), child);

  gtk_picture_set_alternative_text (GTK_PICTURE (picture), self->alt);
  gtk_widget_set_tooltip_text (picture, self->alt);
  gtk_widget_set_size_request (picture, -1, MIN (SHOWN_HEIGHT, gdk_texture_get_height (texture)));
  gtk_widget_set_halign (picture, GTK_ALIGN_START);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->frame, "filled");
  gtk_box_append (GTK_BOX (self->frame), picture);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  SheafPicture *self = SHEAF_PICTURE (object);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL && self->frame != NULL)
    show_texture (self, texture);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SheafPicture) self = SHEAF_PICTURE (user_data);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GTask) task = NULL;

  bytes = sheaf_image_fetcher_get_finish (SHEAF_IMAGE_FETCHER (object), result, NULL);
  if (bytes == NULL || self->frame == NULL)
    return;

  task = g_task_new (self, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, decode);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode);
}

/* --- the class ----------------------------------------------------------------------------- */

static void
sheaf_picture_dispose (GObject *object)
{
  SheafPicture *self = SHEAF_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->frame, gtk_widget_unparent);
  g_clear_pointer (&self->caption, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_picture_parent_class)->dispose (object);
}

static void
sheaf_picture_finalize (GObject *object)
{
  g_free (SHEAF_PICTURE (object)->alt);

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
sheaf_picture_new (SheafImageFetcher *fetcher,
                   const char        *address,
                   const char        *source,
                   const char        *alt,
                   const char        *caption)
{
  SheafPicture *self = g_object_new (SHEAF_TYPE_PICTURE, NULL);
  const char *words = alt != NULL && *alt != '\0' ? alt : _("Picture");

  self->alt = g_strdup (words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  gtk_box_append (GTK_BOX (self->frame), gtk_image_new_from_icon_name ("image-x-generic-symbolic"));
  gtk_box_append (GTK_BOX (self->frame), create_words (words));

  if (caption != NULL && *caption != '\0')
    {
      self->caption = create_words (caption);
      gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
    }

  if (fetcher != NULL && address != NULL)
    {
      self->cancellable = g_cancellable_new ();
      sheaf_image_fetcher_get_async (fetcher, address, source, self->cancellable, fetched_cb,
                                     g_object_ref (self));
    }

  return GTK_WIDGET (self);
}
