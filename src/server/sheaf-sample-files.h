/* sheaf-sample-files.h: the files of the sample newsroom, made ready to be served
 *
 * Private to server/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GBytes *bytes;
  char *type;
  char *etag; /* strong, quoted */
} SheafSampleFile;

void sheaf_sample_file_free (SheafSampleFile *file);

/* Reads @directory's manifest, feeds and pictures. In feeds {{-2d3h}} becomes that long before
 * @now, as the feed's format writes dates, and {{base}} becomes @base ("http://127.0.0.1:8080").
 * @files: by path ("/feeds/coast-wire.xml"). @feeds: (out): SheafSampleFeed in order. */
gboolean sheaf_sample_files_load (const char *directory, const char *base, gint64 now,
                                  GHashTable *files, GPtrArray *feeds, GError **error);

G_END_DECLS
