/* bench-feed.c: how fast feeds are read and their texts made safe
 *
 * Beside the limits: libxml2's SAX parser that does nothing with what it reads, and gumbo that
 * builds a tree and throws it away. Each is done in turn, several times; the best processor time
 * counts, as it tells least of what else the machine was doing.
 *
 *   bench-feed FOLDER [BODIES.json]
 *
 * FOLDER is what make-feeds.py writes; the texts of the articles go to BODIES.json, for others to
 * make safe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gumbo.h>
#include <json-glib/json-glib.h>
#include <libxml/parser.h>
#include <time.h>

#include "feed/sheaf-feed.h"
#include "markup/sheaf-sanitise.h"

#define ROUNDS 5
#define PIECE 65536

typedef struct
{
  GPtrArray *feeds;  /* (element-type GBytes) */
  GPtrArray *bodies; /* (element-type utf8) */
  gsize feed_bytes;
  gsize body_bytes;
} Data;

typedef void (*Work) (Data *data);

static double
get_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return time.tv_sec + time.tv_nsec / 1e9;
}

static void
on_start (void           *context,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *uri,
          int             n_namespaces,
          const xmlChar **namespaces,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
}

static void
on_end (void          *context,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *uri)
{
}

static void
on_text (void          *context,
         const xmlChar *text,
         int            length)
{
}

static void
read_bare (Data *data)
{
  xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
                        .startElementNs = on_start,
                        .endElementNs = on_end,
                        .characters = on_text,
                        .cdataBlock = on_text };

  for (guint i = 0; i < data->feeds->len; i++)
    {
      gsize length;
      const char *text = g_bytes_get_data (data->feeds->pdata[i], &length);
      xmlParserCtxtPtr context = xmlCreatePushParserCtxt (&sax, NULL, NULL, 0, NULL);

      xmlCtxtUseOptions (context, XML_PARSE_NONET);
      for (gsize at = 0; at < length; at += PIECE)
        xmlParseChunk (context, text + at, (int) MIN (PIECE, length - at), 0);
      xmlParseChunk (context, "", 0, 1);
      xmlFreeParserCtxt (context);
    }
}

static void
read_feeds (Data *data)
{
  for (guint i = 0; i < data->feeds->len; i++)
    {
      g_autoptr (SheafFeed) feed = sheaf_feed_parse_unsafe (data->feeds->pdata[i], NULL,
                                                            "https://site.example/", G_MAXINT64,
                                                            NULL);
      g_assert (feed != NULL);
    }
}

static void
read_feeds_safe (Data *data)
{
  for (guint i = 0; i < data->feeds->len; i++)
    {
      g_autoptr (SheafFeed) feed = sheaf_feed_parse (data->feeds->pdata[i], NULL,
                                                     "https://site.example/", G_MAXINT64, NULL);
      g_assert (feed != NULL);
    }
}

static void
parse_bare (Data *data)
{
  for (guint i = 0; i < data->bodies->len; i++)
    gumbo_destroy_output (&kGumboDefaultOptions, gumbo_parse (data->bodies->pdata[i]));
}

static void
sanitise_once (Data *data)
{
  for (guint i = 0; i < data->bodies->len; i++)
    g_free (sheaf_sanitise_html_unproven (data->bodies->pdata[i], -1, "https://site.example/"));
}

static void
sanitise_proven (Data *data)
{
  for (guint i = 0; i < data->bodies->len; i++)
    g_free (sheaf_sanitise_html (data->bodies->pdata[i], -1, "https://site.example/"));
}

static Data *
load (const char *folder)
{
  Data *data = g_new0 (Data, 1);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert (dir != NULL);
  data->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  data->bodies = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (SheafFeed) feed = NULL;
      char *text;
      gsize length;

      g_assert (g_file_get_contents (path, &text, &length, NULL));
      g_ptr_array_add (data->feeds, g_bytes_new_take (text, length));
      data->feed_bytes += length;
      feed = sheaf_feed_parse_unsafe (data->feeds->pdata[data->feeds->len - 1], NULL, NULL,
                                      G_MAXINT64, NULL);
      for (guint i = 0; feed != NULL && i < feed->items->len; i++)
        {
          SheafFeedItem *item = feed->items->pdata[i];

          data->body_bytes += item->body != NULL ? strlen (item->body) : 0;
          g_ptr_array_add (data->bodies, g_strdup (item->body != NULL ? item->body : ""));
        }
    }

  return data;
}

static void
write_bodies (Data       *data,
              const char *path)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  for (guint i = 0; i < data->bodies->len; i++)
    json_array_add_string_element (array, data->bodies->pdata[i]);
  json_node_set_array (node, array);
  text = json_to_string (node, FALSE);
  g_assert (g_file_set_contents (path, text, -1, NULL));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    Work work;
    gboolean bodies;
  } works[] = {
    { "libxml2 SAX, nothing done", read_bare, FALSE },
    { "Sheaf, feeds read", read_feeds, FALSE },
    { "Sheaf, feeds read, texts made safe and proven", read_feeds_safe, FALSE },
    { "gumbo, tree built", parse_bare, TRUE },
    { "Sheaf, made safe without the proof", sanitise_once, TRUE },
    { "Sheaf, made safe and proven", sanitise_proven, TRUE },
  };
  double best[G_N_ELEMENTS (works)] = { 0 };
  Data *data;

  if (argc < 2)
    {
      g_printerr ("bench-feed FOLDER [BODIES.json]\n");
      return 2;
    }

  data = load (argv[1]);
  if (argc > 2)
    write_bodies (data, argv[2]);
  g_print ("%u feeds of %.1f MB, %u texts of %.1f MB\n", data->feeds->len, data->feed_bytes / 1e6,
           data->bodies->len, data->body_bytes / 1e6);

  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (works); i++)
      {
        double begun = get_cpu ();

        works[i].work (data);
        begun = get_cpu () - begun;
        if (round == 0 || begun < best[i])
          best[i] = begun;
      }

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    g_print ("%-50s %8.1f ms %8.1f MB/s %9.0f articles/s  %.2f of the limit's time\n",
             works[i].name, best[i] * 1e3,
             (works[i].bodies ? data->body_bytes : data->feed_bytes) / 1e6 / best[i],
             data->bodies->len / best[i], best[i] / best[works[i].bodies ? 3 : 0]);

  return 0;
}
