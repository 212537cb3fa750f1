/* sheaf-entity-routes.c: reads of entities: /v1/{kinds}, /v1/{kinds}/{id}, an article's body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-entity-routes.h"

#include <glib/gi18n-lib.h>

#include "markup/sheaf-sanitise.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"

static const char *const no_query[] = { NULL };

SheafEntity *
sheaf_entity_routes_find (SheafRequest  *request,
                          GError       **error)
{
  const char *id = sheaf_request_get_param (request, 0);

  if (!sheaf_id_is_valid (id))
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_NOT_FOUND,
                           _("There is nothing with this id."));
      return NULL;
    }

  return sheaf_store_get (request->service->store, sheaf_request_get_kind (request), id, error);
}

/* `since` is an instant on the wire. */
static gboolean
read_since (SheafRequest  *request,
            SheafQuery    *query,
            GError       **error)
{
  const char *since = sheaf_request_get_query (request, "since");

  if (since == NULL)
    return TRUE;

  query->since = sheaf_time_from_string (since);
  if (query->since != SHEAF_TIME_NONE)
    return TRUE;

  g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
               _("“%s” must be a time (RFC 3339)."), "since");

  return FALSE;
}

static gboolean
read_query (SheafRequest  *request,
            SheafQuery    *query,
            GError       **error)
{
  static const char *const of_articles[]
      = { "q", "tag", "source", "state", "story", "since", "cursor", "limit", NULL };
  static const char *const of_bundles[] = { "state", "cursor", "limit", NULL };
  static const char *const of_others[] = { "cursor", "limit", NULL };
  const char *const *known = of_others;
  gint64 limit;

  query->kind = sheaf_request_get_kind (request);
  if (query->kind == SHEAF_KIND_ARTICLE)
    known = of_articles;
  else if (query->kind == SHEAF_KIND_BUNDLE)
    known = of_bundles;

  if (!sheaf_request_check_query (request, known, error)
      || !sheaf_request_get_number (request, "limit", 1, 1000, 100, &limit, error)
      || !read_since (request, query, error))
    return FALSE;

  query->q = sheaf_request_get_query (request, "q");
  query->tag = sheaf_request_get_query (request, "tag");
  query->source = sheaf_request_get_query (request, "source");
  query->state = sheaf_request_get_query (request, "state");
  query->story = sheaf_request_get_query (request, "story");
  query->cursor = sheaf_request_get_query (request, "cursor");
  query->limit = limit;

  return TRUE;
}

SheafAnswer *
sheaf_entity_routes_list (SheafRequest  *request,
                          GError       **error)
{
  SheafStore *store = request->service->store;
  g_autoptr (SheafPage) page = NULL;
  SheafQuery query = { 0 };
  JsonObject *object;
  JsonArray *items;
  gint64 seq;

  if (!read_query (request, &query, error))
    return NULL;

  /* Read before the list: a tag that is too old costs a transfer, one too new would hide news. */
  seq = sheaf_store_get_seq (store, error);
  if (seq < 0)
    return NULL;

  page = sheaf_store_list (store, &query, error);
  if (page == NULL)
    return NULL;

  items = json_array_new ();
  for (guint i = 0; i < page->entities->len; i++)
    json_array_add_element (items, sheaf_entity_to_json (g_ptr_array_index (page->entities, i)));

  object = json_object_new ();
  json_object_set_array_member (object, "items", items);
  if (page->next != NULL)
    json_object_set_string_member (object, "next", page->next);
  else
    json_object_set_null_member (object, "next");

  return sheaf_answer_with_etag (sheaf_answer_new_object (200, object),
                                 g_strdup_printf ("W/\"%s-%" G_GINT64_FORMAT "\"",
                                                  sheaf_store_get_id (store), seq));
}

static char *
make_etag (SheafEntity *entity)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "\"",
                          sheaf_entity_get_rev (entity), sheaf_entity_get_seq (entity));
}

SheafAnswer *
sheaf_entity_routes_get (SheafRequest  *request,
                         GError       **error)
{
  g_autoptr (SheafEntity) entity = NULL;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  entity = sheaf_entity_routes_find (request, error);
  if (entity == NULL)
    return NULL;

  return sheaf_answer_with_etag (sheaf_answer_new_json (200, sheaf_entity_to_json (entity)),
                                 make_etag (entity));
}

/* Whether the words of @article come from edits and no source. */
static gboolean
is_written_here (SheafEntity *article)
{
  JsonArray *origins = sheaf_entity_get_array (article, "origins");

  return origins == NULL || json_array_get_length (origins) == 0;
}

SheafAnswer *
sheaf_entity_routes_body (SheafRequest  *request,
                          GError       **error)
{
  g_autoptr (SheafEntity) article = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *body = NULL;
  JsonObject *object;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  article = sheaf_entity_routes_find (request, error);
  if (article == NULL)
    return NULL;

  body = sheaf_store_get_body (request->service->store, sheaf_entity_get_id (article),
                               &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  /* Two safe texts merged word by word are not sure to make a safe one. */
  if (body != NULL && is_written_here (article))
    {
      g_autofree char *stored = g_steal_pointer (&body);

      body = sheaf_sanitise_html (stored, -1, NULL);
    }

  object = json_object_new ();
  json_object_set_string_member (object, "id", sheaf_entity_get_id (article));
  json_object_set_string_member (object, "body", body != NULL ? body : "");

  return sheaf_answer_with_etag (sheaf_answer_new_object (200, object), make_etag (article));
}

SheafAnswer *
sheaf_entity_routes_versions (SheafRequest  *request,
                              GError       **error)
{
  g_autoptr (SheafEntity) article = NULL;
  JsonArray *versions;
  JsonObject *object;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  article = sheaf_entity_routes_find (request, error);
  if (article == NULL)
    return NULL;

  versions = sheaf_store_list_versions (request->service->store, sheaf_entity_get_id (article),
                                        error);
  if (versions == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "items", versions);

  return sheaf_answer_with_etag (sheaf_answer_new_object (200, object), make_etag (article));
}
