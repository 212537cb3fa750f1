/* sheaf-fold.c: three panes that fold where there is no room for them side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-fold.h"

#include <glib/gi18n.h>

#include "ui/sheaf-fold-handle.h"

#define N_PANES (SHEAF_FOLD_PANE_CONTENT + 1)

struct _SheafFold
{
  GtkWidget parent_instance;

  GtkWidget *panes[N_PANES];
  GtkWidget *scrim; /* dims what lies under the sidebar in the medium mode */
  GtkWidget *sidebar_handle;
  GtkWidget *list_handle;

  SheafFoldMode mode;
  SheafFoldPane pane;
  gboolean sidebar_shown;
  gboolean sidebar_over;
  gboolean list_shown;
  int sidebar_width;
  int list_width;
  guint notify_source;
};

G_DEFINE_FINAL_TYPE (SheafFold, sheaf_fold, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SIDEBAR = 1,
  PROP_LIST,
  PROP_CONTENT,
  PROP_MODE,
  PROP_PANE,
  PROP_SIDEBAR_SHOWN,
  PROP_SIDEBAR_OVER,
  PROP_LIST_SHOWN,
  PROP_SIDEBAR_WIDTH,
  PROP_LIST_WIDTH,
} SheafFoldProperty;

static GParamSpec *properties[PROP_LIST_WIDTH + 1];

static int
get_minimum (SheafFold      *self,
             SheafFoldPane   pane,
             GtkOrientation  orientation)
{
  int minimum = 0;

  if (self->panes[pane] != NULL)
    gtk_widget_measure (self->panes[pane], orientation, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static SheafFoldMode
choose_mode (SheafFold *self,
             int        width)
{
  int list = get_minimum (self, SHEAF_FOLD_PANE_LIST, GTK_ORIENTATION_HORIZONTAL);
  int two = (self->list_shown ? list : 0) +
            get_minimum (self, SHEAF_FOLD_PANE_CONTENT, GTK_ORIENTATION_HORIZONTAL);
  int three = two + get_minimum (self, SHEAF_FOLD_PANE_SIDEBAR, GTK_ORIENTATION_HORIZONTAL);

  if (width < MAX (SHEAF_FOLD_NARROW_WIDTH, two))
    return SHEAF_FOLD_MODE_NARROW;

  if (width < MAX (SHEAF_FOLD_MEDIUM_WIDTH, three))
    return SHEAF_FOLD_MODE_MEDIUM;

  return SHEAF_FOLD_MODE_WIDE;
}

static gboolean
notify_mode_cb (gpointer user_data)
{
  SheafFold *self = SHEAF_FOLD (user_data);

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);

  return G_SOURCE_REMOVE;
}

/* Who listens shows and hides buttons, which must not happen while sizes are being given out. */
static void
set_mode (SheafFold     *self,
          SheafFoldMode  mode)
{
  if (self->mode == mode)
    return;

  self->mode = mode;

  if (self->notify_source == 0)
    self->notify_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_mode_cb, self, NULL);
}

static gboolean
is_beside (SheafFold *self)
{
  return self->mode == SHEAF_FOLD_MODE_WIDE && self->sidebar_shown;
}

static gboolean
is_over (SheafFold *self)
{
  return self->mode == SHEAF_FOLD_MODE_MEDIUM && self->sidebar_over;
}

/* Gives @child the @width pixels from @x, counted from where a line of text begins. */
static void
place (SheafFold *self,
       GtkWidget *child,
       gboolean   visible,
       int        x,
       int        width)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (child == NULL)
    return;

  gtk_widget_set_child_visible (child, visible);
  if (!visible)
    return;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = whole - x - width;

  gtk_widget_size_allocate (child, &(GtkAllocation) { x, 0, width, height }, -1);
}

static void
place_handle (SheafFold *self,
              GtkWidget *handle,
              gboolean   visible,
              int        x)
{
  int min;

  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  place (self, handle, visible, x - min / 2, min);
}

static void
get_widths (SheafFold *self,
            int        whole,
            int       *sidebar,
            int       *list)
{
  int sidebar_min = get_minimum (self, SHEAF_FOLD_PANE_SIDEBAR, GTK_ORIENTATION_HORIZONTAL);
  int list_min = get_minimum (self, SHEAF_FOLD_PANE_LIST, GTK_ORIENTATION_HORIZONTAL);
  int content_min = get_minimum (self, SHEAF_FOLD_PANE_CONTENT, GTK_ORIENTATION_HORIZONTAL);
  int rest;

  if (!self->list_shown)
    list_min = 0;

  *sidebar = 0;
  if (is_beside (self))
    *sidebar = CLAMP (self->sidebar_width, sidebar_min,
                      MAX (sidebar_min, whole - list_min - content_min));

  rest = whole - *sidebar;
  *list = 0;
  if (self->list_shown)
    *list = CLAMP (self->list_width, list_min, MAX (list_min, rest - content_min));

  sheaf_fold_handle_set_value (SHEAF_FOLD_HANDLE (self->sidebar_handle), *sidebar, sidebar_min,
                               MAX (sidebar_min, whole - list_min - content_min));
  sheaf_fold_handle_set_value (SHEAF_FOLD_HANDLE (self->list_handle), *list, list_min,
                               MAX (list_min, rest - content_min));
}

static void
sheaf_fold_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  SheafFold *self = SHEAF_FOLD (widget);
  GtkWidget *sidebar = self->panes[SHEAF_FOLD_PANE_SIDEBAR];
  GtkWidget *list = self->panes[SHEAF_FOLD_PANE_LIST];
  GtkWidget *content = self->panes[SHEAF_FOLD_PANE_CONTENT];
  int sidebar_width, list_width;

  set_mode (self, choose_mode (self, width));

  if (self->mode == SHEAF_FOLD_MODE_NARROW)
    {
      for (guint i = 0; i < N_PANES; i++)
        place (self, self->panes[i], i == self->pane, 0, width);

      place (self, self->scrim, FALSE, 0, 0);
      place_handle (self, self->sidebar_handle, FALSE, 0);
      place_handle (self, self->list_handle, FALSE, 0);
      return;
    }

  get_widths (self, width, &sidebar_width, &list_width);

  if (is_over (self))
    {
      int min = get_minimum (self, SHEAF_FOLD_PANE_SIDEBAR, GTK_ORIENTATION_HORIZONTAL);

      place (self, sidebar, TRUE, 0, CLAMP (self->sidebar_width, min, MAX (min, width - 60)));
    }
  else
    {
      place (self, sidebar, is_beside (self), 0, sidebar_width);
    }

  place (self, list, self->list_shown, sidebar_width, list_width);
  place (self, content, TRUE, sidebar_width + list_width, width - sidebar_width - list_width);
  place (self, self->scrim, is_over (self), 0, width);
  place_handle (self, self->sidebar_handle, is_beside (self), sidebar_width);
  place_handle (self, self->list_handle, self->list_shown && !is_over (self),
                sidebar_width + list_width);
}

static void
sheaf_fold_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  SheafFold *self = SHEAF_FOLD (widget);

  *minimum = *natural = 0;

  for (guint i = 0; i < N_PANES; i++)
    {
      int child_minimum, child_natural;

      if (self->panes[i] == NULL)
        continue;

      gtk_widget_measure (self->panes[i], orientation, -1, &child_minimum, &child_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, child_minimum);

      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        *natural += child_natural;
      else
        *natural = MAX (*natural, child_natural);
    }

  *natural = MAX (*natural, *minimum);
}

static void
sidebar_moved_cb (SheafFold *self,
                  int        x)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = whole - x;

  g_object_set (self, "sidebar-width", MAX (x, 0), NULL);
}

static void
list_moved_cb (SheafFold *self,
               int        x)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  int sidebar, list;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = whole - x;

  get_widths (self, whole, &sidebar, &list);
  g_object_set (self, "list-width", MAX (x - sidebar, 0), NULL);
}

static void
sidebar_nudged_cb (SheafFold *self,
                   int        by)
{
  int sidebar, list;

  get_widths (self, gtk_widget_get_width (GTK_WIDGET (self)), &sidebar, &list);
  g_object_set (self, "sidebar-width", MAX (sidebar + by, 0), NULL);
}

static void
list_nudged_cb (SheafFold *self,
                int        by)
{
  int sidebar, list;

  get_widths (self, gtk_widget_get_width (GTK_WIDGET (self)), &sidebar, &list);
  g_object_set (self, "list-width", MAX (list + by, 0), NULL);
}

static void
scrim_released_cb (SheafFold *self)
{
  g_object_set (self, "sidebar-over", FALSE, NULL);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  SheafFold *self = SHEAF_FOLD (widget);

  if (!is_over (self))
    return FALSE;

  g_object_set (self, "sidebar-over", FALSE, NULL);

  return TRUE;
}

/* Keeps the order in which they are drawn and walked with the keyboard: list, content, then what
 * lies over them. */
static void
set_pane_widget (SheafFold     *self,
                 SheafFoldPane  pane,
                 GtkWidget     *child)
{
  g_clear_pointer (&self->panes[pane], gtk_widget_unparent);

  self->panes[pane] = child;
  if (child == NULL)
    return;

  if (pane == SHEAF_FOLD_PANE_SIDEBAR)
    gtk_widget_insert_after (child, GTK_WIDGET (self), self->scrim);
  else if (pane == SHEAF_FOLD_PANE_LIST)
    gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_before (child, GTK_WIDGET (self), self->scrim);
}

static void
sheaf_fold_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SheafFold *self = SHEAF_FOLD (object);

  switch ((SheafFoldProperty) property_id)
    {
    case PROP_SIDEBAR:
    case PROP_LIST:
    case PROP_CONTENT:
      g_value_set_object (value, self->panes[property_id - PROP_SIDEBAR]);
      break;
    case PROP_MODE:
      g_value_set_int (value, self->mode);
      break;
    case PROP_PANE:
      g_value_set_int (value, self->pane);
      break;
    case PROP_SIDEBAR_SHOWN:
      g_value_set_boolean (value, self->sidebar_shown);
      break;
    case PROP_SIDEBAR_OVER:
      g_value_set_boolean (value, self->sidebar_over);
      break;
    case PROP_LIST_SHOWN:
      g_value_set_boolean (value, self->list_shown);
      break;
    case PROP_SIDEBAR_WIDTH:
      g_value_set_int (value, self->sidebar_width);
      break;
    case PROP_LIST_WIDTH:
      g_value_set_int (value, self->list_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
set_int (SheafFold  *self,
         int        *field,
         int         value,
         GParamSpec *pspec)
{
  if (*field == value)
    return;

  *field = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
sheaf_fold_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  SheafFold *self = SHEAF_FOLD (object);

  switch ((SheafFoldProperty) property_id)
    {
    case PROP_SIDEBAR:
    case PROP_LIST:
    case PROP_CONTENT:
      set_pane_widget (self, property_id - PROP_SIDEBAR, g_value_get_object (value));
      break;
    case PROP_PANE:
      set_int (self, (int *) &self->pane, g_value_get_int (value), pspec);
      break;
    case PROP_SIDEBAR_SHOWN:
      set_int (self, &self->sidebar_shown, g_value_get_boolean (value), pspec);
      break;
    case PROP_SIDEBAR_OVER:
      set_int (self, &self->sidebar_over, g_value_get_boolean (value), pspec);
      break;
    case PROP_LIST_SHOWN:
      set_int (self, &self->list_shown, g_value_get_boolean (value), pspec);
      break;
    case PROP_SIDEBAR_WIDTH:
      set_int (self, &self->sidebar_width, g_value_get_int (value), pspec);
      break;
    case PROP_LIST_WIDTH:
      set_int (self, &self->list_width, g_value_get_int (value), pspec);
      break;
    case PROP_MODE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_fold_dispose (GObject *object)
{
  SheafFold *self = SHEAF_FOLD (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);

  for (guint i = 0; i < N_PANES; i++)
    g_clear_pointer (&self->panes[i], gtk_widget_unparent);

  g_clear_pointer (&self->scrim, gtk_widget_unparent);
  g_clear_pointer (&self->sidebar_handle, gtk_widget_unparent);
  g_clear_pointer (&self->list_handle, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_fold_parent_class)->dispose (object);
}

static void
sheaf_fold_class_init (SheafFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sheaf_fold_get_property;
  object_class->set_property = sheaf_fold_set_property;
  object_class->dispose = sheaf_fold_dispose;
  widget_class->measure = sheaf_fold_measure;
  widget_class->size_allocate = sheaf_fold_size_allocate;

  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MODE] =
    g_param_spec_int ("mode", NULL, NULL, SHEAF_FOLD_MODE_WIDE, SHEAF_FOLD_MODE_NARROW,
                      SHEAF_FOLD_MODE_WIDE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PANE] =
    g_param_spec_int ("pane", NULL, NULL, SHEAF_FOLD_PANE_SIDEBAR, SHEAF_FOLD_PANE_CONTENT,
                      SHEAF_FOLD_PANE_LIST, flags);
  properties[PROP_SIDEBAR_SHOWN] = g_param_spec_boolean ("sidebar-shown", NULL, NULL, TRUE, flags);
  properties[PROP_SIDEBAR_OVER] = g_param_spec_boolean ("sidebar-over", NULL, NULL, FALSE, flags);
  properties[PROP_LIST_SHOWN] = g_param_spec_boolean ("list-shown", NULL, NULL, TRUE, flags);
  properties[PROP_SIDEBAR_WIDTH] =
    g_param_spec_int ("sidebar-width", NULL, NULL, 0, G_MAXINT, 240, flags);
  properties[PROP_LIST_WIDTH] =
    g_param_spec_int ("list-width", NULL, NULL, 0, G_MAXINT, 380, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "fold");
}

static void
sheaf_fold_init (SheafFold *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->pane = SHEAF_FOLD_PANE_LIST;
  self->sidebar_shown = TRUE;
  self->list_shown = TRUE;
  self->sidebar_width = 240;
  self->list_width = 380;

  self->sidebar_handle = sheaf_fold_handle_new (_("Width of the sidebar"));
  g_signal_connect_swapped (self->sidebar_handle, "moved", G_CALLBACK (sidebar_moved_cb), self);
  g_signal_connect_swapped (self->sidebar_handle, "nudged", G_CALLBACK (sidebar_nudged_cb), self);
  gtk_widget_set_parent (self->sidebar_handle, GTK_WIDGET (self));

  self->list_handle = sheaf_fold_handle_new (_("Width of the list"));
  g_signal_connect_swapped (self->list_handle, "moved", G_CALLBACK (list_moved_cb), self);
  g_signal_connect_swapped (self->list_handle, "nudged", G_CALLBACK (list_nudged_cb), self);
  gtk_widget_set_parent (self->list_handle, GTK_WIDGET (self));

  self->scrim = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->scrim, "scrim");
  g_signal_connect_swapped (click, "released", G_CALLBACK (scrim_released_cb), self);
  gtk_widget_add_controller (self->scrim, GTK_EVENT_CONTROLLER (click));
  gtk_widget_insert_before (self->scrim, GTK_WIDGET (self), self->sidebar_handle);

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sheaf_fold_new (void)
{
  return g_object_new (SHEAF_TYPE_FOLD, NULL);
}

SheafFoldMode
sheaf_fold_get_mode (SheafFold *self)
{
  g_return_val_if_fail (SHEAF_IS_FOLD (self), SHEAF_FOLD_MODE_WIDE);

  return self->mode;
}

SheafFoldPane
sheaf_fold_get_pane (SheafFold *self)
{
  g_return_val_if_fail (SHEAF_IS_FOLD (self), SHEAF_FOLD_PANE_LIST);

  return self->pane;
}

void
sheaf_fold_set_pane (SheafFold     *self,
                     SheafFoldPane  pane)
{
  g_return_if_fail (SHEAF_IS_FOLD (self));

  if (pane == SHEAF_FOLD_PANE_LIST)
    sheaf_fold_set_list_visible (self, TRUE);

  g_object_set (self, "pane", (int) pane, NULL);
}

gboolean
sheaf_fold_get_list_visible (SheafFold *self)
{
  g_return_val_if_fail (SHEAF_IS_FOLD (self), FALSE);

  if (self->mode == SHEAF_FOLD_MODE_NARROW)
    return self->pane == SHEAF_FOLD_PANE_LIST;

  return self->list_shown;
}

void
sheaf_fold_set_list_visible (SheafFold *self,
                             gboolean   visible)
{
  g_return_if_fail (SHEAF_IS_FOLD (self));

  g_object_set (self, "list-shown", visible, NULL);
}

gboolean
sheaf_fold_get_sidebar_visible (SheafFold *self)
{
  g_return_val_if_fail (SHEAF_IS_FOLD (self), FALSE);

  if (self->mode == SHEAF_FOLD_MODE_NARROW)
    return self->pane == SHEAF_FOLD_PANE_SIDEBAR;

  return is_beside (self) || is_over (self);
}

void
sheaf_fold_set_sidebar_visible (SheafFold *self,
                                gboolean   visible)
{
  g_return_if_fail (SHEAF_IS_FOLD (self));

  switch (self->mode)
    {
    case SHEAF_FOLD_MODE_WIDE:
      g_object_set (self, "sidebar-shown", visible, NULL);
      break;
    case SHEAF_FOLD_MODE_MEDIUM:
      g_object_set (self, "sidebar-over", visible, NULL);
      break;
    case SHEAF_FOLD_MODE_NARROW:
      sheaf_fold_set_pane (self, visible ? SHEAF_FOLD_PANE_SIDEBAR : SHEAF_FOLD_PANE_LIST);
      break;
    default:
      g_assert_not_reached ();
    }
}
