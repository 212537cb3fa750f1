/* test-time.c: instants on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-time.h"

static void
test_round_trip (void)
{
  static const struct
  {
    gint64 time;
    const char *string;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { G_GINT64_CONSTANT (1795532645123), "2026-11-24T15:04:05.123Z" },
    { G_GINT64_CONSTANT (951782400000), "2000-02-29T00:00:00.000Z" },
    { G_GINT64_CONSTANT (-2203891200001), "1900-02-28T23:59:59.999Z" },
    { G_GINT64_CONSTANT (-62135596800000), "0001-01-01T00:00:00.000Z" },
    { G_GINT64_CONSTANT (253402300799999), "9999-12-31T23:59:59.999Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *string = sheaf_time_to_string (cases[i].time);

      g_assert_cmpstr (string, ==, cases[i].string);
      g_assert_cmpint (sheaf_time_from_string (string), ==, cases[i].time);
    }
}

static void
test_against_glib (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 seconds = g_test_rand_int_range (G_MININT32, G_MAXINT32);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds * 10);
      g_autofree char *expected = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S.000Z");
      g_autofree char *string = sheaf_time_to_string (seconds * 10000);

      g_assert_cmpstr (string, ==, expected);
      g_assert_cmpint (sheaf_time_from_string (string), ==, seconds * 10000);
    }
}

static void
test_out_of_range (void)
{
  g_assert_null (sheaf_time_to_string (SHEAF_TIME_NONE));
  g_assert_null (sheaf_time_to_string (G_MAXINT64));
  g_assert_null (sheaf_time_to_string (G_GINT64_CONSTANT (253402300800000)));
  g_assert_null (sheaf_time_to_string (G_GINT64_CONSTANT (-62135596800001)));
}

static void
test_forms (void)
{
  const gint64 time = G_GINT64_CONSTANT (1795532645000);

  g_assert_cmpint (sheaf_time_from_string ("2026-11-24T15:04:05Z"), ==, time);
  g_assert_cmpint (sheaf_time_from_string ("2026-11-24t15:04:05z"), ==, time);
  g_assert_cmpint (sheaf_time_from_string ("2026-11-24 15:04:05Z"), ==, time);
  g_assert_cmpint (sheaf_time_from_string ("2026-11-25T00:04:05+09:00"), ==, time);
  g_assert_cmpint (sheaf_time_from_string ("2026-11-24T10:34:05-04:30"), ==, time);
  g_assert_cmpint (sheaf_time_from_string ("2026-11-24T15:04:05.5Z"), ==, time + 500);
  g_assert_cmpint (sheaf_time_from_string ("2026-11-24T15:04:05.1239999Z"), ==, time + 123);
  g_assert_cmpint (sheaf_time_from_string ("2016-12-31T23:59:60Z"), ==,
                   sheaf_time_from_string ("2017-01-01T00:00:00Z"));
}

static void
test_refused (void)
{
  static const char *const strings[] = {
    "", "now", "2026", "2026-11-24", "2026-11-24T15:04Z", "2026-11-24T15:04:05",
    "2026-11-24T15:04:05.Z", "2026-11-24T15:04:05ZZ", "2026-11-24T15:04:05 Z",
    "2026-11-31T15:04:05Z", "2026-02-29T15:04:05Z", "1900-02-29T00:00:00Z",
    "2026-00-24T15:04:05Z", "2026-13-24T15:04:05Z", "2026-11-00T15:04:05Z",
    "2026-11-24T24:00:00Z", "2026-11-24T15:60:05Z", "2026-11-24T15:04:61Z",
    "2026-11-24T15:04:05+24:00", "2026-11-24T15:04:05+0900", "2026-11-24T15:04:05+09",
    "0000-01-01T00:00:00Z", "+2026-11-24T15:04:05Z", "2026-11-2 T15:04:05Z",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "-026-11-24T15:04:05Z",
  };

  g_assert_cmpint (sheaf_time_from_string (NULL), ==, SHEAF_TIME_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_test_message ("%s", strings[i]);
      g_assert_cmpint (sheaf_time_from_string (strings[i]), ==, SHEAF_TIME_NONE);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/time/round-trip", test_round_trip);
  g_test_add_func ("/model/time/against-glib", test_against_glib);
  g_test_add_func ("/model/time/out-of-range", test_out_of_range);
  g_test_add_func ("/model/time/forms", test_forms);
  g_test_add_func ("/model/time/refused", test_refused);

  return g_test_run ();
}
