/* sheaf-fold.h: three panes that fold where there is no room for them side by side
 *
 * Its smallest width is that of its narrowest mode; which mode it is in follows from the width it
 * is given. Wide: sidebar, list and content side by side, with borders that can be moved. Medium:
 * list and content, and the sidebar over them when it is asked for. Narrow: one pane at a time.
 *
 * The panes stay where they are in the tree of widgets in every mode (they are shown and hidden by
 * gtk_widget_set_child_visible()), so nothing is lost when the window is made smaller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_FOLD_MODE_WIDE,
  SHEAF_FOLD_MODE_MEDIUM,
  SHEAF_FOLD_MODE_NARROW,
} SheafFoldMode;

typedef enum
{
  SHEAF_FOLD_PANE_SIDEBAR,
  SHEAF_FOLD_PANE_LIST,
  SHEAF_FOLD_PANE_CONTENT,
} SheafFoldPane;

/* Below these widths, in pixels. */
#define SHEAF_FOLD_MEDIUM_WIDTH 800
#define SHEAF_FOLD_NARROW_WIDTH 560

#define SHEAF_TYPE_FOLD (sheaf_fold_get_type ())
G_DECLARE_FINAL_TYPE (SheafFold, sheaf_fold, SHEAF, FOLD, GtkWidget)

/* Properties: "sidebar", "list", "content" (GtkWidget); "mode" (int: SheafFoldMode), read-only,
 * notified after the layout that changed it; "pane" (int: SheafFoldPane): which one is seen in the
 * narrow mode; "sidebar-shown" (boolean): in the wide mode; "sidebar-over" (boolean): in the medium
 * mode; "list-shown" (boolean): in both; "sidebar-width", "list-width" (int). */
GtkWidget *sheaf_fold_new (void);

SheafFoldMode sheaf_fold_get_mode (SheafFold *self);

SheafFoldPane sheaf_fold_get_pane (SheafFold *self);
/* To go to the list shows it, if it was hidden. */
void sheaf_fold_set_pane (SheafFold *self, SheafFoldPane pane);

/* Whether the list is seen now; hidden, it leaves its room to the content in the wide and the
 * medium mode. */
gboolean sheaf_fold_get_list_visible (SheafFold *self);
void sheaf_fold_set_list_visible (SheafFold *self, gboolean visible);

/* Whether the sidebar is seen now, whatever the mode; in the narrow one, to show it is to go to it
 * and to hide it is to go to the list. */
gboolean sheaf_fold_get_sidebar_visible (SheafFold *self);
void sheaf_fold_set_sidebar_visible (SheafFold *self, gboolean visible);

G_END_DECLS
