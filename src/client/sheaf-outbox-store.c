/* sheaf-outbox-store.c: the edits and commands that wait for the backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-outbox-store.h"

#include <string.h>

#include "client/sheaf-clash-store.h"
#include "client/sheaf-held-state.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

/* What the backend takes in one call, and a bound on the bytes that we send in one. */
#define MAX_EDITS 1000
#define MAX_BYTES (2 * 1024 * 1024)

/* How many acts can be undone. */
#define MAX_ACTS 1000

void
sheaf_outbox_call_free (SheafOutboxCall *call)
{
  g_clear_pointer (&call->ids, g_ptr_array_unref);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call->command);
  g_free (call->name);
  g_free (call->entity);
  g_free (call);
}

gboolean
sheaf_outbox_store_expire (SheafTransaction  *transaction,
                           gint64             late,
                           GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "UPDATE command SET state = ?1 WHERE state = ?2 AND confirmed < ?3", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, SHEAF_COMMAND_CONFIRM);
  sheaf_statement_bind_int (statement, 2, SHEAF_COMMAND_WAITING);
  sheaf_statement_bind_int (statement, 3, late);
  if (!sheaf_statement_run (statement, error))
    return FALSE;
  transaction->delta->outbox |= sheaf_connection_get_changes (transaction->connection) > 0;

  return TRUE;
}

/* The first command that others wait behind. @behind: G_MAXINT64 if there is none. */
static gboolean
find_command (SheafTransaction  *transaction,
              SheafOutboxCall   *call,
              gint64            *behind,
              GError           **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SheafStatement) first = sheaf_connection_prepare (
    transaction->connection,
    "SELECT id, name, entity, body, behind, state FROM command WHERE state IN (?1, ?2)"
    " ORDER BY behind, made LIMIT 1",
    error);

  if (first == NULL)
    return FALSE;
  sheaf_statement_bind_int (first, 1, SHEAF_COMMAND_WAITING);
  sheaf_statement_bind_int (first, 2, SHEAF_COMMAND_SENT);
  *behind = G_MAXINT64;
  if (sheaf_statement_step (first, &failure))
    {
      const char *body = sheaf_statement_get_text (first, 3);

      call->command = g_strdup (sheaf_statement_get_text (first, 0));
      call->name = g_strdup (sheaf_statement_get_text (first, 1));
      call->entity = g_strdup (sheaf_statement_get_text (first, 2));
      call->body = g_bytes_new (body, strlen (body));
      call->sent = sheaf_statement_get_int (first, 5) == SHEAF_COMMAND_SENT;
      *behind = sheaf_statement_get_int (first, 4);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static gboolean
mark_sent (SheafTransaction  *transaction,
           gint64             first,
           gint64             last,
           GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "UPDATE edit SET sent = 1 WHERE n BETWEEN ?1 AND ?2 AND state = 0 AND sent = 0", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, first);
  sheaf_statement_bind_int (statement, 2, last);

  return sheaf_statement_run (statement, error);
}

/* Edits up to @behind. One that takes back another of the same call waits for the next: until that
 * is answered, nobody knows what there is to take back. */
static gboolean
take_edits (SheafTransaction  *transaction,
            SheafOutboxCall   *call,
            gint64             behind,
            GError           **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) body = g_string_new ("{\"edits\":[");
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "SELECT n, id, undoes, body, sent FROM edit WHERE state = 0 AND sent < 2 AND n <= ?1"
    " ORDER BY n",
    error);
  gint64 first = 0;
  gint64 last = 0;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, behind);
  call->first_new = G_MAXINT64;

  call->ids = g_ptr_array_new_with_free_func (g_free);
  while (sheaf_statement_step (statement, &failure))
    {
      const char *undoes = sheaf_statement_get_text (statement, 2);
      char *id;

      if (call->ids->len == MAX_EDITS || body->len > MAX_BYTES ||
          (undoes != NULL && g_hash_table_contains (taken, undoes)))
        {
          call->more = TRUE;
          break;
        }

      last = sheaf_statement_get_int (statement, 0);
      first = first == 0 ? last : first;
      if (sheaf_statement_get_int (statement, 4) == SHEAF_EDIT_UNSENT)
        call->first_new = MIN (call->first_new, last);
      id = g_strdup (sheaf_statement_get_text (statement, 1));
      g_ptr_array_add (call->ids, id);
      g_hash_table_add (taken, id);
      if (call->ids->len > 1)
        g_string_append_c (body, ',');
      g_string_append (body, sheaf_statement_get_text (statement, 3));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (call->ids->len == 0)
    return TRUE;

  g_string_append (body, "]}");
  g_clear_pointer (&call->body, g_bytes_unref);
  call->body = g_string_free_to_bytes (g_steal_pointer (&body));
  call->last = last;

  return mark_sent (transaction, first, last, error);
}

gboolean
sheaf_outbox_store_untake (SheafTransaction  *transaction,
                           SheafOutboxCall   *call,
                           GError           **error)
{
  return sheaf_held_state_unsend (transaction, call->first_new, call->last, error);
}

gboolean
sheaf_outbox_store_take (SheafTransaction  *transaction,
                         SheafOutboxCall   *call,
                         gint64             late,
                         GError           **error)
{
  gint64 behind;

  if (!sheaf_outbox_store_expire (transaction, late, error) ||
      !find_command (transaction, call, &behind, error) ||
      !take_edits (transaction, call, behind, error))
    return FALSE;

  if (call->ids->len > 0)
    {
      call->more |= call->command != NULL;
      g_clear_pointer (&call->command, g_free);
      return TRUE;
    }

  return call->command == NULL ||
         sheaf_outbox_store_set_command (transaction, call->command, SHEAF_COMMAND_SENT, NULL,
                                         error);
}

/* Where an edit waits that takes this one back and was never sent, it is made anew from what the
 * backend says had effect. */
static gboolean
remake_inverse (SheafTransaction  *transaction,
                SheafEdit         *edit,
                JsonArray         *applied,
                GError           **error)
{
  g_autoptr (SheafStatement) find = sheaf_connection_prepare (
    transaction->connection,
    "SELECT n, id, group_id, body FROM edit WHERE undoes = ?1 AND state = 0 AND sent = 0", error);
  g_autoptr (SheafEdit) inverse = NULL;
  g_autoptr (SheafStatement) write = NULL;
  g_autofree char *body = NULL;

  if (find == NULL)
    return FALSE;
  sheaf_statement_bind_text (find, 1, sheaf_edit_get_id (edit));
  if (!sheaf_statement_step (find, NULL))
    return TRUE;

  inverse = sheaf_edit_invert (edit, applied, sheaf_statement_get_text (find, 2));
  write = sheaf_connection_prepare (
    transaction->connection,
    inverse == NULL ? "UPDATE edit SET state = 1, applied = '[]' WHERE n = ?1"
                    : "UPDATE edit SET body = ?2 WHERE n = ?1",
    error);
  if (write == NULL)
    return FALSE;
  sheaf_statement_bind_int (write, 1, sheaf_statement_get_int (find, 0));
  if (inverse != NULL)
    {
      g_autoptr (JsonNode) node = sheaf_edit_to_json (inverse);

      json_object_set_string_member (json_node_get_object (node), "id",
                                     sheaf_statement_get_text (find, 1));
      body = sheaf_json_to_text (node);
      sheaf_statement_bind_text (write, 2, body);
    }

  return sheaf_statement_run (write, error);
}

/* An edit that waits. */
typedef struct
{
  gboolean found;
  SheafKind kind;
  char *entity;
  char *body;
  char *applied;
} Waiting;

static void
waiting_clear (Waiting *waiting)
{
  g_free (waiting->entity);
  g_free (waiting->body);
  g_free (waiting->applied);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiting, waiting_clear)

static gboolean
load_waiting (SheafTransaction  *transaction,
              const char        *id,
              Waiting           *waiting,
              GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "SELECT kind, entity, body, applied FROM edit WHERE id = ?1 AND state = 0", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  waiting->found = sheaf_statement_step (statement, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (waiting->found)
    {
      waiting->kind = sheaf_statement_get_int (statement, 0);
      waiting->entity = g_strdup (sheaf_statement_get_text (statement, 1));
      waiting->body = g_strdup (sheaf_statement_get_text (statement, 2));
      waiting->applied = g_strdup (sheaf_statement_get_text (statement, 3));
    }

  return TRUE;
}

/* @answered: it stays on top until no other edit of its entity is out; else it was refused. */
static gboolean
end_edit (SheafTransaction  *transaction,
          const char        *id,
          gboolean           answered,
          const char        *applied,
          GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    answered ? "UPDATE edit SET sent = ?1, applied = ?2 WHERE id = ?3"
             : "UPDATE edit SET state = ?1, applied = ?2 WHERE id = ?3",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, answered ? SHEAF_EDIT_ANSWERED : 2);
  sheaf_statement_bind_text (statement, 2, applied);
  sheaf_statement_bind_text (statement, 3, id);
  transaction->delta->outbox = TRUE;

  return sheaf_statement_run (statement, error);
}

static JsonNode *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? node : NULL;
}

/* @applied is not what had effect here: whatever takes the edit back is to know. */
static gboolean
correct_inverse (SheafTransaction  *transaction,
                 const Waiting     *waiting,
                 JsonNode          *applied,
                 GError           **error)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_from_text (waiting->body, -1, error);

  return edit != NULL &&
         remake_inverse (transaction, edit, json_node_get_array (applied), error);
}

gboolean
sheaf_outbox_store_answer (SheafTransaction  *transaction,
                           JsonObject        *result,
                           gint64             generation,
                           GError           **error)
{
  const char *id = json_object_get_string_member_with_default (result, "id", "");
  JsonNode *applied = get_array (result, "applied");
  JsonNode *clashes = get_array (result, "clashes");
  JsonNode *node = json_object_get_member (result, "entity");
  g_autofree char *text = applied == NULL ? g_strdup ("[]") : sheaf_json_to_text (applied);
  g_auto (Waiting) waiting = { 0 };
  g_autoptr (SheafEntity) entity = NULL;

  if (!load_waiting (transaction, id, &waiting, error))
    return FALSE;
  if (!waiting.found)
    return TRUE;

  if (!end_edit (transaction, id, TRUE, text, error))
    return FALSE;
  if (applied != NULL && g_strcmp0 (waiting.applied, text) != 0 &&
      !correct_inverse (transaction, &waiting, applied, error))
    return FALSE;
  if (clashes != NULL &&
      !sheaf_clash_store_add_all (transaction, waiting.kind, waiting.entity,
                                  json_node_get_array (clashes), error))
    return FALSE;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      entity = sheaf_entity_from_json (node, error);
      if (entity == NULL)
        return FALSE;
    }

  return sheaf_held_state_settle (transaction, waiting.kind, waiting.entity, entity, generation,
                                  error);
}

gboolean
sheaf_outbox_store_refuse (SheafTransaction  *transaction,
                           const char        *id,
                           GError           **error)
{
  g_auto (Waiting) waiting = { 0 };
  g_autoptr (SheafEdit) edit = NULL;

  if (!load_waiting (transaction, id, &waiting, error) ||
      !end_edit (transaction, id, FALSE, "[]", error))
    return FALSE;
  if (!waiting.found)
    return TRUE;

  /* One that cannot be read says nothing that could be asked about. */
  edit = sheaf_edit_from_text (waiting.body, -1, NULL);

  return (edit == NULL || sheaf_clash_store_add_edit (transaction, edit, error)) &&
         sheaf_held_state_settle (transaction, waiting.kind, waiting.entity, NULL, 0, error);
}

/* The first and the last number of the order that the entities of @results have. */
static void
find_range (JsonArray *results,
            gint64    *first,
            gint64    *last)
{
  *first = G_MAXINT64;
  *last = 0;
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = sheaf_json_get_object (json_array_get_element (results, i));
      JsonObject *entity =
        result == NULL ? NULL : sheaf_json_get_object (json_object_get_member (result, "entity"));
      const gint64 seq =
        entity == NULL ? 0 : json_object_get_int_member_with_default (entity, "seq", 0);

      if (seq > 0)
        {
          *first = MIN (*first, seq);
          *last = MAX (*last, seq);
        }
    }
}

gboolean
sheaf_outbox_store_skip (SheafTransaction  *transaction,
                         JsonObject        *answer,
                         gint64            *seq,
                         GError           **error)
{
  JsonNode *results = get_array (answer, "results");
  const char *store = json_object_get_string_member_with_default (answer, "store", "");
  g_autoptr (SheafStatement) statement = NULL;
  g_autofree char *text = NULL;
  gint64 first, last;

  *seq = 0;
  if (results == NULL)
    return TRUE;
  find_range (json_node_get_array (results), &first, &last);
  if (last - first + 1 != json_array_get_length (json_node_get_array (results)))
    return TRUE;

  statement = sheaf_connection_prepare (
    transaction->connection,
    "UPDATE meta SET value = ?1 WHERE name = 'seq' AND value = ?2 AND EXISTS"
    " (SELECT 1 FROM meta WHERE name = 'store' AND value = ?3)",
    error);
  if (statement == NULL)
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, last);
  sheaf_statement_bind_text (statement, 1, text);
  g_free (text);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, first - 1);
  sheaf_statement_bind_text (statement, 2, text);
  sheaf_statement_bind_text (statement, 3, store);
  if (!sheaf_statement_run (statement, error))
    return FALSE;
  if (sheaf_connection_get_changes (transaction->connection) > 0)
    *seq = last;

  return TRUE;
}

gboolean
sheaf_outbox_store_prune (SheafTransaction  *transaction,
                          GError           **error)
{
  g_autofree char *acts = g_strdup_printf (
    "DELETE FROM act WHERE turn <= (SELECT turn FROM act ORDER BY turn DESC LIMIT 1 OFFSET %d)",
    MAX_ACTS);

  return sheaf_connection_exec (transaction->connection, acts, error) &&
         sheaf_connection_exec (transaction->connection,
                                "DELETE FROM edit WHERE state <> 0 AND group_id IN"
                                " (SELECT group_id FROM edit"
                                "  EXCEPT SELECT group_id FROM act"
                                "  EXCEPT SELECT inverse FROM act)",
                                error);
}
