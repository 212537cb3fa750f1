/* sheaf-wrap.c: lays children out in lines, as words in a paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-wrap.h"

struct _SheafWrap
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (SheafWrap, sheaf_wrap, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
sheaf_wrap_get_request_mode (GtkLayoutManager *manager,
                             GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Walks the lines that fit @width; gives the children their places if @allocate.
 * Returns the height. */
static int
walk (SheafWrap *self,
      GtkWidget *widget,
      int        width,
      gboolean   allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_min, child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_min, &child_width, NULL,
                          NULL);
      child_width = MAX (MIN (child_width, width), child_min);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL,
                          NULL);

      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }

      if (allocate)
        gtk_widget_size_allocate (child,
                                  &(GtkAllocation) { rtl ? width - x - child_width : x, y,
                                                     child_width, child_height },
                                  -1);

      x += child_width + self->spacing;
      line_height = MAX (line_height, child_height);
    }

  return y + line_height;
}

static void
sheaf_wrap_measure (GtkLayoutManager *manager,
                    GtkWidget        *widget,
                    GtkOrientation    orientation,
                    int               for_size,
                    int              *minimum,
                    int              *natural,
                    int              *minimum_baseline,
                    int              *natural_baseline)
{
  SheafWrap *self = SHEAF_WRAP (manager);
  int widest = 0, sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_min, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_min, &child_natural, NULL,
                          NULL);
      widest = MAX (widest, child_min);
      sum += child_natural + (sum > 0 ? self->spacing : 0);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (sum, widest);
    }
  else
    {
      *minimum = *natural = walk (self, widget, for_size < 0 ? sum : MAX (for_size, widest), FALSE);
    }
}

static void
sheaf_wrap_allocate (GtkLayoutManager *manager,
                     GtkWidget        *widget,
                     int               width,
                     int               height,
                     int               baseline)
{
  walk (SHEAF_WRAP (manager), widget, width, TRUE);
}

static void
sheaf_wrap_class_init (SheafWrapClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = sheaf_wrap_get_request_mode;
  layout_class->measure = sheaf_wrap_measure;
  layout_class->allocate = sheaf_wrap_allocate;
}

static void
sheaf_wrap_init (SheafWrap *self)
{
}

GtkLayoutManager *
sheaf_wrap_new (int spacing)
{
  SheafWrap *self = g_object_new (SHEAF_TYPE_WRAP, NULL);

  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
