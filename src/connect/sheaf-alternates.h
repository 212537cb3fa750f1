/* sheaf-alternates.h: the feeds that a web page names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *address; /* absolute, http or https */
  char *title;   /* as the page calls it; perhaps "" */
  char *kind;    /* "rss", "atom" or "json", from its media type */
} SheafAlternate;

void sheaf_alternate_free (SheafAlternate *alternate);

/* The <link rel="alternate"> elements of @page whose type is a feed's (HTML Living Standard,
 * 4.6.6.1), each address once, at most 50. Only the start of the page is looked at, where they are.
 * @base_url: where it was found. Returns: (transfer full) (element-type SheafAlternate) */
GPtrArray *sheaf_alternates_find (GBytes *page, const char *base_url);

/* The page's title, on one line. Returns: (transfer full) (nullable) */
char *sheaf_alternates_find_title (GBytes *page);

G_END_DECLS
