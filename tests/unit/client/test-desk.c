/* test-desk.c: what a desk does by itself, without a backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-fixture.h"

#include "client/sheaf-body-store.h"
#include "client/sheaf-desk-private.h"
#include "model/sheaf-id.h"

typedef struct
{
  char *folder;
  SheafDesk *desk;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = fixture_make_folder ();
  fixture->desk = fixture_open_desk (fixture->folder, "replica.db", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_close_desk (fixture->desk);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  fixture_close_desk (fixture->desk);
  fixture->desk = fixture_open_desk (fixture->folder, "replica.db", NULL);
}

static SheafTargets *
target (guint n)
{
  g_autofree char *id = fixture_make_id (n);

  return sheaf_targets_new_for_id (id);
}

static const char *
get_state (Fixture *fixture,
           guint    n)
{
  g_autofree char *id = fixture_make_id (n);
  g_autoptr (SheafEntity) article = fixture_get_article (fixture->desk, id);

  return g_intern_string (sheaf_entity_get_string (article, "state"));
}

static void
test_triage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SheafTargets) targets = target (1);
  g_autofree char *group = NULL;
  g_autofree char *nothing = NULL;

  fixture_fill (fixture->desk, 3);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL), ==, 3);

  group = fixture_triage (fixture->desk, targets, "dismissed", "old");
  g_assert_true (sheaf_id_is_valid (group));
  g_assert_cmpstr (get_state (fixture, 1), ==, "dismissed");
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL), ==, 2);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_DISMISSED, NULL, NULL), ==, 1);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 1);

  nothing = fixture_triage (fixture->desk, targets, "dismissed", "old");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 1);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafTargets) first = target (0);
  g_autoptr (SheafTargets) second = target (1);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autofree char *d = NULL;
  g_autofree char *e = NULL;

  fixture_fill (fixture->desk, 2);
  g_assert_false (sheaf_desk_get_can_undo (fixture->desk));
  a = fixture_triage (fixture->desk, first, "kept", NULL);
  b = fixture_triage (fixture->desk, second, "dismissed", "thin");
  g_assert_true (sheaf_desk_get_can_undo (fixture->desk));
  g_assert_false (sheaf_desk_get_can_redo (fixture->desk));

  /* The last one, also after the process has ended. */
  reopen (fixture);
  g_assert_true (sheaf_desk_get_can_undo (fixture->desk));
  c = fixture_undo (fixture->desk, NULL);
  g_assert_cmpstr (get_state (fixture, 0), ==, "kept");
  g_assert_cmpstr (get_state (fixture, 1), ==, "inbox");
  g_assert_true (sheaf_desk_get_can_redo (fixture->desk));

  d = fixture_redo (fixture->desk);
  g_assert_cmpstr (get_state (fixture, 1), ==, "dismissed");
  g_assert_false (sheaf_desk_get_can_redo (fixture->desk));

  /* One in the middle, as a toast does. */
  e = fixture_undo (fixture->desk, a);
  g_assert_cmpstr (get_state (fixture, 0), ==, "inbox");
  g_assert_cmpstr (get_state (fixture, 1), ==, "dismissed");
}

static void
test_undo_nothing (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_undo_async (fixture->desk, NULL, NULL, fixture_on_result, &result);
  g_assert_null (sheaf_desk_act_finish (fixture->desk, fixture_wait (&result), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_NOTHING);
}

static void
test_undo_of_no_effect (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *id = fixture_make_id (0);
  g_autofree char *other = fixture_make_id (1);
  const char *both[] = { id, other, NULL };
  g_autoptr (SheafTargets) one = sheaf_targets_new_for_id (id);
  g_autoptr (SheafTargets) two = sheaf_targets_new_for_ids (both);
  g_autofree char *tag = sheaf_id_for_tag ("ferries");
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;

  /* A tag that was there before is not taken off by undoing the act that found it there. */
  fixture_fill (fixture->desk, 2);
  a = fixture_tag (fixture->desk, one, "#ferries", TRUE);
  b = fixture_tag (fixture->desk, two, "Ferries", TRUE);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_TAG, tag, NULL), ==, 2);
  c = fixture_undo (fixture->desk, b);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_TAG, tag, NULL), ==, 1);
}

static void
test_tag (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *id = fixture_make_id (0);
  g_autoptr (SheafTargets) targets = sheaf_targets_new_for_id (id);
  g_autofree char *tag = sheaf_id_for_tag ("osaka expo");
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *nothing = NULL;
  g_autoptr (SheafEntity) article = NULL;
  GListModel *tags = sheaf_desk_get_items (fixture->desk, SHEAF_KIND_TAG);

  fixture_fill (fixture->desk, 1);
  added = fixture_tag (fixture->desk, targets, "osaka expo", TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (tags), ==, 1);
  g_assert_cmpstr (
    sheaf_item_get_title (sheaf_desk_get_item (fixture->desk, SHEAF_KIND_TAG, tag)), ==,
    "OsakaExpo");
  article = fixture_get_article (fixture->desk, id);
  g_assert_true (sheaf_entity_holds (article, "tags", tag));

  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);

  removed = fixture_tag (fixture->desk, targets, "#OsakaExpo", FALSE);
  g_assert_cmpstr (removed, !=, "");
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_TAG, tag, NULL), ==, 0);
  nothing = fixture_tag (fixture->desk, targets, "never heard of", FALSE);
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_tag_outlives_undo (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (SheafTargets) first = target (0);
  g_autoptr (SheafTargets) second = target (1);
  g_autofree char *tag = sheaf_id_for_tag ("ports");
  g_autofree char *made = NULL;
  g_autofree char *used = NULL;
  g_autofree char *undone = NULL;
  SheafItem *item;

  /* The act that made a tag is taken back while another article has it. */
  fixture_fill (fixture->desk, 2);
  made = fixture_tag (fixture->desk, first, "ports", TRUE);
  used = fixture_tag (fixture->desk, second, "ports", TRUE);
  undone = fixture_undo (fixture->desk, made);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_TAG, tag, NULL), ==, 1);
  item = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_TAG, tag);
  g_assert_false (sheaf_entity_is_deleted (sheaf_item_get_entity (item)));
}

static void
test_tag_of_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SheafTargets) targets = target (0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture->desk, 1);
  sheaf_desk_tag_async (fixture->desk, targets, "# !", TRUE, NULL, fixture_on_result, &result);
  g_assert_null (sheaf_desk_act_finish (fixture->desk, fixture_wait (&result), &error));
  g_assert_error (error, SHEAF_EDIT_ERROR, SHEAF_EDIT_ERROR_TYPE);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 0);
}

static char *
join_members (Fixture    *fixture,
              const char *set)
{
  SheafItem *item = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, set);
  JsonArray *members = sheaf_entity_get_array (sheaf_item_get_entity (item), "members");
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      const char *key =
        json_object_get_string_member (json_array_get_object_element (members, i), "key");

      g_string_append_printf (joined, "%s%c", i == 0 ? "" : " ", key[35]);
    }

  return g_string_free (joined, FALSE);
}

static void
test_set (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *first = fixture_make_id (0);
  g_autofree char *second = fixture_make_id (1);
  g_autofree char *third = fixture_make_id (2);
  const char *two[] = { first, second, NULL };
  g_autoptr (SheafTargets) both = sheaf_targets_new_for_ids (two);
  g_autoptr (SheafTargets) one = sheaf_targets_new_for_id (third);
  g_autofree char *set = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *group = NULL;
  g_auto (GStrv) sets = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SheafEntity *entity;

  fixture_fill (fixture->desk, 3);
  set = fixture_make_set (fixture->desk, "Harbours");
  fixture_add_to_set (fixture->desk, set, both, NULL);
  fixture_add_to_set (fixture->desk, set, one, second);

  before = join_members (fixture, set);
  g_assert_cmpstr (before, ==, "0 2 1");
  entity = sheaf_item_get_entity (sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, set));
  g_assert_cmpstr (sheaf_entity_get_string (entity, "lead"), ==, first);
  g_assert_cmpstr (get_state (fixture, 0), ==, "kept");
  sets = sheaf_desk_get_sets_of (fixture->desk, third);
  g_assert_cmpuint (g_strv_length (sets), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_SET, set, NULL), ==, 3);

  sheaf_desk_move_async (fixture->desk, SHEAF_KIND_SET, set, "members", first, NULL, NULL,
                         fixture_on_result, &result);
  group = sheaf_desk_act_finish (fixture->desk, fixture_wait (&result), NULL);
  g_assert_nonnull (group);
  after = join_members (fixture, set);
  g_assert_cmpstr (after, ==, "2 1 0");
}

static void
on_arrived (SheafDesk *desk,
            guint      n,
            gpointer   data)
{
  *(guint *) data = n;
}

static void
on_row_changed (SheafArticleRow *row,
                gpointer         data)
{
  (*(guint *) data)++;
}

static gboolean
is_filled (gpointer row)
{
  return sheaf_article_row_is_filled (row);
}

static gboolean
is_kept (gpointer row)
{
  return g_strcmp0 (sheaf_article_row_get_state (row), "kept") == 0;
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafArticleList) list = NULL;
  g_autoptr (SheafArticleRow) row = NULL;
  g_autoptr (SheafArticleRow) again = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree char *group = NULL;
  g_autofree char *tagged = NULL;
  const guint positions[] = { 600 };
  guint n_changed = 0;

  fixture_fill (fixture->desk, 1000);
  list = fixture_query (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000);

  row = g_list_model_get_item (G_LIST_MODEL (list), 600);
  g_assert_false (sheaf_article_row_is_filled (row));
  g_assert_null (sheaf_article_row_get_title (row));
  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), &n_changed);
  fixture_wait_until (is_filled, row);
  g_assert_cmpuint (n_changed, ==, 1);

  /* Newest first. */
  g_assert_cmpstr (sheaf_article_row_get_title (row), ==, "Ferry 399 leaves the harbour");
  g_assert_cmpstr (sheaf_article_row_get_state (row), ==, "inbox");
  again = g_list_model_get_item (G_LIST_MODEL (list), 600);
  g_assert_true (again == row);
  g_assert_cmpuint (sheaf_article_list_find (list, sheaf_article_row_get_row (row)), ==, 600);
  g_assert_cmpuint (sheaf_article_list_find (list, G_MAXINT64), ==, G_MAXUINT);

  /* Who is triaged stays where he is and shows it. */
  targets = sheaf_article_list_get_targets (list, positions, G_N_ELEMENTS (positions));
  group = fixture_triage (fixture->desk, targets, "kept", NULL);
  fixture_wait_until (is_kept, row);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000);
  tagged = fixture_tag (fixture->desk, targets, "ports", TRUE);
  while (sheaf_article_row_get_tags (row)[0] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sheaf_article_row_get_tags (row)[0], ==, "Ports");
  g_signal_handlers_disconnect_by_data (row, &n_changed);
}

/* What comes behind something else on the writer's thread. */
static gboolean
do_nothing (SheafTransaction  *transaction,
            gpointer           data,
            GError           **error)
{
  return TRUE;
}

static void
keep_body (SheafDesk  *desk,
           const char *article,
           const char *html)
{
  g_autoptr (JsonNode) answer = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "body", html);
  json_node_take_object (answer, object);
  g_free (sheaf_body_store_keep (desk->replica, article, answer));
  sheaf_replica_write_async (desk->replica, do_nothing, NULL, NULL, fixture_on_result, &result);
  sheaf_replica_write_finish (desk->replica, fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) entities =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *english = fixture_make_id (0);
  g_autofree char *japanese = fixture_make_id (1);
  g_autofree char *tagged = NULL;
  g_autoptr (SheafTargets) targets = sheaf_targets_new_for_id (english);
  JsonArray *authors = json_array_new ();
  JsonObject *author = json_object_new ();

  json_object_set_string_member (author, "name", "Ana Moreau");
  json_array_add_object_element (authors, author);
  g_ptr_array_add (entities, fixture_make_article (english, 1, "Ferry line to Port Alma",
                                                   "The islands get a quay."));
  json_object_set_array_member (json_node_get_object (g_ptr_array_index (entities, 0)), "authors",
                                authors);
  g_ptr_array_add (entities, fixture_make_article (japanese, 2, "新しい空港が開港した",
                                                   "島の空港に最初の便が着いた。"));
  fixture_receive (fixture->desk, entities, 2);

  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, "ferry"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, "islands alm"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_KEPT, NULL, "ferry"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "空港"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "submarine"), ==, 0);

  /* Tags are words as well, by any name of theirs, together with those of the text. */
  tagged = fixture_tag (fixture->desk, targets, "Shipping News", TRUE);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "#shippingnews"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, "quay shippi"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "shippi quay"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "空港 shippingnews"), ==,
                    0);

  /* So are authors, and what a body says once it is here. */
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "moreau"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "lighthouse"), ==, 0);
  keep_body (fixture->desk, english, "<p>Below the <b>light</b>house.</p>");
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "lighthouse"), ==, 1);
  keep_body (fixture->desk, english, "<p>Above.</p>");
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "lighthouse"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "ferry moreau above"), ==,
                    1);

  /* Whatever is typed is words, never a syntax. */
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "\"ferry OR ("), ==, 0);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "ferry\""), ==, 1);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "* - ^"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, "  "), ==, 2);
}

static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SheafArticleList) list = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree guint *positions = g_new (guint, 3000);
  g_autofree char *tag = sheaf_id_for_tag ("ferries");
  g_autofree char *group = NULL;
  g_autofree char *undone = NULL;

  fixture_fill (fixture->desk, 3000);
  list = fixture_query (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL);
  for (guint i = 0; i < 3000; i++)
    positions[i] = i;
  targets = sheaf_article_list_get_targets (list, positions, 3000);
  group = fixture_tag (fixture->desk, targets, "ferries", TRUE);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_TAG, tag, NULL), ==, 3000);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 3001);

  /* All of it is one step. */
  undone = fixture_undo (fixture->desk, NULL);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_TAG, tag, NULL), ==, 0);
  g_assert_false (sheaf_desk_get_can_undo (fixture->desk));
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SheafTargets) targets = target (0);
  g_autofree char *tag = sheaf_id_for_tag ("ports");
  g_autofree char *group = NULL;
  g_autofree char *tagged = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafCounts) counts = NULL;

  fixture_fill (fixture->desk, 5);
  group = fixture_triage (fixture->desk, targets, "kept", NULL);
  tagged = fixture_tag (fixture->desk, targets, "ports", TRUE);
  sheaf_desk_get_counts_async (fixture->desk, NULL, fixture_on_result, &result);
  counts = sheaf_desk_get_counts_finish (fixture->desk, fixture_wait (&result), NULL);
  g_assert_nonnull (counts);
  g_assert_cmpuint (counts->inbox, ==, 4);
  g_assert_cmpuint (counts->kept, ==, 1);
  g_assert_cmpuint (counts->dismissed, ==, 0);
  g_assert_cmpuint (counts->all, ==, 5);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts->by_tag, tag)), ==, 1);
}

static void
test_damaged (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "replica.db", NULL);
  g_autoptr (SheafDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) queried = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) closed = NULL;
  const SheafArticleQuery query = { SHEAF_SCOPE_ALL, NULL, NULL, SHEAF_ORDER_NEWEST };

  g_assert_true (g_file_set_contents (path, "This is no database, though long enough to be read "
                                            "as the beginning of one, and then some more.",
                                      -1, NULL));
  desk = sheaf_desk_new (path, "unix:/nonexistent/socket", NULL);
  sheaf_desk_open_async (desk, NULL, fixture_on_result, &result);
  g_assert_false (sheaf_desk_open_finish (desk, fixture_wait (&result), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA);

  /* A desk that is not open says so rather than crash. */
  sheaf_desk_query_async (desk, &query, NULL, fixture_on_result, &queried);
  g_assert_null (sheaf_desk_query_finish (desk, fixture_wait (&queried), &closed));
  g_assert_error (closed, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA);
  fixture_remove_folder (folder);
}

static void
test_body_offline (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = fixture_make_id (0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture->desk, 1);
  sheaf_desk_get_body_async (fixture->desk, id, NULL, fixture_on_result, &result);
  g_assert_null (sheaf_desk_get_body_finish (fixture->desk, fixture_wait (&result), &error));
  g_assert_error (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_OFFLINE);
}

static void
test_arrived (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) entities =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *id = fixture_make_id (7);
  guint n = 0;

  g_signal_connect (fixture->desk, "arrived", G_CALLBACK (on_arrived), &n);
  fixture_fill (fixture->desk, 3);
  g_assert_cmpuint (n, ==, 3);
  fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL);
  g_ptr_array_add (entities, fixture_make_article (id, 8, "Late", "Later."));
  fixture_receive (fixture->desk, entities, 8);
  g_assert_cmpuint (n, ==, 1);

  /* The same again is no news. */
  fixture_receive (fixture->desk, entities, 8);
  g_assert_cmpuint (n, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->desk, &n);
}

static void
test_same_as (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *copy = fixture_make_id (0);
  g_autofree char *original = fixture_make_id (1);
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, copy, NULL);
  g_autoptr (SheafEntity) shown = NULL;
  g_autoptr (SheafTargets) targets = sheaf_targets_new_for_id (copy);
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *set = NULL;
  g_autoptr (SheafArticleList) members = NULL;
  g_autoptr (SheafArticleRow) member = NULL;

  /* One that was found to be another leaves the lists, and what is done to it is done there. */
  fixture_fill (fixture->desk, 2);
  set = fixture_make_set (fixture->desk, "Ferries");
  fixture_add_to_set (fixture->desk, set, targets, NULL);
  sheaf_edit_put_string (edit, "same_as", NULL, original);
  found = fixture_edit (fixture->desk, edit);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_ALL, NULL, NULL), ==, 1);
  shown = fixture_get_article (fixture->desk, copy);
  g_assert_cmpstr (sheaf_entity_get_id (shown), ==, original);
  kept = fixture_triage (fixture->desk, targets, "kept", NULL);
  g_assert_cmpstr (get_state (fixture, 1), ==, "kept");

  /* Sets that it is a member of lead there, too. */
  members = fixture_query (fixture->desk, SHEAF_SCOPE_SET, set, NULL);
  g_assert_cmpuint (sheaf_article_list_get_n_items (members), ==, 1);
  member = g_list_model_get_item (G_LIST_MODEL (members), 0);
  fixture_wait_until (is_filled, member);
  g_assert_cmpstr (sheaf_article_row_get_id (member), ==, original);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/desk/triage", test_triage);
  ADD ("/client/desk/undo", test_undo);
  ADD ("/client/desk/undo-nothing", test_undo_nothing);
  ADD ("/client/desk/undo-of-no-effect", test_undo_of_no_effect);
  ADD ("/client/desk/tag", test_tag);
  ADD ("/client/desk/tag-outlives-undo", test_tag_outlives_undo);
  ADD ("/client/desk/tag-of-nothing", test_tag_of_nothing);
  ADD ("/client/desk/set", test_set);
  ADD ("/client/desk/rows", test_rows);
  ADD ("/client/desk/search", test_search);
  ADD ("/client/desk/bulk", test_bulk);
  ADD ("/client/desk/counts", test_counts);
  ADD ("/client/desk/body-offline", test_body_offline);
  ADD ("/client/desk/arrived", test_arrived);
  ADD ("/client/desk/same-as", test_same_as);
#undef ADD
  g_test_add_func ("/client/desk/damaged", test_damaged);

  return g_test_run ();
}
