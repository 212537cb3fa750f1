/* test-store.c: articles taken in, edits applied, lists and changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include <string.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

#define SOURCE "0193a5f0-0000-7000-8000-000000000001"
#define OTHER_SOURCE "0193a5f0-0000-7000-8000-000000000002"

static gint64
get_seq (SheafStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = sheaf_store_get_seq (store, &error);

  g_assert_no_error (error);
  return seq;
}

static void
test_ingest_twice (StoreFixture  *fixture,
                   gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  g_autoptr (SheafEntity) article = NULL;
  gint64 seq;

  g_assert_cmpuint (ingest_one (store, SOURCE, make_incoming (1, "Ferry", "A", "<p>B</p>")).added,
                    ==, 1);
  seq = get_seq (store);
  g_assert_cmpuint (
      ingest_one (store, SOURCE, make_incoming (1, "Ferry", "A", "<p>B</p>")).unchanged, ==, 1);
  g_assert_cmpint (get_seq (store), ==, seq);
  g_assert_cmpuint (count_all (store, all), ==, 1);

  article = get_newest (store);
  g_assert_cmpstr (sheaf_entity_get_string (article, "state"), ==, "inbox");
  g_assert_cmpstr (sheaf_entity_get_string (article, "canonical_url"), ==,
                   "https://coast.example/news/1");
  g_assert_cmpstr (sheaf_entity_get_string (article, "url"), ==,
                   "https://coast.example/news/1?from=feed");
  g_assert_cmpint (sheaf_entity_get_rev (article), ==, 0);
  g_assert_cmpint (sheaf_entity_get_seq (article), ==, seq);
  g_assert_null (sheaf_entity_get (article, "body"));
}

static void
test_ingest_new_version (StoreFixture  *fixture,
                         gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery words = { .kind = SHEAF_KIND_ARTICLE, .q = "tunnel" };
  SheafQuery old_words = { .kind = SHEAF_KIND_ARTICLE, .q = "bridge" };
  g_autoptr (SheafEntity) before = NULL;
  g_autoptr (SheafEntity) after = NULL;
  g_autofree char *body = NULL;

  ingest_one (store, SOURCE, make_incoming (1, "Bridge opens", "A", "<p>Of stone</p>"));
  before = get_newest (store);
  put_string (store, SHEAF_KIND_ARTICLE, sheaf_entity_get_id (before), "state", "inbox", "kept");

  g_assert_cmpuint (
      ingest_one (store, SOURCE, make_incoming (1, "Tunnel opens", "A", NULL)).updated, ==, 1);
  after = get_newest (store);
  g_assert_cmpstr (sheaf_entity_get_title (after), ==, "Tunnel opens");
  g_assert_cmpstr (sheaf_entity_get_string (after, "state"), ==, "kept");
  g_assert_cmpint (sheaf_entity_get_int (after, "versions"), ==, 2);
  g_assert_cmpint (sheaf_entity_get_rev (after), ==, 1);
  g_assert_cmpint (sheaf_entity_get_seq (after), >, sheaf_entity_get_seq (before));

  /* A feed that gives a summary alone now takes nothing away. */
  body = sheaf_store_get_body (store, sheaf_entity_get_id (after), NULL);
  g_assert_cmpstr (body, ==, "<p>Of stone</p>");
  g_assert_cmpuint (count_all (store, words), ==, 1);
  g_assert_cmpuint (count_all (store, old_words), ==, 0);
}

static void
test_ingest_other_source (StoreFixture  *fixture,
                          gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery by_source = { .kind = SHEAF_KIND_ARTICLE, .source = OTHER_SOURCE };
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  SheafIncoming *again = make_incoming (1, "Ferry, cut", NULL, NULL);
  g_autoptr (SheafEntity) article = NULL;
  gint64 seq;

  ingest_one (store, SOURCE, make_incoming (1, "Ferry line opens", "A", NULL));
  g_free (again->external_id);
  again->external_id = g_strdup ("another-name");
  g_assert_cmpuint (ingest_one (store, OTHER_SOURCE, again).added, ==, 0);

  article = get_newest (store);
  g_assert_cmpuint (count_all (store, all), ==, 1);
  g_assert_cmpuint (count_all (store, by_source), ==, 1);
  g_assert_cmpstr (sheaf_entity_get_title (article), ==, "Ferry line opens");
  g_assert_cmpuint (json_array_get_length (sheaf_entity_get_array (article, "origins")), ==, 2);

  seq = get_seq (store);
  again = make_incoming (1, "Ferry, cut", NULL, NULL);
  g_free (again->external_id);
  again->external_id = g_strdup ("another-name");
  g_assert_cmpuint (ingest_one (store, OTHER_SOURCE, again).unchanged, ==, 1);
  g_assert_cmpint (get_seq (store), ==, seq);
}

static void
test_ingest_renamed (StoreFixture  *fixture,
                     gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  g_autoptr (SheafEntity) article = NULL;
  gint64 seq;

  ingest_one (store, SOURCE, make_incoming (1, "Ferry", "A", NULL));
  seq = get_seq (store);
  for (guint i = 0; i < 5; i++)
    {
      SheafIncoming *renamed = make_incoming (1, "Ferry", "A", NULL);

      g_free (renamed->external_id);
      renamed->external_id = g_strdup_printf ("random-%u", i);
      g_assert_cmpuint (ingest_one (store, SOURCE, renamed).unchanged, ==, 1);
    }

  article = get_newest (store);
  g_assert_cmpint (get_seq (store), ==, seq);
  g_assert_cmpuint (count_all (store, all), ==, 1);
  g_assert_cmpuint (json_array_get_length (sheaf_entity_get_array (article, "origins")), ==, 1);
}

static void
test_ingest_nameless (StoreFixture  *fixture,
                      gconstpointer  data)
{
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };

  for (guint i = 0; i < 4; i++)
    {
      SheafIncoming *incoming = make_incoming (i / 2, i / 2 == 0 ? "One" : "Two", NULL, NULL);

      g_clear_pointer (&incoming->external_id, g_free);
      g_clear_pointer (&incoming->url, g_free);
      g_clear_pointer (&incoming->canonical_url, g_free);
      ingest_one (fixture->store, SOURCE, incoming);
    }
  g_assert_cmpuint (count_all (fixture->store, all), ==, 2);
}

static void
test_ingest_says_no_curation (StoreFixture  *fixture,
                              gconstpointer  data)
{
  SheafIncoming *incoming = make_incoming (1, "Ferry", NULL, NULL);
  g_autoptr (SheafEntity) article = NULL;

  json_object_set_string_member (incoming->fields, "state", "kept");
  json_object_set_string_member (incoming->fields, "note", "hello");
  json_object_set_string_member (incoming->fields, "language", "not a language!");
  json_object_set_string_member (incoming->fields, "nonsense", "x");
  json_object_set_int_member (incoming->fields, "summary", 5);
  ingest_one (fixture->store, SOURCE, incoming);
  article = get_newest (fixture->store);
  g_assert_cmpstr (sheaf_entity_get_string (article, "state"), ==, "inbox");
  g_assert_null (sheaf_entity_get (article, "note"));
  g_assert_null (sheaf_entity_get (article, "language"));
  g_assert_null (sheaf_entity_get (article, "summary"));
  g_assert_null (sheaf_entity_get (article, "nonsense"));
}

static void
test_by_hand (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery words = { .kind = SHEAF_KIND_ARTICLE, .q = "harbour", .state = "inbox" };
  g_autofree char *id = create_named (store, SHEAF_KIND_ARTICLE, "title", "A press release");
  g_autofree char *body = NULL;
  g_autoptr (SheafOutcome) outcome = NULL;
  g_autoptr (SheafOutcome) again = NULL;
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, id, NULL);

  sheaf_edit_text (edit, "body", "", "<p>The <b>har</b>bour &amp; town</p>");
  outcome = apply_one (store, edit);
  g_assert_cmpuint (json_array_get_length (outcome->applied), ==, 1);
  g_assert_null (sheaf_entity_get (outcome->entity, "body"));
  body = sheaf_store_get_body (store, id, NULL);
  g_assert_cmpstr (body, ==, "<p>The <b>har</b>bour &amp; town</p>");
  g_assert_cmpuint (count_all (store, words), ==, 1);

  /* A text edit is merged with what stands. */
  edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, id, NULL);
  sheaf_edit_text (edit, "body", "<p>Something else entirely</p>", "<p>Mine</p>");
  again = apply_one (store, edit);
  g_assert_cmpuint (json_array_get_length (again->clashes), ==, 1);
}

static void
test_get (StoreFixture  *fixture,
          gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *id = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEntity) set = sheaf_store_get (store, SHEAF_KIND_SET, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sheaf_entity_get_title (set), ==, "Expo");
  g_assert_null (sheaf_store_get (store, SHEAF_KIND_BUNDLE, id, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sheaf_store_get_body (store, id, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
}

static void
test_apply_again (StoreFixture  *fixture,
                  gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *id = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  g_autoptr (SheafOutcome) first = NULL;
  g_autoptr (SheafOutcome) second = NULL;
  g_autoptr (JsonNode) first_node = NULL;
  g_autoptr (JsonNode) second_node = NULL;
  gint64 seq;

  sheaf_edit_put_string (edit, "title", "Expo", "Expo diplomacy");
  first = apply_one (store, sheaf_edit_ref (edit));
  put_string (store, SHEAF_KIND_SET, id, "title", "Expo diplomacy", "Expo 2030");
  seq = get_seq (store);

  second = apply_one (store, sheaf_edit_ref (edit));
  first_node = sheaf_outcome_to_json (first, sheaf_edit_get_id (edit));
  second_node = sheaf_outcome_to_json (second, sheaf_edit_get_id (edit));
  g_assert_true (sheaf_json_equal (first_node, second_node));
  g_assert_cmpstr (sheaf_entity_get_title (second->entity), ==, "Expo 2030");
  g_assert_cmpint (get_seq (store), ==, seq);
}

static void
test_apply_twice_in_a_call (StoreFixture  *fixture,
                            gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *id = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  SheafOutcome *last;

  sheaf_edit_put_string (edit, "title", "Expo", "Expo diplomacy");
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_ptr_array_add (edits, edit);
  g_ptr_array_add (edits, sheaf_edit_ref (edit));
  outcomes = sheaf_store_apply (store, edits, "Ada", &error);
  g_assert_no_error (error);
  last = g_ptr_array_index (outcomes, 1);
  g_assert_cmpint (sheaf_entity_get_rev (last->entity), ==, 2);
}

/* A thousand edits, the last of which cannot be applied: none is. */
static void
test_apply_all_or_nothing (StoreFixture  *fixture,
                           gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery sets = { .kind = SHEAF_KIND_SET };
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = sheaf_id_new ();
  gint64 seq = get_seq (store);

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  for (guint i = 0; i < 999; i++)
    {
      g_autofree char *id = sheaf_id_new ();
      SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (node, json_object_new ());
      json_object_set_string_member (json_node_get_object (node), "title", "Set");
      sheaf_edit_create (edit, node);
      g_ptr_array_add (edits, edit);
    }
  g_ptr_array_add (edits, sheaf_edit_new (SHEAF_KIND_SET, nowhere, NULL));
  sheaf_edit_put_string (edits->pdata[999], "title", NULL, "x");

  g_assert_null (sheaf_store_apply (store, edits, "Ada", &error));
  g_assert_error (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_NO_ENTITY);
  g_clear_error (&error);
  g_assert_cmpint (get_seq (store), ==, seq);
  g_assert_cmpuint (count_all (store, sets), ==, 0);

  g_ptr_array_set_size (edits, 999);
  outcomes = sheaf_store_apply (store, edits, "Ada", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 999);
  g_assert_cmpuint (count_all (store, sets), ==, 999);
}

static void
test_same_tag (StoreFixture  *fixture,
               gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery tags = { .kind = SHEAF_KIND_TAG };
  g_autofree char *first = create_named (store, SHEAF_KIND_TAG, "name", "Ferries");
  g_autofree char *second = create_named (store, SHEAF_KIND_TAG, "name", "#ferries");
  g_autoptr (SheafEntity) tag = sheaf_store_get (store, SHEAF_KIND_TAG, first, NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (count_all (store, tags), ==, 1);
  g_assert_cmpstr (sheaf_entity_get_title (tag), ==, "Ferries");
}

static void
test_history (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *id = create_named (store, SHEAF_KIND_SET, "title", "0");
  g_autofree char *other = create_named (store, SHEAF_KIND_SET, "title", "other");
  gint64 before = 0;
  guint n = 0;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *was = g_strdup_printf ("%u", i);
      g_autofree char *value = g_strdup_printf ("%u", i + 1);

      put_string (store, SHEAF_KIND_SET, id, "title", was, value);
    }

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonArray) page = NULL;

      page = sheaf_store_get_history (store, SHEAF_KIND_SET, id, before, 4, &error);
      g_assert_no_error (error);
      if (json_array_get_length (page) == 0)
        break;

      for (guint i = 0; i < json_array_get_length (page); i++)
        {
          JsonObject *edit = json_array_get_object_element (page, i);
          gint64 seq = json_object_get_int_member (edit, "seq");

          g_assert_cmpstr (json_object_get_string_member (edit, "by"), ==, "Ada");
          g_assert_cmpint (
              sheaf_time_from_string (json_object_get_string_member (edit, "received")), !=,
              SHEAF_TIME_NONE);
          g_assert_cmpuint (
              json_array_get_length (json_object_get_array_member (edit, "applied")), ==, 1);
          g_assert_true (before == 0 || seq < before);
          before = seq;
          n += 1;
        }
    }
  g_assert_cmpuint (n, ==, 10);
  g_assert_nonnull (other);
}

static void
test_clash (StoreFixture  *fixture,
            gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *id = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  g_autoptr (SheafOutcome) outcome = NULL;
  g_autoptr (SheafEntity) before = sheaf_store_get (store, SHEAF_KIND_SET, id, NULL);

  sheaf_edit_put_string (edit, "title", "Something else", "Mine");
  outcome = apply_one (store, edit);
  g_assert_cmpuint (json_array_get_length (outcome->clashes), ==, 1);
  g_assert_cmpuint (json_array_get_length (outcome->applied), ==, 0);
  g_assert_cmpint (sheaf_entity_get_seq (outcome->entity), ==, sheaf_entity_get_seq (before));
}

static void
test_changes (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SheafEntity) article = NULL;
  g_autoptr (SheafOutcome) deleted = NULL;
  g_autoptr (SheafOutcome) clashed = NULL;
  g_autofree char *set = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  SheafEdit *edit;
  gint64 since = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < 25; i++)
    ingest_one (store, SOURCE, make_incoming (i, "Ferry", NULL, NULL));
  article = get_newest (store);
  put_string (store, SHEAF_KIND_ARTICLE, sheaf_entity_get_id (article), "state", "inbox", "kept");
  edit = sheaf_edit_new (SHEAF_KIND_SET, set, NULL);
  sheaf_edit_delete (edit, NULL);
  deleted = apply_one (store, edit);
  g_assert_true (sheaf_entity_is_deleted (deleted->entity));

  /* The last number goes to an edit without effect. */
  edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, sheaf_entity_get_id (article), NULL);
  sheaf_edit_put_string (edit, "state", "inbox", "dismissed");
  clashed = apply_one (store, edit);

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafChanges) changes = sheaf_store_get_changes (store, since, 10, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < changes->entities->len; i++)
        {
          SheafEntity *entity = changes->entities->pdata[i];

          g_assert_cmpint (sheaf_entity_get_seq (entity), >, since);
          g_assert_true (g_hash_table_add (seen, g_strdup (sheaf_entity_get_id (entity))));
          since = sheaf_entity_get_seq (entity);
        }
      g_assert_cmpint (changes->seq, >=, since);
      since = changes->seq;
      more = changes->more;
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 26);
  g_assert_cmpint (since, ==, get_seq (store));
}

static void
test_learn (StoreFixture  *fixture,
            gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autofree char *id = create_named (store, SHEAF_KIND_SOURCE, "title", "Coast Wire");
  g_autoptr (JsonNode) node = sheaf_json_parse ("{\"health\": {\"error\": \"gone\"}}", -1, NULL);
  g_autoptr (JsonNode) wrong = NULL;
  g_autoptr (SheafEntity) before = sheaf_store_get (store, SHEAF_KIND_SOURCE, id, NULL);
  g_autoptr (SheafEntity) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  sheaf_store_learn (store, SHEAF_KIND_SOURCE, id, json_node_get_object (node), &error);
  g_assert_no_error (error);
  after = sheaf_store_get (store, SHEAF_KIND_SOURCE, id, NULL);
  g_assert_cmpstr (sheaf_entity_get_string (after, "health/error"), ==, "gone");
  g_assert_cmpint (sheaf_entity_get_rev (after), ==, sheaf_entity_get_rev (before));
  g_assert_cmpint (sheaf_entity_get_seq (after), >, sheaf_entity_get_seq (before));

  seq = get_seq (store);
  sheaf_store_learn (store, SHEAF_KIND_SOURCE, id, json_node_get_object (node), &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_seq (store), ==, seq);

  g_assert_false (sheaf_store_learn (store, SHEAF_KIND_SET, id, json_node_get_object (node),
                                     &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  wrong = sheaf_json_parse ("{\"health\": \"well\"}", -1, NULL);
  g_assert_false (sheaf_store_learn (store, SHEAF_KIND_SOURCE, id, json_node_get_object (wrong),
                                     &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED);
  g_assert_cmpint (get_seq (store), ==, seq);
}

static void
test_list_pages (StoreFixture  *fixture,
                 gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  g_autoptr (GPtrArray) ids = NULL;
  gint64 last = G_MAXINT64;

  for (guint i = 0; i < 23; i++)
    ingest_one (store, SOURCE, make_incoming (i * 7 % 23 / 2, "Ferry", NULL, NULL));
  ids = list_all (store, all, 5);
  g_assert_cmpuint (ids->len, ==, count_all (store, all));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (SheafEntity) article = NULL;

      article = sheaf_store_get (store, SHEAF_KIND_ARTICLE, ids->pdata[i], NULL);
      g_assert_cmpint (sheaf_entity_get_time (article, "published"), <=, last);
      last = sheaf_entity_get_time (article, "published");
    }
}

static void
test_list_titles (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const char *titles[] = { "Tariffs", "expo", "Élection", "Alma", "alma", "万博" };
  SheafQuery all = { .kind = SHEAF_KIND_SET };
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (SheafEntity) third = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_free (create_named (fixture->store, SHEAF_KIND_SET, "title", titles[i]));
  ids = list_all (fixture->store, all, 2);
  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (titles));
  third = sheaf_store_get (fixture->store, SHEAF_KIND_SET, ids->pdata[2], NULL);
  g_assert_cmpstr (sheaf_entity_get_title (third), ==, "Élection");
}

static void
test_list_filters (StoreFixture  *fixture,
                   gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery query = { .kind = SHEAF_KIND_ARTICLE };
  g_autofree char *ferries = create_named (store, SHEAF_KIND_TAG, "name", "ferries");
  g_autofree char *boats = create_named (store, SHEAF_KIND_TAG, "name", "boats");
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (SheafEntity) newest = NULL;
  g_autoptr (JsonNode) story = NULL;

  for (guint i = 0; i < 6; i++)
    ingest_one (store, i < 4 ? SOURCE : OTHER_SOURCE, make_incoming (i, "Ferry", NULL, NULL));
  newest = get_newest (store);
  ids = list_all (store, query, 10);
  for (guint i = 0; i < 3; i++)
    {
      SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, ids->pdata[i], NULL);
      g_autoptr (SheafOutcome) outcome = NULL;

      sheaf_edit_put_string (edit, "state", "inbox", "kept");
      sheaf_edit_add (edit, "tags", i == 0 ? boats : ferries);
      outcome = apply_one (store, edit);
    }

  query.state = "kept";
  g_assert_cmpuint (count_all (store, query), ==, 3);
  query.tag = ferries;
  g_assert_cmpuint (count_all (store, query), ==, 2);
  query.state = NULL;
  query.source = OTHER_SOURCE;
  g_assert_cmpuint (count_all (store, query), ==, 1);
  query.source = NULL;

  /* A merged tag counts as what it leads to, and the other way. */
  put_string (store, SHEAF_KIND_TAG, boats, "merged_into", NULL, ferries);
  g_assert_cmpuint (count_all (store, query), ==, 3);
  query.tag = boats;
  g_assert_cmpuint (count_all (store, query), ==, 3);
  query.tag = NULL;

  query.since = sheaf_entity_get_time (newest, "published");
  g_assert_cmpuint (count_all (store, query), ==, 1);
  query.since = 0;

  story = sheaf_json_parse ("{\"story\": \"0193a5f0-0000-7000-8000-00000000000a\"}", -1, NULL);
  g_assert_true (sheaf_store_learn (store, SHEAF_KIND_ARTICLE, ids->pdata[5],
                                    json_node_get_object (story), NULL));
  query.story = "0193a5f0-0000-7000-8000-00000000000a";
  g_assert_cmpuint (count_all (store, query), ==, 1);
}

static void
test_list_deleted (StoreFixture  *fixture,
                   gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery sets = { .kind = SHEAF_KIND_SET };
  g_autofree char *id = create_named (store, SHEAF_KIND_SET, "title", "Expo");
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  g_autoptr (SheafOutcome) outcome = NULL;
  g_autoptr (SheafEntity) set = NULL;

  sheaf_edit_delete (edit, NULL);
  outcome = apply_one (store, edit);
  g_assert_cmpuint (count_all (store, sets), ==, 0);
  sets.deleted = TRUE;
  g_assert_cmpuint (count_all (store, sets), ==, 1);
  set = sheaf_store_get (store, SHEAF_KIND_SET, id, NULL);
  g_assert_true (sheaf_entity_is_deleted (set));
}

static void
test_list_cursors (StoreFixture  *fixture,
                   gconstpointer  data)
{
  static const char *wrong[] = { "x", "AAAA", "%%%%", "eA", "bm90IGEgY3Vyc29yCjEKMgoz", "===" };
  SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .limit = 2 };
  g_autoptr (SheafPage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    ingest_one (fixture->store, SOURCE, make_incoming (i, "Ferry", NULL, NULL));
  page = sheaf_store_list (fixture->store, &query, &error);
  g_assert_no_error (error);
  g_assert_nonnull (page->next);

  /* Not with another query. */
  query.cursor = page->next;
  query.state = "inbox";
  g_assert_null (sheaf_store_list (fixture->store, &query, &error));
  g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CURSOR);
  query.state = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_clear_error (&error);
      query.cursor = wrong[i];
      g_assert_null (sheaf_store_list (fixture->store, &query, &error));
      g_assert_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CURSOR);
    }
}

static void
test_search (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *q;
    guint n;
  } searches[] = {
    { "万博", 1 }, { "大阪", 1 }, { "ターミナル", 1 }, { "京都", 0 },    { "ferry", 1 },
    { "\"port alma\"", 1 }, { "coast", 2 }, { "Ada Marsh", 1 }, { "stone", 1 }, { "p", 0 }, { "po", 1 },
    { "!!!", 0 }, { "\"", 0 }, { "AND", 0 }, { "ferry AND", 0 },
  };
  SheafIncoming *english = make_incoming (1, "Ferry to Port Alma", "A", "<p>Of <i>st</i>one</p>");
  JsonArray *authors = json_array_new ();
  JsonObject *author = json_object_new ();

  json_object_set_string_member (author, "name", "Ada Marsh");
  json_array_add_object_element (authors, author);
  json_object_set_array_member (english->fields, "authors", authors);
  ingest_one (fixture->store, SOURCE, english);
  ingest_one (fixture->store, SOURCE,
              make_incoming (2, "大阪・関西万博が開幕", "フェリーターミナルも", NULL));

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .q = searches[i].q };

      g_test_message ("%s", searches[i].q);
      g_assert_cmpuint (count_all (fixture->store, query), ==, searches[i].n);
    }
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
    { "/store/ingest/twice-adds-nothing", test_ingest_twice },
    { "/store/ingest/new-version", test_ingest_new_version },
    { "/store/ingest/another-source-is-an-origin", test_ingest_other_source },
    { "/store/ingest/renamed-at-every-look", test_ingest_renamed },
    { "/store/ingest/without-name-or-address", test_ingest_nameless },
    { "/store/ingest/says-nothing-of-curation", test_ingest_says_no_curation },
    { "/store/article/by-hand", test_by_hand },
    { "/store/get", test_get },
    { "/store/apply/known-edit-is-not-applied-again", test_apply_again },
    { "/store/apply/twice-in-a-call", test_apply_twice_in_a_call },
    { "/store/apply/all-or-nothing", test_apply_all_or_nothing },
    { "/store/apply/same-tag-is-one", test_same_tag },
    { "/store/apply/clash-changes-nothing", test_clash },
    { "/store/history/by-pages", test_history },
    { "/store/changes/by-pages", test_changes },
    { "/store/learn", test_learn },
    { "/store/list/articles-newest-first", test_list_pages },
    { "/store/list/others-by-title", test_list_titles },
    { "/store/list/filters", test_list_filters },
    { "/store/list/tombstones", test_list_deleted },
    { "/store/list/cursors", test_list_cursors },
    { "/store/list/search", test_search },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].test,
                store_fixture_tear_down);

  return g_test_run ();
}
