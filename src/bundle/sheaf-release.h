/* sheaf-release.h: what a bundle shows, frozen
 *
 * A release carries copies of everything it shows, so that every form of it can be made from it
 * alone, now or in ten years. In JSON (the canonical form, `/b/SLUG.json`):
 *
 *   {"version": 1, "id": bundle's, "number": 3, "slug": "…", "url": "…"?, "published": "…",
 *    "updated": "…", "title", "standfirst", "summary", "language", "direction",
 *    "image": {"url","alt","credit"}, "tags": [{"id","name","hashtag"}],
 *    "corrections": [{"at","text"}], "publisher": {"name","url"}?,
 *    "sections": [
 *      {"type": "set", "id", "title", "tags": […],
 *       "articles": [{"id","role","lead": true?,"url","headline","kicker"?,"publisher","authors",
 *                     "published","language","direction","excerpt"?,"image"?,"original_headline"?,
 *                     "credit"?, "body"?: safe HTML, of the lead alone and where its usage
 *                     allows}]},
 *      {"type": "editorial", "id","headline","standfirst","authors","language","direction",
 *       "body": safe HTML, "word_count", "cites": [article ids], "image"?}]}
 *
 * What may be shown of an article is in its `usage`: {"no_excerpt": true, "no_image": true, "body":
 * true, "credit": "a line to be shown with it"}. Excerpt and image are shown unless it says no, the
 * whole text only if it says so. What an editor put in a member's override is always shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

#define SHEAF_BUNDLE_ERROR (sheaf_bundle_error_quark ())
GQuark sheaf_bundle_error_quark (void);

typedef enum
{
  SHEAF_BUNDLE_ERROR_MALFORMED, /* not a release; the message names the member */
  SHEAF_BUNDLE_ERROR_MISSING,   /* a part of the bundle is not there */
} SheafBundleError;

/* How composing reads what a bundle names. Returns: (transfer full) (nullable) */
typedef SheafEntity *(*SheafBundleLookup) (SheafKind kind, const char *id, gpointer data);
typedef char *(*SheafBundleBody) (const char *article, gpointer data);

typedef struct
{
  SheafBundleLookup lookup;
  SheafBundleBody body; /* an article's safe HTML; may be NULL */
  gpointer data;
  gint64 now;           /* becomes `updated`; `published` where it was not before */
  gint64 first;         /* when its first release was published; SHEAF_TIME_NONE if this is it */
  gint64 number;        /* 0 for a preview */
  const char *base_url; /* "https://desk.example/b/", for `url`; NULL if not known yet */
  const char *publisher;
} SheafCompose;

/* Composes @bundle as it stands. Same_as and merged tags are followed; what is missing or deleted
 * is left out (the checks name it). Used by the client for the live preview and by the backend to
 * publish. Returns: (transfer full) (nullable), with SHEAF_BUNDLE_ERROR set. */
JsonNode *sheaf_release_compose (SheafEntity *bundle, const SheafCompose *compose, GError **error);

/* Every entity that @bundle shows or whose words it shows, itself among them: what a publish names
 * the revisions of. Returns: (transfer full) (element-type SheafEntity) */
GPtrArray *sheaf_release_parts (SheafEntity *bundle, const SheafCompose *compose);

/* Checks that @release is one. */
gboolean sheaf_release_check (JsonNode *release, GError **error);

G_END_DECLS
