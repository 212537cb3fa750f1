/* newsroom.c: a backend and its replicas in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "newsroom.h"

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"

static GHashTable *
new_entities (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) sheaf_entity_unref);
}

/* @entity: (transfer full) */
static void
keep (GHashTable *entities,
      SheafEntity *entity)
{
  g_hash_table_replace (entities, g_strdup (sheaf_entity_get_id (entity)), entity);
}

Backend *
backend_new (void)
{
  Backend *backend = g_new0 (Backend, 1);

  backend->entities = new_entities ();
  backend->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) sheaf_outcome_free);
  backend->log = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  return backend;
}

void
backend_free (Backend *backend)
{
  g_hash_table_unref (backend->entities);
  g_hash_table_unref (backend->answers);
  g_ptr_array_unref (backend->log);
  g_free (backend);
}

SheafOutcome *
backend_apply (Backend *backend,
               SheafEdit *edit)
{
  SheafOutcome *outcome = g_hash_table_lookup (backend->answers, sheaf_edit_get_id (edit));
  g_autoptr (GError) error = NULL;
  SheafEntity *entity;

  if (outcome != NULL)
    return outcome;

  entity = g_hash_table_lookup (backend->entities, sheaf_edit_get_entity_id (edit));
  outcome = sheaf_edit_apply (edit, entity, 1000 + backend->seq, &error);
  g_assert_no_error (error);
  if (json_array_get_length (outcome->applied) > 0)
    keep (backend->entities, sheaf_entity_with_seq (outcome->entity, ++backend->seq));

  g_ptr_array_add (backend->log, sheaf_edit_ref (edit));
  g_hash_table_insert (backend->answers, g_strdup (sheaf_edit_get_id (edit)), outcome);

  return outcome;
}

void
backend_learn (Backend *backend,
               const char *id)
{
  SheafEntity *entity = g_hash_table_lookup (backend->entities, id);
  g_autoptr (SheafEntity) wiser = NULL;
  g_autoptr (JsonObject) value = NULL;

  if (entity == NULL)
    return;

  value = sheaf_json_fork_object (sheaf_entity_get_value (entity));
  json_object_set_int_member (value, "learnt", backend->seq);
  wiser = sheaf_entity_with_value (entity, value);
  keep (backend->entities, sheaf_entity_with_seq (wiser, ++backend->seq));
}

char *
newsroom_text (GHashTable *entities)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (entities), (GCompareFunc) g_strcmp0);
  GString *text = g_string_new (NULL);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      g_autofree char *line = sheaf_entity_to_text (g_hash_table_lookup (entities, id->data));

      g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free (text, FALSE);
}

Replica *
replica_new (void)
{
  Replica *replica = g_new0 (Replica, 1);

  replica->entities = new_entities ();
  replica->outbox = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  replica->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  return replica;
}

void
replica_free (Replica *replica)
{
  g_hash_table_unref (replica->entities);
  g_ptr_array_unref (replica->outbox);
  g_ptr_array_unref (replica->sent);
  g_free (replica);
}

SheafEntity *
replica_show (Replica *replica,
              const char *id)
{
  SheafEntity *known = g_hash_table_lookup (replica->entities, id);
  g_autoptr (SheafEntity) shown = known != NULL ? sheaf_entity_ref (known) : NULL;

  for (guint i = 0; i < replica->outbox->len; i++)
    {
      SheafEdit *edit = g_ptr_array_index (replica->outbox, i);
      g_autoptr (SheafOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;

      if (g_strcmp0 (sheaf_edit_get_entity_id (edit), id) != 0)
        continue;

      outcome = sheaf_edit_apply (edit, shown, 0, &error);
      g_assert_no_error (error);
      g_clear_pointer (&shown, sheaf_entity_unref);
      shown = sheaf_entity_ref (outcome->entity);
    }

  return g_steal_pointer (&shown);
}

void
replica_send (Replica *replica,
              Backend *backend,
              guint n,
              gboolean lost)
{
  n = MIN (MAX (n, replica->unsure), replica->outbox->len);

  for (guint i = 0; i < n; i++)
    {
      /* What travels is text. */
      g_autofree char *text = sheaf_edit_to_text (g_ptr_array_index (replica->outbox, i));
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafEdit) edit = sheaf_edit_from_text (text, -1, &error);

      g_assert_no_error (error);
      backend_apply (backend, edit);
      if (lost)
        continue;

      /* The answer carries the entity as it stands now. */
      keep (replica->entities, sheaf_entity_ref (g_hash_table_lookup (
                                   backend->entities, sheaf_edit_get_entity_id (edit))));
      g_ptr_array_add (replica->sent, g_steal_pointer (&edit));
    }

  if (lost)
    {
      replica->unsure = MAX (replica->unsure, n);
      return;
    }

  if (n > 0)
    g_ptr_array_remove_range (replica->outbox, 0, n);
  replica->unsure -= MIN (replica->unsure, n);
}

static int
compare_seq (gconstpointer a,
             gconstpointer b)
{
  gint64 one = sheaf_entity_get_seq (*(SheafEntity *const *) a);
  gint64 other = sheaf_entity_get_seq (*(SheafEntity *const *) b);

  return (one > other) - (one < other);
}

void
replica_receive (Replica *replica,
                 Backend *backend,
                 guint n)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entity;

  replica_send (replica, backend, replica->unsure, FALSE);

  g_hash_table_iter_init (&iter, backend->entities);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    {
      if (sheaf_entity_get_seq (entity) > replica->seq)
        g_ptr_array_add (changed, entity);
    }
  g_ptr_array_sort (changed, compare_seq);

  for (guint i = 0; i < MIN (n, changed->len); i++)
    {
      g_autofree char *text = sheaf_entity_to_text (g_ptr_array_index (changed, i));
      g_autoptr (GError) error = NULL;
      SheafEntity *received = sheaf_entity_from_text (text, -1, &error);

      g_assert_no_error (error);
      replica->seq = sheaf_entity_get_seq (received);
      keep (replica->entities, received);
    }
}
