/* sheaf-source-activity.c: how sources fare at this moment, asked of the backend now and then
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-source-activity.h"

#include "model/sheaf-time.h"

#define CALM_SECONDS 30
#define BUSY_SECONDS 1

struct _SheafSourceActivity
{
  GObject parent_instance;

  SheafDesk *desk;
  GCancellable *cancellable; /* of the request that is under way; NULL if there is none */
  GHashTable *states;        /* id to SheafSourceState */
  guint timer;
  gboolean running;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SheafSourceActivity, sheaf_source_activity, G_TYPE_OBJECT)

static gint64
get_time (JsonObject *object,
          const char *name)
{
  return sheaf_time_from_string (json_object_get_string_member_with_default (object, name, NULL));
}

static SheafSourceState *
read_state (JsonObject *object)
{
  SheafSourceState *state = g_new0 (SheafSourceState, 1);
  JsonArray *days = NULL;

  state->reading = json_object_get_boolean_member_with_default (object, "reading", FALSE);
  state->last_poll = get_time (object, "last_poll");
  state->next_poll = get_time (object, "next_poll");
  if (json_object_has_member (object, "days"))
    days = json_object_get_array_member (object, "days");
  for (guint i = 0; days != NULL && i < MIN (json_array_get_length (days), G_N_ELEMENTS (state->days));
       i++)
    state->days[i] = (guint) MAX (json_array_get_int_element (days, i), 0);

  return state;
}

/* Whether any source is being read. */
static gboolean
read_answer (SheafSourceActivity *self,
             JsonNode            *answer)
{
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  JsonArray *items = root != NULL && json_object_has_member (root, "items")
                       ? json_object_get_array_member (root, "items")
                       : NULL;
  gboolean busy = FALSE;

  if (items == NULL)
    return FALSE;

  g_hash_table_remove_all (self->states);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *object = json_array_get_object_element (items, i);
      const char *id = json_object_get_string_member_with_default (object, "id", NULL);
      SheafSourceState *state;

      if (id == NULL)
        continue;

      state = read_state (object);
      busy |= state->reading;
      g_hash_table_insert (self->states, g_strdup (id), state);
    }

  return busy;
}

static gboolean
ask_cb (gpointer user_data)
{
  SheafSourceActivity *self = user_data;

  self->timer = 0;
  sheaf_source_activity_ask (self);

  return G_SOURCE_REMOVE;
}

static void
wait_for (SheafSourceActivity *self,
          guint                seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->running)
    self->timer = g_timeout_add_seconds (seconds, ask_cb, self);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SheafSourceActivity) self = SHEAF_SOURCE_ACTIVITY (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = sheaf_desk_request_finish (SHEAF_DESK (object), result, &error);
  gboolean busy = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  /* Without an answer what was known last stands. */
  if (answer != NULL)
    {
      busy = read_answer (self, answer);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  wait_for (self, busy ? BUSY_SECONDS : CALM_SECONDS);
}

void
sheaf_source_activity_ask (SheafSourceActivity *self)
{
  g_return_if_fail (SHEAF_IS_SOURCE_ACTIVITY (self));

  if (!self->running)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sheaf_desk_request_async (self->desk, "GET", "/v1/sources/activity", NULL, self->cancellable,
                            answered_cb, g_object_ref (self));
}

void
sheaf_source_activity_ask_soon (SheafSourceActivity *self)
{
  g_return_if_fail (SHEAF_IS_SOURCE_ACTIVITY (self));

  /* While an answer is awaited, the one after it comes by itself. */
  if (self->cancellable == NULL)
    wait_for (self, BUSY_SECONDS);
}

void
sheaf_source_activity_start (SheafSourceActivity *self)
{
  g_return_if_fail (SHEAF_IS_SOURCE_ACTIVITY (self));

  self->running = TRUE;
  sheaf_source_activity_ask (self);
}

void
sheaf_source_activity_stop (SheafSourceActivity *self)
{
  g_return_if_fail (SHEAF_IS_SOURCE_ACTIVITY (self));

  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

const SheafSourceState *
sheaf_source_activity_get (SheafSourceActivity *self,
                           const char          *id)
{
  g_return_val_if_fail (SHEAF_IS_SOURCE_ACTIVITY (self), NULL);

  return g_hash_table_lookup (self->states, id);
}

static void
sheaf_source_activity_dispose (GObject *object)
{
  SheafSourceActivity *self = SHEAF_SOURCE_ACTIVITY (object);

  sheaf_source_activity_stop (self);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_source_activity_parent_class)->dispose (object);
}

static void
sheaf_source_activity_finalize (GObject *object)
{
  SheafSourceActivity *self = SHEAF_SOURCE_ACTIVITY (object);

  g_hash_table_unref (self->states);

  G_OBJECT_CLASS (sheaf_source_activity_parent_class)->finalize (object);
}

static void
sheaf_source_activity_class_init (SheafSourceActivityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_source_activity_dispose;
  object_class->finalize = sheaf_source_activity_finalize;

  signals[CHANGED] = g_signal_new ("changed", SHEAF_TYPE_SOURCE_ACTIVITY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_source_activity_init (SheafSourceActivity *self)
{
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SheafSourceActivity *
sheaf_source_activity_new (SheafDesk *desk)
{
  SheafSourceActivity *self = g_object_new (SHEAF_TYPE_SOURCE_ACTIVITY, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);

  return self;
}
