/* sheaf-sqlite-edits.c: edits applied, in one order, and their log
 *
 * Every edit takes a number of the order, also one without effect: the log is read by them. What
 * it changed gets the same number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-article.h"
#include "store/sqlite/sheaf-sqlite-calls.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

/* `same_as` leads to an article that leads to none; more steps than this are a ring. */
#define MAX_STEPS 8

typedef struct
{
  GPtrArray *edits; /* (element-type SheafEdit) */
  const char *by;
  gint64 now;
  gint64 seq; /* the last that was taken */
  GPtrArray *outcomes; /* (element-type SheafOutcome) */
} ApplyCall;

/* Returns: (transfer full): what @name holds in a logged outcome. */
static JsonArray *
read_changes (JsonObject *outcome,
              const char *name)
{
  JsonArray *changes = sheaf_json_get_array (json_object_get_member (outcome, name));
  JsonArray *copy = json_array_new ();

  for (guint i = 0; changes != NULL && i < json_array_get_length (changes); i++)
    json_array_add_element (copy, json_node_ref (json_array_get_element (changes, i)));

  return copy;
}

/* Whether @edit is in the log: then *@outcome is what came of it, with the entity as it stands. */
static gboolean
find_logged (SheafConnection  *connection,
             SheafEdit        *edit,
             SheafOutcome    **outcome,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (SheafOutcome) logged = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT kind, entity, outcome FROM edit WHERE id = ?1",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, sheaf_edit_get_id (edit));
  if (!sheaf_statement_step (statement, &step_error))
    {
      if (step_error != NULL)
        g_propagate_error (error, g_steal_pointer (&step_error));
      return step_error == NULL;
    }

  node = sheaf_json_parse (sheaf_statement_get_text (statement, 2), -1, error);
  if (node == NULL)
    return FALSE;

  logged = g_new0 (SheafOutcome, 1);
  logged->applied = read_changes (json_node_get_object (node), "applied");
  logged->clashes = read_changes (json_node_get_object (node), "clashes");
  logged->entity = sheaf_sqlite_entity_load (connection, sheaf_statement_get_int (statement, 0),
                                             sheaf_statement_get_text (statement, 1), NULL,
                                             &step_error);
  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  *outcome = g_steal_pointer (&logged);
  return TRUE;
}

static gboolean
log_edit (SheafConnection  *connection,
          const ApplyCall  *call,
          SheafEdit        *edit,
          SheafOutcome     *outcome,
          gint64            seq,
          GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (JsonNode) outcome_node = sheaf_outcome_to_json (outcome, sheaf_edit_get_id (edit));
  g_autofree char *outcome_text = sheaf_json_to_text (outcome_node);
  g_autofree char *edit_text = sheaf_edit_to_text (edit);

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO edit (seq, id, kind, entity, by, received, "
                                        "edit, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, seq);
  sheaf_statement_bind_text (statement, 2, sheaf_edit_get_id (edit));
  sheaf_statement_bind_int (statement, 3, sheaf_edit_get_kind (edit));
  sheaf_statement_bind_text (statement, 4, sheaf_edit_get_entity_id (edit));
  sheaf_statement_bind_text (statement, 5, call->by);
  sheaf_statement_bind_int (statement, 6, call->now);
  sheaf_statement_bind_text (statement, 7, edit_text);
  sheaf_statement_bind_text (statement, 8, outcome_text);
  return sheaf_statement_run (statement, error);
}

/* An article's body lies apart from the entity, except where it is written by an edit. */
static gboolean
touches_body (SheafEdit *edit)
{
  if (sheaf_edit_get_kind (edit) != SHEAF_KIND_ARTICLE)
    return FALSE;

  for (guint i = 0; i < sheaf_edit_get_n_changes (edit); i++)
    {
      const SheafChange *change = sheaf_edit_get_change (edit, i);

      if (change->op == SHEAF_OP_CREATE || g_strcmp0 (change->field, "body") == 0)
        return TRUE;
    }

  return FALSE;
}

static SheafEntity *
with_body (SheafEntity *article,
           const char  *body)
{
  g_autoptr (JsonObject) value = NULL;

  value = sheaf_json_fork_object (sheaf_entity_get_value (article));
  if (body != NULL)
    json_object_set_member (value, "body", sheaf_json_string (body));
  else
    json_object_remove_member (value, "body");

  return sheaf_entity_with_value (article, value);
}

/* What @edit is applied to. NULL without @error if there is nothing yet. */
static SheafEntity *
load_current (SheafConnection  *connection,
              SheafEdit        *edit,
              SheafEntity     **before,
              GError          **error)
{
  g_autoptr (GError) load_error = NULL;
  g_autofree char *body = NULL;
  gint64 row = 0;

  *before = sheaf_sqlite_entity_load (connection, sheaf_edit_get_kind (edit),
                                      sheaf_edit_get_entity_id (edit), &row, &load_error);
  if (*before != NULL && touches_body (edit))
    body = sheaf_sqlite_article_load_body (connection, row, &load_error);

  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return NULL;
    }

  if (*before == NULL)
    return NULL;

  return body != NULL ? with_body (*before, body) : sheaf_entity_ref (*before);
}

static gboolean
save_changed (SheafConnection  *connection,
              SheafEdit        *edit,
              SheafEntity      *before,
              SheafOutcome     *outcome,
              gint64            seq,
              GError          **error)
{
  g_autoptr (SheafEntity) changed = sheaf_entity_with_seq (outcome->entity, seq);
  g_autoptr (SheafEntity) bare = NULL;
  const char *body;
  gint64 row = 0;

  if (sheaf_edit_get_kind (edit) != SHEAF_KIND_ARTICLE)
    {
      if (!sheaf_sqlite_entity_save (connection, before, changed, &row, error))
        return FALSE;
      bare = sheaf_entity_ref (changed);
    }
  else
    {
      body = sheaf_entity_get_string (changed, "body");
      bare = with_body (changed, NULL);
      if (!sheaf_sqlite_article_save (connection, before, bare, touches_body (edit), body, &row,
                                      error))
        return FALSE;
    }

  g_clear_pointer (&outcome->entity, sheaf_entity_unref);
  outcome->entity = g_steal_pointer (&bare);
  return TRUE;
}

/* Whether @edit says of the article that it is, or is not, another, or is of the article as such. */
static gboolean
is_of_itself (SheafEdit *edit)
{
  if (sheaf_edit_get_kind (edit) != SHEAF_KIND_ARTICLE || sheaf_edit_is_whole (edit))
    return TRUE;

  for (guint i = 0; i < sheaf_edit_get_n_changes (edit); i++)
    {
      if (g_strcmp0 (sheaf_edit_get_change (edit, i)->field, "same_as") == 0)
        return TRUE;
    }

  return FALSE;
}

/* The article that @edit is to change: the one that it names was found to be another since it was
 * made. Returns: (transfer full) (nullable): NULL without @error if it stands for itself. */
static char *
find_followed (SheafConnection  *connection,
               SheafEdit        *edit,
               GError          **error)
{
  g_autofree char *id = g_strdup (sheaf_edit_get_entity_id (edit));

  for (guint i = 0; i < MAX_STEPS; i++)
    {
      g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
          connection,
          "SELECT e.target FROM entity e JOIN entity t ON t.kind = e.kind AND t.id = e.target "
          "WHERE e.kind = ?1 AND e.id = ?2",
          error);
      g_autoptr (GError) step_error = NULL;
      char *target;

      if (statement == NULL)
        return NULL;
      sheaf_statement_bind_int (statement, 1, SHEAF_KIND_ARTICLE);
      sheaf_statement_bind_text (statement, 2, id);
      if (!sheaf_statement_step (statement, &step_error))
        {
          if (step_error != NULL)
            g_propagate_error (error, g_steal_pointer (&step_error));
          return i == 0 || step_error != NULL ? NULL : g_steal_pointer (&id);
        }
      target = g_strdup (sheaf_statement_get_text (statement, 0));
      g_free (id);
      id = target;
    }

  /* A ring leads nowhere. */
  return NULL;
}

/* @edit as it is applied and logged: of the article that it leads to, with its own id. */
static SheafEdit *
follow (SheafConnection  *connection,
        SheafEdit        *edit,
        GError          **error)
{
  g_autoptr (GError) find_error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!is_of_itself (edit))
    id = find_followed (connection, edit, &find_error);
  if (find_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&find_error));
      return NULL;
    }
  if (id == NULL)
    return sheaf_edit_ref (edit);

  node = sheaf_edit_to_json (edit);
  json_object_set_string_member (json_node_get_object (node), "entity_id", id);

  return sheaf_edit_from_json (node, error);
}

static SheafOutcome *
apply_one (SheafConnection  *connection,
           ApplyCall        *call,
           SheafEdit        *edit,
           GError          **error)
{
  g_autoptr (SheafOutcome) outcome = NULL;
  g_autoptr (SheafEntity) before = NULL;
  g_autoptr (SheafEntity) current = NULL;
  g_autoptr (GError) load_error = NULL;
  const gint64 seq = call->seq + 1;

  current = load_current (connection, edit, &before, &load_error);
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return NULL;
    }

  outcome = sheaf_edit_apply (edit, current, call->now, error);
  if (outcome == NULL)
    {
      g_prefix_error (error, "%s: ", sheaf_edit_get_id (edit));
      return NULL;
    }

  if (!log_edit (connection, call, edit, outcome, seq, error))
    return NULL;
  call->seq = seq;

  if (json_array_get_length (outcome->applied) > 0)
    {
      if (!save_changed (connection, edit, before, outcome, seq, error))
        return NULL;
    }
  else
    {
      g_clear_pointer (&outcome->entity, sheaf_entity_unref);
      outcome->entity = g_steal_pointer (&before);
    }

  return g_steal_pointer (&outcome);
}

static gboolean
apply_work (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  ApplyCall *call = data;

  call->seq = sheaf_sqlite_read_seq (connection, error);
  if (call->seq < 0)
    return FALSE;

  for (guint i = 0; i < call->edits->len; i++)
    {
      SheafEdit *edit = g_ptr_array_index (call->edits, i);
      SheafOutcome *outcome = NULL;

      if (!find_logged (connection, edit, &outcome, error))
        return FALSE;

      if (outcome == NULL)
        {
          g_autoptr (SheafEdit) followed = follow (connection, edit, error);

          outcome = followed == NULL ? NULL : apply_one (connection, call, followed, error);
        }
      if (outcome == NULL)
        return FALSE;

      g_ptr_array_add (call->outcomes, outcome);
    }

  return sheaf_sqlite_write_seq (connection, call->seq, error);
}

GPtrArray *
sheaf_sqlite_apply (SheafStore  *store,
                    GPtrArray   *edits,
                    const char  *by,
                    GError     **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  ApplyCall call = { .edits = edits, .by = by, .now = sheaf_time_now () };

  g_return_val_if_fail (edits != NULL && by != NULL, NULL);

  outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_outcome_free);
  call.outcomes = outcomes;
  if (!sheaf_sqlite_write (store, apply_work, &call, error))
    return NULL;

  return g_steal_pointer (&outcomes);
}

typedef struct
{
  SheafKind kind;
  const char *id;
  gint64 before;
  guint limit;
  JsonArray *edits;
} HistoryCall;

static JsonObject *
read_logged (SheafStatement  *statement,
             GError         **error)
{
  g_autoptr (JsonNode) edit = NULL;
  g_autoptr (JsonNode) outcome = NULL;
  g_autofree char *received = sheaf_time_to_string (sheaf_statement_get_int (statement, 3));
  JsonObject *object;

  edit = sheaf_json_parse (sheaf_statement_get_text (statement, 0), -1, error);
  outcome = edit != NULL ? sheaf_json_parse (sheaf_statement_get_text (statement, 1), -1, error)
                         : NULL;
  if (outcome == NULL)
    return NULL;

  object = sheaf_json_fork_object (json_node_get_object (edit));
  json_object_set_string_member (object, "by", sheaf_statement_get_text (statement, 2));
  json_object_set_string_member (object, "received", received);
  json_object_set_int_member (object, "seq", sheaf_statement_get_int (statement, 4));
  json_object_set_array_member (object, "applied",
                                read_changes (json_node_get_object (outcome), "applied"));
  json_object_set_array_member (object, "clashes",
                                read_changes (json_node_get_object (outcome), "clashes"));

  return object;
}

static gboolean
history_work (SheafConnection  *connection,
              gpointer          data,
              GError          **error)
{
  HistoryCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT edit, outcome, by, received, seq FROM edit "
                                        "WHERE kind = ?1 AND entity = ?2 AND seq < ?3 "
                                        "ORDER BY seq DESC LIMIT ?4",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, call->kind);
  sheaf_statement_bind_text (statement, 2, call->id);
  sheaf_statement_bind_int (statement, 3, call->before > 0 ? call->before : G_MAXINT64);
  sheaf_statement_bind_int (statement, 4, call->limit);
  while (sheaf_statement_step (statement, &step_error))
    {
      JsonObject *edit = read_logged (statement, error);

      if (edit == NULL)
        return FALSE;
      json_array_add_object_element (call->edits, edit);
    }

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

JsonArray *
sheaf_sqlite_get_history (SheafStore  *store,
                          SheafKind    kind,
                          const char  *id,
                          gint64       before,
                          guint        limit,
                          GError     **error)
{
  g_autoptr (JsonArray) edits = json_array_new ();
  HistoryCall call = { .kind = kind, .id = id, .before = before, .edits = edits };

  call.limit = limit == 0 ? DEFAULT_LIMIT : MIN (limit, MAX_LIMIT);
  if (!sheaf_sqlite_read (store, history_work, &call, error))
    return NULL;

  return g_steal_pointer (&edits);
}
