/* sheaf-tag-entry.h: an entry for a tag, which completes those that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TAG_ENTRY (sheaf_tag_entry_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagEntry, sheaf_tag_entry, SHEAF, TAG_ENTRY, GtkWidget)

/* Signal "entered" (const char *name): a tag was typed or chosen: its name without "#", never empty.
 * It is empty again afterwards and keeps the focus, for the next. "left": Escape was pressed. */
GtkWidget *sheaf_tag_entry_new (SheafDesk *desk);

/* What it asks for, also for assistive technologies. */
void sheaf_tag_entry_set_label (SheafTagEntry *self, const char *label);

/* What is offered for @typed among @tags (element-type SheafItem): those whose name or alias begins
 * with it, then those that hold it, matched by sheaf_fold(), at most @limit.
 * Returns: (transfer full) (element-type SheafItem) */
GPtrArray *sheaf_tag_entry_match (GListModel *tags, const char *typed, guint limit);

G_END_DECLS
