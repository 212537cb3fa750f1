/* sheaf-editorial-editor.h: an editorial as a page that is written on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_EDITORIAL_EDITOR (sheaf_editorial_editor_get_type ())
G_DECLARE_FINAL_TYPE (SheafEditorialEditor, sheaf_editorial_editor, SHEAF, EDITORIAL_EDITOR,
                      GtkWidget)

GtkWidget *sheaf_editorial_editor_new (SheafDesk *desk, const char *id);

G_END_DECLS
