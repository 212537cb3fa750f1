/* fuzz-json.c: hostile JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>
#include <string.h>

#include "model/sheaf-json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What is written of @node is read back as it was, and written the same again. */
static void
check_text (JsonNode *node)
{
  g_autofree char *text = sheaf_json_to_text (node);
  g_autoptr(JsonNode) again = sheaf_json_parse (text, -1, NULL);
  g_autofree char *written = sheaf_json_to_text (again);

  g_assert_nonnull (again);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (sheaf_json_equal (node, again));
  g_assert_cmpstr (written, ==, text);
}

/* What is left out as empty makes no difference. */
static void
check_canonical (JsonNode *node)
{
  g_autofree char *canonical = sheaf_json_to_canonical (node);
  g_autoptr(JsonNode) again = sheaf_json_parse (canonical, -1, NULL);
  g_autofree char *written = sheaf_json_to_canonical (again);

  g_assert_nonnull (again);
  g_assert_true (sheaf_json_equal (node, again));
  g_assert_cmpstr (written, ==, canonical);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = sheaf_json_parse ((const char *) data, (gssize) size, &error);
  g_autoptr(JsonNode) copy = sheaf_json_copy (node);

  g_assert_true ((node == NULL) == (error != NULL));
  if (node == NULL)
    return 0;

  check_text (node);
  check_canonical (node);
  g_assert_true (sheaf_json_equal (node, copy));
  g_assert_cmpuint (sheaf_json_weigh (node), ==, sheaf_json_weigh (copy));

  return 0;
}
