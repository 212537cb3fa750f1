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

gboolean
sheaf_sync_write_batch (SheafTransaction  *transaction,
                        gpointer           data,
                        GError           **error)
{
  SheafSyncBatch *batch = data;
  JsonObject *answer = json_node_get_object (batch->answer);
  JsonArray *entities = json_object_get_array_member (answer, "entities");

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

  return sheaf_transaction_set_meta (transaction, "store",
                                     json_object_get_string_member (answer, "store"), error) &&
         set_meta_int (transaction, "seq", json_object_get_int_member (answer, "seq"), error) &&
         set_meta_int (transaction, "generation", batch->generation, error) &&
         sheaf_transaction_set_meta (transaction, "resyncing",
                                     batch->ends || !json_object_get_boolean_member_with_default (
                                                      answer, "more", FALSE)
                                       ? NULL
                                       : "1",
                                     error);
}
