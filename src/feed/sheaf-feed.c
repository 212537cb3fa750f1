/* sheaf-feed.c: a feed as it was fetched, whatever its format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-feed.h"

#include <string.h>

#include "feed/sheaf-date.h"
#include "feed/sheaf-draft.h"
#include "feed/sheaf-encoding.h"
#include "feed/sheaf-feed-private.h"

/* How much may stand before a feed. */
#define MAX_BEFORE (16 * 1024)

G_DEFINE_QUARK (sheaf-feed-error-quark, sheaf_feed_error)

SheafFeed *
sheaf_feed_new (SheafFeedFormat format)
{
  SheafFeed *feed = g_new0 (SheafFeed, 1);

  feed->format = format;
  feed->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_feed_item_free);

  return feed;
}

void
sheaf_feed_free (SheafFeed *feed)
{
  g_free (feed->title);
  g_free (feed->link);
  g_free (feed->description);
  g_free (feed->language);
  g_free (feed->image);
  g_free (feed->hub);
  g_free (feed->self);
  g_ptr_array_unref (feed->items);
  g_free (feed);
}

/* A document that does not begin with what it is: where its own beginning is, or NULL. */
static const char *
find_beginning (const char *text,
                gsize       length)
{
  static const char *const beginnings[] = { "<?xml", "<rss", "<feed", "<rdf:RDF" };

  length = MIN (length, MAX_BEFORE);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      const char *found = g_strstr_len (text, (gssize) length, beginnings[i]);

      if (found != NULL && found != text)
        return found;
    }

  return NULL;
}

static SheafFeed *
parse_xml (const char  *text,
           gsize        length,
           const char  *base_url,
           gint64       fetched,
           gboolean     unsafe,
           GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  SheafFeed *feed = sheaf_feed_parse_xml (text, length, base_url, fetched, unsafe, &local_error);
  const char *beginning;

  if (feed != NULL)
    return feed;

  /* Servers' warnings stand before some. */
  beginning = g_error_matches (local_error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED)
                  ? find_beginning (text, length)
                  : NULL;
  if (beginning != NULL)
    feed = sheaf_feed_parse_xml (beginning, length - (beginning - text), base_url, fetched, unsafe,
                                 NULL);
  if (feed != NULL)
    feed->damaged = TRUE;
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return feed;
}

static SheafFeed *
parse (GBytes      *bytes,
       const char  *content_type,
       const char  *base_url,
       gint64       fetched,
       gboolean     unsafe,
       GError     **error)
{
  gsize size, length;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;
  const char *start;

  if (size > SHEAF_FEED_MAX_BYTES)
    {
      g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE,
                   "The feed is larger than %d MB", SHEAF_FEED_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  text = sheaf_encoding_to_utf8 (data != NULL ? data : "", size, content_type, &length);
  start = text + strspn (text, " \t\r\n\f\v");
  if (*start == '\0')
    {
      g_set_error_literal (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_EMPTY, "There is nothing in it");
      return NULL;
    }

  length -= start - text;
  if (*start == '{' || *start == '[')
    return sheaf_feed_parse_json (start, length, base_url, fetched, error);

  return parse_xml (start, length, base_url, fetched, unsafe, error);
}

SheafFeed *
sheaf_feed_parse (GBytes      *bytes,
                  const char  *content_type,
                  const char  *base_url,
                  gint64       fetched,
                  GError     **error)
{
  return parse (bytes, content_type, base_url, fetched, FALSE, error);
}

SheafFeed *
sheaf_feed_parse_unsafe (GBytes      *bytes,
                         const char  *content_type,
                         const char  *base_url,
                         gint64       fetched,
                         GError     **error)
{
  return parse (bytes, content_type, base_url, fetched, TRUE, error);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  if (value == NULL || *value == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_time (JsonBuilder *builder,
          const char  *name,
          gint64       time)
{
  g_autofree char *text = sheaf_date_format (time);

  add_string (builder, name, text);
}

static void
add_authors (JsonBuilder *builder,
             GStrv        authors)
{
  if (*authors == NULL)
    return;

  json_builder_set_member_name (builder, "authors");
  json_builder_begin_array (builder);
  for (char **author = authors; *author != NULL; author++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "name", *author);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_tags (JsonBuilder *builder,
          GStrv        tags)
{
  if (*tags == NULL)
    return;

  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (char **tag = tags; *tag != NULL; tag++)
    json_builder_add_string_value (builder, *tag);
  json_builder_end_array (builder);
}

static void
add_image (JsonBuilder          *builder,
           const SheafFeedImage *image)
{
  if (image->url == NULL)
    return;

  json_builder_set_member_name (builder, "image");
  json_builder_begin_object (builder);
  add_string (builder, "url", image->url);
  add_string (builder, "alt", image->alt);
  add_string (builder, "credit", image->credit);
  json_builder_end_object (builder);
}

static void
add_item (JsonBuilder         *builder,
          const SheafFeedItem *item)
{
  json_builder_begin_object (builder);
  add_string (builder, "id", item->id);
  add_string (builder, "url", item->url);
  add_string (builder, "title", item->title);
  add_authors (builder, item->authors);
  add_time (builder, "published", item->published);
  add_time (builder, "updated", item->updated);
  add_string (builder, "summary", item->summary);
  add_string (builder, "body", item->body);
  add_string (builder, "language", item->language);
  add_tags (builder, item->tags);
  add_image (builder, &item->image);
  json_builder_end_object (builder);
}

JsonNode *
sheaf_feed_to_json (SheafFeed *feed)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "feed");
  json_builder_begin_object (builder);
  add_string (builder, "title", feed->title);
  add_string (builder, "link", feed->link);
  add_string (builder, "description", feed->description);
  add_string (builder, "language", feed->language);
  add_string (builder, "hub", feed->hub);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "articles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < feed->items->len; i++)
    add_item (builder, feed->items->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
