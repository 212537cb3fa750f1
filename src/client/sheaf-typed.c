/* sheaf-typed.c: what was typed, made into an edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-typed.h"

#include "client/sheaf-act.h"
#include "client/sheaf-clash-store.h"
#include "model/sheaf-field.h"
#include "model/sheaf-json.h"

void
sheaf_typed_free (SheafTyped *typed)
{
  g_free (typed->run);
  g_free (typed->id);
  g_free (typed->field);
  g_free (typed->base);
  g_free (typed->text);
  g_free (typed);
}

static SheafEdit *
new_edit (const SheafTyped *typed,
          const char       *group)
{
  const SheafField *known = sheaf_field_lookup (typed->kind, typed->field);
  SheafEdit *edit = sheaf_edit_new (typed->kind, typed->id, group);
  const char *base = typed->base;
  const char *text = typed->text;

  if (known != NULL && known->kind == SHEAF_FIELD_TEXT)
    sheaf_edit_text (edit, typed->field, base, text);
  else
    sheaf_edit_put_string (edit, typed->field, *base == '\0' ? NULL : base,
                           *text == '\0' ? NULL : text);

  return edit;
}

/* Whether @edit changes @typed's field alone, from what it left on. */
static gboolean
goes_on (const SheafTyped *typed,
         SheafEdit        *edit)
{
  const SheafChange *change;

  if (sheaf_edit_get_n_changes (edit) != 1)
    return FALSE;

  change = sheaf_edit_get_change (edit, 0);

  return g_strcmp0 (change->field, typed->field) == 0 && change->key == NULL &&
         change->value != NULL && JSON_NODE_HOLDS_VALUE (change->value) &&
         g_strcmp0 (json_node_get_string (change->value), typed->base) == 0;
}

/* The last edit of the entity, if typing went on from what it left, it was never sent, and it was
 * not taken back: its row; 0 if it is not; -1 with @error. */
static gint64
find_foldable (SheafTransaction  *transaction,
               const SheafTyped  *typed,
               SheafEdit        **edit,
               GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "SELECT n, body FROM edit"
    " WHERE n = (SELECT max (n) FROM edit WHERE kind = ?1 AND entity = ?2 AND state = 0)"
    " AND sent = 0 AND undoes IS NULL"
    " AND n > (SELECT coalesce (max (behind), 0) FROM command)",
    error);
  g_autoptr (SheafEdit) last = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 n;

  if (statement == NULL)
    return -1;
  sheaf_statement_bind_int (statement, 1, typed->kind);
  sheaf_statement_bind_text (statement, 2, typed->id);
  if (!sheaf_statement_step (statement, &failure))
    {
      if (failure == NULL)
        return 0;
      g_propagate_error (error, g_steal_pointer (&failure));
      return -1;
    }

  n = sheaf_statement_get_int (statement, 0);
  last = sheaf_edit_from_text (sheaf_statement_get_text (statement, 1), -1, NULL);
  if (last == NULL || !goes_on (typed, last))
    return 0;

  *edit = g_steal_pointer (&last);

  return n;
}

/* Writes @last anew with @text as its value, keeping its id, group and what it saw. */
static gboolean
fold (SheafTransaction  *transaction,
      gint64             n,
      SheafEdit         *last,
      const char        *text,
      GError           **error)
{
  g_autoptr (JsonNode) node = sheaf_edit_to_json (last);
  JsonArray *changes = json_object_get_array_member (json_node_get_object (node), "changes");
  g_autofree char *body = NULL;
  g_autoptr (SheafStatement) statement = NULL;

  json_object_set_string_member (json_array_get_object_element (changes, 0), "value", text);
  body = sheaf_json_to_text (node);
  statement = sheaf_connection_prepare (transaction->connection,
                                        "UPDATE edit SET body = ?1 WHERE n = ?2", error);
  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, body);
  sheaf_statement_bind_int (statement, 2, n);

  return sheaf_statement_run (statement, error) &&
         sheaf_transaction_rebase (transaction, sheaf_edit_get_kind (last),
                                   sheaf_edit_get_entity_id (last), error);
}

gboolean
sheaf_typed_is_known (SheafTransaction  *transaction,
                      const char        *run,
                      GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "SELECT 1 FROM typed WHERE run = ?1", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, run);

  return sheaf_statement_step (statement, error);
}

gboolean
sheaf_typed_note (SheafTransaction  *transaction,
                  const char        *run,
                  GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "INSERT OR IGNORE INTO typed (run) VALUES (?1)", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, run);

  return sheaf_statement_run (statement, error);
}

static gboolean
make_edit (SheafTransaction  *transaction,
           const SheafTyped  *typed,
           GError           **error)
{
  g_autoptr (SheafEdit) last = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  g_auto (SheafAct) act = { 0 };
  const gint64 n = find_foldable (transaction, typed, &last, error);

  if (n < 0)
    return FALSE;
  if (n > 0)
    return fold (transaction, n, last, typed->text, error);

  sheaf_act_init (&act, transaction);
  edit = new_edit (typed, act.group);

  return sheaf_act_add (&act, edit, NULL, error) && sheaf_act_finish (&act, error);
}

gboolean
sheaf_typed_commit (SheafTransaction  *transaction,
                    const SheafTyped  *typed,
                    GError           **error)
{
  g_autoptr (GError) failure = NULL;

  if (sheaf_typed_is_known (transaction, typed->run, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return (g_str_equal (typed->base, typed->text) || make_edit (transaction, typed, error)) &&
         sheaf_typed_note (transaction, typed->run, error);
}

static gboolean
recover_one (SheafTransaction  *transaction,
             const SheafTyped  *typed,
             GError           **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) base = NULL;
  g_autoptr (JsonNode) mine = NULL;

  if (sheaf_typed_commit (transaction, typed, &failure))
    return TRUE;
  if (failure->domain != SHEAF_EDIT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  base = json_node_init_string (json_node_alloc (), typed->base);
  mine = json_node_init_string (json_node_alloc (), typed->text);

  return sheaf_clash_store_add (transaction, typed->kind, typed->id, typed->field, NULL, NULL, base,
                                mine, NULL, error) &&
         sheaf_typed_note (transaction, typed->run, error);
}

gboolean
sheaf_typed_recover (SheafTransaction  *transaction,
                     GPtrArray         *left,
                     GError           **error)
{
  for (guint i = 0; i < left->len; i++)
    {
      if (!recover_one (transaction, g_ptr_array_index (left, i), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_typed_forget (SheafTransaction  *transaction,
                    GError           **error)
{
  return sheaf_connection_exec (transaction->connection, "DELETE FROM typed", error);
}
