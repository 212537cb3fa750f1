/* sheaf-sqlite-read.c: an article's text, what it was before, and how many came when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-calls.h"

#define DAY ((gint64) 24 * 60 * 60 * 1000)

typedef struct
{
  const char *article;
  char *body;
} BodyCall;

static gboolean
body_work (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  BodyCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT html FROM entity LEFT JOIN body ON article = row "
                                        "WHERE kind = 0 AND id = ?1",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->article);
  if (!sheaf_statement_step (statement, &step_error))
    {
      if (step_error != NULL)
        g_propagate_error (error, g_steal_pointer (&step_error));
      else
        g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND,
                     "There is no article %s", call->article);
      return FALSE;
    }

  call->body = g_strdup (sheaf_statement_get_text (statement, 0));
  return TRUE;
}

char *
sheaf_sqlite_get_body (SheafStore  *store,
                       const char  *article,
                       GError     **error)
{
  BodyCall call = { .article = article };

  return sheaf_sqlite_read (store, body_work, &call, error) ? call.body : NULL;
}

typedef struct
{
  const char *article;
  JsonArray *versions;
} VersionsCall;

static JsonObject *
make_version (SheafStatement *statement)
{
  g_autofree char *until = sheaf_time_to_string (sheaf_statement_get_int (statement, 1));
  JsonObject *version = json_object_new ();
  const char *body = sheaf_statement_get_text (statement, 4);

  json_object_set_int_member (version, "number", sheaf_statement_get_int (statement, 0));
  json_object_set_string_member (version, "until", until);
  json_object_set_string_member (version, "title", sheaf_statement_get_text (statement, 2));
  json_object_set_string_member (version, "summary", sheaf_statement_get_text (statement, 3));
  json_object_set_string_member (version, "body", body != NULL ? body : "");

  return version;
}

static gboolean
versions_work (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  VersionsCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT number, until, version.title, summary, body "
                                        "FROM entity JOIN version ON article = row "
                                        "WHERE kind = 0 AND id = ?1 ORDER BY number DESC",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->article);
  while (sheaf_statement_step (statement, &step_error))
    json_array_add_object_element (call->versions, make_version (statement));
  if (step_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&step_error));

  return FALSE;
}

JsonArray *
sheaf_sqlite_list_versions (SheafStore  *store,
                            const char  *article,
                            GError     **error)
{
  g_autoptr (JsonArray) versions = json_array_new ();
  VersionsCall call = { .article = article, .versions = versions };

  return sheaf_sqlite_read (store, versions_work, &call, error) ? g_steal_pointer (&versions) : NULL;
}

typedef struct
{
  gint64 since;
  guint days;
  GHashTable *counts;
} CountCall;

static gboolean
count_work (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  CountCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT source, (published - ?1) / ?2, count(*) "
                                        "FROM entity JOIN origin ON article = row "
                                        "WHERE kind = 0 AND published >= ?1 AND published < ?3 "
                                        "GROUP BY 1, 2",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_int (statement, 1, call->since);
  sheaf_statement_bind_int (statement, 2, DAY);
  sheaf_statement_bind_int (statement, 3, call->since + call->days * DAY);
  while (sheaf_statement_step (statement, &step_error))
    {
      const char *source = sheaf_statement_get_text (statement, 0);
      guint *counts = g_hash_table_lookup (call->counts, source);

      if (counts == NULL)
        {
          counts = g_new0 (guint, call->days);
          g_hash_table_insert (call->counts, g_strdup (source), counts);
        }
      counts[sheaf_statement_get_int (statement, 1)] = (guint) sheaf_statement_get_int (statement, 2);
    }
  if (step_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&step_error));

  return FALSE;
}

GHashTable *
sheaf_sqlite_count_by_day (SheafStore  *store,
                           gint64       since,
                           guint        days,
                           GError     **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  CountCall call = { .since = since, .days = days, .counts = counts };

  return sheaf_sqlite_read (store, count_work, &call, error) ? g_steal_pointer (&counts) : NULL;
}
