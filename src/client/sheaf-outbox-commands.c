/* sheaf-outbox-commands.c: the commands in the outbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-outbox-store.h"

gboolean
sheaf_outbox_store_add_command (SheafTransaction  *transaction,
                                const char        *id,
                                const char        *name,
                                const char        *entity,
                                gint64             now,
                                const char        *body,
                                GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "INSERT INTO command (id, name, entity, made, confirmed, behind, state, body)"
    " VALUES (?1, ?2, ?3, ?4, ?4, (SELECT coalesce (max (n), 0) FROM edit), ?5, ?6)",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  sheaf_statement_bind_text (statement, 2, name);
  sheaf_statement_bind_text (statement, 3, entity);
  sheaf_statement_bind_int (statement, 4, now);
  sheaf_statement_bind_int (statement, 5, SHEAF_COMMAND_WAITING);
  sheaf_statement_bind_text (statement, 6, body);
  transaction->delta->outbox = TRUE;

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_outbox_store_set_command (SheafTransaction   *transaction,
                                const char         *id,
                                SheafCommandState   state,
                                const char         *answer,
                                GError            **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "UPDATE command SET state = ?1, answer = coalesce (?2, answer) WHERE id = ?3", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, state);
  sheaf_statement_bind_text (statement, 2, answer);
  sheaf_statement_bind_text (statement, 3, id);
  transaction->delta->outbox = TRUE;

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_outbox_store_cancel_command (SheafTransaction  *transaction,
                                   const char        *id,
                                   GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "UPDATE command SET state = ?1 WHERE id = ?2 AND state IN (?3, ?4)",
    error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, SHEAF_COMMAND_CANCELLED);
  sheaf_statement_bind_text (statement, 2, id);
  sheaf_statement_bind_int (statement, 3, SHEAF_COMMAND_WAITING);
  sheaf_statement_bind_int (statement, 4, SHEAF_COMMAND_CONFIRM);
  transaction->delta->outbox = TRUE;

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_outbox_store_confirm_command (SheafTransaction  *transaction,
                                    const char        *id,
                                    gint64             now,
                                    GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "UPDATE command SET state = ?1, confirmed = ?2 WHERE id = ?3 AND state = ?4", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, SHEAF_COMMAND_WAITING);
  sheaf_statement_bind_int (statement, 2, now);
  sheaf_statement_bind_text (statement, 3, id);
  sheaf_statement_bind_int (statement, 4, SHEAF_COMMAND_CONFIRM);
  transaction->delta->outbox = TRUE;

  return sheaf_statement_run (statement, error);
}

gboolean
sheaf_outbox_store_remove_command (SheafTransaction  *transaction,
                                   const char        *id,
                                   GError           **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection, "DELETE FROM command WHERE id = ?1 AND state >= ?2", error);

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  sheaf_statement_bind_int (statement, 2, SHEAF_COMMAND_DONE);
  transaction->delta->outbox = TRUE;

  return sheaf_statement_run (statement, error);
}
