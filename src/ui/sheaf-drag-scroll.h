/* sheaf-drag-scroll.h: scrolls while something is dragged near the edge of what scrolls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK scrolls a list under the pointer's wheel alone; a drag has none. */
void sheaf_drag_scroll_enable (GtkScrolledWindow *scrolled);

G_END_DECLS
