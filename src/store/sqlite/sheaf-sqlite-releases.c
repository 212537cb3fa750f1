/* sheaf-sqlite-releases.c: what was published, and where it went
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-calls.h"
#include "store/sqlite/sheaf-sqlite-entity.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

typedef struct
{
  const char *bundle;
  GHashTable *seen;
  JsonNode *release;
  const char *key;
  const char *by;
  gint64 number;
} AddCall;

/* Whether @key has made a release: then *@number is its. */
static gboolean
find_key (SheafConnection  *connection,
          AddCall          *call,
          GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT bundle, number FROM release WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->key);
  if (!sheaf_statement_step (statement, &step_error))
    {
      if (step_error != NULL)
        g_propagate_error (error, g_steal_pointer (&step_error));
      return step_error == NULL;
    }

  if (strcmp (sheaf_statement_get_text (statement, 0), call->bundle) != 0)
    {
      g_set_error_literal (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_KEY_USED,
                           "This key was used for another bundle");
      return FALSE;
    }

  call->number = sheaf_statement_get_int (statement, 1);
  return TRUE;
}

/* Whether @name ("set/0193…") has the revision that was seen. */
static gboolean
stands (SheafConnection  *connection,
        const char       *name,
        gint64            rev,
        GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;
  g_autofree char *kind_name = NULL;
  const char *slash = strchr (name, '/');
  SheafKind kind;

  kind_name = slash != NULL ? g_strndup (name, slash - name) : g_strdup (name);
  if (slash == NULL || !sheaf_kind_from_string (kind_name, &kind))
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CHANGED, "There is no %s", name);
      return FALSE;
    }

  statement = sheaf_connection_prepare (connection,
                                        "SELECT rev FROM entity WHERE kind = ?1 AND id = ?2",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, kind);
  sheaf_statement_bind_text (statement, 2, slash + 1);
  if (sheaf_statement_step (statement, &step_error)
      && sheaf_statement_get_int (statement, 0) == rev)
    return TRUE;

  if (step_error != NULL)
    g_propagate_error (error, g_steal_pointer (&step_error));
  else
    g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CHANGED,
                 "%s is no longer as it was seen", name);
  return FALSE;
}

static gboolean
check_seen (SheafConnection  *connection,
            AddCall          *call,
            GError          **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer rev;

  if (call->seen == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, call->seen);
  while (g_hash_table_iter_next (&iter, &name, &rev))
    {
      if (!stands (connection, name, GPOINTER_TO_INT (rev), error))
        return FALSE;
    }

  return TRUE;
}

/* Also where the bundle was published before: whoever follows the store learns of the release. */
static gboolean
set_published (SheafConnection  *connection,
               SheafEntity      *before,
               GError          **error)
{
  g_autoptr (JsonObject) value = sheaf_json_fork_object (sheaf_entity_get_value (before));
  g_autoptr (SheafEntity) published = NULL;
  g_autoptr (SheafEntity) after = NULL;
  gint64 seq = sheaf_sqlite_next_seq (connection, error);
  gint64 row = 0;

  if (seq == 0)
    return FALSE;

  json_object_set_string_member (value, "status", "published");
  published = sheaf_entity_with_value (before, value);
  after = sheaf_entity_with_seq (published, seq);
  return sheaf_sqlite_entity_save (connection, before, after, &row, error);
}

static gboolean
insert_release (SheafConnection  *connection,
                AddCall          *call,
                GError          **error)
{
  g_autoptr (SheafStatement) count = NULL;
  g_autoptr (SheafStatement) insert = NULL;
  g_autoptr (JsonNode) release = sheaf_json_copy (call->release);
  g_autofree char *text = NULL;
  const char *slug;

  count = sheaf_connection_prepare (connection,
                                    "SELECT coalesce (max (number), 0) FROM release "
                                    "WHERE bundle = ?1",
                                    error);
  if (count == NULL)
    return FALSE;

  sheaf_statement_bind_text (count, 1, call->bundle);
  if (!sheaf_statement_step (count, error))
    return FALSE;

  call->number = sheaf_statement_get_int (count, 0) + 1;
  json_object_set_int_member (json_node_get_object (release), "number", call->number);
  text = sheaf_json_to_text (release);
  slug = sheaf_json_get_string (json_object_get_member (json_node_get_object (release), "slug"));

  insert = sheaf_connection_prepare (connection,
                                     "INSERT INTO release (bundle, number, slug, key, by, at, "
                                     "value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                     error);
  if (insert == NULL)
    return FALSE;

  sheaf_statement_bind_text (insert, 1, call->bundle);
  sheaf_statement_bind_int (insert, 2, call->number);
  sheaf_statement_bind_text (insert, 3, slug != NULL ? slug : "");
  sheaf_statement_bind_text (insert, 4, call->key);
  sheaf_statement_bind_text (insert, 5, call->by);
  sheaf_statement_bind_int (insert, 6, sheaf_time_now ());
  sheaf_statement_bind_text (insert, 7, text);
  return sheaf_statement_run (insert, error);
}

static gboolean
add_work (SheafConnection  *connection,
          gpointer          data,
          GError          **error)
{
  AddCall *call = data;
  g_autoptr (SheafEntity) bundle = NULL;
  g_autoptr (GError) load_error = NULL;

  if (!find_key (connection, call, error))
    return FALSE;
  if (call->number != 0)
    return TRUE;

  bundle = sheaf_sqlite_entity_load (connection, SHEAF_KIND_BUNDLE, call->bundle, NULL,
                                     &load_error);
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }

  if (bundle == NULL || sheaf_entity_is_deleted (bundle))
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND, "There is no bundle %s",
                   call->bundle);
      return FALSE;
    }

  return check_seen (connection, call, error) && insert_release (connection, call, error)
         && set_published (connection, bundle, error);
}

gint64
sheaf_sqlite_add_release (SheafStore  *store,
                          const char  *bundle,
                          GHashTable  *seen,
                          JsonNode    *release,
                          const char  *key,
                          const char  *by,
                          GError     **error)
{
  AddCall call = { .bundle = bundle, .seen = seen, .release = release, .key = key, .by = by };

  g_return_val_if_fail (JSON_NODE_HOLDS_OBJECT (release), 0);
  g_return_val_if_fail (key != NULL && by != NULL, 0);

  return sheaf_sqlite_write (store, add_work, &call, error) ? call.number : 0;
}

static gboolean
find_number_work (SheafConnection  *connection,
                  gpointer          data,
                  GError          **error)
{
  return find_key (connection, data, error);
}

gboolean
sheaf_sqlite_find_number (SheafStore  *store,
                          const char  *bundle,
                          const char  *key,
                          gint64      *number,
                          GError     **error)
{
  AddCall call = { .bundle = bundle, .key = key };

  if (!sheaf_sqlite_read (store, find_number_work, &call, error))
    return FALSE;

  *number = call.number;
  return TRUE;
}

typedef struct
{
  const char *sql;
  const char *text;
  gint64 number;
  gint64 limit;
  JsonArray *values; /* of the rows' first columns; their second is the destination */
} ReadCall;

static gboolean
read_work (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  ReadCall *call = data;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, call->sql, error);
  g_autoptr (GError) step_error = NULL;

  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, call->limit);
  if (call->text != NULL)
    sheaf_statement_bind_text (statement, 2, call->text);
  if (call->number != 0)
    sheaf_statement_bind_int (statement, 3, call->number);
  while (sheaf_statement_step (statement, &step_error))
    {
      JsonNode *value = sheaf_json_parse (sheaf_statement_get_text (statement, 0), -1, error);

      if (value == NULL)
        return FALSE;
      if (!sheaf_statement_is_null (statement, 1))
        json_object_set_string_member (json_node_get_object (value), "destination",
                                       sheaf_statement_get_text (statement, 1));
      json_array_add_element (call->values, value);
    }

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

static JsonArray *
read_values (SheafStore  *store,
             const char  *sql,
             const char  *text,
             gint64       number,
             guint        limit,
             GError     **error)
{
  g_autoptr (JsonArray) values = json_array_new ();
  ReadCall call = { .sql = sql, .text = text, .number = number, .values = values };

  call.limit = limit == 0 ? DEFAULT_LIMIT : MIN (limit, MAX_LIMIT);
  if (!sheaf_sqlite_read (store, read_work, &call, error))
    return NULL;

  return g_steal_pointer (&values);
}

/* Returns: (transfer full) (nullable): the only element, or NULL with NOT_FOUND. */
static JsonNode *
take_only (JsonArray  *values,
           const char *name,
           GError    **error)
{
  if (values == NULL)
    return NULL;

  if (json_array_get_length (values) == 0)
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND,
                   "There is no release of “%s”", name);
      return NULL;
    }

  return json_node_ref (json_array_get_element (values, 0));
}

JsonNode *
sheaf_sqlite_get_release (SheafStore  *store,
                          const char  *bundle,
                          gint64       number,
                          GError     **error)
{
  g_autoptr (JsonArray) values = NULL;

  values = read_values (store,
                        number == 0 ? "SELECT value, NULL FROM release WHERE bundle = ?2 "
                                      "ORDER BY number DESC LIMIT ?1"
                                    : "SELECT value, NULL FROM release WHERE bundle = ?2 "
                                      "AND number = ?3 LIMIT ?1",
                        bundle, number, 1, error);
  return take_only (values, bundle, error);
}

/* Of what is published, and stands: this is what anybody may read. 4 is SHEAF_KIND_BUNDLE. */
#define PUBLIC_BUNDLE "e.kind = 4 AND e.state = 'published' AND e.deleted = 0 "

/* A bundle that was given another slug is still found by the former: as it is now. */
JsonNode *
sheaf_sqlite_find_release (SheafStore  *store,
                           const char  *slug,
                           GError     **error)
{
  g_autoptr (JsonArray) values = NULL;

  values = read_values (store,
                        "SELECT value, NULL FROM release WHERE bundle = (SELECT r.bundle "
                        "FROM release r JOIN entity e ON e.id = r.bundle WHERE r.slug = ?2 AND "
                        PUBLIC_BUNDLE "ORDER BY r.row DESC LIMIT 1) ORDER BY number DESC LIMIT ?1",
                        slug, 0, 1, error);
  return take_only (values, slug, error);
}

JsonArray *
sheaf_sqlite_list_releases (SheafStore  *store,
                            const char  *bundle,
                            guint        limit,
                            GError     **error)
{
  if (bundle != NULL)
    return read_values (store,
                        "SELECT value, NULL FROM release WHERE bundle = ?2 "
                        "ORDER BY number DESC LIMIT ?1",
                        bundle, 0, limit, error);

  return read_values (store,
                      "SELECT r.value, NULL FROM release r JOIN entity e ON e.id = r.bundle "
                      "WHERE " PUBLIC_BUNDLE
                      "AND r.number = (SELECT max (number) FROM release WHERE bundle = e.id) "
                      "ORDER BY r.row DESC LIMIT ?1",
                      NULL, 0, limit, error);
}

typedef struct
{
  const char *bundle;
  gint64 number;
  const char *destination;
  const char *value;
} DeliveryCall;

static gboolean
set_delivery_work (SheafConnection  *connection,
                   gpointer          data,
                   GError          **error)
{
  DeliveryCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO delivery (bundle, number, destination, value) "
                                        "SELECT bundle, number, ?3, ?4 FROM release "
                                        "WHERE bundle = ?1 AND number = ?2 "
                                        "ON CONFLICT DO UPDATE SET value = excluded.value",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->bundle);
  sheaf_statement_bind_int (statement, 2, call->number);
  sheaf_statement_bind_text (statement, 3, call->destination);
  sheaf_statement_bind_text (statement, 4, call->value);
  if (!sheaf_statement_run (statement, error))
    return FALSE;

  if (sheaf_connection_get_changes (connection) == 0)
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND,
                   "There is no release %" G_GINT64_FORMAT " of %s", call->number, call->bundle);
      return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_sqlite_set_delivery (SheafStore  *store,
                           const char  *bundle,
                           gint64       number,
                           const char  *destination,
                           JsonObject  *delivery,
                           GError     **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), delivery);
  g_autofree char *text = sheaf_json_to_text (node);
  DeliveryCall call = {
    .bundle = bundle,
    .number = number,
    .destination = destination,
    .value = text,
  };

  return sheaf_sqlite_write (store, set_delivery_work, &call, error);
}

JsonArray *
sheaf_sqlite_list_deliveries (SheafStore  *store,
                              const char  *bundle,
                              gint64       number,
                              GError     **error)
{
  return read_values (store,
                      "SELECT value, destination FROM delivery WHERE bundle = ?2 AND number = ?3 "
                      "ORDER BY destination LIMIT ?1",
                      bundle, number, MAX_LIMIT, error);
}
