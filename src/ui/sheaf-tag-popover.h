/* sheaf-tag-popover.h: what can be done with a tag: rename, give another name, merge, delete
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"
#include "ui/sheaf-acts.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TAG_POPOVER (sheaf_tag_popover_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagPopover, sheaf_tag_popover, SHEAF, TAG_POPOVER, GtkPopover)

GtkWidget *sheaf_tag_popover_new (SheafDesk *desk, SheafActs *acts, SheafItem *tag);

G_END_DECLS
