/* sheaf-article-brief.c: what lists know of an article, which is enough for most acts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-brief.h"

#include <string.h>

void
sheaf_article_brief_clear (SheafArticleBrief *brief)
{
  brief->row = 0;
  g_clear_pointer (&brief->id, g_free);
  g_clear_pointer (&brief->reason, g_free);
  g_clear_pointer (&brief->tags, g_free);
  g_clear_pointer (&brief->sources, g_free);
}

gboolean
sheaf_article_brief_load (SheafTransaction   *transaction,
                          gint64              row,
                          SheafArticleBrief  *brief,
                          GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "SELECT id, shelf, published, reason, tags, sources, digest, plain FROM article"
    " WHERE row = ?1",
    error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);
  if (sheaf_statement_step (statement, &failure))
    {
      brief->row = row;
      brief->id = g_strdup (sheaf_statement_get_text (statement, 0));
      brief->shelf = sheaf_statement_get_int (statement, 1);
      brief->published = sheaf_statement_get_int (statement, 2);
      brief->reason = g_strdup (sheaf_statement_get_text (statement, 3));
      brief->tags = g_strdup (sheaf_statement_get_text (statement, 4));
      brief->sources = g_strdup (sheaf_statement_get_text (statement, 5));
      brief->digest = (guint64) sheaf_statement_get_int (statement, 6);
      brief->plain = sheaf_statement_get_int (statement, 7);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* The place of @id in @joined, or NULL. */
static const char *
find (const char *joined,
      const char *id)
{
  const gsize length = strlen (id);
  const char *p = joined;

  while ((p = strstr (p, id)) != NULL)
    {
      if ((p == joined || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
        return p;
      p += length;
    }

  return NULL;
}

gboolean
sheaf_joined_holds (const char *joined,
                    const char *id)
{
  return find (joined, id) != NULL;
}

char *
sheaf_joined_with (const char *joined,
                   const char *id)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) all = NULL;
  gboolean added = FALSE;

  if (*joined == '\0')
    return g_strdup (id);

  ids = g_strsplit (joined, " ", -1);
  builder = g_strv_builder_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!added && strcmp (ids[i], id) > 0)
        {
          g_strv_builder_add (builder, id);
          added = TRUE;
        }
      g_strv_builder_add (builder, ids[i]);
    }
  if (!added)
    g_strv_builder_add (builder, id);
  all = g_strv_builder_end (builder);

  return g_strjoinv (" ", all);
}

char *
sheaf_joined_without (const char *joined,
                      const char *id)
{
  const char *place = find (joined, id);
  GString *left;

  if (place == NULL)
    return g_strdup (joined);

  left = g_string_new_len (joined, place - joined);
  place += strlen (id);
  if (*place == ' ')
    g_string_append (left, place + 1);
  else if (left->len > 0)
    g_string_truncate (left, left->len - 1);

  return g_string_free (left, FALSE);
}

#define ADD_TAG "INSERT OR IGNORE INTO article_tag (tag, published, row) VALUES (?1, ?2, ?3)"
#define REMOVE_TAG "DELETE FROM article_tag WHERE tag = ?1 AND published = ?2 AND row = ?3"
#define ADD_SOURCE \
  "INSERT OR REPLACE INTO article_source (source, published, row, shelf) VALUES (?1, ?2, ?3, ?4)"
#define MOVE_SOURCE \
  "UPDATE article_source SET shelf = ?4 WHERE source = ?1 AND published = ?2 AND row = ?3"
#define REMOVE_SOURCE "DELETE FROM article_source WHERE source = ?1 AND published = ?2 AND row = ?3"

/* @shelf: -1 where the statement has no place for it. */
static gboolean
link_one (SheafTransaction         *transaction,
          const SheafArticleBrief  *brief,
          const char               *sql,
          const char               *id,
          int                       shelf,
          GError                  **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (transaction->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  sheaf_statement_bind_int (statement, 2, brief->published);
  sheaf_statement_bind_int (statement, 3, brief->row);
  if (shelf >= 0)
    sheaf_statement_bind_int (statement, 4, shelf);

  return sheaf_statement_run (statement, error);
}

/* Every id of @joined that @except does not hold. */
static gboolean
link_joined (SheafTransaction         *transaction,
             const SheafArticleBrief  *brief,
             const char               *sql,
             const char               *joined,
             const char               *except,
             int                       shelf,
             GError                  **error)
{
  g_auto (GStrv) ids = NULL;

  if (joined == NULL || *joined == '\0' || g_strcmp0 (joined, except) == 0)
    return TRUE;

  ids = g_strsplit (joined, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (except != NULL && find (except, ids[i]) != NULL)
        continue;
      if (!link_one (transaction, brief, sql, ids[i], shelf, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_article_brief_link (SheafTransaction         *transaction,
                          const SheafArticleBrief  *brief,
                          gboolean                  add,
                          GError                  **error)
{
  return link_joined (transaction, brief, add ? ADD_TAG : REMOVE_TAG, brief->tags, NULL, -1,
                      error) &&
         link_joined (transaction, brief, add ? ADD_SOURCE : REMOVE_SOURCE, brief->sources, NULL,
                      add ? (int) brief->shelf : -1, error);
}

static gboolean
write_act (SheafTransaction         *transaction,
           const SheafArticleBrief  *brief,
           SheafShelf                shelf,
           const char               *reason,
           const char               *tags,
           GError                  **error)
{
  /* A column that is named has its indexes written again, also where it stays the same. */
  const gboolean moved = shelf != brief->shelf;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    moved ? "UPDATE article SET reason = ?1, tags = ?2, shelf = ?4 WHERE row = ?3"
          : "UPDATE article SET reason = ?1, tags = ?2 WHERE row = ?3",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, reason);
  sheaf_statement_bind_text (statement, 2, tags);
  sheaf_statement_bind_int (statement, 3, brief->row);
  if (moved)
    sheaf_statement_bind_int (statement, 4, shelf);

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_article_brief_act (SheafTransaction         *transaction,
                         const SheafArticleBrief  *brief,
                         SheafShelf                shelf,
                         const char               *reason,
                         const char               *tags,
                         GError                  **error)
{
  const gboolean moved = shelf != brief->shelf;
  const gboolean tagged = !g_str_equal (tags, brief->tags);

  sheaf_delta_add_article (transaction->delta, brief->row, brief->id);
  if (!moved && !tagged && g_strcmp0 (reason, brief->reason) == 0)
    return TRUE;

  transaction->delta->counts |= moved || tagged;

  return write_act (transaction, brief, shelf, reason, tags, error) &&
         link_joined (transaction, brief, REMOVE_TAG, brief->tags, tags, -1, error) &&
         link_joined (transaction, brief, ADD_TAG, tags, brief->tags, -1, error) &&
         (!moved || link_joined (transaction, brief, MOVE_SOURCE, brief->sources, NULL, shelf,
                                 error));
}
