/* sheaf-sync.c: follows the backend's changes into the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-sync.h"

#include "client/sheaf-client-error.h"
#include "model/sheaf-time.h"

/* Of a long poll; the request may take so much longer, for the answer to come through. */
#define WAIT_SECONDS 25
#define SLACK_SECONDS 30

/* Small enough that an act never waits long behind a batch on the writer's thread. */
#define BATCH 250

/* How often the changes of others are asked for while the outbox drains. */
#define DRAINING_MS 4000

#define BACKOFF_FIRST_MS 250
#define BACKOFF_LAST_MS (60 * 1000)

struct _SheafSync
{
  GObject parent_instance;

  SheafReplica *replica;
  SheafBackend *backend;
  GCancellable *cancellable; /* NULL while it does not run */
  char *store;
  gint64 seq;
  gint64 generation;
  gboolean resyncing;
  gboolean caught_up; /* nothing was left when it was last asked */
  gboolean asking;
  gboolean draining;
  gint64 asked; /* when it was last asked */
  guint later_source; /* asks again while draining */
  guint failures;
  guint retry_source;

  SheafSyncState state;
  gint64 synced_at;
  char *error;
};

G_DEFINE_FINAL_TYPE (SheafSync, sheaf_sync, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_SYNCED_AT,
  PROP_ERROR,
} SheafSyncProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static void ask (SheafSync *self);

static void
sheaf_sync_dispose (GObject *object)
{
  SheafSync *self = SHEAF_SYNC (object);

  sheaf_sync_stop (self);
  g_clear_object (&self->replica);
  g_clear_object (&self->backend);

  G_OBJECT_CLASS (sheaf_sync_parent_class)->dispose (object);
}

static void
sheaf_sync_finalize (GObject *object)
{
  SheafSync *self = SHEAF_SYNC (object);

  g_free (self->store);
  g_free (self->error);

  G_OBJECT_CLASS (sheaf_sync_parent_class)->finalize (object);
}

static void
sheaf_sync_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SheafSync *self = SHEAF_SYNC (object);

  switch ((SheafSyncProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_SYNCED_AT:
      g_value_set_int64 (value, self->synced_at);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_sync_class_init (SheafSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sheaf_sync_dispose;
  object_class->finalize = sheaf_sync_finalize;
  object_class->get_property = sheaf_sync_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SHEAF_TYPE_SYNC_STATE,
                                              SHEAF_SYNC_STATE_CONNECTING, flags);
  properties[PROP_SYNCED_AT] =
    g_param_spec_int64 ("synced-at", NULL, NULL, G_MININT64, G_MAXINT64, G_MININT64, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_sync_init (SheafSync *self)
{
  self->synced_at = SHEAF_TIME_NONE;
  self->generation = 1;
}

SheafSync *
sheaf_sync_new (SheafReplica *replica,
                SheafBackend *backend)
{
  SheafSync *self = g_object_new (SHEAF_TYPE_SYNC, NULL);

  self->replica = g_object_ref (replica);
  self->backend = g_object_ref (backend);

  return self;
}

static void
set_state (SheafSync      *self,
           SheafSyncState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_error (SheafSync  *self,
           const char *words)
{
  if (g_strcmp0 (self->error, words) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (words);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

guint
sheaf_sync_backoff (guint n)
{
  const guint full = MIN (BACKOFF_FIRST_MS << MIN (n, 12), BACKOFF_LAST_MS);

  /* Somewhere in its upper half, so that desks which lost one backend do not return as one. */
  return full / 2 + g_random_int_range (0, full / 2 + 1);
}

static gboolean
on_retry_time (gpointer user_data)
{
  SheafSync *self = user_data;

  self->retry_source = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static SheafSyncState
state_of_error (const GError *error)
{
  if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REFUSED))
    return SHEAF_SYNC_STATE_REFUSED;
  if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_VERSION))
    return SHEAF_SYNC_STATE_TOO_OLD;

  return SHEAF_SYNC_STATE_OFFLINE;
}

static void
fail (SheafSync    *self,
      const GError *error)
{
  set_error (self, error->message);
  set_state (self, state_of_error (error));
  self->caught_up = FALSE;
  if (self->cancellable != NULL && self->retry_source == 0)
    self->retry_source = g_timeout_add (sheaf_sync_backoff (++self->failures), on_retry_time, self);
}

static void
begin_resync (SheafSync  *self,
              const char *store)
{
  g_free (self->store);
  self->store = g_strdup (store);
  self->seq = 0;
  self->generation++;
  self->resyncing = TRUE;
}

static void
succeed (SheafSync *self,
         gboolean   more)
{
  self->failures = 0;
  self->caught_up = !more;
  set_error (self, NULL);
  if (!more)
    {
      self->resyncing = FALSE;
      self->synced_at = sheaf_time_now ();
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNCED_AT]);
    }
  set_state (self, more ? SHEAF_SYNC_STATE_CATCHING_UP : SHEAF_SYNC_STATE_SYNCED);
}

typedef struct
{
  gint64 seq;
  gint64 generation;
  gboolean more;
} Taking;

/* A whole batch is freed where it was used up: that takes milliseconds. */
static gboolean
write_batch (SheafTransaction  *transaction,
             gpointer           data,
             GError           **error)
{
  SheafSyncBatch *batch = data;
  const gboolean written = sheaf_sync_write_batch (transaction, batch, error);

  g_clear_pointer (&batch->answer, json_node_unref);

  return written;
}

static void
on_taken (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafSync *self = g_task_get_source_object (task);
  Taking *taking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, &error))
    {
      if (self->cancellable != NULL)
        fail (self, error);
      return;
    }

  /* What was skipped meanwhile is behind this. */
  if (taking->generation == self->generation)
    self->seq = MAX (self->seq, taking->seq);
  succeed (self, taking->more);
  ask (self);
}

/* Whether @node is an answer of /v1/changes. */
static gboolean
check_answer (JsonNode *node)
{
  JsonObject *answer = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *entities = answer == NULL ? NULL : json_object_get_member (answer, "entities");

  return entities != NULL && JSON_NODE_HOLDS_ARRAY (entities) &&
         json_object_get_string_member_with_default (answer, "store", NULL) != NULL &&
         json_object_has_member (answer, "seq");
}

/* @node: (transfer full) */
static void
take (SheafSync *self,
      JsonNode  *node)
{
  JsonObject *answer = json_node_get_object (node);
  JsonArray *entities = json_object_get_array_member (answer, "entities");
  SheafSyncBatch *batch;
  Taking *taking;
  GTask *task;

  taking = g_new0 (Taking, 1);
  taking->seq = json_object_get_int_member (answer, "seq");
  taking->generation = self->generation;
  taking->more = json_object_get_boolean_member_with_default (answer, "more", FALSE);

  /* Nothing new, as most polls end: nothing to write. */
  if (json_array_get_length (entities) == 0 && !self->resyncing && taking->seq == self->seq)
    {
      succeed (self, taking->more);
      self->asking = FALSE;
      g_free (taking);
      json_node_unref (node);
      ask (self);
      return;
    }

  if (taking->more || !self->caught_up)
    set_state (self, SHEAF_SYNC_STATE_CATCHING_UP);
  batch = g_new0 (SheafSyncBatch, 1);
  batch->answer = node;
  batch->generation = self->generation;
  batch->ends = self->resyncing && !taking->more;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, take);
  g_task_set_task_data (task, taking, g_free);
  sheaf_replica_write_async (self->replica, write_batch, batch,
                             (GDestroyNotify) sheaf_sync_batch_free, on_taken, task);
}

static void
on_changes (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SheafSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
    sheaf_backend_send_finish (SHEAF_BACKEND (source), result, NULL, NULL, &error);
  JsonObject *answer;
  const char *store;

  if (self->cancellable == NULL)
    {
      self->asking = FALSE;
      return;
    }
  if (node != NULL && !check_answer (node))
    g_set_error_literal (&error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_VERSION,
                         "The answer is not one of Sheaf's");
  if (error != NULL)
    {
      self->asking = FALSE;
      fail (self, error);
      return;
    }

  answer = json_node_get_object (node);
  store = json_object_get_string_member (answer, "store");
  if (self->store == NULL)
    self->store = g_strdup (store);
  if (g_strcmp0 (self->store, store) != 0 ||
      json_object_get_boolean_member_with_default (answer, "reset", FALSE) ||
      json_object_get_int_member_with_default (answer, "head", self->seq) < self->seq)
    {
      begin_resync (self, store);
      self->asking = FALSE;
      ask (self);
      return;
    }

  take (self, g_steal_pointer (&node));
}

static gboolean
on_later_time (gpointer user_data)
{
  SheafSync *self = user_data;

  self->later_source = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
ask (SheafSync *self)
{
  g_autofree char *path = NULL;
  gint64 since;

  if (self->asking || self->cancellable == NULL || self->retry_source != 0 ||
      self->later_source != 0)
    return;

  since = (g_get_monotonic_time () - self->asked) / 1000;
  if (self->draining && since < DRAINING_MS)
    {
      self->later_source = g_timeout_add (DRAINING_MS - since, on_later_time, self);
      return;
    }

  path = g_strdup_printf ("/v1/changes?since=%" G_GINT64_FORMAT "&wait=%d&limit=%d", self->seq,
                          self->caught_up && !self->draining ? WAIT_SECONDS : 0, BATCH);
  self->asked = g_get_monotonic_time ();
  self->asking = TRUE;
  sheaf_backend_send_async (self->backend, "GET", path, NULL, NULL, NULL,
                            WAIT_SECONDS + SLACK_SECONDS, self->cancellable, on_changes,
                            g_object_ref (self));
}

typedef struct
{
  char *store;
  gint64 seq;
  gint64 generation;
  gboolean resyncing;
} Position;

static void
position_free (gpointer data)
{
  Position *position = data;

  g_free (position->store);
  g_free (position);
}

static gint64
get_meta_int (SheafConnection  *connection,
              const char       *name,
              gint64            otherwise,
              GError          **error)
{
  g_autofree char *text = sheaf_connection_get_meta (connection, name, error);

  return text == NULL ? otherwise : g_ascii_strtoll (text, NULL, 10);
}

static gboolean
read_position (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  Position *position = data;
  g_autoptr (GError) failure = NULL;

  position->store = sheaf_connection_get_meta (connection, "store", &failure);
  if (failure == NULL)
    position->seq = get_meta_int (connection, "seq", 0, &failure);
  if (failure == NULL)
    position->generation = get_meta_int (connection, "generation", 1, &failure);
  if (failure == NULL)
    position->resyncing = get_meta_int (connection, "resyncing", 0, &failure) != 0;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static void
on_position (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafSync *self = g_task_get_source_object (task);
  Position *position = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  if (!sheaf_db_read_finish (SHEAF_DB (source), result, &error))
    {
      if (self->cancellable != NULL)
        set_error (self, error->message);
      return;
    }

  self->store = g_steal_pointer (&position->store);
  self->seq = position->seq;
  self->generation = position->generation;
  self->resyncing = position->resyncing;
  ask (self);
}

static void
on_network_changed (GNetworkMonitor *monitor,
                    gboolean         available,
                    SheafSync       *self)
{
  if (available && self->retry_source != 0)
    sheaf_sync_retry (self);
}

void
sheaf_sync_start (SheafSync *self)
{
  Position *position;
  GTask *task;

  g_return_if_fail (SHEAF_IS_SYNC (self) && self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  if (!sheaf_backend_is_local (self->backend))
    g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                             G_CALLBACK (on_network_changed), self, 0);
  self->asking = TRUE;
  position = g_new0 (Position, 1);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, sheaf_sync_start);
  g_task_set_task_data (task, position, position_free);
  sheaf_db_read_async (sheaf_replica_get_db (self->replica), read_position, position, NULL, NULL,
                       on_position, task);
}

void
sheaf_sync_stop (SheafSync *self)
{
  g_return_if_fail (SHEAF_IS_SYNC (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->later_source, g_source_remove);
}

void
sheaf_sync_retry (SheafSync *self)
{
  g_return_if_fail (SHEAF_IS_SYNC (self));

  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->failures = 0;
  ask (self);
}

void
sheaf_sync_report (SheafSync    *self,
                   const GError *error)
{
  g_return_if_fail (SHEAF_IS_SYNC (self));

  if (error == NULL)
    {
      if (self->retry_source != 0)
        sheaf_sync_retry (self);
    }
  /* That it cannot be reached, following finds out by itself. */
  else if (self->cancellable != NULL && state_of_error (error) != SHEAF_SYNC_STATE_OFFLINE)
    {
      set_error (self, error->message);
      set_state (self, state_of_error (error));
    }
}

void
sheaf_sync_set_draining (SheafSync *self,
                         gboolean   draining)
{
  g_return_if_fail (SHEAF_IS_SYNC (self));

  self->draining = draining;
  if (!draining && self->later_source != 0)
    {
      g_clear_handle_id (&self->later_source, g_source_remove);
      ask (self);
    }
}

void
sheaf_sync_skip (SheafSync *self,
                 gint64     generation,
                 gint64     seq)
{
  g_return_if_fail (SHEAF_IS_SYNC (self));

  if (generation == self->generation)
    self->seq = MAX (self->seq, seq);
}

gint64
sheaf_sync_get_generation (SheafSync *self)
{
  return self->generation;
}

SheafSyncState
sheaf_sync_get_state (SheafSync *self)
{
  return self->state;
}

gint64
sheaf_sync_get_synced_at (SheafSync *self)
{
  return self->synced_at;
}

const char *
sheaf_sync_get_error (SheafSync *self)
{
  return self->error;
}
