/* sheaf-window-headers.c: the header bars of the window's panes, and the window's buttons in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-window-private.h"

#include "ui/sheaf-actions.h"
#include "ui/sheaf-fold.h"

static AdwHeaderBar *
find_header (GtkWidget *widget)
{
  if (ADW_IS_HEADER_BAR (widget))
    return ADW_HEADER_BAR (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwHeaderBar *header = find_header (child);

      if (header != NULL)
        return header;
    }

  return NULL;
}

static void
show_window_buttons (GtkWidget *pane,
                     gboolean   start,
                     gboolean   end)
{
  AdwHeaderBar *header = pane != NULL ? find_header (pane) : NULL;

  if (header == NULL)
    return;

  adw_header_bar_set_show_start_title_buttons (header, start);
  adw_header_bar_set_show_end_title_buttons (header, end);
}

GtkWidget *
sheaf_window_add_header_button (GtkWidget  *pane,
                                const char *icon,
                                const char *action)
{
  AdwHeaderBar *header = find_header (pane);
  GtkWidget *button, *box, *first;

  if (header == NULL)
    return NULL;

  button = gtk_button_new_from_icon_name (icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  sheaf_actions_describe (button, action);
  adw_header_bar_pack_start (header, button);

  /* What leads back stands before all else in the bar, but for the window's own buttons. */
  box = gtk_widget_get_parent (button);
  first = gtk_widget_get_first_child (box);
  if (first != button)
    gtk_widget_insert_after (button, box, GTK_IS_WINDOW_CONTROLS (first) ? first : NULL);

  return button;
}

void
sheaf_window_remove_header_button (GtkWidget **button)
{
  GtkWidget *header = NULL;

  if (*button != NULL)
    header = gtk_widget_get_ancestor (*button, ADW_TYPE_HEADER_BAR);
  if (header != NULL)
    adw_header_bar_remove (ADW_HEADER_BAR (header), *button);

  *button = NULL;
}

static void
show_list_button (GtkWidget *button,
                  gboolean   visible,
                  gboolean   narrow)
{
  gtk_widget_set_visible (button, visible);
  gtk_button_set_icon_name (GTK_BUTTON (button),
                            narrow ? "go-previous-symbolic" : "sidebar-show-symbolic");
}

gboolean
sheaf_window_is_wide (const char *kind)
{
  static const char *const wide[] = { "editorial", "bundle", "sources", "tags", NULL };

  return kind != NULL && g_strv_contains (wide, kind);
}

void
sheaf_window_update_headers (SheafWindow *self)
{
  SheafFold *fold = SHEAF_FOLD (self->fold);
  gboolean narrow = sheaf_fold_get_mode (fold) == SHEAF_FOLD_MODE_NARROW;
  gboolean wide = sheaf_fold_get_mode (fold) == SHEAF_FOLD_MODE_WIDE;
  gboolean beside = wide && sheaf_fold_get_sidebar_visible (fold);
  gboolean alone = !beside && !sheaf_fold_get_list_visible (fold);

  show_window_buttons (self->sidebar, TRUE, narrow);
  show_window_buttons (self->articles, !beside, narrow);
  show_window_buttons (self->items, !beside, narrow);
  show_window_buttons (adw_bin_get_child (ADW_BIN (self->content)), narrow || alone, TRUE);

  show_list_button (self->list_button, !beside, narrow);
  show_list_button (self->items_button, !beside, narrow);

  if (self->back_button != NULL)
    gtk_widget_set_visible (self->back_button, narrow || !g_queue_is_empty (&self->history));
  if (self->beside_button != NULL)
    gtk_widget_set_visible (self->beside_button, !narrow && sheaf_window_is_wide (self->kind));
}
