/* sheaf-transaction.c: entities read and written in one transaction of the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-transaction.h"

#include "client/sheaf-article-index.h"
#include "client/sheaf-held-state.h"
#include "client/sheaf-small-index.h"

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
read_entity (const char   *text,
             SheafEntity **entity,
             GError      **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (text == NULL)
    return TRUE;

  node = json_from_string (text, error);
  if (node == NULL)
    return FALSE;

  *entity = sheaf_entity_from_json (node, error);

  return *entity != NULL;
}

/* Acts need what is shown alone: the base is read only where it is that, or where it is @wanted. */
static gboolean
load_state (SheafStatement    *statement,
            gboolean           wanted,
            SheafReplicaState *state,
            GError           **error)
{
  g_autoptr (GError) failure = NULL;

  if (!sheaf_statement_step (statement, &failure))
    {
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  state->row = sheaf_statement_get_int (statement, 0);
  if (!read_entity (sheaf_statement_get_text (statement, 2), &state->shown, error))
    return FALSE;
  if ((wanted || state->shown == NULL) &&
      !read_entity (sheaf_statement_get_text (statement, 1), &state->base, error))
    return FALSE;
  if (state->shown == NULL && state->base != NULL)
    state->shown = sheaf_entity_ref (state->base);

  return TRUE;
}

static gboolean
load (SheafTransaction   *self,
      SheafKind           kind,
      const char         *id,
      gboolean            base_wanted,
      SheafReplicaState  *state,
      GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "SELECT row, base, shown FROM entity WHERE kind = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);

  return load_state (statement, base_wanted, state, error);
}

gboolean
sheaf_transaction_load (SheafTransaction   *self,
                        SheafKind           kind,
                        const char         *id,
                        SheafReplicaState  *state,
                        GError            **error)
{
  return load (self, kind, id, FALSE, state, error);
}

gboolean
sheaf_transaction_load_row (SheafTransaction   *self,
                            gint64              row,
                            SheafReplicaState  *state,
                            GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    self->connection, "SELECT row, base, shown FROM entity WHERE row = ?1", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);

  return load_state (statement, FALSE, state, error);
}

SheafEntity *
sheaf_connection_load_shown (SheafConnection  *connection,
                             SheafKind         kind,
                             const char       *id,
                             GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT coalesce (shown, base) FROM entity WHERE kind = ?1 AND id = ?2", error);
  SheafEntity *entity = NULL;

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);
  if (sheaf_statement_step (statement, error))
    read_entity (sheaf_statement_get_text (statement, 0), &entity, error);

  return entity;
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

static gboolean
write_row (SheafTransaction   *self,
           SheafReplicaState  *state,
           gint64              generation,
           GError            **error)
{
  SheafEntity *any = state->shown != NULL ? state->shown : state->base;
  g_autofree char *base = state->base == NULL ? NULL : sheaf_entity_to_text (state->base);
  const gboolean same = state->shown == NULL || state->shown == state->base;
  g_autofree char *shown = same ? NULL : sheaf_entity_to_text (state->shown);
  g_autoptr (SheafStatement) statement = NULL;

  if (state->row == 0)
    statement = sheaf_connection_prepare (
      self->connection,
      "INSERT INTO entity (base, shown, generation, kind, id) VALUES (?1, ?2, ?3, ?4, ?5)", error);
  else
    statement = sheaf_connection_prepare (
      self->connection,
      "UPDATE entity SET base = ?1, shown = ?2, generation = max (generation, ?3) WHERE row = ?4",
      error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, base);
  sheaf_statement_bind_text (statement, 2, shown);
  sheaf_statement_bind_int (statement, 3, generation);
  if (state->row == 0)
    {
      sheaf_statement_bind_int (statement, 4, sheaf_entity_get_kind (any));
      sheaf_statement_bind_text (statement, 5, sheaf_entity_get_id (any));
    }
  else
    sheaf_statement_bind_int (statement, 4, state->row);
  if (!sheaf_statement_run (statement, error))
    return FALSE;

  if (state->row == 0)
    state->row = sqlite3_last_insert_rowid (sheaf_connection_get_handle (self->connection));

  return TRUE;
}

/* Writes the row alone where an act changed only what is shown: the base is not made text again. */
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

static gboolean
index_shown (SheafTransaction   *self,
             SheafReplicaState  *state,
             SheafEntity        *former,
             GError            **error)
{
  if (state->shown == NULL || state->shown == former)
    return TRUE;

  if (sheaf_entity_get_kind (state->shown) == SHEAF_KIND_ARTICLE)
    return sheaf_article_index_update (self, state->row, former, state->shown, error);

  return sheaf_small_index_update (self, former, state->shown, error);
}

gboolean
sheaf_transaction_store (SheafTransaction   *self,
                         SheafReplicaState  *state,
                         SheafEntity        *former,
                         GError            **error)
{
  if (!(state->row == 0 ? write_row (self, state, 0, error) : write_shown (self, state, error)))
    return FALSE;

  return index_shown (self, state, former, error);
}

/* Applies the waiting edits to the base, keeping of each what it had effect on here. */
static gboolean
replay (SheafTransaction   *self,
        SheafKind           kind,
        const char         *id,
        SheafReplicaState  *state,
        GError            **error)
{
  g_autoptr (SheafStatement) select = sheaf_connection_prepare (
    self->connection,
    "SELECT n, body, applied, sent FROM edit"
    " WHERE kind = ?1 AND entity = ?2 AND state = 0 ORDER BY n",
    error);
  g_autoptr (SheafEntity) current = NULL;
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sheaf_statement_bind_int (select, 1, kind);
  sheaf_statement_bind_text (select, 2, id);

  current = state->base == NULL ? NULL : sheaf_entity_ref (state->base);
  while (sheaf_statement_step (select, &failure))
    {
      g_autoptr (JsonNode) node = json_from_string (sheaf_statement_get_text (select, 1), NULL);
      g_autoptr (SheafEdit) edit = node == NULL ? NULL : sheaf_edit_from_json (node, NULL);
      g_autoptr (SheafOutcome) outcome = NULL;
      g_autoptr (SheafStatement) update = NULL;
      g_autoptr (JsonNode) applied = NULL;
      g_autofree char *text = NULL;

      /* What cannot be applied here, the backend refuses and says so. */
      if (edit != NULL)
        outcome = sheaf_edit_apply (edit, current, sheaf_edit_get_at (edit), NULL);
      if (outcome == NULL)
        continue;

      if (outcome->entity != NULL)
        {
          g_clear_pointer (&current, sheaf_entity_unref);
          current = sheaf_entity_ref (outcome->entity);
        }

      /* What had effect at the backend is known. */
      if (sheaf_statement_get_int (select, 3) == SHEAF_EDIT_ANSWERED)
        continue;

      applied = json_node_alloc ();
      json_node_init_array (applied, outcome->applied);
      text = json_to_string (applied, FALSE);
      if (g_strcmp0 (text, sheaf_statement_get_text (select, 2)) == 0)
        continue;

      update = sheaf_connection_prepare (self->connection,
                                         "UPDATE edit SET applied = ?1 WHERE n = ?2", error);
      if (update == NULL)
        return FALSE;
      sheaf_statement_bind_text (update, 1, text);
      sheaf_statement_bind_int (update, 2, sheaf_statement_get_int (select, 0));
      if (!sheaf_statement_run (update, error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_clear_pointer (&state->shown, sheaf_entity_unref);
  state->shown = g_steal_pointer (&current);

  return TRUE;
}

static gboolean
take_in (SheafTransaction  *self,
         SheafEntity       *entity,
         gint64             generation,
         GError           **error)
{
  const SheafKind kind = sheaf_entity_get_kind (entity);
  const char *id = sheaf_entity_get_id (entity);
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEntity) former = NULL;
  g_autofree char *held = NULL;
  gint64 known = 0;

  if (!load (self, kind, id, TRUE, &state, error))
    return FALSE;

  if (state.row != 0)
    {
      g_autoptr (SheafStatement) select = sheaf_connection_prepare (
        self->connection, "SELECT generation FROM entity WHERE row = ?1", error);

      if (select == NULL)
        return FALSE;
      sheaf_statement_bind_int (select, 1, state.row);
      if (!sheaf_statement_step (select, error))
        return FALSE;
      known = sheaf_statement_get_int (select, 0);
    }

  /* The answer to an edit may have overtaken a batch that was read before it. */
  if (state.base != NULL && known == generation &&
      sheaf_entity_get_seq (state.base) >= sheaf_entity_get_seq (entity))
    return TRUE;

  former = g_steal_pointer (&state.shown);
  if (kind == SHEAF_KIND_ARTICLE &&
      !sheaf_article_index_check_body (self, state.base, entity, error))
    return FALSE;

  g_clear_pointer (&state.base, sheaf_entity_unref);
  state.base = sheaf_entity_ref (entity);
  if (!replay (self, kind, id, &state, error) || !write_row (self, &state, generation, error))
    return FALSE;

  if (kind == SHEAF_KIND_ARTICLE && former == NULL && sheaf_article_index_is_new (state.shown))
    self->delta->arrived++;

  return index_shown (self, &state, former, error);
}

gboolean
sheaf_transaction_receive (SheafTransaction  *self,
                           SheafEntity       *entity,
                           gint64             generation,
                           GError           **error)
{
  g_autoptr (GError) failure = NULL;

  if (sheaf_held_state_is_due (self, sheaf_entity_get_kind (entity), sheaf_entity_get_id (entity),
                               &failure))
    return sheaf_held_state_keep (self, entity, generation, error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return take_in (self, entity, generation, error);
}

gboolean
sheaf_transaction_rebase (SheafTransaction  *self,
                          SheafKind          kind,
                          const char        *id,
                          GError           **error)
{
  g_auto (SheafReplicaState) state = { 0 };
  g_autoptr (SheafEntity) former = NULL;

  if (!load (self, kind, id, TRUE, &state, error))
    return FALSE;
  if (state.row == 0)
    return TRUE;

  former = g_steal_pointer (&state.shown);
  if (!replay (self, kind, id, &state, error))
    return FALSE;
  if (state.shown == NULL)
    return sheaf_small_index_forget (self, state.row, kind, id, error);

  return write_row (self, &state, 0, error) && index_shown (self, &state, former, error);
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
