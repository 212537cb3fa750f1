/* sheaf-activity-routes.c: /v1/sources/activity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/sheaf-time.h"
#include "server/sheaf-ingester.h"
#include "server/sheaf-source-routes.h"

#define DAYS 14
#define DAY ((gint64) 24 * 60 * 60 * 1000)

static void
set_time (JsonObject *object,
          const char *name,
          gint64      time)
{
  g_autofree char *text = time > 0 ? sheaf_time_to_string (time) : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
set_days (JsonObject  *object,
          const guint *counts)
{
  JsonArray *days = json_array_new ();

  for (guint i = 0; i < DAYS; i++)
    json_array_add_int_element (days, counts != NULL ? counts[i] : 0);
  json_object_set_array_member (object, "days", days);
}

/* What the counts were counted over: the day that is not over yet is the last. */
static void
count_in_worker (GTask        *task,
                 gpointer      object,
                 gpointer      data,
                 GCancellable *cancellable)
{
  SheafRequest *request = data;
  gint64 since = (sheaf_time_now () / DAY - DAYS + 1) * DAY;
  GError *error = NULL;
  GHashTable *counts = sheaf_store_count_by_day (request->service->store, since, DAYS, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

static JsonObject *
make_source (SheafIngester *ingester,
             const char    *id,
             const guint   *counts)
{
  JsonObject *object = json_object_new ();
  SheafIngesterState state;

  json_object_set_string_member (object, "id", id);
  if (sheaf_ingester_get_state (ingester, id, &state))
    {
      json_object_set_boolean_member (object, "reading", state.reading);
      set_time (object, "last_poll", state.polled);
      if (state.due != G_MAXINT64)
        set_time (object, "next_poll", MAX (state.due, sheaf_time_now ()));
    }
  set_days (object, counts);

  return object;
}

static void
on_counted (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GPtrArray) ids = NULL;
  JsonObject *object;
  JsonArray *items;

  if (counts == NULL)
    {
      sheaf_request_respond_error (request, error);
      return;
    }

  object = json_object_new ();
  items = json_array_new ();
  ids = sheaf_ingester_list (request->service->ingester);
  for (guint i = 0; i < ids->len; i++)
    json_array_add_object_element (items,
                                   make_source (request->service->ingester, ids->pdata[i],
                                                g_hash_table_lookup (counts, ids->pdata[i])));
  json_object_set_array_member (object, "items", items);
  sheaf_request_respond (request, sheaf_answer_new_object (200, object));
}

void
sheaf_source_routes_activity (SheafRequest *request)
{
  static const char *const no_query[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  if (!sheaf_request_check_query (request, no_query, &error))
    {
      sheaf_request_respond_error (request, error);
      return;
    }

  task = g_task_new (NULL, NULL, on_counted, sheaf_request_ref (request));
  g_task_set_source_tag (task, sheaf_source_routes_activity);
  g_task_set_task_data (task, sheaf_request_ref (request), (GDestroyNotify) sheaf_request_unref);
  g_task_run_in_thread (task, count_in_worker);
}
