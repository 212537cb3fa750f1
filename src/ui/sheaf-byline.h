/* sheaf-byline.h: who wrote something, typed as names parted by commas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_BYLINE (sheaf_byline_get_type ())
G_DECLARE_FINAL_TYPE (SheafByline, sheaf_byline, SHEAF, BYLINE, GtkWidget)

/* The field "authors" of @item, which is followed. What is typed is an edit within a second, all of
 * one bout of typing one step of undo. */
GtkWidget *sheaf_byline_new (SheafDesk *desk, SheafItem *item);

/* Names to people as the field holds them, and back. Both (transfer full); NULL for nobody. */
JsonNode *sheaf_byline_to_people (const char *names);
char *sheaf_byline_from_people (JsonArray *people);

G_END_DECLS
