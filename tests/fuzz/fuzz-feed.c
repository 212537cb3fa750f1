/* fuzz-feed.c: hostile feeds in every format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>

#include "feed/sheaf-feed.h"
#include "markup/sheaf-sanitise.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SheafFeed) feed = sheaf_feed_parse (bytes, NULL, "https://a.example/feed",
                                                G_GINT64_CONSTANT (1795532645000), &error);
  g_autoptr(JsonNode) node = NULL;

  g_assert_true ((feed == NULL) == (error != NULL));
  if (feed == NULL)
    return 0;

  for (guint i = 0; i < feed->items->len; i++)
    {
      SheafFeedItem *item = feed->items->pdata[i];

      g_assert_nonnull (item->id);
      g_assert_true (item->title == NULL || g_utf8_validate (item->title, -1, NULL));
      g_assert_true (item->summary == NULL || g_utf8_validate (item->summary, -1, NULL));
      if (item->body != NULL)
        {
          g_autofree char *again = sheaf_sanitise_html (item->body, -1, NULL);

          g_assert_cmpstr (again, ==, item->body);
        }
    }
  node = sheaf_feed_to_json (feed);
  g_assert_nonnull (node);

  return 0;
}
