/* sheaf-clash-dialog.h: shows what two people made of the same thing, and asks which shall stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_CLASH_DIALOG (sheaf_clash_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SheafClashDialog, sheaf_clash_dialog, SHEAF, CLASH_DIALOG, AdwWindow)

/* Goes through all clashes of @desk, one after another, and closes after the last. */
GtkWidget *sheaf_clash_dialog_new (GtkWindow *parent, SheafDesk *desk);

/* What changed from @before to @after as Pango markup: what went struck out, what came bold.
 * Returns: (transfer full) */
char *sheaf_clash_dialog_mark (const char *before, const char *after);

G_END_DECLS
