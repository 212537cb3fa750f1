/* sheaf-date.h: dates as people write them in feeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-time.h"

G_BEGIN_DECLS

/* Reads @text: RFC 822 and 2822 with every zone name in use, RFC 3339 and W3CDTF, what date and
 * ctime print, seconds since 1970, and the day and month written out in one of several languages.
 * A time without a zone is in UTC, a day without a time at its start, a month or year at its first
 * day. Of "3/4/2026" the month is the first unless it cannot be.
 *
 * @text: (nullable).
 * Returns: milliseconds since 1970 in UTC; SHEAF_TIME_NONE if it is no date of the years 1 to
 * 9999. */
gint64 sheaf_date_parse (const char *text);

/* "2026-11-24T15:04:05Z", with decimals only where there are any.
 * Returns: (transfer full) (nullable) */
char *sheaf_date_format (gint64 time);

G_END_DECLS
