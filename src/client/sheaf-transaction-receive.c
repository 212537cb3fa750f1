/* sheaf-transaction-receive.c: what the backend sends taken into the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-index.h"
#include "client/sheaf-held-state.h"
#include "client/sheaf-small-index.h"
#include "client/sheaf-transaction.h"
#include "client/sheaf-waiting.h"

/* What is known of an entity without reading it. */
typedef struct
{
  gint64 row;
  gint64 generation;
  gint64 seq;
  gboolean has_base;
} Known;

static gboolean
find_known (SheafTransaction  *self,
            SheafKind          kind,
            const char        *id,
            Known             *known,
            GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection,
    "SELECT row, generation, seq, base IS NOT NULL FROM entity WHERE kind = ?1 AND id = ?2", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);
  if (sheaf_statement_step (statement, &failure))
    {
      known->row = sheaf_statement_get_int (statement, 0);
      known->generation = sheaf_statement_get_int (statement, 1);
      known->seq = sheaf_statement_get_int (statement, 2);
      known->has_base = sheaf_statement_get_int (statement, 3);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static gboolean
write_base (SheafTransaction  *self,
            Known             *known,
            SheafEntity       *entity,
            gint64             generation,
            GError           **error)
{
  g_autofree char *base = sheaf_entity_to_text (entity);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection,
    known->row == 0
      ? "INSERT INTO entity (base, seq, generation, kind, id) VALUES (?1, ?2, ?3, ?4, ?5)"
      : "UPDATE entity SET base = ?1, seq = ?2, generation = max (generation, ?3) WHERE row = ?4",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, base);
  sheaf_statement_bind_int (statement, 2, sheaf_entity_get_seq (entity));
  sheaf_statement_bind_int (statement, 3, generation);
  if (known->row == 0)
    {
      sheaf_statement_bind_int (statement, 4, sheaf_entity_get_kind (entity));
      sheaf_statement_bind_text (statement, 5, sheaf_entity_get_id (entity));
    }
  else
    sheaf_statement_bind_int (statement, 4, known->row);
  if (!sheaf_statement_run (statement, error))
    return FALSE;

  if (known->row == 0)
    known->row = sqlite3_last_insert_rowid (sheaf_connection_get_handle (self->connection));

  return TRUE;
}

static gboolean
take_article (SheafTransaction  *self,
              Known             *known,
              SheafEntity       *article,
              gint64             generation,
              GError           **error)
{
  const gboolean is_new = known->row == 0;
  g_autoptr (SheafEntity) shown = NULL;

  if (!sheaf_article_index_check_body (self, known->row, article, error) ||
      !write_base (self, known, article, generation, error) ||
      !sheaf_transaction_replay (self, SHEAF_KIND_ARTICLE, sheaf_entity_get_id (article), article,
                                 &shown, error))
    return FALSE;

  if (is_new && sheaf_article_index_is_new (shown))
    self->delta->arrived++;

  return sheaf_article_index_update (self, known->row, shown, error);
}

static gboolean
take_small (SheafTransaction  *self,
            Known             *known,
            SheafEntity       *entity,
            gint64             generation,
            GError           **error)
{
  const SheafKind kind = sheaf_entity_get_kind (entity);
  const char *id = sheaf_entity_get_id (entity);
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEntity) former = NULL;

  if (!sheaf_transaction_load (self, kind, id, &state, error) ||
      !write_base (self, known, entity, generation, error))
    return FALSE;

  former = g_steal_pointer (&state.shown);
  g_clear_pointer (&state.base, sheaf_entity_unref);
  state.row = known->row;
  state.base = sheaf_entity_ref (entity);

  return sheaf_transaction_replay (self, kind, id, entity, &state.shown, error) &&
         sheaf_transaction_store (self, &state, former, error);
}

gboolean
sheaf_transaction_take (SheafTransaction  *self,
                        SheafEntity       *entity,
                        gint64             generation,
                        gboolean          *taken,
                        GError           **error)
{
  Known known = { 0 };

  if (!find_known (self, sheaf_entity_get_kind (entity), sheaf_entity_get_id (entity), &known,
                   error))
    return FALSE;

  /* The answer to an edit may have overtaken a batch that was read before it. */
  *taken = !known.has_base || known.generation != generation ||
           known.seq < sheaf_entity_get_seq (entity);
  if (!*taken)
    return TRUE;

  return sheaf_entity_get_kind (entity) == SHEAF_KIND_ARTICLE
           ? take_article (self, &known, entity, generation, error)
           : take_small (self, &known, entity, generation, error);
}

gboolean
sheaf_transaction_receive (SheafTransaction  *self,
                           SheafEntity       *entity,
                           gint64             generation,
                           GError           **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean taken;

  if (sheaf_held_state_is_due (self, sheaf_entity_get_kind (entity), sheaf_entity_get_id (entity),
                               &failure))
    return sheaf_held_state_keep (self, entity, generation, error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return sheaf_transaction_take (self, entity, generation, &taken, error);
}

gboolean
sheaf_transaction_rebase (SheafTransaction  *self,
                          SheafKind          kind,
                          const char        *id,
                          GError           **error)
{
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEntity) former = NULL;

  if (!sheaf_transaction_load (self, kind, id, &state, error))
    return FALSE;
  if (state.row == 0)
    return TRUE;

  former = g_steal_pointer (&state.shown);
  if (!sheaf_transaction_replay (self, kind, id, state.base, &state.shown, error))
    return FALSE;
  if (state.shown == NULL)
    return sheaf_small_index_forget (self, state.row, kind, id, error);

  return sheaf_transaction_store (self, &state, former, error);
}
