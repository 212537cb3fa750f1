/* sheaf-add-source.h: asks for the address of a source and shows what is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ADD_SOURCE (sheaf_add_source_get_type ())
G_DECLARE_FINAL_TYPE (SheafAddSource, sheaf_add_source, SHEAF, ADD_SOURCE, AdwWindow)

GtkWidget *sheaf_add_source_new (GtkWindow *parent, SheafDesk *desk);

/* Begins with @uri: the address of a site or a feed ("https:", "feed:"), or a list of feeds (OPML)
 * in a file, whose feeds are all added. */
void sheaf_add_source_open (SheafAddSource *self, const char *uri);

G_END_DECLS
