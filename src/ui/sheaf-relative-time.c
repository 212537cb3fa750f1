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

static char *
format_time (gint64      time,
             const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  char *text = local != NULL ? g_date_time_format (local, format) : NULL;

  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

static gboolean
is_same_year (gint64 a,
              gint64 b)
{
  g_autofree char *year_a = format_time (a, "%Y");
  g_autofree char *year_b = format_time (b, "%Y");

  return g_str_equal (year_a, year_b);
}

char *
sheaf_relative_time (gint64 time,
                     gint64 now)
{
  gint64 age = now - time;

  if (time == SHEAF_TIME_NONE)
    return g_strdup ("");

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

  /* Translators: a day of this year, and a day of another, as strftime() formats them. */
  return format_time (time, is_same_year (time, now) ? _("%-d %b") : _("%-d %b %Y"));
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
