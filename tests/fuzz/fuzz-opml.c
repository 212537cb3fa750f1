/* fuzz-opml.c: hostile lists of feeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>
#include <string.h>

#include "feed/sheaf-opml.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What is written of a list is read back as it was. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GPtrArray) feeds = sheaf_opml_parse (bytes, NULL);
  g_autofree char *written = NULL;
  g_autoptr(GBytes) written_bytes = NULL;
  g_autoptr(GPtrArray) again = NULL;

  if (feeds == NULL)
    return 0;

  written = sheaf_opml_write (feeds, "Feeds");
  written_bytes = g_bytes_new (written, strlen (written));
  again = sheaf_opml_parse (written_bytes, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, feeds->len);

  return 0;
}
