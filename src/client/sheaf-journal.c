/* sheaf-journal.c: what is typed, on the disk before it is an edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-journal.h"

#include "client/sheaf-clash-store.h"
#include "model/sheaf-field.h"

void
sheaf_splice_free (SheafSplice *splice)
{
  g_free (splice->inserted);
  g_free (splice);
}

char *
sheaf_splice_apply (const SheafSplice *splice,
                    const char        *text)
{
  const glong length = g_utf8_strlen (text, -1);
  const glong offset = MIN ((glong) splice->offset, length);
  const glong end = MIN (offset + (glong) splice->removed, length);
  const char *from = g_utf8_offset_to_pointer (text, offset);
  const char *to = g_utf8_offset_to_pointer (from, end - offset);
  GString *spliced = g_string_new_len (text, from - text);

  g_string_append (spliced, splice->inserted);
  g_string_append (spliced, to);

  return g_string_free (spliced, FALSE);
}

static SheafStatement *
prepare_for_field (SheafTransaction  *transaction,
                   const char        *sql,
                   SheafKind          kind,
                   const char        *id,
                   const char        *field,
                   GError           **error)
{
  SheafStatement *statement = sheaf_connection_prepare (transaction->connection, sql, error);

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);
  sheaf_statement_bind_text (statement, 3, field);

  return statement;
}

gboolean
sheaf_journal_end (SheafTransaction  *transaction,
                   SheafKind          kind,
                   const char        *id,
                   const char        *field,
                   GError           **error)
{
  g_autoptr (SheafStatement) splices = prepare_for_field (
    transaction, "DELETE FROM splice WHERE kind = ?1 AND entity = ?2 AND field = ?3", kind, id,
    field, error);
  g_autoptr (SheafStatement) typing = NULL;

  if (splices == NULL || !sheaf_statement_run (splices, error))
    return FALSE;

  typing = prepare_for_field (transaction,
                              "DELETE FROM typing WHERE kind = ?1 AND entity = ?2 AND field = ?3",
                              kind, id, field, error);

  return typing != NULL && sheaf_statement_run (typing, error);
}

gboolean
sheaf_journal_start (SheafTransaction  *transaction,
                     SheafKind          kind,
                     const char        *id,
                     const char        *field,
                     const char        *base,
                     const char        *start,
                     GError           **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  if (!sheaf_journal_end (transaction, kind, id, field, error))
    return FALSE;

  statement = prepare_for_field (transaction,
                                 "INSERT INTO typing (kind, entity, field, base, start)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5)",
                                 kind, id, field, error);
  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 4, base);
  sheaf_statement_bind_text (statement, 5, start);

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_journal_append (SheafTransaction  *transaction,
                      SheafKind          kind,
                      const char        *id,
                      const char        *field,
                      GPtrArray         *splices,
                      GError           **error)
{
  for (guint i = 0; i < splices->len; i++)
    {
      SheafSplice *splice = g_ptr_array_index (splices, i);
      g_autoptr (SheafStatement) statement = prepare_for_field (
        transaction,
        "INSERT INTO splice (kind, entity, field, offset, removed, inserted)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        kind, id, field, error);

      if (statement == NULL)
        return FALSE;
      sheaf_statement_bind_int (statement, 4, splice->offset);
      sheaf_statement_bind_int (statement, 5, splice->removed);
      sheaf_statement_bind_text (statement, 6, splice->inserted);
      if (!sheaf_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static SheafEdit *
make_edit (SheafKind   kind,
           const char *id,
           const char *field,
           const char *base,
           const char *text,
           const char *group)
{
  const SheafField *known = sheaf_field_lookup (kind, field);
  SheafEdit *edit = sheaf_edit_new (kind, id, group);

  if (known != NULL && known->kind == SHEAF_FIELD_TEXT)
    sheaf_edit_text (edit, field, base, text);
  else
    sheaf_edit_put_string (edit, field, *base == '\0' ? NULL : base, *text == '\0' ? NULL : text);

  return edit;
}

/* The last edit of @id, if it changes @field alone, was never sent, and was not taken back: its
 * row; 0 if it is not; -1 with @error. */
static gint64
find_foldable (SheafTransaction  *transaction,
               SheafKind          kind,
               const char        *id,
               const char        *field,
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
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SheafEdit) last = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 n;

  if (statement == NULL)
    return -1;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);
  if (!sheaf_statement_step (statement, &failure))
    {
      if (failure == NULL)
        return 0;
      g_propagate_error (error, g_steal_pointer (&failure));
      return -1;
    }

  n = sheaf_statement_get_int (statement, 0);
  node = json_from_string (sheaf_statement_get_text (statement, 1), NULL);
  last = node == NULL ? NULL : sheaf_edit_from_json (node, NULL);
  if (last == NULL || sheaf_edit_get_n_changes (last) != 1 ||
      g_strcmp0 (sheaf_edit_get_change (last, 0)->field, field) != 0 ||
      sheaf_edit_get_change (last, 0)->key != NULL)
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
  body = json_to_string (node, FALSE);
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
sheaf_journal_commit (SheafTransaction  *transaction,
                      SheafKind          kind,
                      const char        *id,
                      const char        *field,
                      const char        *base,
                      const char        *text,
                      GError           **error)
{
  g_autoptr (SheafEdit) last = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  g_auto (SheafAct) act = { 0 };
  gint64 n;

  if (!sheaf_journal_end (transaction, kind, id, field, error))
    return FALSE;
  if (g_str_equal (base, text))
    return TRUE;

  n = find_foldable (transaction, kind, id, field, &last, error);
  if (n < 0)
    return FALSE;
  if (n > 0)
    {
      JsonNode *value = sheaf_edit_get_change (last, 0)->value;

      /* Only where typing went on from what that edit left. */
      if (value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
          g_strcmp0 (json_node_get_string (value), base) == 0)
        return fold (transaction, n, last, text, error);
    }

  sheaf_act_init (&act, transaction);
  edit = make_edit (kind, id, field, base, text, act.group);

  return sheaf_act_add (&act, edit, NULL, error) && sheaf_act_finish (&act, error);
}

typedef struct
{
  SheafKind kind;
  char *id;
  char *field;
  char *base;
  char *text;
} Left;

static void
left_free (Left *left)
{
  g_free (left->id);
  g_free (left->field);
  g_free (left->base);
  g_free (left->text);
  g_free (left);
}

static gboolean
read_splices (SheafTransaction  *transaction,
              Left              *left,
              GError           **error)
{
  g_autoptr (SheafStatement) statement = prepare_for_field (
    transaction,
    "SELECT offset, removed, inserted FROM splice"
    " WHERE kind = ?1 AND entity = ?2 AND field = ?3 ORDER BY n",
    left->kind, left->id, left->field, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (sheaf_statement_step (statement, &failure))
    {
      const SheafSplice splice = { sheaf_statement_get_int (statement, 0),
                                   sheaf_statement_get_int (statement, 1),
                                   (char *) sheaf_statement_get_text (statement, 2) };
      char *text = sheaf_splice_apply (&splice, left->text);

      g_free (left->text);
      left->text = text;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static GPtrArray *
read_left (SheafTransaction  *transaction,
           GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "SELECT kind, entity, field, base, start FROM typing", error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) left_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (sheaf_statement_step (statement, &failure))
    {
      Left *left = g_new0 (Left, 1);

      left->kind = sheaf_statement_get_int (statement, 0);
      left->id = g_strdup (sheaf_statement_get_text (statement, 1));
      left->field = g_strdup (sheaf_statement_get_text (statement, 2));
      left->base = g_strdup (sheaf_statement_get_text (statement, 3));
      left->text = g_strdup (sheaf_statement_get_text (statement, 4));
      g_ptr_array_add (all, left);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&all);
}

/* What was typed into something that is not there any more is kept as a clash. */
static gboolean
recover_one (SheafTransaction  *transaction,
             Left              *left,
             GError           **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) base = NULL;
  g_autoptr (JsonNode) mine = NULL;

  if (sheaf_journal_commit (transaction, left->kind, left->id, left->field, left->base, left->text,
                            &failure))
    return TRUE;
  if (failure->domain != SHEAF_EDIT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  base = json_node_init_string (json_node_alloc (), left->base);
  mine = json_node_init_string (json_node_alloc (), left->text);

  return sheaf_clash_store_add (transaction, left->kind, left->id, left->field, NULL, NULL, base,
                                mine, NULL, error);
}

gboolean
sheaf_journal_recover (SheafTransaction  *transaction,
                       GError           **error)
{
  g_autoptr (GPtrArray) all = read_left (transaction, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      Left *left = g_ptr_array_index (all, i);

      if (!read_splices (transaction, left, error) ||
          !recover_one (transaction, left, error))
        return FALSE;
    }

  return all != NULL;
}
