/* sheaf-source-plot.h: articles a day as a row of small bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SOURCE_PLOT (sheaf_source_plot_get_type ())
G_DECLARE_FINAL_TYPE (SheafSourcePlot, sheaf_source_plot, SHEAF, SOURCE_PLOT, GtkWidget)

GtkWidget *sheaf_source_plot_new (void);

/* @days: the numbers of @n days, the last today's; copied. Drawn in the colour of the text, and told
 * in words to who does not see it. */
void sheaf_source_plot_set_days (SheafSourcePlot *self, const guint *days, guint n);

G_END_DECLS
