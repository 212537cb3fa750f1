/* sheaf-sqlite-notes.c: the backend's own notes, secrets, and what commands answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-calls.h"

/* How long an answer is kept: 30 days. */
#define ANSWER_LIFE (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * 1000)

/* A value by its name, in a table of such. */
typedef struct
{
  const char *sql;
  const char *remove_sql;
  const char *name;
  const char *value;
  char *found;
} NoteCall;

static gboolean
get_note_work (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  NoteCall *call = data;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, call->sql, error);
  g_autoptr (GError) step_error = NULL;

  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->name);
  if (sheaf_statement_step (statement, &step_error))
    call->found = g_strdup (sheaf_statement_get_text (statement, 0));

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
set_note_work (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  NoteCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        call->value != NULL ? call->sql : call->remove_sql, error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->name);
  if (call->value != NULL)
    sheaf_statement_bind_text (statement, 2, call->value);
  return sheaf_statement_run (statement, error);
}

JsonObject *
sheaf_sqlite_get_state (SheafStore  *store,
                        const char  *name,
                        GError     **error)
{
  NoteCall call = { .sql = "SELECT value FROM state WHERE name = ?1", .name = name };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (!sheaf_sqlite_read (store, get_note_work, &call, error) || call.found == NULL)
    return NULL;

  text = call.found;
  node = sheaf_json_parse (text, -1, error);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? sheaf_json_copy_object (json_node_get_object (node))
             : NULL;
}

gboolean
sheaf_sqlite_set_state (SheafStore  *store,
                        const char  *name,
                        JsonObject  *state,
                        GError     **error)
{
  NoteCall call = {
    .sql = "INSERT INTO state (name, value) VALUES (?1, ?2) "
           "ON CONFLICT DO UPDATE SET value = excluded.value",
    .remove_sql = "DELETE FROM state WHERE name = ?1",
    .name = name,
  };
  g_autofree char *text = NULL;

  if (state != NULL)
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), state);

      text = sheaf_json_to_text (node);
    }

  call.value = text;
  return sheaf_sqlite_write (store, set_note_work, &call, error);
}

char *
sheaf_sqlite_get_secret (SheafStore  *store,
                         const char  *owner,
                         GError     **error)
{
  NoteCall call = { .sql = "SELECT value FROM secret WHERE owner = ?1", .name = owner };

  return sheaf_sqlite_read (store, get_note_work, &call, error) ? call.found : NULL;
}

gboolean
sheaf_sqlite_set_secret (SheafStore  *store,
                         const char  *owner,
                         const char  *secret,
                         GError     **error)
{
  NoteCall call = {
    .sql = "INSERT INTO secret (owner, value) VALUES (?1, ?2) "
           "ON CONFLICT DO UPDATE SET value = excluded.value",
    .remove_sql = "DELETE FROM secret WHERE owner = ?1",
    .name = owner,
    .value = secret,
  };

  return sheaf_sqlite_write (store, set_note_work, &call, error);
}

typedef struct
{
  const char *key;
  const char *request_hash;
  const char *value;
  gint64 now;
  char *found;
} AnswerCall;

static gboolean
find_answer_work (SheafConnection  *connection,
                  gpointer          data,
                  GError          **error)
{
  AnswerCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT request, value FROM answer "
                                        "WHERE key = ?1 AND at >= ?2",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->key);
  sheaf_statement_bind_int (statement, 2, call->now - ANSWER_LIFE);
  if (!sheaf_statement_step (statement, &step_error))
    {
      if (step_error != NULL)
        g_propagate_error (error, g_steal_pointer (&step_error));
      return step_error == NULL;
    }

  if (strcmp (sheaf_statement_get_text (statement, 0), call->request_hash) != 0)
    {
      g_set_error_literal (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_KEY_USED,
                           "This key was used for another request");
      return FALSE;
    }

  call->found = g_strdup (sheaf_statement_get_text (statement, 1));
  return TRUE;
}

static gboolean
prune_answers (SheafConnection  *connection,
               gint64            now,
               GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "DELETE FROM answer WHERE at < ?1", error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, now - ANSWER_LIFE);
  return sheaf_statement_run (statement, error);
}

/* The first answer stands: a second one for the same request changes nothing. */
static gboolean
add_answer_work (SheafConnection  *connection,
                 gpointer          data,
                 GError          **error)
{
  AnswerCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autofree char *found = NULL;
  gboolean ok;

  if (!prune_answers (connection, call->now, error))
    return FALSE;

  ok = find_answer_work (connection, call, error);
  found = g_steal_pointer (&call->found);
  if (!ok || found != NULL)
    return ok;

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO answer (key, request, value, at) "
                                        "VALUES (?1, ?2, ?3, ?4)",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->key);
  sheaf_statement_bind_text (statement, 2, call->request_hash);
  sheaf_statement_bind_text (statement, 3, call->value);
  sheaf_statement_bind_int (statement, 4, call->now);
  return sheaf_statement_run (statement, error);
}

JsonNode *
sheaf_sqlite_find_answer (SheafStore  *store,
                          const char  *key,
                          const char  *request_hash,
                          GError     **error)
{
  AnswerCall call = { .key = key, .request_hash = request_hash, .now = sheaf_time_now () };
  g_autofree char *text = NULL;

  if (!sheaf_sqlite_read (store, find_answer_work, &call, error) || call.found == NULL)
    return NULL;

  text = call.found;
  return sheaf_json_parse (text, -1, error);
}

gboolean
sheaf_sqlite_add_answer (SheafStore  *store,
                         const char  *key,
                         const char  *request_hash,
                         JsonNode    *answer,
                         GError     **error)
{
  g_autofree char *text = sheaf_json_to_text (answer);
  AnswerCall call = {
    .key = key,
    .request_hash = request_hash,
    .value = text,
    .now = sheaf_time_now (),
  };

  return sheaf_sqlite_write (store, add_answer_work, &call, error);
}
