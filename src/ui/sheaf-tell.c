/* sheaf-tell.c: acts of the editors whose result the window tells in a toast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-tell.h"

typedef struct
{
  GWeakRef widget;
  char *message;
} Told;

gpointer
sheaf_tell_data (GtkWidget  *widget,
                 const char *message)
{
  Told *told = g_new0 (Told, 1);

  g_weak_ref_init (&told->widget, widget);
  told->message = g_strdup (message);
  return told;
}

void
sheaf_tell_act_done (GObject      *desk,
                     GAsyncResult *result,
                     gpointer      data)
{
  Told *told = data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&told->widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  group = sheaf_desk_act_finish (SHEAF_DESK (desk), result, &error);
  if (widget == NULL)
    g_debug ("Done after its editor was closed");
  else if (group == NULL)
    gtk_widget_activate_action (widget, "win.toast-undo", "(ss)", error->message, "");
  else if (*group != '\0' && told->message != NULL)
    gtk_widget_activate_action (widget, "win.toast-undo", "(ss)", told->message, group);

  g_weak_ref_clear (&told->widget);
  g_free (told->message);
  g_free (told);
}

void
sheaf_tell_edit (GtkWidget  *widget,
                 SheafDesk  *desk,
                 SheafEdit  *edit,
                 const char *message)
{
  g_autoptr (GPtrArray) edits = NULL;

  if (edit == NULL)
    return;

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_ptr_array_add (edits, edit);
  sheaf_desk_edit_async (desk, edits, NULL, sheaf_tell_act_done,
                         sheaf_tell_data (widget, message));
}
