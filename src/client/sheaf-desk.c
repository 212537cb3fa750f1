/* sheaf-desk.c: an editor's desk: a replica of the backend, an outbox, and their sync
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-desk-private.h"
#include "client/sheaf-outbox-store.h"

G_DEFINE_FINAL_TYPE (SheafDesk, sheaf_desk, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_WAITING,
  PROP_SYNCED_AT,
  PROP_ERROR,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
} SheafDeskProperty;

static GParamSpec *properties[PROP_CAN_REDO + 1];

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_ARTICLES_CHANGED,
  SIGNAL_COUNTS_CHANGED,
  SIGNAL_CLASHED,
  SIGNAL_PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sheaf_desk_dispose (GObject *object)
{
  SheafDesk *self = SHEAF_DESK (object);

  if (self->sync != NULL)
    sheaf_sync_stop (self->sync);
  if (self->outbox != NULL)
    sheaf_outbox_stop (self->outbox);
  if (self->prefetch != NULL)
    sheaf_prefetch_stop (self->prefetch);
  g_clear_object (&self->prefetch);
  g_clear_object (&self->sync);
  g_clear_object (&self->outbox);
  g_clear_object (&self->backend);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (sheaf_desk_parent_class)->dispose (object);
}

static void
sheaf_desk_finalize (GObject *object)
{
  SheafDesk *self = SHEAF_DESK (object);

  for (guint kind = 0; kind < SHEAF_N_KINDS; kind++)
    g_clear_pointer (&self->items[kind], sheaf_items_free);
  g_clear_object (&self->clashes);
  g_clear_object (&self->commands);
  g_clear_pointer (&self->typings, g_hash_table_unref);
  g_clear_pointer (&self->sets_of, g_hash_table_unref);
  g_free (self->address);

  G_OBJECT_CLASS (sheaf_desk_parent_class)->finalize (object);
}

static void
sheaf_desk_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SheafDesk *self = SHEAF_DESK (object);

  switch ((SheafDeskProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, sheaf_desk_get_state (self));
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_SYNCED_AT:
      g_value_set_int64 (value, sheaf_desk_get_synced_at (self));
      break;
    case PROP_ERROR:
      g_value_set_string (value, sheaf_desk_get_error (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SHEAF_TYPE_SYNC_STATE,
                                              SHEAF_SYNC_STATE_CONNECTING, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SYNCED_AT] =
    g_param_spec_int64 ("synced-at", NULL, NULL, G_MININT64, G_MAXINT64, G_MININT64, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_desk_class_init (SheafDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_desk_dispose;
  object_class->finalize = sheaf_desk_finalize;
  object_class->get_property = sheaf_desk_get_property;
  install_properties (object_class);

  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", SHEAF_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_ARTICLES_CHANGED] =
    g_signal_new ("articles-changed", SHEAF_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRV | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_COUNTS_CHANGED] = g_signal_new ("counts-changed", SHEAF_TYPE_DESK,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
  signals[SIGNAL_CLASHED] = g_signal_new ("clashed", SHEAF_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, SHEAF_TYPE_CLASH);
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", SHEAF_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
sheaf_desk_init (SheafDesk *self)
{
  for (guint kind = 0; kind < SHEAF_N_KINDS; kind++)
    self->items[kind] = sheaf_items_new (kind);
  self->clashes = g_list_store_new (SHEAF_TYPE_CLASH);
  self->commands = g_list_store_new (SHEAF_TYPE_COMMAND);
  self->typings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
on_replica_changed (SheafReplica *replica,
                    SheafDelta   *delta,
                    gpointer      user_data)
{
  sheaf_desk_take_delta (user_data, delta);
}

static void
on_sync_notify (SheafSync  *sync,
                GParamSpec *pspec,
                gpointer    user_data)
{
  SheafDesk *self = user_data;

  if (g_str_equal (pspec->name, "state"))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      if (self->waiting > 0 && (sheaf_sync_get_state (sync) == SHEAF_SYNC_STATE_SYNCED ||
                                sheaf_sync_get_state (sync) == SHEAF_SYNC_STATE_CATCHING_UP))
        sheaf_outbox_retry (self->outbox);
      if (sheaf_sync_get_state (sync) == SHEAF_SYNC_STATE_SYNCED)
        sheaf_prefetch_kick (self->prefetch);
    }
  else if (g_str_equal (pspec->name, "synced-at"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNCED_AT]);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

SheafDesk *
sheaf_desk_new (const char *replica,
                const char *address,
                const char *token)
{
  SheafDesk *self;

  g_return_val_if_fail (replica != NULL && address != NULL, NULL);

  self = g_object_new (SHEAF_TYPE_DESK, NULL);
  self->address = g_strdup (address);
  self->replica = sheaf_replica_new (replica);
  self->backend = sheaf_backend_new (address, token);
  self->sync = sheaf_sync_new (self->replica, self->backend);
  self->outbox = sheaf_outbox_new (self->replica, self->backend, self->sync);
  self->prefetch = sheaf_prefetch_new (self->replica, self->backend);
  g_signal_connect (self->replica, "changed", G_CALLBACK (on_replica_changed), self);
  g_signal_connect_object (self->sync, "notify", G_CALLBACK (on_sync_notify), self, 0);

  return self;
}

static gboolean
prune (SheafTransaction  *transaction,
       gpointer           data,
       GError           **error)
{
  return sheaf_outbox_store_prune (transaction, error);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!sheaf_replica_open_finish (SHEAF_REPLICA (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  sheaf_replica_write_async (self->replica, prune, NULL, NULL, NULL, NULL);
  sheaf_sync_start (self->sync);
  g_task_return_boolean (task, TRUE);
}

void
sheaf_desk_open_async (SheafDesk           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SHEAF_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_desk_open_async);
  sheaf_replica_open_async (self->replica, cancellable, on_opened, task);
}

gboolean
sheaf_desk_open_finish (SheafDesk     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_closed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sheaf_replica_close_finish (SHEAF_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sheaf_desk_close_async (SheafDesk           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SHEAF_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_desk_close_async);
  sheaf_sync_stop (self->sync);
  sheaf_outbox_stop (self->outbox);
  sheaf_prefetch_stop (self->prefetch);
  sheaf_desk_commit_typings (self);
  sheaf_replica_close_async (self->replica, on_closed, task);
}

gboolean
sheaf_desk_close_finish (SheafDesk     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sheaf_desk_sync_now (SheafDesk *self)
{
  g_return_if_fail (SHEAF_IS_DESK (self));

  sheaf_sync_retry (self->sync);
  sheaf_outbox_retry (self->outbox);
}

void
sheaf_desk_set_token (SheafDesk  *self,
                      const char *token)
{
  g_return_if_fail (SHEAF_IS_DESK (self));

  sheaf_backend_set_token (self->backend, token);
  sheaf_desk_sync_now (self);
}

void
sheaf_desk_set_confirm_after (SheafDesk *self,
                              guint      seconds)
{
  g_return_if_fail (SHEAF_IS_DESK (self));

  sheaf_outbox_set_confirm_after (self->outbox, seconds);
}

const char *
sheaf_desk_get_address (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), NULL);

  return self->address;
}

SheafSyncState
sheaf_desk_get_state (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), SHEAF_SYNC_STATE_CONNECTING);

  return sheaf_sync_get_state (self->sync);
}

guint
sheaf_desk_get_waiting (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), 0);

  return self->waiting;
}

gint64
sheaf_desk_get_synced_at (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), G_MININT64);

  return sheaf_sync_get_synced_at (self->sync);
}

const char *
sheaf_desk_get_error (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), NULL);

  return sheaf_sync_get_error (self->sync);
}

gboolean
sheaf_desk_get_can_undo (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), FALSE);

  return self->can_undo;
}

gboolean
sheaf_desk_get_can_redo (SheafDesk *self)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), FALSE);

  return self->can_redo;
}

GListModel *
sheaf_desk_get_items (SheafDesk *self,
                      SheafKind  kind)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self), NULL);
  g_return_val_if_fail (kind > SHEAF_KIND_ARTICLE && kind < SHEAF_N_KINDS, NULL);

  return sheaf_items_get_model (self->items[kind]);
}

SheafItem *
sheaf_desk_get_item (SheafDesk  *self,
                     SheafKind   kind,
                     const char *id)
{
  g_return_val_if_fail (SHEAF_IS_DESK (self) && kind < SHEAF_N_KINDS, NULL);

  return sheaf_items_lookup (self->items[kind], id);
}
