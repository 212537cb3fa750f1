/* sheaf-block-view.h: an article's text as native widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-image-fetcher.h"
#include "markup/sheaf-blocks.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_BLOCK_VIEW (sheaf_block_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafBlockView, sheaf_block_view, SHEAF, BLOCK_VIEW, GtkWidget)

GtkWidget *sheaf_block_view_new (void);

/* Where pictures come from (nullable): without one, their words stand for them. */
void sheaf_block_view_set_fetcher (SheafBlockView *self, SheafImageFetcher *fetcher);

/* Shows @blocks (element-type SheafBlock) (nullable), a few at a time, so that a long text does not
 * hold up the window. @rtl: how a block reads that does not say so itself. @source: (nullable): the
 * address of the source that it is from. */
void sheaf_block_view_set_blocks (SheafBlockView *self, GPtrArray *blocks, gboolean rtl,
                                  const char *source);

G_END_DECLS
