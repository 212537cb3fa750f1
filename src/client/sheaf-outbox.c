/* sheaf-outbox.c: sends what waits in the replica to the backend, in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-outbox.h"

#include "client/sheaf-client-error.h"
#include "client/sheaf-outbox-store.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

/* Edits are quick; publishing speaks to other systems. */
#define EDITS_SECONDS 60
#define COMMAND_SECONDS 300

#define CONFIRM_AFTER_SECONDS (60 * 60)

/* Answers taken in one transaction, so that an act never waits long for the writer. */
#define ANSWERS 500

struct _SheafOutbox
{
  GObject parent_instance;

  SheafReplica *replica;
  SheafBackend *backend;
  SheafSync *sync;
  GCancellable *cancellable;
  gint64 confirm_after; /* ms */
  gboolean stopped;
  gboolean busy;   /* from taking to the last answer written */
  gboolean kicked; /* something came meanwhile */
  guint failures;
  guint retry_source;
};

G_DEFINE_FINAL_TYPE (SheafOutbox, sheaf_outbox, G_TYPE_OBJECT)

/* One request: what was taken, and what became of it. */
typedef struct
{
  SheafOutbox *self;
  SheafOutboxCall *call;
  gint64 late; /* commands that wait since before this must be confirmed */
  JsonNode *answer;
  guint written;
  gboolean done; /* all of it is written */
  gint64 seq;    /* and is all there is up to here; or 0 */
  gint64 generation;
  SheafCommandState state;
  char *command_answer;
  char *refused; /* the id of an edit */
} Drain;

static void next (SheafOutbox *self);
static void write_answers (Drain *drain);

static void
drain_free (Drain *drain)
{
  g_clear_pointer (&drain->call, sheaf_outbox_call_free);
  g_clear_pointer (&drain->answer, json_node_unref);
  g_free (drain->command_answer);
  g_free (drain->refused);
  g_object_unref (drain->self);
  g_free (drain);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drain, drain_free)

static void
sheaf_outbox_dispose (GObject *object)
{
  SheafOutbox *self = SHEAF_OUTBOX (object);

  sheaf_outbox_stop (self);
  g_clear_object (&self->replica);
  g_clear_object (&self->backend);
  g_clear_object (&self->sync);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sheaf_outbox_parent_class)->dispose (object);
}

static void
sheaf_outbox_class_init (SheafOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_outbox_dispose;
}

static void
sheaf_outbox_init (SheafOutbox *self)
{
  self->cancellable = g_cancellable_new ();
  sheaf_outbox_set_confirm_after (self, CONFIRM_AFTER_SECONDS);
}

SheafOutbox *
sheaf_outbox_new (SheafReplica *replica,
                  SheafBackend *backend,
                  SheafSync    *sync)
{
  SheafOutbox *self = g_object_new (SHEAF_TYPE_OUTBOX, NULL);

  self->replica = g_object_ref (replica);
  self->backend = g_object_ref (backend);
  self->sync = g_object_ref (sync);

  return self;
}

static gboolean
on_retry_time (gpointer user_data)
{
  SheafOutbox *self = user_data;

  self->retry_source = 0;
  next (self);

  return G_SOURCE_REMOVE;
}

static void
retry_later (SheafOutbox *self)
{
  self->busy = FALSE;
  sheaf_sync_set_draining (self->sync, FALSE);
  if (self->stopped || self->retry_source != 0)
    return;

  self->retry_source =
    g_timeout_add (sheaf_sync_backoff (++self->failures), on_retry_time, self);
}

/* The request @drain is through; what is behind it follows. @more: whether there is anything. */
static void
finish (Drain    *drain,
        gboolean  more)
{
  SheafOutbox *self = drain->self;

  self->busy = FALSE;
  self->failures = 0;
  if (more || self->kicked)
    next (self);
  else
    sheaf_sync_set_draining (self->sync, FALSE);
}

static gboolean
write_command (SheafTransaction  *transaction,
               gpointer           data,
               GError           **error)
{
  Drain *drain = data;

  return sheaf_outbox_store_set_command (transaction, drain->call->command, drain->state,
                                         drain->command_answer, error);
}

/* The command waits again: none of it has left, so that it may still be cancelled. */
static void
on_command_waits (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;

  sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL);
  retry_later (drain->self);
}

static void
on_command_written (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;

  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL))
    retry_later (drain->self);
  else
    finish (drain, TRUE);
}

static void
on_command_answered (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;
  SheafOutbox *self = drain->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) problem = NULL;
  guint status = 0;
  g_autoptr (JsonNode) answer =
    sheaf_backend_send_finish (SHEAF_BACKEND (source), result, &status, &problem, &error);

  if (self->stopped)
    return;

  sheaf_sync_report (self->sync, error);
  if (answer == NULL && (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_OFFLINE) ||
                         status == 401 || status == 429))
    {
      if (!drain->call->sent && !sheaf_backend_was_sent (result))
        {
          drain->state = SHEAF_COMMAND_WAITING;
          sheaf_replica_write_async (self->replica, write_command, drain, NULL, on_command_waits,
                                     drain);
          drain = NULL;
        }
      else
        retry_later (self);
      return;
    }

  if (answer != NULL)
    {
      drain->state = SHEAF_COMMAND_DONE;
      drain->command_answer = sheaf_json_to_text (answer);
    }
  else
    {
      drain->state = status == 409 ? SHEAF_COMMAND_CHANGED : SHEAF_COMMAND_FAILED;
      if (problem == NULL)
        {
          g_autoptr (JsonObject) object = json_object_new ();

          json_object_set_string_member (object, "title", error->message);
          problem = json_node_init_object (json_node_alloc (), object);
        }
      drain->command_answer = sheaf_json_to_text (problem);
    }
  sheaf_replica_write_async (self->replica, write_command, drain, NULL, on_command_written, drain);
  drain = NULL;
}

static gboolean
write_refusal (SheafTransaction  *transaction,
               gpointer           data,
               GError           **error)
{
  Drain *drain = data;

  return sheaf_outbox_store_refuse (transaction, drain->refused, error);
}

/* A call that was refused whole names the edit that is wrong; without it the others are taken. */
static gboolean
refuse_edit (Drain    *drain,
             guint     status,
             JsonNode *problem)
{
  JsonObject *object =
    problem != NULL && JSON_NODE_HOLDS_OBJECT (problem) ? json_node_get_object (problem) : NULL;
  GPtrArray *ids = drain->call->ids;
  gint64 index = ids->len == 1 ? 0 : -1;

  if (status != 422 && status != 400 && status != 413)
    return FALSE;
  if (object != NULL)
    index = json_object_get_int_member_with_default (object, "edit", index);
  if (index < 0 || index >= ids->len)
    return FALSE;

  drain->refused = g_strdup (g_ptr_array_index (ids, index));

  return TRUE;
}

static gboolean
write_untake (SheafTransaction  *transaction,
              gpointer           data,
              GError           **error)
{
  Drain *drain = data;

  return sheaf_outbox_store_untake (transaction, drain->call, error);
}

static void
on_untaken (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;

  sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL);
  retry_later (drain->self);
}

static void
on_edits_answered (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;
  SheafOutbox *self = drain->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) problem = NULL;
  guint status = 0;

  drain->answer =
    sheaf_backend_send_finish (SHEAF_BACKEND (source), result, &status, &problem, &error);
  if (self->stopped)
    return;

  sheaf_sync_report (self->sync, error);
  if (drain->answer != NULL)
    {
      drain->generation = sheaf_sync_get_generation (self->sync);
      write_answers (g_steal_pointer (&drain));
      return;
    }
  if (!refuse_edit (drain, status, problem))
    {
      /* What did not leave, or was turned away whole, is not out; of the rest nobody knows. */
      if (!sheaf_backend_was_sent (result) || (status >= 400 && status < 500))
        {
          sheaf_replica_write_async (self->replica, write_untake, drain, NULL, on_untaken, drain);
          drain = NULL;
        }
      else
        retry_later (self);
      return;
    }

  sheaf_replica_write_async (self->replica, write_refusal, drain, NULL, on_command_written, drain);
  drain = NULL;
}

/* One result for each edit, or NULL where the answer is none of ours. */
static JsonArray *
get_results (Drain *drain)
{
  JsonObject *object =
    JSON_NODE_HOLDS_OBJECT (drain->answer) ? json_node_get_object (drain->answer) : NULL;
  JsonNode *results = object == NULL ? NULL : json_object_get_member (object, "results");

  if (results == NULL || !JSON_NODE_HOLDS_ARRAY (results) ||
      json_array_get_length (json_node_get_array (results)) != drain->call->ids->len)
    return NULL;

  return json_node_get_array (results);
}

static gboolean
write_some_answers (SheafTransaction  *transaction,
                    gpointer           data,
                    GError           **error)
{
  Drain *drain = data;
  JsonArray *results = get_results (drain);
  const guint end = MIN (drain->written + ANSWERS, json_array_get_length (results));

  for (guint i = drain->written; i < end; i++)
    {
      JsonNode *node = json_array_get_element (results, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          !sheaf_outbox_store_answer (transaction, json_node_get_object (node), drain->generation,
                                      error))
        return FALSE;
    }

  /* Freeing a thousand entities takes milliseconds, which the main loop has not. */
  drain->done = end == json_array_get_length (results);
  if (!drain->done)
    return TRUE;
  if (!sheaf_outbox_store_skip (transaction, json_node_get_object (drain->answer), &drain->seq,
                                error))
    return FALSE;
  g_clear_pointer (&drain->answer, json_node_unref);

  return TRUE;
}

static void
on_answers_written (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;

  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL))
    {
      retry_later (drain->self);
      return;
    }

  if (drain->seq > 0)
    sheaf_sync_skip (drain->self->sync, drain->generation, drain->seq);
  drain->written += ANSWERS;
  write_answers (g_steal_pointer (&drain));
}

/* @drain: (transfer full) */
static void
write_answers (Drain *drain)
{
  SheafOutbox *self = drain->self;

  if (drain->done)
    {
      finish (drain, drain->call->more);
      drain_free (drain);
    }
  else if (get_results (drain) == NULL)
    {
      retry_later (self);
      drain_free (drain);
    }
  else
    sheaf_replica_write_async (self->replica, write_some_answers, drain, NULL, on_answers_written,
                               drain);
}

/* @drain: (transfer full) */
static void
send_drain (Drain *drain)
{
  SheafOutbox *self = drain->self;
  SheafOutboxCall *call = drain->call;
  g_autofree char *path = NULL;

  if (call->command == NULL)
    {
      sheaf_backend_send_async (self->backend, "POST", "/v1/edits", call->body, NULL, NULL,
                                EDITS_SECONDS, self->cancellable, on_edits_answered, drain);
      return;
    }

  path = g_strdup_printf ("/v1/bundles/%s/%s", call->entity, call->name);
  sheaf_backend_send_async (self->backend, "POST", path, call->body, NULL, call->command,
                            COMMAND_SECONDS, self->cancellable, on_command_answered, drain);
}

static gboolean
write_take (SheafTransaction  *transaction,
            gpointer           data,
            GError           **error)
{
  Drain *drain = data;

  return sheaf_outbox_store_take (transaction, drain->call, drain->late, error);
}

static void
on_call_taken (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Drain) drain = user_data;
  SheafOutbox *self = drain->self;

  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL))
    {
      retry_later (self);
      return;
    }
  if (self->stopped)
    return;
  if (drain->call->ids->len == 0 && drain->call->command == NULL)
    {
      self->busy = FALSE;
      if (self->kicked)
        next (self);
      else
        sheaf_sync_set_draining (self->sync, FALSE);
      return;
    }

  if (drain->call->more)
    sheaf_sync_set_draining (self->sync, TRUE);
  send_drain (g_steal_pointer (&drain));
}

static gboolean
write_expire (SheafTransaction  *transaction,
              gpointer           data,
              GError           **error)
{
  const gint64 *late = data;

  return sheaf_outbox_store_expire (transaction, *late, error);
}

static void
next (SheafOutbox *self)
{
  const gint64 late = sheaf_time_now () - self->confirm_after;
  Drain *drain;

  if (self->stopped || self->busy || sheaf_replica_get_db (self->replica) == NULL)
    return;

  /* Following tries to reach the backend, and tells when it has; until then commands only age. */
  if (sheaf_sync_get_state (self->sync) == SHEAF_SYNC_STATE_OFFLINE)
    {
      sheaf_replica_write_async (self->replica, write_expire, g_memdup2 (&late, sizeof late), g_free,
                                 NULL, NULL);
      retry_later (self);
      return;
    }

  self->busy = TRUE;
  self->kicked = FALSE;
  drain = g_new0 (Drain, 1);
  drain->self = g_object_ref (self);
  drain->late = late;
  drain->call = g_new0 (SheafOutboxCall, 1);
  sheaf_replica_write_async (self->replica, write_take, drain, NULL, on_call_taken, drain);
}

void
sheaf_outbox_set_confirm_after (SheafOutbox *self,
                                guint        seconds)
{
  g_return_if_fail (SHEAF_IS_OUTBOX (self));

  self->confirm_after = (gint64) seconds * 1000;
}

void
sheaf_outbox_kick (SheafOutbox *self)
{
  g_return_if_fail (SHEAF_IS_OUTBOX (self));

  if (self->busy)
    self->kicked = TRUE;
  else if (self->retry_source == 0)
    next (self);
}

void
sheaf_outbox_retry (SheafOutbox *self)
{
  g_return_if_fail (SHEAF_IS_OUTBOX (self));

  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->failures = 0;
  sheaf_outbox_kick (self);
}

void
sheaf_outbox_stop (SheafOutbox *self)
{
  g_return_if_fail (SHEAF_IS_OUTBOX (self));

  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);
}
