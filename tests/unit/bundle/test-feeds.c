/* test-feeds.c: releases as a feed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "bundle/sheaf-forms.h"
#include "bundle/sheaf-members.h"
#include "desk.h"
#include "model/sheaf-time.h"

#define HOME "https://desk.example/"

static GPtrArray *
load_releases (void)
{
  GPtrArray *releases = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  JsonNode *older = desk_read_json ("hostile.json");

  json_object_set_string_member (json_node_get_object (older), "published",
                                 "2026-11-01T00:00:00.000Z");
  g_ptr_array_add (releases, older);
  g_ptr_array_add (releases, desk_read_json ("release.json"));

  return releases;
}

static void
test_json_feed (void)
{
  g_autoptr (GPtrArray) releases = load_releases ();
  g_autofree char *text = sheaf_releases_to_json_feed (releases, "The Alma Review", HOME,
                                                       HOME "feed.json");
  g_autoptr (JsonNode) node = desk_parse (text);
  JsonObject *feed = json_node_get_object (node);
  JsonArray *items = sheaf_members_get_array (feed, "items");
  JsonObject *newest = sheaf_array_get_object (items, 0);

  g_assert_cmpstr (sheaf_members_get_string (feed, "version"), ==,
                   "https://jsonfeed.org/version/1.1");
  g_assert_cmpstr (sheaf_members_get_string (feed, "title"), ==, "The Alma Review");
  g_assert_cmpstr (sheaf_members_get_string (feed, "home_page_url"), ==, HOME);
  g_assert_cmpstr (sheaf_members_get_string (feed, "feed_url"), ==, HOME "feed.json");
  g_assert_cmpuint (json_array_get_length (items), ==, 2);

  g_assert_cmpstr (sheaf_members_get_string (newest, "id"), ==, "urn:uuid:" DESK_BUNDLE);
  g_assert_cmpstr (sheaf_members_get_string (newest, "url"), ==,
                   "https://desk.example/b/a-ferry-and-what-it-is-for");
  g_assert_cmpstr (sheaf_members_get_string (newest, "date_published"), ==,
                   "2026-11-24T09:30:00.000Z");
  g_assert_cmpstr (sheaf_members_get_string (newest, "date_modified"), ==,
                   "2026-11-24T12:00:00.000Z");
  g_assert_cmpstr (sheaf_members_get_string (newest, "language"), ==, "en");
  g_assert_cmpuint (json_array_get_length (sheaf_members_get_array (newest, "tags")), ==, 2);
  g_assert_cmpstr (
    sheaf_members_get_string (
      sheaf_array_get_object (sheaf_members_get_array (newest, "authors"), 0), "name"),
    ==, "Ines Koll");
  g_assert_nonnull (strstr (sheaf_members_get_string (newest, "content_html"),
                            "Islanders wait for the boat"));
  g_assert_null (strstr (sheaf_members_get_string (newest, "content_html"), "<script"));
  g_assert_null (strstr (sheaf_members_get_string (sheaf_array_get_object (items, 1),
                                                   "content_html"),
                         "<script"));
}

/* The value of @path in the Atom feed @document. */
static char *
evaluate (xmlDoc     *document,
          const char *path)
{
  xmlXPathContext *context = xmlXPathNewContext (document);
  xmlXPathObject *result;
  xmlChar *text;
  char *copy;

  xmlXPathRegisterNs (context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
  result = xmlXPathEvalExpression (BAD_CAST path, context);
  g_assert_nonnull (result);
  text = xmlXPathCastToString (result);
  copy = g_strdup ((const char *) text);
  xmlFree (text);
  xmlXPathFreeObject (result);
  xmlXPathFreeContext (context);

  return copy;
}

static void
assert_value (xmlDoc     *document,
              const char *path,
              const char *expected)
{
  g_autofree char *value = evaluate (document, path);

  g_assert_cmpstr (value, ==, expected);
}

static xmlDoc *
parse_xml (const char *text)
{
  xmlDoc *document = xmlReadMemory (text, strlen (text), "feed.xml", NULL, XML_PARSE_NONET);

  g_assert_nonnull (document);
  return document;
}

static void
test_atom (void)
{
  g_autoptr (GPtrArray) releases = load_releases ();
  g_autofree char *text = sheaf_releases_to_atom (releases, "Alma & Co", HOME, HOME "feed.xml");
  xmlDoc *document = parse_xml (text);

  assert_value (document, "/a:feed/a:id", HOME "feed.xml");
  assert_value (document, "/a:feed/a:title", "Alma & Co");
  assert_value (document, "/a:feed/a:updated", "2026-11-24T12:00:00.000Z");
  assert_value (document, "/a:feed/a:link[@rel='self']/@href", HOME "feed.xml");
  assert_value (document, "/a:feed/a:link[@rel='alternate']/@href", HOME);
  assert_value (document, "count(/a:feed/a:author/a:name)", "1");
  assert_value (document, "count(/a:feed/a:entry)", "2");
  assert_value (document, "//a:entry[1]/a:id", "urn:uuid:" DESK_BUNDLE);
  assert_value (document, "//a:entry[1]/a:title", "A ferry, and what it is for");
  assert_value (document, "//a:entry[1]/@xml:lang", "en");
  assert_value (document, "//a:entry[1]/a:author/a:name", "Ines Koll");
  assert_value (document, "count(//a:entry[1]/a:category)", "2");
  assert_value (document, "//a:entry[1]/a:content/@type", "html");
  assert_value (document, "contains(//a:entry[1]/a:content, '<h3>')", "true");
  assert_value (document, "contains(//a:entry[2]/a:title, '<script>')", "true");
  assert_value (document, "contains(//a:entry[2]/a:content, '<script')", "false");

  /* RFC 4287, 4.1.2: exactly one of each in every entry. */
  assert_value (document, "count(//a:entry[count(a:id)=1][count(a:updated)=1][count(a:title)=1])",
                "2");

  xmlFreeDoc (document);
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) releases = g_ptr_array_new ();
  g_autofree char *atom = sheaf_releases_to_atom (releases, "Nothing yet", NULL, NULL);
  g_autofree char *json = sheaf_releases_to_json_feed (releases, "Nothing yet", NULL, NULL);
  g_autoptr (JsonNode) node = desk_parse (json);
  xmlDoc *document = parse_xml (atom);
  g_autofree char *id = evaluate (document, "/a:feed/a:id");

  g_assert_true (g_str_has_prefix (id, "urn:uuid:"));
  assert_value (document, "/a:feed/a:updated", "1970-01-01T00:00:00.000Z");
  assert_value (document, "count(/a:feed/a:link)", "0");
  g_assert_nonnull (sheaf_members_get_array (json_node_get_object (node), "items"));

  xmlFreeDoc (document);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/feeds/json-feed", test_json_feed);
  g_test_add_func ("/bundle/feeds/atom", test_atom);
  g_test_add_func ("/bundle/feeds/empty", test_empty);

  return g_test_run ();
}
