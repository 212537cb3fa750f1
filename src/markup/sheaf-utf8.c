/* sheaf-utf8.c: whether text is UTF-8, told fast
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-utf8.h"

#include <string.h>

#define ONES G_GUINT64_CONSTANT (0x0101010101010101)
#define HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

/* Past what is ASCII and not NUL. Eight at a time; a NUL borrows from the byte above it, which is
 * then looked at by itself. */
static const guchar *
skip_ascii (const guchar *p,
            const guchar *end)
{
  while (end - p >= 8)
    {
      guint64 eight;

      memcpy (&eight, p, 8);
      if ((((eight - ONES) | eight) & HIGHS) != 0)
        break;
      p += 8;
    }
  while (p < end && *p != '\0' && *p < 0x80)
    p++;

  return p;
}

static inline gboolean
is_trail (guchar c)
{
  return (c & 0xc0) == 0x80;
}

/* How long the character at @p is, or 0 if it is none. */
static gsize
get_length (const guchar *p,
            gsize         left)
{
  if (p[0] < 0xc2)
    return 0;
  if (p[0] < 0xe0)
    return left >= 2 && is_trail (p[1]) ? 2 : 0;
  if (p[0] < 0xf0)
    {
      if (left < 3 || !is_trail (p[1]) || !is_trail (p[2]) || (p[0] == 0xe0 && p[1] < 0xa0)
          || (p[0] == 0xed && p[1] > 0x9f))
        return 0;
      return 3;
    }
  if (p[0] > 0xf4 || left < 4 || !is_trail (p[1]) || !is_trail (p[2]) || !is_trail (p[3])
      || (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
    return 0;

  return 4;
}

gboolean
sheaf_utf8_is_valid (const char *text,
                     gsize       length)
{
  const guchar *p = (const guchar *) text;
  const guchar *end = p + length;

  while ((p = skip_ascii (p, end)) < end)
    do
      {
        gsize size = get_length (p, end - p);

        if (size == 0)
          return FALSE;
        p += size;
      }
    while (p < end && *p >= 0x80);

  return TRUE;
}
