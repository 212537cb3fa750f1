/* sheaf-counts.c: how many of what, for the sidebar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-counts.h"

void
sheaf_counts_free (SheafCounts *counts)
{
  g_clear_pointer (&counts->by_tag, g_hash_table_unref);
  g_clear_pointer (&counts->by_source, g_hash_table_unref);
  g_free (counts);
}
