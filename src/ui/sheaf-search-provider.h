/* sheaf-search-provider.h: what the desktop's own search finds at the desk
 *
 * org.gnome.Shell.SearchProvider2, version 2, as GNOME Shell's documentation of search providers
 * describes it: articles, sets, editorials and bundles by their words. A result's id is its kind and
 * the id of the entity, "set:0193…".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SEARCH_PROVIDER (sheaf_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (SheafSearchProvider, sheaf_search_provider, SHEAF, SEARCH_PROVIDER, GObject)

/* Signals: "asked" (): somebody searches; "chosen" (const char *kind, const char *id): a result is to
 * be shown; "go-on" (const char *text): all that there is on @text is. */
SheafSearchProvider *sheaf_search_provider_new (void);

/* What is asked before there is a desk is answered once there is. */
void sheaf_search_provider_set_desk (SheafSearchProvider *self, SheafDesk *desk);

gboolean sheaf_search_provider_export (SheafSearchProvider *self, GDBusConnection *connection,
                                       const char *path, GError **error);
void sheaf_search_provider_unexport (SheafSearchProvider *self);

G_END_DECLS
