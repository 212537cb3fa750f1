/* sheaf-opml.c: lists of feeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-opml.h"

#include <string.h>

#include "feed/sheaf-encoding.h"
#include "feed/sheaf-feed.h"
#include "feed/sheaf-xml.h"
#include "markup/sheaf-link.h"
#include "markup/sheaf-plain-text.h"

#define MAX_DEPTH 64

typedef struct
{
  GPtrArray *feeds;
  GHashTable *known;  /* addresses */
  GPtrArray *folders; /* names of the outlines that are open; NULL: not a folder */
  guint depth;
  gboolean is_opml, done;
} Reader;

void
sheaf_opml_feed_free (SheafOpmlFeed *feed)
{
  g_free (feed->title);
  g_free (feed->url);
  g_free (feed->home);
  g_strfreev (feed->folders);
  g_free (feed);
}

/* "feed:" and "feed:https:" are how some browsers were told of feeds. */
static char *
read_address (const char *text)
{
  if (text == NULL)
    return NULL;
  text += strspn (text, " \t\r\n");
  if (g_ascii_strncasecmp (text, "feed://", 7) == 0)
    {
      g_autofree char *http = g_strconcat ("http://", text + 7, NULL);

      return sheaf_link_resolve (http, NULL, SHEAF_LINK_WEB);
    }
  if (g_ascii_strncasecmp (text, "feed:", 5) == 0)
    text += 5;

  return sheaf_link_resolve (text, NULL, SHEAF_LINK_WEB);
}

static GStrv
list_folders (Reader *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->folders->len; i++)
    if (self->folders->pdata[i] != NULL)
      g_strv_builder_add (builder, self->folders->pdata[i]);

  return g_strv_builder_end (builder);
}

static char *
get_line (const SheafXmlAttributes *attributes,
          const char               *name)
{
  g_autofree char *value = sheaf_xml_get (attributes, name);
  g_autofree char *line = sheaf_plain_text_line (value);

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static void
add_feed (Reader                   *self,
          char                     *url,
          const char               *title,
          const SheafXmlAttributes *attributes)
{
  g_autofree char *home = sheaf_xml_get (attributes, "htmlUrl");
  g_autofree char *category = sheaf_xml_get (attributes, "category");
  SheafOpmlFeed *feed;

  if (!g_hash_table_add (self->known, g_strdup (url)))
    {
      g_free (url);
      return;
    }
  if (self->feeds->len == SHEAF_OPML_MAX_FEEDS)
    {
      g_free (url);
      self->done = TRUE;
      return;
    }

  feed = g_new0 (SheafOpmlFeed, 1);
  feed->url = url;
  feed->title = title != NULL ? g_strdup (title) : sheaf_link_get_host (url);
  feed->home = sheaf_link_resolve (home, NULL, SHEAF_LINK_WEB);
  feed->folders = list_folders (self);
  /* opml.org/spec2: a list of paths; the first tells where it is, if its place does not. */
  if (*feed->folders == NULL && category != NULL && *category == '/')
    {
      g_autofree char *first = g_strndup (category + 1, strcspn (category + 1, ","));

      g_strfreev (feed->folders);
      feed->folders = g_strsplit (first, "/", MAX_DEPTH);
    }
  g_ptr_array_add (self->feeds, feed);
}

static void
on_start (gpointer                  data,
          const char               *name,
          const char               *prefix,
          const char               *uri,
          const SheafXmlAttributes *attributes)
{
  Reader *self = data;
  g_autofree char *text = NULL;
  g_autofree char *address = NULL;
  char *url;

  if (self->depth++ == 0)
    self->is_opml = g_ascii_strcasecmp (name, "opml") == 0;
  if (self->depth > MAX_DEPTH || !self->is_opml)
    return;
  if (g_ascii_strcasecmp (name, "outline") != 0)
    {
      g_ptr_array_add (self->folders, NULL);
      return;
    }

  text = get_line (attributes, "title");
  if (text == NULL)
    text = get_line (attributes, "text");
  address = sheaf_xml_get (attributes, "xmlUrl");
  if (address == NULL)
    address = sheaf_xml_get (attributes, "url");
  url = read_address (address);
  if (url != NULL)
    add_feed (self, url, text, attributes);
  g_ptr_array_add (self->folders, url == NULL && address == NULL ? g_steal_pointer (&text) : NULL);
}

static void
on_end (gpointer data)
{
  Reader *self = data;

  if (self->depth == 0)
    return;
  if (self->depth <= MAX_DEPTH && self->folders->len > 0)
    g_ptr_array_set_size (self->folders, (int) self->folders->len - 1);
  self->depth--;
}

static void
on_text (gpointer    data,
         const char *text,
         gsize       length)
{
}

static void
reset (gpointer data)
{
  Reader *self = data;

  g_ptr_array_set_size (self->feeds, 0);
  g_hash_table_remove_all (self->known);
  g_ptr_array_set_size (self->folders, 0);
  self->depth = 0;
  self->is_opml = self->done = FALSE;
}

static gboolean
is_done (gpointer data)
{
  Reader *self = data;

  return self->done;
}

static const SheafXmlHandler handler = {
  .start = on_start,
  .end = on_end,
  .text = on_text,
  .reset = reset,
  .is_done = is_done,
};

GPtrArray *
sheaf_opml_parse (GBytes  *bytes,
                  GError **error)
{
  gsize size, length;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) feeds = NULL;
  Reader self = { 0 };

  if (size > SHEAF_FEED_MAX_BYTES)
    {
      g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE,
                   "The list is larger than %d MB", SHEAF_FEED_MAX_BYTES / (1024 * 1024));
      return NULL;
    }

  text = sheaf_encoding_to_utf8 (data != NULL ? data : "", size, NULL, &length);
  feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_opml_feed_free);
  self.feeds = feeds;
  self.known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.folders = g_ptr_array_new_with_free_func (g_free);
  sheaf_xml_read (text, length, &handler, &self);
  g_hash_table_unref (self.known);
  g_ptr_array_unref (self.folders);

  if (self.done)
    {
      g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE,
                   "The list has more than %d feeds", SHEAF_OPML_MAX_FEEDS);
      return NULL;
    }
  if (!self.is_opml)
    {
      g_set_error_literal (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED,
                           "This is no list of feeds (OPML)");
      return NULL;
    }

  return g_steal_pointer (&feeds);
}

static void
write_attribute (GString    *out,
                 const char *name,
                 const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;
  escaped = g_markup_escape_text (value, -1);
  g_string_append_printf (out, " %s=\"%s\"", name, escaped);
}

static void
indent (GString *out,
        guint    depth)
{
  for (guint i = 0; i < depth + 2; i++)
    g_string_append (out, "  ");
}

static void
write_feed (GString             *out,
            const SheafOpmlFeed *feed,
            guint                depth)
{
  indent (out, depth);
  g_string_append (out, "<outline type=\"rss\"");
  write_attribute (out, "text", feed->title != NULL ? feed->title : feed->url);
  write_attribute (out, "xmlUrl", feed->url);
  write_attribute (out, "htmlUrl", feed->home);
  g_string_append (out, "/>\n");
}

static guint
count_folders (const SheafOpmlFeed *feed)
{
  return feed->folders != NULL ? g_strv_length (feed->folders) : 0;
}

/* Writes the feeds in the folder that the first of them is in at @depth, and those below it. Which
 * are written is marked in @written. */
static void
write_folder (GString   *out,
              GPtrArray *feeds,
              gboolean  *written,
              guint      first,
              guint      depth)
{
  const SheafOpmlFeed *model = feeds->pdata[first];

  for (guint i = first; i < feeds->len; i++)
    {
      const SheafOpmlFeed *feed = feeds->pdata[i];
      guint folders = count_folders (feed);
      gboolean here = folders >= depth;

      for (guint j = 0; here && j < depth; j++)
        here = strcmp (feed->folders[j], model->folders[j]) == 0;
      if (written[i] || !here)
        continue;
      if (folders == depth || depth == MAX_DEPTH)
        {
          write_feed (out, feed, depth);
          written[i] = TRUE;
          continue;
        }
      indent (out, depth);
      g_string_append (out, "<outline");
      write_attribute (out, "text", feed->folders[depth]);
      g_string_append (out, ">\n");
      write_folder (out, feeds, written, i, depth + 1);
      indent (out, depth);
      g_string_append (out, "</outline>\n");
    }
}

char *
sheaf_opml_write (GPtrArray  *feeds,
                  const char *title)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<opml version=\"2.0\">\n"
                               "  <head>\n");
  g_autofree char *escaped = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree gboolean *written = g_new0 (gboolean, MAX (feeds->len, 1));

  g_string_append_printf (out, "    <title>%s</title>\n  </head>\n  <body>\n", escaped);
  if (feeds->len > 0)
    write_folder (out, feeds, written, 0, 0);
  g_string_append (out, "  </body>\n</opml>\n");

  return g_string_free (out, FALSE);
}
