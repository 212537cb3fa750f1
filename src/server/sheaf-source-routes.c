/* sheaf-source-routes.c: /v1/sources/…, and the secrets of sources and destinations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-source-routes.h"

#include <glib/gi18n-lib.h>

#include "connect/sheaf-alternates.h"
#include "connect/sheaf-feed-connector.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "server/sheaf-body.h"
#include "server/sheaf-entity-routes.h"
#include "server/sheaf-ingester.h"

#define SHOWN_ARTICLES 5

/* Reads a body whose members must be among @known. Returns: (transfer full) (nullable) */
static JsonNode *
read_body (SheafRequest       *request,
           const char *const  *known,
           GError            **error)
{
  static const char *const no_query[] = { NULL };
  g_autoptr (JsonNode) body = NULL;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  body = sheaf_body_parse (request->body, error);
  if (body == NULL
      || !sheaf_body_check_members (json_node_get_object (body), known, NULL, error))
    return NULL;

  return g_steal_pointer (&body);
}

/* An address that cannot be read is 422 when it is looked at for the first time: what was sent is at
 * fault, not a gateway. */
static void
respond_failure (SheafRequest *request,
                 const GError *error,
                 guint         source_failed_status)
{
  SheafAnswer *answer = sheaf_answer_new_error (error);

  if (sheaf_problem_from_error (error) == SHEAF_PROBLEM_SOURCE_FAILED && source_failed_status != 0)
    {
      JsonObject *object = sheaf_problem_to_json (SHEAF_PROBLEM_SOURCE_FAILED, error->message);

      json_object_set_int_member (object, "status", source_failed_status);
      sheaf_answer_free (answer);
      answer = sheaf_answer_new_problem_object (SHEAF_PROBLEM_SOURCE_FAILED, object);
      answer->status = source_failed_status;
    }

  sheaf_request_respond (request, answer);
}

static JsonArray *
list_feeds (GPtrArray *feeds)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < feeds->len; i++)
    {
      SheafAlternate *alternate = g_ptr_array_index (feeds, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "address", alternate->address);
      json_object_set_string_member (object, "title", alternate->title);
      json_object_set_string_member (object, "kind", alternate->kind);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
list_articles (SheafFeed *feed)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < feed->items->len && i < SHOWN_ARTICLES; i++)
    {
      SheafFeedItem *item = g_ptr_array_index (feed->items, i);
      g_autofree char *published = sheaf_time_to_string (item->published);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "title", item->title != NULL ? item->title : "");
      if (item->url != NULL)
        json_object_set_string_member (object, "url", item->url);
      if (published != NULL)
        json_object_set_string_member (object, "published", published);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
on_discovered (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDiscovery) discovery = sheaf_feed_connector_discover_finish (result, &error);
  JsonObject *object;

  if (discovery == NULL)
    {
      respond_failure (request, error, 422);
      return;
    }

  object = json_object_new ();
  json_object_set_array_member (object, "feeds", list_feeds (discovery->feeds));
  json_object_set_string_member (object, "title",
                                 discovery->title != NULL ? discovery->title : "");
  json_object_set_array_member (object, "articles", list_articles (discovery->feed));
  if (discovery->feed->language != NULL)
    json_object_set_string_member (object, "language", discovery->feed->language);
  sheaf_request_respond (request, sheaf_answer_new_object (200, object));
}

void
sheaf_source_routes_discover (SheafRequest *request)
{
  static const char *const known[] = { "address", NULL };
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;

  body = read_body (request, known, &error);
  if (body == NULL
      || !sheaf_body_get_string (json_node_get_object (body), "address", TRUE, &address, &error))
    {
      sheaf_request_respond_error (request, error);
      return;
    }

  sheaf_feed_connector_discover_async (
      sheaf_ingester_get_fetcher (request->service->ingester), address, request->cancelled,
      on_discovered, sheaf_request_ref (request));
}

static void
on_refreshed (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;
  SheafIngest ingest;
  JsonObject *object;

  if (!sheaf_ingester_refresh_finish (SHEAF_INGESTER (source), result, &ingest, &error))
    {
      respond_failure (request, error, 0);
      return;
    }

  object = json_object_new ();
  json_object_set_int_member (object, "added", ingest.added);
  json_object_set_int_member (object, "updated", ingest.updated);
  json_object_set_int_member (object, "unchanged", ingest.unchanged);
  sheaf_request_respond (request, sheaf_answer_new_object (200, object));
}

void
sheaf_source_routes_refresh (SheafRequest *request)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;

  body = read_body (request, nothing, &error);
  if (body == NULL)
    {
      sheaf_request_respond_error (request, error);
      return;
    }

  sheaf_ingester_refresh_async (request->service->ingester, sheaf_request_get_param (request, 0),
                                on_refreshed, sheaf_request_ref (request));
}

static void
on_tested (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPull) pull = sheaf_feed_connector_pull_finish (result, NULL, &error);
  JsonObject *object;

  if (pull == NULL)
    {
      respond_failure (request, error, 0);
      return;
    }

  object = json_object_new ();
  json_object_set_boolean_member (object, "ok", TRUE);
  json_object_set_int_member (object, "articles", pull->feed->items->len);
  sheaf_request_respond (request, sheaf_answer_new_object (200, object));
}

static void
find_in_worker (GTask        *task,
                gpointer      object,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  SheafEntity *source = sheaf_entity_routes_find (data, &error);

  if (source == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, source, (GDestroyNotify) sheaf_entity_unref);
}

static void
on_found (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEntity) source = g_task_propagate_pointer (G_TASK (result), &error);

  if (source == NULL)
    {
      sheaf_request_respond_error (request, error);
      return;
    }

  sheaf_feed_connector_pull_async (sheaf_ingester_get_fetcher (request->service->ingester),
                                   sheaf_entity_get_string (source, "address"), NULL, NULL,
                                   NULL, request->cancelled, on_tested, sheaf_request_ref (request));
}

void
sheaf_source_routes_test (SheafRequest *request)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  body = read_body (request, nothing, &error);
  if (body == NULL)
    {
      sheaf_request_respond_error (request, error);
      return;
    }

  task = g_task_new (NULL, NULL, on_found, sheaf_request_ref (request));
  g_task_set_source_tag (task, sheaf_source_routes_test);
  g_task_set_task_data (task, sheaf_request_ref (request), (GDestroyNotify) sheaf_request_unref);
  g_task_run_in_thread (task, find_in_worker);
}

SheafAnswer *
sheaf_source_routes_secret (SheafRequest  *request,
                            GError       **error)
{
  static const char *const known[] = { "secret", NULL };
  g_autoptr (SheafEntity) owner = NULL;
  g_autoptr (JsonNode) body = read_body (request, known, error);
  const char *secret;

  if (body == NULL)
    return NULL;

  if (!json_object_has_member (json_node_get_object (body), "secret"))
    {
      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST, _("“%s” is missing."),
                   "secret");
      return NULL;
    }

  if (!sheaf_body_get_string (json_node_get_object (body), "secret", FALSE, &secret, error))
    return NULL;

  owner = sheaf_entity_routes_find (request, error);
  if (owner == NULL
      || !sheaf_store_set_secret (request->service->store, sheaf_entity_get_id (owner), secret,
                                  error))
    return NULL;

  return sheaf_answer_new_empty ();
}
