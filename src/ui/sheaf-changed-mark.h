/* sheaf-changed-mark.h: says that a publisher changed an article, and shows how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_CHANGED_MARK (sheaf_changed_mark_get_type ())
G_DECLARE_FINAL_TYPE (SheafChangedMark, sheaf_changed_mark, SHEAF, CHANGED_MARK, GtkWidget)

/* A small button, “Headline changed” or “Text changed”; hidden for what never changed. It opens on the
 * headlines and texts of before, what went struck out and what came bold. */
GtkWidget *sheaf_changed_mark_new (void);
void sheaf_changed_mark_set_article (SheafChangedMark *self, SheafDesk *desk, SheafEntity *article);

G_END_DECLS
