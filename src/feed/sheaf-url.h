/* sheaf-url.h: one address for one article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The form of @url by which articles are told to be the same. Only what is safe for all sites is
 * done (RFC 3986, 6.2 and common use): host in lower case, default port, fragment, the parameters
 * of campaigns and clicks, empty path segments at the end, needless percent-encoding, "www.", the
 * hosts and paths of AMP and mobile pages; http counts as https. Parameters keep their order. What
 * holds for single sites is in a table.
 *
 * It is for comparing: what is opened and shown is the address as it was.
 *
 * Returns: (transfer full) (nullable): NULL if @url is no address of http or https. */
char *sheaf_url_canonicalise (const char *url);

G_END_DECLS
