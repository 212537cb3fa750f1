/* sheaf-held-state.c: states of the backend that wait for the answer to an edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-held-state.h"

#include "model/sheaf-json.h"

typedef struct
{
  SheafKind kind;
  char *id;
} Named;

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->id);
  g_free (named);
}

static SheafStatement *
prepare_for_entity (SheafTransaction  *transaction,
                    const char        *sql,
                    SheafKind          kind,
                    const char        *id,
                    GError           **error)
{
  SheafStatement *statement = sheaf_connection_prepare (transaction->connection, sql, error);

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);

  return statement;
}

gboolean
sheaf_held_state_is_due (SheafTransaction  *transaction,
                         SheafKind          kind,
                         const char        *id,
                         GError           **error)
{
  g_autoptr (SheafStatement) statement = prepare_for_entity (
    transaction,
    "SELECT 1 FROM edit WHERE kind = ?1 AND entity = ?2 AND state = 0 AND sent = 1 LIMIT 1", kind,
    id, error);

  return statement != NULL && sheaf_statement_step (statement, error);
}

gboolean
sheaf_held_state_keep (SheafTransaction  *transaction,
                       SheafEntity       *entity,
                       gint64             generation,
                       GError           **error)
{
  g_autofree char *body = sheaf_entity_to_text (entity);
  g_autoptr (SheafStatement) statement = prepare_for_entity (
    transaction,
    "INSERT INTO held (kind, entity, generation, seq, body) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (kind, entity) DO UPDATE SET generation = ?3, seq = ?4, body = ?5"
    " WHERE (generation, seq) < (?3, ?4)",
    sheaf_entity_get_kind (entity), sheaf_entity_get_id (entity), error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 3, generation);
  sheaf_statement_bind_int (statement, 4, sheaf_entity_get_seq (entity));
  sheaf_statement_bind_text (statement, 5, body);

  return sheaf_statement_run (statement, error);
}

/* What is held of the entity, which then is held no more. FALSE with @error alone is a failure. */
static gboolean
take_held (SheafTransaction  *transaction,
           SheafKind          kind,
           const char        *id,
           SheafEntity      **entity,
           gint64            *generation,
           GError           **error)
{
  g_autoptr (SheafStatement) select = prepare_for_entity (
    transaction, "SELECT generation, body FROM held WHERE kind = ?1 AND entity = ?2", kind, id,
    error);
  g_autoptr (SheafStatement) remove = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  if (!sheaf_statement_step (select, &failure))
    {
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *generation = sheaf_statement_get_int (select, 0);
  node = sheaf_json_parse (sheaf_statement_get_text (select, 1), -1, error);
  if (node == NULL)
    return FALSE;
  *entity = sheaf_entity_from_json (node, error);
  if (*entity == NULL)
    return FALSE;

  remove = prepare_for_entity (transaction, "DELETE FROM held WHERE kind = ?1 AND entity = ?2",
                               kind, id, error);

  return remove != NULL && sheaf_statement_run (remove, error);
}

gboolean
sheaf_held_state_settle (SheafTransaction  *transaction,
                         SheafKind          kind,
                         const char        *id,
                         SheafEntity       *answer,
                         gint64             generation,
                         GError           **error)
{
  g_autoptr (SheafStatement) end = NULL;
  g_autoptr (SheafEntity) held = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 held_generation = 0;
  gboolean taken = FALSE;

  /* The backend followed `same_as`: what it answers with is the other article. */
  if (answer != NULL && !g_str_equal (sheaf_entity_get_id (answer), id))
    {
      if (!sheaf_transaction_receive (transaction, answer, generation, error))
        return FALSE;
      answer = NULL;
    }

  if (sheaf_held_state_is_due (transaction, kind, id, &failure))
    return answer == NULL || sheaf_held_state_keep (transaction, answer, generation, error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  end = prepare_for_entity (
    transaction,
    "UPDATE edit SET state = 1 WHERE kind = ?1 AND entity = ?2 AND state = 0 AND sent = 2", kind,
    id, error);
  if (end == NULL || !sheaf_statement_run (end, error) ||
      !take_held (transaction, kind, id, &held, &held_generation, error))
    return FALSE;

  if (held != NULL &&
      (answer == NULL || held_generation > generation ||
       (held_generation == generation &&
        sheaf_entity_get_seq (held) > sheaf_entity_get_seq (answer))))
    {
      answer = held;
      generation = held_generation;
    }

  /* Rebased in any case: where the state came before the answer, the edit is no longer on top. */
  if (answer != NULL && !sheaf_transaction_take (transaction, answer, generation, &taken, error))
    return FALSE;

  return taken || sheaf_transaction_rebase (transaction, kind, id, error);
}

static GPtrArray *
list_held (SheafTransaction  *transaction,
           GError           **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (transaction->connection, "SELECT kind, entity FROM held", error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (named_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (sheaf_statement_step (statement, &failure))
    {
      Named *named = g_new0 (Named, 1);

      named->kind = sheaf_statement_get_int (statement, 0);
      named->id = g_strdup (sheaf_statement_get_text (statement, 1));
      g_ptr_array_add (all, named);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&all);
}

gboolean
sheaf_held_state_unsend (SheafTransaction  *transaction,
                         gint64             first,
                         gint64             last,
                         GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "UPDATE edit SET sent = 0 WHERE n BETWEEN ?1 AND ?2 AND state = 0 AND sent = 1", error);
  g_autoptr (GPtrArray) held = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, first);
  sheaf_statement_bind_int (statement, 2, last);
  if (!sheaf_statement_run (statement, error))
    return FALSE;

  held = list_held (transaction, error);
  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      Named *named = g_ptr_array_index (held, i);

      if (!sheaf_held_state_settle (transaction, named->kind, named->id, NULL, 0, error))
        return FALSE;
    }

  return held != NULL;
}
