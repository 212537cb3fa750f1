/* test-url.c: one address for one article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feed/sheaf-url.h"

static const struct
{
  const char *url;
  const char *canonical;
} cases[] = {
  { "https://a.example/story", "https://a.example/story" },
  { "http://a.example/story", "https://a.example/story" },
  { "HTTPS://A.Example/Story", "https://a.example/Story" },
  { "https://www.a.example/", "https://a.example/" },
  { "https://a.example", "https://a.example/" },
  { "https://a.example.:443/x", "https://a.example/x" },
  { "http://a.example:80/x", "https://a.example/x" },
  { "https://a.example:8443/x", "https://a.example:8443/x" },
  { "https://a.example/x/", "https://a.example/x" },
  { "https://a.example/x//", "https://a.example/x" },
  { "https://a.example/a/../b/./c", "https://a.example/b/c" },
  { "https://a.example/x#part", "https://a.example/x" },
  { "https://a.example/#!/story/1", "https://a.example/#!/story/1" },
  { "https://a.example/x?utm_source=f&id=3&utm_medium=rss", "https://a.example/x?id=3" },
  { "https://a.example/x?UTM_Source=f", "https://a.example/x" },
  { "https://a.example/x?fbclid=1&gclid=2&mc_cid=3", "https://a.example/x" },
  { "https://a.example/x?b=2&a=1", "https://a.example/x?b=2&a=1" },
  { "https://a.example/x?", "https://a.example/x" },
  { "https://a.example/x?source=y", "https://a.example/x?source=y" },
  { "https://a.example/%7Euser/%c3%a9", "https://a.example/~user/%C3%A9" },
  { "https://a.example/a%2fb", "https://a.example/a%2Fb" },
  { "https://a.example/é", "https://a.example/%C3%A9" },
  { "https://m.a.example/x", "https://a.example/x" },
  { "https://mobile.a.example/x", "https://a.example/x" },
  { "https://en.m.wiki.example/x", "https://en.wiki.example/x" },
  { "https://m.example/x", "https://m.example/x" },
  { "https://amp.a.example/x", "https://a.example/x" },
  { "https://a.example/x/amp/", "https://a.example/x" },
  { "https://a.example/amp/x", "https://a.example/x" },
  { "https://a.example/x.amp.html", "https://a.example/x.html" },
  { "https://a.example/x?outputType=amp", "https://a.example/x" },
  { "https://a.example/amp", "https://a.example/amp" },
  { "https://www.google.com/amp/s/a.example/x", "https://a.example/x" },
  { "https://a-example.cdn.ampproject.org/c/s/a.example/x", "https://a.example/x" },
  { "https://user:pass@a.example/x", "https://a.example/x" },
  { "https://bücher.example/x", "https://xn--bcher-kva.example/x" },
  { "https://[2001:DB8::1]/x", "https://[2001:db8::1]/x" },
  { "https://www.youtube.com/watch?v=abc&t=10s", "https://youtube.com/watch?v=abc" },
  { "https://youtu.be/abc?si=1", "https://youtube.com/watch?v=abc" },
  { " https://a.example/x ", "https://a.example/x" },
  { "mailto:a@b.example", NULL },
  { "ftp://a.example/", NULL },
  { "not an address", NULL },
  { "", NULL },
};

static void
test_canonical (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *canonical = sheaf_url_canonicalise (cases[i].url);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (canonical, ==, cases[i].canonical);
    }
  g_assert_null (sheaf_url_canonicalise (NULL));
}

static void
test_canonical_again (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *again = sheaf_url_canonicalise (cases[i].canonical);

      g_assert_cmpstr (again, ==, cases[i].canonical);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/url/canonical", test_canonical);
  g_test_add_func ("/feed/url/canonical-again", test_canonical_again);

  return g_test_run ();
}
