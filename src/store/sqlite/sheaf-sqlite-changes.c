/* sheaf-sqlite-changes.c: what changed after a seq, and what the backend learns by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/sheaf-field.h"
#include "model/sheaf-json.h"
#include "store/sqlite/sheaf-sqlite-article.h"
#include "store/sqlite/sheaf-sqlite-calls.h"

#define DEFAULT_LIMIT 500
#define MAX_LIMIT 1000

static gboolean
seq_work (SheafConnection  *connection,
          gpointer          data,
          GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT seq FROM store", error);
  if (statement == NULL || !sheaf_statement_step (statement, error))
    return FALSE;

  *(gint64 *) data = sheaf_statement_get_int (statement, 0);
  return TRUE;
}

gint64
sheaf_sqlite_get_seq (SheafStore  *store,
                      GError     **error)
{
  gint64 seq = -1;

  return sheaf_sqlite_read (store, seq_work, &seq, error) ? seq : -1;
}

typedef struct
{
  gint64 since;
  guint limit;
  SheafChanges *changes;
} ChangesCall;

static gboolean
changes_work (SheafConnection  *connection,
              gpointer          data,
              GError          **error)
{
  ChangesCall *call = data;
  SheafChanges *changes = call->changes;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;
  gint64 newest = 0;

  if (!seq_work (connection, &newest, error))
    return FALSE;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT value FROM entity WHERE seq > ?1 ORDER BY seq "
                                        "LIMIT ?2",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, call->since);
  sheaf_statement_bind_int (statement, 2, call->limit + 1);
  while (sheaf_statement_step (statement, &step_error))
    {
      SheafEntity *entity;

      if (changes->entities->len == call->limit)
        {
          changes->more = TRUE;
          break;
        }

      entity = sheaf_entity_from_text (sheaf_statement_get_text (statement, 0), -1, error);
      if (entity == NULL)
        return FALSE;
      g_ptr_array_add (changes->entities, entity);
      changes->seq = sheaf_entity_get_seq (entity);
    }

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  /* At the end these reach up to now, also where the last numbers went to edits without effect. */
  if (!changes->more)
    changes->seq = newest;

  return TRUE;
}

SheafChanges *
sheaf_sqlite_get_changes (SheafStore  *store,
                          gint64       since,
                          guint        limit,
                          GError     **error)
{
  g_autoptr (SheafChanges) changes = g_new0 (SheafChanges, 1);
  ChangesCall call = { .since = since, .changes = changes };

  changes->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  call.limit = limit == 0 ? DEFAULT_LIMIT : MIN (limit, MAX_LIMIT);
  if (!sheaf_sqlite_read (store, changes_work, &call, error))
    return NULL;

  return g_steal_pointer (&changes);
}

typedef struct
{
  SheafKind kind;
  const char *id;
  JsonObject *fields;
} LearnCall;

/* Puts @fields into *@merged, which stays NULL if they say nothing new. */
static gboolean
merge_fields (SheafEntity  *entity,
              JsonObject   *fields,
              JsonObject  **merged,
              GError      **error)
{
  g_autoptr (JsonObject) value = sheaf_json_fork_object (sheaf_entity_get_value (entity));
  gboolean differs = FALSE;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const SheafField *field = sheaf_field_lookup (sheaf_entity_get_kind (entity), name);

      if (field != NULL && !sheaf_field_check_shape (field, node))
        {
          g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED,
                       "“%s” cannot hold what was learnt", name);
          return FALSE;
        }

      if (sheaf_json_equal (sheaf_entity_get (entity, name), node))
        continue;

      differs = TRUE;
      if (sheaf_json_is_empty (node))
        json_object_remove_member (value, name);
      else
        json_object_set_member (value, name, sheaf_json_copy (node));
    }

  if (differs)
    *merged = g_steal_pointer (&value);
  return TRUE;
}

static gboolean
learn_work (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  LearnCall *call = data;
  g_autoptr (GError) load_error = NULL;
  g_autoptr (SheafEntity) before = NULL;
  g_autoptr (SheafEntity) learnt = NULL;
  g_autoptr (SheafEntity) after = NULL;
  g_autoptr (JsonObject) value = NULL;
  gint64 seq;
  gint64 row = 0;

  before = sheaf_sqlite_entity_load (connection, call->kind, call->id, NULL, &load_error);
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }

  if (before == NULL)
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND, "There is no %s %s",
                   sheaf_kind_to_string (call->kind), call->id);
      return FALSE;
    }

  if (!merge_fields (before, call->fields, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;

  seq = sheaf_sqlite_next_seq (connection, error);
  if (seq == 0)
    return FALSE;

  learnt = sheaf_entity_with_value (before, value);
  after = sheaf_entity_with_seq (learnt, seq);
  if (call->kind == SHEAF_KIND_ARTICLE)
    return sheaf_sqlite_article_save (connection, before, after, FALSE, NULL, &row, error);

  return sheaf_sqlite_entity_save (connection, before, after, &row, error);
}

gboolean
sheaf_sqlite_learn (SheafStore  *store,
                    SheafKind    kind,
                    const char  *id,
                    JsonObject  *fields,
                    GError     **error)
{
  LearnCall call = { .kind = kind, .id = id, .fields = fields };

  return sheaf_sqlite_write (store, learn_work, &call, error);
}
