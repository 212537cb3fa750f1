/* sheaf-article-query.c: queries of the replica's articles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-query.h"

#include "client/sheaf-article-index.h"
#include "model/sheaf-fold.h"

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

/* One word of what was typed. */
typedef struct
{
  char *match; /* for the full-text index */
  char *tag;   /* a pattern of folded names of tags; NULL where no tag is called so */
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->match);
  g_free (word->tag);
  g_free (word);
}

/* The last word may go on, unless a space came after it. */
static GPtrArray *
read_words (const char *text)
{
  g_autofree char *valid = text == NULL ? g_strdup ("") : g_utf8_make_valid (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (valid, " \t\r\n", -1);
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const gboolean open = parts[i + 1] == NULL;
      g_auto (GStrv) pieces = NULL;
      g_autofree char *quoted = NULL;
      g_autofree char *folded = NULL;
      Word *word;

      if (!has_letter (parts[i]))
        continue;
      pieces = g_strsplit (parts[i], "\"", -1);
      quoted = g_strjoinv ("\"\"", pieces);
      folded = sheaf_fold (parts[i]);
      word = g_new0 (Word, 1);
      word->match = g_strdup_printf ("\"%s\"%s", quoted, open ? "*" : "");
      word->tag = *folded == '\0' ? NULL : g_strdup_printf ("%s%s", folded, open ? "*" : "");
      g_ptr_array_add (words, word);
    }

  return words;
}

char *
sheaf_article_query_match (const char *text)
{
  g_autoptr (GPtrArray) words = read_words (text);
  GString *match;

  if (words->len == 0)
    return NULL;

  match = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (match, "%s%s", i > 0 ? " " : "",
                            ((Word *) g_ptr_array_index (words, i))->match);

  return g_string_free (match, FALSE);
}

#define TAGS_CALLED \
  "SELECT t.id FROM tag t WHERE t.target IN" \
  " (SELECT m.target FROM tag_name n JOIN tag m ON m.id = n.tag WHERE n.folded GLOB ?1)"

/* Words that no tag is called by are words of the text alone. */
static gboolean
find_tags (SheafConnection  *connection,
           GPtrArray        *words,
           gboolean         *any,
           GError          **error)
{
  *any = FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      Word *word = g_ptr_array_index (words, i);
      g_autoptr (SheafStatement) statement =
        sheaf_connection_prepare (connection, TAGS_CALLED " LIMIT 1", error);
      g_autoptr (GError) failure = NULL;

      if (statement == NULL)
        return FALSE;
      sheaf_statement_bind_text (statement, 1, word->tag);
      if (word->tag != NULL && !sheaf_statement_step (statement, &failure))
        g_clear_pointer (&word->tag, g_free);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      *any |= word->tag != NULL;
    }

  return TRUE;
}

static void
add_rows (GHashTable  *rows,
          GHashTable  *among,
          gint64       row)
{
  if (among == NULL || g_hash_table_contains (among, &row))
    g_hash_table_add (rows, g_memdup2 (&row, sizeof row));
}

static gboolean
collect_rows (SheafConnection  *connection,
              const char       *sql,
              const char       *value,
              GHashTable       *among,
              GHashTable       *rows,
              GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, value);
  while (sheaf_statement_step (statement, &failure))
    add_rows (rows, among, sheaf_statement_get_int (statement, 0));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* The articles that have every word, in their text or as a tag. Tags are no part of the text's index,
 * which an act on many would have to write anew. */
static GHashTable *
find_words (SheafConnection  *connection,
            GPtrArray        *words,
            GError          **error)
{
  g_autoptr (GHashTable) found = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      Word *word = g_ptr_array_index (words, i);
      g_autoptr (GHashTable) rows =
        g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

      if (!collect_rows (connection,
                         "SELECT rowid FROM article_text WHERE article_text MATCH ?1", word->match,
                         found, rows, error) ||
          (word->tag != NULL &&
           !collect_rows (connection, "SELECT row FROM article_tag WHERE tag IN (" TAGS_CALLED ")",
                          word->tag, found, rows, error)))
        return NULL;
      g_clear_pointer (&found, g_hash_table_unref);
      found = g_steal_pointer (&rows);
    }

  return g_steal_pointer (&found);
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
      /* A member that was found to be another article leads there. */
      return "SELECT a.row AS row, a.published AS published FROM member m"
             " JOIN entity e ON e.kind = 0 AND e.id = m.article"
             " JOIN article n ON n.row = e.row"
             " LEFT JOIN entity o ON n.shelf = 3 AND o.kind = 0 AND o.id = n.original"
             " JOIN article a ON a.row = coalesce (o.row, n.row)"
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
  g_autofree char *sql = NULL;
  g_autoptr (GPtrArray) words = read_words (query->text);
  g_autoptr (GHashTable) among = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 previous = 0;
  gboolean tagged;

  /* Nothing but spaces finds all; nothing but punctuation, nothing. */
  if (match == NULL && !is_blank (query->text))
    return g_steal_pointer (&rows);

  if (!find_tags (connection, words, &tagged, error))
    return NULL;
  if (tagged)
    {
      among = find_words (connection, words, error);
      if (among == NULL)
        return NULL;
      g_clear_pointer (&match, g_free);
    }

  sql = build_sql (query, match != NULL);
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
      if (row != previous && (among == NULL || g_hash_table_contains (among, &row)))
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
