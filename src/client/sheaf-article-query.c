/* sheaf-article-query.c: queries of the replica's articles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-query.h"

#include <string.h>

#include "client/sheaf-article-index.h"

static gboolean
has_letter (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    {
      if (g_unichar_isalnum (g_utf8_get_char (word)))
        return TRUE;
    }

  return FALSE;
}

char *
sheaf_article_query_match (const char *text)
{
  g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid (text, -1);
  g_auto (GStrv) words = valid == NULL ? NULL : g_strsplit_set (valid, " \t\r\n", -1);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *quoted = NULL;

      if (!has_letter (words[i]))
        continue;
      parts = g_strsplit (words[i], "\"", -1);
      quoted = g_strjoinv ("\"\"", parts);
      g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " " : "", quoted);
    }
  if (match->len == 0)
    return NULL;

  if (valid[0] != '\0' && !g_ascii_isspace (valid[strlen (valid) - 1]))
    g_string_append_c (match, '*');

  return g_string_free (g_steal_pointer (&match), FALSE);
}

/* Each of these reads one covering index and nothing else. */
static const char *
get_scope_sql (SheafScope scope)
{
  switch (scope)
    {
    case SHEAF_SCOPE_INBOX:
      return "SELECT row, published FROM article WHERE shelf = 0";
    case SHEAF_SCOPE_KEPT:
      return "SELECT row, published FROM article WHERE shelf = 1";
    case SHEAF_SCOPE_DISMISSED:
      return "SELECT row, published FROM article WHERE shelf = 2";
    case SHEAF_SCOPE_ALL:
      return "SELECT row, published FROM article WHERE shelf < 3";
    case SHEAF_SCOPE_SOURCE:
      return "SELECT row, published FROM article_source WHERE source = ?1";
    case SHEAF_SCOPE_TAG:
      return "SELECT row, published FROM article_tag"
             " WHERE tag IN (SELECT id FROM tag WHERE target = ?1 UNION SELECT ?1)";
    case SHEAF_SCOPE_SET:
      return "SELECT a.row AS row, a.published AS published FROM member m"
             " JOIN entity e ON e.kind = 0 AND e.id = m.article JOIN article a ON a.row = e.row"
             " WHERE m.set_id = ?1";
    case SHEAF_SCOPE_STORY:
      return "SELECT row, published FROM article WHERE story = ?1 AND shelf < 3";
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        return FALSE;
    }

  return TRUE;
}

static char *
build_sql (const SheafArticleQuery *query,
           gboolean                 matches)
{
  const char *direction = query->order == SHEAF_ORDER_OLDEST ? "ASC" : "DESC";
  const char *scope = get_scope_sql (query->scope);
  GString *sql = g_string_new (NULL);

  if (!matches)
    g_string_append_printf (sql, "%s ORDER BY published %s, row %s", scope, direction, direction);
  else if (query->scope == SHEAF_SCOPE_ALL || query->id == NULL)
    /* A shelf: what matches is looked up, rather than the shelf being read whole. */
    g_string_append_printf (
      sql,
      "SELECT a.row, a.published FROM article_text t CROSS JOIN article a ON a.row = t.rowid"
      " WHERE article_text MATCH ?2 AND %s ORDER BY a.published %s, a.row %s",
      query->scope == SHEAF_SCOPE_INBOX       ? "a.shelf = 0"
      : query->scope == SHEAF_SCOPE_KEPT      ? "a.shelf = 1"
      : query->scope == SHEAF_SCOPE_DISMISSED ? "a.shelf = 2"
                                              : "a.shelf < 3",
      direction, direction);
  else
    g_string_append_printf (sql,
                            "SELECT row, published FROM (%s) WHERE row IN"
                            " (SELECT rowid FROM article_text WHERE article_text MATCH ?2)"
                            " ORDER BY published %s, row %s",
                            scope, direction, direction);

  return g_string_free (sql, FALSE);
}

GArray *
sheaf_article_query_run (SheafConnection          *connection,
                         const SheafArticleQuery  *query,
                         GError                  **error)
{
  g_autofree char *match = sheaf_article_query_match (query->text);
  g_autofree char *sql = build_sql (query, match != NULL);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 previous = 0;

  /* Nothing but spaces finds all; nothing but punctuation, nothing. */
  if (match == NULL && !is_blank (query->text))
    return g_steal_pointer (&rows);

  statement = sheaf_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  if (query->id != NULL)
    sheaf_statement_bind_text (statement, 1, query->id);
  if (match != NULL)
    sheaf_statement_bind_text (statement, 2, match);

  while (sheaf_statement_step (statement, &failure))
    {
      gint64 row = sheaf_statement_get_int (statement, 0);

      /* Two tags merged into one may stand next to each other on the same article. */
      if (row != previous)
        g_array_append_val (rows, row);
      previous = row;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&rows);
}

static GHashTable *
count_by_id (SheafConnection  *connection,
             const char       *sql,
             GError          **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (sheaf_statement_step (statement, &failure))
    g_hash_table_insert (counts, g_strdup (sheaf_statement_get_text (statement, 0)),
                         GUINT_TO_POINTER ((guint) sheaf_statement_get_int (statement, 1)));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&counts);
}

SheafCounts *
sheaf_article_query_count (SheafConnection  *connection,
                           GError          **error)
{
  g_autoptr (SheafCounts) counts = g_new0 (SheafCounts, 1);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT shelf, count(*) FROM article GROUP BY shelf", error);

  if (statement == NULL)
    return NULL;
  while (sheaf_statement_step (statement, &failure))
    {
      const guint n = sheaf_statement_get_int (statement, 1);

      switch ((SheafShelf) sheaf_statement_get_int (statement, 0))
        {
        case SHEAF_SHELF_INBOX:
          counts->inbox = n;
          break;
        case SHEAF_SHELF_KEPT:
          counts->kept = n;
          break;
        case SHEAF_SHELF_DISMISSED:
          counts->dismissed = n;
          break;
        case SHEAF_SHELF_NONE:
        default:
          break;
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  counts->all = counts->inbox + counts->kept + counts->dismissed;
  counts->by_tag = count_by_id (
    connection,
    "SELECT coalesce (t.target, c.tag), sum (c.n) FROM"
    " (SELECT tag, count(*) AS n FROM article_tag GROUP BY tag) c"
    " LEFT JOIN tag t ON t.id = c.tag GROUP BY 1",
    error);
  if (counts->by_tag == NULL)
    return NULL;
  counts->by_source = count_by_id (
    connection, "SELECT source, count(*) FROM article_source WHERE shelf = 0 GROUP BY source",
    error);

  return counts->by_source == NULL ? NULL : g_steal_pointer (&counts);
}
