/* sheaf-incoming.c: what a feed says, as the store takes it in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-incoming.h"

#include "feed/sheaf-url.h"
#include "markup/sheaf-plain-text.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "text/sheaf-words.h"

#define SUMMARY_CHARACTERS 400
#define MAX_TAGS 32

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_string_member (object, name, value);
}

static void
set_strings (JsonObject  *object,
             const char  *name,
             char       **values)
{
  JsonArray *array;

  if (values == NULL || values[0] == NULL)
    return;

  array = json_array_new ();
  for (guint i = 0; values[i] != NULL && i < MAX_TAGS; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (object, name, array);
}

static void
set_authors (JsonObject  *object,
             char       **names)
{
  JsonArray *authors;

  if (names == NULL || names[0] == NULL)
    return;

  authors = json_array_new ();
  for (guint i = 0; names[i] != NULL && i < MAX_TAGS; i++)
    {
      JsonObject *author = json_object_new ();

      json_object_set_string_member (author, "name", names[i]);
      json_array_add_object_element (authors, author);
    }
  json_object_set_array_member (object, "authors", authors);
}

static void
set_image (JsonObject           *object,
           const SheafFeedImage *image)
{
  JsonObject *value;

  if (image->url == NULL)
    return;

  value = json_object_new ();
  set_string (value, "url", image->url);
  set_string (value, "alt", image->alt);
  set_string (value, "credit", image->credit);
  json_object_set_object_member (object, "image", value);
}

/* The direction of the first letter that has one, as far as whole scripts run from the right. */
static const char *
find_direction (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c))
        continue;

      switch (g_unichar_get_script (c))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return "rtl";
        default:
          return "ltr";
        }
    }

  return NULL;
}

static guint
count_words (SheafWords *words,
             const char *text)
{
  SheafWord word;
  guint n = 0;

  sheaf_words_set_text (words, text, -1);
  while (sheaf_words_next (words, &word))
    n++;

  return n;
}

static void
set_published (JsonObject          *fields,
               const SheafFeedItem *item)
{
  g_autofree char *published = NULL;

  /* The time that it was capped to is another at every look: it counts from when it is first seen. */
  if (item->in_future)
    json_object_set_boolean_member (fields, "dated_ahead", TRUE);
  else
    published = sheaf_time_to_string (item->published != SHEAF_TIME_NONE ? item->published
                                                                         : item->updated);
  set_string (fields, "published", published);
}

static JsonObject *
make_fields (const SheafFeedItem *item,
             const char          *publisher,
             JsonNode            *usage,
             SheafWords          *words)
{
  JsonObject *fields = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *summary = NULL;

  if (item->body != NULL)
    text = sheaf_plain_text_from_html (item->body, -1);
  if (item->summary != NULL && item->summary[0] != '\0')
    summary = g_strdup (item->summary);
  else if (text != NULL)
    summary = sheaf_plain_text_excerpt (text, SUMMARY_CHARACTERS);

  set_string (fields, "title", item->title);
  set_authors (fields, item->authors);
  set_string (fields, "publisher", item->publisher != NULL ? item->publisher : publisher);
  set_published (fields, item);
  set_string (fields, "language", item->language);
  set_string (fields, "direction", find_direction (item->title));
  set_string (fields, "summary", summary);
  set_image (fields, &item->image);
  set_strings (fields, "suggested_tags", item->tags);
  if (usage != NULL)
    json_object_set_member (fields, "usage", sheaf_json_copy (usage));
  json_object_set_int_member (fields, "word_count", count_words (words, text != NULL ? text : ""));

  return fields;
}

GPtrArray *
sheaf_incoming_from_feed (SheafFeed   *feed,
                          SheafEntity *source)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_incoming_free);
  g_autoptr (SheafWords) words = sheaf_words_new ();
  JsonNode *usage = sheaf_entity_get (source, "usage");
  const char *publisher = sheaf_entity_get_title (source);

  if (publisher[0] == '\0')
    publisher = feed->title;

  for (guint i = 0; i < feed->items->len; i++)
    {
      const SheafFeedItem *item = g_ptr_array_index (feed->items, i);
      SheafIncoming *incoming = g_new0 (SheafIncoming, 1);

      incoming->external_id = g_strdup (item->id);
      incoming->url = g_strdup (item->url);
      incoming->canonical_url = item->url != NULL ? sheaf_url_canonicalise (item->url) : NULL;
      incoming->fields = make_fields (item, publisher, usage, words);
      incoming->body = g_strdup (item->body);
      g_ptr_array_add (all, incoming);
    }

  return all;
}

JsonObject *
sheaf_incoming_describe (SheafFeed *feed)
{
  static const char *const formats[] = {
    [SHEAF_FEED_FORMAT_RSS] = "rss",
    [SHEAF_FEED_FORMAT_ATOM] = "atom",
    [SHEAF_FEED_FORMAT_JSON] = "json",
  };
  JsonObject *object = json_object_new ();

  set_string (object, "format", formats[feed->format]);
  set_string (object, "title", feed->title);
  set_string (object, "link", feed->link);
  set_string (object, "description", feed->description);
  set_string (object, "language", feed->language);
  set_string (object, "image", feed->image);
  set_string (object, "hub", feed->hub);

  return object;
}
