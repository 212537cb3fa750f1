/* test-sample-newsroom.c: the sample newsroom over real HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <libxml/parser.h>

#include "model/sheaf-time.h"
#include "server/sheaf-sample-newsroom.h"

#define NOW "2026-11-24T15:04:05.123Z"

/* A small newsroom of its own, so that a test says all it counts on. */
typedef struct
{
  char *directory;
  SoupSession *session;
} Fixture;

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("sheaf-sample-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->session = soup_session_new ();

  write_file (fixture, "newsroom.json",
              "{\"publishers\": ["
              "{\"title\": \"Wire\", \"feed\": \"wire.xml\", \"format\": \"rss\"},"
              "{\"title\": \"Post\", \"feed\": \"post.xml\", \"format\": \"atom\"},"
              "{\"title\": \"Tide\", \"feed\": \"tide.json\", \"format\": \"json\"}]}");
  write_file (fixture, "feeds/wire.xml", "<rss>{{-1d4m}} {{base}}/images/a.png</rss>");
  write_file (fixture, "feeds/post.xml", "<feed>{{-3h}}</feed>");
  write_file (fixture, "feeds/tide.json", "{\"date\": \"{{-0m}}\"}");
  write_file (fixture, "images/a.png", "not much of a picture");
  write_file (fixture, "secret.txt", "not to be seen");
}

static void
remove_file (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const names[] = { "newsroom.json",   "feeds/wire.xml", "feeds/post.xml",
                                        "feeds/tide.json", "images/a.png",   "secret.txt",
                                        "feeds",           "images",         "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    remove_file (fixture, names[i]);
  g_object_unref (fixture->session);
  g_free (fixture->directory);
}

static SheafSampleNewsroom *
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SheafSampleNewsroom *newsroom;

  newsroom = sheaf_sample_newsroom_start (fixture->directory, 0, sheaf_time_from_string (NOW),
                                          &error);
  g_assert_no_error (error);
  g_assert_nonnull (newsroom);

  return newsroom;
}

static SoupMessage *
fetch (SoupSession          *session,
       SheafSampleNewsroom  *newsroom,
       const char           *method,
       const char           *path,
       const char           *etag,
       char                **body)
{
  g_autofree char *address = g_strconcat (sheaf_sample_newsroom_get_address (newsroom), path,
                                          NULL);
  SoupMessage *message = soup_message_new (method, address);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (etag != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match",
                                  etag);
  bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  if (body != NULL)
    *body = g_strdup_printf ("%.*s", (int) g_bytes_get_size (bytes),
                             (const char *) g_bytes_get_data (bytes, NULL));

  return message;
}

static const char *
header (SoupMessage *message,
        const char  *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (message), name);
}

static void
test_dates_and_types (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SheafSampleNewsroom) newsroom = start (fixture);
  g_autofree char *rss = NULL;
  g_autofree char *atom = NULL;
  g_autofree char *json = NULL;
  g_autofree char *image = NULL;
  g_autofree char *picture = g_strconcat (sheaf_sample_newsroom_get_address (newsroom),
                                          "images/a.png", NULL);
  g_autoptr (SoupMessage) first = fetch (fixture->session, newsroom, "GET", "feeds/wire.xml",
                                         NULL, &rss);
  g_autoptr (SoupMessage) second = fetch (fixture->session, newsroom, "GET", "feeds/post.xml",
                                          NULL, &atom);
  g_autoptr (SoupMessage) third = fetch (fixture->session, newsroom, "GET", "feeds/tide.json",
                                         NULL, &json);
  g_autoptr (SoupMessage) fourth = fetch (fixture->session, newsroom, "GET", "images/a.png", NULL,
                                          &image);

  g_assert_cmpuint (soup_message_get_status (first), ==, 200);
  g_assert_true (g_str_has_prefix (rss, "<rss>Mon, 23 Nov 2026 15:00:00 +0000 http://127.0.0.1:"));
  g_assert_nonnull (strstr (rss, picture));
  g_assert_cmpstr (atom, ==, "<feed>2026-11-24T12:04:00.000Z</feed>");
  g_assert_cmpstr (json, ==, "{\"date\": \"2026-11-24T15:04:00.000Z\"}");
  g_assert_cmpstr (image, ==, "not much of a picture");
  g_assert_cmpstr (header (first, "Content-Type"), ==, "application/rss+xml; charset=utf-8");
  g_assert_cmpstr (header (second, "Content-Type"), ==, "application/atom+xml; charset=utf-8");
  g_assert_cmpstr (header (third, "Content-Type"), ==, "application/feed+json; charset=utf-8");
  g_assert_cmpstr (header (fourth, "Content-Type"), ==, "image/png");
}

static void
test_conditional (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SheafSampleNewsroom) newsroom = start (fixture);
  g_autofree char *body = NULL;
  g_autofree char *weak = NULL;
  g_autoptr (SoupMessage) first = fetch (fixture->session, newsroom, "GET", "feeds/wire.xml",
                                         NULL, NULL);
  const char *etag = header (first, "ETag");
  g_autoptr (SoupMessage) same = fetch (fixture->session, newsroom, "GET", "feeds/wire.xml", etag,
                                        &body);
  g_autoptr (SoupMessage) other = fetch (fixture->session, newsroom, "GET", "feeds/wire.xml",
                                         "\"something-else\"", NULL);
  g_autoptr (SoupMessage) listed = NULL;

  weak = g_strdup_printf ("\"a\", W/%s", etag);
  listed = fetch (fixture->session, newsroom, "GET", "feeds/wire.xml", weak, NULL);

  g_assert_cmpuint (soup_message_get_status (same), ==, 304);
  g_assert_cmpstr (body, ==, "");
  g_assert_cmpstr (header (same, "ETag"), ==, etag);
  g_assert_cmpuint (soup_message_get_status (other), ==, 200);
  g_assert_cmpuint (soup_message_get_status (listed), ==, 304);
}

static void
test_nothing_else_is_served (Fixture       *fixture,
                             gconstpointer  data)
{
  static const char * const paths[] = { "",
                                        "secret.txt",
                                        "feeds",
                                        "feeds/",
                                        "feeds/../secret.txt",
                                        "feeds/..%2fsecret.txt",
                                        "newsroom.json" };
  g_autoptr (SheafSampleNewsroom) newsroom = start (fixture);
  g_autoptr (SoupMessage) posted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (SoupMessage) message = fetch (fixture->session, newsroom, "GET", paths[i], NULL,
                                               NULL);

      /* libsoup itself refuses what leads out of the root. */
      g_assert_true (soup_message_get_status (message) == 404 ||
                     soup_message_get_status (message) == 400);
    }

  posted = fetch (fixture->session, newsroom, "POST", "feeds/wire.xml", NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (posted), ==, 405);
  g_assert_cmpstr (header (posted, "Allow"), ==, "GET, HEAD");
}

static void
test_lists_its_feeds (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SheafSampleNewsroom) newsroom = start (fixture);
  GPtrArray *feeds = sheaf_sample_newsroom_get_feeds (newsroom);
  SheafSampleFeed *last;

  g_assert_cmpuint (feeds->len, ==, 3);
  last = g_ptr_array_index (feeds, 2);
  g_assert_cmpstr (last->title, ==, "Tide");
  g_assert_true (g_str_has_prefix (last->address,
                                   sheaf_sample_newsroom_get_address (newsroom)));
  g_assert_true (g_str_has_suffix (last->address, "/feeds/tide.json"));
}

/* The wished port where it is free, and another where it is not. */
static void
test_port (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafSampleNewsroom) first = start (fixture);
  g_autofree char *address = g_strdup (sheaf_sample_newsroom_get_address (first));
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, &error);
  g_autoptr (SheafSampleNewsroom) second = NULL;
  g_autoptr (SoupMessage) message = NULL;

  g_assert_no_error (error);
  second = sheaf_sample_newsroom_start (fixture->directory, g_uri_get_port (uri), 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sheaf_sample_newsroom_get_address (second), !=, address);
  message = fetch (fixture->session, second, "GET", "feeds/post.xml", NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
test_stop_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (SheafSampleNewsroom) newsroom = start (fixture);

      sheaf_sample_newsroom_stop (newsroom);
    }
}

static void
assert_fails (Fixture    *fixture,
              GQuark      domain,
              int         code,
              const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_sample_newsroom_start (fixture->directory, 0, 0, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  write_file (fixture, "feeds/wire.xml", "<rss>{{yesterday}}</rss>");
  assert_fails (fixture, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_TOKEN, "wire.xml: {{yesterday}}");
  write_file (fixture, "feeds/wire.xml", "<rss>{{-3h");
  assert_fails (fixture, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_TOKEN, "-3h");
  write_file (fixture, "feeds/wire.xml", "<rss>{{-3w}}</rss>");
  assert_fails (fixture, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_TOKEN, "-3w");

  remove_file (fixture, "feeds/wire.xml");
  assert_fails (fixture, G_FILE_ERROR, G_FILE_ERROR_NOENT, "wire.xml");

  write_file (fixture, "newsroom.json", "{\"publishers\": [{\"title\": \"A\", \"feed\": "
                                        "\"../secret.txt\", \"format\": \"rss\"}]}");
  assert_fails (fixture, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_MANIFEST, "publisher");
  write_file (fixture, "newsroom.json", "[]");
  assert_fails (fixture, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_MANIFEST, "publishers");
}

static guint
count_elements (xmlNode    *node,
                const char *name)
{
  guint count = 0;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE && g_strcmp0 ((const char *) child->name, name) == 0)
        count++;
      count += count_elements (child, name);
    }

  return count;
}

/* The newsroom that Sheaf comes with: every feed is well-formed, every picture it names is there,
 * and it has the articles that it is said to have. */
static void
test_own (void)
{
  g_autofree char *directory = g_test_build_filename (G_TEST_DIST, "..", "data", "sample", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SheafSampleNewsroom) newsroom = NULL;
  g_autoptr (GRegex) images = NULL;
  GPtrArray *feeds;
  guint n_articles = 0;

  newsroom = sheaf_sample_newsroom_start (directory, 0, sheaf_time_now (), &error);
  g_assert_no_error (error);
  feeds = sheaf_sample_newsroom_get_feeds (newsroom);
  g_assert_cmpuint (feeds->len, >=, 8);
  images = g_regex_new ("http://127\\.0\\.0\\.1:[0-9]+/(images/[a-z0-9.-]*)", 0, 0, NULL);

  for (guint i = 0; i < feeds->len; i++)
    {
      SheafSampleFeed *feed = g_ptr_array_index (feeds, i);
      const char *path = strstr (feed->address, "feeds/");
      g_autofree char *body = NULL;
      g_autoptr (SoupMessage) message = fetch (session, newsroom, "GET", path, NULL, &body);
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_cmpuint (soup_message_get_status (message), ==, 200);
      if (g_str_has_suffix (path, ".json"))
        {
          g_autoptr (JsonNode) node = json_from_string (body, &error);

          g_assert_no_error (error);
          n_articles += json_array_get_length (
            json_object_get_array_member (json_node_get_object (node), "items"));
        }
      else
        {
          xmlDoc *document = xmlReadMemory (body, strlen (body), path, NULL, XML_PARSE_NONET);

          g_assert_nonnull (document);
          n_articles += count_elements (xmlDocGetRootElement (document), "item") +
                        count_elements (xmlDocGetRootElement (document), "entry");
          xmlFreeDoc (document);
        }

      for (g_regex_match (images, body, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *image = g_match_info_fetch (match, 1);
          g_autoptr (SoupMessage) found = fetch (session, newsroom, "HEAD", image, NULL, NULL);

          if (soup_message_get_status (found) != 200)
            g_error ("%s of %s is not there", image, path);
        }
    }
  g_assert_cmpuint (n_articles, >=, 120);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/server/sample-newsroom/dates-and-types", Fixture, NULL, set_up,
              test_dates_and_types, tear_down);
  g_test_add ("/server/sample-newsroom/conditional", Fixture, NULL, set_up, test_conditional,
              tear_down);
  g_test_add ("/server/sample-newsroom/nothing-else", Fixture, NULL, set_up,
              test_nothing_else_is_served, tear_down);
  g_test_add ("/server/sample-newsroom/feeds", Fixture, NULL, set_up, test_lists_its_feeds,
              tear_down);
  g_test_add ("/server/sample-newsroom/port", Fixture, NULL, set_up, test_port, tear_down);
  g_test_add ("/server/sample-newsroom/stop-at-once", Fixture, NULL, set_up, test_stop_at_once,
              tear_down);
  g_test_add ("/server/sample-newsroom/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add_func ("/server/sample-newsroom/own", test_own);

  return g_test_run ();
}
