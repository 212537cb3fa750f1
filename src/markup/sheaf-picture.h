/* sheaf-picture.h: which image an element means, and which page a player
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

/* The address of the image that the img element @node shows in the end: lazy loading undone, the
 * widest of a srcset where there is nothing else. Returns: (transfer full) (nullable): NULL if
 * there is none or it only counts readers. */
char *sheaf_picture_choose (const GumboNode *node, const char *base_url);

/* The page behind the iframe, video or audio element @node. Returns: (transfer full) (nullable):
 * NULL if it is none of the players that are known. */
char *sheaf_picture_player (const GumboNode *node, const char *base_url);

/* The value of the attribute @name of @node, or NULL. */
const char *sheaf_picture_attribute (const GumboNode *node, const char *name);

G_END_DECLS
