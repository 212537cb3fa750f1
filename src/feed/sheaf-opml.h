/* sheaf-opml.h: lists of feeds (OPML 1.0 and 2.0, opml.org/spec2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_OPML_MAX_FEEDS 20000

typedef struct
{
  char *title;
  char *url;      /* of the feed: http or https, absolute */
  char *home;     /* (nullable): of the site */
  GStrv folders;  /* outermost first; empty if it is in none */
} SheafOpmlFeed;

void sheaf_opml_feed_free (SheafOpmlFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafOpmlFeed, sheaf_opml_feed_free)

/* Reads a list, each feed once. What has no address that can be fetched is passed over.
 * Returns: (transfer full) (nullable) (element-type SheafOpmlFeed), with SHEAF_FEED_ERROR set. */
GPtrArray *sheaf_opml_parse (GBytes *bytes, GError **error);

/* Writes @feeds (element-type SheafOpmlFeed) as OPML 2.0, folders as outlines.
 * Returns: (transfer full) */
char *sheaf_opml_write (GPtrArray *feeds, const char *title);

G_END_DECLS
