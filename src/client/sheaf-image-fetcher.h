/* sheaf-image-fetcher.h: publishers' pictures, for the eye alone
 *
 * A picture is never needed: whatever is amiss with it, there is none. It is fetched without
 * cookies or referrer, and never from this machine or a private network unless the source of the
 * article that shows it is at the same host.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_IMAGE_FETCHER (sheaf_image_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SheafImageFetcher, sheaf_image_fetcher, SHEAF, IMAGE_FETCHER, GObject)

/* No picture is larger, in bytes. */
#define SHEAF_IMAGE_LIMIT (8 * 1024 * 1024)

SheafImageFetcher *sheaf_image_fetcher_new (void);

/* @address: http or https. @source: (nullable): the address of the source of what shows it.
 * Returns: the encoded picture (transfer full) (nullable), with G_IO_ERROR or SOUP_SESSION_ERROR.
 * The last ones are kept in memory. */
void sheaf_image_fetcher_get_async (SheafImageFetcher *self, const char *address,
                                    const char *source, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GBytes *sheaf_image_fetcher_get_finish (SheafImageFetcher *self, GAsyncResult *result,
                                        GError **error);

G_END_DECLS
