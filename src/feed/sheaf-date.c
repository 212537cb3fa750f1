/* sheaf-date.c: dates as people write them in feeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-date.h"

#include <string.h>

#define MAX_DATE 128

typedef struct
{
  int year, month, day;       /* -1: not seen */
  int hour, minute, second, millisecond;
  int offset;                 /* minutes east of Greenwich */
  gboolean has_time, has_zone, pm, am;
  gboolean may_be_weekday;    /* of the month: "mar. 24 nov." */
} Parts;

typedef struct
{
  const char *name;
  int minutes;
} Zone;

/* RFC 822, 5.1; RFC 2822, 4.3; and the names that newsrooms of the world write, each as the zone
 * that most feeds mean by it. */
static const Zone zones[] = {
  { "acdt", 630 },  { "acst", 570 },  { "adt", -180 },  { "aedt", 660 },  { "aest", 600 },
  { "akdt", -480 }, { "akst", -540 }, { "art", -180 },  { "ast", -240 },  { "awst", 480 },
  { "bdt", 360 },   { "brst", -120 }, { "brt", -180 },  { "bst", 60 },    { "cat", 120 },
  { "cdt", -300 },  { "cest", 120 },  { "cet", 60 },    { "clst", -180 }, { "clt", -240 },
  { "cot", -300 },  { "cst", -360 },  { "eat", 180 },   { "ect", -300 },  { "edt", -240 },
  { "eest", 180 },  { "eet", 120 },   { "est", -300 },  { "et", -300 },   { "gmt", 0 },
  { "gst", 240 },   { "hdt", -540 },  { "hkt", 480 },   { "hst", -600 },  { "ict", 420 },
  { "idt", 180 },   { "irst", 210 },  { "ist", 330 },   { "jst", 540 },   { "kst", 540 },
  { "mdt", -360 },  { "mesz", 120 },  { "mez", 60 },    { "msk", 180 },   { "mst", -420 },
  { "myt", 480 },   { "ndt", -150 },  { "npt", 345 },   { "nst", -210 },  { "nzdt", 780 },
  { "nzst", 720 },  { "pdt", -420 },  { "pet", -300 },  { "pht", 480 },   { "pkt", 300 },
  { "pst", -480 },  { "pt", -480 },   { "sast", 120 },  { "sgt", 480 },   { "trt", 180 },
  { "ut", 0 },      { "utc", 0 },     { "vet", -240 },  { "wast", 120 },  { "wat", 60 },
  { "west", 60 },   { "wet", 0 },     { "wib", 420 },   { "wit", 540 },   { "wita", 480 },
  { "z", 0 },
};

typedef struct
{
  const char *start; /* what the name starts with, in lower case */
  int month;
} Month;

/* English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Polish, Turkish,
 * Indonesian; longer starts before the shorter ones that they begin with. */
static const Month months[] = {
  { "jan", 1 },   { "jän", 1 },   { "ene", 1 },   { "gen", 1 },   { "sty", 1 },   { "oca", 1 },
  { "feb", 2 },   { "fév", 2 },   { "fev", 2 },   { "lut", 2 },   { "şub", 2 },   { "peb", 2 },
  { "mar", 3 },   { "mär", 3 },   { "mrz", 3 },   { "mrt", 3 },   { "maa", 3 },   { "apr", 4 },
  { "avr", 4 },   { "abr", 4 },   { "kwi", 4 },   { "nis", 4 },   { "may", 5 },   { "mai", 5 },
  { "maj", 5 },   { "mag", 5 },   { "mei", 5 },   { "jun", 6 },   { "juin", 6 },  { "giu", 6 },
  { "cze", 6 },   { "haz", 6 },   { "jul", 7 },   { "juil", 7 },  { "lug", 7 },   { "lip", 7 },
  { "tem", 7 },   { "aug", 8 },   { "aoû", 8 },   { "aou", 8 },   { "ago", 8 },   { "sie", 8 },
  { "ağu", 8 },   { "agu", 8 },   { "sep", 9 },   { "set", 9 },   { "wrz", 9 },   { "eyl", 9 },
  { "oct", 10 },  { "okt", 10 },  { "out", 10 },  { "ott", 10 },  { "paź", 10 },  { "eki", 10 },
  { "nov", 11 },  { "lis", 11 },  { "kas", 11 },  { "nop", 11 },  { "dec", 12 },  { "dez", 12 },
  { "déc", 12 },  { "dic", 12 },  { "gru", 12 },  { "ara", 12 },  { "des", 12 },
};

static int
find_month (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (word, months[i].start))
      return months[i].month;

  return -1;
}

static gboolean
find_zone (const char *word,
           int        *offset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (strcmp (word, zones[i].name) == 0)
      {
        *offset = zones[i].minutes;
        return TRUE;
      }

  /* Military letters: RFC 2822, 4.3 takes them for "-0000", as they were defined wrongly. */
  *offset = 0;

  return g_ascii_islower (word[0]) && word[1] == '\0' && word[0] != 't';
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
static gint64
days_of (int year,
         int month,
         int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = y / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
         - 719468;
}

static int
days_in (int year,
         int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap);
}

static gint64
to_time (const Parts *parts)
{
  int hour = parts->hour;
  gint64 minutes;

  if (parts->year < 1 || parts->year > 9999 || parts->month < 1 || parts->month > 12
      || parts->day < 1 || parts->day > days_in (parts->year, parts->month))
    return SHEAF_TIME_NONE;
  if (parts->pm && hour < 12)
    hour += 12;
  if (parts->am && hour == 12)
    hour = 0;
  /* 24:00 is the end of the day; a leap second the second after. */
  if (hour > 24 || parts->minute > 59 || parts->second > 60
      || (hour == 24 && (parts->minute > 0 || parts->second > 0)))
    return SHEAF_TIME_NONE;
  if (ABS (parts->offset) > 24 * 60)
    return SHEAF_TIME_NONE;

  minutes = days_of (parts->year, parts->month, parts->day) * 24 * 60 + hour * 60 + parts->minute
            - parts->offset;

  return (minutes * 60 + parts->second) * 1000 + parts->millisecond;
}

/* Reads up to @max digits. Returns: how many there were. */
static guint
read_digits (const char **p,
             guint        max,
             gint64      *value)
{
  guint n = 0;

  *value = 0;
  for (; n < max && g_ascii_isdigit (**p); n++, (*p)++)
    *value = *value * 10 + (**p - '0');

  return n;
}

/* "+09:00", "-0500", "+9", "−05:00" at @p. */
static gboolean
read_offset (const char **p,
             Parts       *parts)
{
  const char *q = *p;
  int sign = *q == '-' || g_str_has_prefix (q, "−") ? -1 : 1;
  gint64 hours, minutes = 0;
  guint n;

  if (*q == '+' || *q == '-')
    q++;
  else if (g_str_has_prefix (q, "−"))
    q += strlen ("−");
  else
    return FALSE;
  q += strspn (q, " ");

  n = read_digits (&q, 4, &hours);
  if (n == 0)
    return FALSE;
  if (n > 2)
    {
      minutes = hours % 100;
      hours /= 100;
    }
  else if (*q == ':')
    {
      q++;
      read_digits (&q, 2, &minutes);
    }
  if (hours > 24 || minutes > 59)
    return FALSE;
  parts->offset = sign * (int) (hours * 60 + minutes);
  parts->has_zone = TRUE;
  *p = q;

  return TRUE;
}

/* "15:04", "15:04:05.123" with @p behind the first number; also "15h04". */
static void
read_clock (const char **p,
            int          hour,
            Parts       *parts)
{
  gint64 value;

  parts->hour = hour;
  parts->has_time = TRUE;
  (*p)++;
  if (read_digits (p, 2, &value) > 0)
    parts->minute = (int) value;
  if ((**p == ':' || **p == '.') && g_ascii_isdigit ((*p)[1]))
    {
      (*p)++;
      read_digits (p, 2, &value);
      parts->second = (int) value;
    }
  if ((**p == '.' || **p == ',' || **p == ':') && g_ascii_isdigit ((*p)[1]))
    {
      int scale = 100;

      for ((*p)++; g_ascii_isdigit (**p); (*p)++, scale /= 10)
        parts->millisecond += (**p - '0') * scale;
    }
}

/* A year of two digits: RFC 2822, 4.3. */
static int
whole_year (gint64 year,
            guint  digits)
{
  if (digits >= 4)
    return (int) year;
  if (digits == 3)
    return 1900 + (int) year;

  return (int) year + (year < 50 ? 2000 : 1900);
}

/* "2026-11-24", "2026/11/24", "2026-11", "2026" and "2026-328" with @p behind the year. */
static void
read_year_first (const char **p,
                 int          year,
                 Parts       *parts)
{
  gint64 month, day;
  char separator = **p;
  guint n;

  parts->year = year;
  if (parts->month >= 0 || (separator != '-' && separator != '/' && separator != '.')
      || !g_ascii_isdigit ((*p)[1]))
    return;

  (*p)++;
  n = read_digits (p, 3, &month);
  if (n == 3)
    {
      /* The day of the year. */
      parts->month = 1;
      parts->day = (int) month;
      while (parts->month < 12 && parts->day > days_in (year, parts->month))
        parts->day -= days_in (year, parts->month++);
      return;
    }
  parts->month = (int) month;
  parts->day = 1;
  if (**p == separator && g_ascii_isdigit ((*p)[1]))
    {
      (*p)++;
      read_digits (p, 2, &day);
      parts->day = (int) day;
    }
}

/* "24/11/2026", "11/24/26", "24.11.2026" and "24-11-2026" with @p behind the first number. */
static gboolean
read_three (const char **p,
            int          first,
            Parts       *parts)
{
  const char *q = *p;
  char separator = *q;
  gint64 second, year;
  guint digits;

  if ((separator != '/' && separator != '.' && separator != '-') || !g_ascii_isdigit (q[1]))
    return FALSE;
  q++;
  if (read_digits (&q, 2, &second) == 0 || *q != separator || !g_ascii_isdigit (q[1]))
    return FALSE;
  q++;
  digits = read_digits (&q, 4, &year);
  if (digits != 2 && digits != 4)
    return FALSE;

  parts->year = whole_year (year, digits);
  if (separator == '/' && first <= 12)
    {
      parts->month = first;
      parts->day = (int) second;
    }
  else
    {
      parts->day = first;
      parts->month = (int) second;
    }
  *p = q;

  return TRUE;
}

/* "20261124", "20261124T150405", "1795532645", "1795532645000": nothing but digits up to "T". */
static gint64
read_compact (const char *text)
{
  const char *p = text;
  gint64 value, clock;
  guint n = read_digits (&p, 14, &value);
  Parts parts = { .year = -1 };

  if (*p == '\0' && (n == 9 || n == 10))
    return value * 1000;
  if (*p == '\0' && (n == 12 || n == 13))
    return value;
  if (n != 8 && n != 14)
    return SHEAF_TIME_NONE;

  if (n == 14)
    {
      clock = value % 1000000;
      value /= 1000000;
    }
  else
    {
      clock = 0;
      if (*p == 'T' || *p == 't')
        {
          guint digits;

          p++;
          digits = read_digits (&p, 6, &clock);
          if (digits == 4)
            clock *= 100;
          else if (digits != 6)
            return SHEAF_TIME_NONE;
        }
    }
  parts.year = (int) (value / 10000);
  parts.month = (int) (value / 100 % 100);
  parts.day = (int) (value % 100);
  parts.hour = (int) (clock / 10000);
  parts.minute = (int) (clock / 100 % 100);
  parts.second = (int) (clock % 100);
  p += strspn (p, " ");
  if (*p != '\0' && *p != 'Z' && *p != 'z' && !read_offset (&p, &parts))
    return SHEAF_TIME_NONE;

  return to_time (&parts);
}

static void
read_number (const char **p,
             Parts       *parts)
{
  gint64 value;
  guint digits = read_digits (p, 6, &value);

  if (g_str_has_prefix (*p, "年"))
    parts->year = (int) value;
  else if (g_str_has_prefix (*p, "月"))
    parts->month = (int) value;
  else if (g_str_has_prefix (*p, "日"))
    parts->day = (int) value;
  else if (g_str_has_prefix (*p, "時") || g_str_has_prefix (*p, "时"))
    {
      parts->hour = (int) value;
      parts->has_time = TRUE;
    }
  else if (g_str_has_prefix (*p, "分"))
    parts->minute = (int) value;
  else if (g_str_has_prefix (*p, "秒"))
    parts->second = (int) value;
  else if (digits <= 2 && !parts->has_time
           && (**p == ':' || (**p == 'h' && g_ascii_isdigit ((*p)[1]))
               || (**p == '.' && parts->day >= 0 && parts->month >= 0 && parts->year >= 0
                   && g_ascii_isdigit ((*p)[1]))))
    read_clock (p, (int) value, parts);
  else if (digits >= 4 && parts->year < 0)
    read_year_first (p, (int) value, parts);
  else if (digits <= 2 && parts->day < 0 && parts->month < 0 && read_three (p, (int) value, parts))
    return;
  else if (digits <= 2 && parts->day < 0)
    parts->day = (int) value;
  else if (digits <= 3 && parts->year < 0)
    parts->year = whole_year (value, digits);
  else if (digits <= 2 && !parts->has_time && g_ascii_isspace (**p)
           && (g_ascii_strncasecmp (*p + 1, "am", 2) == 0
               || g_ascii_strncasecmp (*p + 1, "pm", 2) == 0))
    {
      parts->hour = (int) value;
      parts->has_time = TRUE;
    }
}

static gboolean
is_word (guchar c)
{
  return g_ascii_isalpha (c) || c >= 0x80;
}

static void
read_word (const char **p,
           Parts       *parts)
{
  const char *start = *p;
  g_autofree char *word = NULL;
  int month;

  while (is_word ((guchar) **p))
    (*p)++;
  word = g_strndup (start, *p - start);

  if (strcmp (word, "am") == 0 || strcmp (word, "a") == 0)
    parts->am = parts->has_time;
  else if (strcmp (word, "pm") == 0 || strcmp (word, "p") == 0)
    parts->pm = parts->has_time;
  else if ((parts->month < 0 || parts->may_be_weekday) && (month = find_month (word)) > 0)
    {
      parts->may_be_weekday = parts->month < 0 && parts->day < 0 && parts->year < 0;
      parts->month = month;
    }
  else if (!parts->has_zone && (parts->has_time || parts->year >= 0))
    {
      int offset;

      if (find_zone (word, &offset))
        {
          parts->offset = offset;
          parts->has_zone = TRUE;
          /* "GMT+2" */
          if (offset == 0 && (**p == '+' || **p == '-'))
            read_offset (p, parts);
        }
    }
}

gint64
sheaf_date_parse (const char *text)
{
  Parts parts = { .year = -1, .month = -1, .day = -1 };
  g_autofree char *folded = NULL;
  const char *p;
  gsize length;

  if (text == NULL)
    return SHEAF_TIME_NONE;
  text += strspn (text, " \t\r\n");
  length = strlen (text);
  if (length == 0 || length > MAX_DATE || !g_utf8_validate (text, length, NULL))
    return SHEAF_TIME_NONE;

  folded = g_utf8_strdown (text, length);
  g_strchomp (folded);
  p = folded;
  if (strspn (p, "0123456789") >= 8)
    return read_compact (p);

  while (*p != '\0')
    {
      if (g_ascii_isdigit (*p))
        read_number (&p, &parts);
      else if (*p == '(')
        p += strcspn (p, ")");
      else if (!parts.has_zone && parts.has_time && read_offset (&p, &parts))
        continue;
      else if (g_str_has_prefix (p, "−"))
        p += strlen ("−");
      else if (is_word ((guchar) *p))
        read_word (&p, &parts);
      else
        p++;
    }

  if (parts.year >= 0 && parts.month < 0)
    parts.month = 1;
  if (parts.year >= 0 && parts.day < 0)
    parts.day = 1;

  return to_time (&parts);
}

char *
sheaf_date_format (gint64 time)
{
  g_autoptr(GDateTime) date = NULL;
  gint64 seconds;
  int year, month, day, millisecond;
  GString *text;

  if (time == SHEAF_TIME_NONE)
    return NULL;
  seconds = time >= 0 ? time / 1000 : -((-time + 999) / 1000);
  millisecond = (int) (time - seconds * 1000);
  date = g_date_time_new_from_unix_utc (seconds);
  if (date == NULL)
    return NULL;

  text = g_string_new (NULL);
  g_date_time_get_ymd (date, &year, &month, &day);
  g_string_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day,
                   g_date_time_get_hour (date), g_date_time_get_minute (date),
                   g_date_time_get_second (date));
  if (millisecond != 0)
    g_string_append_printf (text, ".%03d", millisecond);
  g_string_append_c (text, 'Z');

  return g_string_free (text, FALSE);
}
