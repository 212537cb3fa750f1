/* sheaf-time.h: instants on the wire
 *
 * An instant is a gint64 of milliseconds since 1970-01-01T00:00:00Z; in JSON it is RFC 3339
 * in UTC with three decimals: "2026-11-24T15:04:05.123Z".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_TIME_NONE G_MININT64

/* Now, by the wall clock. */
gint64 sheaf_time_now (void);

/* Returns: (transfer full): "2026-11-24T15:04:05.123Z"; NULL for SHEAF_TIME_NONE and for
 * what lies outside the years 1 to 9999. */
char *sheaf_time_to_string (gint64 time);

/* Reads any RFC 3339 date-time. Returns SHEAF_TIME_NONE for NULL and for what is none. */
gint64 sheaf_time_from_string (const char *string);

G_END_DECLS
