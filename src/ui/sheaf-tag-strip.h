/* sheaf-tag-strip.h: the tags of something, as chips that can be removed, and an entry for more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TAG_STRIP (sheaf_tag_strip_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagStrip, sheaf_tag_strip, SHEAF, TAG_STRIP, GtkWidget)

/* Signals: "added" (const char *name), "removed" (const char *name): what the user asks for; the
 * chips change when sheaf_tag_strip_set_tags() is called next. "left": Escape in the entry. */
GtkWidget *sheaf_tag_strip_new (SheafDesk *desk);

/* Shows the tags of @entity (an article, set, editorial or bundle): its field "tags" holds ids.
 * NULL for none. */
void sheaf_tag_strip_set_entity (SheafTagStrip *self, SheafEntity *entity);

/* Goes to the entry. */
void sheaf_tag_strip_begin (SheafTagStrip *self);

G_END_DECLS
