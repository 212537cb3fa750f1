/* sheaf-page-module.h: the view of a page, loaded when it is first needed
 *
 * WebKit's libraries take longer to be loaded than all the rest of the application takes to start,
 * so what needs them is a module of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: a SheafPageView (see its header for its property and signals); NULL if the module is not
 * there, with @error in the words of the loader. */
GtkWidget *sheaf_page_module_create_view (GError **error);

G_END_DECLS
