/* sheaf-ingester.c: reads sources on their schedule and on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-ingester.h"

#include <glib/gi18n-lib.h>

#include "model/sheaf-time.h"
#include "server/sheaf-poll-queue.h"
#include "server/sheaf-source-notes.h"

#define MAX_RUNNING 16
#define MAX_PER_HOST 2
#define LONGEST_WAIT_MS (60 * 60 * 1000)

struct _SheafIngester
{
  GObject parent_instance;

  SheafStore *store;
  SheafFetcher *fetcher;
  GCancellable *cancellable;

  SheafClock clock; /* NULL: the wall's */
  gpointer clock_data;

  GHashTable *sources; /* id to Source */
  SheafPollQueue *queue;
  GPtrArray *asked;    /* (element-type GTask): refreshes that wait for the list of sources */
  gboolean reloading;
  gboolean reload_again;
  GSource *timer;
};

/* A source as the schedule knows it. */
typedef struct
{
  SheafEntity *entity;
  SheafSourceNotes *notes; /* NULL while it is read */
  char *host;
  gboolean running;
  gboolean listed;    /* still among the store's */
  GPtrArray *waiting; /* (element-type GTask): refreshes that wait for its result */
} Source;

enum
{
  INGESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SheafIngester, sheaf_ingester, G_TYPE_OBJECT)

static void schedule (SheafIngester *self);

static void
source_free (Source *source)
{
  sheaf_entity_unref (source->entity);
  g_clear_pointer (&source->notes, sheaf_source_notes_free);
  g_ptr_array_unref (source->waiting);
  g_free (source->host);
  g_free (source);
}

static void
stop_timer (SheafIngester *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
sheaf_ingester_finalize (GObject *object)
{
  SheafIngester *self = SHEAF_INGESTER (object);

  stop_timer (self);
  g_object_unref (self->cancellable);
  g_object_unref (self->fetcher);
  g_object_unref (self->store);
  g_hash_table_unref (self->sources);
  sheaf_poll_queue_free (self->queue);
  g_ptr_array_unref (self->asked);

  G_OBJECT_CLASS (sheaf_ingester_parent_class)->finalize (object);
}

static void
sheaf_ingester_class_init (SheafIngesterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_ingester_finalize;

  signals[INGESTED] = g_signal_new ("ingested", SHEAF_TYPE_INGESTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_ingester_init (SheafIngester *self)
{
  self->cancellable = g_cancellable_new ();
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) source_free);
  self->queue = sheaf_poll_queue_new (MAX_RUNNING, MAX_PER_HOST);
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
}

SheafIngester *
sheaf_ingester_new (SheafStore   *store,
                    SheafFetcher *fetcher)
{
  SheafIngester *self = g_object_new (SHEAF_TYPE_INGESTER, NULL);

  self->store = g_object_ref (store);
  self->fetcher = g_object_ref (fetcher);

  return self;
}

SheafFetcher *
sheaf_ingester_get_fetcher (SheafIngester *self)
{
  return self->fetcher;
}

void
sheaf_ingester_set_clock (SheafIngester *self,
                          SheafClock     clock,
                          gpointer       data)
{
  g_return_if_fail (SHEAF_IS_INGESTER (self));

  self->clock = clock;
  self->clock_data = data;
}

void
sheaf_ingester_set_limits (SheafIngester *self,
                           guint          most,
                           guint          per_host)
{
  g_return_if_fail (SHEAF_IS_INGESTER (self));

  sheaf_poll_queue_set_limits (self->queue, most, per_host);
}

static gint64
get_now (SheafIngester *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : sheaf_time_now ();
}

static gboolean
is_stopped (SheafIngester *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* Tells those that asked for this source, each of whom keeps its own copy of the result. */
static void
answer_waiting (Source            *source,
                const SheafIngest *ingest,
                const GError      *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&source->waiting);

  source->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      if (error != NULL)
        g_task_return_error (waiting->pdata[i], g_error_copy (error));
      else
        g_task_return_pointer (waiting->pdata[i], g_memdup2 (ingest, sizeof *ingest), g_free);
    }
}

static gboolean
is_paused (Source *source)
{
  return sheaf_entity_get_boolean (source->entity, "paused");
}

static char *
get_host (SheafEntity *source)
{
  const char *address = sheaf_entity_get_string (source, "address");
  g_autoptr (GUri) uri = NULL;
  const char *host = NULL;

  if (address != NULL)
    uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
  if (uri != NULL)
    host = g_uri_get_host (uri);

  return g_ascii_strdown (host != NULL ? host : "", -1);
}

/* Gives it its place in the queue. */
static void
enqueue (SheafIngester *self,
         Source        *source)
{
  const char *id = sheaf_entity_get_id (source->entity);

  if (source->running)
    return;

  g_free (source->host);
  source->host = get_host (source->entity);
  if (source->waiting->len > 0)
    sheaf_poll_queue_put (self->queue, id, source->host, 0);
  else if (source->listed && !is_paused (source))
    sheaf_poll_queue_put (self->queue, id, source->host, source->notes->due);
  else
    sheaf_poll_queue_remove (self->queue, id);
}

static void
on_job_done (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (SheafIngester) self = data;
  SheafIngestJob *job = sheaf_ingest_job_of (result);
  const char *id = sheaf_entity_get_id (job->source);
  Source *source = g_hash_table_lookup (self->sources, id);
  SheafIngest ingest;
  g_autoptr (GError) error = NULL;
  gboolean taken_in, moved;

  taken_in = sheaf_ingest_job_finish (result, &ingest, &error);
  source->running = FALSE;
  sheaf_poll_queue_end (self->queue, id);
  g_clear_pointer (&source->notes, sheaf_source_notes_free);
  source->notes = g_steal_pointer (&job->notes);
  /* By redirects, or by an editor meanwhile. */
  moved = g_strcmp0 (source->notes->address,
                     sheaf_entity_get_string (source->entity, "address")) != 0;
  /* A host that asks for rest means all that it has. */
  if (job->retry_after > 0)
    sheaf_poll_queue_hold (self->queue, source->host, get_now (self) + job->retry_after * 1000);

  if (taken_in || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[INGESTED], 0);
  answer_waiting (source, &ingest, taken_in ? NULL : error);
  enqueue (self, source);
  if (!source->listed)
    g_hash_table_remove (self->sources, id);

  if (moved)
    sheaf_ingester_reload (self);
  schedule (self);
}

static void
start (SheafIngester *self,
       Source        *source)
{
  source->running = TRUE;
  sheaf_ingest_job_start_async (self->store, self->fetcher, source->entity,
                                g_steal_pointer (&source->notes), self->clock, self->clock_data,
                                self->cancellable, on_job_done, g_object_ref (self));
}

static gboolean
on_time (gpointer data)
{
  SheafIngester *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  schedule (self);

  return G_SOURCE_REMOVE;
}

/* Starts what is asked for and what is due, and waits for the next. */
static void
schedule (SheafIngester *self)
{
  gint64 now = get_now (self);
  gint64 next;
  const char *id;

  stop_timer (self);
  if (is_stopped (self))
    return;

  while ((id = sheaf_poll_queue_begin (self->queue, now)) != NULL)
    start (self, g_hash_table_lookup (self->sources, id));

  next = MIN (sheaf_poll_queue_get_next (self->queue), now + LONGEST_WAIT_MS);
  self->timer = g_timeout_source_new (MAX (next - now, 1));
  g_source_set_callback (self->timer, on_time, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

GPtrArray *
sheaf_ingester_list (SheafIngester *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (SHEAF_IS_INGESTER (self), ids);

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);

  return ids;
}

gboolean
sheaf_ingester_get_state (SheafIngester      *self,
                          const char         *id,
                          SheafIngesterState *state)
{
  Source *source;

  g_return_val_if_fail (SHEAF_IS_INGESTER (self), FALSE);

  source = g_hash_table_lookup (self->sources, id);
  if (source == NULL)
    return FALSE;

  state->reading = source->running;
  state->polled = source->notes != NULL ? source->notes->polled : 0;
  state->due = source->notes != NULL && !is_paused (source) ? source->notes->due : G_MAXINT64;

  return TRUE;
}

/* A source as the list has it, with its notes. */
typedef struct
{
  SheafEntity *entity;
  SheafSourceNotes *notes;
} Listed;

static void
listed_free (Listed *listed)
{
  sheaf_entity_unref (listed->entity);
  g_clear_pointer (&listed->notes, sheaf_source_notes_free);
  g_free (listed);
}

static void
list_in_worker (GTask        *task,
                gpointer      object,
                gpointer      data,
                GCancellable *cancellable)
{
  SheafIngester *self = object;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) listed_free);
  g_autofree char *cursor = NULL;

  do
    {
      SheafQuery query = { .kind = SHEAF_KIND_SOURCE, .cursor = cursor, .limit = 1000 };
      GError *error = NULL;
      g_autoptr (SheafPage) page = sheaf_store_list (self->store, &query, &error);

      if (page == NULL)
        {
          g_task_return_error (task, error);
          return;
        }

      for (guint i = 0; i < page->entities->len; i++)
        {
          Listed *listed = g_new0 (Listed, 1);

          listed->entity = sheaf_entity_ref (g_ptr_array_index (page->entities, i));
          listed->notes = sheaf_source_notes_load (self->store, listed->entity);
          g_ptr_array_add (all, listed);
        }
      g_free (cursor);
      cursor = g_steal_pointer (&page->next);
    }
  while (cursor != NULL);

  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

static void
take_listed (SheafIngester *self,
             Listed        *listed)
{
  const char *id = sheaf_entity_get_id (listed->entity);
  Source *source = g_hash_table_lookup (self->sources, id);

  if (source == NULL)
    {
      source = g_new0 (Source, 1);
      source->waiting = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->sources, g_strdup (id), source);
    }

  g_clear_pointer (&source->entity, sheaf_entity_unref);
  source->entity = sheaf_entity_ref (listed->entity);
  source->listed = TRUE;

  /* One that is being read brings newer notes back. */
  if (!source->running)
    {
      g_clear_pointer (&source->notes, sheaf_source_notes_free);
      source->notes = g_steal_pointer (&listed->notes);
    }
  enqueue (self, source);
}

static gboolean
forget_unlisted (gpointer id,
                 gpointer value,
                 gpointer data)
{
  SheafIngester *self = data;
  Source *source = value;

  if (source->listed || source->running)
    return FALSE;

  sheaf_poll_queue_remove (self->queue, id);

  return TRUE;
}

static void
take_list (SheafIngester *self,
           GPtrArray     *all)
{
  GHashTableIter iter;
  gpointer source;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, NULL, &source))
    ((Source *) source)->listed = FALSE;
  for (guint i = 0; i < all->len; i++)
    take_listed (self, g_ptr_array_index (all, i));
  g_hash_table_foreach_remove (self->sources, forget_unlisted, self);
}

static void
wait_for_source (SheafIngester *self,
                 Source        *source,
                 GTask         *task)
{
  g_ptr_array_add (source->waiting, g_object_ref (task));
  enqueue (self, source);
}

/* Hands the refreshes that were asked for to their sources. */
static void
give_out_asked (SheafIngester *self,
                const GError  *error)
{
  g_autoptr (GPtrArray) asked = g_steal_pointer (&self->asked);

  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->len; i++)
    {
      GTask *task = g_ptr_array_index (asked, i);
      Source *source = g_hash_table_lookup (self->sources, g_task_get_task_data (task));

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (is_stopped (self))
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped");
      else if (source != NULL)
        wait_for_source (self, source, task);
      else
        g_task_return_new_error (task, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND,
                                 _("There is no source with this id."));
    }
}

static void
on_listed (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  SheafIngester *self = SHEAF_INGESTER (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = g_task_propagate_pointer (G_TASK (result), &error);

  self->reloading = FALSE;
  if (all != NULL)
    take_list (self, all);
  else
    g_warning ("The sources could not be listed: %s", error->message);

  if (self->reload_again)
    {
      self->reload_again = FALSE;
      sheaf_ingester_reload (self);
      return;
    }

  give_out_asked (self, error);
  schedule (self);
}

void
sheaf_ingester_reload (SheafIngester *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SHEAF_IS_INGESTER (self));

  if (is_stopped (self))
    {
      give_out_asked (self, NULL);
      return;
    }

  if (self->reloading)
    {
      self->reload_again = TRUE;
      return;
    }

  self->reloading = TRUE;
  task = g_task_new (self, NULL, on_listed, NULL);
  g_task_set_source_tag (task, sheaf_ingester_reload);
  g_task_run_in_thread (task, list_in_worker);
}

void
sheaf_ingester_refresh_async (SheafIngester       *self,
                              const char          *id,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Source *source;

  g_return_if_fail (SHEAF_IS_INGESTER (self));

  g_task_set_source_tag (task, sheaf_ingester_refresh_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  source = g_hash_table_lookup (self->sources, id);
  if (source != NULL && source->listed && !self->reloading && !is_stopped (self))
    {
      wait_for_source (self, source, task);
      schedule (self);
      return;
    }

  /* It may have been made a moment ago. */
  g_ptr_array_add (self->asked, g_steal_pointer (&task));
  sheaf_ingester_reload (self);
}

gboolean
sheaf_ingester_refresh_finish (SheafIngester  *self,
                               GAsyncResult   *result,
                               SheafIngest    *ingest,
                               GError        **error)
{
  g_autofree SheafIngest *taken_in = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  taken_in = g_task_propagate_pointer (G_TASK (result), error);
  if (taken_in == NULL)
    return FALSE;
  *ingest = *taken_in;

  return TRUE;
}

void
sheaf_ingester_stop (SheafIngester *self)
{
  g_return_if_fail (SHEAF_IS_INGESTER (self));

  g_cancellable_cancel (self->cancellable);
  stop_timer (self);
}

gboolean
sheaf_ingester_is_idle (SheafIngester *self)
{
  return sheaf_poll_queue_count_begun (self->queue) == 0 && !self->reloading;
}
