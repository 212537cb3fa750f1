/* sheaf-feed-values.c: what the elements of RSS and Atom say
 *
 * Which of two elements that say the same stands is told by the ranks given here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "feed/sheaf-feed-reader.h"
#include "markup/sheaf-plain-text.h"

const char *
sheaf_feed_reader_get_base (SheafFeedReader *self)
{
  for (guint i = self->depth; i > 0; i--)
    if (self->frames[i - 1].base != NULL)
      return self->frames[i - 1].base;

  return NULL;
}

/* xml:base if there is one, else in RSS the channel's link, else the document's own address. */
char *
sheaf_feed_reader_resolve (SheafFeedReader       *self,
         const char   *reference,
         SheafLinkUse  use)
{
  const char *base = sheaf_feed_reader_get_base (self);

  if (base == NULL && self->feed->format == SHEAF_FEED_FORMAT_RSS)
    base = self->feed->link;
  if (base == NULL)
    base = self->document_base;

  return sheaf_link_resolve (reference, base, use);
}

void
sheaf_feed_reader_clear_media (SheafFeedReader *self)
{
  g_clear_pointer (&self->media.url, g_free);
  g_clear_pointer (&self->media.alt, g_free);
  g_clear_pointer (&self->media.credit, g_free);
  g_clear_pointer (&self->media.title, g_free);
  self->media.width = 0;
  self->media.image = FALSE;
}

static void
take_string (char       **member,
             const char  *text)
{
  if (*member != NULL)
    return;
  *member = sheaf_plain_text_line (text);
  if (**member == '\0')
    g_clear_pointer (member, g_free);
}

/* An image, by what is said of it or else by its name. */
static gboolean
is_image (const char *type,
          const char *medium,
          const char *url)
{
  static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif" };
  g_autofree char *path = NULL;

  if (type != NULL && *type != '\0')
    return g_ascii_strncasecmp (type, "image/", 6) == 0;
  if (medium != NULL && *medium != '\0')
    return g_ascii_strcasecmp (medium, "image") == 0;
  if (url == NULL)
    return FALSE;

  path = g_ascii_strdown (url, (gssize) strcspn (url, "?#"));
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      return TRUE;

  return FALSE;
}

static int
to_width (const char *text)
{
  return text != NULL && g_ascii_isdigit (*text) ? (int) CLAMP (atol (text), 0, 99999) : 0;
}

void
sheaf_feed_reader_start_media (SheafFeedReader                   *self,
             const SheafXmlAttributes *attributes)
{
  g_autofree char *url = sheaf_xml_get (attributes, "url");
  g_autofree char *type = sheaf_xml_get (attributes, "type");
  g_autofree char *medium = sheaf_xml_get (attributes, "medium");
  g_autofree char *width = sheaf_xml_get (attributes, "width");

  sheaf_feed_reader_clear_media (self);
  self->media.image = is_image (type, medium, url);
  self->media.url = sheaf_feed_reader_resolve (self, url, SHEAF_LINK_WEB);
  self->media.width = to_width (width);
}

void
sheaf_feed_reader_end_media (SheafFeedReader *self)
{
  const char *alt = self->media.alt != NULL ? self->media.alt : self->media.title;
  const char *credit = self->media.credit != NULL ? self->media.credit : self->credit;

  if (self->media.image && self->draft != NULL && self->where == IN_ITEM)
    sheaf_draft_add_image (self->draft, self->media.url, SHEAF_DRAFT_IMAGE_MEDIA,
                           self->media.width, alt != NULL ? alt : self->alt, credit);
  sheaf_feed_reader_clear_media (self);
}

void
sheaf_feed_reader_take_link (SheafFeedReader                   *self,
           const SheafXmlAttributes *attributes)
{
  g_autofree char *rel = sheaf_xml_get (attributes, "rel");
  g_autofree char *type = sheaf_xml_get (attributes, "type");
  g_autofree char *href = sheaf_xml_get (attributes, "href");
  g_autofree char *url = sheaf_feed_reader_resolve (self, href, SHEAF_LINK_WEB);
  gboolean html = type == NULL || strstr (type, "html") != NULL;

  if (url == NULL)
    return;
  if (rel == NULL || *rel == '\0' || g_ascii_strcasecmp (rel, "alternate") == 0
      || g_str_has_suffix (rel, "/alternate"))
    {
      if (self->where == IN_ITEM)
        sheaf_draft_set_url (self->draft, url, html ? 3 : 1);
      else if (self->where == IN_FEED && self->feed->link == NULL && html)
        self->feed->link = g_steal_pointer (&url);
    }
  else if (self->where == IN_FEED && g_ascii_strcasecmp (rel, "hub") == 0)
    {
      if (self->feed->hub == NULL)
        self->feed->hub = g_steal_pointer (&url);
    }
  else if (self->where == IN_FEED && g_ascii_strcasecmp (rel, "self") == 0)
    {
      if (self->feed->self == NULL)
        self->feed->self = g_steal_pointer (&url);
    }
  else if (self->where == IN_ITEM && g_ascii_strcasecmp (rel, "enclosure") == 0
           && is_image (type, NULL, url))
    sheaf_draft_add_image (self->draft, url, SHEAF_DRAFT_IMAGE_ENCLOSURE, 0, NULL, NULL);
}

void
sheaf_feed_reader_take_category (SheafFeedReader                   *self,
               const SheafXmlAttributes *attributes)
{
  g_autofree char *label = sheaf_xml_get (attributes, "label");
  g_autofree char *term = sheaf_xml_get (attributes, "term");

  if (self->where == IN_ITEM)
    sheaf_draft_add_tag (self->draft, label != NULL && *label != '\0' ? label : term);
}

void
sheaf_feed_reader_take_image (SheafFeedReader                   *self,
            const SheafXmlAttributes *attributes,
            SheafDraftImage           from,
            const char               *attribute)
{
  g_autofree char *reference = sheaf_xml_get (attributes, attribute);
  g_autofree char *type = sheaf_xml_get (attributes, "type");
  g_autofree char *width = sheaf_xml_get (attributes, "width");
  g_autofree char *url = sheaf_feed_reader_resolve (self, reference, SHEAF_LINK_WEB);

  if (from == SHEAF_DRAFT_IMAGE_ENCLOSURE && !is_image (type, NULL, url))
    return;
  if (self->where == IN_ITEM)
    sheaf_draft_add_image (self->draft, url, from, to_width (width),
                           from == SHEAF_DRAFT_IMAGE_THUMBNAIL ? self->alt : NULL, self->credit);
  else if (self->where == IN_FEED && from == SHEAF_DRAFT_IMAGE_ITUNES && self->feed->image == NULL)
    self->feed->image = g_steal_pointer (&url);
}

static void
take_keywords (SheafFeedReader     *self,
               const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, ",", -1);

  for (char **word = words; *word != NULL; word++)
    sheaf_draft_add_tag (self->draft, *word);
}

/* media:credit of a photographer says more than that of an owner. */
static void
take_credit (SheafFeedReader     *self,
             const char *text)
{
  char **credit = self->media.url != NULL ? &self->media.credit : &self->credit;
  gboolean photographer = g_strcmp0 (self->capture.attribute, "photographer") == 0;

  if (*credit != NULL && !photographer)
    return;
  g_free (*credit);
  *credit = g_strdup (text);
}

static void
take_alt (SheafFeedReader     *self,
          const char *text)
{
  char **alt = self->media.url != NULL ? &self->media.alt : &self->alt;

  if (*alt == NULL)
    *alt = g_strdup (text);
}

static void
take_guid (SheafFeedReader     *self,
           const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  sheaf_draft_set_id (self->draft, trimmed);
  if (self->capture.permalink
      && (g_str_has_prefix (trimmed, "http://") || g_str_has_prefix (trimmed, "https://")))
    {
      g_autofree char *url = sheaf_link_resolve (trimmed, NULL, SHEAF_LINK_WEB);

      sheaf_draft_set_url (self->draft, url, 2);
    }
}

static void
take_item_text (SheafFeedReader        *self,
                SheafFeedName  name,
                const char    *text)
{
  SheafDraft *draft = self->draft;
  SheafDraftKind kind = self->capture.kind;
  const char *base = sheaf_feed_reader_get_base (self);
  g_autofree char *url = NULL;

  switch (name)
    {
    case NAME_TITLE:
    case NAME_ATOM_TITLE:
      sheaf_draft_set_title (draft, text, kind, 3);
      break;
    case NAME_DC_TITLE:
    case NAME_ITUNES_TITLE:
      sheaf_draft_set_title (draft, text, kind, 2);
      break;
    case NAME_MEDIA_TITLE:
      if (self->media.url != NULL && self->media.title == NULL)
        self->media.title = g_strdup (text);
      sheaf_draft_set_title (draft, text, kind, 1);
      break;
    case NAME_LINK:
      url = sheaf_feed_reader_resolve (self, text, SHEAF_LINK_WEB);
      sheaf_draft_set_url (draft, url, 3);
      break;
    case NAME_ORIGINAL_LINK:
      url = sheaf_feed_reader_resolve (self, text, SHEAF_LINK_WEB);
      sheaf_draft_set_url (draft, url, 4);
      break;
    case NAME_DESCRIPTION:
    case NAME_SUMMARY:
      sheaf_draft_set_summary (draft, text, kind, base, 5);
      break;
    case NAME_DC_DESCRIPTION:
      sheaf_draft_set_summary (draft, text, kind, base, 4);
      break;
    case NAME_ITUNES_SUMMARY:
      sheaf_draft_set_summary (draft, text, kind, base, 3);
      break;
    case NAME_ITUNES_SUBTITLE:
      sheaf_draft_set_summary (draft, text, kind, base, 2);
      break;
    case NAME_MEDIA_DESCRIPTION:
      take_alt (self, text);
      if (self->media.url == NULL || !self->media.image)
        sheaf_draft_set_summary (draft, text, kind, base, 1);
      break;
    case NAME_ENCODED:
      sheaf_draft_set_body (draft, text, kind, base, 5);
      break;
    case NAME_CONTENT:
      sheaf_draft_set_body (draft, text, kind, base, 4);
      break;
    case NAME_XHTML_BODY:
    case NAME_FULL_TEXT:
      sheaf_draft_set_body (draft, text, kind, base, 3);
      break;
    case NAME_MEDIA_TEXT:
      sheaf_draft_set_body (draft, text, kind, base, 1);
      break;
    case NAME_MEDIA_CREDIT:
      take_credit (self, text);
      break;
    case NAME_GUID:
      take_guid (self, text);
      break;
    case NAME_ID:
      sheaf_draft_set_id (draft, text);
      break;
    case NAME_PUB_DATE:
    case NAME_PUBLISHED:
    case NAME_ISSUED:
      sheaf_draft_set_published (draft, text, 3);
      break;
    case NAME_DC_DATE:
    case NAME_CREATED:
    case NAME_DC_CREATED:
      sheaf_draft_set_published (draft, text, 2);
      break;
    case NAME_UPDATED:
    case NAME_MODIFIED:
      sheaf_draft_set_updated (draft, text, 2);
      break;
    case NAME_DC_MODIFIED:
      sheaf_draft_set_updated (draft, text, 1);
      break;
    case NAME_CREATOR:
      sheaf_draft_add_author (draft, text, 3);
      break;
    case NAME_RSS_AUTHOR:
      sheaf_draft_add_author (draft, text, 2);
      break;
    case NAME_ITUNES_AUTHOR:
      sheaf_draft_add_author (draft, text, 1);
      break;
    case NAME_CATEGORY:
    case NAME_SUBJECT:
      sheaf_draft_add_tag (draft, text);
      break;
    case NAME_MEDIA_KEYWORDS:
    case NAME_ITUNES_KEYWORDS:
      take_keywords (self, text);
      break;
    case NAME_LANGUAGE:
    case NAME_DC_LANGUAGE:
      sheaf_draft_set_language (draft, text, 3);
      break;
    case NAME_SOURCE:
      sheaf_draft_set_publisher (draft, text);
      break;
    case NAME_IMAGE:
      url = sheaf_feed_reader_resolve (self, text, SHEAF_LINK_WEB);
      sheaf_draft_add_image (draft, url, SHEAF_DRAFT_IMAGE_ELEMENT, 0, NULL, NULL);
      break;
    default:
      break;
    }
}

static int
find_day (const char *text)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_ascii_strncasecmp (text, days[i], 3) == 0)
      return (int) i;

  return -1;
}

static void
take_feed_text (SheafFeedReader        *self,
                SheafFeedName  name,
                const char    *text)
{
  SheafFeed *feed = self->feed;
  const char *trimmed = text + strspn (text, " \t\r\n");

  switch (name)
    {
    case NAME_TITLE:
    case NAME_ATOM_TITLE:
      take_string (&feed->title, text);
      break;
    case NAME_LINK:
      /* The first that is an address: it may come after Atom's own. */
      if (!self->has_link)
        {
          g_autofree char *url = sheaf_link_resolve (text, sheaf_feed_reader_get_base (self) != NULL
                                                             ? sheaf_feed_reader_get_base (self)
                                                             : self->document_base,
                                                     SHEAF_LINK_WEB);

          if (url != NULL)
            {
              self->has_link = TRUE;
              g_free (feed->link);
              feed->link = g_steal_pointer (&url);
            }
        }
      break;
    case NAME_DESCRIPTION:
    case NAME_SUBTITLE:
      take_string (&feed->description, text);
      break;
    case NAME_LANGUAGE:
    case NAME_DC_LANGUAGE:
      {
        char *language = sheaf_draft_language (text);

        if (language != NULL)
          {
            g_free (feed->language);
            feed->language = language;
          }
        break;
      }
    case NAME_TTL:
      feed->ttl = (guint) CLAMP (atol (trimmed), 0, 60 * 24 * 365);
      break;
    case NAME_HOUR:
      if (g_ascii_isdigit (*trimmed) && atoi (trimmed) <= 24)
        feed->skip_hours |= 1u << (atoi (trimmed) % 24);
      break;
    case NAME_DAY:
      if (find_day (trimmed) >= 0)
        feed->skip_days |= (guint8) (1u << find_day (trimmed));
      break;
    case NAME_LOGO:
    case NAME_ICON:
      if (feed->image == NULL)
        feed->image = sheaf_feed_reader_resolve (self, text, SHEAF_LINK_WEB);
      break;
    default:
      break;
    }
}

static void
take_person_text (SheafFeedReader        *self,
                  SheafFeedName  name,
                  const char    *text)
{
  if (name != NAME_PERSON_NAME)
    return;

  if (self->where == IN_ITEM_PERSON)
    sheaf_draft_add_author (self->draft, text, 4);
  else
    {
      char *author = sheaf_draft_author_name (text);

      if (author != NULL)
        g_ptr_array_add (self->authors, author);
    }
}

void
sheaf_feed_reader_take_text (SheafFeedReader *self)
{
  SheafFeedCapture *capture = &self->capture;
  SheafFeedName name = capture->name;
  const char *text = capture->text->str;
  g_autofree char *decoded = NULL;

  if (capture->ignored)
    return;
  if (text[strspn (text, " \t\r\n")] == '\0' && name != NAME_MEDIA_CREDIT
      && capture->attribute != NULL)
    text = capture->attribute;
  if (capture->base64)
    {
      gsize length;
      g_autofree guchar *bytes = g_base64_decode (text, &length);

      decoded = g_utf8_make_valid ((const char *) bytes, (gssize) length);
      text = decoded;
    }

  switch (self->where)
    {
    case IN_FEED:
      take_feed_text (self, name, text);
      break;
    case IN_ITEM:
      take_item_text (self, name, text);
      break;
    case IN_FEED_IMAGE:
      if (name == NAME_URL && self->feed->image == NULL)
        self->feed->image = sheaf_feed_reader_resolve (self, text, SHEAF_LINK_WEB);
      break;
    case IN_ITEM_IMAGE:
      if (name == NAME_URL)
        take_item_text (self, NAME_IMAGE, text);
      break;
    case IN_FEED_PERSON:
    case IN_ITEM_PERSON:
      take_person_text (self, name, text);
      break;
    case IN_SOURCE:
      if (name == NAME_ATOM_TITLE)
        sheaf_draft_set_publisher (self->draft, text);
      break;
    case IN_NOTHING:
    case IN_IGNORED:
    default:
      break;
    }
}
