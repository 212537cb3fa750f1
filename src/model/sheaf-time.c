/* sheaf-time.c: instants on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-time.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

/* The Gregorian calendar, extended before its time; a year counted from March ends with the leap
 * day, so that months begin at (153 m + 2) / 5 days of it, m = 0 for March. An era is 400 years,
 * 146,097 days; day 719,468 of the first is 1970-01-01. */
static gint64
days_from_date (int year,
                int month,
                int day)
{
  gint64 y = month > 2 ? year : year - 1;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 of_era = y - era * 400;
  gint64 of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void
date_from_days (gint64 days,
                int *year,
                int *month,
                int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 m = (5 * of_year + 2) / 153;

  *day = (int) (of_year - (153 * m + 2) / 5 + 1);
  *month = (int) (m < 10 ? m + 3 : m - 9);
  *year = (int) (year_of_era + era * 400 + (*month <= 2 ? 1 : 0));
}

gint64
sheaf_time_now (void)
{
  return g_get_real_time () / 1000;
}

/* From the year 1 to the end of 9999. */
static gboolean
is_writable (gint64 time)
{
  return time >= days_from_date (1, 1, 1) * DAY_MS && time < days_from_date (10000, 1, 1) * DAY_MS;
}

char *
sheaf_time_to_string (gint64 time)
{
  gint64 days, rest;
  int year, month, day;

  if (!is_writable (time))
    return NULL;

  days = (time >= 0 ? time : time - DAY_MS + 1) / DAY_MS;
  rest = time - days * DAY_MS;
  date_from_days (days, &year, &month, &day);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day,
                          (int) (rest / 3600000), (int) (rest / 60000 % 60),
                          (int) (rest / 1000 % 60), (int) (rest % 1000));
}

static gboolean
read_digits (const char **at,
             int n,
             int *value)
{
  *value = 0;
  for (; n > 0; n--, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *value = *value * 10 + (**at - '0');
    }

  return TRUE;
}

static gboolean
read_mark (const char **at,
           char mark)
{
  if (g_ascii_toupper (**at) != mark)
    return FALSE;

  (*at)++;
  return TRUE;
}

/* Three decimals count, more are passed over. */
static gboolean
read_fraction (const char **at,
               int *milliseconds)
{
  int unit = 100;

  *milliseconds = 0;
  if (!read_mark (at, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**at))
    return FALSE;

  for (; g_ascii_isdigit (**at); (*at)++, unit /= 10)
    *milliseconds += unit * (**at - '0');

  return TRUE;
}

/* Leaves the minutes that local time is ahead of UTC. */
static gboolean
read_offset (const char **at,
             int *minutes)
{
  int sign, hour, minute;

  *minutes = 0;
  if (read_mark (at, 'Z'))
    return TRUE;

  if (read_mark (at, '+'))
    sign = 1;
  else if (read_mark (at, '-'))
    sign = -1;
  else
    return FALSE;

  if (!read_digits (at, 2, &hour) || !read_mark (at, ':') || !read_digits (at, 2, &minute) ||
      hour > 23 || minute > 59)
    return FALSE;

  *minutes = sign * (hour * 60 + minute);
  return TRUE;
}

gint64
sheaf_time_from_string (const char *string)
{
  int year, month, day, hour, minute, second, milliseconds, offset;
  gint64 time;

  if (string == NULL ||
      !read_digits (&string, 4, &year) || !read_mark (&string, '-') ||
      !read_digits (&string, 2, &month) || !read_mark (&string, '-') ||
      !read_digits (&string, 2, &day) ||
      (!read_mark (&string, 'T') && !read_mark (&string, ' ')) ||
      !read_digits (&string, 2, &hour) || !read_mark (&string, ':') ||
      !read_digits (&string, 2, &minute) || !read_mark (&string, ':') ||
      !read_digits (&string, 2, &second) ||
      !read_fraction (&string, &milliseconds) || !read_offset (&string, &offset) ||
      *string != '\0')
    return SHEAF_TIME_NONE;

  /* A second of 60 is a leap second, and the same as the first of the next minute. */
  if (month < 1 || month > 12 || day < 1 || year < 1 ||
      day > g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year) ||
      hour > 23 || minute > 59 || second > 60)
    return SHEAF_TIME_NONE;

  time = days_from_date (year, month, day) * DAY_MS + hour * G_GINT64_CONSTANT (3600000) +
         (minute - offset) * G_GINT64_CONSTANT (60000) + second * 1000 + milliseconds;

  return is_writable (time) ? time : SHEAF_TIME_NONE;
}
