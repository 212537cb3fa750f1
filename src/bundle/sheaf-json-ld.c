/* sheaf-json-ld.c: a release as linked data, in the vocabulary of schema.org
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-forms.h"

#include "bundle/sheaf-members.h"
#include "model/sheaf-time.h"

static JsonObject *
thing_new (const char *type)
{
  JsonObject *thing = json_object_new ();

  json_object_set_string_member (thing, "@type", type);
  return thing;
}

static void
set_organisation (JsonObject *object,
                  const char *name,
                  const char *url)
{
  JsonObject *organisation;

  if (name == NULL)
    return;

  organisation = thing_new ("Organization");
  json_object_set_string_member (organisation, "name", name);
  sheaf_members_set_string (organisation, "url", url);
  json_object_set_object_member (object, "publisher", organisation);
}

static void
set_authors (JsonObject *object,
             JsonObject *from)
{
  g_autofree char *people = sheaf_members_get_people (from, "authors", "\n");
  g_auto (GStrv) names = people != NULL ? g_strsplit (people, "\n", -1) : NULL;
  JsonArray *authors = json_array_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      JsonObject *author = thing_new ("Person");

      json_object_set_string_member (author, "name", names[i]);
      json_array_add_object_element (authors, author);
    }
  sheaf_members_take_array (object, "author", authors);
}

static void
set_image (JsonObject *object,
           JsonObject *image)
{
  const char *address = sheaf_members_get_web_address (image, "url");
  JsonObject *picture;

  if (address == NULL)
    return;

  picture = thing_new ("ImageObject");
  json_object_set_string_member (picture, "url", address);
  sheaf_members_set_string (picture, "caption", sheaf_members_get_string (image, "alt"));
  sheaf_members_set_string (picture, "creditText", sheaf_members_get_string (image, "credit"));
  json_object_set_object_member (object, "image", picture);
}

static JsonObject *
article_new (JsonObject *article)
{
  JsonObject *object = thing_new ("NewsArticle");

  sheaf_members_set_string (object, "headline", sheaf_members_get_string (article, "headline"));
  sheaf_members_set_string (object, "url", sheaf_members_get_web_address (article, "url"));
  sheaf_members_set_string (object, "inLanguage", sheaf_members_get_string (article, "language"));
  sheaf_members_set_time (object, "datePublished", sheaf_members_get_time (article, "published"));
  sheaf_members_set_string (object, "description", sheaf_members_get_string (article, "excerpt"));
  sheaf_members_set_string (object, "alternativeHeadline",
                            sheaf_members_get_string (article, "original_headline"));
  set_authors (object, article);
  set_organisation (object, sheaf_members_get_string (article, "publisher"), NULL);
  set_image (object, sheaf_members_get_object (article, "image"));

  return object;
}

static JsonObject *
editorial_new (JsonObject *editorial,
               JsonObject *release)
{
  JsonObject *publisher = sheaf_members_get_object (release, "publisher");
  JsonObject *object = thing_new ("OpinionNewsArticle");
  gint64 words = sheaf_members_get_int (editorial, "word_count");

  sheaf_members_set_string (object, "headline", sheaf_members_get_string (editorial, "headline"));
  sheaf_members_set_string (object, "description",
                            sheaf_members_get_string (editorial, "standfirst"));
  sheaf_members_set_string (object, "inLanguage",
                            sheaf_members_get_string (editorial, "language"));
  sheaf_members_set_time (object, "datePublished", sheaf_members_get_time (release, "published"));
  sheaf_members_set_time (object, "dateModified", sheaf_members_get_time (release, "updated"));
  if (words > 0)
    json_object_set_int_member (object, "wordCount", words);
  set_authors (object, editorial);
  set_organisation (object, sheaf_members_get_string (publisher, "name"),
                    sheaf_members_get_web_address (publisher, "url"));
  set_image (object, sheaf_members_get_object (editorial, "image"));

  return object;
}

static void
add_list_item (JsonArray  *list,
               JsonObject *item)
{
  JsonObject *element = thing_new ("ListItem");

  json_object_set_int_member (element, "position", json_array_get_length (list) + 1);
  json_object_set_object_member (element, "item", item);
  json_array_add_object_element (list, element);
}

static JsonObject *
item_list_new (JsonObject *release)
{
  JsonArray *sections = sheaf_members_get_array (release, "sections");
  JsonObject *object = thing_new ("ItemList");
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sheaf_array_get_length (sections); i++)
    {
      JsonObject *section = sheaf_array_get_object (sections, i);
      JsonArray *articles = sheaf_members_get_array (section, "articles");

      if (g_strcmp0 (sheaf_members_get_string (section, "type"), "editorial") == 0)
        add_list_item (list, editorial_new (section, release));

      for (guint j = 0; j < sheaf_array_get_length (articles); j++)
        {
          JsonObject *article = sheaf_array_get_object (articles, j);

          if (article != NULL)
            add_list_item (list, article_new (article));
        }
    }
  json_object_set_int_member (object, "numberOfItems", json_array_get_length (list));
  json_object_set_array_member (object, "itemListElement", list);

  return object;
}

static void
set_keywords (JsonObject *object,
              JsonArray  *tags)
{
  JsonArray *keywords = json_array_new ();

  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    {
      const char *name = sheaf_members_get_string (sheaf_array_get_object (tags, i), "name");

      if (name != NULL)
        json_array_add_string_element (keywords, name);
    }
  sheaf_members_take_array (object, "keywords", keywords);
}

static void
set_corrections (JsonObject *object,
                 JsonArray  *corrections)
{
  JsonArray *comments = json_array_new ();

  for (guint i = 0; i < sheaf_array_get_length (corrections); i++)
    {
      JsonObject *correction = sheaf_array_get_object (corrections, i);
      JsonObject *comment = thing_new ("CorrectionComment");

      sheaf_members_set_string (comment, "text", sheaf_members_get_string (correction, "text"));
      sheaf_members_set_time (comment, "datePublished", sheaf_members_get_time (correction, "at"));
      json_array_add_object_element (comments, comment);
    }
  sheaf_members_take_array (object, "correction", comments);
}

char *
sheaf_release_to_json_ld (JsonNode *release)
{
  JsonObject *from = json_node_get_object (release);
  JsonObject *publisher = sheaf_members_get_object (from, "publisher");
  g_autoptr (JsonObject) object = thing_new ("CollectionPage");
  g_autoptr (JsonNode) node = NULL;
  const char *url = sheaf_members_get_web_address (from, "url");
  const char *summary = sheaf_members_get_string (from, "summary");

  json_object_set_string_member (object, "@context", "https://schema.org");
  sheaf_members_set_string (object, "@id", url);
  sheaf_members_set_string (object, "url", url);
  sheaf_members_set_string (object, "name", sheaf_members_get_string (from, "title"));
  sheaf_members_set_string (object, "headline", sheaf_members_get_string (from, "title"));
  sheaf_members_set_string (object, "alternativeHeadline",
                            sheaf_members_get_string (from, "standfirst"));
  sheaf_members_set_string (object, "description",
                            summary != NULL ? summary
                                            : sheaf_members_get_string (from, "standfirst"));
  sheaf_members_set_string (object, "inLanguage", sheaf_members_get_string (from, "language"));
  sheaf_members_set_time (object, "datePublished", sheaf_members_get_time (from, "published"));
  sheaf_members_set_time (object, "dateModified", sheaf_members_get_time (from, "updated"));
  set_keywords (object, sheaf_members_get_array (from, "tags"));
  set_corrections (object, sheaf_members_get_array (from, "corrections"));
  set_organisation (object, sheaf_members_get_string (publisher, "name"),
                    sheaf_members_get_web_address (publisher, "url"));
  set_image (object, sheaf_members_get_object (from, "image"));
  json_object_set_object_member (object, "mainEntity", item_list_new (from));

  node = json_node_init_object (json_node_alloc (), object);
  return sheaf_json_to_sorted_text (node);
}
