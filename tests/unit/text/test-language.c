/* test-language.c: which language a text is in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include "text/sheaf-language.h"

static void
assert_language (const char *text,
                 const char *told,
                 const char *expected)
{
  g_autoptr(SheafLanguageDetector) detector = sheaf_language_detector_new ();

  g_assert_cmpstr (sheaf_language_detect (detector, text, told), ==, expected);
}

static void
test_silent (void)
{
  assert_language ("The harbour will be closed until the ferry has been repaired.", NULL, "en");
  assert_language ("Der Hafen bleibt geschlossen, bis die Fähre wieder fahren kann.", NULL, "de");
  assert_language ("El puerto seguirá cerrado hasta que la nave sea reparada.", NULL, "es");
  assert_language ("Le port est fermé pour des travaux, et les bateaux sont à quai.", NULL, "fr");
  assert_language ("Порт закрыт, и паром не будет ходить до весны.", NULL, "ru");
  assert_language ("港は来週まで閉まるという。", NULL, "ja");
  assert_language ("港口将关闭到下周。", NULL, "zh");
  assert_language ("항구는 다음 주까지 닫힌다.", NULL, "ko");
  assert_language ("Το λιμάνι μένει κλειστό.", NULL, "el");
  assert_language ("الميناء مغلق من الآن إلى أن تعود العبارة", NULL, "ar");
}

static void
test_nothing_tells (void)
{
  assert_language ("", NULL, NULL);
  assert_language ("12:30 +++ 404", NULL, NULL);
  assert_language ("Xyzzy", "pt-BR", "pt-BR");
}

static void
test_told (void)
{
  /* A short text does not contradict; a long one does. */
  assert_language ("Die Welt", "en", "en");
  assert_language ("Der Hafen bleibt geschlossen, bis die Fähre wieder fahren kann, und die "
                   "Inseln werden von der See nicht mehr versorgt.",
                   "en", "de");
  assert_language ("港は来週まで閉まるという。", "en", "ja");
  assert_language ("The harbour will be closed until the ferry has been repaired.", "en-GB",
                   "en-GB");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/language/feed-silent", test_silent);
  g_test_add_func ("/language/nothing-tells", test_nothing_tells);
  g_test_add_func ("/language/feed-tells", test_told);

  return g_test_run ();
}
