/* fuzz-date.c: what may be a date
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>

#include "feed/sheaf-date.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  gint64 time = sheaf_date_parse (text);
  g_autofree char *written = sheaf_date_format (time);

  if (written != NULL)
    g_assert_cmpint (sheaf_date_parse (written), ==, time);

  return 0;
}
