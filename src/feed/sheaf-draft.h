/* sheaf-draft.h: an item of a feed while it is read
 *
 * Formats say the same thing in several places; a draft keeps the best that it is given and makes
 * an item of it in the end.
 *
 * Private to feed/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feed/sheaf-feed.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_DRAFT_TEXT, /* plain, though it may turn out not to be */
  SHEAF_DRAFT_HTML,
} SheafDraftKind;

/* From where an image was named, the best last. */
typedef enum
{
  SHEAF_DRAFT_IMAGE_THUMBNAIL = 1,
  SHEAF_DRAFT_IMAGE_ITUNES,
  SHEAF_DRAFT_IMAGE_ELEMENT,
  SHEAF_DRAFT_IMAGE_ENCLOSURE,
  SHEAF_DRAFT_IMAGE_MEDIA,
} SheafDraftImage;

typedef struct _SheafDraft SheafDraft;

SheafDraft *sheaf_draft_new (void);

/* Leaves its body as it is written: for measurements. */
void sheaf_draft_set_unsafe (SheafDraft *draft);
void sheaf_draft_free (SheafDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDraft, sheaf_draft_free)

/* Each of these takes a value of which the first with the highest @rank stands; blank ones are
 * passed over. All strings are copied. */
void sheaf_draft_set_id (SheafDraft *draft, const char *id);
void sheaf_draft_set_url (SheafDraft *draft, const char *url, int rank);
void sheaf_draft_set_title (SheafDraft *draft, const char *text, SheafDraftKind kind, int rank);

/* @base: (nullable): what addresses in it are relative to, where the document says so. */
void sheaf_draft_set_summary (SheafDraft *draft, const char *text, SheafDraftKind kind,
                              const char *base, int rank);
void sheaf_draft_set_body (SheafDraft *draft, const char *text, SheafDraftKind kind,
                           const char *base, int rank);
void sheaf_draft_set_published (SheafDraft *draft, const char *date, int rank);
void sheaf_draft_set_updated (SheafDraft *draft, const char *date, int rank);
void sheaf_draft_set_language (SheafDraft *draft, const char *language, int rank);
void sheaf_draft_set_publisher (SheafDraft *draft, const char *text);

/* A name, "address (name)" or "name <address>"; those of a lower rank go when one of a higher
 * comes. */
void sheaf_draft_add_author (SheafDraft *draft, const char *text, int rank);
void sheaf_draft_add_tag (SheafDraft *draft, const char *text);

/* @width: 0 if it is not known. @credit and @alt may be NULL. */
void sheaf_draft_add_image (SheafDraft *draft, const char *url, SheafDraftImage from, int width,
                            const char *alt, const char *credit);

/* What is said of all images of the item: for the one that has none of its own. */
void sheaf_draft_describe_image (SheafDraft *draft, const char *alt, const char *credit);

/* Makes the item of it. Addresses in its body are relative to what the document says where they
 * stand, else to @base, else to the item's own address, else to @fallback. @language and @authors
 * are the feed's. All are (nullable).
 * Returns: (transfer full) (nullable): NULL if there is nothing in it. */
SheafFeedItem *sheaf_draft_finish (SheafDraft *draft, const char *base, const char *fallback,
                                   const char *language, GPtrArray *authors, gint64 fetched);

/* The name in @text. Returns: (transfer full) (nullable) */
char *sheaf_draft_author_name (const char *text);

/* @language as BCP 47 writes it ("pt-BR"). Returns: (transfer full) (nullable): NULL if it is no
 * language tag. */
char *sheaf_draft_language (const char *language);

void sheaf_feed_item_free (SheafFeedItem *item);

G_END_DECLS
