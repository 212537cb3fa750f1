/* test-fetcher.c: resources of servers that behave and that do not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "connect/sheaf-feed-connector.h"
#include "connect/sheaf-alternates.h"
#include "support/sheaf-misbehaving-server.h"

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static SheafFetch *
fetch (SheafFetcher             *fetcher,
       const char               *address,
       const SheafFetchOptions  *options,
       GError                  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_fetcher_fetch_async (fetcher, address, options, NULL, keep_result, &result);

  return sheaf_fetcher_fetch_finish (fetcher, wait_for_result (&result), NULL, error);
}

static void
assert_fails (SheafFetcher           *fetcher,
              SheafMisbehavingServer *server,
              const char             *path,
              int                     code)
{
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFetch) got = fetch (fetcher, address, NULL, &error);

  g_assert_null (got);
  g_test_message ("%s: %s", path, error->message);
  g_assert_error (error, SHEAF_CONNECT_ERROR, code);
}

static void
test_conditional (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, "/feed.xml");
  g_autoptr (SheafFetch) first = NULL;
  g_autoptr (SheafFetch) second = NULL;
  g_autoptr (GError) error = NULL;
  SheafFetchOptions options = { 0 };

  first = fetch (fetcher, address, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (first->not_modified);
  g_assert_cmpint (g_bytes_get_size (first->body), >, 100);
  g_assert_cmpstr (first->content_type, ==, "application/rss+xml");
  g_assert_cmpstr (first->address, ==, address);
  g_assert_nonnull (first->etag);

  options.etag = first->etag;
  second = fetch (fetcher, address, &options, &error);
  g_assert_no_error (error);
  g_assert_true (second->not_modified);
  g_assert_null (second->body);
}

static void
test_broken (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);

  assert_fails (fetcher, server, "/cut", SHEAF_CONNECT_ERROR_BROKEN);
  assert_fails (fetcher, server, "/headers", SHEAF_CONNECT_ERROR_BROKEN);
  assert_fails (fetcher, server, "/cut-gzip", SHEAF_CONNECT_ERROR_BROKEN);
}

static void
assert_contains (SheafFetcher           *fetcher,
                 SheafMisbehavingServer *server,
                 const char             *path,
                 const char             *words)
{
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFetch) got = fetch (fetcher, address, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (got->body, NULL), g_bytes_get_size (got->body));
  g_assert_nonnull (strstr (text, words));
}

static void
test_compressed (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);

  assert_contains (fetcher, server, "/gzip.xml", "Said in short");
  assert_contains (fetcher, server, "/brotli.xml", "Said briefly");
}

static void
test_too_large (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);

  assert_fails (fetcher, server, "/endless", SHEAF_CONNECT_ERROR_TOO_LARGE);
  assert_fails (fetcher, server, "/long-line", SHEAF_CONNECT_ERROR_TOO_LARGE);
  assert_fails (fetcher, server, "/bomb", SHEAF_CONNECT_ERROR_TOO_LARGE);
  assert_fails (fetcher, server, "/brotli-bomb", SHEAF_CONNECT_ERROR_TOO_LARGE);
}

static void
test_too_slow (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);

  sheaf_fetcher_set_time_limit (fetcher, 300);
  assert_fails (fetcher, server, "/slow", SHEAF_CONNECT_ERROR_TIME);
  assert_fails (fetcher, server, "/slow-head", SHEAF_CONNECT_ERROR_TIME);
  assert_fails (fetcher, server, "/silent", SHEAF_CONNECT_ERROR_TIME);
}

static gint64
get_retry_after (SheafFetcher           *fetcher,
                 SheafMisbehavingServer *server,
                 const char             *path)
{
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 retry_after = -1;

  sheaf_fetcher_fetch_async (fetcher, address, NULL, NULL, keep_result, &result);
  g_assert_null (
      sheaf_fetcher_fetch_finish (fetcher, wait_for_result (&result), &retry_after, &error));
  g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_BUSY);

  return retry_after;
}

static void
test_statuses (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  gint64 seconds;

  assert_fails (fetcher, server, "/gone", SHEAF_CONNECT_ERROR_GONE);
  assert_fails (fetcher, server, "/missing", SHEAF_CONNECT_ERROR_STATUS);
  assert_fails (fetcher, server, "/failing", SHEAF_CONNECT_ERROR_STATUS);
  assert_fails (fetcher, server, "/not-modified", SHEAF_CONNECT_ERROR_STATUS);

  g_assert_cmpint (get_retry_after (fetcher, server, "/busy"), ==, 120);
  g_assert_cmpint (get_retry_after (fetcher, server, "/overloaded"), ==, 45);
  g_assert_cmpint (get_retry_after (fetcher, server, "/busy-alone"), ==, 0);
  seconds = get_retry_after (fetcher, server, "/busy-until");
  g_assert_cmpint (seconds, >, 60);
  g_assert_cmpint (seconds, <=, 90);
}

static void
assert_moved (SheafFetcher           *fetcher,
              SheafMisbehavingServer *server,
              const char             *path,
              const char             *to)
{
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, path);
  g_autofree char *expected
      = to != NULL ? sheaf_misbehaving_server_get_address (server, to) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFetch) got = fetch (fetcher, address, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got->moved_to, ==, expected);
}

/* Only as far as permanent redirects lead, before the first other. */
static void
test_moved (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);

  assert_moved (fetcher, server, "/feed.xml", NULL);
  assert_moved (fetcher, server, "/moved", "/feed.xml");
  assert_moved (fetcher, server, "/moved-308", "/feed.xml");
  assert_moved (fetcher, server, "/moved-for-now", NULL);
  assert_moved (fetcher, server, "/moved-on", "/moved-for-now");
}

static void
test_redirects (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autofree char *moved = sheaf_misbehaving_server_get_address (server, "/moved");
  g_autofree char *feed = sheaf_misbehaving_server_get_address (server, "/feed.xml");
  g_autoptr (SheafFetch) got = NULL;
  g_autoptr (GError) error = NULL;

  got = fetch (fetcher, moved, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got->address, ==, feed);

  assert_fails (fetcher, server, "/circle/1", SHEAF_CONNECT_ERROR_REDIRECT);
  g_assert_cmpint (sheaf_misbehaving_server_get_hits (server, "/circle/7"), ==, 0);
  assert_fails (fetcher, server, "/circle", SHEAF_CONNECT_ERROR_REDIRECT);
  g_assert_cmpint (sheaf_misbehaving_server_get_hits (server, "/circle"), <=, 6);
  assert_fails (fetcher, server, "/to-file", SHEAF_CONNECT_ERROR_REDIRECT);
}

/* The address that a source names itself may be private; one that it sends on to may not. */
static void
test_redirect_to_neighbour (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autoptr (SheafFetcher) strict = sheaf_fetcher_new (TRUE);
  g_autoptr (GInetAddressMask) loopback = g_inet_address_mask_new_from_string ("127.0.0.0/8", NULL);

  sheaf_fetcher_allow (strict, loopback);
  assert_fails (fetcher, server, "/to-neighbour", SHEAF_CONNECT_ERROR_REFUSED);
  assert_fails (strict, server, "/to-neighbour", SHEAF_CONNECT_ERROR_REFUSED);
  g_assert_cmpint (sheaf_misbehaving_server_get_hits (server, "/feed.xml"), ==, 0);
}

static void
test_strict (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (TRUE);
  g_autoptr (GInetAddressMask) other = g_inet_address_mask_new_from_string ("10.0.0.0/8", NULL);
  g_autoptr (GInetAddressMask) loopback = g_inet_address_mask_new_from_string ("127.0.0.0/8", NULL);
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, "/feed.xml");
  g_autoptr (SheafFetch) got = NULL;
  g_autoptr (GError) error = NULL;

  assert_fails (fetcher, server, "/feed.xml", SHEAF_CONNECT_ERROR_REFUSED);
  sheaf_fetcher_allow (fetcher, other);
  assert_fails (fetcher, server, "/feed.xml", SHEAF_CONNECT_ERROR_REFUSED);
  g_assert_cmpint (sheaf_misbehaving_server_get_hits (server, "/feed.xml"), ==, 0);

  sheaf_fetcher_allow (fetcher, loopback);
  got = fetch (fetcher, address, NULL, &error);
  g_assert_no_error (error);
}

static void
test_bad_addresses (void)
{
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  const char *const addresses[]
      = { "", "file:///etc/passwd", "ftp://coast.example/feed.xml", "coast.example", "http://",
          "data:text/xml,x", "http:feed.xml", "javascript:alert(1)" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fetch (fetcher, addresses[i], NULL, &error));
      g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_ADDRESS);
    }
}

static void
test_unreachable (void)
{
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  SheafMisbehavingServer *server = sheaf_misbehaving_server_new ();
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, "/feed.xml");
  g_autoptr (GError) error = NULL;

  sheaf_misbehaving_server_free (server);
  g_assert_null (fetch (fetcher, address, NULL, &error));
  g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_UNREACHABLE);
}

static void
test_cancelled (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, "/silent");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_fetcher_fetch_async (fetcher, address, NULL, cancellable, keep_result, &result);
  while (sheaf_misbehaving_server_get_hits (server, "/silent") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (sheaf_fetcher_fetch_finish (fetcher, wait_for_result (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_private_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean is_private;
  } cases[] = {
    { "127.0.0.1", TRUE },        { "127.255.255.254", TRUE }, { "10.1.2.3", TRUE },
    { "172.15.255.255", FALSE },  { "172.16.0.1", TRUE },      { "172.31.255.255", TRUE },
    { "172.32.0.1", FALSE },      { "192.168.0.1", TRUE },     { "192.169.0.1", FALSE },
    { "169.254.169.254", TRUE },  { "100.64.0.1", TRUE },      { "100.128.0.1", FALSE },
    { "0.0.0.0", TRUE },          { "224.0.0.1", TRUE },       { "255.255.255.255", TRUE },
    { "198.18.0.1", TRUE },       { "8.8.8.8", FALSE },        { "::", TRUE },
    { "::1", TRUE },              { "::ffff:127.0.0.1", TRUE }, { "::ffff:8.8.8.8", FALSE },
    { "::127.0.0.1", TRUE },      { "fe80::1", TRUE },         { "fc00::1", TRUE },
    { "fd12:3456::1", TRUE },     { "ff02::1", TRUE },         { "64:ff9b::7f00:1", TRUE },
    { "64:ff9b::808:808", FALSE }, { "2002:7f00:1::", TRUE },  { "2002:808:808::", FALSE },
    { "2001:4860:4860::8888", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].address);

      g_test_message ("%s", cases[i].address);
      g_assert_nonnull (address);
      g_assert_cmpint (sheaf_fetcher_is_private (address), ==, cases[i].is_private);
    }
}

static void
test_pull (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autofree char *address = sheaf_misbehaving_server_get_address (server, "/feed.xml");
  g_autofree char *page = sheaf_misbehaving_server_get_address (server, "/bare-page");
  g_autofree char *short_one = sheaf_misbehaving_server_get_address (server, "/wrong-length");
  g_autofree char *chunks = sheaf_misbehaving_server_get_address (server, "/cut-chunks");
  g_autoptr (GAsyncResult) first_result = NULL;
  g_autoptr (GAsyncResult) second_result = NULL;
  g_autoptr (GAsyncResult) third_result = NULL;
  g_autoptr (GAsyncResult) page_result = NULL;
  g_autoptr (GAsyncResult) short_result = NULL;
  g_autoptr (GAsyncResult) chunks_result = NULL;
  g_autoptr (SheafPull) first = NULL;
  g_autoptr (SheafPull) second = NULL;
  g_autoptr (SheafPull) third = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_feed_connector_pull_async (fetcher, address, NULL, NULL, NULL, NULL, keep_result, &first_result);
  first = sheaf_feed_connector_pull_finish (wait_for_result (&first_result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->feed->items->len, ==, 3);
  g_assert_cmpstr (first->feed->title, ==, "Coast Wire");

  sheaf_feed_connector_pull_async (fetcher, address, first->etag, NULL, NULL, NULL, keep_result,
                                   &second_result);
  second = sheaf_feed_connector_pull_finish (wait_for_result (&second_result), NULL, &error);
  g_assert_no_error (error);
  g_assert_null (second->feed);

  /* The same bytes are no news either. */
  sheaf_feed_connector_pull_async (fetcher, address, NULL, NULL, first->digest, NULL, keep_result,
                                   &third_result);
  third = sheaf_feed_connector_pull_finish (wait_for_result (&third_result), NULL, &error);
  g_assert_no_error (error);
  g_assert_null (third->feed);
  g_assert_cmpstr (third->digest, ==, first->digest);

  sheaf_feed_connector_pull_async (fetcher, page, NULL, NULL, NULL, NULL, keep_result, &page_result);
  g_assert_null (sheaf_feed_connector_pull_finish (wait_for_result (&page_result), NULL, &error));
  g_assert_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED);
  g_clear_error (&error);

  /* What is cut by a wrong length, or in the middle of a chunk, is no feed any more. */
  sheaf_feed_connector_pull_async (fetcher, short_one, NULL, NULL, NULL, NULL, keep_result, &short_result);
  g_assert_null (sheaf_feed_connector_pull_finish (wait_for_result (&short_result), NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  sheaf_feed_connector_pull_async (fetcher, chunks, NULL, NULL, NULL, NULL, keep_result, &chunks_result);
  g_assert_null (sheaf_feed_connector_pull_finish (wait_for_result (&chunks_result), NULL, &error));
  g_assert_nonnull (error);
}

static SheafDiscovery *
discover (SheafFetcher  *fetcher,
          const char    *address,
          GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_feed_connector_discover_async (fetcher, address, NULL, keep_result, &result);

  return sheaf_feed_connector_discover_finish (wait_for_result (&result), error);
}

static void
test_discovery (void)
{
  g_autoptr (SheafMisbehavingServer) server = sheaf_misbehaving_server_new ();
  g_autoptr (SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autofree char *feed = sheaf_misbehaving_server_get_address (server, "/feed.xml");
  g_autofree char *other = sheaf_misbehaving_server_get_address (server, "/other.xml");
  g_autofree char *page = sheaf_misbehaving_server_get_address (server, "/page");
  g_autofree char *bare = sheaf_misbehaving_server_get_address (server, "/bare-page");
  g_autoptr (SheafDiscovery) from_feed = NULL;
  g_autoptr (SheafDiscovery) from_page = NULL;
  g_autoptr (GError) error = NULL;
  SheafAlternate *alternate;

  from_feed = discover (fetcher, feed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (from_feed->feeds->len, ==, 1);
  alternate = g_ptr_array_index (from_feed->feeds, 0);
  g_assert_cmpstr (alternate->address, ==, feed);
  g_assert_cmpstr (alternate->kind, ==, "rss");
  g_assert_cmpstr (alternate->title, ==, "Coast Wire");

  from_page = discover (fetcher, page, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (from_page->title, ==, "Coast & Sea");
  g_assert_cmpint (from_page->feeds->len, ==, 2);
  alternate = g_ptr_array_index (from_page->feeds, 0);
  g_assert_cmpstr (alternate->address, ==, feed);
  g_assert_cmpstr (alternate->title, ==, "All & more");
  alternate = g_ptr_array_index (from_page->feeds, 1);
  g_assert_cmpstr (alternate->address, ==, other);
  g_assert_cmpint (from_page->feed->items->len, ==, 3);

  g_assert_null (discover (fetcher, bare, &error));
  g_assert_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_CONTENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fetcher/conditional", test_conditional);
  g_test_add_func ("/fetcher/broken", test_broken);
  g_test_add_func ("/fetcher/compressed", test_compressed);
  g_test_add_func ("/fetcher/moved", test_moved);
  g_test_add_func ("/fetcher/too-large", test_too_large);
  g_test_add_func ("/fetcher/too-slow", test_too_slow);
  g_test_add_func ("/fetcher/statuses", test_statuses);
  g_test_add_func ("/fetcher/redirects", test_redirects);
  g_test_add_func ("/fetcher/redirect-to-neighbour", test_redirect_to_neighbour);
  g_test_add_func ("/fetcher/strict", test_strict);
  g_test_add_func ("/fetcher/bad-addresses", test_bad_addresses);
  g_test_add_func ("/fetcher/unreachable", test_unreachable);
  g_test_add_func ("/fetcher/cancelled", test_cancelled);
  g_test_add_func ("/fetcher/private-addresses", test_private_addresses);
  g_test_add_func ("/feed-connector/pull", test_pull);
  g_test_add_func ("/feed-connector/discovery", test_discovery);

  return g_test_run ();
}
