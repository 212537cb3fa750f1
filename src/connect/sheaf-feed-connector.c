/* sheaf-feed-connector.c: feeds over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-feed-connector.h"

#include "model/sheaf-time.h"

#define ACCEPT \
  "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, " \
  "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"

void
sheaf_pull_free (SheafPull *pull)
{
  g_clear_pointer (&pull->feed, sheaf_feed_free);
  g_free (pull->address);
  g_free (pull->moved_to);
  g_free (pull->etag);
  g_free (pull->last_modified);
  g_free (pull->digest);
  g_free (pull);
}

typedef struct
{
  SheafFetch *fetch;
  char *digest; /* of the last time */
  gint64 retry_after;
} Pull;

static void
pull_data_free (Pull *data)
{
  g_clear_pointer (&data->fetch, sheaf_fetch_free);
  g_free (data->digest);
  g_free (data);
}

static SheafPull *
pull_new (SheafFetch *fetch,
          SheafFeed  *feed)
{
  SheafPull *pull = g_new0 (SheafPull, 1);

  pull->feed = feed;
  pull->address = g_strdup (fetch->address);
  pull->moved_to = g_strdup (fetch->moved_to);
  pull->etag = g_strdup (fetch->etag);
  pull->last_modified = g_strdup (fetch->last_modified);
  pull->max_age = fetch->max_age;

  return pull;
}

static void
parse_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Pull *data = task_data;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data->fetch->body);
  SheafFeed *feed = NULL;
  SheafPull *pull = NULL;
  GError *error = NULL;

  if (g_strcmp0 (digest, data->digest) != 0)
    {
      feed = sheaf_feed_parse (data->fetch->body, data->fetch->content_type, data->fetch->address,
                               sheaf_time_now (), &error);
      if (feed == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
    }

  pull = pull_new (data->fetch, feed);
  pull->digest = g_steal_pointer (&digest);
  g_task_return_pointer (task, pull, (GDestroyNotify) sheaf_pull_free);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->fetch
      = sheaf_fetcher_fetch_finish (SHEAF_FETCHER (source), result, &data->retry_after, &error);
  if (data->fetch == NULL)
    g_task_return_error (task, error);
  else if (data->fetch->not_modified)
    g_task_return_pointer (task, pull_new (data->fetch, NULL), (GDestroyNotify) sheaf_pull_free);
  else
    g_task_run_in_thread (task, parse_in_worker);
}

void
sheaf_feed_connector_pull_async (SheafFetcher        *fetcher,
                                 const char          *address,
                                 const char          *etag,
                                 const char          *last_modified,
                                 const char          *digest,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SheafFetchOptions options
      = { .etag = etag, .last_modified = last_modified, .accept = ACCEPT };
  Pull *data = g_new0 (Pull, 1);

  g_task_set_source_tag (task, sheaf_feed_connector_pull_async);
  data->digest = g_strdup (digest);
  g_task_set_task_data (task, data, (GDestroyNotify) pull_data_free);
  sheaf_fetcher_fetch_async (fetcher, address, &options, cancellable, on_fetched,
                             g_steal_pointer (&task));
}

SheafPull *
sheaf_feed_connector_pull_finish (GAsyncResult  *result,
                                  gint64        *retry_after,
                                  GError       **error)
{
  Pull *data = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (retry_after != NULL)
    *retry_after = data->retry_after;

  return g_task_propagate_pointer (G_TASK (result), error);
}
