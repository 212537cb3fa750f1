/* test-position.c: there is always room between two positions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-position.h"

#include <string.h>

/* Returns the position between, held to being there; frees nothing. */
static char *
between (const char *before,
         const char *after)
{
  char *pos = sheaf_position_between (before, after);

  g_assert_true (sheaf_position_is_valid (pos));
  if (before != NULL)
    g_assert_cmpstr (before, <, pos);
  if (after != NULL)
    g_assert_cmpstr (pos, <, after);

  return pos;
}

static void
test_pairs (void)
{
  static const char *const positions[] = {
    "0000001", "001", "00V", "01", "01V", "1", "11", "1V", "9", "A", "A0000001", "A01", "A1",
    "AV", "Az", "Azz", "B", "V", "Vz", "Vzz", "Vzzz1", "W", "Z", "a", "z", "z01", "z1", "zV",
    "zz", "zzz", "zzzzzzzzzzzz",
  };

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autofree char *first = between (NULL, positions[i]);
      g_autofree char *last = between (positions[i], NULL);

      for (guint j = i + 1; j < G_N_ELEMENTS (positions); j++)
        g_free (between (positions[i], positions[j]));
    }
  g_free (between (NULL, NULL));
}

static void
test_ends (void)
{
  g_autofree char *first = between (NULL, NULL);
  g_autofree char *last = g_strdup (first);

  for (guint i = 0; i < 20000; i++)
    {
      char *before = between (NULL, first);
      char *after = between (last, NULL);

      g_free (first);
      g_free (last);
      first = before;
      last = after;
    }

  /* A long list has short positions. */
  g_assert_cmpuint (strlen (first), <, 12);
  g_assert_cmpuint (strlen (last), <, 12);
}

static void
test_narrowing (void)
{
  g_autofree char *low = between (NULL, NULL);
  g_autofree char *high = between (low, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      char *middle = between (low, high);
      char **end = g_test_rand_bit () ? &low : &high;

      g_free (*end);
      *end = middle;
    }
  g_assert_cmpuint (strlen (low), <, 512);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
test_random_places (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 3000; i++)
    {
      guint at = (guint) g_test_rand_int_range (0, (gint32) list->len + 1);

      g_ptr_array_insert (list, (int) at,
                          between (at > 0 ? list->pdata[at - 1] : NULL,
                                   at < list->len ? list->pdata[at] : NULL));
    }
  for (guint i = 1; i < list->len; i++)
    g_assert_cmpint (compare (&list->pdata[i - 1], &list->pdata[i]), <, 0);
}

/* Two were inserted at one place: the answer stands right behind the first. */
static void
test_disorder (void)
{
  g_autofree char *same = sheaf_position_between ("A", "A");
  g_autofree char *turned = sheaf_position_between ("B", "A");
  g_autofree char *invalid = sheaf_position_between ("A0", "?");

  g_assert_true (sheaf_position_is_valid (same));
  g_assert_cmpstr (same, >, "A");
  g_assert_cmpstr (same, <, "B");
  g_assert_cmpstr (turned, >, "B");
  g_assert_true (sheaf_position_is_valid (invalid));
}

static void
test_valid (void)
{
  g_autofree char *longest = g_strnfill (512, 'a');
  g_autofree char *longer = g_strnfill (513, 'a');

  g_assert_true (sheaf_position_is_valid ("a"));
  g_assert_true (sheaf_position_is_valid ("01"));
  g_assert_true (sheaf_position_is_valid (longest));
  g_assert_false (sheaf_position_is_valid (longer));
  g_assert_false (sheaf_position_is_valid (NULL));
  g_assert_false (sheaf_position_is_valid (""));
  g_assert_false (sheaf_position_is_valid ("0"));
  g_assert_false (sheaf_position_is_valid ("a0"));
  g_assert_false (sheaf_position_is_valid ("a b"));
  g_assert_false (sheaf_position_is_valid ("é"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/position/pairs", test_pairs);
  g_test_add_func ("/model/position/ends", test_ends);
  g_test_add_func ("/model/position/narrowing", test_narrowing);
  g_test_add_func ("/model/position/random-places", test_random_places);
  g_test_add_func ("/model/position/disorder", test_disorder);
  g_test_add_func ("/model/position/valid", test_valid);

  return g_test_run ();
}
