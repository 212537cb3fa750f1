/* sheaf-sqlite-article.c: articles with their text, which lies apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "db/sheaf-html-words.h"
#include "model/sheaf-json.h"
#include "store/sheaf-store.h"
#include "store/sqlite/sheaf-sqlite-article.h"

static gboolean
words_differ (SheafEntity *before,
              SheafEntity *after)
{
  static const char *fields[] = { "title", "summary", "authors", "publisher" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!sheaf_json_equal (sheaf_entity_get (before, fields[i]),
                             sheaf_entity_get (after, fields[i])))
        return TRUE;
    }

  return FALSE;
}

static char *
join_authors (SheafEntity *article)
{
  g_autoptr (GString) names = g_string_new (NULL);
  JsonArray *authors = sheaf_entity_get_array (article, "authors");
  guint n = authors != NULL ? json_array_get_length (authors) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *author = sheaf_json_get_object (json_array_get_element (authors, i));
      const char *name = author != NULL
                             ? sheaf_json_get_string (json_object_get_member (author, "name"))
                             : NULL;

      /* A mark between two names, so that no phrase runs across. */
      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
delete_row (SheafConnection  *connection,
            const char       *sql,
            gint64            row,
            GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, row);
  return sheaf_statement_run (statement, error);
}

static gboolean
index_words (SheafConnection  *connection,
             SheafEntity      *article,
             gint64            row,
             const char       *body,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  g_autofree char *authors = join_authors (article);
  g_autofree char *text = body != NULL ? sheaf_html_words (body) : NULL;

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO words (rowid, title, summary, body, authors, "
                                        "publisher) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_text (statement, 2, sheaf_entity_get_string (article, "title"));
  sheaf_statement_bind_text (statement, 3, sheaf_entity_get_string (article, "summary"));
  sheaf_statement_bind_text (statement, 4, text);
  sheaf_statement_bind_text (statement, 5, authors);
  sheaf_statement_bind_text (statement, 6, sheaf_entity_get_string (article, "publisher"));
  return sheaf_statement_run (statement, error);
}

static gboolean
write_body (SheafConnection  *connection,
            gint64            row,
            const char       *body,
            GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  if (body == NULL || *body == '\0')
    return delete_row (connection, "DELETE FROM body WHERE article = ?1", row, error);

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO body (article, html) VALUES (?1, ?2) "
                                        "ON CONFLICT DO UPDATE SET html = excluded.html",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_text (statement, 2, body);
  return sheaf_statement_run (statement, error);
}

char *
sheaf_sqlite_article_load_body (SheafConnection  *connection,
                                gint64            row,
                                GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT html FROM body WHERE article = ?1",
                                        error);
  if (statement == NULL)
    return NULL;

  sheaf_statement_bind_int (statement, 1, row);
  if (!sheaf_statement_step (statement, error))
    return NULL;

  return g_strdup (sheaf_statement_get_text (statement, 0));
}

gboolean
sheaf_sqlite_article_save (SheafConnection  *connection,
                           SheafEntity      *before,
                           SheafEntity      *after,
                           gboolean          body_changed,
                           const char       *body,
                           gint64           *row,
                           GError          **error)
{
  g_autoptr (GError) load_error = NULL;
  g_autofree char *kept = NULL;

  if (!sheaf_sqlite_entity_save (connection, before, after, row, error)
      || (body_changed && !write_body (connection, *row, body, error)))
    return FALSE;

  /* A triage of a thousand articles does not index a word anew. */
  if (before != NULL && !body_changed && !words_differ (before, after))
    return TRUE;

  if (before != NULL && !delete_row (connection, "DELETE FROM words WHERE rowid = ?1", *row, error))
    return FALSE;

  if (!body_changed)
    {
      kept = sheaf_sqlite_article_load_body (connection, *row, &load_error);
      if (load_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&load_error));
          return FALSE;
        }
    }

  return index_words (connection, after, *row, body_changed ? body : kept, error);
}

/* Some pages change at every look (a clock, a count): the first version is kept, and the last ones. */
static gboolean
forget_versions (SheafConnection  *connection,
                 gint64            row,
                 gint64            before,
                 GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "DELETE FROM version WHERE article = ?1 AND number > 1 "
                                        "AND number < ?2",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_int (statement, 2, before);
  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_sqlite_article_keep_version (SheafConnection  *connection,
                                   SheafEntity      *article,
                                   gint64            row,
                                   gint64            number,
                                   gint64            until,
                                   GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO version (article, number, until, title, "
                                        "summary, body) VALUES (?1, ?2, ?3, coalesce (?4, ''), "
                                        "coalesce (?5, ''), (SELECT html FROM body WHERE "
                                        "article = ?1))",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_int (statement, 2, number);
  sheaf_statement_bind_int (statement, 3, until);
  sheaf_statement_bind_text (statement, 4, sheaf_entity_get_string (article, "title"));
  sheaf_statement_bind_text (statement, 5, sheaf_entity_get_string (article, "summary"));
  return sheaf_statement_run (statement, error)
         && forget_versions (connection, row, number - SHEAF_STORE_KEPT_VERSIONS + 1, error);
}
