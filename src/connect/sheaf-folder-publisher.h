/* sheaf-folder-publisher.h: releases written to a folder as static files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The path that a folder destination's address names: a path, or a file: URI.
 * Returns: (transfer full) (nullable): NULL with SHEAF_CONNECT_ERROR_FOLDER if it names none */
char *sheaf_folder_publisher_path (const char *address, GError **error);

/* Writes @release to the folder @path, which is made where it is missing: SLUG.html, SLUG.json,
 * SLUG.ninjs.json, and from @releases (element-type JsonNode: all that were published there, this
 * one among them, newest first) feed.json, feed.xml and index.html. Each file appears by rename,
 * after it has reached the disk, and is then read back and compared. Blocking.
 *
 * @title: of the feeds. @address: (out) (transfer full): the page's file: URI.
 * FALSE with SHEAF_CONNECT_ERROR_FOLDER. */
gboolean sheaf_folder_publisher_publish (const char *path, JsonNode *release, GPtrArray *releases,
                                         const char *title, char **address, GError **error);

G_END_DECLS
