/* test-relative-time.c: how long ago, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "model/sheaf-time.h"
#include "ui/sheaf-relative-time.h"

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const char *const NOW = "2026-11-24T15:04:05.123Z";

static void
assert_ago (gint64      age,
            const char *words)
{
  gint64 now = sheaf_time_from_string (NOW);
  g_autofree char *text = sheaf_relative_time (now - age, now);

  g_assert_cmpstr (text, ==, words);
}

static void
test_minutes (void)
{
  assert_ago (0, "just now");
  assert_ago (59 * SECOND, "just now");
  assert_ago (MINUTE, "a minute ago");
  assert_ago (2 * MINUTE, "2 minutes ago");
  assert_ago (59 * MINUTE + 59 * SECOND, "59 minutes ago");
}

static void
test_hours (void)
{
  assert_ago (HOUR, "an hour ago");
  assert_ago (2 * HOUR - 1, "an hour ago");
  assert_ago (5 * HOUR, "5 hours ago");
  assert_ago (DAY - 1, "23 hours ago");
}

static void
test_dates (void)
{
  assert_ago (DAY, "23 Nov");
  assert_ago (20 * DAY, "4 Nov");
  assert_ago (365 * DAY, "24 Nov 2025");
}

static void
test_future (void)
{
  /* A publisher's clock that is a little fast, and a date that is really ahead. */
  assert_ago (-2 * MINUTE, "just now");
  assert_ago (-2 * DAY, "26 Nov");
}

static void
test_none (void)
{
  g_autofree char *relative = sheaf_relative_time (SHEAF_TIME_NONE, sheaf_time_now ());
  g_autofree char *full = sheaf_full_time (SHEAF_TIME_NONE);
  g_autofree char *far = sheaf_full_time (G_MAXINT64);

  g_assert_cmpstr (relative, ==, "");
  g_assert_cmpstr (full, ==, "");
  g_assert_cmpstr (far, ==, "");
}

static void
test_full (void)
{
  g_autofree char *full = sheaf_full_time (sheaf_time_from_string (NOW));
  g_autofree char *clock = sheaf_clock_time (sheaf_time_from_string (NOW));

  g_assert_cmpstr (full, ==, "Tuesday, 24 November 2026, 15:04");
  g_assert_cmpstr (clock, ==, "15:04");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/relative-time/minutes", test_minutes);
  g_test_add_func ("/relative-time/hours", test_hours);
  g_test_add_func ("/relative-time/dates after a day", test_dates);
  g_test_add_func ("/relative-time/what lies ahead", test_future);
  g_test_add_func ("/relative-time/no time", test_none);
  g_test_add_func ("/relative-time/in full", test_full);

  return g_test_run ();
}
