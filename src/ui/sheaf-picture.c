/* sheaf-picture.c: a picture of an article, small, with what it shows in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-picture.h"

#include <glib/gi18n.h>

/* In pixels on the screen, and of what is decoded. */
#define SHOWN_HEIGHT 240
#define CORNER 9
#define LARGEST 1600
#define MOST_PIXELS (50 * 1000 * 1000)

struct _SheafPicture
{
  GtkWidget parent_instance;

  GtkWidget *frame; /* holds the words, until the picture has come */
  GtkWidget *caption;

  GdkTexture *texture;
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
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  SheafPicture *self = SHEAF_PICTURE (object);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL || self->frame == NULL)
    return;

  g_set_object (&self->texture, texture);
  gtk_widget_set_visible (self->frame, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->alt);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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

/* --- drawing ------------------------------------------------------------------------------- */

/* How large the picture is where there are @width pixels for it. */
static void
get_size (SheafPicture *self,
          int           width,
          int          *picture_width,
          int          *picture_height)
{
  double texture_width, texture_height, scale;

  *picture_width = *picture_height = 0;
  if (self->texture == NULL)
    return;

  texture_width = gdk_texture_get_width (self->texture);
  texture_height = gdk_texture_get_height (self->texture);
  scale = MIN (1.0, SHOWN_HEIGHT / texture_height);
  if (width >= 0)
    scale = MIN (scale, width / texture_width);

  *picture_width = (int) (texture_width * scale);
  *picture_height = (int) (texture_height * scale);
}

static GtkSizeRequestMode
sheaf_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sheaf_picture_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  SheafPicture *self = SHEAF_PICTURE (widget);
  GtkWidget *children[] = { self->frame, self->caption };
  int width, height;

  get_size (self, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &width, &height);
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : width;

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int child_minimum, child_natural;

      if (children[i] == NULL || !gtk_widget_get_visible (children[i]))
        continue;

      gtk_widget_measure (children[i], orientation, for_size, &child_minimum, &child_natural, NULL,
                          NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum += child_minimum;
          *natural += child_natural;
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }
}

static void
sheaf_picture_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  SheafPicture *self = SHEAF_PICTURE (widget);
  GtkWidget *children[] = { self->frame, self->caption };
  int picture_width, y;

  get_size (self, width, &picture_width, &y);

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int child_height;

      if (children[i] == NULL || !gtk_widget_get_visible (children[i]))
        continue;

      gtk_widget_measure (children[i], GTK_ORIENTATION_VERTICAL, width, NULL, &child_height, NULL,
                          NULL);
      gtk_widget_size_allocate (children[i], &(GtkAllocation) { 0, y, width, child_height }, -1);
      y += child_height;
    }
}

static void
sheaf_picture_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  SheafPicture *self = SHEAF_PICTURE (widget);
  int whole = gtk_widget_get_width (widget);
  GskRoundedRect outline;
  graphene_rect_t bounds;
  int width, height;

  GTK_WIDGET_CLASS (sheaf_picture_parent_class)->snapshot (widget, snapshot);

  get_size (self, whole, &width, &height);
  if (self->texture == NULL || width == 0 || height == 0)
    return;

  graphene_rect_init (&bounds,
                      gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? whole - width : 0, 0,
                      width, height);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, CORNER);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
  gtk_snapshot_pop (snapshot);
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
  g_clear_object (&SHEAF_PICTURE (object)->texture);
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

  widget_class->get_request_mode = sheaf_picture_get_request_mode;
  widget_class->measure = sheaf_picture_measure;
  widget_class->size_allocate = sheaf_picture_size_allocate;
  widget_class->snapshot = sheaf_picture_snapshot;

  gtk_widget_class_set_css_name (widget_class, "articlepicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sheaf_picture_init (SheafPicture *self)
{
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
