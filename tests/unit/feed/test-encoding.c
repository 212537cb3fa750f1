/* test-encoding.c: the bytes of a document as UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feed/sheaf-encoding.h"

#include <string.h>

#define XML(encoding) "<?xml version=\"1.0\" encoding=\"" encoding "\"?>"

typedef struct
{
  const char *bytes;
  gsize length;
  const char *content_type;
  const char *ends; /* what the text ends with */
} Case;

#define CASE(bytes, type, ends) { bytes, sizeof (bytes) - 1, type, ends }

static const Case cases[] = {
  CASE ("caf\xc3\xa9", NULL, "café"),
  CASE ("\xef\xbb\xbf" "caf\xc3\xa9", "text/xml; charset=iso-8859-1", "café"),
  CASE ("caf\xe9", "application/rss+xml; charset=ISO-8859-1", "café"),
  CASE ("\x93quoted\x94 \x80", "text/xml; charset=\"iso-8859-1\"", "“quoted” €"),
  CASE (XML ("ISO-8859-1") "caf\xe9 \x80", NULL, "café €"),
  CASE (XML ("us-ascii") "caf\xe9", NULL, "café"),
  CASE (XML ("iso-8859-1") "caf\xc3\xa9", "text/xml; charset=utf-8", "café"),
  CASE (XML ("utf-8") "\xcf\xf0\xe8\xe2\xe5\xf2", "text/xml; charset=windows-1251", "Привет"),
  CASE (XML ("Shift_JIS") "\x8d\x60\x82\xcc\x90\x56\x8d\x71\x98\x48", NULL, "港の新航路"),
  CASE (XML ("EUC-JP") "\xb9\xc1\xa4\xce", NULL, "港の"),
  CASE (XML ("gb2312") "\xb8\xdb\xbf\xda", NULL, "港口"),
  CASE (XML ("big5") "\xb4\xe4\xa4\xf4", NULL, "港水"),
  CASE (XML ("ks_c_5601-1987") "\xc7\xd7\xb1\xb8", NULL, "항구"),
  CASE (XML ("koi8-r") "\xf0\xd2\xc9", NULL, "При"),
  CASE (XML ("iso-8859-15") "\xa4", NULL, "€"),
  CASE ("\xff\xfe<\0a\0>\0\xe9\0", NULL, "<a>é"),
  CASE ("\xfe\xff\0<\0a\0>\0\xe9", NULL, "<a>é"),
  CASE ("<\0a\0>\0\xe9\0", NULL, "<a>é"),
  CASE ("\0<\0a\0>\0\xe9", NULL, "<a>é"),
  CASE (XML ("utf-16") "caf\xc3\xa9", NULL, "café"),
  CASE (XML ("no-such-encoding") "caf\xc3\xa9", NULL, "café"),
  CASE (XML ("utf-8") "caf\xe9", NULL, "café"),
  CASE (XML ("utf-8") "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 caf\xe9.", NULL, "ééééé caf\xef\xbf\xbd."),
  CASE ("caf\xe9", "text/xml; charset=", "café"),
  CASE ("a\0b", NULL, "ab"),
  CASE ("", NULL, ""),
};

static void
test_encodings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length;
      g_autofree char *text = sheaf_encoding_to_utf8 (cases[i].bytes, cases[i].length,
                                                      cases[i].content_type, &length);

      g_test_message ("%zu: %s", i, cases[i].ends);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (length, ==, strlen (text));
      if (!g_str_has_suffix (text, cases[i].ends))
        g_assert_cmpstr (text, ==, cases[i].ends);
    }
}

/* A page of Russian without a word of its encoding. */
static void
test_sniffed (void)
{
  static const char words[] =
    "<p>\xcf\xee\xf0\xf2 \xee\xf2\xea\xf0\xfb\xeb \xed\xee\xe2\xf3\xfe \xeb\xe8\xed\xe8\xfe "
    "\xec\xe5\xe6\xe4\xf3 \xee\xf1\xf2\xf0\xee\xe2\xe0\xec\xe8, \xf1\xee\xee\xe1\xf9\xe0\xe5\xf2 "
    "\xec\xe5\xf1\xf2\xed\xe0\xff \xe3\xe0\xe7\xe5\xf2\xe0 \xe2 \xef\xff\xf2\xed\xe8\xf6\xf3</p>";
  gsize length;
  g_autofree char *text = sheaf_encoding_to_utf8 (words, sizeof words - 1, "text/xml", &length);

  g_assert_nonnull (strstr (text, "Порт открыл новую линию"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/encoding/encodings", test_encodings);
  g_test_add_func ("/feed/encoding/sniffed", test_sniffed);

  return g_test_run ();
}
