/* sheaf-feed-reader.h: RSS and Atom while they are read
 *
 * Private to feed/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feed/sheaf-draft.h"
#include "feed/sheaf-feed-names.h"
#include "feed/sheaf-feed-private.h"
#include "feed/sheaf-xml.h"
#include "markup/sheaf-link.h"

G_BEGIN_DECLS

#define SHEAF_FEED_READER_MAX_DEPTH 256
#define N_KNOWN 256

typedef enum
{
  IN_NOTHING,
  IN_FEED,
  IN_ITEM,
  IN_FEED_IMAGE,
  IN_ITEM_IMAGE,
  IN_FEED_PERSON,
  IN_ITEM_PERSON,
  IN_SOURCE,
  IN_IGNORED,
} SheafFeedWhere;

typedef struct
{
  SheafFeedName name;
  const char *local; /* its name as it is written */
  SheafFeedWhere outer;       /* where its parent is */
  gboolean content;  /* a media:content that is open */
  char *base;        /* (nullable): xml:base, if it has its own */
  char *language;    /* (nullable): xml:lang, if it has its own */
} SheafFeedFrame;

/* What was found out about a name before, by the addresses of its strings. */
typedef struct
{
  const char *local, *prefix, *uri;
  SheafFeedName name;
} SheafFeedKnown;

/* The element whose text is gathered. */
typedef struct
{
  SheafFeedName name; /* NAME_UNKNOWN: none */
  guint depth;        /* of the frame that it is */
  GString *text;
  gboolean markup;    /* elements in it are its content, and text is not escaped */
  SheafDraftKind kind;
  gboolean base64, ignored, permalink;
  char *attribute;    /* an address or a word that it has for want of text */
} SheafFeedCapture;

typedef struct
{
  char *url, *alt, *credit, *title;
  int width;
  gboolean image;
} SheafFeedMedia;

typedef struct
{
  SheafFeed *feed;
  const char *document_base;
  gint64 fetched;
  gboolean unsafe; /* bodies are left as they are written */

  SheafFeedFrame frames[SHEAF_FEED_READER_MAX_DEPTH];
  guint depth;
  guint too_deep; /* how many are open beyond */
  SheafFeedWhere where;
  gboolean known;     /* the root is a feed's */
  gboolean web_page;  /* the root is html */
  gboolean too_many;
  gboolean done;

  SheafFeedCapture capture;
  SheafDraft *draft;
  SheafFeedMedia media;        /* of the open media:content */
  char *credit, *alt; /* of the item's media as a whole */
  GPtrArray *drafts;
  GPtrArray *authors; /* of the feed */
  gboolean has_link;  /* the feed's own, not Atom's in it */
  SheafFeedKnown names[N_KNOWN];
} SheafFeedReader;

/* The xml:base in force. Returns: (transfer none) (nullable) */
const char *sheaf_feed_reader_get_base (SheafFeedReader *self);

/* xml:base if there is one, else in RSS the channel's link, else the document's own address.
 * Returns: (transfer full) (nullable) */
char *sheaf_feed_reader_resolve (SheafFeedReader *self, const char *reference, SheafLinkUse use);

/* What stands in attributes. */
void sheaf_feed_reader_take_link (SheafFeedReader *self, const SheafXmlAttributes *attributes);
void sheaf_feed_reader_take_category (SheafFeedReader *self, const SheafXmlAttributes *attributes);
void sheaf_feed_reader_take_image (SheafFeedReader *self, const SheafXmlAttributes *attributes,
                                   SheafDraftImage from, const char *attribute);
void sheaf_feed_reader_start_media (SheafFeedReader *self, const SheafXmlAttributes *attributes);
void sheaf_feed_reader_end_media (SheafFeedReader *self);
void sheaf_feed_reader_clear_media (SheafFeedReader *self);

/* The text that was gathered, at its end. */
void sheaf_feed_reader_take_text (SheafFeedReader *self);

G_END_DECLS
