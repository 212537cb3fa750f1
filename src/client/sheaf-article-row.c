/* sheaf-article-row.c: what a list shows of one article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-row-private.h"

struct _SheafArticleRow
{
  GObject parent_instance;

  gint64 row;
  guint64 serial;
  SheafArticleRowData *data; /* NULL until it is filled */
};

G_DEFINE_FINAL_TYPE (SheafArticleRow, sheaf_article_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sheaf_article_row_finalize (GObject *object)
{
  SheafArticleRow *self = SHEAF_ARTICLE_ROW (object);

  g_clear_pointer (&self->data, sheaf_article_row_data_free);

  G_OBJECT_CLASS (sheaf_article_row_parent_class)->finalize (object);
}

static void
sheaf_article_row_class_init (SheafArticleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_article_row_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", SHEAF_TYPE_ARTICLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
sheaf_article_row_init (SheafArticleRow *self)
{
}

void
sheaf_article_row_data_free (SheafArticleRowData *data)
{
  g_free (data->id);
  g_free (data->title);
  g_free (data->publisher);
  g_free (data->summary);
  g_free (data->reason);
  g_free (data->language);
  g_strfreev (data->tags);
  g_free (data);
}

SheafArticleRow *
sheaf_article_row_new (gint64 row)
{
  SheafArticleRow *self = g_object_new (SHEAF_TYPE_ARTICLE_ROW, NULL);

  self->row = row;

  return self;
}

void
sheaf_article_row_fill (SheafArticleRow     *self,
                        SheafArticleRowData *data,
                        guint64              serial)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_ROW (self));

  if (serial < self->serial)
    {
      sheaf_article_row_data_free (data);
      return;
    }

  g_clear_pointer (&self->data, sheaf_article_row_data_free);
  self->data = data;
  self->serial = serial;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gint64
sheaf_article_row_get_row (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), 0);

  return self->row;
}

gboolean
sheaf_article_row_is_filled (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), FALSE);

  return self->data != NULL;
}

const char *
sheaf_article_row_get_id (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->id;
}

const char *
sheaf_article_row_get_title (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->title;
}

const char *
sheaf_article_row_get_publisher (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->publisher;
}

const char *
sheaf_article_row_get_summary (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->summary;
}

gint64
sheaf_article_row_get_published (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), 0);

  return self->data == NULL ? 0 : self->data->published;
}

const char *
sheaf_article_row_get_state (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->state;
}

const char *
sheaf_article_row_get_reason (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->reason;
}

const char *
sheaf_article_row_get_language (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : self->data->language;
}

gboolean
sheaf_article_row_is_rtl (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), FALSE);

  return self->data == NULL ? FALSE : self->data->rtl;
}

const char *const *
sheaf_article_row_get_tags (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), NULL);

  return self->data == NULL ? NULL : (const char *const *) self->data->tags;
}

guint
sheaf_article_row_get_n_sets (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), 0);

  return self->data == NULL ? 0 : self->data->n_sets;
}

guint
sheaf_article_row_get_n_duplicates (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), 0);

  return self->data == NULL ? 0 : self->data->n_duplicates;
}

gboolean
sheaf_article_row_is_seen (SheafArticleRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_ROW (self), FALSE);

  return self->data == NULL ? FALSE : self->data->seen;
}
