/* test-page-words.c: the few words that a page says by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bundle/sheaf-page-words.h"
#include "model/sheaf-time.h"

static void
test_dates (void)
{
  static const char * const dates[][3] = {
    { "en", "7 March 2026", "7 March 2026, 15:04 UTC" },
    { "de-AT", "7. März 2026", "7. März 2026, 15:04 Uhr UTC" },
    { "ja", "2026年3月7日", "2026年3月7日 15:04 UTC" },
    { "es", "7 de marzo de 2026", "7 de marzo de 2026, 15:04 UTC" },
    { "ar", "7 مارس 2026", "7 مارس 2026، 15:04 UTC" },
    { "fr", "7 mars 2026", "7 mars 2026 à 15:04 UTC" },
  };
  gint64 time = sheaf_time_from_string ("2026-03-07T16:04:59+01:00");

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      const SheafPageWords *words = sheaf_page_words_get (dates[i][0]);
      g_autofree char *date = sheaf_page_words_date (words, time);
      g_autofree char *date_time = sheaf_page_words_date_time (words, time);

      g_assert_cmpstr (date, ==, dates[i][1]);
      g_assert_cmpstr (date_time, ==, dates[i][2]);
    }

  g_assert_null (sheaf_page_words_date (sheaf_page_words_get ("en"), SHEAF_TIME_NONE));
}

static void
test_languages (void)
{
  g_assert_cmpstr (sheaf_page_words_get ("ja-JP")->related, ==, "関連記事");
  g_assert_cmpstr (sheaf_page_words_get ("DE")->background, ==, "Hintergrund");
  g_assert_cmpstr (sheaf_page_words_get ("den")->background, ==, "Background");
  g_assert_cmpstr (sheaf_page_words_get ("sw")->background, ==, "Background");
  g_assert_cmpstr (sheaf_page_words_get (NULL)->background, ==, "Background");
}

static void
test_fill (void)
{
  g_autofree char *filled = sheaf_page_words_fill ("By {}", "A {} B");

  g_assert_cmpstr (filled, ==, "By A {} B");
}

static void
test_direction (void)
{
  g_assert_cmpstr (sheaf_page_direction ("ar", NULL), ==, "rtl");
  g_assert_cmpstr (sheaf_page_direction ("ar-Latn", NULL), ==, "ltr");
  g_assert_cmpstr (sheaf_page_direction ("az-Arab", NULL), ==, "rtl");
  g_assert_cmpstr (sheaf_page_direction ("he-IL", "English"), ==, "rtl");
  g_assert_cmpstr (sheaf_page_direction ("en", "ميناء"), ==, "ltr");
  g_assert_cmpstr (sheaf_page_direction ("arn", NULL), ==, "ltr");
  g_assert_cmpstr (sheaf_page_direction (NULL, "12: ميناء"), ==, "rtl");
  g_assert_cmpstr (sheaf_page_direction ("und", "«שלום» and more"), ==, "rtl");
  g_assert_cmpstr (sheaf_page_direction (NULL, "12: port ميناء"), ==, "ltr");
  g_assert_cmpstr (sheaf_page_direction (NULL, NULL), ==, "ltr");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/page-words/dates", test_dates);
  g_test_add_func ("/bundle/page-words/languages", test_languages);
  g_test_add_func ("/bundle/page-words/fill", test_fill);
  g_test_add_func ("/bundle/page-words/direction", test_direction);

  return g_test_run ();
}
