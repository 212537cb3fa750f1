/* sheaf-forms.h: the forms of a release
 *
 * Each takes a release that sheaf_release_check() passes and returns text (transfer full).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_PAGE_PUBLIC,
  SHEAF_PAGE_PREVIEW, /* images by the private scheme sheaf-image:, links without targets */
} SheafPageKind;

/* A self-contained page (HTML Living Standard), with Open Graph and schema.org JSON-LD in it. */
char *sheaf_release_to_html (JsonNode *release, SheafPageKind kind);

/* The canonical JSON: members sorted by name, two-space indent, a newline at the end. */
char *sheaf_release_to_json (JsonNode *release);

/* JSON Feed 1.1 (jsonfeed.org/version/1.1), Atom (RFC 4287): a feed of these releases
 * (element-type JsonNode), newest first. @self is the feed's own address, or NULL. */
char *sheaf_releases_to_json_feed (GPtrArray *releases, const char *title, const char *home,
                                   const char *self);
char *sheaf_releases_to_atom (GPtrArray *releases, const char *title, const char *home,
                              const char *self);

/* ninjs 3.1 (IPTC); only the standard's own properties. */
char *sheaf_release_to_ninjs (JsonNode *release);

/* schema.org CollectionPage with ItemList, as JSON-LD 1.1. */
char *sheaf_release_to_json_ld (JsonNode *release);

G_END_DECLS
