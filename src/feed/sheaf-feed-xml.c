/* sheaf-feed-xml.c: RSS and Atom
 *
 * RSS 0.9x and 2.0 (rssboard.org/rss-specification), RSS 1.0 (purl.org/rss/1.0/spec), Atom 0.3 and
 * RFC 4287; Media RSS (rssboard.org/media-rss).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "feed/sheaf-feed-reader.h"
#include "markup/sheaf-sanitise.h"

#define MAX_TEXT (4 * 1024 * 1024)

static const char *
language_of (SheafFeedReader *self)
{
  for (guint i = self->depth; i > 0; i--)
    if (self->frames[i - 1].language != NULL)
      return self->frames[i - 1].language;

  return NULL;
}

static void
clear_item (SheafFeedReader *self)
{
  g_clear_pointer (&self->draft, sheaf_draft_free);
  g_clear_pointer (&self->credit, g_free);
  g_clear_pointer (&self->alt, g_free);
  sheaf_feed_reader_clear_media (self);
}

static void
end_capture (SheafFeedReader *self)
{
  self->capture.name = NAME_UNKNOWN;
  g_clear_pointer (&self->capture.attribute, g_free);
  g_string_truncate (self->capture.text, 0);
}

static void
reset (gpointer data)
{
  SheafFeedReader *self = data;

  while (self->depth > 0)
    {
      self->depth--;
      g_clear_pointer (&self->frames[self->depth].base, g_free);
      g_clear_pointer (&self->frames[self->depth].language, g_free);
    }
  clear_item (self);
  end_capture (self);
  g_ptr_array_set_size (self->drafts, 0);
  g_ptr_array_set_size (self->authors, 0);
  self->has_link = FALSE;
  memset (self->names, 0, sizeof self->names);
  g_clear_pointer (&self->feed, sheaf_feed_free);
  self->feed = sheaf_feed_new (SHEAF_FEED_FORMAT_RSS);
  self->too_deep = 0;
  self->where = IN_NOTHING;
  self->known = self->web_page = self->too_many = self->done = FALSE;
}

/* How an Atom text construct (RFC 4287, 3.1 and 4.1.3) is written; Atom 0.3 had a mode. */
static void
read_type (SheafFeedCapture                  *capture,
           const SheafXmlAttributes *attributes)
{
  g_autofree char *type = sheaf_xml_get (attributes, "type");
  g_autofree char *mode = sheaf_xml_get (attributes, "mode");
  g_autofree char *src = sheaf_xml_get (attributes, "src");

  capture->kind = SHEAF_DRAFT_TEXT;
  if (src != NULL && *src != '\0')
    capture->ignored = TRUE;
  else if (type == NULL || *type == '\0' || g_ascii_strcasecmp (type, "text") == 0)
    ;
  else if (g_ascii_strcasecmp (type, "html") == 0)
    capture->kind = SHEAF_DRAFT_HTML;
  else if (g_ascii_strcasecmp (type, "xhtml") == 0)
    {
      capture->kind = SHEAF_DRAFT_HTML;
      capture->markup = TRUE;
    }
  else if (g_ascii_strncasecmp (type, "text/", 5) == 0
           || g_ascii_strcasecmp (type, "application/xhtml+xml") == 0)
    {
      gboolean html = strstr (type, "html") != NULL;

      capture->kind = html ? SHEAF_DRAFT_HTML : SHEAF_DRAFT_TEXT;
      capture->markup = html && mode != NULL ? g_ascii_strcasecmp (mode, "xml") == 0
                                             : strstr (type, "xhtml") != NULL;
    }
  else if (strchr (type, '/') != NULL)
    capture->ignored = TRUE;
  if (mode != NULL && g_ascii_strcasecmp (mode, "base64") == 0)
    capture->base64 = TRUE;
}

static void
start_capture (SheafFeedReader                   *self,
               SheafFeedName             name,
               const SheafXmlAttributes *attributes)
{
  SheafFeedCapture *capture = &self->capture;
  const char *attribute = "href";

  end_capture (self);
  capture->name = name;
  capture->depth = self->depth;
  capture->markup = capture->base64 = capture->ignored = FALSE;
  capture->permalink = TRUE;
  capture->kind = SHEAF_DRAFT_HTML;

  switch (name)
    {
    case NAME_ATOM_TITLE:
    case NAME_SUMMARY:
    case NAME_CONTENT:
    case NAME_SUBTITLE:
      read_type (capture, attributes);
      if (self->where == IN_ITEM)
        sheaf_draft_set_language (self->draft, self->frames[self->depth - 1].language, 1);
      return;
    case NAME_XHTML_BODY:
      capture->markup = TRUE;
      return;
    case NAME_MEDIA_DESCRIPTION:
    case NAME_MEDIA_TEXT:
      {
        g_autofree char *type = sheaf_xml_get (attributes, "type");

        capture->kind = g_strcmp0 (type, "html") == 0 ? SHEAF_DRAFT_HTML : SHEAF_DRAFT_TEXT;
        return;
      }
    case NAME_GUID:
      {
        g_autofree char *permalink = sheaf_xml_get (attributes, "isPermaLink");

        capture->permalink = permalink == NULL || g_ascii_strcasecmp (permalink, "false") != 0;
        return;
      }
    case NAME_MEDIA_CREDIT:
      attribute = "role";
      break;
    case NAME_URL:
    case NAME_IMAGE:
      attribute = "url";
      break;
    default:
      break;
    }
  capture->attribute = sheaf_xml_get (attributes, attribute);
}

static gboolean
is_wrapper (SheafFeedReader      *self,
            const SheafFeedFrame *frame)
{
  return self->capture.markup && self->depth == self->capture.depth + 1
         && strcmp (frame->local, "div") == 0;
}

/* An element inside the one that is gathered: written out as it was. */
static void
start_inner (SheafFeedReader                   *self,
             const char               *name,
             const SheafXmlAttributes *attributes)
{
  GString *text = self->capture.text;

  /* The div that RFC 4287, 3.1.1.3 asks for is not part of the text. */
  if (is_wrapper (self, &self->frames[self->depth - 1]) || text->len > MAX_TEXT)
    return;

  g_string_append_printf (text, "<%s", name);
  for (guint i = 0; i < sheaf_xml_count (attributes); i++)
    {
      g_autofree char *attribute = NULL;
      g_autofree char *value = NULL;
      g_autofree char *escaped = NULL;

      sheaf_xml_get_nth (attributes, i, &attribute, &value);
      escaped = sheaf_sanitise_text (value);
      g_string_append_printf (text, " %s=\"%s\"", attribute, escaped);
    }
  g_string_append_c (text, '>');
}

static gboolean
is_void (const char *name)
{
  static const char *const names[] = { "br", "hr", "img", "wbr", "source", "input", NULL };

  return g_strv_contains (names, name);
}

static void
end_inner (SheafFeedReader      *self,
           const SheafFeedFrame *frame)
{
  if (!is_wrapper (self, frame) && !is_void (frame->local) && self->capture.text->len <= MAX_TEXT)
    g_string_append_printf (self->capture.text, "</%s>", frame->local);
}

static void
start_item (SheafFeedReader                   *self,
            const SheafXmlAttributes *attributes)
{
  g_autofree char *about = sheaf_xml_get (attributes, "rdf:about");

  clear_item (self);
  if (self->drafts->len == SHEAF_FEED_MAX_ITEMS)
    {
      self->too_many = self->done = TRUE;
      return;
    }
  self->draft = sheaf_draft_new ();
  if (self->unsafe)
    sheaf_draft_set_unsafe (self->draft);
  sheaf_draft_set_language (self->draft, self->frames[self->depth - 1].language, 2);
  if (about != NULL)
    {
      g_autofree char *url = sheaf_feed_reader_resolve (self, about, SHEAF_LINK_WEB);

      sheaf_draft_set_id (self->draft, about);
      sheaf_draft_set_url (self->draft, url, 1);
    }
}

/* What holds other elements. Returns: whether it was that. */
static gboolean
start_structure (SheafFeedReader                   *self,
                 SheafFeedName             name,
                 const SheafXmlAttributes *attributes)
{
  SheafFeedWhere outer = self->where;

  switch (name)
    {
    case NAME_RSS:
    case NAME_RDF:
      self->known = TRUE;
      return TRUE;
    case NAME_ATOM_FEED:
    case NAME_CHANNEL:
      self->known = TRUE;
      self->where = IN_FEED;
      if (name == NAME_ATOM_FEED)
        self->feed->format = SHEAF_FEED_FORMAT_ATOM;
      if (self->feed->language == NULL)
        self->feed->language = g_strdup (language_of (self));
      return TRUE;
    case NAME_ITEM:
    case NAME_ENTRY:
      if (outer != IN_FEED && outer != IN_NOTHING)
        {
          self->frames[self->depth - 1].name = NAME_UNKNOWN;
          self->where = IN_IGNORED;
          return TRUE;
        }
      self->where = IN_ITEM;
      if (name == NAME_ENTRY && !self->known)
        {
          /* An entry alone: RFC 4287, 2. */
          self->known = TRUE;
          self->feed->format = SHEAF_FEED_FORMAT_ATOM;
        }
      start_item (self, attributes);
      return TRUE;
    case NAME_IMAGE:
      self->where = outer == IN_ITEM ? IN_ITEM_IMAGE : IN_FEED_IMAGE;
      /* Some write the address straight in it. */
      if (outer == IN_ITEM)
        start_capture (self, name, attributes);
      return TRUE;
    case NAME_AUTHOR:
      self->where = outer == IN_ITEM ? IN_ITEM_PERSON
                                     : outer == IN_FEED ? IN_FEED_PERSON : IN_IGNORED;
      return TRUE;
    case NAME_ATOM_SOURCE:
      self->where = outer == IN_ITEM ? IN_SOURCE : IN_IGNORED;
      return TRUE;
    case NAME_TEXT_INPUT:
    case NAME_CONTRIBUTOR:
      self->where = IN_IGNORED;
      return TRUE;
    case NAME_MEDIA_GROUP:
      return TRUE;
    case NAME_MEDIA_CONTENT:
      sheaf_feed_reader_start_media (self, attributes);
      self->frames[self->depth - 1].content = TRUE;
      return TRUE;
    default:
      return FALSE;
    }
}

static void
start_value (SheafFeedReader                   *self,
             SheafFeedName             name,
             const SheafXmlAttributes *attributes)
{
  switch (name)
    {
    case NAME_UNKNOWN:
      break;
    case NAME_ATOM_LINK:
      sheaf_feed_reader_take_link (self, attributes);
      break;
    case NAME_ATOM_CATEGORY:
      sheaf_feed_reader_take_category (self, attributes);
      break;
    case NAME_ENCLOSURE:
      sheaf_feed_reader_take_image (self, attributes, SHEAF_DRAFT_IMAGE_ENCLOSURE, "url");
      break;
    case NAME_ITUNES_IMAGE:
      sheaf_feed_reader_take_image (self, attributes, SHEAF_DRAFT_IMAGE_ITUNES, "href");
      break;
    case NAME_MEDIA_THUMBNAIL:
      sheaf_feed_reader_take_image (self, attributes, SHEAF_DRAFT_IMAGE_THUMBNAIL, "url");
      break;
    case NAME_LINK:
      {
        g_autofree char *href = sheaf_xml_get (attributes, "href");

        /* Atom's link without Atom's namespace. */
        if (href != NULL)
          sheaf_feed_reader_take_link (self, attributes);
        else
          start_capture (self, name, attributes);
        break;
      }
    default:
      start_capture (self, name, attributes);
      break;
    }
}

static SheafFeedName
find_name (SheafFeedReader     *self,
           const char *local,
           const char *prefix,
           const char *uri)
{
  guint hash = GPOINTER_TO_UINT (local) * 31 + GPOINTER_TO_UINT (uri) * 17
               + GPOINTER_TO_UINT (prefix);
  SheafFeedKnown *known = &self->names[(hash ^ (hash >> 8)) % N_KNOWN];

  if (known->local != local || known->prefix != prefix || known->uri != uri)
    *known = (SheafFeedKnown){ local, prefix, uri, sheaf_feed_name_find (local, prefix, uri) };

  return known->name;
}

static void
on_start (gpointer                  data,
          const char               *local,
          const char               *prefix,
          const char               *uri,
          const SheafXmlAttributes *attributes)
{
  SheafFeedReader *self = data;
  SheafFeedName name;
  SheafFeedFrame *frame;

  if (self->depth == SHEAF_FEED_READER_MAX_DEPTH)
    {
      self->too_deep++;
      return;
    }
  frame = &self->frames[self->depth++];
  memset (frame, 0, sizeof *frame);
  frame->outer = self->where;
  frame->local = local;
  if (self->capture.name != NAME_UNKNOWN && self->capture.name != NAME_IMAGE)
    {
      frame->name = NAME_UNKNOWN;
      start_inner (self, local, attributes);
      return;
    }

  name = find_name (self, local, prefix, uri);
  frame->name = name;
  {
    g_autofree char *base = sheaf_xml_get (attributes, "xml:base");
    g_autofree char *language = sheaf_xml_get (attributes, "xml:lang");

    if (base != NULL)
      frame->base = sheaf_feed_reader_resolve (self, base, SHEAF_LINK_WEB);
    if (language != NULL)
      frame->language = sheaf_draft_language (language);
  }
  if (!self->known && g_ascii_strcasecmp (local, "html") == 0)
    self->web_page = self->done = TRUE;
  if (self->where == IN_IGNORED)
    return;
  if (start_structure (self, name, attributes))
    return;
  if (self->where != IN_NOTHING)
    start_value (self, name, attributes);
}

/* g_string_append_len() without what it does for the cases that are none here: texts come in many
 * small pieces. */
static inline void
append (GString    *string,
        const char *text,
        gsize       length)
{
  if (string->allocated_len - string->len <= length)
    {
      g_string_append_len (string, text, (gssize) length);
      return;
    }

  memcpy (string->str + string->len, text, length);
  string->len += length;
  string->str[string->len] = '\0';
}

static void
on_text (gpointer    data,
         const char *text,
         gsize       length)
{
  SheafFeedReader *self = data;
  SheafFeedCapture *capture = &self->capture;

  if (capture->name == NAME_UNKNOWN || capture->text->len > MAX_TEXT)
    return;
  if (capture->markup)
    {
      g_autofree char *copy = g_strndup (text, length);
      g_autofree char *escaped = sheaf_sanitise_text (copy);

      g_string_append (capture->text, escaped);
    }
  else
    append (capture->text, text, length);
}

static void
end_item (SheafFeedReader *self)
{
  /* What was said of all the media of the item may come behind them. */
  sheaf_draft_describe_image (self->draft, self->alt, self->credit);
  g_ptr_array_add (self->drafts, g_steal_pointer (&self->draft));
  clear_item (self);
}

static void
on_end (gpointer data)
{
  SheafFeedReader *self = data;
  SheafFeedFrame *frame;

  if (self->too_deep > 0)
    {
      self->too_deep--;
      return;
    }
  if (self->depth == 0)
    return;
  frame = &self->frames[self->depth - 1];

  if (self->capture.name != NAME_UNKNOWN)
    {
      if (self->depth > self->capture.depth && self->capture.name != NAME_IMAGE)
        end_inner (self, frame);
      else if (self->depth == self->capture.depth)
        {
          if (self->capture.name == NAME_IMAGE)
            self->where = frame->outer;
          sheaf_feed_reader_take_text (self);
          end_capture (self);
        }
    }
  if (frame->content)
    sheaf_feed_reader_end_media (self);
  self->where = frame->outer;
  if ((frame->name == NAME_ITEM || frame->name == NAME_ENTRY) && self->draft != NULL)
    end_item (self);
  g_clear_pointer (&frame->base, g_free);
  g_clear_pointer (&frame->language, g_free);
  self->depth--;
}

static gboolean
is_done (gpointer data)
{
  SheafFeedReader *self = data;

  return self->done;
}

static const SheafXmlHandler handler = {
  .start = on_start,
  .end = on_end,
  .text = on_text,
  .reset = reset,
  .is_done = is_done,
};

static void
finish_items (SheafFeedReader *self)
{
  SheafFeed *feed = self->feed;
  gboolean atom = feed->format == SHEAF_FEED_FORMAT_ATOM;

  for (guint i = 0; i < self->drafts->len; i++)
    {
      SheafFeedItem *item;

      item = sheaf_draft_finish (self->drafts->pdata[i], atom ? self->document_base : NULL,
                                 feed->link != NULL ? feed->link : self->document_base,
                                 feed->language, self->authors, self->fetched);
      if (item != NULL)
        g_ptr_array_add (feed->items, item);
    }
}

static void
check (SheafFeedReader  *self,
       GError **error)
{
  if (self->too_many)
    g_set_error (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_TOO_LARGE,
                 "The feed has more than %d items", SHEAF_FEED_MAX_ITEMS);
  else if (self->web_page)
    g_set_error_literal (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED,
                         "This is a web page, not a feed");
  else if (!self->known)
    g_set_error_literal (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED,
                         "This is neither RSS nor Atom nor JSON Feed");
}

SheafFeed *
sheaf_feed_parse_xml (const char  *text,
                      gsize        length,
                      const char  *base_url,
                      gint64       fetched,
                      gboolean     unsafe,
                      GError     **error)
{
  g_autofree SheafFeedReader *self = g_new0 (SheafFeedReader, 1);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(SheafFeed) feed = NULL;
  gboolean whole;

  self->document_base = base_url;
  self->fetched = fetched;
  self->unsafe = unsafe;
  self->capture.text = g_string_new (NULL);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_draft_free);
  self->authors = g_ptr_array_new_with_free_func (g_free);
  self->feed = sheaf_feed_new (SHEAF_FEED_FORMAT_RSS);

  whole = sheaf_xml_read (text, length, &handler, self);
  check (self, &local_error);
  if (local_error == NULL)
    finish_items (self);

  feed = g_steal_pointer (&self->feed);
  feed->damaged = !whole;
  reset (self);
  sheaf_feed_free (self->feed);
  g_string_free (self->capture.text, TRUE);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->authors);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&feed);
}
