/* sheaf-misbehaviours.c: more of what servers should not do, and of what they may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/sheaf-misbehaving-private.h"

#include <gio/gio.h>
#include <string.h>

#define MB (1024 * 1024)
#define FEED "200 OK\r\nContent-Type: application/rss+xml"

/* A feed of one article, compressed as RFC 7932 has it. */
static const guint8 brotli_feed[] = {
  0x1b, 0x80, 0x00, 0x20, 0x9c, 0x05, 0xee, 0xde, 0x1d, 0x42, 0xd8, 0xd2, 0xee, 0x14,
  0x8f, 0xc4, 0x25, 0xd0, 0xad, 0xe6, 0x91, 0x13, 0x71, 0xd9, 0x30, 0x31, 0x32, 0x57,
  0xda, 0x67, 0xae, 0xac, 0x65, 0xbe, 0xa4, 0xb5, 0xe9, 0xc9, 0x42, 0x15, 0x62, 0xe4,
  0x66, 0x02, 0x4a, 0x21, 0x08, 0x49, 0xeb, 0xf4, 0x86, 0x97, 0x76, 0x3c, 0x84, 0x94,
  0x5d, 0x93, 0x55, 0x1d, 0x7e, 0x4e, 0x67, 0xb4, 0x28, 0xa9, 0xaa, 0xe0, 0xbc, 0xeb,
  0xbf, 0x04, 0x0c, 0xfa, 0xa0, 0x45, 0xd8, 0xef, 0x4c, 0x02, 0x56, 0x05, 0x05, 0xc5,
  0xb8, 0xee, 0x48, 0x56, 0x26, 0x14, 0xa7, 0x2b,
};

/* 64 MB of zeros, likewise. */
static const guint8 brotli_bomb[] = {
  0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x8f,
  0xff, 0xff, 0x7f, 0xf0, 0x4f, 0x00, 0xc4, 0x61, 0x11, 0x80, 0xee, 0xfd, 0x1f, 0xff,
  0xff, 0xff, 0xe0, 0x9f, 0x00, 0x88, 0xc3, 0x02, 0x00, 0xdd, 0xfb, 0x3f, 0xfe, 0xff,
  0xff, 0xc1, 0x3f, 0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0x7f, 0xfc, 0xff, 0xff,
  0x83, 0x7f, 0x02, 0x20, 0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff, 0xf8, 0xff, 0xff, 0x07,
  0xff, 0x04, 0x40, 0x1c, 0x16, 0x00, 0xe8, 0xde, 0xff, 0xf1, 0xff, 0xff, 0x0f, 0xfe,
  0x09, 0x80, 0x38, 0x2c, 0x00, 0xd0, 0xbd, 0xff, 0xcb, 0xff, 0xff, 0x3f, 0xfc, 0x13,
  0x00, 0x71, 0x58, 0x00, 0xa0, 0x7b, 0xff, 0x07,
};

/* Announces @length and sends @sent. */
static void
send_encoded (SheafMisbehavingConnection *connection,
              const char                 *encoding,
              const guint8               *bytes,
              gsize                       length,
              gsize                       sent)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
                                           "Content-Encoding: %s\r\nContent-Length: %zu\r\n"
                                           "Connection: close\r\n\r\n",
                                           encoding, length);

  sheaf_misbehaving_send_text (connection, head);
  sheaf_misbehaving_send (connection, (const char *) bytes, sent);
}

static GBytes *
make_gzip (void)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));
  g_autofree char *feed = sheaf_misbehaving_make_feed ("Said in short", 3);

  g_output_stream_write_all (stream, feed, strlen (feed), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Whoever does not ask for it gets none. */
static gboolean
accepts (const char *request,
         const char *encoding)
{
  const char *header = strstr (request, "Accept-Encoding:");
  g_autofree char *line = header != NULL ? g_strndup (header, strcspn (header, "\r")) : NULL;

  return line != NULL && strstr (line, encoding) != NULL;
}

static void
behave_gzip (SheafMisbehavingConnection *connection,
             const char                 *request)
{
  g_autoptr (GBytes) bytes = make_gzip ();

  if (accepts (request, "gzip"))
    send_encoded (connection, "gzip", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                  g_bytes_get_size (bytes));
  else
    sheaf_misbehaving_send_whole (connection, "406 Not Acceptable", "");
}

static void
behave_brotli (SheafMisbehavingConnection *connection,
               const char                 *request)
{
  if (accepts (request, "br"))
    send_encoded (connection, "br", brotli_feed, sizeof brotli_feed, sizeof brotli_feed);
  else
    sheaf_misbehaving_send_whole (connection, "406 Not Acceptable", "");
}

static void
behave_cut_gzip (SheafMisbehavingConnection *connection,
                 const char                 *request)
{
  g_autoptr (GBytes) bytes = make_gzip ();

  send_encoded (connection, "gzip", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                g_bytes_get_size (bytes) / 2);
}

static void
behave_brotli_bomb (SheafMisbehavingConnection *connection,
                    const char                 *request)
{
  send_encoded (connection, "br", brotli_bomb, sizeof brotli_bomb, sizeof brotli_bomb);
}

static void
behave_xml_bomb (SheafMisbehavingConnection *connection,
                 const char                 *request)
{
  GString *feed = g_string_new ("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a0 \"ha\">\n");

  for (guint i = 1; i < 30; i++)
    g_string_append_printf (feed, "<!ENTITY a%u \"&a%u;&a%u;&a%u;&a%u;\">\n", i, i - 1, i - 1, i - 1,
                            i - 1);
  g_string_append (feed, "]>\n<rss version=\"2.0\"><channel><title>&a29;</title>"
                         "<item><title>&a29;</title></item></channel></rss>");
  sheaf_misbehaving_send_whole (connection, FEED, feed->str);
  g_string_free (feed, TRUE);
}

static void
behave_parameter_bomb (SheafMisbehavingConnection *connection,
                       const char                 *request)
{
  GString *feed = g_string_new ("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n"
                                "<!ENTITY % p0 '&#37;p1;&#37;p1;'>\n");

  for (guint i = 1; i < 40; i++)
    g_string_append_printf (feed, "<!ENTITY %% p%u '&#37;p%u;&#37;p%u;&#37;p%u;'>\n", i, i + 1, i + 1,
                            i + 1);
  g_string_append (feed, "<!ENTITY % p40 ''>\n%p0;\n]>\n<rss version=\"2.0\"><channel>"
                         "<title>Quiet</title></channel></rss>");
  sheaf_misbehaving_send_whole (connection, FEED, feed->str);
  g_string_free (feed, TRUE);
}

static void
behave_long_title (SheafMisbehavingConnection *connection,
                   const char                 *request)
{
  g_autofree char *title = g_strnfill (6 * MB, 'x');
  g_autofree char *feed = g_strconcat ("<rss version=\"2.0\"><channel><title>Long</title><item>"
                                       "<guid>long-1</guid><title>",
                                       title, "</title></item></channel></rss>", NULL);

  sheaf_misbehaving_send_whole (connection, FEED, feed);
}

static void
behave_deep (SheafMisbehavingConnection *connection,
             const char                 *request)
{
  GString *feed = g_string_new ("<rss version=\"2.0\"><channel><title>Deep</title>");

  for (guint i = 0; i < 100000; i++)
    g_string_append (feed, "<x>");
  sheaf_misbehaving_send_whole (connection, FEED, feed->str);
  g_string_free (feed, TRUE);
}

static void
behave_circle_anew (SheafMisbehavingConnection *connection,
                    const char                 *request)
{
  guint64 n = g_ascii_strtoull (request + strlen ("GET /circle/"), NULL, 10);
  g_autofree char *location = g_strdup_printf ("/circle/%" G_GUINT64_FORMAT, n + 1);

  sheaf_misbehaving_redirect (connection, "301 Moved Permanently", location);
}

static void
behave_to_neighbour_6 (SheafMisbehavingConnection *connection,
                       const char                 *request)
{
  g_autofree char *location
      = g_strdup_printf ("http://[::1]:%u/feed.xml", connection->server->port);

  sheaf_misbehaving_redirect (connection, "302 Found", location);
}

static void
behave_moved_308 (SheafMisbehavingConnection *connection,
                  const char                 *request)
{
  sheaf_misbehaving_redirect (connection, "308 Permanent Redirect", "/feed.xml");
}

static void
behave_moved_for_now (SheafMisbehavingConnection *connection,
                      const char                 *request)
{
  sheaf_misbehaving_redirect (connection, "307 Temporary Redirect", "/feed.xml");
}

static void
behave_moved_on (SheafMisbehavingConnection *connection,
                 const char                 *request)
{
  sheaf_misbehaving_redirect (connection, "301 Moved Permanently", "/moved-for-now");
}

static void
behave_busy_alone (SheafMisbehavingConnection *connection,
                   const char                 *request)
{
  sheaf_misbehaving_send_whole (connection, "429 Too Many Requests", "busy");
}

static void
behave_busy_until (SheafMisbehavingConnection *connection,
                   const char                 *request)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, 90);
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autofree char *time = g_date_time_format (then, "%H:%M:%S");
  g_autofree char *head
      = g_strdup_printf ("429 Too Many Requests\r\nRetry-After: %s, %02d %s %d %s GMT",
                         days[g_date_time_get_day_of_week (then) - 1],
                         g_date_time_get_day_of_month (then),
                         months[g_date_time_get_month (then) - 1], g_date_time_get_year (then), time);

  sheaf_misbehaving_send_whole (connection, head, "busy");
}

static void
behave_overloaded (SheafMisbehavingConnection *connection,
                   const char                 *request)
{
  sheaf_misbehaving_send_whole (connection, "503 Service Unavailable\r\nRetry-After: 45", "busy");
}

static void
behave_lying (SheafMisbehavingConnection *connection,
              const char                 *request)
{
  g_autofree char *headline = NULL;
  g_autofree char *feed = NULL;

  if (strstr (request, "\"always\"") != NULL)
    {
      sheaf_misbehaving_send_text (connection,
                                   "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
      return;
    }

  headline = g_strdup_printf ("Look %u",
                              sheaf_misbehaving_server_get_hits (connection->server, "/lying"));
  feed = sheaf_misbehaving_make_feed (headline, 1);
  sheaf_misbehaving_send_whole (connection, FEED "\r\nETag: \"always\"", feed);
}

static void
behave_slow_head (SheafMisbehavingConnection *connection,
                  const char                 *request)
{
  sheaf_misbehaving_send_text (connection, "HTTP/1.1 200 OK\r\nX-Slow: ");
  while (sheaf_misbehaving_send_text (connection, "x") && sheaf_misbehaving_wait (connection, 20))
    ;
}

static void
behave_story (SheafMisbehavingConnection *connection,
              const char                 *request)
{
  guint64 n = g_ascii_strtoull (request + strlen ("GET /story/"), NULL, 10);
  g_autofree char *feed = g_strdup_printf (
      "<rss version=\"2.0\"><channel><title>Wire %u</title><item><guid isPermaLink=\"false\">wire-%u"
      "</guid><title>Harbour bridge closes for repairs%s</title><link>http://%scoast.example/bridge"
      "%s</link></item></channel></rss>",
      (guint) n, (guint) n, n == 2 ? " | Wire" : "", n == 3 ? "m." : "www.",
      n == 2 ? "/?utm_source=wire&amp;fbclid=abc#top" : "");

  sheaf_misbehaving_send_whole (connection, FEED, feed);
}

static void
behave_recycled (SheafMisbehavingConnection *connection,
                 const char                 *request)
{
  static const char *const stories[][3] = {
    { "Storm tears roofs off in Alma", "storm",
      "Gusts of 120 kilometres an hour damaged forty houses on Sunday night." },
    { "Orchestra names its first conductor", "orchestra",
      "Ines Duarte will lead the players for three seasons, starting in spring." },
    { "Tram fares rise in January", "trams",
      "A single ticket will cost ten cents more, said the council after its vote." },
  };
  guint look = sheaf_misbehaving_server_get_hits (connection->server, "/recycled");
  const char *const *story = stories[(look - 1) % G_N_ELEMENTS (stories)];
  g_autofree char *feed = g_strdup_printf (
      "<rss version=\"2.0\"><channel><title>Top story</title><item><guid isPermaLink=\"false\">top"
      "</guid><title>%s</title><link>http://coast.example/%s</link><description>%s</description>"
      "</item></channel></rss>",
      story[0], story[1], story[2]);

  sheaf_misbehaving_send_whole (connection, FEED, feed);
}

static void
behave_sleepy (SheafMisbehavingConnection *connection,
               const char                 *request)
{
  g_autofree char *feed = sheaf_misbehaving_make_feed (NULL, 1);

  if (sheaf_misbehaving_wait (connection, 50))
    sheaf_misbehaving_send_whole (connection, FEED, feed);
}

/* A path that ends in "/" stands for all below it. */
static const struct
{
  const char *path;
  SheafMisbehaviour behave;
} behaviours[] = {
  { "/gzip.xml", behave_gzip },
  { "/brotli.xml", behave_brotli },
  { "/cut-gzip", behave_cut_gzip },
  { "/brotli-bomb", behave_brotli_bomb },
  { "/xml-bomb", behave_xml_bomb },
  { "/parameter-bomb", behave_parameter_bomb },
  { "/long-title", behave_long_title },
  { "/deep", behave_deep },
  { "/circle/", behave_circle_anew },
  { "/to-neighbour-6", behave_to_neighbour_6 },
  { "/moved-308", behave_moved_308 },
  { "/moved-for-now", behave_moved_for_now },
  { "/moved-on", behave_moved_on },
  { "/busy-alone", behave_busy_alone },
  { "/busy-until", behave_busy_until },
  { "/overloaded", behave_overloaded },
  { "/lying", behave_lying },
  { "/slow-head", behave_slow_head },
  { "/story/", behave_story },
  { "/recycled", behave_recycled },
  { "/sleepy/", behave_sleepy },
};

SheafMisbehaviour
sheaf_misbehaviours_find (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    {
      gboolean below = g_str_has_suffix (behaviours[i].path, "/");

      if (below ? g_str_has_prefix (path, behaviours[i].path) : g_str_equal (path, behaviours[i].path))
        return behaviours[i].behave;
    }

  return NULL;
}
