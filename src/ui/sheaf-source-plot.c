/* sheaf-source-plot.c: articles a day as a row of small bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-source-plot.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define BAR 3
#define GAP 1
#define HEIGHT 20
#define MAX_DAYS 31

struct _SheafSourcePlot
{
  GtkWidget parent_instance;

  guint days[MAX_DAYS];
  guint n;
};

G_DEFINE_FINAL_TYPE (SheafSourcePlot, sheaf_source_plot, GTK_TYPE_WIDGET)

static guint
get_most (SheafSourcePlot *self)
{
  guint most = 0;

  for (guint i = 0; i < self->n; i++)
    most = MAX (most, self->days[i]);

  return most;
}

static void
describe (SheafSourcePlot *self)
{
  guint sum = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->n; i++)
    sum += self->days[i];

  /* Translators: %1$u articles in %2$u days, %3$.1f a day. */
  words = g_strdup_printf (ngettext ("%1$u article in %2$u days, %3$.1f a day",
                                     "%1$u articles in %2$u days, %3$.1f a day", sum),
                           sum, self->n, self->n > 0 ? (double) sum / self->n : 0.0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
sheaf_source_plot_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  SheafSourcePlot *self = SHEAF_SOURCE_PLOT (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                          ? (int) MAX (self->n, 1) * (BAR + GAP) - GAP
                          : HEIGHT;
}

/* A day without articles is a line at the foot, so that the row is one. Today stands at the end of
 * reading. */
static void
sheaf_source_plot_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  SheafSourcePlot *self = SHEAF_SOURCE_PLOT (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint most = get_most (self);
  guint i = 0;

  for (GtkWidget *bar = gtk_widget_get_first_child (widget); bar != NULL;
       bar = gtk_widget_get_next_sibling (bar), i++)
    {
      guint place = rtl ? self->n - 1 - i : i;
      int length = 1;

      if (self->days[i] > 0)
        length = MAX (2, (int) ((gint64) height * self->days[i] / most));
      gtk_widget_size_allocate (bar,
                                &(GtkAllocation){ (int) place * (BAR + GAP), height - length, BAR,
                                                  length },
                                -1);
    }
}

static void
remove_bars (SheafSourcePlot *self)
{
  GtkWidget *bar;

  while ((bar = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (bar);
}

static void
sheaf_source_plot_dispose (GObject *object)
{
  remove_bars (SHEAF_SOURCE_PLOT (object));

  G_OBJECT_CLASS (sheaf_source_plot_parent_class)->dispose (object);
}

static void
sheaf_source_plot_class_init (SheafSourcePlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_source_plot_dispose;
  widget_class->measure = sheaf_source_plot_measure;
  widget_class->size_allocate = sheaf_source_plot_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "sourceplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sheaf_source_plot_init (SheafSourcePlot *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  describe (self);
}

GtkWidget *
sheaf_source_plot_new (void)
{
  return g_object_new (SHEAF_TYPE_SOURCE_PLOT, NULL);
}

void
sheaf_source_plot_set_days (SheafSourcePlot *self,
                            const guint     *days,
                            guint            n)
{
  g_return_if_fail (SHEAF_IS_SOURCE_PLOT (self));

  n = MIN (n, MAX_DAYS);
  if (n == self->n && memcmp (days, self->days, n * sizeof *days) == 0)
    return;

  if (n != self->n)
    {
      remove_bars (self);
      for (guint i = 0; i < n; i++)
        gtk_widget_set_parent (g_object_new (ADW_TYPE_BIN, "css-name", "bar", NULL),
                               GTK_WIDGET (self));
    }
  memcpy (self->days, days, n * sizeof *days);
  self->n = n;
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
