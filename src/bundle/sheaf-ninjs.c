/* sheaf-ninjs.c: a release in ninjs, IPTC's News in JSON, version 3.1
 *
 * A bundle is a composite object; its articles, editorials and pictures are its associations. The
 * schema allows no property but its own, at the root and in associations alike
 * (ninjs-schema_3.1.json, `unevaluatedProperties`), and wants a uri everywhere and a name of every
 * association.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-forms.h"

#include <string.h>

#include "bundle/sheaf-members.h"
#include "model/sheaf-time.h"

#define NINJS_SCHEMA "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
#define GENRE_OPINION "http://cv.iptc.org/newscodes/genre/Opinion"

static char *
uri_of (JsonObject *object)
{
  const char *id = sheaf_members_get_string (object, "id");
  const char *url = sheaf_members_get_web_address (object, "url");

  if (id != NULL)
    return g_strconcat ("urn:uuid:", id, NULL);

  return g_strdup (url != NULL ? url : "urn:uuid:00000000-0000-0000-0000-000000000000");
}

/* Adds {"role", "contentType", "value"} to the array; nothing where there is no value. */
static void
add_text (JsonArray  *array,
          const char *role,
          const char *type,
          const char *value,
          gint64      words)
{
  JsonObject *object;

  if (value == NULL)
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "role", role);
  json_object_set_string_member (object, "contentType", type);
  if (words > 0)
    json_object_set_int_member (object, "wordCount", words);
  json_object_set_string_member (object, "value", value);
  json_array_add_object_element (array, object);
}

static void
set_headlines (JsonObject *object,
               const char *headline,
               const char *kicker)
{
  JsonArray *headlines = json_array_new ();

  add_text (headlines, "main", "text/plain", headline, 0);
  add_text (headlines, "kicker", "text/plain", kicker, 0);
  sheaf_members_take_array (object, "headlines", headlines);
}

static void
set_body (JsonObject *object,
          const char *html,
          gint64      words)
{
  JsonArray *bodies = json_array_new ();

  add_text (bodies, "main", "text/html", html, words);
  sheaf_members_take_array (object, "bodies", bodies);
}

static void
set_subjects (JsonObject *object,
              JsonArray  *tags)
{
  JsonArray *subjects = json_array_new ();

  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    {
      JsonObject *tag = sheaf_array_get_object (tags, i);
      const char *id = sheaf_members_get_string (tag, "id");
      const char *name = sheaf_members_get_string (tag, "name");
      JsonObject *subject;

      if (name == NULL)
        continue;

      subject = json_object_new ();
      json_object_set_string_member (subject, "name", name);
      json_object_set_string_member (subject, "rel", "about");
      if (id != NULL)
        {
          g_autofree char *uri = g_strconcat ("urn:uuid:", id, NULL);

          json_object_set_string_member (subject, "uri", uri);
        }
      json_array_add_object_element (subjects, subject);
    }
  sheaf_members_take_array (object, "subjects", subjects);
}

static void
set_source (JsonObject *object,
            const char *name)
{
  JsonArray *sources;
  JsonObject *source;

  if (name == NULL)
    return;

  sources = json_array_new ();
  source = json_object_new ();
  json_object_set_string_member (source, "name", name);
  json_object_set_string_member (source, "role", "publisher");
  json_array_add_object_element (sources, source);
  json_object_set_array_member (object, "infoSources", sources);
}

static void
set_rendition (JsonObject *object,
               const char *name,
               const char *address,
               const char *type)
{
  JsonArray *renditions;
  JsonObject *rendition;

  if (address == NULL)
    return;

  renditions = json_array_new ();
  rendition = json_object_new ();
  json_object_set_string_member (rendition, "name", name);
  json_object_set_string_member (rendition, "href", address);
  sheaf_members_set_string (rendition, "contentType", type);
  json_array_add_object_element (renditions, rendition);
  json_object_set_array_member (object, "renditions", renditions);
}

static JsonArray *
picture_new (JsonObject *image)
{
  const char *address = sheaf_members_get_web_address (image, "url");
  const char *alt = sheaf_members_get_string (image, "alt");
  JsonArray *associations = json_array_new ();
  JsonArray *descriptions;
  JsonObject *picture;

  if (address == NULL)
    return associations;

  picture = json_object_new ();
  json_object_set_string_member (picture, "name", alt != NULL ? alt : "picture");
  json_object_set_string_member (picture, "rel", "featureimage");
  json_object_set_string_member (picture, "uri", address);
  json_object_set_string_member (picture, "type", "picture");
  sheaf_members_set_string (picture, "by", sheaf_members_get_string (image, "credit"));
  descriptions = json_array_new ();
  add_text (descriptions, "alt", "text/plain", alt, 0);
  sheaf_members_take_array (picture, "descriptions", descriptions);
  set_rendition (picture, "original", address, NULL);
  json_array_add_object_element (associations, picture);

  return associations;
}

static JsonObject *
association_new (JsonObject *item,
                 const char *rel)
{
  JsonObject *object = json_object_new ();
  const char *headline = sheaf_members_get_string (item, "headline");
  g_autofree char *uri = uri_of (item);
  g_autofree char *by = sheaf_members_get_people (item, "authors", ", ");

  json_object_set_string_member (object, "name", headline != NULL ? headline : rel);
  json_object_set_string_member (object, "rel", rel);
  json_object_set_string_member (object, "uri", uri);
  json_object_set_string_member (object, "type", "text");
  sheaf_members_set_string (object, "language", sheaf_members_get_string (item, "language"));
  sheaf_members_set_string (object, "by", by);
  set_headlines (object, headline, sheaf_members_get_string (item, "kicker"));
  sheaf_members_take_array (object, "associations",
                            picture_new (sheaf_members_get_object (item, "image")));

  return object;
}

static JsonObject *
article_new (JsonObject *article)
{
  const char *role = sheaf_members_get_string (article, "role");
  gboolean leads = sheaf_members_get_boolean (article, "lead");
  JsonObject *object = association_new (article, leads ? "lead" : role != NULL ? role : "related");
  JsonArray *descriptions = json_array_new ();
  const char *body = sheaf_members_get_string (article, "body");

  json_object_set_string_member (object, "representationType", body != NULL ? "full" : "partial");
  sheaf_members_set_time (object, "contentCreated", sheaf_members_get_time (article, "published"));
  add_text (descriptions, "summary", "text/plain", sheaf_members_get_string (article, "excerpt"),
            0);
  sheaf_members_take_array (object, "descriptions", descriptions);
  set_body (object, body, 0);
  set_source (object, sheaf_members_get_string (article, "publisher"));
  sheaf_members_set_string (object, "copyrightNotice",
                            sheaf_members_get_string (article, "credit"));
  set_rendition (object, "web", sheaf_members_get_web_address (article, "url"), "text/html");

  return object;
}

static JsonObject *
editorial_new (JsonObject *editorial)
{
  JsonObject *object = association_new (editorial, "editorial");
  JsonArray *descriptions = json_array_new ();
  JsonArray *genres = json_array_new ();
  JsonObject *genre = json_object_new ();

  json_object_set_string_member (object, "representationType", "full");
  add_text (descriptions, "standfirst", "text/plain",
            sheaf_members_get_string (editorial, "standfirst"), 0);
  sheaf_members_take_array (object, "descriptions", descriptions);
  set_body (object, sheaf_members_get_string (editorial, "body"),
            sheaf_members_get_int (editorial, "word_count"));
  json_object_set_string_member (genre, "name", "Opinion");
  json_object_set_string_member (genre, "uri", GENRE_OPINION);
  json_array_add_object_element (genres, genre);
  json_object_set_array_member (object, "genres", genres);

  return object;
}

static void
add_section (JsonArray  *associations,
             JsonObject *section)
{
  JsonArray *articles = sheaf_members_get_array (section, "articles");

  if (g_strcmp0 (sheaf_members_get_string (section, "type"), "editorial") == 0)
    json_array_add_object_element (associations, editorial_new (section));

  for (guint i = 0; i < sheaf_array_get_length (articles); i++)
    {
      JsonObject *article = sheaf_array_get_object (articles, i);

      if (article != NULL)
        json_array_add_object_element (associations, article_new (article));
    }
}

static void
set_associations (JsonObject *object,
                  JsonObject *release)
{
  JsonArray *sections = sheaf_members_get_array (release, "sections");
  JsonArray *associations = picture_new (sheaf_members_get_object (release, "image"));

  for (guint i = 0; i < sheaf_array_get_length (sections); i++)
    add_section (associations, sheaf_array_get_object (sections, i));
  sheaf_members_take_array (object, "associations", associations);
}

static void
set_descriptions (JsonObject *object,
                  JsonObject *release)
{
  JsonArray *corrections = sheaf_members_get_array (release, "corrections");
  JsonArray *descriptions = json_array_new ();

  add_text (descriptions, "standfirst", "text/plain",
            sheaf_members_get_string (release, "standfirst"), 0);
  add_text (descriptions, "summary", "text/plain", sheaf_members_get_string (release, "summary"),
            0);
  for (guint i = 0; i < sheaf_array_get_length (corrections); i++)
    add_text (descriptions, "correction", "text/plain",
              sheaf_members_get_string (sheaf_array_get_object (corrections, i), "text"), 0);
  sheaf_members_take_array (object, "descriptions", descriptions);
}

static void
set_standard (JsonObject *object)
{
  JsonObject *standard = json_object_new ();

  json_object_set_string_member (standard, "name", "ninjs");
  json_object_set_string_member (standard, "version", "3.1");
  json_object_set_string_member (standard, "schema", NINJS_SCHEMA);
  json_object_set_object_member (object, "standard", standard);
}

char *
sheaf_release_to_ninjs (JsonNode *release)
{
  JsonObject *from = json_node_get_object (release);
  JsonObject *publisher = sheaf_members_get_object (from, "publisher");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *uri = uri_of (from);
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT,
                                              sheaf_members_get_int (from, "number"));

  set_standard (object);
  json_object_set_string_member (object, "uri", uri);
  json_object_set_string_member (object, "type", "composite");
  json_object_set_string_member (object, "representationType", "full");
  json_object_set_string_member (object, "version", version);
  json_object_set_string_member (object, "pubStatus", "usable");
  sheaf_members_set_time (object, "firstCreated", sheaf_members_get_time (from, "published"));
  sheaf_members_set_time (object, "versionCreated", sheaf_members_get_time (from, "updated"));
  sheaf_members_set_string (object, "language", sheaf_members_get_string (from, "language"));
  sheaf_members_set_string (object, "title", sheaf_members_get_string (from, "title"));
  sheaf_members_set_string (object, "slugline", sheaf_members_get_string (from, "slug"));
  set_headlines (object, sheaf_members_get_string (from, "title"), NULL);
  set_descriptions (object, from);
  set_subjects (object, sheaf_members_get_array (from, "tags"));
  set_source (object, sheaf_members_get_string (publisher, "name"));
  set_rendition (object, "web", sheaf_members_get_web_address (from, "url"), "text/html");
  set_associations (object, from);

  node = json_node_init_object (json_node_alloc (), object);
  return sheaf_json_to_sorted_text (node);
}
