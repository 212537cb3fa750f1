/* sheaf-feed-names.c: the elements that feeds are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-feed-names.h"

#include <string.h>

typedef enum
{
  SPACE_RSS, /* or none */
  SPACE_ATOM,
  SPACE_CONTENT,
  SPACE_DC,
  SPACE_DCTERMS,
  SPACE_FEEDBURNER,
  SPACE_ITUNES,
  SPACE_MEDIA,
  SPACE_RDF,
  SPACE_XHTML,
  SPACE_OTHER,
} Space;

/* Addresses as they are found, with the slips that many feeds have copied. Compared by their start
 * and without regard to case. */
static const struct
{
  const char *uri;
  Space space;
} uris[] = {
  { "http://www.w3.org/2005/atom", SPACE_ATOM },
  { "http://purl.org/atom/ns#", SPACE_ATOM },
  { "https://www.w3.org/2005/atom", SPACE_ATOM },
  { "http://purl.org/rss/1.0/modules/content", SPACE_CONTENT },
  { "http://purl.org/dc/terms", SPACE_DCTERMS },
  { "http://purl.org/dc/elements/", SPACE_DC },
  { "http://purl.org/rss/1.0/modules/dc", SPACE_DC },
  { "http://rssnamespace.org/feedburner/ext", SPACE_FEEDBURNER },
  { "http://www.itunes.com/dtds/podcast", SPACE_ITUNES },
  { "http://search.yahoo.com/mrss", SPACE_MEDIA },
  { "https://search.yahoo.com/mrss", SPACE_MEDIA },
  { "http://video.search.yahoo.com/mrss", SPACE_MEDIA },
  { "http://www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
  { "http://www.w3.org/1999/xhtml", SPACE_XHTML },
  { "http://purl.org/rss/1.0/modules", SPACE_OTHER },
  { "http://purl.org/rss/", SPACE_RSS },
  { "http://purl.org/net/rss", SPACE_RSS },
  { "http://my.netscape.com/", SPACE_RSS },
  { "http://channel.netscape.com/", SPACE_RSS },
  { "http://backend.userland.com/", SPACE_RSS },
  { "http://blogs.law.harvard.edu/tech/rss", SPACE_RSS },
  { "http://cyber.law.harvard.edu/rss", SPACE_RSS },
};

static const struct
{
  const char *prefix;
  Space space;
} prefixes[] = {
  { "a10", SPACE_ATOM },         { "atom", SPACE_ATOM },       { "atom10", SPACE_ATOM },
  { "content", SPACE_CONTENT },  { "dc", SPACE_DC },           { "dcterms", SPACE_DCTERMS },
  { "feedburner", SPACE_FEEDBURNER }, { "itunes", SPACE_ITUNES }, { "media", SPACE_MEDIA },
  { "rdf", SPACE_RDF },          { "rss", SPACE_RSS },         { "xhtml", SPACE_XHTML },
};

typedef struct
{
  const char *name;
  SheafFeedName is;
} Name;

static const Name rss_names[] = {
  { "item", NAME_ITEM },
  { "title", NAME_TITLE },
  { "link", NAME_LINK },
  { "description", NAME_DESCRIPTION },
  { "guid", NAME_GUID },
  { "pubDate", NAME_PUB_DATE },
  { "category", NAME_CATEGORY },
  { "author", NAME_RSS_AUTHOR },
  { "enclosure", NAME_ENCLOSURE },
  { "source", NAME_SOURCE },
  { "image", NAME_IMAGE },
  { "url", NAME_URL },
  { "rss", NAME_RSS },
  { "channel", NAME_CHANNEL },
  { "language", NAME_LANGUAGE },
  { "lastBuildDate", NAME_LAST_BUILD_DATE },
  { "ttl", NAME_TTL },
  { "hour", NAME_HOUR },
  { "day", NAME_DAY },
  { "textInput", NAME_TEXT_INPUT },
  { "fulltext", NAME_FULL_TEXT },
  { "full-text", NAME_FULL_TEXT },
  { "date", NAME_DC_DATE },
  /* Atom without its namespace. */
  { "feed", NAME_ATOM_FEED },
  { "entry", NAME_ENTRY },
  { "id", NAME_ID },
  { "summary", NAME_SUMMARY },
  { "content", NAME_CONTENT },
  { "published", NAME_PUBLISHED },
  { "updated", NAME_UPDATED },
  { "issued", NAME_ISSUED },
  { "modified", NAME_MODIFIED },
  { "name", NAME_PERSON_NAME },
  { "email", NAME_EMAIL },
  { "subtitle", NAME_SUBTITLE },
  { NULL, NAME_UNKNOWN },
};

static const Name atom_names[] = {
  { "entry", NAME_ENTRY },
  { "title", NAME_ATOM_TITLE },
  { "link", NAME_ATOM_LINK },
  { "id", NAME_ID },
  { "updated", NAME_UPDATED },
  { "published", NAME_PUBLISHED },
  { "summary", NAME_SUMMARY },
  { "content", NAME_CONTENT },
  { "author", NAME_AUTHOR },
  { "name", NAME_PERSON_NAME },
  { "email", NAME_EMAIL },
  { "category", NAME_ATOM_CATEGORY },
  { "feed", NAME_ATOM_FEED },
  { "subtitle", NAME_SUBTITLE },
  { "tagline", NAME_SUBTITLE },
  { "source", NAME_ATOM_SOURCE },
  { "contributor", NAME_CONTRIBUTOR },
  { "logo", NAME_LOGO },
  { "icon", NAME_ICON },
  { "issued", NAME_ISSUED },
  { "modified", NAME_MODIFIED },
  { "created", NAME_CREATED },
  { NULL, NAME_UNKNOWN },
};

static const Name content_names[] = {
  { "encoded", NAME_ENCODED },
  { NULL, NAME_UNKNOWN },
};

static const Name dc_names[] = {
  { "creator", NAME_CREATOR },
  { "date", NAME_DC_DATE },
  { "subject", NAME_SUBJECT },
  { "language", NAME_DC_LANGUAGE },
  { "title", NAME_DC_TITLE },
  { "description", NAME_DC_DESCRIPTION },
  { "author", NAME_CREATOR },
  { "publisher", NAME_DC_PUBLISHER },
  { NULL, NAME_UNKNOWN },
};

static const Name dcterms_names[] = {
  { "issued", NAME_DC_CREATED },
  { "created", NAME_DC_CREATED },
  { "available", NAME_DC_CREATED },
  { "modified", NAME_DC_MODIFIED },
  { "creator", NAME_CREATOR },
  { "abstract", NAME_DC_DESCRIPTION },
  { NULL, NAME_UNKNOWN },
};

static const Name feedburner_names[] = {
  { "origLink", NAME_ORIGINAL_LINK },
  { NULL, NAME_UNKNOWN },
};

static const Name itunes_names[] = {
  { "author", NAME_ITUNES_AUTHOR },
  { "image", NAME_ITUNES_IMAGE },
  { "summary", NAME_ITUNES_SUMMARY },
  { "subtitle", NAME_ITUNES_SUBTITLE },
  { "keywords", NAME_ITUNES_KEYWORDS },
  { "title", NAME_ITUNES_TITLE },
  { NULL, NAME_UNKNOWN },
};

static const Name media_names[] = {
  { "content", NAME_MEDIA_CONTENT },
  { "thumbnail", NAME_MEDIA_THUMBNAIL },
  { "credit", NAME_MEDIA_CREDIT },
  { "description", NAME_MEDIA_DESCRIPTION },
  { "title", NAME_MEDIA_TITLE },
  { "text", NAME_MEDIA_TEXT },
  { "group", NAME_MEDIA_GROUP },
  { "keywords", NAME_MEDIA_KEYWORDS },
  { NULL, NAME_UNKNOWN },
};

static const Name rdf_names[] = {
  { "RDF", NAME_RDF },
  { NULL, NAME_UNKNOWN },
};

static const Name xhtml_names[] = {
  { "body", NAME_XHTML_BODY },
  { "div", NAME_XHTML_BODY },
  { NULL, NAME_UNKNOWN },
};

static const Name *const spaces[] = {
  [SPACE_RSS] = rss_names,         [SPACE_ATOM] = atom_names,
  [SPACE_CONTENT] = content_names, [SPACE_DC] = dc_names,
  [SPACE_DCTERMS] = dcterms_names, [SPACE_FEEDBURNER] = feedburner_names,
  [SPACE_ITUNES] = itunes_names,   [SPACE_MEDIA] = media_names,
  [SPACE_RDF] = rdf_names,         [SPACE_XHTML] = xhtml_names,
};

static Space
find_space (const char *prefix,
            const char *uri)
{
  if (uri == NULL && prefix == NULL)
    return SPACE_RSS;
  if (uri != NULL)
    for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
      if (g_ascii_strncasecmp (uri, uris[i].uri, strlen (uris[i].uri)) == 0)
        return uris[i].space;
  if (prefix == NULL)
    return SPACE_RSS;
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strcasecmp (prefix, prefixes[i].prefix) == 0)
      return prefixes[i].space;

  return SPACE_OTHER;
}

SheafFeedName
sheaf_feed_name_find (const char *name,
                      const char *prefix,
                      const char *uri)
{
  Space space = find_space (prefix, uri);

  if (space == SPACE_OTHER)
    return NAME_UNKNOWN;
  for (const Name *known = spaces[space]; known->name != NULL; known++)
    if (g_ascii_strcasecmp (known->name, name) == 0)
      return known->is;

  return NAME_UNKNOWN;
}
