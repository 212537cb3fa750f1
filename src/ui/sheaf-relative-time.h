/* sheaf-relative-time.h: how long ago, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @time as seen from @now, both instants (model/sheaf-time.h): “just now”, “5 minutes ago”,
 * “an hour ago” up to a day, then a date, with its year if that is not @now's. Shown in the
 * user's zone. Returns: (transfer full): "" for SHEAF_TIME_NONE. */
char *sheaf_relative_time (gint64 time, gint64 now);

/* The same to the minute, for a tooltip: “Tuesday, 24 November 2026, 15:04”.
 * Returns: (transfer full): "" for SHEAF_TIME_NONE. */
char *sheaf_full_time (gint64 time);

/* The time of day alone: “15:04”. Returns: (transfer full) */
char *sheaf_clock_time (gint64 time);

G_END_DECLS
