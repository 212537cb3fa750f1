/* sheaf-feed-json.c: JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "feed/sheaf-draft.h"
#include "feed/sheaf-feed-private.h"
#include "markup/sheaf-link.h"
#include "markup/sheaf-plain-text.h"
#include "model/sheaf-json.h"

#define MAX_DEPTH SHEAF_JSON_MAX_DEPTH

/* Whether it is damaged or too large is told apart before it is read. */
static gboolean
is_deep (const char *text,
         gsize       length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        {
          if (++depth > MAX_DEPTH)
            return TRUE;
        }
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }

  return FALSE;
}

/* A string, or a number where one was written for a string. Returns: (transfer full) (nullable) */
static char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return g_strdup_printf ("%.15g", json_node_get_double (node));

  return NULL;
}

static char *
get_line (JsonObject *object,
          const char *name)
{
  g_autofree char *text = get_string (object, name);
  g_autofree char *line = sheaf_plain_text_line (text);

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
get_nth (JsonArray *array,
         guint      nth)
{
  JsonNode *node = json_array_get_element (array, nth);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
get_url (JsonObject *object,
         const char *name,
         const char *base)
{
  g_autofree char *text = get_string (object, name);

  return sheaf_link_resolve (text, base, SHEAF_LINK_WEB);
}

/* The names in "authors" or, as 1.0 had it, "author". Returns: (transfer full) */
static GPtrArray *
list_authors (JsonObject *object)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  JsonArray *authors = get_array (object, "authors");
  JsonObject *author = get_object (object, "author");

  for (guint i = 0; authors != NULL && i < json_array_get_length (authors); i++)
    {
      JsonObject *one = get_nth (authors, i);
      g_autofree char *text = one != NULL ? get_string (one, "name") : NULL;
      char *name = sheaf_draft_author_name (text);

      if (name != NULL)
        g_ptr_array_add (names, name);
    }
  if (names->len == 0 && author != NULL)
    {
      g_autofree char *text = get_string (author, "name");
      char *name = sheaf_draft_author_name (text);

      if (name != NULL)
        g_ptr_array_add (names, name);
    }

  return names;
}

static void
read_tags (JsonObject *object,
           SheafDraft *draft)
{
  JsonArray *tags = get_array (object, "tags");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *node = json_array_get_element (tags, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        sheaf_draft_add_tag (draft, json_node_get_string (node));
    }
}

static void
read_images (JsonObject *object,
             SheafDraft *draft,
             const char *base)
{
  JsonArray *attachments = get_array (object, "attachments");
  g_autofree char *image = get_url (object, "image", base);
  g_autofree char *banner = get_url (object, "banner_image", base);

  sheaf_draft_add_image (draft, image, SHEAF_DRAFT_IMAGE_MEDIA, 0, NULL, NULL);
  sheaf_draft_add_image (draft, banner, SHEAF_DRAFT_IMAGE_ELEMENT, 0, NULL, NULL);
  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = get_nth (attachments, i);
      g_autofree char *type = attachment != NULL ? get_string (attachment, "mime_type") : NULL;
      g_autofree char *url = attachment != NULL ? get_url (attachment, "url", base) : NULL;

      if (type != NULL && g_ascii_strncasecmp (type, "image/", 6) == 0)
        sheaf_draft_add_image (draft, url, SHEAF_DRAFT_IMAGE_ENCLOSURE, 0, NULL, NULL);
    }
}

static void
read_item (SheafFeed  *feed,
           JsonObject *object,
           const char *base,
           GPtrArray  *feed_authors,
           gint64      fetched)
{
  g_autoptr(SheafDraft) draft = sheaf_draft_new ();
  g_autoptr(GPtrArray) authors = list_authors (object);
  g_autofree char *id = get_string (object, "id");
  g_autofree char *url = get_url (object, "url", base);
  g_autofree char *external = get_url (object, "external_url", base);
  g_autofree char *title = get_string (object, "title");
  g_autofree char *summary = get_string (object, "summary");
  g_autofree char *html = get_string (object, "content_html");
  g_autofree char *text = get_string (object, "content_text");
  g_autofree char *published = get_string (object, "date_published");
  g_autofree char *updated = get_string (object, "date_modified");
  g_autofree char *language = get_string (object, "language");
  SheafFeedItem *item;

  sheaf_draft_set_id (draft, id);
  sheaf_draft_set_url (draft, url, 2);
  sheaf_draft_set_url (draft, external, 1);
  sheaf_draft_set_title (draft, title, SHEAF_DRAFT_TEXT, 1);
  sheaf_draft_set_summary (draft, summary, SHEAF_DRAFT_TEXT, NULL, 1);
  sheaf_draft_set_body (draft, html, SHEAF_DRAFT_HTML, NULL, 2);
  sheaf_draft_set_body (draft, text, SHEAF_DRAFT_TEXT, NULL, 1);
  sheaf_draft_set_published (draft, published, 1);
  sheaf_draft_set_updated (draft, updated, 1);
  sheaf_draft_set_language (draft, language, 1);
  for (guint i = 0; i < authors->len; i++)
    sheaf_draft_add_author (draft, authors->pdata[i], 1);
  read_tags (object, draft);
  read_images (object, draft, base);

  item = sheaf_draft_finish (draft, NULL, base, feed->language, feed_authors, fetched);
  if (item != NULL)
    g_ptr_array_add (feed->items, item);
}

static void
read_head (SheafFeed  *feed,
           JsonObject *root,
           const char *base)
{
  JsonArray *hubs = get_array (root, "hubs");
  g_autofree char *language = get_string (root, "language");

  feed->title = get_line (root, "title");
  feed->description = get_line (root, "description");
  feed->link = get_url (root, "home_page_url", base);
  feed->self = get_url (root, "feed_url", base);
  feed->image = get_url (root, "icon", base);
  feed->language = sheaf_draft_language (language);
  for (guint i = 0; hubs != NULL && feed->hub == NULL && i < json_array_get_length (hubs); i++)
    {
      JsonObject *hub = get_nth (hubs, i);

      if (hub != NULL)
        feed->hub = get_url (hub, "url", base);
    }
}

SheafFeed *
sheaf_feed_parse_json (const char  *text,
                       gsize        length,
                       const char  *base_url,
                       gint64       fetched,
                       GError     **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(SheafFeed) feed = NULL;
  g_autoptr(GPtrArray) authors = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonObject *root = NULL;
  JsonArray *items;
  const char *base;

  if (is_deep (text, length))
    {
      g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE,
                   "The feed nests deeper than %d", MAX_DEPTH);
      return NULL;
    }
  node = sheaf_json_parse (text, (gssize) length, &local_error);
  if (node == NULL)
    {
      g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_MALFORMED,
                   "The JSON is damaged: %s", local_error->message);
      return NULL;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    root = json_node_get_object (node);
  items = root != NULL ? get_array (root, "items") : NULL;
  if (items == NULL)
    {
      g_set_error_literal (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED,
                           "This is JSON, but no JSON Feed");
      return NULL;
    }
  if (json_array_get_length (items) > SHEAF_FEED_MAX_ITEMS)
    {
      g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE,
                   "The feed has more than %d items", SHEAF_FEED_MAX_ITEMS);
      return NULL;
    }

  feed = sheaf_feed_new (SHEAF_FEED_FORMAT_JSON);
  read_head (feed, root, base_url);
  authors = list_authors (root);
  base = feed->link != NULL ? feed->link : base_url;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = get_nth (items, i);

      if (item != NULL)
        read_item (feed, item, base, authors, fetched);
    }

  return g_steal_pointer (&feed);
}
