/* sheaf-feed-discovery.c: the feeds at an address that an editor gives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-feed-connector.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "connect/sheaf-alternates.h"
#include "model/sheaf-time.h"

typedef struct
{
  SheafFetcher *fetcher;
  SheafFetch *fetch;         /* of the address */
  SheafDiscovery *discovery; /* what is found so far */
} Discover;

void
sheaf_discovery_free (SheafDiscovery *discovery)
{
  g_free (discovery->title);
  g_clear_pointer (&discovery->feeds, g_ptr_array_unref);
  g_clear_pointer (&discovery->feed, sheaf_feed_free);
  g_free (discovery);
}

static void
discover_free (Discover *data)
{
  g_object_unref (data->fetcher);
  g_clear_pointer (&data->fetch, sheaf_fetch_free);
  g_clear_pointer (&data->discovery, sheaf_discovery_free);
  g_free (data);
}

static void
add_feed (SheafDiscovery *discovery,
          SheafFeed      *feed,
          const char     *address)
{
  static const char *const kinds[] = {
    [SHEAF_FEED_FORMAT_RSS] = "rss",
    [SHEAF_FEED_FORMAT_ATOM] = "atom",
    [SHEAF_FEED_FORMAT_JSON] = "json",
  };
  SheafAlternate *alternate = g_new0 (SheafAlternate, 1);

  alternate->address = g_strdup (address);
  alternate->title = g_strdup (feed->title != NULL ? feed->title : "");
  alternate->kind = g_strdup (kinds[feed->format]);
  g_ptr_array_add (discovery->feeds, alternate);
  discovery->title = g_strdup (feed->title);
  discovery->feed = feed;
}

/* A feed, or else a page that names some; returns what the task carries on with. */
static void
look_in_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Discover *data = task_data;
  SheafFetch *fetch = data->fetch;
  SheafDiscovery *discovery = g_new0 (SheafDiscovery, 1);
  g_autoptr (GError) error = NULL;
  SheafFeed *feed;

  data->discovery = discovery;
  discovery->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_alternate_free);
  feed = sheaf_feed_parse (fetch->body, fetch->content_type, fetch->address, sheaf_time_now (),
                           &error);
  if (feed != NULL)
    {
      add_feed (discovery, feed, fetch->address);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_unref (discovery->feeds);
  discovery->feeds = sheaf_alternates_find (fetch->body, fetch->address);
  discovery->title = sheaf_alternates_find_title (fetch->body);
  if (discovery->feeds->len > 0)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, SHEAF_FEED_ERROR, SHEAF_FEED_ERROR_NOT_A_FEED))
    g_task_return_new_error (task, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_CONTENT,
                             _("There is no feed at this address, and the page names none."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
return_discovery (GTask *task)
{
  Discover *data = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&data->discovery),
                         (GDestroyNotify) sheaf_discovery_free);
}

static void
on_first_pulled (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Discover *data = g_task_get_task_data (task);
  g_autoptr (SheafPull) pull = NULL;
  GError *error = NULL;

  pull = sheaf_feed_connector_pull_finish (result, NULL, &error);
  if (pull == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data->discovery->feed = g_steal_pointer (&pull->feed);
  return_discovery (task);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Discover *data = g_task_get_task_data (task);
  SheafAlternate *first;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (data->discovery->feed != NULL)
    {
      return_discovery (task);
      return;
    }

  first = g_ptr_array_index (data->discovery->feeds, 0);
  sheaf_feed_connector_pull_async (data->fetcher, first->address, NULL, NULL, NULL,
                                   g_task_get_cancellable (task), on_first_pulled,
                                   g_object_ref (task));
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) look = NULL;
  Discover *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->fetch = sheaf_fetcher_fetch_finish (data->fetcher, result, NULL, &error);
  if (data->fetch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  look = g_task_new (NULL, g_task_get_cancellable (task), on_looked, g_object_ref (task));
  g_task_set_source_tag (look, on_fetched);
  g_task_set_task_data (look, data, NULL);
  g_task_run_in_thread (look, look_in_worker);
}

void
sheaf_feed_connector_discover_async (SheafFetcher        *fetcher,
                                     const char          *address,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *trimmed = g_strstrip (g_strdup (address));
  g_autofree char *whole = NULL;
  Discover *data = g_new0 (Discover, 1);

  data->fetcher = g_object_ref (fetcher);
  g_task_set_source_tag (task, sheaf_feed_connector_discover_async);
  g_task_set_task_data (task, data, (GDestroyNotify) discover_free);

  /* "feed:" is how some sites write the address of a feed. */
  if (g_str_has_prefix (trimmed, "feed://"))
    whole = g_strconcat ("http://", trimmed + strlen ("feed://"), NULL);
  else if (strstr (trimmed, "://") == NULL)
    whole = g_strconcat ("https://", trimmed, NULL);
  else
    whole = g_strdup (trimmed);

  sheaf_fetcher_fetch_async (fetcher, whole, NULL, cancellable, on_fetched,
                             g_steal_pointer (&task));
}

SheafDiscovery *
sheaf_feed_connector_discover_finish (GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
