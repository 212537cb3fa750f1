/* fuzz-url.c: addresses, resolved and made canonical
 *
 * The input is a reference and, after a line end, a base.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>
#include <string.h>

#include "feed/sheaf-url.h"
#include "markup/sheaf-link.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto(GStrv) parts = g_strsplit (valid, "\n", 2);
  g_autofree char *resolved = NULL;
  g_autofree char *canonical = NULL;

  if (parts[0] == NULL)
    return 0;

  resolved = sheaf_link_resolve (parts[0], parts[1], SHEAF_LINK_PAGE);
  if (resolved != NULL)
    {
      g_autofree char *again = sheaf_link_resolve (resolved, NULL, SHEAF_LINK_PAGE);

      g_assert_cmpstr (again, ==, resolved);
      g_assert_cmpuint (strspn (resolved, "hmt"), >, 0);
    }
  canonical = sheaf_url_canonicalise (parts[0]);
  if (canonical != NULL)
    {
      g_autofree char *again = sheaf_url_canonicalise (canonical);

      g_assert_cmpstr (again, ==, canonical);
    }

  return 0;
}
