/* sheaf-set-editor.h: a related-article set, its members as cards in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SET_EDITOR (sheaf_set_editor_get_type ())
G_DECLARE_FINAL_TYPE (SheafSetEditor, sheaf_set_editor, SHEAF, SET_EDITOR, GtkWidget)

GtkWidget *sheaf_set_editor_new (SheafDesk *desk, const char *id);

G_END_DECLS
