/* sheaf-reader.h: the pane in which an article is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_READER (sheaf_reader_get_type ())
G_DECLARE_FINAL_TYPE (SheafReader, sheaf_reader, SHEAF, READER, GtkWidget)

/* Property "text-scale" (double): 1.0 is the size of the rest of the window.
 * Signal "tagged" (const char *name, gboolean add): a tag of the article is to be added or
 * removed. */
GtkWidget *sheaf_reader_new (SheafDesk *desk);

/* Shows @article, NULL for none. */
void sheaf_reader_show (SheafReader *self, const char *article);

/* Returns: (transfer none) (nullable): the id of what is shown. */
const char *sheaf_reader_get_article (SheafReader *self);

/* Its address, if it has one. (transfer none) (nullable) */
const char *sheaf_reader_get_address (SheafReader *self);

/* Goes to the entry for tags. */
void sheaf_reader_begin_tagging (SheafReader *self);

/* Where to point a popover that chooses a set. (transfer none) */
GtkWidget *sheaf_reader_get_set_button (SheafReader *self);


G_END_DECLS
