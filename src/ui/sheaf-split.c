/* sheaf-split.c: a main part and another beside it, where there is room for both
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-split.h"

struct _SheafSplit
{
  GtkWidget parent_instance;

  GtkWidget *main;
  GtkWidget *side;
  GtkWidget *border;
  gboolean side_first;
  int side_width;
  int main_width; /* 0: what is left */
  int threshold;
  gboolean folded;
  gboolean show_side;        /* beside the main part */
  gboolean show_side_folded; /* in place of it */
  guint notify; /* the fold is told after the layout that it came from */
};

typedef enum
{
  PROP_MAIN = 1,
  PROP_SIDE,
  PROP_SIDE_FIRST,
  PROP_SIDE_WIDTH,
  PROP_MAIN_WIDTH,
  PROP_THRESHOLD,
  PROP_FOLDED,
  PROP_SHOW_SIDE,
} SheafSplitProperty;

static GParamSpec *properties[PROP_SHOW_SIDE + 1];

static void sheaf_split_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafSplit, sheaf_split, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      sheaf_split_buildable_init))

static void
measure_child (GtkWidget      *child,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural)
{
  int child_minimum = 0;
  int child_natural = 0;

  if (child != NULL && gtk_widget_get_visible (child))
    gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);

  *minimum = MAX (*minimum, child_minimum);
  *natural = MAX (*natural, child_natural);
}

/* How @width is shared, where both are seen. */
static void
get_widths (SheafSplit *self,
            int         width,
            int        *main_width,
            int        *side_width)
{
  *main_width = width;
  *side_width = width;
  if (width < self->threshold || !self->show_side || self->side == NULL)
    return;

  *main_width = self->main_width > 0 ? self->main_width : width - self->side_width - 1;
  *side_width = width - *main_width - 1;
}

static GtkSizeRequestMode
sheaf_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What it takes at the least is what one of them takes: that is how it can fold at all. Its height
 * where nobody says a width is not that of text in the narrowest column. */
static void
sheaf_split_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  SheafSplit *self = SHEAF_SPLIT (widget);
  int main_width = -1;
  int side_width = -1;

  *minimum = 0;
  *natural = 0;
  *minimum_baseline = -1;
  *natural_baseline = -1;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    get_widths (self, for_size >= 0 ? for_size : self->threshold, &main_width, &side_width);
  measure_child (self->main, orientation, main_width, minimum, natural);
  measure_child (self->side, orientation, side_width, minimum, natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*natural, self->threshold);
}

static gboolean
tell_folded (gpointer data)
{
  SheafSplit *self = data;

  self->notify = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDE]);
  return G_SOURCE_REMOVE;
}

static void
place (GtkWidget *child,
       gboolean   shown,
       int        x,
       int        width,
       int        height)
{
  GtkAllocation allocation = { .x = x, .y = 0, .width = width, .height = height };

  if (child == NULL)
    return;

  gtk_widget_set_child_visible (child, shown);
  if (shown)
    gtk_widget_size_allocate (child, &allocation, -1);
}

static void
sheaf_split_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  SheafSplit *self = SHEAF_SPLIT (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean side_left = self->side_first != rtl;
  gboolean folded = width < self->threshold;
  gboolean both = !folded && self->show_side && self->side != NULL;
  gboolean side_alone = folded && self->show_side_folded && self->side != NULL;
  int main_width;
  int side_width;

  get_widths (self, width, &main_width, &side_width);
  place (self->main, !side_alone, both && side_left ? side_width + 1 : 0, main_width, height);
  place (self->side, both || side_alone, both && !side_left ? main_width + 1 : 0, side_width,
         height);
  place (self->border, both, side_left ? side_width : main_width, 1, height);

  if (folded != self->folded)
    {
      self->folded = folded;
      if (self->notify == 0)
        self->notify = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_folded, self, NULL);
    }
}

static void
set_child (SheafSplit *self,
           GtkWidget **child,
           GtkWidget  *value)
{
  g_clear_pointer (child, gtk_widget_unparent);
  if (value == NULL)
    return;

  *child = value;
  gtk_widget_set_parent (value, GTK_WIDGET (self));
}

static void
sheaf_split_get_property (GObject    *object,
                          guint       property,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SheafSplit *self = SHEAF_SPLIT (object);

  switch ((SheafSplitProperty) property)
    {
    case PROP_MAIN:
      g_value_set_object (value, self->main);
      break;
    case PROP_SIDE:
      g_value_set_object (value, self->side);
      break;
    case PROP_SIDE_FIRST:
      g_value_set_boolean (value, self->side_first);
      break;
    case PROP_SIDE_WIDTH:
      g_value_set_int (value, self->side_width);
      break;
    case PROP_MAIN_WIDTH:
      g_value_set_int (value, self->main_width);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SHOW_SIDE:
      g_value_set_boolean (value, self->folded ? self->show_side_folded : self->show_side);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sheaf_split_set_property (GObject      *object,
                          guint         property,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SheafSplit *self = SHEAF_SPLIT (object);

  switch ((SheafSplitProperty) property)
    {
    case PROP_MAIN:
      set_child (self, &self->main, g_value_get_object (value));
      break;
    case PROP_SIDE:
      set_child (self, &self->side, g_value_get_object (value));
      break;
    case PROP_SIDE_FIRST:
      self->side_first = g_value_get_boolean (value);
      break;
    case PROP_SIDE_WIDTH:
      self->side_width = g_value_get_int (value);
      break;
    case PROP_MAIN_WIDTH:
      self->main_width = g_value_get_int (value);
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      break;
    case PROP_SHOW_SIDE:
      if (self->folded)
        self->show_side_folded = g_value_get_boolean (value);
      else
        self->show_side = g_value_get_boolean (value);
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
sheaf_split_add_child (GtkBuildable *buildable,
                       GtkBuilder   *builder,
                       GObject      *child,
                       const char   *type)
{
  if (g_strcmp0 (type, "side") == 0)
    g_object_set (buildable, "side", child, NULL);
  else if (GTK_IS_WIDGET (child))
    g_object_set (buildable, "main", child, NULL);
}

static void
sheaf_split_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = sheaf_split_add_child;
}

static void
sheaf_split_dispose (GObject *object)
{
  SheafSplit *self = SHEAF_SPLIT (object);

  g_clear_handle_id (&self->notify, g_source_remove);
  g_clear_pointer (&self->main, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  g_clear_pointer (&self->border, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_split_parent_class)->dispose (object);
}

static void
sheaf_split_class_init (SheafSplitClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = sheaf_split_get_property;
  object_class->set_property = sheaf_split_set_property;
  object_class->dispose = sheaf_split_dispose;
  widget_class->get_request_mode = sheaf_split_get_request_mode;
  widget_class->measure = sheaf_split_measure;
  widget_class->size_allocate = sheaf_split_size_allocate;

  properties[PROP_MAIN] = g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE_FIRST] = g_param_spec_boolean ("side-first", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE_WIDTH] = g_param_spec_int ("side-width", NULL, NULL, 0, G_MAXINT, 240,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAIN_WIDTH] = g_param_spec_int ("main-width", NULL, NULL, 0, G_MAXINT, 0,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 620,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDE] = g_param_spec_boolean ("show-side", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
sheaf_split_init (SheafSplit *self)
{
  self->side_width = 240;
  self->threshold = 620;
  self->border = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (self->border, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sheaf_split_new (void)
{
  return g_object_new (SHEAF_TYPE_SPLIT, NULL);
}

gboolean
sheaf_split_get_folded (SheafSplit *self)
{
  g_return_val_if_fail (SHEAF_IS_SPLIT (self), FALSE);

  return self->folded;
}
