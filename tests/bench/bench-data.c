/* bench-data.c: a store and a replica with as many articles as are asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-data.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-store.h"

#define N_SOURCES 40
#define BATCH 250
#define NEWEST G_GINT64_CONSTANT (1764000000000)

static const char *const words[] = {
  "ferry",  "harbour", "island",  "tariff", "minister", "quay",    "orchard", "parliament",
  "tunnel", "grid",    "herring", "museum", "budget",   "strike",  "bridge",  "coast",
  "vote",   "storm",   "the",     "of",     "after",    "because", "without", "is",
};

/* --- texts --------------------------------------------------------------------------------- */

static char *
make_text (guint n,
           guint length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            words[(n * 7 + i * i + i * n) % G_N_ELEMENTS (words)]);
  g_string_append_printf (text, " %u", n);

  return g_string_free (text, FALSE);
}

char *
bench_data_make_title (guint n)
{
  return make_text (n, 6 + n % 7);
}

char *
bench_data_make_summary (guint n)
{
  return make_text (n + 3, 45);
}

/* --- the store ----------------------------------------------------------------------------- */

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static SheafIncoming *
make_incoming (guint n)
{
  SheafIncoming *incoming = g_new0 (SheafIncoming, 1);
  g_autofree char *time = sheaf_time_to_string (NEWEST - n * G_GINT64_CONSTANT (60000));
  g_autofree char *title = bench_data_make_title (n);
  g_autofree char *summary = bench_data_make_summary (n);
  g_autofree char *body = make_text (n + 5, 160);
  g_autofree char *publisher = g_strdup_printf ("Wire %u", n % N_SOURCES);

  incoming->external_id = g_strdup_printf ("item-%u", n);
  incoming->url = g_strdup_printf ("https://wire-%u.example/%u", n % N_SOURCES, n);
  incoming->canonical_url = g_strdup (incoming->url);
  incoming->body = g_strconcat ("<p>", body, "</p>", NULL);
  incoming->fields = json_object_new ();
  json_object_set_string_member (incoming->fields, "title", title);
  json_object_set_string_member (incoming->fields, "summary", summary);
  json_object_set_string_member (incoming->fields, "published", time);
  json_object_set_string_member (incoming->fields, "publisher", publisher);
  json_object_set_string_member (incoming->fields, "language", "en");
  json_object_set_int_member (incoming->fields, "word_count", 160);

  return incoming;
}

static char *
make_source_id (guint n)
{
  g_autofree char *name = g_strdup_printf ("Wire %u", n);

  return sheaf_id_for_name ("bench-source", name);
}

/* Nobody listens at their addresses: the backend fails to reach them, as it may any day. */
static void
add_sources (SheafStore *store)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_SOURCES; i++)
    {
      g_autofree char *id = make_source_id (i);
      g_autofree char *title = g_strdup_printf ("Wire %u", i);
      g_autofree char *address = g_strdup_printf ("http://127.0.0.1:9/%u", i);
      SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, id, NULL);
      JsonObject *value = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_string_member (value, "type", "feed");
      json_object_set_string_member (value, "title", title);
      json_object_set_string_member (value, "address", address);
      json_node_take_object (node, value);
      sheaf_edit_create (edit, node);
      g_ptr_array_add (edits, edit);
    }

  outcomes = sheaf_store_apply (store, edits, "Bench", &error);
  check (error);
}

static void
fill_store (BenchData *data,
            guint      n_articles)
{
  const gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = sheaf_sqlite_store_open (data->store, TRUE, &error);

  check (error);
  add_sources (store);
  for (guint i = 0; i < n_articles; i += BATCH)
    {
      g_autoptr (GPtrArray) batch =
        g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_incoming_free);
      g_autofree char *source = make_source_id (i / BATCH % N_SOURCES);

      for (guint j = i; j < MIN (i + BATCH, n_articles); j++)
        g_ptr_array_add (batch, make_incoming (j));
      sheaf_store_ingest (store, source, batch, NULL, &error);
      check (error);
    }

  g_print ("%-40s %10.0f articles/s\n", "taken in by the store",
           n_articles * 1e6 / (g_get_monotonic_time () - begun));
}

/* --- the replica --------------------------------------------------------------------------- */

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

SheafServer *
bench_data_start_server (BenchData *data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  SheafServer *server;

  sheaf_server_start_embedded_async (data->store, data->socket, NULL, result_cb, &result);
  server = sheaf_server_start_embedded_finish (wait_for (&result), &address, &error);
  check (error);

  return server;
}

SheafDesk *
bench_data_open_desk (BenchData *data)
{
  g_autofree char *address = g_strconcat ("unix:", data->socket, NULL);
  SheafDesk *desk = sheaf_desk_new (data->replica, address, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_open_async (desk, NULL, result_cb, &result);
  sheaf_desk_open_finish (desk, wait_for (&result), &error);
  check (error);

  return desk;
}

void
bench_data_close_desk (SheafDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_close_async (desk, NULL, result_cb, &result);
  sheaf_desk_close_finish (desk, wait_for (&result), &error);
  check (error);
  g_object_unref (desk);
}

static void
fill_replica (BenchData *data,
              guint      n_articles)
{
  const gint64 begun = g_get_monotonic_time ();
  SheafServer *server = bench_data_start_server (data);
  SheafDesk *desk = bench_data_open_desk (data);

  while (sheaf_desk_get_state (desk) != SHEAF_SYNC_STATE_SYNCED)
    g_main_context_iteration (NULL, TRUE);

  g_print ("%-40s %10.0f articles/s\n", "followed by the replica",
           n_articles * 1e6 / (g_get_monotonic_time () - begun));

  bench_data_close_desk (desk);
  sheaf_server_stop (server);
  g_object_unref (server);
}

void
bench_data_init (BenchData  *data,
                 const char *folder,
                 guint       n_articles)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, folder, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.socket", digest);

  data->folder = g_strdup (folder);
  data->store = g_build_filename (folder, "store.sqlite", NULL);
  data->replica = g_build_filename (folder, "replica.sqlite", NULL);
  data->socket = g_build_filename (g_get_user_runtime_dir (), "sheaf", name, NULL);

  if (g_file_test (data->replica, G_FILE_TEST_EXISTS))
    return;

  fill_store (data, n_articles);
  fill_replica (data, n_articles);
}

void
bench_data_clear (BenchData *data)
{
  g_clear_pointer (&data->folder, g_free);
  g_clear_pointer (&data->store, g_free);
  g_clear_pointer (&data->replica, g_free);
  g_clear_pointer (&data->socket, g_free);
}

double
bench_data_get_memory (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "statm", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  fields = g_strsplit (text, " ", 3);

  return g_ascii_strtoull (fields[1], NULL, 10) * (double) sysconf (_SC_PAGESIZE) / 1e6;
}
