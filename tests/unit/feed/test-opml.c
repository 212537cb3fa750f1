/* test-opml.c: lists of feeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feed/sheaf-opml.h"

#include <string.h>

#include "feed/sheaf-feed.h"

static GPtrArray *
parse (const char  *text,
       GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return sheaf_opml_parse (bytes, error);
}

static void
assert_feed (GPtrArray  *feeds,
             guint       nth,
             const char *title,
             const char *url,
             const char *folders)
{
  SheafOpmlFeed *feed = feeds->pdata[nth];
  g_autofree char *joined = g_strjoinv ("/", feed->folders);

  g_assert_cmpstr (feed->title, ==, title);
  g_assert_cmpstr (feed->url, ==, url);
  g_assert_cmpstr (joined, ==, folders);
}

static void
test_read (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) feeds = parse (
    "<?xml version=\"1.0\"?><opml version=\"1.1\"><head><title>x</title></head><body>"
    "<outline text=\"Coast &amp; sea\" xmlUrl=\"https://c.example/f?a=1&amp;b=2\" htmlUrl=\"https://c.example/\"/>"
    "<outline text=\"Ports\"><outline title=\"Alma\" text=\"no\" type=\"rss\" xmlUrl=\"http://alma.example/rss\"/>"
    "<outline text=\"Inner\"><outline xmlUrl=\"feed://in.example/x\"/></outline></outline>"
    "<outline text=\"again\" xmlUrl=\"http://alma.example/rss\"/>"
    "<outline text=\"none\" xmlUrl=\"javascript:x\"/><outline text=\"cat\" category=\"/a/b,/c\" xmlUrl=\"https://d.example/\"/>"
    "</body></opml>", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 4);
  assert_feed (feeds, 0, "Coast & sea", "https://c.example/f?a=1&b=2", "");
  assert_feed (feeds, 1, "Alma", "http://alma.example/rss", "Ports");
  assert_feed (feeds, 2, "in.example", "http://in.example/x", "Ports/Inner");
  assert_feed (feeds, 3, "cat", "https://d.example/", "a/b");
  g_assert_cmpstr (((SheafOpmlFeed *) feeds->pdata[0])->home, ==, "https://c.example/");
}

static void
test_damaged (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) feeds = parse (
    "<opml><body><outline text=\"R & D\"><outline text=one xmlUrl=\"https://a.example/?x=1&y=2\">"
    "<outline text='two' xmlUrl='https://b.example/'></outline></body>", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 2);
  assert_feed (feeds, 0, "one", "https://a.example/?x=1&y=2", "R & D");
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "x", "<html><body>x</body></html>", "<rss/>",
                                       "{\"opml\": 1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) feeds = parse (texts[i], &error);

      g_assert_null (feeds);
      g_assert_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED);
    }
}

static void
test_round_trip (void)
{
  static const char list[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<opml version=\"2.0\">\n"
    "  <head>\n"
    "    <title>The &lt;desk&gt;</title>\n"
    "  </head>\n"
    "  <body>\n"
    "    <outline type=\"rss\" text=\"One\" xmlUrl=\"https://one.example/?a&amp;b\"/>\n"
    "    <outline text=\"Ports\">\n"
    "      <outline type=\"rss\" text=\"Two\" xmlUrl=\"https://two.example/\" htmlUrl=\"https://two.example/home\"/>\n"
    "      <outline text=\"Far\">\n"
    "        <outline type=\"rss\" text=\"Three\" xmlUrl=\"https://three.example/\"/>\n"
    "      </outline>\n"
    "    </outline>\n"
    "  </body>\n"
    "</opml>\n";
  g_autoptr(GPtrArray) feeds = parse (list, NULL);
  g_autofree char *written = sheaf_opml_write (feeds, "The <desk>");

  g_assert_cmpstr (written, ==, list);
}

static void
test_write_nothing (void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autofree char *written = sheaf_opml_write (none, NULL);
  g_autoptr(GPtrArray) read = parse (written, NULL);

  g_assert_nonnull (read);
  g_assert_cmpuint (read->len, ==, 0);
}

static void
test_bounds (void)
{
  g_autoptr(GString) list = g_string_new ("<opml><body>");
  g_autoptr(GString) deep = g_string_new ("<opml><body>");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) many = NULL;
  g_autoptr(GPtrArray) nested = NULL;

  for (guint i = 0; i <= SHEAF_OPML_MAX_FEEDS; i++)
    g_string_append_printf (list, "<outline xmlUrl=\"https://a.example/%u\"/>", i);
  g_string_append (list, "</body></opml>");
  many = parse (list->str, &error);
  g_assert_null (many);
  g_assert_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (deep, "<outline text=\"%u\">", i);
  nested = parse (deep->str, NULL);
  g_assert_nonnull (nested);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/opml/read", test_read);
  g_test_add_func ("/feed/opml/damaged", test_damaged);
  g_test_add_func ("/feed/opml/refused", test_refused);
  g_test_add_func ("/feed/opml/round-trip", test_round_trip);
  g_test_add_func ("/feed/opml/write-nothing", test_write_nothing);
  g_test_add_func ("/feed/opml/bounds", test_bounds);

  return g_test_run ();
}
