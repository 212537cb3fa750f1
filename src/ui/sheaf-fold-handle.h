/* sheaf-fold-handle.h: what parts two panes and moves the border between them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_FOLD_HANDLE (sheaf_fold_handle_get_type ())
G_DECLARE_FINAL_TYPE (SheafFoldHandle, sheaf_fold_handle, SHEAF, FOLD_HANDLE, GtkWidget)

/* How wide the area is that can be grasped; the line in its middle is one pixel wide. */
#define SHEAF_FOLD_HANDLE_WIDTH 9

/* @label: its accessible name.
 * Signals: "moved" (int x): dragged to @x, in its parent's coordinates; "nudged" (int by): moved by a
 * key, by so many pixels towards the end of a line. */
GtkWidget *sheaf_fold_handle_new (const char *label);

/* Tells assistive technologies where the border stands. */
void sheaf_fold_handle_set_value (SheafFoldHandle *self, int value, int min, int max);

G_END_DECLS
