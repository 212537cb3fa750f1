/* test-slug.c: a title as the last part of an address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bundle/sheaf-checks.h"

typedef struct
{
  const char *path;
  const char *title;
  const char *slug;
} Case;

static const Case cases[] = {
  { "words", "Ferry line to link Port Alma", "ferry-line-to-link-port-alma" },
  { "marks", "Élections à Zürich", "elections-a-zurich" },
  { "letters-beyond-marks", "Straße nach Łódź, Ærø", "strasse-nach-lodz-aero" },
  { "punctuation", "  “What now?” – asks (nearly) everyone!", "what-now-asks-nearly-everyone" },
  { "apostrophe", "The islanders’ ferry isn't late", "the-islanders-ferry-isnt-late" },
  { "japanese-keeps-its-marks", "港の窓 ガラス", "港の窓-ガラス" },
  { "arabic", "ميناء ألما", "ميناء-ألما" },
  { "digits", "3 islands, 2 boats", "3-islands-2-boats" },
  { "path", "../../etc/passwd", "etc-passwd" },
  { "nothing", "!?", "" },
  { "empty", "", "" },
  { "null", NULL, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *slug = sheaf_slug_from_title (test->title);

  g_assert_cmpstr (slug, ==, test->slug);
}

static void
test_long_titles_end_at_a_word (void)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *slug = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (title, "harbour ");
  slug = sheaf_slug_from_title (title->str);

  g_assert_cmpint (g_utf8_strlen (slug, -1), <=, 80);
  g_assert_true (g_str_has_suffix (slug, "-harbour"));
}

static void
test_one_long_word_is_cut (void)
{
  g_autofree char *title = g_strnfill (300, 'x');
  g_autofree char *slug = sheaf_slug_from_title (title);

  g_assert_cmpuint (strlen (slug), ==, 80);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bundle/slug/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/bundle/slug/long-title", test_long_titles_end_at_a_word);
  g_test_add_func ("/bundle/slug/long-word", test_one_long_word_is_cut);

  return g_test_run ();
}
