/* sheaf-text-area.c: text typed straight onto the page: a headline, a standfirst, a note
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-text-area.h"

/* Narrower than that, text stands in columns of letters and is as high as a house. */
#define NARROWEST 160

struct _SheafTextArea
{
  GtkTextView parent_instance;

  GtkWidget *hint;
  char *placeholder;
  gboolean single_line;
};

G_DEFINE_FINAL_TYPE (SheafTextArea, sheaf_text_area, GTK_TYPE_TEXT_VIEW)

typedef enum
{
  PROP_PLACEHOLDER = 1,
  PROP_SINGLE_LINE,
} SheafTextAreaProperty;

static GParamSpec *properties[PROP_SINGLE_LINE + 1];

static void
on_insert_text (GtkTextBuffer *buffer,
                GtkTextIter   *location,
                char          *text,
                int            length,
                SheafTextArea *self)
{
  g_autofree char *line = NULL;

  if (!self->single_line)
    return;

  line = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);
  if (strpbrk (line, "\r\n") == NULL)
    return;

  g_strdelimit (line, "\r\n", ' ');
  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, location, line, -1);
}

static void
on_changed (GtkTextBuffer *buffer,
            SheafTextArea *self)
{
  gtk_widget_set_child_visible (self->hint, gtk_text_buffer_get_char_count (buffer) == 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                SheafTextArea         *self)
{
  if (!self->single_line)
    return GDK_EVENT_PROPAGATE;

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit_by_name (self, "move-focus", GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

/* A text view has whatever height its layout came to when it was last drawn, since it can be
 * scrolled. This one is a part of a page and has the height that its text takes; there is never so
 * much of it that this would be felt. */
static int
measure_height (SheafTextArea *self,
                int            width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;
  int height;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width >= 0)
    pango_layout_set_width (layout, PANGO_SCALE *
                            MAX (1, width - gtk_text_view_get_left_margin (view) -
                                    gtk_text_view_get_right_margin (view)));
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
}

static GtkSizeRequestMode
sheaf_text_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sheaf_text_area_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  GTK_WIDGET_CLASS (sheaf_text_area_parent_class)->measure (widget, orientation, for_size, minimum,
                                                            natural, minimum_baseline,
                                                            natural_baseline);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (SHEAF_TEXT_AREA (widget), for_size);
    }
  else
    {
      *minimum = MAX (*minimum, NARROWEST);
      *natural = MAX (*natural, *minimum);
    }
}

static void
sheaf_text_area_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  SheafTextArea *self = SHEAF_TEXT_AREA (widget);
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  GtkAllocation place = {
    .x = gtk_text_view_get_left_margin (view),
    .y = gtk_text_view_get_top_margin (view),
  };
  int minimum;

  GTK_WIDGET_CLASS (sheaf_text_area_parent_class)->size_allocate (widget, width, height, baseline);

  gtk_widget_measure (self->hint, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  place.width = MAX (minimum, width - place.x - gtk_text_view_get_right_margin (view));
  gtk_widget_measure (self->hint, GTK_ORIENTATION_VERTICAL, place.width, NULL, &place.height, NULL,
                      NULL);
  gtk_widget_size_allocate (self->hint, &place, -1);
}

static void
sheaf_text_area_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  SheafTextArea *self = SHEAF_TEXT_AREA (widget);

  GTK_WIDGET_CLASS (sheaf_text_area_parent_class)->snapshot (widget, snapshot);
  gtk_widget_snapshot_child (widget, self->hint, snapshot);
}

static void
sheaf_text_area_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SheafTextArea *self = SHEAF_TEXT_AREA (object);

  switch ((SheafTextAreaProperty) property)
    {
    case PROP_PLACEHOLDER:
      g_value_set_string (value, self->placeholder);
      break;
    case PROP_SINGLE_LINE:
      g_value_set_boolean (value, self->single_line);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sheaf_text_area_set_property (GObject      *object,
                              guint         property,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SheafTextArea *self = SHEAF_TEXT_AREA (object);

  switch ((SheafTextAreaProperty) property)
    {
    case PROP_PLACEHOLDER:
      sheaf_text_area_set_placeholder (self, g_value_get_string (value));
      break;
    case PROP_SINGLE_LINE:
      self->single_line = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sheaf_text_area_dispose (GObject *object)
{
  SheafTextArea *self = SHEAF_TEXT_AREA (object);

  g_clear_pointer (&self->hint, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_text_area_parent_class)->dispose (object);
}

static void
sheaf_text_area_finalize (GObject *object)
{
  SheafTextArea *self = SHEAF_TEXT_AREA (object);

  g_free (self->placeholder);

  G_OBJECT_CLASS (sheaf_text_area_parent_class)->finalize (object);
}

static void
sheaf_text_area_class_init (SheafTextAreaClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = sheaf_text_area_get_property;
  object_class->set_property = sheaf_text_area_set_property;
  object_class->dispose = sheaf_text_area_dispose;
  object_class->finalize = sheaf_text_area_finalize;
  widget_class->get_request_mode = sheaf_text_area_get_request_mode;
  widget_class->measure = sheaf_text_area_measure;
  widget_class->size_allocate = sheaf_text_area_size_allocate;
  widget_class->snapshot = sheaf_text_area_snapshot;

  properties[PROP_PLACEHOLDER] =
    g_param_spec_string ("placeholder", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SINGLE_LINE] =
    g_param_spec_boolean ("single-line", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_text_area_init (SheafTextArea *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->hint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_set_parent (self->hint, GTK_WIDGET (self));

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-area");

  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (on_insert_text), self, 0);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed), self, 0);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
sheaf_text_area_new (const char *placeholder,
                     gboolean    single_line)
{
  return g_object_new (SHEAF_TYPE_TEXT_AREA,
                       "placeholder", placeholder,
                       "single-line", single_line,
                       NULL);
}

void
sheaf_text_area_set_placeholder (SheafTextArea *self,
                                 const char    *placeholder)
{
  g_return_if_fail (SHEAF_IS_TEXT_AREA (self));

  if (g_strcmp0 (self->placeholder, placeholder) == 0)
    return;

  g_free (self->placeholder);
  self->placeholder = g_strdup (placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder != NULL ? placeholder : "",
                                  -1);
  gtk_label_set_label (GTK_LABEL (self->hint), placeholder != NULL ? placeholder : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACEHOLDER]);
}
