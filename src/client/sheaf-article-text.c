/* sheaf-article-text.c: the words of articles, for searches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-text.h"

#include "db/sheaf-html-words.h"

/* As they stand in the tables; owned. */
typedef struct
{
  gint64 row; /* 0: the article is not here */
  char *title;
  char *summary;
  char *publisher;
  char *authors;
  char *body; /* (nullable) */
} Indexed;

static void
indexed_clear (Indexed *indexed)
{
  g_free (indexed->title);
  g_free (indexed->summary);
  g_free (indexed->publisher);
  g_free (indexed->authors);
  g_free (indexed->body);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Indexed, indexed_clear)

#define SELECT_INDEXED \
  "SELECT a.row, a.title, a.summary, a.publisher, a.authors, b.words" \
  " FROM article a LEFT JOIN body b ON b.article = a.id"

static gboolean
read_indexed (SheafStatement  *statement,
              Indexed         *indexed,
              GError         **error)
{
  g_autoptr (GError) failure = NULL;

  if (sheaf_statement_step (statement, &failure))
    {
      indexed->row = sheaf_statement_get_int (statement, 0);
      indexed->title = g_strdup (sheaf_statement_get_text (statement, 1));
      indexed->summary = g_strdup (sheaf_statement_get_text (statement, 2));
      indexed->publisher = g_strdup (sheaf_statement_get_text (statement, 3));
      indexed->authors = g_strdup (sheaf_statement_get_text (statement, 4));
      indexed->body = g_strdup (sheaf_statement_get_text (statement, 5));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static gboolean
write_words (SheafTransaction         *transaction,
             gboolean                  add,
             gint64                    row,
             const SheafArticleWords  *words,
             const char               *body,
             GError                  **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    add ? "INSERT INTO article_text (rowid, title, summary, publisher, authors, body)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        : "INSERT INTO article_text (article_text, rowid, title, summary, publisher, authors, body)"
          " VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_text (statement, 2, words->title);
  sheaf_statement_bind_text (statement, 3, words->summary);
  sheaf_statement_bind_text (statement, 4, words->publisher);
  sheaf_statement_bind_text (statement, 5, words->authors);
  sheaf_statement_bind_text (statement, 6, body == NULL ? "" : body);

  return sheaf_statement_run (statement, error);
}

static gboolean
is_same (const Indexed            *indexed,
         const SheafArticleWords  *words)
{
  return g_str_equal (indexed->title, words->title) &&
         g_str_equal (indexed->summary, words->summary) &&
         g_str_equal (indexed->publisher, words->publisher) &&
         g_str_equal (indexed->authors, words->authors);
}

gboolean
sheaf_article_text_update (SheafTransaction         *transaction,
                           gint64                    row,
                           const SheafArticleWords  *words,
                           GError                  **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, SELECT_INDEXED " WHERE a.row = ?1", error);
  g_auto (Indexed) indexed = { 0 };

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);
  if (!read_indexed (statement, &indexed, error))
    return FALSE;

  if (indexed.row != 0)
    {
      const SheafArticleWords old = { indexed.title, indexed.summary, indexed.publisher,
                                      indexed.authors };

      if (words != NULL && is_same (&indexed, words))
        return TRUE;
      if (!write_words (transaction, FALSE, row, &old, indexed.body, error))
        return FALSE;
    }

  return words == NULL || write_words (transaction, TRUE, row, words, indexed.body, error);
}

static gboolean
write_body (SheafTransaction  *transaction,
            const char        *id,
            const char        *html,
            const char        *words,
            GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    html == NULL ? "DELETE FROM body WHERE article = ?1"
                 : "INSERT OR REPLACE INTO body (article, html, words) VALUES (?1, ?2, ?3)",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  if (html != NULL)
    {
      sheaf_statement_bind_text (statement, 2, html);
      sheaf_statement_bind_text (statement, 3, words);
    }

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_article_text_set_body (SheafTransaction  *transaction,
                             const char        *id,
                             const char        *html,
                             GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    SELECT_INDEXED " WHERE a.row = (SELECT row FROM entity WHERE kind = 0 AND id = ?1)", error);
  g_auto (Indexed) indexed = { 0 };
  g_autofree char *words = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  if (!read_indexed (statement, &indexed, error))
    return FALSE;

  /* Of an article that is not here nothing is found, and its words are not noted as indexed. */
  if (indexed.row != 0)
    {
      const SheafArticleWords old = { indexed.title, indexed.summary, indexed.publisher,
                                      indexed.authors };

      words = html == NULL ? NULL : sheaf_html_words (html);
      if (g_strcmp0 (words, indexed.body) != 0 &&
          (!write_words (transaction, FALSE, indexed.row, &old, indexed.body, error) ||
           !write_words (transaction, TRUE, indexed.row, &old, words, error)))
        return FALSE;
    }

  return write_body (transaction, id, html, words, error);
}
