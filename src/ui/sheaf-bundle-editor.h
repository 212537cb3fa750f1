/* sheaf-bundle-editor.h: a bundle: its parts and fields, and the page as readers will see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_BUNDLE_EDITOR (sheaf_bundle_editor_get_type ())
G_DECLARE_FINAL_TYPE (SheafBundleEditor, sheaf_bundle_editor, SHEAF, BUNDLE_EDITOR, GtkWidget)

GtkWidget *sheaf_bundle_editor_new (SheafDesk *desk, const char *id);

G_END_DECLS
