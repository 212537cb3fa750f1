/* sheaf-feed.h: a feed as it was fetched, whatever its format
 *
 * RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1
 * (jsonfeed.org/version/1.1), with Dublin Core, RSS content, Media RSS, iTunes, FeedBurner and Atom
 * in RSS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "model/sheaf-time.h"

G_BEGIN_DECLS

#define SHEAF_FEED_ERROR (sheaf_feed_error_quark ())
GQuark sheaf_feed_error_quark (void);

typedef enum
{
  SHEAF_FEED_ERROR_EMPTY,      /* nothing was there */
  SHEAF_FEED_ERROR_NOT_A_FEED, /* something else, such as a web page */
  SHEAF_FEED_ERROR_MALFORMED,  /* so damaged that nothing can be told */
  SHEAF_FEED_ERROR_TOO_LARGE,  /* over SHEAF_FEED_MAX_BYTES, items or depth */
} SheafFeedError;

#define SHEAF_FEED_MAX_BYTES (32 * 1024 * 1024)
#define SHEAF_FEED_MAX_ITEMS 10000

typedef enum
{
  SHEAF_FEED_FORMAT_RSS,
  SHEAF_FEED_FORMAT_ATOM,
  SHEAF_FEED_FORMAT_JSON,
} SheafFeedFormat;

typedef struct
{
  char *url;
  char *alt;    /* (nullable) */
  char *credit; /* (nullable) */
} SheafFeedImage;

/* Addresses are absolute, texts plain and valid UTF-8; what the feed does not say is NULL (a set
 * that it does not name is empty, never NULL). */
typedef struct
{
  char *id;           /* never NULL: the feed's own, else the address, else made of the title */
  char *url;
  char *title;        /* on one line */
  GStrv authors;      /* names */
  gint64 published;   /* SHEAF_TIME_NONE if absent: the desk then takes `updated`, else when it was
                       * first seen */
  gint64 updated;
  gboolean in_future; /* said to be of later than it was fetched, and set to that */
  char *summary;
  char *body;         /* safe HTML (sheaf-sanitise.h) */
  char *language;     /* BCP 47; the feed's where it has none of its own */
  GStrv tags;         /* as they are written, each once */
  SheafFeedImage image; /* `url` is NULL if there is none */
  char *publisher;    /* of an item taken over from elsewhere (source), else NULL */
} SheafFeedItem;

typedef struct
{
  SheafFeedFormat format;
  char *title;
  char *link;
  char *description;
  char *language;
  char *image;
  char *hub;          /* WebSub */
  char *self;         /* its own address, as it says */
  guint ttl;          /* minutes, 0 if it does not say */
  guint32 skip_hours; /* bit n: not in hour n, UTC */
  guint8 skip_days;   /* bit 0: not on Mondays … bit 6: Sundays */
  gboolean damaged;   /* was not well-formed and has been mended */
  GPtrArray *items;   /* of SheafFeedItem, in the feed's order */
} SheafFeed;

/* Reads @bytes. Blocking and pure: to be called off the main loop.
 *
 * @content_type: (nullable): of the HTTP answer, for its charset (RFC 7303).
 * @base_url: (nullable): the address that the bytes came from, after redirects.
 * @fetched: when; dates after it are capped.
 * Returns: (transfer full) (nullable), with SHEAF_FEED_ERROR set. */
SheafFeed *sheaf_feed_parse (GBytes      *bytes,
                             const char  *content_type,
                             const char  *base_url,
                             gint64       fetched,
                             GError     **error);

/* The same, but bodies of RSS and Atom are left as they are written and nothing is made of them: for
 * measurements. */
SheafFeed *sheaf_feed_parse_unsafe (GBytes *bytes, const char *content_type, const char *base_url,
                                    gint64 fetched, GError **error);

void sheaf_feed_free (SheafFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafFeed, sheaf_feed_free)

/* What Sheaf sees, for people and tests:
 * {"feed": {"title","link","description","language","hub"},
 *  "articles": [{"id","url","title","authors":[{"name"}],"published","updated","summary","body",
 *                "language","tags":[…],"image":{"url","alt","credit"}}]}
 * Absent members are left out; times are RFC 3339 in UTC. Returns: (transfer full) */
JsonNode *sheaf_feed_to_json (SheafFeed *feed);

G_END_DECLS
