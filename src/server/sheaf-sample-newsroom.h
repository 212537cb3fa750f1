/* sheaf-sample-newsroom.h: invented publishers, served on the loopback interface
 *
 * A folder of feeds and pictures (data/sample/README.md says how it is kept) becomes a small web
 * server, so that Sheaf can be tried, shown and tested over real HTTP without the world outside.
 * Dates in the feeds are relative and count from when it was started: the newsroom always looks
 * like today, and while it runs a feed stays the same, byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_SAMPLE_ERROR (sheaf_sample_error_quark ())
GQuark sheaf_sample_error_quark (void);

typedef enum
{
  SHEAF_SAMPLE_ERROR_MANIFEST, /* newsroom.json is not what it should be */
  SHEAF_SAMPLE_ERROR_TOKEN,    /* a feed has a {{…}} that means nothing */
} SheafSampleError;

typedef struct
{
  char *title;
  char *address;
} SheafSampleFeed;

#define SHEAF_TYPE_SAMPLE_NEWSROOM (sheaf_sample_newsroom_get_type ())
G_DECLARE_FINAL_TYPE (SheafSampleNewsroom, sheaf_sample_newsroom, SHEAF, SAMPLE_NEWSROOM, GObject)

/* Serves the folder @directory (NULL: the one that is installed with Sheaf) on 127.0.0.1 and a
 * thread of its own. @port is tried first, so that addresses stay the same from one start to the
 * next; if it is taken, or 0, any other is. @now: the instant from which dates count back, in
 * milliseconds; it is rounded down to the minute. Reads some files: not for a main loop's thread.
 * Returns: (transfer full) (nullable), with SHEAF_SAMPLE_ERROR, G_FILE_ERROR or G_IO_ERROR set. */
SheafSampleNewsroom *sheaf_sample_newsroom_start (const char *directory, guint16 port, gint64 now,
                                                  GError **error);

/* "http://127.0.0.1:PORT/". Returns: (transfer none) */
const char *sheaf_sample_newsroom_get_address (SheafSampleNewsroom *self);

/* The feeds in the order of the manifest.
 * Returns: (transfer none) (element-type SheafSampleFeed) */
GPtrArray *sheaf_sample_newsroom_get_feeds (SheafSampleNewsroom *self);

/* Closes the socket and ends the thread; also done when it is let go. Blocks for a moment. */
void sheaf_sample_newsroom_stop (SheafSampleNewsroom *self);

G_END_DECLS
