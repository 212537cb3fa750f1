/* sheaf-publish.c: /v1/bundles/{id}/publish
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "server/sheaf-body.h"
#include "server/sheaf-bundle-routes.h"
#include "server/sheaf-composing.h"
#include "server/sheaf-delivery.h"
#include "server/sheaf-release-diff.h"
#include "server/sheaf-seen-diff.h"

/* A publish under way: what its steps hand to each other. */
typedef struct
{
  SheafService *service;
  SheafComposing *composing;
  GHashTable *seen;        /* "set/0193…" to the rev that the editor saw */
  JsonArray *named;        /* ids of destinations, or NULL for the bundle's own */
  GPtrArray *destinations; /* (element-type SheafEntity) */
} Publish;

static void
publish_free (Publish *publish)
{
  g_clear_pointer (&publish->composing, sheaf_composing_free);
  g_clear_pointer (&publish->seen, g_hash_table_unref);
  g_clear_pointer (&publish->named, json_array_unref);
  g_clear_pointer (&publish->destinations, g_ptr_array_unref);
  g_free (publish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Publish, publish_free)

static char *
name_entity (const char *kind,
             const char *id)
{
  return g_strconcat (kind, "/", id, NULL);
}

static gboolean
read_seen_one (Publish     *publish,
               JsonObject  *object,
               GError     **error)
{
  static const char *const known[] = { "entity", "id", "rev", NULL };
  const char *kind, *id;
  gint64 rev;

  if (!sheaf_body_check_members (object, known, "seen.", error)
      || !sheaf_body_get_string (object, "entity", TRUE, &kind, error)
      || !sheaf_body_get_string (object, "id", TRUE, &id, error)
      || !sheaf_body_get_int (object, "rev", &rev, error))
    return FALSE;

  g_hash_table_insert (publish->seen, name_entity (kind, id), GINT_TO_POINTER (rev));

  return TRUE;
}

static gboolean
read_body (Publish     *publish,
           JsonObject  *body,
           GError     **error)
{
  static const char *const known[] = { "seen", "destinations", NULL };
  JsonArray *seen, *destinations;

  if (!sheaf_body_check_members (body, known, NULL, error)
      || !sheaf_body_get_array (body, "seen", JSON_NODE_OBJECT, TRUE, &seen, error)
      || !sheaf_body_get_array (body, "destinations", JSON_NODE_VALUE, FALSE, &destinations, error))
    return FALSE;

  publish->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < json_array_get_length (seen); i++)
    {
      if (!read_seen_one (publish, json_array_get_object_element (seen, i), error))
        return FALSE;
    }
  if (destinations != NULL)
    publish->named = json_array_new ();
  for (guint i = 0; destinations != NULL && i < json_array_get_length (destinations); i++)
    json_array_add_element (publish->named,
                            json_node_ref (json_array_get_element (destinations, i)));

  return TRUE;
}

/* Compares what the editor saw with what stands; afterwards `seen` holds exactly the parts.
 * Returns: (transfer full): [sheaf_seen_diff(), …], empty where nothing differs */
static JsonArray *
compare_seen (Publish *publish)
{
  g_autoptr (GPtrArray) parts
      = sheaf_release_parts (publish->composing->bundle, &publish->composing->compose);
  GHashTable *standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *diff = json_array_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      SheafEntity *part = g_ptr_array_index (parts, i);
      const char *kind = sheaf_kind_to_string (sheaf_entity_get_kind (part));
      g_autofree char *name = name_entity (kind, sheaf_entity_get_id (part));
      int seen = GPOINTER_TO_INT (g_hash_table_lookup (publish->seen, name));

      g_hash_table_insert (standing, g_strdup (name),
                           GINT_TO_POINTER (sheaf_entity_get_rev (part)));
      if (seen != sheaf_entity_get_rev (part))
        json_array_add_object_element (diff,
                                       sheaf_seen_diff (publish->service->store, part, seen));
    }

  g_hash_table_unref (publish->seen);
  publish->seen = standing;

  return diff;
}

static SheafAnswer *
answer_changed (JsonArray *diff)
{
  JsonObject *object = sheaf_problem_to_json (
      SHEAF_PROBLEM_CHANGED, _("Somebody has changed what this bundle shows; nothing went out."));

  json_object_set_array_member (object, "diff", diff);

  return sheaf_answer_new_problem_object (SHEAF_PROBLEM_CHANGED, object);
}

static SheafAnswer *
answer_blocked (JsonArray *checks)
{
  JsonObject *object = sheaf_problem_to_json (SHEAF_PROBLEM_CHECKS, NULL);

  json_object_set_array_member (object, "checks", checks);

  return sheaf_answer_new_problem_object (SHEAF_PROBLEM_CHECKS, object);
}

/* Finds the entities of the destinations asked for, or of the bundle's own. */
static gboolean
find_destinations (Publish  *publish,
                   GError  **error)
{
  SheafStore *store = publish->service->store;
  JsonArray *ids = publish->named;

  if (ids == NULL)
    ids = sheaf_entity_get_array (publish->composing->bundle, "destinations");

  publish->destinations
      = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);
      g_autoptr (SheafEntity) destination = NULL;

      if (sheaf_id_is_valid (id))
        destination = sheaf_store_get (store, SHEAF_KIND_DESTINATION, id, NULL);
      if (destination != NULL && !sheaf_entity_is_deleted (destination))
        {
          g_ptr_array_add (publish->destinations, g_steal_pointer (&destination));
        }
      else if (publish->named != NULL)
        {
          g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
                       _("There is no destination “%s”."), id);
          return FALSE;
        }
    }

  if (publish->service->embedded && publish->destinations->len == 0)
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_NO_DESTINATION,
                           _("Choose a folder to publish to first."));
      return FALSE;
    }

  return TRUE;
}

static SheafAnswer *
deliver_release (Publish  *publish,
                 gint64    number,
                 gboolean  unchanged,
                 GError  **error)
{
  SheafService *service = publish->service;
  const char *bundle = sheaf_entity_get_id (publish->composing->bundle);
  g_autoptr (JsonNode) release = NULL;
  JsonArray *deliveries;
  JsonObject *object;

  release = sheaf_store_get_release (service->store, bundle, number, error);
  if (release == NULL)
    return NULL;

  deliveries = json_array_new ();
  if (!service->embedded)
    json_array_add_object_element (deliveries,
                                   sheaf_delivery_make (service, bundle, number, NULL));
  for (guint i = 0; i < publish->destinations->len; i++)
    json_array_add_object_element (
        deliveries, sheaf_delivery_make (service, bundle, number,
                                         g_ptr_array_index (publish->destinations, i)));

  object = json_object_new ();
  json_object_set_member (object, "release", sheaf_json_copy (release));
  json_object_set_array_member (object, "deliveries", deliveries);
  if (unchanged)
    json_object_set_boolean_member (object, "unchanged", TRUE);

  return sheaf_answer_new_object (200, object);
}

/* The number of the newest release, if readers have exactly @release already; else 0. */
static gint64
find_same (Publish  *publish,
           JsonNode *release)
{
  SheafEntity *bundle = publish->composing->bundle;
  g_autoptr (JsonNode) newest = NULL;
  g_autoptr (JsonArray) changes = NULL;

  if (g_strcmp0 (sheaf_entity_get_string (bundle, "status"), "published") != 0)
    return 0;

  newest = sheaf_store_get_release (publish->service->store, sheaf_entity_get_id (bundle), 0, NULL);
  if (newest == NULL)
    return 0;

  changes = sheaf_release_diff (newest, release);

  return json_array_get_length (changes) == 0
             ? json_object_get_int_member (json_node_get_object (newest), "number")
             : 0;
}

/* Whether the release @number arrived wherever this publish would take it. */
static gboolean
has_arrived (Publish *publish,
             gint64   number)
{
  SheafService *service = publish->service;
  const char *bundle = sheaf_entity_get_id (publish->composing->bundle);

  if (!service->embedded && !sheaf_delivery_was_made (service, bundle, number, NULL))
    return FALSE;

  for (guint i = 0; i < publish->destinations->len; i++)
    {
      if (!sheaf_delivery_was_made (service, bundle, number,
                                    g_ptr_array_index (publish->destinations, i)))
        return FALSE;
    }

  return TRUE;
}

/* Freezes the release and takes it where it goes, if it is what its editor saw and nothing stands
 * in the way. */
static SheafAnswer *
publish_now (Publish     *publish,
             const char  *key,
             const char  *by,
             GError     **error)
{
  SheafComposing *composing = publish->composing;
  const char *bundle = sheaf_entity_get_id (composing->bundle);
  g_autoptr (JsonArray) diff = compare_seen (publish);
  g_autoptr (JsonArray) checks = NULL;
  g_autoptr (JsonNode) release = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean blocked;
  gint64 number;

  /* A release that an earlier try froze before it was broken off goes where it was meant to go,
   * whatever has changed since. */
  if (!sheaf_store_find_number (publish->service->store, bundle, key, &number, error))
    return NULL;
  if (number != 0)
    return find_destinations (publish, error) ? deliver_release (publish, number, FALSE, error)
                                              : NULL;

  if (json_array_get_length (diff) > 0)
    return answer_changed (g_steal_pointer (&diff));

  checks = sheaf_composing_check (composing, &blocked);
  if (blocked)
    return answer_blocked (g_steal_pointer (&checks));

  if (!find_destinations (publish, error))
    return NULL;

  release = sheaf_release_compose (composing->bundle, &composing->compose, error);
  if (release == NULL)
    return NULL;

  /* There is no second release with the same in it: the one there is goes again where it was to go,
   * since it may have failed there, or what was there may be gone. */
  number = find_same (publish, release);
  if (number != 0)
    return deliver_release (publish, number, has_arrived (publish, number), error);

  number = sheaf_store_add_release (publish->service->store, bundle, publish->seen, release, key,
                                    by, &local_error);
  if (number == 0)
    {
      /* Changed between the comparison and now: the client asks again and sees what. */
      if (g_error_matches (local_error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CHANGED))
        return answer_changed (g_steal_pointer (&diff));
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return deliver_release (publish, number, FALSE, error);
}

static JsonNode *
parse_answer (SheafAnswer *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  return sheaf_json_parse (text, length, NULL);
}

/* The answer that the key had before, or a publish; with the publishing lock held. */
static SheafAnswer *
publish_once (SheafRequest  *request,
              JsonObject    *body,
              const char    *hash,
              GError       **error)
{
  SheafStore *store = request->service->store;
  const char *key = request->idempotency_key;
  g_autoptr (Publish) publish = g_new0 (Publish, 1);
  g_autoptr (SheafAnswer) answer = NULL;
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (GError) local_error = NULL;

  kept = sheaf_store_find_answer (store, key, hash, &local_error);
  if (kept != NULL)
    return sheaf_answer_new_json (200, g_steal_pointer (&kept));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  publish->service = request->service;
  publish->composing
      = sheaf_composing_new (request->service, sheaf_request_get_param (request, 0), error);
  if (publish->composing == NULL || !read_body (publish, body, error))
    return NULL;

  answer = publish_now (publish, key, request->by, error);
  if (answer == NULL || answer->status != 200)
    return g_steal_pointer (&answer);

  answer->wrote = TRUE;
  kept = parse_answer (answer);
  if (!sheaf_store_add_answer (store, key, hash, kept, error))
    return NULL;

  return g_steal_pointer (&answer);
}

SheafAnswer *
sheaf_bundle_routes_publish (SheafRequest  *request,
                             GError       **error)
{
  static const char *const no_query[] = { NULL };
  const char *key = request->idempotency_key;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (JsonNode) body = NULL;
  const char *bundle = sheaf_request_get_param (request, 0);
  SheafAnswer *answer;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  if (key == NULL || !g_uuid_string_is_valid (key))
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_KEY_MISSING,
                           _("Send an Idempotency-Key that is a UUID, the same for each retry."));
      return NULL;
    }

  body = sheaf_body_parse (request->body, error);
  if (body == NULL)
    return NULL;

  g_checksum_update (checksum, (const guchar *) bundle, -1);
  g_checksum_update (checksum, g_bytes_get_data (request->body, NULL),
                     g_bytes_get_size (request->body));

  g_mutex_lock (&request->service->publishing);
  answer = publish_once (request, json_node_get_object (body), g_checksum_get_string (checksum),
                         error);
  g_mutex_unlock (&request->service->publishing);

  return answer;
}
