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

/* WebKit keeps its processes in a sandbox (bubblewrap, bwrap(1)) and ends the whole application if it
 * cannot start it, as where user namespaces are forbidden. Tries whether it can, without WebKit.
 * Fails with G_IO_ERROR_NOT_SUPPORTED. */
void sheaf_page_module_probe_async (GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sheaf_page_module_probe_finish (GAsyncResult *result, GError **error);

/* Returns: a SheafPageView (see its header for its property and signals); NULL if the module is not
 * there, with @error in the words of the loader. */
GtkWidget *sheaf_page_module_create_view (GError **error);

G_END_DECLS
