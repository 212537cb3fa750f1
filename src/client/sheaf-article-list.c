/* sheaf-article-list.c: the articles that a query finds, as a GListModel of SheafArticleRow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-list-private.h"

#include "client/sheaf-article-page.h"
#include "client/sheaf-article-row-private.h"

/* Pages whose rows are kept filled although no view holds them: some screens each way. */
#define N_PAGES 24

typedef struct
{
  guint number;
  GPtrArray *rows; /* (element-type SheafArticleRow) */
} Page;

/* A row that somebody holds, whether this list's pages or a view. */
typedef struct
{
  gint64 number;
  SheafArticleRow *row; /* not owned */
  GHashTable *living;
} Living;

struct _SheafArticleList
{
  GObject parent_instance;

  SheafReplica *replica;
  GArray *rows;          /* (element-type gint64) */
  GHashTable *living;    /* row to Living */
  GQueue pages;          /* (element-type Page): the latest first */
  GHashTable *dirty;     /* rows that have changed and were not read again yet */
  gboolean all_dirty;
  gboolean reading;
  guint64 serial;
  GCancellable *cancellable;
};

static void sheaf_article_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafArticleList, sheaf_article_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sheaf_article_list_model_init))

static void read_dirty (SheafArticleList *self);

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->rows);
  g_free (page);
}

static void
on_row_gone (gpointer  data,
             GObject  *where_it_was)
{
  Living *living = data;
  g_autoptr (GHashTable) table = living->living;

  g_hash_table_remove (table, &living->number);
  g_free (living);
}

/* The row @number, made if nobody holds one. Returns: (transfer full) */
static SheafArticleRow *
obtain_row (SheafArticleList *self,
            gint64            number)
{
  Living *living = g_hash_table_lookup (self->living, &number);
  SheafArticleRow *row;

  if (living != NULL)
    return g_object_ref (living->row);

  row = sheaf_article_row_new (number);
  living = g_new0 (Living, 1);
  living->number = number;
  living->row = row;
  living->living = g_hash_table_ref (self->living);
  g_hash_table_insert (self->living, &living->number, living);
  g_object_weak_ref (G_OBJECT (row), on_row_gone, living);

  return row;
}

static void
fill_rows (SheafArticleList *self,
           SheafArticlePage *page)
{
  for (guint i = 0; i < page->data->len; i++)
    {
      SheafArticleRowData *data = g_ptr_array_index (page->data, i);
      Living *living = g_hash_table_lookup (self->living, &data->row);

      if (living == NULL)
        continue;
      page->data->pdata[i] = NULL;
      sheaf_article_row_fill (living->row, data, page->serial);
    }
}

static void
on_page_read (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafArticleList *self = g_task_get_source_object (task);
  SheafArticlePage *page = g_task_get_task_data (task);

  /* Rows that cannot be read stay empty; they are read again when they are shown next. */
  if (sheaf_db_read_finish (SHEAF_DB (source), result, NULL))
    fill_rows (self, page);

  if (g_task_get_source_tag (task) == read_dirty)
    {
      self->reading = FALSE;
      read_dirty (self);
    }
  g_task_return_boolean (task, TRUE);
}

/* Reads @page (transfer full) and fills those of its rows that live then. */
static void
read_page (SheafArticleList *self,
           SheafArticlePage *page,
           gpointer          tag)
{
  SheafDb *db = sheaf_replica_get_db (self->replica);
  GTask *task;

  if (db == NULL)
    {
      sheaf_article_page_free (page);
      return;
    }

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, page, (GDestroyNotify) sheaf_article_page_free);
  sheaf_db_read_urgent_async (db, sheaf_article_page_read, page, NULL, self->cancellable,
                              on_page_read, task);
}

static void
load_page (SheafArticleList *self,
           guint             number)
{
  SheafArticlePage *wanted = sheaf_article_page_new (++self->serial);
  const guint end = MIN ((number + 1) * SHEAF_PAGE_ROWS, self->rows->len);
  Page *page = g_new0 (Page, 1);

  page->number = number;
  page->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = number * SHEAF_PAGE_ROWS; i < end; i++)
    {
      const gint64 row = g_array_index (self->rows, gint64, i);

      g_ptr_array_add (page->rows, obtain_row (self, row));
      g_array_append_val (wanted->rows, row);
    }

  g_queue_push_head (&self->pages, page);
  if (g_queue_get_length (&self->pages) > N_PAGES)
    page_free (g_queue_pop_tail (&self->pages));

  read_page (self, wanted, load_page);
}

/* Makes the page @number the latest, reading it if it is not held. */
static void
use_page (SheafArticleList *self,
          guint             number)
{
  Page *latest = g_queue_peek_head (&self->pages);

  if (latest != NULL && latest->number == number)
    return;

  for (GList *link = self->pages.head; link != NULL; link = link->next)
    {
      Page *page = link->data;

      if (page->number == number)
        {
          g_queue_unlink (&self->pages, link);
          g_queue_push_head_link (&self->pages, link);
          return;
        }
    }

  load_page (self, number);
}

static void
add_living (SheafArticleList *self,
            SheafArticlePage *page)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->all_dirty ? self->living : self->dirty);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_hash_table_contains (self->living, key))
        g_array_append_vals (page->rows, key, 1);
    }
}

/* Reads again what has changed; what changes meanwhile is read when that is done. */
static void
read_dirty (SheafArticleList *self)
{
  SheafArticlePage *page;

  if (self->reading || (!self->all_dirty && g_hash_table_size (self->dirty) == 0))
    return;

  page = sheaf_article_page_new (++self->serial);
  add_living (self, page);
  g_hash_table_remove_all (self->dirty);
  self->all_dirty = FALSE;
  if (page->rows->len == 0)
    {
      sheaf_article_page_free (page);
      return;
    }

  self->reading = sheaf_replica_get_db (self->replica) != NULL;
  read_page (self, page, read_dirty);
}

static void
on_changed (SheafReplica *replica,
            SheafDelta   *delta,
            gpointer      user_data)
{
  SheafArticleList *self = user_data;

  if (delta->many)
    self->all_dirty = TRUE;
  for (guint i = 0; i < delta->rows->len; i++)
    {
      const gint64 row = g_array_index (delta->rows, gint64, i);

      if (g_hash_table_contains (self->living, &row))
        g_hash_table_add (self->dirty, g_memdup2 (&row, sizeof row));
    }

  read_dirty (self);
}

static void
sheaf_article_list_dispose (GObject *object)
{
  SheafArticleList *self = SHEAF_ARTICLE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->pages, page_free);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (sheaf_article_list_parent_class)->dispose (object);
}

static void
sheaf_article_list_finalize (GObject *object)
{
  SheafArticleList *self = SHEAF_ARTICLE_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->living, g_hash_table_unref);
  g_clear_pointer (&self->dirty, g_hash_table_unref);

  G_OBJECT_CLASS (sheaf_article_list_parent_class)->finalize (object);
}

static void
sheaf_article_list_class_init (SheafArticleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_article_list_dispose;
  object_class->finalize = sheaf_article_list_finalize;
}

static void
sheaf_article_list_init (SheafArticleList *self)
{
  self->living = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->dirty = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->pages);
}

static GType
sheaf_article_list_get_item_type (GListModel *model)
{
  return SHEAF_TYPE_ARTICLE_ROW;
}

static guint
sheaf_article_list_model_get_n_items (GListModel *model)
{
  return SHEAF_ARTICLE_LIST (model)->rows->len;
}

static gpointer
sheaf_article_list_get_item (GListModel *model,
                             guint       position)
{
  SheafArticleList *self = SHEAF_ARTICLE_LIST (model);

  if (position >= self->rows->len)
    return NULL;

  use_page (self, position / SHEAF_PAGE_ROWS);

  return obtain_row (self, g_array_index (self->rows, gint64, position));
}

static void
sheaf_article_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sheaf_article_list_get_item_type;
  iface->get_n_items = sheaf_article_list_model_get_n_items;
  iface->get_item = sheaf_article_list_get_item;
}

SheafArticleList *
sheaf_article_list_new (SheafReplica *replica,
                        GArray       *rows)
{
  SheafArticleList *self = g_object_new (SHEAF_TYPE_ARTICLE_LIST, NULL);

  self->replica = g_object_ref (replica);
  self->rows = rows;
  g_signal_connect_object (replica, "changed", G_CALLBACK (on_changed), self, 0);

  return self;
}

guint
sheaf_article_list_get_n_items (SheafArticleList *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST (self), 0);

  return self->rows->len;
}

guint
sheaf_article_list_find (SheafArticleList *self,
                         gint64            row)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST (self), G_MAXUINT);

  /* A million numbers in a row are read in a millisecond; to index them takes a hundred. */
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, gint64, i) == row)
        return i;
    }

  return G_MAXUINT;
}

SheafTargets *
sheaf_article_list_get_targets (SheafArticleList *self,
                                const guint      *positions,
                                guint             n_positions)
{
  g_autofree gint64 *rows = NULL;
  guint n = 0;

  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST (self), NULL);

  rows = g_new (gint64, MAX (n_positions, 1));
  for (guint i = 0; i < n_positions; i++)
    {
      if (positions[i] < self->rows->len)
        rows[n++] = g_array_index (self->rows, gint64, positions[i]);
    }

  return sheaf_targets_new_for_rows (rows, n);
}
