/* sheaf-small-index.c: what is looked up of tags and sets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-small-index.h"

#include "client/sheaf-article-index.h"
#include "model/sheaf-fold.h"

/* Tags merged into merged tags: followed so far, which also ends a ring. */
#define MAX_STEPS 8

static gboolean
run (SheafTransaction  *transaction,
     const char        *sql,
     const char        *first,
     const char        *second,
     const char        *third,
     GError           **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (transaction->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, first);
  if (second != NULL)
    sheaf_statement_bind_text (statement, 2, second);
  if (third != NULL)
    sheaf_statement_bind_text (statement, 3, third);

  return sheaf_statement_run (statement, error);
}

static gboolean
retarget_tags (SheafTransaction  *transaction,
               GError           **error)
{
  if (!sheaf_connection_exec (transaction->connection,
                              "UPDATE tag SET target = id WHERE target <> id", error))
    return FALSE;

  for (guint i = 0; i < MAX_STEPS; i++)
    {
      if (!sheaf_connection_exec (
            transaction->connection,
            "UPDATE tag SET target = (SELECT t.merged FROM tag t WHERE t.id = tag.target)"
            " WHERE target IN (SELECT id FROM tag WHERE merged IN (SELECT id FROM tag))",
            error))
        return FALSE;
      if (sheaf_connection_get_changes (transaction->connection) == 0)
        break;
    }

  return TRUE;
}

static gboolean
add_tag_names (SheafTransaction  *transaction,
               SheafEntity       *tag,
               GError           **error)
{
  const char *sql = "INSERT OR IGNORE INTO tag_name (folded, alias, tag) VALUES (?1, 0, ?2)";
  const char *id = sheaf_entity_get_id (tag);
  JsonArray *aliases = sheaf_entity_get_array (tag, "aliases");
  g_autofree char *folded = sheaf_fold (sheaf_entity_get_title (tag));

  if (!run (transaction, sql, folded, id, NULL, error))
    return FALSE;

  for (guint i = 0; aliases != NULL && i < json_array_get_length (aliases); i++)
    {
      g_autofree char *alias = sheaf_fold (json_array_get_string_element (aliases, i));

      if (!run (transaction,
                "INSERT OR IGNORE INTO tag_name (folded, alias, tag) VALUES (?1, 1, ?2)", alias,
                id, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
update_tag (SheafTransaction  *transaction,
            SheafEntity       *former,
            SheafEntity       *tag,
            GError           **error)
{
  const char *id = sheaf_entity_get_id (tag);
  const char *merged = sheaf_entity_get_string (tag, "merged_into");
  const char *was = former == NULL ? NULL : sheaf_entity_get_string (former, "merged_into");

  if (!run (transaction, "DELETE FROM tag_name WHERE tag = ?1", id, NULL, NULL, error) ||
      !run (transaction,
            "INSERT INTO tag (id, name, target) VALUES (?1, ?2, ?1)"
            " ON CONFLICT (id) DO UPDATE SET name = ?2",
            id, sheaf_entity_get_title (tag), NULL, error) ||
      !run (transaction,
            merged == NULL ? "UPDATE tag SET merged = NULL WHERE id = ?1"
                           : "UPDATE tag SET merged = ?2 WHERE id = ?1",
            id, merged, NULL, error))
    return FALSE;

  if (!sheaf_entity_is_deleted (tag) && !add_tag_names (transaction, tag, error))
    return FALSE;

  /* A tag that comes late may be what another was merged into already. */
  if ((former == NULL || g_strcmp0 (merged, was) != 0) && !retarget_tags (transaction, error))
    return FALSE;

  if (former == NULL || g_strcmp0 (merged, was) != 0 ||
      !g_str_equal (sheaf_entity_get_title (former), sheaf_entity_get_title (tag)))
    {
      transaction->delta->many = TRUE;
      transaction->delta->counts = TRUE;
    }

  return TRUE;
}

static gboolean
touch_member (SheafTransaction  *transaction,
              const char        *article,
              GError           **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "SELECT row FROM entity WHERE kind = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, SHEAF_KIND_ARTICLE);
  sheaf_statement_bind_text (statement, 2, article);
  if (sheaf_statement_step (statement, &failure))
    sheaf_delta_add_article (transaction->delta, sheaf_statement_get_int (statement, 0), article);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static gboolean
update_members (SheafTransaction  *transaction,
                SheafEntity       *former,
                SheafEntity       *set,
                GError           **error)
{
  const char *id = sheaf_entity_get_id (set);
  SheafEntity *old = former == NULL || sheaf_entity_is_deleted (former) ? NULL : former;
  SheafEntity *new = sheaf_entity_is_deleted (set) ? NULL : set;
  JsonArray *were = old == NULL ? NULL : sheaf_entity_get_array (old, "members");
  JsonArray *are = new == NULL ? NULL : sheaf_entity_get_array (new, "members");

  for (guint i = 0; were != NULL && i < json_array_get_length (were); i++)
    {
      const char *key =
        json_object_get_string_member (json_array_get_object_element (were, i), "key");

      if (new != NULL && sheaf_entity_get_item (new, "members", key) != NULL)
        continue;
      if (!run (transaction, "DELETE FROM member WHERE set_id = ?1 AND article = ?2", id, key, NULL,
                error) ||
          !touch_member (transaction, key, error))
        return FALSE;
    }
  for (guint i = 0; are != NULL && i < json_array_get_length (are); i++)
    {
      const char *key =
        json_object_get_string_member (json_array_get_object_element (are, i), "key");

      if (old != NULL && sheaf_entity_get_item (old, "members", key) != NULL)
        continue;
      if (!run (transaction, "INSERT OR IGNORE INTO member (set_id, article) VALUES (?1, ?2)", id,
                key, NULL, error) ||
          !touch_member (transaction, key, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_small_index_update (SheafTransaction  *transaction,
                          SheafEntity       *former,
                          SheafEntity       *shown,
                          GError           **error)
{
  sheaf_delta_add_entity (transaction->delta, shown);

  switch (sheaf_entity_get_kind (shown))
    {
    case SHEAF_KIND_TAG:
      return update_tag (transaction, former, shown, error);
    case SHEAF_KIND_SET:
      return update_members (transaction, former, shown, error);
    case SHEAF_KIND_ARTICLE:
    case SHEAF_KIND_EDITORIAL:
    case SHEAF_KIND_BUNDLE:
    case SHEAF_KIND_SOURCE:
    case SHEAF_KIND_DESTINATION:
    case SHEAF_KIND_STORY:
    default:
      return TRUE;
    }
}

gboolean
sheaf_small_index_forget (SheafTransaction  *transaction,
                          gint64             row,
                          SheafKind          kind,
                          const char        *id,
                          GError           **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  if (kind == SHEAF_KIND_ARTICLE)
    {
      if (!sheaf_article_index_remove (transaction, row, error))
        return FALSE;
      transaction->delta->many = TRUE;
      transaction->delta->counts = TRUE;
    }
  else
    g_hash_table_add (transaction->delta->gone, g_strdup (id));

  if (!run (transaction, "DELETE FROM tag WHERE id = ?1", id, NULL, NULL, error) ||
      !run (transaction, "DELETE FROM tag_name WHERE tag = ?1", id, NULL, NULL, error) ||
      !run (transaction, "DELETE FROM member WHERE set_id = ?1", id, NULL, NULL, error))
    return FALSE;

  statement =
    sheaf_connection_prepare (transaction->connection, "DELETE FROM entity WHERE row = ?1", error);
  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);

  return sheaf_statement_run (statement, error);
}

char *
sheaf_connection_find_tag (SheafConnection  *connection,
                           const char       *name,
                           GError          **error)
{
  g_autofree char *folded = sheaf_fold (name);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection,
    "SELECT t.target FROM tag_name n JOIN tag t ON t.id = n.tag WHERE n.folded = ?1"
    " ORDER BY n.alias, t.id LIMIT 1",
    error);

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_text (statement, 1, folded);
  if (!sheaf_statement_step (statement, error))
    return NULL;

  return g_strdup (sheaf_statement_get_text (statement, 0));
}
