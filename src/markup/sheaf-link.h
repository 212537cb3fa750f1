/* sheaf-link.h: the addresses in a text, checked and made absolute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_LINK_PAGE,  /* somewhere to go: http, https, mailto, tel */
  SHEAF_LINK_IMAGE, /* something to show: http, https, and data: of a bitmap in base64 */
  SHEAF_LINK_WEB,   /* http and https only */
} SheafLinkUse;

/* Reads @reference the way browsers do (URL Standard, 4.4: control characters and spaces around
 * it stripped, tabs and line ends inside dropped, backslashes as slashes), resolves it against
 * @base_url (RFC 3986, 5) and checks its scheme against @use. What is not ASCII or is not allowed
 * in an address is percent-encoded; a host name is put in its ASCII form.
 *
 * @base_url: (nullable): the absolute address of where @reference was found.
 * Returns: (transfer full) (nullable): an absolute address; NULL if there is none that is safe. */
char *sheaf_link_resolve (const char *reference, const char *base_url, SheafLinkUse use);

/* The host of @url without "www.", to be shown. Returns: (transfer full) (nullable) */
char *sheaf_link_get_host (const char *url);

G_END_DECLS
