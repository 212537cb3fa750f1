/* sheaf-relative-time.c: how long ago, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-relative-time.h"

#include <glib/gi18n.h>

#include "model/sheaf-time.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Clocks differ: what lies a little ahead of ours happened just now. */
#define TOLERANCE (5 * MINUTE)

/* Returns: (transfer full) (nullable): NULL for what no calendar holds. */
static GDateTime *
to_local (gint64     time,
          GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static char *
format_local (GDateTime  *local,
              const char *format)
{
  char *text = local != NULL ? g_date_time_format (local, format) : NULL;

  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

static char *
format_time (gint64      time,
             const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) local = to_local (time, zone);

  return format_local (local, format);
}

/* Lists ask this of every row: finding out about the zone, which takes longest, is done once. */
static char *
format_day (gint64 time,
            gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) local = to_local (time, zone);
  g_autoptr (GDateTime) today = to_local (now, zone);
  gboolean this_year = local != NULL && today != NULL &&
                       g_date_time_get_year (local) == g_date_time_get_year (today);

  /* Translators: a day of this year, and a day of another, as strftime() formats them. */
  return format_local (local, this_year ? _("%-d %b") : _("%-d %b %Y"));
}

char *
sheaf_relative_time (gint64 time,
                     gint64 now)
{
  gint64 age;

  if (time == SHEAF_TIME_NONE)
    return g_strdup ("");

  age = now - time;
  if (age < MINUTE && age >= -TOLERANCE)
    return g_strdup (_("just now"));

  if (age >= 0 && age < HOUR)
    {
      int n = (int) (age / MINUTE);

      if (n == 1)
        return g_strdup (_("a minute ago"));

      return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", n), n);
    }

  if (age >= 0 && age < DAY)
    {
      int n = (int) (age / HOUR);

      if (n == 1)
        return g_strdup (_("an hour ago"));

      return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", n), n);
    }

  return format_day (time, now);
}

char *
sheaf_full_time (gint64 time)
{
  if (time == SHEAF_TIME_NONE)
    return g_strdup ("");

  return format_time (time, _("%A, %-d %B %Y, %H:%M"));
}

char *
sheaf_clock_time (gint64 time)
{
  if (time == SHEAF_TIME_NONE)
    return g_strdup ("");

  return format_time (time, _("%H:%M"));
}
