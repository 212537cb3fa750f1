/* test-link.c: addresses checked and made absolute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "markup/sheaf-link.h"

#define BASE "https://news.example/2026/story.html?page=1"

typedef struct
{
  const char *reference;
  const char *resolved; /* NULL: refused */
} Case;

static const Case pages[] = {
  { "https://a.example/b?c=d&e#f", "https://a.example/b?c=d&e#f" },
  { "/top", "https://news.example/top" },
  { "next", "https://news.example/2026/next" },
  { "../2025/", "https://news.example/2025/" },
  { "../../../up", "https://news.example/up" },
  { "//cdn.example/x", "https://cdn.example/x" },
  { "?page=2", "https://news.example/2026/story.html?page=2" },
  { "#notes", "https://news.example/2026/story.html?page=1#notes" },
  { " \n https://a.example/ \t ", "https://a.example/" },
  { "https://a.exa\nmple/x\ty", "https://a.example/xy" },
  { "https:\\\\a.example\\b", "https://a.example/b" },
  { "\\\\a.example\\b", "https://a.example/b" },
  { "https:page", "https://news.example/2026/page" },
  { "https:/page", "https://news.example/page" },
  { "http:/a.example/page", "http://a.example/page" },
  { "http:a.example", "http://a.example" },
  { "https:///a.example/x", "https://a.example/x" },
  { "/a b/ü", "https://news.example/a%20b/%C3%BC" },
  { "/100%/a%zz?b=%", "https://news.example/100%25/a%25zz?b=%25" },
  { "/%%615", "https://news.example/%25a5" },
  { "https://bücher.example/", "https://xn--bcher-kva.example/" },
  { "mailto:desk@news.example", "mailto:desk@news.example" },
  { "tel:+81-3-0000", "tel:+81-3-0000" },
  { "", NULL },
  { "   ", NULL },
  { "javascript:alert(1)", NULL },
  { "JaVaScRiPt:alert(1)", NULL },
  { " \x01 javascript:alert(1)", NULL },
  { "java\tscript:alert(1)", NULL },
  { "java\nscript\r:alert(1)", NULL },
  { "vbscript:x", NULL },
  { "data:text/html,<script>1</script>", NULL },
  { "da\nta:text/html;base64,PHNjcmlwdD4=", NULL },
  { "data:image/png;base64,AAAA", NULL },
  { "file:///etc/passwd", NULL },
  { "ftp://a.example/", NULL },
  { "blob:https://a.example/1", NULL },
  { "about:blank", NULL },
  { "view-source:https://a.example/", NULL },
  { "https://", NULL },
  { "https://a b/", NULL },
  { "https://a.example:99999/", NULL },
  { "mailto:", NULL },
};

static const Case images[] = {
  { "pic.jpg", "https://news.example/2026/pic.jpg" },
  { "data:image/png;base64,iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo=" },
  { "data:image/PNG;base64,iVBO", "data:image/png;base64,iVBO" },
  { "data:image/svg+xml;base64,PHN2Zz4=", NULL },
  { "data:image/png,raw", NULL },
  { "data:image/png;base64,<script>", NULL },
  { "data:text/html;base64,PGI+", NULL },
  { "mailto:desk@news.example", NULL },
  { "javascript:alert(1)", NULL },
};

static void
check (const Case   *cases,
       gsize         n_cases,
       SheafLinkUse  use)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *resolved = sheaf_link_resolve (cases[i].reference, BASE, use);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (resolved, ==, cases[i].resolved);
    }
}

static void
test_pages (void)
{
  check (pages, G_N_ELEMENTS (pages), SHEAF_LINK_PAGE);
}

static void
test_images (void)
{
  check (images, G_N_ELEMENTS (images), SHEAF_LINK_IMAGE);
}

static void
test_no_base (void)
{
  g_autofree char *absolute = sheaf_link_resolve ("http://a.example/x", NULL, SHEAF_LINK_PAGE);
  g_autofree char *relative = sheaf_link_resolve ("x/y", NULL, SHEAF_LINK_PAGE);
  static const char *const broken[] = {
    "not a base", "mailto:desk@news.example", "file:///x", "http:///", "http://a.example;/x",
  };

  g_assert_cmpstr (absolute, ==, "http://a.example/x");
  g_assert_null (relative);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *beside = sheaf_link_resolve (".//.x", broken[i], SHEAF_LINK_PAGE);
      g_autofree char *itself = sheaf_link_resolve (broken[i], NULL, SHEAF_LINK_WEB);

      g_assert_null (beside);
      g_assert_null (itself);
    }
}

static void
test_resolved_again_is_the_same (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *again = sheaf_link_resolve (pages[i].resolved, NULL, SHEAF_LINK_PAGE);

      g_assert_cmpstr (again, ==, pages[i].resolved);
    }
}

static void
test_host (void)
{
  g_autofree char *host = sheaf_link_get_host ("https://www.Coast-Wire.example:8080/x");
  g_autofree char *none = sheaf_link_get_host ("mailto:a@b.example");

  g_assert_cmpstr (host, ==, "coast-wire.example");
  g_assert_null (none);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/link/pages", test_pages);
  g_test_add_func ("/markup/link/images", test_images);
  g_test_add_func ("/markup/link/no-base", test_no_base);
  g_test_add_func ("/markup/link/resolved-again-is-the-same", test_resolved_again_is_the_same);
  g_test_add_func ("/markup/link/host", test_host);

  return g_test_run ();
}
