/* test-store-notes.c: tokens, secrets, notes, answers, releases and deliveries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include <string.h>

#include "db/sheaf-db.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "store/sqlite/sheaf-sqlite-schema.h"
#include "store/sqlite/sheaf-sqlite-store.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = sheaf_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_tokens (StoreFixture  *fixture,
             gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = sheaf_store_add_token (store, "Ada's desk", "editor", &error);
  g_autofree char *other = sheaf_store_add_token (store, "Wall screen", "reader", &error);
  g_autoptr (SheafToken) checked = sheaf_store_check_token (store, token, &error);
  g_autoptr (GPtrArray) tokens = sheaf_store_list_tokens (store, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, !=, other);
  g_assert_cmpuint (strlen (token), >=, 43);
  g_assert_cmpstr (checked->name, ==, "Ada's desk");
  g_assert_cmpstr (checked->role, ==, "editor");
  g_assert_cmpuint (tokens->len, ==, 2);

  g_assert_true (sheaf_store_revoke_token (store, checked->id, &error));
  g_assert_null (sheaf_store_check_token (store, token, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (sheaf_store_revoke_token (store, checked->id, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
}

static void
test_wrong_tokens (StoreFixture  *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = sheaf_store_add_token (fixture->store, "Ada", "editor", &error);
  g_autofree char *changed = g_strdup (token);
  const char *wrong[] = { "", "sheaf_", "x", changed, "' OR 1=1 --" };

  changed[strlen (changed) - 5] ^= 1;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_clear_error (&error);
      g_assert_null (sheaf_store_check_token (fixture->store, wrong[i], &error));
      g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
    }

  g_clear_error (&error);
  g_assert_null (sheaf_store_add_token (fixture->store, "Ada", "owner", &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED);
}

/* Neither the token nor a part of it may be read from the file. */
static void
test_token_is_not_stored (StoreFixture  *fixture,
                          gconstpointer  data)
{
  g_autofree char *token = sheaf_store_add_token (fixture->store, "Ada", "editor", NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_nonnull (memmem (contents, length, "editor", 6));
  g_assert_null (memmem (contents, length, token + 10, 16));
}

/* The command that adds one works beside the daemon, which knows it at once. */
static void
test_token_from_another_process (StoreFixture  *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) beside = sheaf_sqlite_store_open (fixture->path, FALSE, &error);
  g_autofree char *token = NULL;
  g_autoptr (SheafToken) checked = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (sheaf_store_get_id (beside), ==, sheaf_store_get_id (fixture->store));
  token = sheaf_store_add_token (beside, "Ada", "editor", &error);
  checked = sheaf_store_check_token (fixture->store, token, &error);
  g_assert_no_error (error);
}

static void
test_secrets (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *none = sheaf_store_get_secret (store, "owner", &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_true (sheaf_store_set_secret (store, "owner", "one", &error));
  g_assert_true (sheaf_store_set_secret (store, "owner", "two", &error));
  first = sheaf_store_get_secret (store, "owner", &error);
  g_assert_cmpstr (first, ==, "two");
  g_assert_true (sheaf_store_set_secret (store, "owner", NULL, &error));
  second = sheaf_store_get_secret (store, "owner", &error);
  g_assert_no_error (error);
  g_assert_null (second);
}

static void
test_state (StoreFixture  *fixture,
            gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse ("{\"etag\": \"\\\"a\\\"\", \"next\": 5}");
  g_autoptr (JsonObject) found = NULL;

  g_assert_null (sheaf_store_get_state (store, "poll", &error));
  g_assert_no_error (error);
  g_assert_true (sheaf_store_set_state (store, "poll", json_node_get_object (node), &error));
  store_fixture_reopen (fixture);
  found = sheaf_store_get_state (fixture->store, "poll", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (found, "etag"), ==, "\"a\"");
  g_assert_cmpint (json_object_get_int_member (found, "next"), ==, 5);
}

static void
test_answers (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = parse ("{\"number\": 1}");
  g_autoptr (JsonNode) later = parse ("{\"number\": 2}");
  g_autoptr (JsonNode) found = NULL;

  g_assert_null (sheaf_store_find_answer (store, "key", "hash", &error));
  g_assert_no_error (error);
  g_assert_true (sheaf_store_add_answer (store, "key", "hash", answer, &error));
  g_assert_true (sheaf_store_add_answer (store, "key", "hash", later, &error));
  found = sheaf_store_find_answer (store, "key", "hash", &error);
  g_assert_no_error (error);
  g_assert_true (sheaf_json_equal (found, answer));

  g_assert_null (sheaf_store_find_answer (store, "key", "other", &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_KEY_USED);
  g_clear_error (&error);
  g_assert_false (sheaf_store_add_answer (store, "key", "other", answer, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_KEY_USED);
}

static JsonNode *
make_release (const char *slug,
              const char *title)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "version", 1);
  json_object_set_string_member (object, "slug", slug);
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "standfirst", "");
  json_node_take_object (node, object);

  return node;
}

static gint64
publish (SheafStore  *store,
         const char  *bundle,
         gint64       rev,
         const char  *slug,
         const char  *key,
         GError     **error)
{
  g_autoptr (JsonNode) release = make_release (slug, "Expo");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_insert (seen, g_strconcat ("bundle/", bundle, NULL), GINT_TO_POINTER (rev));
  return sheaf_store_add_release (store, bundle, seen, release, key, "Ada", error);
}

static const char *
slug_of (JsonNode *release)
{
  return json_object_get_string_member (json_node_get_object (release), "slug");
}

static void
test_release (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *bundle = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo");
  g_autoptr (SheafEntity) before = sheaf_store_get (store, SHEAF_KIND_BUNDLE, bundle, NULL);
  g_autoptr (SheafEntity) after = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) newest = NULL;
  g_autoptr (JsonNode) by_old_slug = NULL;
  g_autoptr (JsonArray) of_bundle = NULL;
  g_autoptr (JsonArray) of_all = NULL;
  SheafQuery published = { .kind = SHEAF_KIND_BUNDLE, .state = "published" };

  g_assert_cmpint (publish (store, bundle, 1, "expo", "key-1", &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (publish (store, bundle, 1, "expo", "key-1", &error), ==, 1);
  g_assert_cmpint (publish (store, bundle, 1, "expo-2", "key-2", &error), ==, 2);

  after = sheaf_store_get (store, SHEAF_KIND_BUNDLE, bundle, NULL);
  g_assert_cmpstr (sheaf_entity_get_string (after, "status"), ==, "published");
  g_assert_cmpint (sheaf_entity_get_rev (after), ==, sheaf_entity_get_rev (before));
  g_assert_cmpint (sheaf_entity_get_seq (after), >, sheaf_entity_get_seq (before));
  g_assert_cmpuint (count_all (store, published), ==, 1);

  first = sheaf_store_get_release (store, bundle, 1, &error);
  g_assert_cmpstr (slug_of (first), ==, "expo");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (first), "number"), ==, 1);
  g_assert_true (json_object_has_member (json_node_get_object (first), "standfirst"));
  newest = sheaf_store_get_release (store, bundle, 0, &error);
  g_assert_cmpstr (slug_of (newest), ==, "expo-2");
  by_old_slug = sheaf_store_find_release (store, "expo", &error);
  g_assert_cmpstr (slug_of (by_old_slug), ==, "expo-2");
  of_bundle = sheaf_store_list_releases (store, bundle, 0, &error);
  g_assert_cmpuint (json_array_get_length (of_bundle), ==, 2);
  of_all = sheaf_store_list_releases (store, NULL, 0, &error);
  g_assert_cmpuint (json_array_get_length (of_all), ==, 1);
  g_assert_no_error (error);
}

static void
test_release_by_key (StoreFixture  *fixture,
                     gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *bundle = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo");
  g_autofree char *other = create_named (store, SHEAF_KIND_BUNDLE, "title", "Ferries");
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  g_assert_true (sheaf_store_find_number (store, bundle, "key-1", &number, &error));
  g_assert_cmpint (number, ==, 0);
  g_assert_cmpint (publish (store, bundle, 1, "expo", "key-1", &error), ==, 1);
  g_assert_cmpint (publish (store, bundle, 1, "expo", "key-2", &error), ==, 2);
  g_assert_true (sheaf_store_find_number (store, bundle, "key-1", &number, &error));
  g_assert_cmpint (number, ==, 1);
  g_assert_no_error (error);

  g_assert_false (sheaf_store_find_number (store, other, "key-1", &number, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_KEY_USED);
}

static void
test_release_retracted (StoreFixture  *fixture,
                        gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *bundle = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo");
  g_autofree char *other = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo again");
  g_autoptr (JsonNode) retracted = parse ("{\"status\": \"retracted\"}");
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (JsonArray) of_all = NULL;

  g_assert_cmpint (publish (store, bundle, 1, "expo", "key", &error), ==, 1);
  g_assert_true (sheaf_store_learn (store, SHEAF_KIND_BUNDLE, bundle,
                                    json_node_get_object (retracted), &error));
  g_assert_null (sheaf_store_find_release (store, "expo", &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  of_all = sheaf_store_list_releases (store, NULL, 0, &error);
  g_assert_cmpuint (json_array_get_length (of_all), ==, 0);

  /* It is still known how it looked, and its address is free. */
  kept = sheaf_store_get_release (store, bundle, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (publish (store, other, 1, "expo", "key-2", &error), ==, 1);
  found = sheaf_store_find_release (store, "expo", &error);
  g_assert_no_error (error);
}

static void
test_release_refused (StoreFixture  *fixture,
                      gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *bundle = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo");
  g_autofree char *other = create_named (store, SHEAF_KIND_BUNDLE, "title", "Other");
  g_autofree char *nowhere = sheaf_id_new ();
  g_autoptr (SheafEntity) after = NULL;

  g_assert_cmpint (publish (store, bundle, 7, "expo", "key", &error), ==, 0);
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_cmpint (publish (store, nowhere, 1, "expo", "key", &error), ==, 0);
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sheaf_store_get_release (store, bundle, 0, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sheaf_store_find_release (store, "expo", &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  after = sheaf_store_get (store, SHEAF_KIND_BUNDLE, bundle, NULL);
  g_assert_cmpstr (sheaf_entity_get_string (after, "status"), !=, "published");

  g_assert_cmpint (publish (store, bundle, 1, "expo", "key", &error), ==, 1);
  g_assert_cmpint (publish (store, other, 1, "other", "key", &error), ==, 0);
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_KEY_USED);
}

/* What is shown beside the bundle counts as well. */
static void
test_release_parts (StoreFixture  *fixture,
                    gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *bundle = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo");
  g_autofree char *set = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  g_autoptr (JsonNode) release = make_release ("expo", "Expo");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  put_string (store, SHEAF_KIND_SET, set, "title", "Expo", "Expo diplomacy");
  g_hash_table_insert (seen, g_strconcat ("set/", set, NULL), GINT_TO_POINTER (1));
  g_assert_cmpint (sheaf_store_add_release (store, bundle, seen, release, "k", "Ada", &error), ==,
                   0);
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, set));
  g_clear_error (&error);

  g_hash_table_insert (seen, g_strconcat ("set/", set, NULL), GINT_TO_POINTER (2));
  g_assert_cmpint (sheaf_store_add_release (store, bundle, seen, release, "k", "Ada", &error), ==,
                   1);
}

static gboolean
run_sql (SheafConnection  *connection,
         gpointer          data,
         GError          **error)
{
  return sheaf_connection_exec (connection, data, error);
}

static void
test_release_is_immutable (StoreFixture  *fixture,
                           gconstpointer  data)
{
  static char statements[][64] = {
    "UPDATE release SET value = '{}'",
    "DELETE FROM release",
    "INSERT OR REPLACE INTO release SELECT * FROM release",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDb) db = NULL;
  g_autofree char *bundle = create_named (fixture->store, SHEAF_KIND_BUNDLE, "title", "Expo");

  g_assert_cmpint (publish (fixture->store, bundle, 1, "expo", "key", &error), ==, 1);
  store_fixture_close (fixture);

  /* Past the store, at the database itself. */
  db = sheaf_db_open (fixture->path, sheaf_sqlite_migrations, sheaf_sqlite_n_migrations, 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_assert_false (sheaf_db_write (db, run_sql, statements[i], &error));
      g_assert_error (error, SHEAF_DB_ERROR, SHEAF_DB_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "a release is never"));
      g_clear_error (&error);
    }
}

static void
test_deliveries (StoreFixture  *fixture,
                 gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autofree char *bundle = create_named (store, SHEAF_KIND_BUNDLE, "title", "Expo");
  g_autoptr (JsonNode) sent = parse ("{\"state\": \"sent\"}");
  g_autoptr (JsonNode) read_back = parse ("{\"state\": \"read\", \"url\": \"file:///x\"}");
  g_autoptr (JsonArray) deliveries = NULL;
  JsonObject *first;

  g_assert_false (sheaf_store_set_delivery (store, bundle, 1, "folder", json_node_get_object (sent),
                                            &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  publish (store, bundle, 1, "expo", "key", &error);
  sheaf_store_set_delivery (store, bundle, 1, "folder", json_node_get_object (sent), &error);
  sheaf_store_set_delivery (store, bundle, 1, "webhook", json_node_get_object (sent), &error);
  sheaf_store_set_delivery (store, bundle, 1, "folder", json_node_get_object (read_back), &error);
  g_assert_no_error (error);
  deliveries = sheaf_store_list_deliveries (store, bundle, 1, &error);
  g_assert_cmpuint (json_array_get_length (deliveries), ==, 2);
  first = json_array_get_object_element (deliveries, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "destination"), ==, "folder");
  g_assert_cmpstr (json_object_get_string_member (first, "state"), ==, "read");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/store/tokens/added-checked-revoked", test_tokens },
    { "/store/tokens/wrong", test_wrong_tokens },
    { "/store/tokens/not-in-the-file", test_token_is_not_stored },
    { "/store/tokens/from-another-process", test_token_from_another_process },
    { "/store/secrets", test_secrets },
    { "/store/state", test_state },
    { "/store/answers", test_answers },
    { "/store/releases/numbered-and-found", test_release },
    { "/store/releases/by-key", test_release_by_key },
    { "/store/releases/retracted", test_release_retracted },
    { "/store/releases/refused", test_release_refused },
    { "/store/releases/parts-as-seen", test_release_parts },
    { "/store/releases/immutable", test_release_is_immutable },
    { "/store/deliveries", test_deliveries },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].test,
                store_fixture_tear_down);

  return g_test_run ();
}
