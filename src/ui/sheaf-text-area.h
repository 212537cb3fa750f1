/* sheaf-text-area.h: text typed straight onto the page: a headline, a standfirst, a note
 *
 * A GtkTextView without a frame that says, while it is empty, what belongs into it. As a single
 * line it still wraps, but holds no line breaks: Enter goes on to what comes next and a pasted
 * line break becomes a space.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_TEXT_AREA (sheaf_text_area_get_type ())
G_DECLARE_FINAL_TYPE (SheafTextArea, sheaf_text_area, SHEAF, TEXT_AREA, GtkTextView)

/* Properties: "placeholder" (string; its accessible name as well) and "single-line" (boolean). */
GtkWidget *sheaf_text_area_new (const char *placeholder, gboolean single_line);

void sheaf_text_area_set_placeholder (SheafTextArea *self, const char *placeholder);

G_END_DECLS
