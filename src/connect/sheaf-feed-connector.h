/* sheaf-feed-connector.h: feeds over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connect/sheaf-fetcher.h"
#include "feed/sheaf-feed.h"

G_BEGIN_DECLS

/* What a source gave. */
typedef struct
{
  SheafFeed *feed;     /* NULL if nothing has changed since the validators were given */
  char *address;       /* where it was found in the end */
  char *moved_to;      /* for good; NULL if it has not moved */
  char *etag;          /* validators for the next time; NULL if there are none */
  char *last_modified;
  char *digest;        /* of the bytes as they came; NULL if none did */
  gint64 max_age;      /* seconds for which asking again is of no use; 0 if it does not say */
} SheafPull;

void sheaf_pull_free (SheafPull *pull);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPull, sheaf_pull_free)

/* Fetches the feed at @address; @etag, @last_modified and @digest (all nullable) are those of the last
 * time: the same bytes once more are taken for no change, as from a server that knows no validators.
 * Parsed in a worker. */
void sheaf_feed_connector_pull_async (SheafFetcher *fetcher, const char *address, const char *etag,
                                      const char *last_modified, const char *digest,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/* @retry_after as in sheaf_fetcher_fetch_finish().
 * Returns: (transfer full) (nullable): NULL with SHEAF_CONNECT_ERROR or SHEAF_FEED_ERROR */
SheafPull *sheaf_feed_connector_pull_finish (GAsyncResult *result, gint64 *retry_after,
                                             GError **error);

/* What is found at an address that an editor gives. */
typedef struct
{
  char *title;      /* of the page or of the feed; perhaps NULL */
  GPtrArray *feeds; /* (element-type SheafAlternate): at least one */
  SheafFeed *feed;  /* the first of them */
} SheafDiscovery;

void sheaf_discovery_free (SheafDiscovery *discovery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDiscovery, sheaf_discovery_free)

/* Looks at @address (https: where it has no scheme): a feed, or a web page that names feeds. */
void sheaf_feed_connector_discover_async (SheafFetcher *fetcher, const char *address,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);

/* Returns: (transfer full) (nullable): NULL with SHEAF_CONNECT_ERROR or SHEAF_FEED_ERROR */
SheafDiscovery *sheaf_feed_connector_discover_finish (GAsyncResult *result, GError **error);

G_END_DECLS
