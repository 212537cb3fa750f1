/* sheaf-feeds.c: releases as a feed, in JSON Feed 1.1 and in Atom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-forms.h"

#include "bundle/sheaf-escape.h"
#include "bundle/sheaf-members.h"
#include "bundle/sheaf-page-pieces.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"

#define JSON_FEED_VERSION "https://jsonfeed.org/version/1.1"
#define ATOM_NAMESPACE "http://www.w3.org/2005/Atom"

/* The entry's id in every feed and for all time: the bundle's, not its address's. */
static char *
entry_id (JsonObject *release)
{
  return g_strconcat ("urn:uuid:", sheaf_members_get_string (release, "id"), NULL);
}

static gint64
release_time (JsonObject *release,
              const char *name)
{
  gint64 time = sheaf_members_get_time (release, name);

  if (time == SHEAF_TIME_NONE)
    time = sheaf_members_get_time (release, "published");

  return time;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  JsonObject *left = json_node_get_object (*(JsonNode **) a);
  JsonObject *right = json_node_get_object (*(JsonNode **) b);
  gint64 left_time = release_time (left, "published");
  gint64 right_time = release_time (right, "published");

  if (left_time != right_time)
    return left_time > right_time ? -1 : 1;

  return g_strcmp0 (sheaf_members_get_string (left, "id"), sheaf_members_get_string (right, "id"));
}

/* Returns: (transfer container) (element-type JsonNode) */
static GPtrArray *
newest_first (GPtrArray *releases)
{
  GPtrArray *sorted = g_ptr_array_sized_new (releases->len);

  for (guint i = 0; i < releases->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (releases, i));
  g_ptr_array_sort (sorted, compare_newest_first);

  return sorted;
}

/* Who wrote it: the authors of its editorials, each once. Returns: (transfer full) (nullable) */
static GPtrArray *
release_authors (JsonObject *release)
{
  JsonArray *sections = sheaf_members_get_array (release, "sections");
  g_autoptr (GPtrArray) authors = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sheaf_array_get_length (sections); i++)
    {
      JsonObject *section = sheaf_array_get_object (sections, i);
      g_autofree char *people = sheaf_members_get_people (section, "authors", "\n");
      g_auto (GStrv) names = people != NULL ? g_strsplit (people, "\n", -1) : NULL;

      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        {
          if (!g_ptr_array_find_with_equal_func (authors, names[j], g_str_equal, NULL))
            g_ptr_array_add (authors, g_strdup (names[j]));
        }
    }

  if (authors->len == 0)
    {
      JsonObject *publisher = sheaf_members_get_object (release, "publisher");
      const char *name = sheaf_members_get_string (publisher, "name");

      if (name == NULL)
        return NULL;
      g_ptr_array_add (authors, g_strdup (name));
    }

  return g_steal_pointer (&authors);
}

static void
add_json_authors (JsonObject *item,
                  JsonObject *release)
{
  g_autoptr (GPtrArray) names = release_authors (release);
  JsonArray *authors;

  if (names == NULL)
    return;

  authors = json_array_new ();
  for (guint i = 0; i < names->len; i++)
    {
      JsonObject *author = json_object_new ();

      json_object_set_string_member (author, "name", g_ptr_array_index (names, i));
      json_array_add_object_element (authors, author);
    }
  json_object_set_array_member (item, "authors", authors);
}

static JsonObject *
json_item_new (JsonObject *release)
{
  JsonObject *item = json_object_new ();
  JsonObject *image = sheaf_members_get_object (release, "image");
  JsonArray *tags = sheaf_members_get_array (release, "tags");
  JsonArray *names = json_array_new ();
  const char *summary = sheaf_members_get_string (release, "summary");
  g_autofree char *id = entry_id (release);
  g_autofree char *content = sheaf_page_fragment (release);

  if (summary == NULL)
    summary = sheaf_members_get_string (release, "standfirst");

  json_object_set_string_member (item, "id", id);
  sheaf_members_set_string (item, "url", sheaf_members_get_web_address (release, "url"));
  sheaf_members_set_string (item, "title", sheaf_members_get_string (release, "title"));
  json_object_set_string_member (item, "content_html", content);
  sheaf_members_set_string (item, "summary", summary);
  sheaf_members_set_string (item, "image", sheaf_members_get_web_address (image, "url"));
  sheaf_members_set_time (item, "date_published", release_time (release, "published"));
  sheaf_members_set_time (item, "date_modified", release_time (release, "updated"));
  add_json_authors (item, release);
  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    {
      const char *name = sheaf_members_get_string (sheaf_array_get_object (tags, i), "name");

      if (name != NULL)
        json_array_add_string_element (names, name);
    }
  sheaf_members_take_array (item, "tags", names);
  sheaf_members_set_string (item, "language", sheaf_members_get_string (release, "language"));

  return item;
}

char *
sheaf_releases_to_json_feed (GPtrArray  *releases,
                             const char *title,
                             const char *home,
                             const char *self)
{
  g_autoptr (GPtrArray) sorted = newest_first (releases);
  g_autoptr (JsonObject) feed = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonArray *items = json_array_new ();

  json_object_set_string_member (feed, "version", JSON_FEED_VERSION);
  json_object_set_string_member (feed, "title", title != NULL ? title : "");
  sheaf_members_set_string (feed, "home_page_url", home);
  sheaf_members_set_string (feed, "feed_url", self);
  for (guint i = 0; i < sorted->len; i++)
    json_array_add_object_element (
      items, json_item_new (json_node_get_object (g_ptr_array_index (sorted, i))));
  json_object_set_array_member (feed, "items", items);

  node = json_node_init_object (json_node_alloc (), feed);
  return sheaf_json_to_sorted_text (node);
}

static void
add_xml_element (GString    *out,
                 const char *name,
                 const char *attributes,
                 const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (out, "<%s%s>", name, attributes);
  sheaf_escape_append (out, text);
  g_string_append_printf (out, "</%s>\n", name);
}

static void
add_xml_link (GString    *out,
              const char *rel,
              const char *type,
              const char *address)
{
  if (address == NULL || *address == '\0')
    return;

  g_string_append_printf (out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
  sheaf_escape_append (out, address);
  g_string_append (out, "\"/>\n");
}

static void
add_xml_time (GString    *out,
              const char *name,
              gint64      time)
{
  g_autofree char *text = sheaf_time_to_string (time);

  add_xml_element (out, name, "", text);
}

static void
add_xml_authors (GString   *out,
                 GPtrArray *names)
{
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_string_append (out, "<author>");
      add_xml_element (out, "name", "", g_ptr_array_index (names, i));
      g_string_append (out, "</author>\n");
    }
}

static void
add_xml_categories (GString   *out,
                    JsonArray *tags)
{
  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    {
      const char *name = sheaf_members_get_string (sheaf_array_get_object (tags, i), "name");

      if (name == NULL)
        continue;

      g_string_append (out, "<category term=\"");
      sheaf_escape_append (out, name);
      g_string_append (out, "\"/>\n");
    }
}

/* RFC 4287, 4.1.2: an entry has one id, title and updated. */
static void
add_entry (GString    *out,
           JsonObject *release)
{
  const char *language = sheaf_members_get_string (release, "language");
  const char *summary = sheaf_members_get_string (release, "summary");
  gint64 updated = release_time (release, "updated");
  g_autofree char *id = entry_id (release);
  g_autofree char *content = sheaf_page_fragment (release);
  g_autoptr (GPtrArray) authors = release_authors (release);

  if (summary == NULL)
    summary = sheaf_members_get_string (release, "standfirst");

  g_string_append (out, "<entry");
  if (language != NULL)
    {
      g_string_append (out, " xml:lang=\"");
      sheaf_escape_append (out, language);
      g_string_append_c (out, '"');
    }
  g_string_append (out, ">\n");
  add_xml_element (out, "id", "", id);
  g_string_append (out, "<title>");
  sheaf_escape_append (out, sheaf_members_get_string (release, "title"));
  g_string_append (out, "</title>\n");
  add_xml_time (out, "updated", updated != SHEAF_TIME_NONE ? updated : 0);
  add_xml_time (out, "published", release_time (release, "published"));
  add_xml_link (out, "alternate", "text/html", sheaf_members_get_web_address (release, "url"));
  add_xml_authors (out, authors);
  add_xml_categories (out, sheaf_members_get_array (release, "tags"));
  add_xml_element (out, "summary", "", summary);
  add_xml_element (out, "content", " type=\"html\"", content);
  g_string_append (out, "</entry>\n");
}

/* RFC 4287, 4.1.1: a feed has an author where an entry might have none, and was updated when the
 * newest of what it shows was; an empty one never. */
static void
add_feed_head (GString    *out,
               GPtrArray  *releases,
               const char *title,
               const char *home,
               const char *self)
{
  g_autofree char *uuid = sheaf_id_for_name ("feed", home != NULL ? home : title);
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);
  gint64 updated = 0;

  for (guint i = 0; i < releases->len; i++)
    {
      JsonObject *release = json_node_get_object (g_ptr_array_index (releases, i));

      updated = MAX (updated, release_time (release, "updated"));
    }

  add_xml_element (out, "id", "", self != NULL ? self : urn);
  g_string_append (out, "<title>");
  sheaf_escape_append (out, title);
  g_string_append (out, "</title>\n");
  add_xml_time (out, "updated", updated);
  add_xml_link (out, "alternate", "text/html", home);
  add_xml_link (out, "self", "application/atom+xml", self);
  g_string_append (out, "<author>");
  add_xml_element (out, "name", "", title != NULL && *title != '\0' ? title : "Sheaf");
  g_string_append (out, "</author>\n");
  add_xml_element (out, "generator", " version=\"" PACKAGE_VERSION "\"", "Sheaf");
}

char *
sheaf_releases_to_atom (GPtrArray  *releases,
                        const char *title,
                        const char *home,
                        const char *self)
{
  g_autoptr (GPtrArray) sorted = newest_first (releases);
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<feed xmlns=\"" ATOM_NAMESPACE "\">\n");

  add_feed_head (out, sorted, title != NULL ? title : "", home, self);
  for (guint i = 0; i < sorted->len; i++)
    add_entry (out, json_node_get_object (g_ptr_array_index (sorted, i)));
  g_string_append (out, "</feed>\n");

  return g_string_free (out, FALSE);
}
