/* sheaf-change-routes.c: /v1/changes, /v1/edits, /v1/history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-change-routes.h"

#include <glib/gi18n-lib.h>

#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "server/sheaf-body.h"
#include "server/sheaf-safe-edit.h"

#define MAX_EDITS 1000
#define MAX_WAIT 25

/* One answer of /changes stays about as large as this, however many entities were asked for. */
#define CHANGES_BUDGET (8 * 1024 * 1024)
#define CHANGES_STEP 100

static gsize
append_entity (JsonArray   *array,
               SheafEntity *entity)
{
  g_autofree char *text = sheaf_entity_to_text (entity);

  json_array_add_element (array, sheaf_entity_to_json (entity));

  return strlen (text);
}

/* Fills @array up to @limit entities or the budget, in steps, so that not even the store is asked
 * for more than is sent. @seq: (inout): up to where they reach. */
static gboolean
collect_changes (SheafStore  *store,
                 guint        limit,
                 JsonArray   *array,
                 gint64      *seq,
                 gboolean    *more,
                 GError     **error)
{
  gsize size = 0;

  *more = TRUE;
  while (*more && size < CHANGES_BUDGET && json_array_get_length (array) < limit)
    {
      guint step = MIN (CHANGES_STEP, limit - json_array_get_length (array));
      g_autoptr (SheafChanges) changes = sheaf_store_get_changes (store, *seq, step, error);

      if (changes == NULL)
        return FALSE;

      for (guint i = 0; i < changes->entities->len; i++)
        size += append_entity (array, g_ptr_array_index (changes->entities, i));
      *seq = changes->seq;
      *more = changes->more;
    }

  return TRUE;
}

SheafAnswer *
sheaf_change_routes_changes (SheafRequest  *request,
                             GError       **error)
{
  static const char *const known[] = { "since", "wait", "limit", NULL };
  SheafStore *store = request->service->store;
  g_autoptr (JsonArray) entities = json_array_new ();
  JsonObject *object;
  SheafAnswer *answer;
  gint64 since, wait, limit, head;
  gboolean more, reset, empty;

  if (!sheaf_request_check_query (request, known, error)
      || !sheaf_request_get_number (request, "since", 0, G_MAXINT64, 0, &since, error)
      || !sheaf_request_get_number (request, "wait", 0, MAX_WAIT, 0, &wait, error)
      || !sheaf_request_get_number (request, "limit", 1, 1000, 1000, &limit, error))
    return NULL;

  head = sheaf_store_get_seq (store, error);
  if (head < 0)
    return NULL;

  reset = since > head;
  if (reset)
    since = 0;

  if (!collect_changes (store, limit, entities, &since, &more, error))
    return NULL;
  head = MAX (head, since);

  object = json_object_new ();
  json_object_set_string_member (object, "store", sheaf_store_get_id (store));
  json_object_set_int_member (object, "seq", since);
  json_object_set_int_member (object, "head", head);
  json_object_set_boolean_member (object, "more", more);
  if (reset)
    json_object_set_boolean_member (object, "reset", TRUE);
  empty = json_array_get_length (entities) == 0;
  json_object_set_array_member (object, "entities", g_steal_pointer (&entities));

  answer = sheaf_answer_new_object (200, object);
  answer->head = head;
  if (empty && !reset)
    answer->hold = wait;

  return answer;
}

/* Members that nobody reads are refused: a client that sends one means something by it. */
static gboolean
check_edit_members (JsonObject  *object,
                    GError     **error)
{
  static const char *const edit_members[]
      = { "id", "group", "entity", "entity_id", "at", "undoes", "changes", NULL };
  static const char *const change_members[]
      = { "op", "field", "key", "path", "pos", "was", "value", NULL };
  JsonArray *changes;

  if (!sheaf_body_check_members (object, edit_members, NULL, error)
      || !sheaf_body_get_array (object, "changes", JSON_NODE_OBJECT, TRUE, &changes, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      g_autofree char *where = g_strdup_printf ("changes[%u].", i);

      if (!sheaf_body_check_members (json_array_get_object_element (changes, i), change_members,
                                     where, error))
        return FALSE;
    }

  return TRUE;
}

/* The problem of one edit, which its index names. */
static SheafAnswer *
answer_edit_problem (guint         i,
                     const GError *edit_error)
{
  SheafProblem problem = sheaf_problem_from_error (edit_error);
  JsonObject *object;

  if (problem == SHEAF_PROBLEM_BAD_REQUEST)
    problem = SHEAF_PROBLEM_BAD_EDIT;
  object = sheaf_problem_to_json (problem, edit_error->message);
  json_object_set_int_member (object, "edit", i);

  return sheaf_answer_new_problem_object (problem, object);
}

/* The store refuses a call whole and does not say for which edit: the pure functions that it
 * applies edits with tell. */
static SheafAnswer *
answer_refused (SheafStore   *store,
                GPtrArray    *edits,
                const GError *refusal)
{
  g_autoptr (GHashTable) entities
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sheaf_entity_unref);

  for (guint i = 0; i < edits->len; i++)
    {
      SheafEdit *edit = g_ptr_array_index (edits, i);
      const char *id = sheaf_edit_get_entity_id (edit);
      g_autoptr (SheafEntity) current = NULL;
      g_autoptr (SheafOutcome) outcome = NULL;
      g_autoptr (GError) error = NULL;

      if (g_hash_table_contains (entities, id))
        current = sheaf_entity_ref (g_hash_table_lookup (entities, id));
      else
        current = sheaf_store_get (store, sheaf_edit_get_kind (edit), id, NULL);

      outcome = sheaf_edit_apply (edit, current, sheaf_time_now (), &error);
      if (outcome == NULL)
        return answer_edit_problem (i, error);
      if (outcome->entity != NULL)
        g_hash_table_insert (entities, (gpointer) id, sheaf_entity_ref (outcome->entity));
    }

  return answer_edit_problem (0, refusal);
}

/* Reads all edits of @array, or answers why one cannot be. */
static SheafAnswer *
parse_edits (JsonArray *array,
             GPtrArray *edits)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (GError) error = NULL;
      SheafEdit *edit = NULL;

      if (check_edit_members (json_node_get_object (node), &error))
        {
          g_autoptr (JsonNode) safe = sheaf_safe_edit_new (node);

          edit = sheaf_edit_from_json (safe, &error);
        }
      if (edit == NULL)
        return answer_edit_problem (i, error);
      g_ptr_array_add (edits, edit);
    }

  return NULL;
}

static JsonArray *
outcomes_to_json (GPtrArray *outcomes,
                  GPtrArray *edits)
{
  JsonArray *results = json_array_new ();

  for (guint i = 0; i < outcomes->len; i++)
    {
      SheafOutcome *outcome = g_ptr_array_index (outcomes, i);
      SheafEdit *edit = g_ptr_array_index (edits, i);
      JsonNode *result = sheaf_outcome_to_json (outcome, sheaf_edit_get_id (edit));

      if (outcome->entity != NULL)
        json_object_set_member (json_node_get_object (result), "entity",
                                sheaf_entity_to_json (outcome->entity));
      else
        json_object_set_null_member (json_node_get_object (result), "entity");
      json_array_add_element (results, result);
    }

  return results;
}

static gboolean
touches_sources (GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    {
      if (sheaf_edit_get_kind (g_ptr_array_index (edits, i)) == SHEAF_KIND_SOURCE)
        return TRUE;
    }

  return FALSE;
}

static SheafAnswer *
apply_edits (SheafRequest  *request,
             GPtrArray     *edits,
             GError       **error)
{
  SheafStore *store = request->service->store;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) refusal = NULL;
  JsonObject *object;
  SheafAnswer *answer;
  gint64 seq;

  outcomes = sheaf_store_apply (store, edits, request->by, &refusal);
  if (outcomes == NULL)
    {
      if (refusal->domain == SHEAF_EDIT_ERROR)
        return answer_refused (store, edits, refusal);
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }

  seq = sheaf_store_get_seq (store, error);
  if (seq < 0)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "store", sheaf_store_get_id (store));
  json_object_set_int_member (object, "seq", seq);
  json_object_set_array_member (object, "results", outcomes_to_json (outcomes, edits));
  answer = sheaf_answer_new_object (200, object);
  answer->wrote = TRUE;
  answer->sources = touches_sources (edits);

  return answer;
}

SheafAnswer *
sheaf_change_routes_edits (SheafRequest  *request,
                           GError       **error)
{
  static const char *const known[] = { "edits", NULL };
  static const char *const no_query[] = { NULL };
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autoptr (JsonNode) body = NULL;
  SheafAnswer *refusal;
  JsonArray *array;

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  body = sheaf_body_parse (request->body, error);
  if (body == NULL
      || !sheaf_body_check_members (json_node_get_object (body), known, NULL, error)
      || !sheaf_body_get_array (json_node_get_object (body), "edits", JSON_NODE_OBJECT, TRUE,
                                &array, error))
    return NULL;

  if (json_array_get_length (array) > MAX_EDITS)
    {
      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_TOO_MANY_EDITS,
                   _("A call takes at most %d edits; nothing was applied."), MAX_EDITS);
      return NULL;
    }
  if (json_array_get_length (array) == 0)
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
                           _("There is no edit in the call."));
      return NULL;
    }

  refusal = parse_edits (array, edits);

  return refusal != NULL ? refusal : apply_edits (request, edits, error);
}

SheafAnswer *
sheaf_change_routes_history (SheafRequest  *request,
                             GError       **error)
{
  static const char *const known[] = { "before", "limit", NULL };
  const char *name = sheaf_request_get_param (request, 0);
  const char *id = sheaf_request_get_param (request, 1);
  JsonArray *items;
  JsonObject *object;
  SheafKind kind;
  gint64 before, limit;

  if (!sheaf_request_check_query (request, known, error)
      || !sheaf_request_get_number (request, "before", 0, G_MAXINT64, 0, &before, error)
      || !sheaf_request_get_number (request, "limit", 1, 1000, 100, &limit, error))
    return NULL;

  if (!sheaf_kind_from_string (name, &kind) || !sheaf_id_is_valid (id))
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_NOT_FOUND,
                           _("There is nothing of this name."));
      return NULL;
    }

  items = sheaf_store_get_history (request->service->store, kind, id, before, limit, error);
  if (items == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "items", items);

  return sheaf_answer_new_object (200, object);
}
