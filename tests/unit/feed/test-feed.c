/* test-feed.c: feeds that are none, too large, cut or hostile
 *
 * What each format says is in tests/corpus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feed/sheaf-feed.h"

#include <string.h>

#include "feed/sheaf-date.h"

#define HEAD "<rss version=\"2.0\"><channel><title>T</title><link>https://a.example/</link>"

static SheafFeed *
parse (const char  *text,
       gssize       length,
       GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return sheaf_feed_parse (bytes, NULL, "https://a.example/feed", SHEAF_TIME_NONE, error);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    SheafFeedError code;
  } cases[] = {
    { "", SHEAF_FEED_ERROR_EMPTY },
    { " \n\t", SHEAF_FEED_ERROR_EMPTY },
    { "\xef\xbb\xbf", SHEAF_FEED_ERROR_EMPTY },
    { "not a feed", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "<!doctype html><html><body>x</body></html>", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "<html><p>x<br>y</html>", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "<note><item><title>x</title></item></note>", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "<opml><body/></opml>", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "{", SHEAF_FEED_ERROR_MALFORMED },
    { "{\"a\": 1}", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "[1, 2]", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "{\"items\": 3}", SHEAF_FEED_ERROR_NOT_A_FEED },
    { "\x89PNG\r\n\x1a\n", SHEAF_FEED_ERROR_NOT_A_FEED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SheafFeed) feed = parse (cases[i].text, -1, &error);

      g_assert_null (feed);
      g_assert_error (error, SHEAF_FEED_ERROR, (int) cases[i].code);
      g_assert_cmpuint (strlen (error->message), >, 5);
    }
}

static void
test_too_large (void)
{
  g_autofree char *zeros = g_malloc0 (SHEAF_FEED_MAX_BYTES + 1);
  g_autoptr(GString) many = g_string_new (HEAD);
  g_autoptr(GString) deep = g_string_new ("{\"items\": ");
  const char *texts[] = { zeros, NULL, NULL };
  gsize lengths[] = { SHEAF_FEED_MAX_BYTES + 1, 0, 0 };

  for (guint i = 0; i <= SHEAF_FEED_MAX_ITEMS; i++)
    g_string_append (many, "<item><title>x</title></item>");
  g_string_append (many, "</channel></rss>");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  texts[1] = many->str;
  lengths[1] = many->len;
  texts[2] = deep->str;
  lengths[2] = deep->len;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SheafFeed) feed = parse (texts[i], (gssize) lengths[i], &error);

      g_assert_null (feed);
      g_assert_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE);
    }
}

static void
test_long_line (void)
{
  g_autoptr(GString) text = g_string_new (HEAD "<item><title>x</title><description>");
  g_autoptr(GError) error = NULL;
  g_autoptr(SheafFeed) feed = NULL;
  SheafFeedItem *item;

  for (guint i = 0; i < 1024 * 1024; i++)
    g_string_append (text, "word of it ");
  g_string_append (text, "</description></item><item><title>y</title></item></channel></rss>");
  feed = parse (text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (feed->items->len, ==, 2);
  item = feed->items->pdata[0];
  g_assert_cmpuint (strlen (item->summary), <, 1000);
  item = feed->items->pdata[1];
  g_assert_cmpstr (item->title, ==, "y");
}

/* Whatever is cut off, what came whole before it is there, and nothing is read past the end. */
static void
test_truncated (void)
{
  static const char whole[] =
    HEAD "<item><title>One</title><guid>1</guid><description><![CDATA[<p>a &amp; b</p>]]>"
    "</description></item><item><title>Two &amp; three</title><guid>2</guid></item>"
    "</channel></rss>";
  gsize first = strstr (whole, "</item>") - whole + strlen ("</item>");
  gsize second = strstr (whole + first, "</item>") - whole + strlen ("</item>");

  for (gsize length = 1; length < sizeof whole; length++)
    {
      g_autofree char *cut = g_memdup2 (whole, length);
      g_autoptr(SheafFeed) feed = parse (cut, (gssize) length, NULL);
      guint expected = (length >= first) + (length >= second);

      if (length < strlen ("<rss version=\"2.0\">"))
        continue;
      g_assert_nonnull (feed);
      g_assert_cmpuint (feed->items->len, ==, expected);
      g_assert_true (feed->damaged == (length < sizeof whole - 1));
    }
}

static void
test_future (void)
{
  static const char text[] =
    HEAD "<item><title>x</title><pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate></item>"
    "<item><title>y</title><pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>"
    "<item><title>z</title><pubDate>soon</pubDate></item></channel></rss>";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  gint64 now = sheaf_date_parse ("2026-11-24T15:00:00Z");
  g_autoptr(SheafFeed) feed = sheaf_feed_parse (bytes, NULL, NULL, now, NULL);
  SheafFeedItem *item = feed->items->pdata[0];

  g_assert_cmpint (item->published, ==, now);
  g_assert_true (item->in_future);
  item = feed->items->pdata[1];
  g_assert_cmpint (item->published, ==, sheaf_date_parse ("2026-11-24T10:00:00Z"));
  g_assert_false (item->in_future);
  item = feed->items->pdata[2];
  g_assert_true (item->published == SHEAF_TIME_NONE);
}

static void
test_hints (void)
{
  g_autoptr(SheafFeed) feed = parse (
    HEAD "<ttl>90</ttl><skipHours><hour>0</hour><hour>23</hour><hour>99</hour></skipHours>"
    "<skipDays><day>Monday</day><day>Sunday</day></skipDays><image><url>/i.png</url></image>"
    "<item><title>x</title><source url=\"https://b.example/\">The &amp; other</source></item>"
    "</channel></rss>", -1, NULL);
  SheafFeedItem *item = feed->items->pdata[0];

  g_assert_cmpuint (feed->ttl, ==, 90);
  g_assert_cmpuint (feed->skip_hours, ==, (1u << 0) | (1u << 23));
  g_assert_cmpuint (feed->skip_days, ==, (1u << 0) | (1u << 6));
  g_assert_cmpstr (feed->image, ==, "https://a.example/i.png");
  g_assert_cmpstr (item->publisher, ==, "The & other");
}

/* An item without a name of its own has the same one at every reading. */
static void
test_made_id (void)
{
  static const char text[] = HEAD "<item><title>x</title></item><item><title>y</title></item>"
                                  "</channel></rss>";
  g_autoptr(SheafFeed) one = parse (text, -1, NULL);
  g_autoptr(SheafFeed) two = parse (text, -1, NULL);
  SheafFeedItem *a = one->items->pdata[0], *b = two->items->pdata[0], *c = one->items->pdata[1];

  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->id, !=, c->id);
}

/* Elements where they do not belong. */
static void
test_misplaced (void)
{
  static const char *const texts[] = {
    "<rss><item><item><title>x</title></item><link>y</link></item></rss>",
    "<rss><channel><item><image><item/></image><author><item/></author></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><source><entry><id>x</id></entry></source>"
    "<author><name>a</name></author></entry><author><link href=\"x\"/></author></feed>",
    "<rss><channel><author><name>x</name></author><source>y</source>"
    "<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"z.png\"/></channel></rss>",
    "<rss><title>x</title><link>y</link><item/><channel/></rss>",
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item/><image/></rdf:RDF>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SheafFeed) feed = parse (texts[i], -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (feed);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/feed/refused", test_refused);
  g_test_add_func ("/feed/feed/too-large", test_too_large);
  g_test_add_func ("/feed/feed/long-line", test_long_line);
  g_test_add_func ("/feed/feed/truncated", test_truncated);
  g_test_add_func ("/feed/feed/future", test_future);
  g_test_add_func ("/feed/feed/hints", test_hints);
  g_test_add_func ("/feed/feed/made-id", test_made_id);
  g_test_add_func ("/feed/feed/misplaced", test_misplaced);

  return g_test_run ();
}
