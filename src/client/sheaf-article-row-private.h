/* sheaf-article-row-private.h: how a list fills its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-article-row.h"

G_BEGIN_DECLS

/* What a page read of one article; made on a reader's thread and handed over. */
typedef struct
{
  gint64 row;
  char *id;
  char *title;
  char *publisher;
  char *summary;
  gint64 published;
  const char *state; /* static */
  char *reason;
  char *language;
  gboolean rtl;
  GStrv tags;
  guint n_sets;
  guint n_duplicates;
  gboolean seen;
} SheafArticleRowData;

void sheaf_article_row_data_free (SheafArticleRowData *data);

SheafArticleRow *sheaf_article_row_new (gint64 row);

/* @data: (transfer full). What was read later replaces what was read before: @serial counts
 * readings, and an older one that comes late is dropped. */
void sheaf_article_row_fill (SheafArticleRow *self, SheafArticleRowData *data, guint64 serial);

G_END_DECLS
