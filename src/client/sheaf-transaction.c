/* sheaf-transaction.c: entities read and written in one transaction of the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-transaction.h"

#include "client/sheaf-article-index.h"
#include "client/sheaf-small-index.h"
#include "client/sheaf-waiting.h"

/* `same_as` leads to an article that leads to none; more steps than this are a ring. */
#define MAX_STEPS 8

void
sheaf_replica_state_clear (SheafReplicaState *state)
{
  state->row = 0;
  g_clear_pointer (&state->base, sheaf_entity_unref);
  g_clear_pointer (&state->shown, sheaf_entity_unref);
}

static gboolean
read_entity (SheafStatement  *statement,
             int              column,
             SheafEntity    **entity,
             GError         **error)
{
  const char *text = sheaf_statement_get_text (statement, column);

  if (text == NULL)
    return TRUE;

  *entity = sheaf_entity_from_text (text, -1, error);

  return *entity != NULL;
}

/* What is shown of an article is not written but made when it is asked for: an act on a hundred
 * thousand writes their edits and what lists read, and nothing else. Small kinds are few and read
 * whole when the desk opens; theirs is written. */
static gboolean
load_row (SheafStatement     *row,
          SheafConnection    *connection,
          SheafReplicaState  *state,
          GError            **error)
{
  const SheafKind kind = sheaf_statement_get_int (row, 3);

  state->row = sheaf_statement_get_int (row, 0);
  if (!read_entity (row, 1, &state->base, error))
    return FALSE;
  if (kind == SHEAF_KIND_ARTICLE)
    return sheaf_connection_apply_waiting (connection, kind, sheaf_statement_get_text (row, 4),
                                           state->base, &state->shown, error);

  if (!read_entity (row, 2, &state->shown, error))
    return FALSE;
  if (state->shown == NULL && state->base != NULL)
    state->shown = sheaf_entity_ref (state->base);

  return TRUE;
}

static gboolean
load_first (SheafStatement     *statement,
            SheafConnection    *connection,
            SheafReplicaState  *state,
            GError            **error)
{
  g_autoptr (GError) failure = NULL;

  if (sheaf_statement_step (statement, &failure))
    return load_row (statement, connection, state, error);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
load (SheafConnection    *connection,
      SheafKind           kind,
      const char         *id,
      SheafReplicaState  *state,
      GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT row, base, shown, kind, id FROM entity WHERE kind = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);

  return load_first (statement, connection, state, error);
}

gboolean
sheaf_transaction_load (SheafTransaction   *self,
                        SheafKind           kind,
                        const char         *id,
                        SheafReplicaState  *state,
                        GError            **error)
{
  return load (self->connection, kind, id, state, error);
}

gboolean
sheaf_transaction_load_row (SheafTransaction   *self,
                            gint64              row,
                            SheafReplicaState  *state,
                            GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "SELECT row, base, shown, kind, id FROM entity WHERE row = ?1", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);

  return load_first (statement, self->connection, state, error);
}

SheafEntity *
sheaf_connection_load_shown (SheafConnection  *connection,
                             SheafKind         kind,
                             const char       *id,
                             GError          **error)
{
  g_auto (SheafReplicaState) state = { 0 };

  return load (connection, kind, id, &state, error) ? g_steal_pointer (&state.shown) : NULL;
}

SheafEntity *
sheaf_connection_load_article (SheafConnection  *connection,
                               const char       *id,
                               GError          **error)
{
  g_autoptr (SheafEntity) article =
    sheaf_connection_load_shown (connection, SHEAF_KIND_ARTICLE, id, error);

  for (guint i = 0; article != NULL && i < MAX_STEPS; i++)
    {
      const char *other = sheaf_entity_get_string (article, "same_as");
      g_autoptr (SheafEntity) next = NULL;
      g_autoptr (GError) failure = NULL;

      if (other == NULL)
        break;

      next = sheaf_connection_load_shown (connection, SHEAF_KIND_ARTICLE, other, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      /* What it names may not have come yet; until then the article stands for itself. */
      if (next == NULL)
        break;
      sheaf_entity_unref (article);
      article = g_steal_pointer (&next);
    }

  return g_steal_pointer (&article);
}

/* A row for what was made here, and is not known to the backend. */
static gboolean
insert_row (SheafTransaction   *self,
            SheafReplicaState  *state,
            GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "INSERT INTO entity (kind, id) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, sheaf_entity_get_kind (state->shown));
  sheaf_statement_bind_text (statement, 2, sheaf_entity_get_id (state->shown));
  if (!sheaf_statement_run (statement, error))
    return FALSE;
  state->row = sqlite3_last_insert_rowid (sheaf_connection_get_handle (self->connection));

  return TRUE;
}

static gboolean
write_shown (SheafTransaction   *self,
             SheafReplicaState  *state,
             GError            **error)
{
  g_autofree char *shown =
    state->shown == state->base ? NULL : sheaf_entity_to_text (state->shown);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "UPDATE entity SET shown = ?1 WHERE row = ?2", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, shown);
  sheaf_statement_bind_int (statement, 2, state->row);

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_transaction_store (SheafTransaction   *self,
                         SheafReplicaState  *state,
                         SheafEntity        *former,
                         GError            **error)
{
  const gboolean is_article = sheaf_entity_get_kind (state->shown) == SHEAF_KIND_ARTICLE;

  if (state->row == 0 && !insert_row (self, state, error))
    return FALSE;
  if (!is_article && !write_shown (self, state, error))
    return FALSE;
  if (state->shown == former)
    return TRUE;

  return is_article ? sheaf_article_index_update (self, state->row, state->shown, error)
                    : sheaf_small_index_update (self, former, state->shown, error);
}

gboolean
sheaf_transaction_set_meta (SheafTransaction  *self,
                            const char        *name,
                            const char        *value,
                            GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection,
    value == NULL ? "DELETE FROM meta WHERE name = ?1"
                  : "INSERT INTO meta (name, value) VALUES (?1, ?2)"
                    " ON CONFLICT (name) DO UPDATE SET value = ?2",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, name);
  if (value != NULL)
    sheaf_statement_bind_text (statement, 2, value);

  return sheaf_statement_run (statement, error);
}

char *
sheaf_connection_get_meta (SheafConnection  *connection,
                           const char       *name,
                           GError          **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (connection, "SELECT value FROM meta WHERE name = ?1", error);

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_text (statement, 1, name);
  if (!sheaf_statement_step (statement, error))
    return NULL;

  return g_strdup (sheaf_statement_get_text (statement, 0));
}
