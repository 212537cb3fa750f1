/* sheaf-feed-private.h: what the readers of feeds share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feed/sheaf-feed.h"

G_BEGIN_DECLS

SheafFeed *sheaf_feed_new (SheafFeedFormat format);

/* @text is valid UTF-8. @unsafe: bodies are left as they are written. Return: (transfer full) (nullable), with SHEAF_FEED_ERROR set. */
SheafFeed *sheaf_feed_parse_xml (const char *text, gsize length, const char *base_url,
                                 gint64 fetched, gboolean unsafe, GError **error);
SheafFeed *sheaf_feed_parse_json (const char *text, gsize length, const char *base_url,
                                  gint64 fetched, GError **error);

G_END_DECLS
