/* sheaf-ingester.c: reads sources on their schedule and on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-ingester.h"

#include <glib/gi18n-lib.h>

#include "model/sheaf-time.h"
#include "server/sheaf-ingest-job.h"
#include "server/sheaf-source-notes.h"

#define MAX_RUNNING 8
#define LONGEST_WAIT_MS (60 * 60 * 1000)

struct _SheafIngester
{
  GObject parent_instance;

  SheafStore *store;
  SheafFetcher *fetcher;
  GCancellable *cancellable;

  GHashTable *sources; /* id to Source */
  GPtrArray *asked;    /* (element-type GTask): refreshes that wait for the list of sources */
  gboolean reloading;
  gboolean reload_again;
  guint running;
  GSource *timer;
};

/* A source as the schedule knows it. */
typedef struct
{
  SheafEntity *entity;
  SheafSourceNotes *notes;
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
  gboolean taken_in;

  taken_in = sheaf_ingest_job_finish (result, &ingest, &error);
  self->running--;
  source->running = FALSE;
  g_clear_pointer (&source->notes, sheaf_source_notes_free);
  source->notes = g_steal_pointer (&job->notes);

  if (taken_in || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[INGESTED], 0);
  answer_waiting (source, &ingest, taken_in ? NULL : error);
  if (!source->listed)
    g_hash_table_remove (self->sources, id);

  schedule (self);
}

static void
start (SheafIngester *self,
       Source        *source)
{
  source->running = TRUE;
  self->running++;
  sheaf_ingest_job_start_async (self->store, self->fetcher, source->entity,
                                g_steal_pointer (&source->notes), self->cancellable, on_job_done,
                                g_object_ref (self));
}

static gboolean
on_time (gpointer data)
{
  SheafIngester *self = data;

  g_clear_pointer (&self->timer, g_source_unref);
  schedule (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_paused (Source *source)
{
  return sheaf_entity_get_boolean (source->entity, "paused");
}

/* Starts what is asked for, then what is due, and waits for the next. */
static void
schedule (SheafIngester *self)
{
  gint64 now = sheaf_time_now ();
  gint64 next = now + LONGEST_WAIT_MS;
  GHashTableIter iter;
  gpointer value;

  stop_timer (self);
  if (is_stopped (self))
    return;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Source *source = value;

      if (source->running)
        continue;
      if (source->waiting->len > 0)
        start (self, source);
      else if (!source->listed || is_paused (source))
        continue;
      else if (source->notes->due <= now && self->running < MAX_RUNNING)
        start (self, source);
      else if (source->notes->due > now)
        next = MIN (next, source->notes->due);
    }

  self->timer = g_timeout_source_new (MAX (next - now, 1));
  g_source_set_callback (self->timer, on_time, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
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
  if (source->running)
    return;
  g_clear_pointer (&source->notes, sheaf_source_notes_free);
  source->notes = g_steal_pointer (&listed->notes);
}

static gboolean
is_not_listed (gpointer id,
               gpointer value,
               gpointer data)
{
  Source *source = value;

  return !source->listed && !source->running;
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
  g_hash_table_foreach_remove (self->sources, is_not_listed, NULL);
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
        g_ptr_array_add (source->waiting, g_object_ref (task));
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

  g_return_if_fail (SHEAF_IS_INGESTER (self));

  /* The list is read first: the source may have been made a moment ago. */
  g_task_set_source_tag (task, sheaf_ingester_refresh_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
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
  return self->running == 0 && !self->reloading;
}
