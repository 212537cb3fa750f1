/* sheaf-tell.h: acts of the editors whose result the window tells in a toast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

/* Makes @edit ((transfer full) (nullable): NULL does nothing) and then says @message with Undo,
 * through the action "win.toast-undo" of @widget's window. @message: (nullable): NULL where what
 * was done is seen anyway. What fails is always told. */
void sheaf_tell_edit (GtkWidget *widget, SheafDesk *desk, SheafEdit *edit, const char *message);

/* For any other act that ends in sheaf_desk_act_finish(): its callback, and the data for it. */
void sheaf_tell_act_done (GObject *desk, GAsyncResult *result, gpointer data);
gpointer sheaf_tell_data (GtkWidget *widget, const char *message);

G_END_DECLS
