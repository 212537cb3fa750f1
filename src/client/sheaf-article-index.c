/* sheaf-article-index.c: what lists need of articles, kept in tables of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-index.h"

#include "model/sheaf-time.h"

static SheafShelf
get_shelf (SheafEntity *article)
{
  const char *state = sheaf_entity_get_string (article, "state");

  if (sheaf_entity_is_deleted (article) || sheaf_entity_get_string (article, "same_as") != NULL)
    return SHEAF_SHELF_NONE;
  if (g_strcmp0 (state, "kept") == 0)
    return SHEAF_SHELF_KEPT;
  if (g_strcmp0 (state, "dismissed") == 0)
    return SHEAF_SHELF_DISMISSED;

  return SHEAF_SHELF_INBOX;
}

gboolean
sheaf_article_index_is_new (SheafEntity *article)
{
  return get_shelf (article) == SHEAF_SHELF_INBOX;
}

static gint64
get_published (SheafEntity *article)
{
  gint64 time = sheaf_entity_get_time (article, "published");

  if (time == SHEAF_TIME_NONE)
    time = sheaf_entity_get_time (article, "fetched");

  return time == SHEAF_TIME_NONE ? sheaf_entity_get_created (article) : time;
}

static const char *
get_text (SheafEntity *article,
          const char  *field)
{
  const char *text = sheaf_entity_get_string (article, field);

  return text == NULL ? "" : text;
}

static char *
join_tags (SheafEntity *article)
{
  JsonArray *tags = sheaf_entity_get_array (article, "tags");
  GString *joined = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      if (i > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, json_array_get_string_element (tags, i));
    }

  return g_string_free (joined, FALSE);
}

static gboolean
write_row (SheafTransaction  *transaction,
           gint64             row,
           gboolean           is_new,
           SheafEntity       *article,
           const char        *tags,
           GError           **error)
{
  const char *original = sheaf_entity_get_string (article, "same_as");
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    is_new ? "INSERT INTO article (shelf, published, story, original, title, summary, publisher,"
             "  language, rtl, reason, tags, row, id)"
             "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
           : "UPDATE article SET shelf = ?1, published = ?2, story = ?3, original = ?4, title = ?5,"
             "  summary = ?6, publisher = ?7, language = ?8, rtl = ?9, reason = ?10, tags = ?11"
             "  WHERE row = ?12",
    error);

  if (statement == NULL)
    return FALSE;

  if (original == NULL)
    original = sheaf_entity_get_string (article, "duplicate_of");
  sheaf_statement_bind_int (statement, 1, get_shelf (article));
  sheaf_statement_bind_int (statement, 2, get_published (article));
  sheaf_statement_bind_text (statement, 3, sheaf_entity_get_string (article, "story"));
  sheaf_statement_bind_text (statement, 4, original);
  sheaf_statement_bind_text (statement, 5, get_text (article, "title"));
  sheaf_statement_bind_text (statement, 6, get_text (article, "summary"));
  sheaf_statement_bind_text (statement, 7, get_text (article, "publisher"));
  sheaf_statement_bind_text (statement, 8, sheaf_entity_get_string (article, "language"));
  sheaf_statement_bind_int (statement, 9, g_str_equal (get_text (article, "direction"), "rtl"));
  sheaf_statement_bind_text (statement, 10, sheaf_entity_get_string (article, "reason"));
  sheaf_statement_bind_text (statement, 11, tags);
  sheaf_statement_bind_int (statement, 12, row);
  if (is_new)
    sheaf_statement_bind_text (statement, 13, sheaf_entity_get_id (article));

  return sheaf_statement_run (statement, error);
}

/* The columns that an act changes; the others are left alone. */
static gboolean
write_act (SheafTransaction  *transaction,
           gint64             row,
           SheafEntity       *article,
           gboolean           moved,
           const char        *tags,
           GError           **error)
{
  /* A column that is named has its indexes written again, also where it stays the same. */
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    moved ? "UPDATE article SET reason = ?1, tags = ?2, shelf = ?4 WHERE row = ?3"
          : "UPDATE article SET reason = ?1, tags = ?2 WHERE row = ?3",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, sheaf_entity_get_string (article, "reason"));
  sheaf_statement_bind_text (statement, 2, tags);
  sheaf_statement_bind_int (statement, 3, row);
  if (moved)
    sheaf_statement_bind_int (statement, 4, get_shelf (article));

  return sheaf_statement_run (statement, error);
}

static gboolean
link_row (SheafTransaction  *transaction,
          const char        *sql,
          const char        *id,
          gint64             published,
          gint64             row,
          int                shelf,
          GError           **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (transaction->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  sheaf_statement_bind_int (statement, 2, published);
  sheaf_statement_bind_int (statement, 3, row);
  if (shelf >= 0)
    sheaf_statement_bind_int (statement, 4, shelf);

  return sheaf_statement_run (statement, error);
}

#define ADD_TAG "INSERT OR IGNORE INTO article_tag (tag, published, row) VALUES (?1, ?2, ?3)"
#define REMOVE_TAG "DELETE FROM article_tag WHERE tag = ?1 AND published = ?2 AND row = ?3"
#define ADD_SOURCE \
  "INSERT OR REPLACE INTO article_source (source, published, row, shelf) VALUES (?1, ?2, ?3, ?4)"
#define REMOVE_SOURCE "DELETE FROM article_source WHERE source = ?1 AND published = ?2 AND row = ?3"

/* Takes out the links of @old that @new has not, and puts in those that it has besides. */
static gboolean
update_tags (SheafTransaction  *transaction,
             gint64             row,
             SheafEntity       *old,
             SheafEntity       *new,
             GError           **error)
{
  const gint64 now = new == NULL ? 0 : get_published (new);
  const gint64 then = old == NULL ? 0 : get_published (old);
  JsonArray *were = old == NULL ? NULL : sheaf_entity_get_array (old, "tags");
  JsonArray *are = new == NULL ? NULL : sheaf_entity_get_array (new, "tags");

  for (guint i = 0; were != NULL && i < json_array_get_length (were); i++)
    {
      const char *tag = json_array_get_string_element (were, i);

      if (new != NULL && now == then && sheaf_entity_holds (new, "tags", tag))
        continue;
      if (!link_row (transaction, REMOVE_TAG, tag, then, row, -1, error))
        return FALSE;
    }
  for (guint i = 0; are != NULL && i < json_array_get_length (are); i++)
    {
      const char *tag = json_array_get_string_element (are, i);

      if (old != NULL && now == then && sheaf_entity_holds (old, "tags", tag))
        continue;
      if (!link_row (transaction, ADD_TAG, tag, now, row, -1, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
update_sources (SheafTransaction  *transaction,
                gint64             row,
                SheafEntity       *article,
                gboolean           add,
                GError           **error)
{
  JsonArray *origins = sheaf_entity_get_array (article, "origins");

  for (guint i = 0; origins != NULL && i < json_array_get_length (origins); i++)
    {
      JsonNode *origin = json_array_get_element (origins, i);
      const char *source = NULL;

      if (JSON_NODE_HOLDS_OBJECT (origin))
        source = json_object_get_string_member_with_default (json_node_get_object (origin),
                                                             "source", NULL);
      if (source == NULL)
        continue;
      if (!link_row (transaction, add ? ADD_SOURCE : REMOVE_SOURCE, source,
                     get_published (article), row, add ? (int) get_shelf (article) : -1, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same (SheafEntity *former,
         SheafEntity *shown,
         const char  *field)
{
  JsonNode *a = sheaf_entity_get (former, field);
  JsonNode *b = sheaf_entity_get (shown, field);

  if (a == NULL || b == NULL)
    return a == b;

  return a == b || json_node_equal (a, b);
}

/* Whether all that lists show but its state and tags is as it was. */
static gboolean
only_acted (SheafEntity *former,
            SheafEntity *shown)
{
  static const char *const fields[] = { "title",    "summary",   "publisher", "language",
                                        "direction", "published", "fetched",   "story",
                                        "same_as",  "duplicate_of", "origins" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!is_same (former, shown, fields[i]))
        return FALSE;
    }

  return sheaf_entity_is_deleted (former) == sheaf_entity_is_deleted (shown);
}

static gboolean
write_text (SheafTransaction  *transaction,
            const char        *sql,
            gint64             row,
            SheafEntity       *article,
            GError           **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (transaction->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_text (statement, 2, get_text (article, "title"));
  sheaf_statement_bind_text (statement, 3, get_text (article, "summary"));
  sheaf_statement_bind_text (statement, 4, get_text (article, "publisher"));

  return sheaf_statement_run (statement, error);
}

/* The words of an article: an index without contents of its own is told what to take out. */
static gboolean
update_text (SheafTransaction  *transaction,
             gint64             row,
             SheafEntity       *former,
             SheafEntity       *shown,
             GError           **error)
{
  if (former != NULL && shown != NULL && is_same (former, shown, "title") &&
      is_same (former, shown, "summary") && is_same (former, shown, "publisher"))
    return TRUE;

  if (former != NULL &&
      !write_text (transaction,
                   "INSERT INTO article_text (article_text, rowid, title, summary, publisher)"
                   " VALUES ('delete', ?1, ?2, ?3, ?4)",
                   row, former, error))
    return FALSE;

  return shown == NULL ||
         write_text (transaction,
                     "INSERT INTO article_text (rowid, title, summary, publisher)"
                     " VALUES (?1, ?2, ?3, ?4)",
                     row, shown, error);
}

gboolean
sheaf_article_index_update (SheafTransaction  *transaction,
                            gint64             row,
                            SheafEntity       *former,
                            SheafEntity       *shown,
                            GError           **error)
{
  const gboolean was_listed = former != NULL && get_shelf (former) != SHEAF_SHELF_NONE;
  const gboolean is_listed = get_shelf (shown) != SHEAF_SHELF_NONE;
  const gboolean moved = former == NULL || get_shelf (former) != get_shelf (shown);
  const gboolean acted = former != NULL && only_acted (former, shown);
  g_autofree char *tags = join_tags (shown);

  if (!(acted ? write_act (transaction, row, shown, moved, tags, error)
              : write_row (transaction, row, former == NULL, shown, tags, error)))
    return FALSE;
  if (!acted && !update_text (transaction, row, former, shown, error))
    return FALSE;

  if (!update_tags (transaction, row, was_listed ? former : NULL, is_listed ? shown : NULL, error))
    return FALSE;

  if (!acted || moved)
    {
      if (was_listed && !acted && !update_sources (transaction, row, former, FALSE, error))
        return FALSE;
      if (is_listed && !update_sources (transaction, row, shown, TRUE, error))
        return FALSE;
    }

  transaction->delta->counts |= moved || !is_same (former, shown, "tags") || !acted;
  sheaf_delta_add_article (transaction->delta, row, sheaf_entity_get_id (shown));

  return TRUE;
}

gboolean
sheaf_article_index_remove (SheafTransaction  *transaction,
                            gint64             row,
                            SheafEntity       *shown,
                            GError           **error)
{
  return update_text (transaction, row, shown, NULL, error) &&
         update_tags (transaction, row, shown, NULL, error) &&
         update_sources (transaction, row, shown, FALSE, error);
}

gboolean
sheaf_article_index_check_body (SheafTransaction  *transaction,
                                SheafEntity       *former,
                                SheafEntity       *article,
                                GError           **error)
{
  static const char *const fields[] = { "fingerprint", "word_count", "title", "versions", "body" };
  g_autoptr (SheafStatement) statement = NULL;
  gboolean same = former != NULL;

  for (gsize i = 0; same && i < G_N_ELEMENTS (fields); i++)
    same = is_same (former, article, fields[i]);
  if (former == NULL || same)
    return TRUE;

  statement = sheaf_connection_prepare (transaction->connection,
                                        "DELETE FROM body WHERE article = ?1", error);
  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, sheaf_entity_get_id (article));

  return sheaf_statement_run (statement, error);
}
