/* bench-ingest.c: the whole way of many sources over loopback
 *
 * Fetched, parsed, made safe, told apart, indexed and stored, by the ingester that the backend has.
 *
 *   bench-ingest serve FOLDER         serves its files and prints where; /small/N is a feed of three
 *                                     articles for any N
 *   bench-ingest whole ADDRESS N      reads ADDRESS/0.xml to ADDRESS/N-1.xml once
 *   bench-ingest rounds ADDRESS N [ROUNDS]
 *                                     reads ADDRESS/small/0 to /small/N-1 again and again, on a clock
 *                                     of its own, and tells of memory after each round
 *
 * All is on one host, so the limit of two connections to one is lifted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "server/sheaf-ingester.h"
#include "store/sqlite/sheaf-sqlite-store.h"

#define CONNECTIONS 16
#define DAY ((gint64) 24 * 60 * 60 * 1000)
#define BATCH 1000

static void
send_small (SoupServerMessage *message,
            const char        *number)
{
  GString *feed = g_string_new ("<rss version=\"2.0\"><channel><title>Small</title>");

  for (guint i = 0; i < 3; i++)
    g_string_append_printf (feed,
                            "<item><guid isPermaLink=\"false\">%s-%u</guid>"
                            "<link>https://site%s.example/%u</link>"
                            "<title>Ferry line %s opens pier %u</title>"
                            "<description>The pier opens in the morning.</description></item>",
                            number, i, number, i, number, i);
  g_string_append (feed, "</channel></rss>");
  soup_server_message_set_response (message, "application/rss+xml", SOUP_MEMORY_COPY, feed->str,
                                    feed->len);
  soup_server_message_set_status (message, 200, NULL);
  g_string_free (feed, TRUE);
}

static void
serve_file (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           folder)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  char *text;
  gsize length;

  if (g_str_has_prefix (path, "/small/"))
    send_small (message, name);
  else if (g_file_get_contents (file, &text, &length, NULL))
    {
      soup_server_message_set_response (message, "application/xml", SOUP_MEMORY_TAKE, text, length);
      soup_server_message_set_status (message, 200, NULL);
    }
  else
    soup_server_message_set_status (message, 404, NULL);
}

static int
serve (const char *folder)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GSList *uris;

  soup_server_add_handler (server, NULL, serve_file, (gpointer) folder, NULL);
  g_assert (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_print ("http://127.0.0.1:%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_main_loop_run (loop);

  return 0;
}

static gint64 now;

static gint64
read_clock (gpointer data)
{
  return __atomic_load_n (&now, __ATOMIC_SEQ_CST);
}

static SheafEdit *
make_source (const char *address)
{
  g_autofree char *id = sheaf_id_new ();
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, id, NULL);
  JsonNode *value = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "feed");
  json_object_set_string_member (object, "title", "Wire");
  json_object_set_string_member (object, "address", address);
  json_node_take_object (value, object);
  sheaf_edit_create (edit, value);

  return edit;
}

static void
add_sources (SheafStore *store,
             const char *address,
             const char *format,
             guint       n)
{
  for (guint start = 0; start < n; start += BATCH)
    {
      g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
      g_autoptr (GPtrArray) outcomes = NULL;

      for (guint i = start; i < MIN (n, start + BATCH); i++)
        {
          g_autofree char *whole = g_strdup_printf ("%s/%s%u%s", address,
                                                    g_str_equal (format, "small") ? "small/" : "", i,
                                                    g_str_equal (format, "small") ? "" : ".xml");

          g_ptr_array_add (edits, make_source (whole));
        }
      outcomes = sheaf_store_apply (store, edits, "bench", NULL);
      g_assert (outcomes != NULL);
    }
}

static void
run_round (SheafIngester *ingester)
{
  sheaf_ingester_reload (ingester);
  while (!sheaf_ingester_is_idle (ingester))
    g_main_context_iteration (NULL, TRUE);
}

static gint64
get_kilobytes (const char *name)
{
  g_autofree char *status = NULL;

  g_assert (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));

  return g_ascii_strtoll (strstr (status, name) + strlen (name), NULL, 10);
}

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static guint
count_articles (SheafStore *store)
{
  guint n = 0;
  g_autofree char *cursor = NULL;

  do
    {
      SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .limit = 1000, .cursor = cursor };
      g_autoptr (SheafPage) page = sheaf_store_list (store, &query, NULL);

      g_assert (page != NULL);
      n += page->entities->len;
      g_free (cursor);
      cursor = g_steal_pointer (&page->next);
    }
  while (cursor != NULL);

  return n;
}

static void
print_round (guint  round,
             gint64 begun,
             double cpu)
{
  g_print ("round %2u: %7.2f s, %7.2f s of processor, %" G_GINT64_FORMAT " KB in memory\n", round,
           (g_get_monotonic_time () - begun) / 1e6, get_cpu () - cpu, get_kilobytes ("VmRSS:"));
}

static int
measure (const char *format,
         const char *address,
         guint       n,
         guint       rounds)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-ingest-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autofree char *removal = g_strdup_printf ("rm -rf -- '%s'", folder);
  SheafStore *store = sheaf_sqlite_store_open (path, TRUE, NULL);
  SheafFetcher *fetcher = sheaf_fetcher_new (FALSE);
  SheafIngester *ingester = NULL;

  g_assert (store != NULL);
  add_sources (store, address, format, n);
  sheaf_fetcher_set_connections (fetcher, CONNECTIONS, CONNECTIONS);
  ingester = sheaf_ingester_new (store, fetcher);
  sheaf_ingester_set_limits (ingester, CONNECTIONS, CONNECTIONS);
  now = sheaf_time_now ();
  sheaf_ingester_set_clock (ingester, read_clock, NULL);

  for (guint round = 1; round <= rounds; round++)
    {
      gint64 begun = g_get_monotonic_time ();
      double cpu = get_cpu ();

      run_round (ingester);
      print_round (round, begun, cpu);
      __atomic_add_fetch (&now, DAY, __ATOMIC_SEQ_CST);
    }

  g_print ("%u articles of %u sources, %" G_GINT64_FORMAT " KB at most\n", count_articles (store), n,
           get_kilobytes ("VmHWM:"));
  sheaf_ingester_stop (ingester);
  g_object_unref (ingester);
  g_object_unref (fetcher);
  g_object_unref (store);

  return g_spawn_command_line_sync (removal, NULL, NULL, NULL, NULL) ? 0 : 1;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "serve"))
    return serve (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "whole"))
    return measure ("file", argv[2], (guint) atoi (argv[3]), 1);
  if ((argc == 4 || argc == 5) && g_str_equal (argv[1], "rounds"))
    return measure ("small", argv[2], (guint) atoi (argv[3]),
                    argc == 5 ? (guint) atoi (argv[4]) : 10);

  g_printerr ("bench-ingest serve FOLDER | whole ADDRESS N | rounds ADDRESS N [ROUNDS]\n");

  return 2;
}
