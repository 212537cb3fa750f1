/* test-date.c: dates as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feed/sheaf-date.h"

typedef struct
{
  const char *text;
  const char *time; /* NULL: no date */
} Case;

static void
check (const Case *cases,
       gsize       n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *time = sheaf_date_format (sheaf_date_parse (cases[i].text));

      if (g_strcmp0 (time, cases[i].time) != 0)
        g_test_message ("case %zu", i);
      g_assert_cmpstr (time, ==, cases[i].time);
    }
}

static void
test_rfc_822 (void)
{
  static const Case cases[] = {
    { "Tue, 24 Nov 2026 15:04:05 +0000", "2026-11-24T15:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 GMT", "2026-11-24T15:04:05Z" },
    { "24 Nov 2026 15:04 UT", "2026-11-24T15:04:00Z" },
    { "Tue, 24 Nov 26 15:04:05 Z", "2026-11-24T15:04:05Z" },
    { "Wed, 02 Oct 02 13:00:00 GMT", "2002-10-02T13:00:00Z" },
    { "Sat, 07 Sep 99 00:00:01 GMT", "1999-09-07T00:00:01Z" },
    { "Tue, 24 Nov 2026 15:04:05 -0500", "2026-11-24T20:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 +05:30", "2026-11-24T09:34:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 EST", "2026-11-24T20:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 PDT", "2026-11-24T22:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 JST", "2026-11-24T06:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 CEST", "2026-11-24T13:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 MEZ", "2026-11-24T14:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 A", "2026-11-24T15:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 GMT+2", "2026-11-24T13:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 UTC+0100", "2026-11-24T14:04:05Z" },
    { "Tue, 24 Nov 2026 15:04:05 -0500 (EST)", "2026-11-24T20:04:05Z" },
    { "Tuesday, 24 November 2026 15:04:05 GMT", "2026-11-24T15:04:05Z" },
    { "Tue,24 Nov 2026 15:04:05 GMT", "2026-11-24T15:04:05Z" },
    { "tue, 24 nov 2026 15:04:05 gmt", "2026-11-24T15:04:05Z" },
    { "  Tue,  24  Nov 2026\n15:04:05 GMT ", "2026-11-24T15:04:05Z" },
    { "Fri, 24 Nov 2026 5:04:05 GMT", "2026-11-24T05:04:05Z" },
    { "Tue, 24-Nov-2026 15:04:05 GMT", "2026-11-24T15:04:05Z" },
    { "Tue, 24 Nov 2026 24:00:00 GMT", "2026-11-25T00:00:00Z" },
    { "Tue, 24 Nov 2026", "2026-11-24T00:00:00Z" },
    { "Tue, 31 Feb 2026 10:00:00 GMT", NULL },
    { "Tue, 24 Nov 2026 25:00:00 GMT", NULL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_rfc_3339 (void)
{
  static const Case cases[] = {
    { "2026-11-24T15:04:05Z", "2026-11-24T15:04:05Z" },
    { "2026-11-24t15:04:05z", "2026-11-24T15:04:05Z" },
    { "2026-11-24T15:04:05.123Z", "2026-11-24T15:04:05.123Z" },
    { "2026-11-24T15:04:05.1234567+09:00", "2026-11-24T06:04:05.123Z" },
    { "2026-11-24T15:04:05,5Z", "2026-11-24T15:04:05.500Z" },
    { "2026-11-24T15:04:05-0800", "2026-11-24T23:04:05Z" },
    { "2026-11-24T15:04:05+09", "2026-11-24T06:04:05Z" },
    { "2026-11-24T15:04+09:00", "2026-11-24T06:04:00Z" },
    { "2026-11-24 15:04:05", "2026-11-24T15:04:05Z" },
    { "2026-11-24 15:04:05 +0100", "2026-11-24T14:04:05Z" },
    { "2026-11-24T15:04:05", "2026-11-24T15:04:05Z" },
    { "2026-11-24", "2026-11-24T00:00:00Z" },
    { "2026-11", "2026-11-01T00:00:00Z" },
    { "2026", "2026-01-01T00:00:00Z" },
    { "2026-328", "2026-11-24T00:00:00Z" },
    { "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z" },
    { "2026-02-29T00:00:00Z", NULL },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" },
    { "20261124T150405Z", "2026-11-24T15:04:05Z" },
    { "20261124", "2026-11-24T00:00:00Z" },
    { "20261124150405", "2026-11-24T15:04:05Z" },
    { "1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59.500Z" },
    { "2026-13-01", NULL },
    { "2026-00-10T00:00:00Z", NULL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_broken (void)
{
  static const Case cases[] = {
    { "1795532645", "2026-11-24T15:04:05Z" },
    { "1795532645000", "2026-11-24T15:04:05Z" },
    { "Tue Nov 24 15:04:05 2026", "2026-11-24T15:04:05Z" },
    { "Tue Nov 24 15:04:05 UTC 2026", "2026-11-24T15:04:05Z" },
    { "Tue Nov 24 15:04:05 +0100 2026", "2026-11-24T14:04:05Z" },
    { "November 24, 2026 3:04 pm", "2026-11-24T15:04:00Z" },
    { "Nov 24, 2026 12:04:05 AM EST", "2026-11-24T05:04:05Z" },
    { "24 November 2026, 15.04", "2026-11-24T15:04:00Z" },
    { "March 4, 2026", "2026-03-04T00:00:00Z" },
    { "11/24/2026 15:04:05", "2026-11-24T15:04:05Z" },
    { "24/11/2026 15:04", "2026-11-24T15:04:00Z" },
    { "3/4/2026", "2026-03-04T00:00:00Z" },
    { "24.11.2026 15:04", "2026-11-24T15:04:00Z" },
    { "24-11-2026", "2026-11-24T00:00:00Z" },
    { "2026/11/24 15:04:05", "2026-11-24T15:04:05Z" },
    { "2026.11.24", "2026-11-24T00:00:00Z" },
    { "", NULL },
    { "   ", NULL },
    { "yesterday", NULL },
    { "0000-00-00 00:00:00", NULL },
    { "Tue, 24 Xyz", NULL },
    { "\xff\xfe", NULL },
    { "99999999999999999999999999", NULL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_languages (void)
{
  static const Case cases[] = {
    { "Di, 24 Nov 2026 15:04:05 +0100", "2026-11-24T14:04:05Z" },
    { "Dienstag, 3. März 2026 15:04", "2026-03-03T15:04:00Z" },
    { "mar. 24 nov. 2026 15:04:05 +0100", "2026-11-24T14:04:05Z" },
    { "24 décembre 2026 à 15h04", "2026-12-24T15:04:00Z" },
    { "jue, 24 dic 2026 15:04:05 -0300", "2026-12-24T18:04:05Z" },
    { "24 de agosto de 2026", "2026-08-24T00:00:00Z" },
    { "24 maggio 2026 15:04", "2026-05-24T15:04:00Z" },
    { "2026年11月24日 15時04分05秒", "2026-11-24T15:04:05Z" },
    { "2026年11月24日", "2026-11-24T00:00:00Z" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_null (void)
{
  g_assert_true (sheaf_date_parse (NULL) == SHEAF_TIME_NONE);
  g_assert_null (sheaf_date_format (SHEAF_TIME_NONE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/date/rfc-822", test_rfc_822);
  g_test_add_func ("/feed/date/rfc-3339", test_rfc_3339);
  g_test_add_func ("/feed/date/broken", test_broken);
  g_test_add_func ("/feed/date/languages", test_languages);
  g_test_add_func ("/feed/date/null", test_null);

  return g_test_run ();
}
