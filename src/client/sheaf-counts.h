/* sheaf-counts.h: how many of what, for the sidebar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint inbox;
  guint kept;
  guint dismissed;
  guint all;
  GHashTable *by_tag;    /* id to GUINT_TO_POINTER (count) */
  GHashTable *by_source; /* articles in the inbox of that source */
} SheafCounts;

void sheaf_counts_free (SheafCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafCounts, sheaf_counts_free)

G_END_DECLS
