/* sheaf-ingest-job.c: one source read once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-ingest-job.h"

#include <glib/gi18n-lib.h>

#include "model/sheaf-time.h"
#include "server/sheaf-incoming.h"

/* One transaction takes in as many, so that editors' own changes come between. */
#define BATCH 100

/* Whose edits the backend's own are. */
#define BY "Sheaf"

static void
job_free (SheafIngestJob *job)
{
  g_object_unref (job->store);
  sheaf_entity_unref (job->source);
  g_clear_pointer (&job->notes, sheaf_source_notes_free);
  g_clear_pointer (&job->pull, sheaf_pull_free);
  g_clear_error (&job->failure);
  g_free (job);
}

static gint64
get_now (SheafIngestJob *job)
{
  return job->clock != NULL ? job->clock (job->clock_data) : sheaf_time_now ();
}

static gboolean
take_in (SheafIngestJob  *job,
         GError         **error)
{
  const char *id = sheaf_entity_get_id (job->source);
  g_autoptr (GPtrArray) all = sheaf_incoming_from_feed (job->pull->feed, job->source);
  g_autoptr (JsonObject) learnt = json_object_new ();

  /* Oldest first, as feeds list the newest first: what came later gets the later seq. */
  for (guint end = all->len; end > 0;)
    {
      guint start = end > BATCH ? end - BATCH : 0;
      g_autoptr (GPtrArray) batch = g_ptr_array_new ();
      SheafIngest result = { 0 };

      for (guint i = end; i > start; i--)
        g_ptr_array_add (batch, g_ptr_array_index (all, i - 1));
      if (!sheaf_store_ingest (job->store, id, batch, &result, error))
        return FALSE;

      job->ingest.added += result.added;
      job->ingest.updated += result.updated;
      job->ingest.unchanged += result.unchanged;
      end = start;
    }

  json_object_set_object_member (learnt, "feed", sheaf_incoming_describe (job->pull->feed));

  return sheaf_store_learn (job->store, SHEAF_KIND_SOURCE, id, learnt, error);
}

/* Puts @address in the place of the one that was read. Where an editor has changed that meanwhile, it
 * clashes and has no effect. */
static gboolean
rewrite_address (SheafIngestJob  *job,
                 const char      *address,
                 GError         **error)
{
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, sheaf_entity_get_id (job->source), NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autoptr (GPtrArray) outcomes = NULL;

  sheaf_edit_put_string (edit, "address", job->notes->address, address);
  g_ptr_array_add (edits, edit);
  outcomes = sheaf_store_apply (job->store, edits, BY, error);
  if (outcomes == NULL)
    return FALSE;

  /* It is the same feed as before, so what is known of it stays. */
  g_free (job->notes->address);
  job->notes->address = g_strdup (address);
  g_clear_pointer (&job->notes->moved_to, g_free);
  job->notes->moved_polls = 0;

  return TRUE;
}

/* Notes and health, whatever came; an error of the store's own is the job's. */
static gboolean
conclude (SheafIngestJob  *job,
          const GError    *failure,
          GError         **error)
{
  const char *id = sheaf_entity_get_id (job->source);
  gint64 now = get_now (job);
  const char *address;
  g_autoptr (SheafEntity) current = NULL;

  if (failure == NULL)
    sheaf_source_notes_succeed (job->notes, job->source, job->pull, now);
  else
    sheaf_source_notes_fail (job->notes, job->source, failure, job->retry_after, now);

  address = failure == NULL ? sheaf_source_notes_get_new_address (job->notes, now) : NULL;
  if (address != NULL && !rewrite_address (job, address, error))
    return FALSE;

  /* Health is compared with what stands now, not with what stood when the job began. */
  current = sheaf_store_get (job->store, SHEAF_KIND_SOURCE, id, error);

  return current != NULL && sheaf_source_notes_save (job->notes, job->store, id, error)
         && sheaf_source_notes_learn_health (job->notes, job->store, current, failure, now, error);
}

static void
work_in_worker (GTask        *task,
                gpointer      object,
                gpointer      data,
                GCancellable *cancellable)
{
  SheafIngestJob *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) note_error = NULL;
  const GError *failure = job->failure;

  if (failure == NULL && job->pull->feed != NULL && !take_in (job, &error))
    failure = error;

  if (!conclude (job, failure, &note_error))
    g_warning ("The outcome of a source could not be noted: %s", note_error->message);

  if (failure != NULL)
    g_task_return_error (task, g_error_copy (failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_pulled (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafIngestJob *job = g_task_get_task_data (task);

  job->pull = sheaf_feed_connector_pull_finish (result, &job->retry_after, &job->failure);
  if (g_error_matches (job->failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&job->failure));
  else
    g_task_run_in_thread (task, work_in_worker);
}

void
sheaf_ingest_job_start_async (SheafStore          *store,
                              SheafFetcher        *fetcher,
                              SheafEntity         *source,
                              SheafSourceNotes    *notes,
                              SheafClock           clock,
                              gpointer             clock_data,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  /* Not the task's own cancellable: what has been fetched is taken in to its end. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  SheafIngestJob *job = g_new0 (SheafIngestJob, 1);
  const char *type = sheaf_entity_get_string (source, "type");
  gboolean ask_for_changes;

  job->store = g_object_ref (store);
  job->source = sheaf_entity_ref (source);
  job->notes = notes;
  job->clock = clock;
  job->clock_data = clock_data;
  g_task_set_source_tag (task, sheaf_ingest_job_start_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  if (type != NULL && !g_str_equal (type, "feed"))
    {
      job->failure = g_error_new (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_CONTENT,
                                  _("Sheaf cannot read sources of the type “%s”."), type);
      g_task_run_in_thread (task, work_in_worker);
      return;
    }

  ask_for_changes = sheaf_source_notes_may_ask_for_changes (notes, get_now (job));
  sheaf_feed_connector_pull_async (fetcher, sheaf_entity_get_string (source, "address"),
                                   ask_for_changes ? notes->etag : NULL,
                                   ask_for_changes ? notes->last_modified : NULL,
                                   ask_for_changes ? notes->digest : NULL, cancellable, on_pulled,
                                   g_steal_pointer (&task));
}

SheafIngestJob *
sheaf_ingest_job_of (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

gboolean
sheaf_ingest_job_finish (GAsyncResult  *result,
                         SheafIngest   *ingest,
                         GError       **error)
{
  SheafIngestJob *job = sheaf_ingest_job_of (result);

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  *ingest = job->ingest;

  return g_task_propagate_boolean (G_TASK (result), error);
}
