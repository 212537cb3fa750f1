/* sheaf-position.c: positions in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-position.h"

#include <string.h>

#define BASE 62
#define MAX_LENGTH 512

static const char digits[BASE + 1] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static int
digit_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'A' && c <= 'Z')
    return c - 'A' + 10;
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 36;
  return -1;
}

gboolean
sheaf_position_is_valid (const char *pos)
{
  gsize length = 0;

  if (pos == NULL)
    return FALSE;

  for (; pos[length] != '\0'; length++)
    {
      if (length == MAX_LENGTH || digit_value (pos[length]) < 0)
        return FALSE;
    }

  return length > 0 && pos[length - 1] != '0';
}

static void
strip_zeros (GString *pos)
{
  while (pos->len > 0 && pos->str[pos->len - 1] == '0')
    g_string_truncate (pos, pos->len - 1);
}

/* Adds @step, 1 or -1, to the number that the first digits of @from make: two beyond the run of
 * those that cannot go further, so that one of them always can. Most that is inserted goes to an
 * end of the list, and halving what is left there would lengthen the position by a digit every six
 * times; so it does every 3,700. */
static char *
step_from (const char *from,
           int step)
{
  const char edge = step > 0 ? digits[BASE - 1] : digits[0];
  const gsize run = strspn (from, (const char[]) { edge, '\0' });
  GString *pos = g_string_new (NULL);
  gsize i;

  for (i = 0; i < run + 2; i++)
    g_string_append_c (pos, i < strlen (from) ? from[i] : digits[0]);

  /* Downwards, digits that were cut off already leave a smaller number. */
  if (step < 0 && strlen (from) > pos->len)
    {
      strip_zeros (pos);
      return g_string_free (pos, FALSE);
    }

  for (i = pos->len; i-- > 0;)
    {
      int value = digit_value (pos->str[i]) + step;

      if (value >= 0 && value < BASE)
        {
          pos->str[i] = digits[value];
          break;
        }
      pos->str[i] = step > 0 ? digits[0] : digits[BASE - 1];
    }

  strip_zeros (pos);
  return g_string_free (pos, FALSE);
}

/* The middle of @before and @after, in as few digits as there can be; @before is a number that
 * ends where its digits do, followed by zeros. */
static char *
middle (const char *before,
        const char *after)
{
  GString *pos = g_string_new (NULL);
  gboolean open = FALSE; /* whether a digit of @after no longer limits */

  for (;;)
    {
      int low = *before != '\0' ? digit_value (*before++) : 0;
      int high = open ? BASE : digit_value (*after++);

      if (high - low > 1)
        {
          g_string_append_c (pos, digits[(low + high) / 2]);
          return g_string_free (pos, FALSE);
        }

      if (high - low == 1)
        {
          if (!open && *after != '\0')
            {
              g_string_append_c (pos, digits[high]);
              return g_string_free (pos, FALSE);
            }
          open = TRUE;
        }
      g_string_append_c (pos, digits[low]);
    }
}

char *
sheaf_position_between (const char *before,
                        const char *after)
{
  if (!sheaf_position_is_valid (before))
    before = NULL;
  if (!sheaf_position_is_valid (after))
    after = NULL;

  if (before == NULL && after == NULL)
    return g_strndup (&digits[BASE / 2], 1);
  if (before == NULL)
    return step_from (after, -1);
  if (after == NULL)
    return step_from (before, 1);
  if (strcmp (before, after) < 0)
    return middle (before, after);

  /* Two were put at the same place: as near behind the first as can be. */
  return g_strconcat (before, "V", NULL);
}
