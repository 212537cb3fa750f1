/* sheaf-article-page.c: what lists show of some articles, read at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-page.h"

#include "client/sheaf-article-index.h"

/* Rows that were handed over are NULL. */
static void
data_free (gpointer data)
{
  if (data != NULL)
    sheaf_article_row_data_free (data);
}

SheafArticlePage *
sheaf_article_page_new (guint64 serial)
{
  SheafArticlePage *page = g_new0 (SheafArticlePage, 1);

  page->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), SHEAF_PAGE_ROWS);
  page->serial = serial;
  page->data = g_ptr_array_new_with_free_func (data_free);

  return page;
}

void
sheaf_article_page_free (SheafArticlePage *page)
{
  g_array_unref (page->rows);
  g_ptr_array_unref (page->data);
  g_free (page);
}

static const char *
name_shelf (SheafShelf shelf)
{
  switch (shelf)
    {
    case SHEAF_SHELF_KEPT:
      return "kept";
    case SHEAF_SHELF_DISMISSED:
      return "dismissed";
    case SHEAF_SHELF_INBOX:
    case SHEAF_SHELF_NONE:
    default:
      return "inbox";
    }
}

/* The names of the tags in @joined, merged ones followed, each once. @names: known so far. */
static GStrv
name_tags (SheafConnection *connection,
           const char      *joined,
           GHashTable      *names)
{
  g_auto (GStrv) ids = g_strsplit (joined, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *name = g_hash_table_lookup (names, ids[i]);

      if (name == NULL)
        {
          g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
            connection,
            "SELECT n.name FROM tag t JOIN tag n ON n.id = t.target WHERE t.id = ?1", NULL);
          char *read = NULL;

          if (statement == NULL)
            break;
          sheaf_statement_bind_text (statement, 1, ids[i]);
          if (sheaf_statement_step (statement, NULL))
            read = g_strdup (sheaf_statement_get_text (statement, 0));
          /* A tag that has not come yet has no name to show. */
          name = read == NULL ? g_strdup ("") : read;
          g_hash_table_insert (names, g_strdup (ids[i]), (char *) name);
        }
      if (*name != '\0' && g_hash_table_add (shown, (char *) name))
        g_strv_builder_add (builder, name);
    }

  return g_strv_builder_end (builder);
}

static SheafArticleRowData *
read_row (SheafConnection *connection,
          SheafStatement  *statement,
          gint64           row,
          GHashTable      *names)
{
  SheafArticleRowData *data = g_new0 (SheafArticleRowData, 1);

  data->row = row;
  data->id = g_strdup (sheaf_statement_get_text (statement, 0));
  data->title = g_strdup (sheaf_statement_get_text (statement, 1));
  data->publisher = g_strdup (sheaf_statement_get_text (statement, 2));
  data->summary = g_strdup (sheaf_statement_get_text (statement, 3));
  data->published = sheaf_statement_get_int (statement, 4);
  data->state = name_shelf (sheaf_statement_get_int (statement, 5));
  data->reason = g_strdup (sheaf_statement_get_text (statement, 6));
  data->language = g_strdup (sheaf_statement_get_text (statement, 7));
  data->rtl = sheaf_statement_get_int (statement, 8) != 0;
  data->tags = name_tags (connection, sheaf_statement_get_text (statement, 9), names);
  data->n_sets = sheaf_statement_get_int (statement, 10);
  data->n_duplicates = sheaf_statement_get_int (statement, 11);
  data->seen = sheaf_statement_get_int (statement, 12) != 0;

  return data;
}

gboolean
sheaf_article_page_read (SheafConnection  *connection,
                         gpointer          data,
                         GError          **error)
{
  SheafArticlePage *page = data;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection,
    "SELECT a.id, a.title, a.publisher, substr (a.summary, 1, 600), a.published, a.shelf, a.reason,"
    "  a.language, a.rtl, a.tags,"
    "  (SELECT count(*) FROM member m WHERE m.article = a.id),"
    "  (SELECT count(*) FROM article d WHERE d.original = a.id),"
    "  EXISTS (SELECT 1 FROM seen s WHERE s.article = a.id)"
    " FROM article a WHERE a.row = ?1",
    error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const gint64 row = g_array_index (page->rows, gint64, i);
      g_autoptr (GError) failure = NULL;

      sheaf_statement_bind_int (statement, 1, row);
      if (sheaf_statement_step (statement, &failure))
        g_ptr_array_add (page->data, read_row (connection, statement, row, names));
      sheaf_statement_reset (statement);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}
