/* sheaf-desk-publish.c: bundles previewed and published from the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-desk-private.h"

#include <string.h>

#include "bundle/sheaf-checks.h"
#include "bundle/sheaf-release.h"
#include "client/sheaf-body-store.h"
#include "client/sheaf-outbox-store.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

/* A bundle's parts as the replica has them, with what is being typed at present. */
typedef struct
{
  SheafConnection *connection;
  GHashTable *typed; /* (nullable): "kind/id/field" to text */
} Lookup;

static SheafEntity *
add_typed (SheafEntity *entity,
           GHashTable  *typed)
{
  g_autofree char *prefix =
    g_strdup_printf ("%s/%s/", sheaf_kind_to_string (sheaf_entity_get_kind (entity)),
                     sheaf_entity_get_id (entity));
  g_autoptr (JsonNode) copy = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer text;

  g_hash_table_iter_init (&iter, typed);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      if (!g_str_has_prefix (key, prefix))
        continue;
      if (copy == NULL)
        copy = sheaf_entity_to_json (entity);
      json_object_set_string_member (json_node_get_object (copy), (char *) key + strlen (prefix),
                                     text);
    }
  if (copy == NULL)
    return entity;

  sheaf_entity_unref (g_steal_pointer (&entity));

  return sheaf_entity_from_json (copy, NULL);
}

static SheafEntity *
look_up (SheafKind   kind,
         const char *id,
         gpointer    data)
{
  Lookup *lookup = data;
  SheafEntity *entity = sheaf_connection_load_shown (lookup->connection, kind, id, NULL);

  return entity == NULL || lookup->typed == NULL ? entity : add_typed (entity, lookup->typed);
}

static char *
look_up_body (const char *article,
              gpointer    data)
{
  return sheaf_body_store_read (((Lookup *) data)->connection, article, NULL);
}

static void
init_compose (SheafCompose *compose,
              Lookup       *lookup)
{
  *compose = (SheafCompose) {
    .lookup = look_up,
    .body = look_up_body,
    .data = lookup,
    .now = sheaf_time_now (),
    .first = SHEAF_TIME_NONE,
  };
}

static void
set_no_bundle (GError **error)
{
  g_set_error_literal (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_PROBLEM,
                       "There is no such bundle");
}

typedef struct
{
  char *bundle;
  char *command;
  GHashTable *typed;
  GHashTable *seen; /* (nullable) */
  SheafPreview *preview;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->bundle);
  g_free (call->command);
  g_clear_pointer (&call->typed, g_hash_table_unref);
  g_clear_pointer (&call->seen, g_hash_table_unref);
  g_clear_pointer (&call->preview, sheaf_preview_free);
  g_free (call);
}

void
sheaf_preview_free (SheafPreview *preview)
{
  g_clear_pointer (&preview->release, json_node_unref);
  g_clear_pointer (&preview->checks, g_ptr_array_unref);
  g_clear_pointer (&preview->seen, g_hash_table_unref);
  g_free (preview);
}

static char *
name_part (SheafEntity *part)
{
  return g_strconcat (sheaf_kind_to_string (sheaf_entity_get_kind (part)), "/",
                      sheaf_entity_get_id (part), NULL);
}

static GHashTable *
collect_seen (SheafEntity  *bundle,
              SheafCompose *compose)
{
  g_autoptr (GPtrArray) parts = sheaf_release_parts (bundle, compose);
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      SheafEntity *part = g_ptr_array_index (parts, i);

      g_hash_table_insert (seen, name_part (part), GINT_TO_POINTER (sheaf_entity_get_rev (part)));
    }

  return seen;
}

static gboolean
read_preview (SheafConnection  *connection,
              gpointer          data,
              GError          **error)
{
  Call *call = data;
  Lookup lookup = { connection, call->typed };
  g_autoptr (SheafEntity) bundle = look_up (SHEAF_KIND_BUNDLE, call->bundle, &lookup);
  g_autoptr (SheafPreview) preview = NULL;
  SheafCompose compose;

  if (bundle == NULL)
    {
      set_no_bundle (error);
      return FALSE;
    }

  init_compose (&compose, &lookup);
  preview = g_new0 (SheafPreview, 1);
  preview->release = sheaf_release_compose (bundle, &compose, error);
  if (preview->release == NULL)
    return FALSE;
  preview->checks = sheaf_bundle_check (bundle, &compose);
  preview->seen = collect_seen (bundle, &compose);
  call->preview = g_steal_pointer (&preview);

  return TRUE;
}

static void
on_previewed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sheaf_db_read_finish (SHEAF_DB (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&call->preview),
                           (GDestroyNotify) sheaf_preview_free);
}

void
sheaf_desk_preview_async (SheafDesk           *self,
                          const char          *bundle,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  SheafDb *db;
  GTask *task;
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && bundle != NULL);

  call = g_new0 (Call, 1);
  call->bundle = g_strdup (bundle);
  call->typed = sheaf_desk_get_typed (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_desk_preview_async);
  g_task_set_task_data (task, call, call_free);
  db = sheaf_replica_get_db (self->replica);
  if (db == NULL)
    {
      g_task_return_new_error (task, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA,
                               "The replica is closed");
      g_object_unref (task);
      return;
    }

  sheaf_db_read_async (db, read_preview, call, NULL, cancellable, on_previewed, task);
}

SheafPreview *
sheaf_desk_preview_finish (SheafDesk     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The revision at which @part was looked at; else the one at which it is expected to stand once the
 * edits before this are through. What was not there when @seen was looked at was not seen. */
static gint64
get_seen_rev (SheafEntity *part,
              GHashTable  *seen)
{
  g_autofree char *name = name_part (part);

  if (seen == NULL || sheaf_entity_get_kind (part) == SHEAF_KIND_BUNDLE)
    return sheaf_entity_get_rev (part);

  return GPOINTER_TO_INT (g_hash_table_lookup (seen, name));
}

/* {"seen": […], "destinations": null} */
static char *
write_publish_body (SheafEntity  *bundle,
                    SheafCompose *compose,
                    GHashTable   *looked_at)
{
  g_autoptr (GPtrArray) parts = sheaf_release_parts (bundle, compose);
  g_autoptr (JsonArray) seen = json_array_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  for (guint i = 0; i < parts->len; i++)
    {
      SheafEntity *part = g_ptr_array_index (parts, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "entity",
                                     sheaf_kind_to_string (sheaf_entity_get_kind (part)));
      json_object_set_string_member (one, "id", sheaf_entity_get_id (part));
      json_object_set_int_member (one, "rev", get_seen_rev (part, looked_at));
      json_array_add_object_element (seen, one);
    }
  json_object_set_array_member (object, "seen", g_steal_pointer (&seen));
  json_object_set_null_member (object, "destinations");
  json_node_init_object (node, object);

  return sheaf_json_to_text (node);
}

static gboolean
write_publish (SheafTransaction  *transaction,
               gpointer           data,
               GError           **error)
{
  Call *call = data;
  Lookup lookup = { transaction->connection, NULL };
  g_autoptr (SheafEntity) bundle = look_up (SHEAF_KIND_BUNDLE, call->bundle, &lookup);
  g_autofree char *body = NULL;
  SheafCompose compose;

  if (bundle == NULL)
    {
      set_no_bundle (error);
      return FALSE;
    }

  init_compose (&compose, &lookup);
  body = write_publish_body (bundle, &compose, call->seen);

  return sheaf_outbox_store_add_command (transaction, call->command, "publish", call->bundle,
                                         sheaf_time_now (), body, error);
}

static void
on_published (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafDesk *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (sheaf_desk_find_command (self, call->command)),
                           g_object_unref);
}

void
sheaf_desk_publish_async (SheafDesk           *self,
                          const char          *bundle,
                          GHashTable          *seen,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && bundle != NULL);

  sheaf_desk_commit_typings (self);
  call = g_new0 (Call, 1);
  call->bundle = g_strdup (bundle);
  call->seen = seen != NULL ? g_hash_table_ref (seen) : NULL;
  call->command = sheaf_id_new ();
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, sheaf_desk_publish_async);
  g_task_set_task_data (task, call, call_free);
  sheaf_replica_write_async (self->replica, write_publish, call, NULL, on_published, task);
}

SheafCommand *
sheaf_desk_publish_finish (SheafDesk     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GListModel *
sheaf_desk_get_commands (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->commands);
}

static gboolean
write_cancel (SheafTransaction  *transaction,
              gpointer           id,
              GError           **error)
{
  return sheaf_outbox_store_cancel_command (transaction, id, error);
}

static gboolean
write_confirm (SheafTransaction  *transaction,
               gpointer           id,
               GError           **error)
{
  return sheaf_outbox_store_confirm_command (transaction, id, sheaf_time_now (), error);
}

static gboolean
write_dismiss (SheafTransaction  *transaction,
               gpointer           id,
               GError           **error)
{
  return sheaf_outbox_store_remove_command (transaction, id, error);
}

void
sheaf_desk_cancel_command (SheafDesk    *self,
                           SheafCommand *command)
{
  g_return_if_fail (SHEAF_IS_DESK (self) && SHEAF_IS_COMMAND (command));

  sheaf_replica_write_async (self->replica, write_cancel, g_strdup (sheaf_command_get_id (command)),
                             g_free, NULL, NULL);
}

void
sheaf_desk_confirm_command (SheafDesk    *self,
                            SheafCommand *command)
{
  g_return_if_fail (SHEAF_IS_DESK (self) && SHEAF_IS_COMMAND (command));

  sheaf_replica_write_async (self->replica, write_confirm,
                             g_strdup (sheaf_command_get_id (command)), g_free, NULL, NULL);
}

void
sheaf_desk_dismiss_command (SheafDesk    *self,
                            SheafCommand *command)
{
  g_return_if_fail (SHEAF_IS_DESK (self) && SHEAF_IS_COMMAND (command));

  sheaf_replica_write_async (self->replica, write_dismiss,
                             g_strdup (sheaf_command_get_id (command)), g_free, NULL, NULL);
}
