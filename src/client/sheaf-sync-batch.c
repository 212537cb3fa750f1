/* sheaf-sync-batch.c: one batch of changes taken into the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-sync.h"

void
sheaf_sync_batch_free (SheafSyncBatch *batch)
{
  g_clear_pointer (&batch->answer, json_node_unref);
  g_free (batch);
}

static gboolean
set_meta_int (SheafTransaction  *transaction,
              const char        *name,
              gint64             value,
              GError           **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return sheaf_transaction_set_meta (transaction, name, text, error);
}

/* Where the replica stands after @batch: not before what was skipped. */
static gboolean
get_seq (SheafTransaction  *transaction,
         SheafSyncBatch    *batch,
         gint64            *seq,
         GError           **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *generation =
    sheaf_connection_get_meta (transaction->connection, "generation", &failure);
  g_autofree char *known = NULL;

  if (failure == NULL)
    known = sheaf_connection_get_meta (transaction->connection, "seq", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *seq = json_object_get_int_member (json_node_get_object (batch->answer), "seq");
  if (generation != NULL && known != NULL &&
      g_ascii_strtoll (generation, NULL, 10) == batch->generation)
    *seq = MAX (*seq, g_ascii_strtoll (known, NULL, 10));

  return TRUE;
}

gboolean
sheaf_sync_write_batch (SheafTransaction  *transaction,
                        gpointer           data,
                        GError           **error)
{
  SheafSyncBatch *batch = data;
  JsonObject *answer = json_node_get_object (batch->answer);
  JsonArray *entities = json_object_get_array_member (answer, "entities");
  gint64 seq = 0;

  for (guint i = 0; i < json_array_get_length (entities); i++)
    {
      g_autoptr (GError) malformed = NULL;
      g_autoptr (SheafEntity) entity =
        sheaf_entity_from_json (json_array_get_element (entities, i), &malformed);

      /* A kind of a later version: it is not shown, and what is known goes on. */
      if (entity == NULL)
        {
          g_warning ("Passed over an entity: %s", malformed->message);
          continue;
        }
      if (!sheaf_transaction_receive (transaction, entity, batch->generation, error))
        return FALSE;
    }

  if (batch->ends && !sheaf_transaction_sweep (transaction, batch->generation, error))
    return FALSE;

  return get_seq (transaction, batch, &seq, error) &&
         sheaf_transaction_set_meta (transaction, "store",
                                     json_object_get_string_member (answer, "store"), error) &&
         set_meta_int (transaction, "seq", seq, error) &&
         set_meta_int (transaction, "generation", batch->generation, error) &&
         sheaf_transaction_set_meta (transaction, "resyncing",
                                     batch->ends || !json_object_get_boolean_member_with_default (
                                                      answer, "more", FALSE)
                                       ? NULL
                                       : "1",
                                     error);
}
