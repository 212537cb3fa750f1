/* sheaf-body-store.c: articles' bodies that the replica keeps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-body-store.h"

#include "client/sheaf-article-text.h"

typedef struct
{
  char *article;
  char *html;
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_free (body->article);
  g_free (body->html);
  g_free (body);
}

char *
sheaf_body_store_read (SheafConnection  *connection,
                       const char       *article,
                       GError          **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (connection, "SELECT html FROM body WHERE article = ?1", error);

  if (statement == NULL)
    return NULL;
  sheaf_statement_bind_text (statement, 1, article);

  return sheaf_statement_step (statement, error)
           ? g_strdup (sheaf_statement_get_text (statement, 0))
           : NULL;
}

static gboolean
write_body (SheafTransaction  *transaction,
            gpointer           data,
            GError           **error)
{
  Body *body = data;

  return sheaf_article_text_set_body (transaction, body->article, body->html, error);
}

char *
sheaf_body_store_keep (SheafReplica *replica,
                       const char   *article,
                       JsonNode     *answer)
{
  const char *html = NULL;
  Body *body = g_new0 (Body, 1);

  if (JSON_NODE_HOLDS_OBJECT (answer))
    html = json_object_get_string_member_with_default (json_node_get_object (answer), "body", "");
  body->article = g_strdup (article);
  body->html = g_strdup (html == NULL ? "" : html);
  sheaf_replica_write_async (replica, write_body, body, body_free, NULL, NULL);

  return g_strdup (html == NULL ? "" : html);
}

char *
sheaf_body_store_find_missing (SheafConnection  *connection,
                               GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection,
    "SELECT m.article FROM member m JOIN entity e ON e.kind = 0 AND e.id = m.article"
    " WHERE e.base IS NOT NULL AND NOT EXISTS (SELECT 1 FROM body b WHERE b.article = m.article)"
    " LIMIT 1",
    error);

  if (statement == NULL || !sheaf_statement_step (statement, error))
    return NULL;

  return g_strdup (sheaf_statement_get_text (statement, 0));
}
