/* sheaf-clash-store.c: clashes that wait to be settled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-clash-store.h"

#include "model/sheaf-json.h"

static char *
write_node (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : sheaf_json_to_text (node);
}

gboolean
sheaf_clash_store_add (SheafTransaction  *transaction,
                       SheafKind          kind,
                       const char        *id,
                       const char        *field,
                       const char        *key,
                       const char        *path,
                       JsonNode          *base,
                       JsonNode          *mine,
                       JsonNode          *theirs,
                       GError           **error)
{
  g_autofree char *base_text = write_node (base);
  g_autofree char *mine_text = write_node (mine);
  g_autofree char *theirs_text = write_node (theirs);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "INSERT INTO clash (kind, entity, field, key, path, base, mine, theirs)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (kind, entity, field, key, path) DO UPDATE SET mine = ?7, theirs = ?8",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, id);
  sheaf_statement_bind_text (statement, 3, field == NULL ? "" : field);
  sheaf_statement_bind_text (statement, 4, key == NULL ? "" : key);
  sheaf_statement_bind_text (statement, 5, path == NULL ? "" : path);
  sheaf_statement_bind_text (statement, 6, base_text);
  sheaf_statement_bind_text (statement, 7, mine_text);
  sheaf_statement_bind_text (statement, 8, theirs_text);
  transaction->delta->clashed = TRUE;

  return sheaf_statement_run (statement, error);
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

gboolean
sheaf_clash_store_add_all (SheafTransaction  *transaction,
                           SheafKind          kind,
                           const char        *id,
                           JsonArray         *clashes,
                           GError           **error)
{
  for (guint i = 0; clashes != NULL && i < json_array_get_length (clashes); i++)
    {
      JsonNode *node = json_array_get_element (clashes, i);
      JsonObject *clash;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      clash = json_node_get_object (node);
      if (!sheaf_clash_store_add (transaction, kind, id, get_string (clash, "field"),
                                  get_string (clash, "key"), get_string (clash, "path"),
                                  json_object_get_member (clash, "base"),
                                  json_object_get_member (clash, "mine"),
                                  json_object_get_member (clash, "theirs"), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_clash_store_add_edit (SheafTransaction  *transaction,
                            SheafEdit         *edit,
                            GError           **error)
{
  for (guint i = 0; i < sheaf_edit_get_n_changes (edit); i++)
    {
      const SheafChange *change = sheaf_edit_get_change (edit, i);

      if (!sheaf_clash_store_add (transaction, sheaf_edit_get_kind (edit),
                                  sheaf_edit_get_entity_id (edit), change->field, change->key,
                                  change->path, change->was, change->value, NULL, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_clash_store_remove (SheafTransaction  *transaction,
                          gint64             number,
                          GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "DELETE FROM clash WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, number);
  transaction->delta->clashed = TRUE;

  return sheaf_statement_run (statement, error);
}
