/* sheaf-sqlite-entity.c: entities read and written within a transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/sheaf-fold.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-entity.h"

static SheafEntity *
read_entity (SheafStatement  *statement,
             gint64          *row,
             GError         **error)
{
  if (!sheaf_statement_step (statement, error))
    return NULL;

  if (row != NULL)
    *row = sheaf_statement_get_int (statement, 0);

  return sheaf_entity_from_text (sheaf_statement_get_text (statement, 1), -1, error);
}

SheafEntity *
sheaf_sqlite_entity_load (SheafConnection  *connection,
                          SheafKind         kind,
                          const char       *id,
                          gint64           *row,
                          GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT row, value FROM entity WHERE kind = ?1 AND id = ?2",
                                        error);
  if (statement == NULL)
    return NULL;

  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);
  return read_entity (statement, row, error);
}

SheafEntity *
sheaf_sqlite_entity_load_row (SheafConnection  *connection,
                              gint64            row,
                              GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT row, value FROM entity WHERE row = ?1",
                                        error);
  if (statement == NULL)
    return NULL;

  sheaf_statement_bind_int (statement, 1, row);
  return read_entity (statement, NULL, error);
}

gint64
sheaf_sqlite_next_seq (SheafConnection  *connection,
                       GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  gint64 seq = 0;

  statement = sheaf_connection_prepare (connection, "UPDATE store SET seq = seq + 1 RETURNING seq",
                                        error);
  if (statement == NULL || !sheaf_statement_step (statement, error))
    return 0;

  /* Stepped to its end: what returns rows is done only then. */
  seq = sheaf_statement_get_int (statement, 0);
  return sheaf_statement_run (statement, error) ? seq : 0;
}

gint64
sheaf_sqlite_read_seq (SheafConnection  *connection,
                       GError          **error)
{
  g_autoptr (SheafStatement) statement =
      sheaf_connection_prepare (connection, "SELECT seq FROM store", error);

  if (statement == NULL || !sheaf_statement_step (statement, error))
    return -1;

  return sheaf_statement_get_int (statement, 0);
}

gboolean
sheaf_sqlite_write_seq (SheafConnection  *connection,
                        gint64            seq,
                        GError          **error)
{
  g_autoptr (SheafStatement) statement =
      sheaf_connection_prepare (connection, "UPDATE store SET seq = ?1", error);

  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, seq);
  return sheaf_statement_run (statement, error);
}

/* When an article came out; when it was taken in, if it does not say. */
static gint64
get_published (SheafEntity *entity)
{
  static const char *fields[] = { "published", "fetched" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 time = sheaf_entity_get_time (entity, fields[i]);

      if (time != SHEAF_TIME_NONE)
        return time;
    }

  return sheaf_entity_get_created (entity);
}

/* What does not say is as it is made. */
static const char *
get_state (SheafEntity *entity)
{
  const char *state;

  switch (sheaf_entity_get_kind (entity))
    {
    case SHEAF_KIND_ARTICLE:
      state = sheaf_entity_get_string (entity, "state");
      return state != NULL ? state : "inbox";

    case SHEAF_KIND_BUNDLE:
    case SHEAF_KIND_EDITORIAL:
      state = sheaf_entity_get_string (entity, "status");
      return state != NULL ? state : "draft";

    default:
      return NULL;
    }
}

static const char *
get_target (SheafEntity *entity)
{
  switch (sheaf_entity_get_kind (entity))
    {
    case SHEAF_KIND_ARTICLE:
      return sheaf_entity_get_string (entity, "same_as");

    case SHEAF_KIND_TAG:
      return sheaf_entity_get_string (entity, "merged_into");

    default:
      return NULL;
    }
}

static gboolean
write_tags (SheafConnection  *connection,
            SheafEntity      *before,
            SheafEntity      *after,
            gint64            row,
            GError          **error)
{
  g_autoptr (SheafStatement) delete = NULL;
  g_autoptr (SheafStatement) insert = NULL;
  JsonNode *old_tags = before != NULL ? sheaf_entity_get (before, "tags") : NULL;
  JsonNode *new_tags = sheaf_entity_get (after, "tags");
  JsonArray *tags = sheaf_json_get_array (new_tags);
  guint n_tags = tags != NULL ? json_array_get_length (tags) : 0;

  if (sheaf_json_equal (old_tags, new_tags))
    return TRUE;

  delete = sheaf_connection_prepare (connection, "DELETE FROM tagged WHERE entity = ?1", error);
  insert = delete != NULL ? sheaf_connection_prepare (connection,
                                                      "INSERT OR IGNORE INTO tagged (tag, entity) "
                                                      "VALUES (?1, ?2)",
                                                      error)
                          : NULL;
  if (insert == NULL)
    return FALSE;

  sheaf_statement_bind_int (delete, 1, row);
  if (!sheaf_statement_run (delete, error))
    return FALSE;

  for (guint i = 0; i < n_tags; i++)
    {
      const char *tag = sheaf_json_get_string (json_array_get_element (tags, i));

      if (tag == NULL)
        continue;
      sheaf_statement_bind_text (insert, 1, tag);
      sheaf_statement_bind_int (insert, 2, row);
      if (!sheaf_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

static const char save_sql[] =
    "INSERT INTO entity (kind, id, seq, rev, deleted, published, title, state, story, target, "
    "value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
    "ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, rev = excluded.rev, "
    "deleted = excluded.deleted, published = excluded.published, title = excluded.title, "
    "state = excluded.state, story = excluded.story, target = excluded.target, "
    "value = excluded.value RETURNING row";

gboolean
sheaf_sqlite_entity_save (SheafConnection  *connection,
                          SheafEntity      *before,
                          SheafEntity      *after,
                          gint64           *row,
                          GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, save_sql, error);
  SheafKind kind = sheaf_entity_get_kind (after);
  g_autofree char *text = sheaf_entity_to_text (after);
  g_autofree char *title = NULL;
  gboolean article = kind == SHEAF_KIND_ARTICLE;

  if (statement == NULL)
    return FALSE;

  /* Articles are listed by time: their titles need not be folded. */
  title = article ? g_strdup ("") : sheaf_fold (sheaf_entity_get_title (after));

  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, sheaf_entity_get_id (after));
  sheaf_statement_bind_int (statement, 3, sheaf_entity_get_seq (after));
  sheaf_statement_bind_int (statement, 4, sheaf_entity_get_rev (after));
  sheaf_statement_bind_int (statement, 5, sheaf_entity_is_deleted (after));
  sheaf_statement_bind_int (statement, 6, article ? get_published (after) : 0);
  sheaf_statement_bind_text (statement, 7, title);
  sheaf_statement_bind_text (statement, 8, get_state (after));
  sheaf_statement_bind_text (statement, 9,
                             article ? sheaf_entity_get_string (after, "story") : NULL);
  sheaf_statement_bind_text (statement, 10, get_target (after));
  sheaf_statement_bind_text (statement, 11, text);
  if (!sheaf_statement_step (statement, error))
    return FALSE;

  *row = sheaf_statement_get_int (statement, 0);
  return sheaf_statement_run (statement, error)
         && write_tags (connection, before, after, *row, error);
}
