/* sheaf-picture.h: a picture of an article, small, with what it shows in words
 *
 * It is fetched and decoded without holding up the window, and never needed: until it has come, and
 * where none comes, its words stand in its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-image-fetcher.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PICTURE (sheaf_picture_get_type ())
G_DECLARE_FINAL_TYPE (SheafPicture, sheaf_picture, SHEAF, PICTURE, GtkWidget)

/* @fetcher: (nullable): NULL for words alone. @source: (nullable): the address of
 * the source that the article is from.
 * @alt: what it shows. @caption: (nullable). */
GtkWidget *sheaf_picture_new (SheafImageFetcher *fetcher, const char *address, const char *source,
                              const char *alt, const char *caption);

G_END_DECLS
