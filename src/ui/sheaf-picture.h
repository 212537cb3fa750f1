/* sheaf-picture.h: a picture of an article, small, with what it shows in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PICTURE (sheaf_picture_get_type ())
G_DECLARE_FINAL_TYPE (SheafPicture, sheaf_picture, SHEAF, PICTURE, GtkWidget)

/* @address: where it is. @alt: what it shows. @caption: (nullable). */
GtkWidget *sheaf_picture_new (const char *address, const char *alt, const char *caption);

G_END_DECLS
