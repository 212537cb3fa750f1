/* test-sync.c: desks and a real backend: offline, together, over bad lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-backend.h"
#include "client-fixture.h"

#include <string.h>

#include "client/sheaf-desk-private.h"
#include "model/sheaf-id.h"

typedef struct
{
  char *folder;
  TestBackend *backend;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = fixture_make_folder ();
  fixture->backend = test_backend_start (fixture->folder, "store.db");
  test_backend_ingest (fixture->backend, 0, 3);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->backend != NULL)
    test_backend_stop (fixture->backend);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
is_synced (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_SYNCED;
}

static gboolean
is_offline (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_OFFLINE;
}

static gboolean
is_drained (gpointer desk)
{
  return sheaf_desk_get_waiting (desk) == 0;
}

static gboolean
has_clash (gpointer desk)
{
  return g_list_model_get_n_items (sheaf_desk_get_clashes (desk)) > 0;
}

static SheafDesk *
open_desk (Fixture    *fixture,
           const char *name,
           const char *address)
{
  return fixture_open_desk (fixture->folder, name,
                            address != NULL ? address
                                            : test_backend_get_address (fixture->backend));
}

/* The id of the article that is at @position of the inbox, newest first. */
static char *
get_article_at (SheafDesk *desk,
                guint      position)
{
  g_autoptr (SheafArticleList) list = fixture_query (desk, SHEAF_SCOPE_ALL, NULL, NULL);
  g_autoptr (SheafArticleRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (row);
  while (!sheaf_article_row_is_filled (row))
    g_main_context_iteration (NULL, TRUE);

  return g_strdup (sheaf_article_row_get_id (row));
}

typedef struct
{
  SheafDesk *desk;
  SheafKind kind;
  const char *id;
  const char *field;
  const char *value;
} Expected;

static gboolean
has_value (gpointer data)
{
  Expected *expected = data;
  SheafItem *item = sheaf_desk_get_item (expected->desk, expected->kind, expected->id);

  return item != NULL && g_strcmp0 (sheaf_entity_get_string (sheaf_item_get_entity (item),
                                                             expected->field),
                                    expected->value) == 0;
}

static void
wait_for_value (SheafDesk  *desk,
                SheafKind   kind,
                const char *id,
                const char *field,
                const char *value)
{
  Expected expected = { desk, kind, id, field, value };

  fixture_wait_until (has_value, &expected);
}

static char *
get_stored (Fixture    *fixture,
            SheafKind   kind,
            const char *id,
            const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEntity) entity =
    sheaf_store_get (test_backend_get_store (fixture->backend), kind, id, &error);

  g_assert_no_error (error);

  return g_strdup (sheaf_entity_get_string (entity, field));
}

static void
put_title (SheafDesk  *desk,
           SheafKind   kind,
           const char *id,
           const char *was,
           const char *title)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new (kind, id, NULL);
  g_autofree char *group = NULL;

  sheaf_edit_put_string (edit, "title", was, title);
  group = fixture_edit (desk, edit);
  g_assert_cmpstr (group, !=, "");
}

static void
test_online (Fixture       *fixture,
             gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", NULL);
  g_autofree char *id = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree char *group = NULL;
  g_autofree char *stored = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *after = NULL;

  fixture_wait_until (is_synced, desk);
  g_assert_cmpuint (fixture_count (desk, SHEAF_SCOPE_INBOX, NULL, NULL), ==, 3);

  id = get_article_at (desk, 0);
  targets = sheaf_targets_new_for_id (id);
  group = fixture_triage (desk, targets, "kept", NULL);
  fixture_wait_until (is_drained, desk);
  stored = get_stored (fixture, SHEAF_KIND_ARTICLE, id, "state");
  g_assert_cmpstr (stored, ==, "kept");

  /* What was answered long ago is undone from what the backend said had effect. */
  fixture_close_desk (desk);
  desk = open_desk (fixture, "a.db", NULL);
  undone = fixture_undo (desk, NULL);
  fixture_wait_until (is_drained, desk);
  after = get_stored (fixture, SHEAF_KIND_ARTICLE, id, "state");
  g_assert_cmpstr (after == NULL ? "inbox" : after, ==, "inbox");
  fixture_close_desk (desk);
}

static void
test_body (Fixture       *fixture,
           gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", NULL);
  g_autofree char *id = NULL;

  fixture_wait_until (is_synced, desk);
  id = get_article_at (desk, 0);

  /* Once from the backend; without it, from the replica. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *body = NULL;

      sheaf_desk_get_body_async (desk, id, NULL, fixture_on_result, &result);
      body = sheaf_desk_get_body_finish (desk, fixture_wait (&result), &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (body, "quay"));
      if (fixture->backend != NULL)
        test_backend_stop (g_steal_pointer (&fixture->backend));
    }
  fixture_close_desk (desk);
}

static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", NULL);
  g_autofree char *id = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *tagged = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *stored = NULL;
  g_autofree char *tag = sheaf_id_for_tag ("ports");
  g_autoptr (SheafEntity) entity = NULL;

  fixture_wait_until (is_synced, desk);
  id = get_article_at (desk, 1);
  targets = sheaf_targets_new_for_id (id);
  test_backend_stop (g_steal_pointer (&fixture->backend));
  fixture_wait_until (is_offline, desk);

  kept = fixture_triage (desk, targets, "kept", NULL);
  tagged = fixture_tag (desk, targets, "ports", TRUE);
  undone = fixture_undo (desk, kept);
  g_assert_cmpuint (sheaf_desk_get_waiting (desk), ==, 4);

  /* It waits on the disk, not in the process. */
  fixture_close_desk (desk);
  fixture->backend = test_backend_start (fixture->folder, "store.db");
  desk = open_desk (fixture, "a.db", NULL);
  fixture_wait_until (is_drained, desk);

  stored = get_stored (fixture, SHEAF_KIND_ARTICLE, id, "state");
  g_assert_cmpstr (stored == NULL ? "inbox" : stored, ==, "inbox");
  entity =
    sheaf_store_get (test_backend_get_store (fixture->backend), SHEAF_KIND_ARTICLE, id, NULL);
  g_assert_true (sheaf_entity_holds (entity, "tags", tag));
  fixture_close_desk (desk);
}

static gboolean
read_base (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  GString *all = data;
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT kind, id, base, shown FROM entity ORDER BY kind, id", error);

  if (statement == NULL)
    return FALSE;
  while (sheaf_statement_step (statement, error))
    {
      g_string_append (all, sheaf_statement_get_text (statement, 2));
      g_string_append_c (all, '\n');
      g_assert_true (sheaf_statement_is_null (statement, 3));
    }

  return TRUE;
}

static char *
dump (SheafDesk *desk)
{
  GString *all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  sheaf_db_read (sheaf_replica_get_db (desk->replica), read_base, all, &error);
  g_assert_no_error (error);

  return g_string_free (all, FALSE);
}

typedef struct
{
  SheafDesk *a;
  SheafDesk *b;
} Two;

static gboolean
are_equal (gpointer data)
{
  Two *two = data;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (!is_drained (two->a) || !is_drained (two->b))
    return FALSE;
  a = dump (two->a);
  b = dump (two->b);

  return g_str_equal (a, b);
}

static void
test_two_desks (Fixture       *fixture,
                gconstpointer  data)
{
  TestLine *line = test_line_new (test_backend_get_address (fixture->backend));
  SheafDesk *a = open_desk (fixture, "a.db", test_line_get_address (line));
  SheafDesk *b = open_desk (fixture, "b.db", NULL);
  Two two = { a, b };
  g_autofree char *set = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (SheafTargets) one = NULL;
  g_autoptr (SheafTargets) other = NULL;
  SheafEntity *merged;

  fixture_wait_until (is_synced, a);
  fixture_wait_until (is_synced, b);
  set = fixture_make_set (a, "Harbours");
  wait_for_value (b, SHEAF_KIND_SET, set, "title", "Harbours");
  first = get_article_at (a, 0);
  second = get_article_at (a, 1);
  one = sheaf_targets_new_for_id (first);
  other = sheaf_targets_new_for_id (second);

  /* Each adds another article while they do not hear of each other, one renames the set. */
  test_line_cut (line, TRUE);
  fixture_wait_until (is_offline, a);
  fixture_add_to_set (a, set, one, NULL);
  fixture_add_to_set (b, set, other, NULL);
  put_title (b, SHEAF_KIND_SET, set, "Harbours", "Ports");

  test_line_cut (line, FALSE);
  sheaf_desk_sync_now (a);
  fixture_wait_until (are_equal, &two);
  wait_for_value (a, SHEAF_KIND_SET, set, "title", "Ports");
  merged = sheaf_item_get_entity (sheaf_desk_get_item (a, SHEAF_KIND_SET, set));
  g_assert_cmpuint (json_array_get_length (sheaf_entity_get_array (merged, "members")), ==, 2);

  fixture_close_desk (a);
  fixture_close_desk (b);
  test_line_free (line);
}

static void
test_clash (Fixture       *fixture,
            gconstpointer  data)
{
  TestLine *line = test_line_new (test_backend_get_address (fixture->backend));
  SheafDesk *a = open_desk (fixture, "a.db", test_line_get_address (line));
  SheafDesk *b = open_desk (fixture, "b.db", NULL);
  g_autofree char *set = NULL;
  g_autoptr (SheafClash) clash = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *group = NULL;

  fixture_wait_until (is_synced, a);
  fixture_wait_until (is_synced, b);
  set = fixture_make_set (a, "Harbours");
  wait_for_value (b, SHEAF_KIND_SET, set, "title", "Harbours");

  test_line_cut (line, TRUE);
  fixture_wait_until (is_offline, a);
  put_title (a, SHEAF_KIND_SET, set, "Harbours", "Mine");
  put_title (b, SHEAF_KIND_SET, set, "Harbours", "Theirs");
  fixture_wait_until (is_drained, b);
  test_line_cut (line, FALSE);
  sheaf_desk_sync_now (a);
  fixture_wait_until (has_clash, a);

  clash = g_list_model_get_item (sheaf_desk_get_clashes (a), 0);
  g_assert_cmpstr (sheaf_clash_get_field (clash), ==, "title");
  g_assert_cmpstr (sheaf_clash_get_entity_id (clash), ==, set);
  g_assert_cmpstr (json_node_get_string (sheaf_clash_get_base (clash)), ==, "Harbours");
  g_assert_cmpstr (json_node_get_string (sheaf_clash_get_mine (clash)), ==, "Mine");
  g_assert_cmpstr (json_node_get_string (sheaf_clash_get_theirs (clash)), ==, "Theirs");
  wait_for_value (a, SHEAF_KIND_SET, set, "title", "Theirs");

  /* It is still there after the process has ended, until somebody settles it. */
  g_clear_object (&clash);
  fixture_close_desk (a);
  a = open_desk (fixture, "a.db", test_line_get_address (line));
  g_assert_true (has_clash (a));
  clash = g_list_model_get_item (sheaf_desk_get_clashes (a), 0);
  sheaf_desk_settle_async (a, clash, sheaf_clash_get_mine (clash), NULL, fixture_on_result,
                           &result);
  group = sheaf_desk_act_finish (a, fixture_wait (&result), NULL);
  g_assert_true (sheaf_id_is_valid (group));
  g_assert_false (has_clash (a));
  wait_for_value (b, SHEAF_KIND_SET, set, "title", "Mine");

  fixture_close_desk (a);
  fixture_close_desk (b);
  test_line_free (line);
}

static void
test_same_tag (Fixture       *fixture,
               gconstpointer  data)
{
  TestLine *line = test_line_new (test_backend_get_address (fixture->backend));
  SheafDesk *a = open_desk (fixture, "a.db", test_line_get_address (line));
  SheafDesk *b = open_desk (fixture, "b.db", NULL);
  Two two = { a, b };
  g_autofree char *id = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  /* Two who make the same tag for the same article make one, and nobody is asked. */
  fixture_wait_until (is_synced, a);
  fixture_wait_until (is_synced, b);
  id = get_article_at (a, 0);
  targets = sheaf_targets_new_for_id (id);
  test_line_cut (line, TRUE);
  fixture_wait_until (is_offline, a);
  mine = fixture_tag (a, targets, "port alma", TRUE);
  theirs = fixture_tag (b, targets, "#PortAlma", TRUE);
  fixture_wait_until (is_drained, b);
  test_line_cut (line, FALSE);
  sheaf_desk_sync_now (a);
  fixture_wait_until (are_equal, &two);
  g_assert_false (has_clash (a));
  g_assert_cmpuint (g_list_model_get_n_items (sheaf_desk_get_items (a, SHEAF_KIND_TAG)), ==, 1);
  fixture_close_desk (a);
  fixture_close_desk (b);
  test_line_free (line);
}

static void
test_lost_answers (Fixture       *fixture,
                   gconstpointer  data)
{
  TestLine *line = test_line_new (test_backend_get_address (fixture->backend));
  SheafDesk *desk = open_desk (fixture, "a.db", test_line_get_address (line));
  g_autofree char *set = NULL;
  g_autoptr (JsonArray) history = NULL;
  g_autoptr (GError) error = NULL;

  fixture_wait_until (is_synced, desk);
  test_line_lose (line, "POST /v1/edits", 3);
  set = fixture_make_set (desk, "Harbours");
  put_title (desk, SHEAF_KIND_SET, set, "Harbours", "Ports");
  fixture_wait_until (is_drained, desk);
  g_assert_cmpuint (test_line_get_lost (line), ==, 3);

  /* Made and renamed: each once. */
  history = sheaf_store_get_history (test_backend_get_store (fixture->backend), SHEAF_KIND_SET, set,
                                     0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (history), ==, 2);
  g_assert_false (has_clash (desk));
  fixture_close_desk (desk);
  test_line_free (line);
}

static char *
make_set_with_note (SheafDesk  *desk,
                    const char *note)
{
  g_autofree char *id = fixture_make_set (desk, "Harbours");
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  g_autofree char *group = NULL;

  sheaf_edit_text (edit, "note", "", note);
  group = fixture_edit (desk, edit);

  return g_steal_pointer (&id);
}

static void
change_note (SheafDesk  *desk,
             const char *set,
             const char *was,
             const char *note)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, set, NULL);
  g_autofree char *group = NULL;

  sheaf_edit_text (edit, "note", was, note);
  group = fixture_edit (desk, edit);
}

static void
test_unanswered (Fixture       *fixture,
                 gconstpointer  data)
{
  TestLine *line = test_line_new (test_backend_get_address (fixture->backend));
  SheafDesk *a = open_desk (fixture, "a.db", test_line_get_address (line));
  SheafDesk *b = open_desk (fixture, "b.db", NULL);
  Two two = { a, b };
  g_autofree char *set = NULL;
  g_autofree char *marker = NULL;
  g_autofree char *stored = NULL;

  fixture_wait_until (is_synced, a);
  fixture_wait_until (is_synced, b);
  set = make_set_with_note (a, "One quay.");
  fixture_wait_until (is_drained, a);

  /* The backend has what a wrote, and what b wrote into it; a hears of both, but not the answer. */
  test_line_lose (line, "POST /v1/edits", G_MAXUINT);
  change_note (a, set, "One quay.", "One quay. Two cranes.");
  wait_for_value (b, SHEAF_KIND_SET, set, "note", "One quay. Two cranes.");
  change_note (b, set, "One quay. Two cranes.", "One quay. Two cranes and a lamp.");
  marker = fixture_make_set (b, "Marker");
  wait_for_value (a, SHEAF_KIND_SET, marker, "title", "Marker");
  wait_for_value (a, SHEAF_KIND_SET, set, "note", "One quay. Two cranes.");

  /* Nor when the process has ended meanwhile. */
  fixture_close_desk (a);
  a = two.a = open_desk (fixture, "a.db", test_line_get_address (line));
  wait_for_value (a, SHEAF_KIND_SET, set, "note", "One quay. Two cranes.");
  change_note (a, set, "One quay. Two cranes.", "Old: One quay. Two cranes.");

  test_line_lose (line, "POST /v1/edits", 0);
  sheaf_desk_sync_now (a);
  fixture_wait_until (are_equal, &two);
  wait_for_value (a, SHEAF_KIND_SET, set, "note", "Old: One quay. Two cranes and a lamp.");
  stored = get_stored (fixture, SHEAF_KIND_SET, set, "note");
  g_assert_cmpstr (stored, ==, "Old: One quay. Two cranes and a lamp.");
  g_assert_false (has_clash (a));

  fixture_close_desk (a);
  fixture_close_desk (b);
  test_line_free (line);
}

typedef struct
{
  SheafDesk *desk;
  guint n;
} Count;

static gboolean
has_articles (gpointer data)
{
  Count *count = data;

  return is_synced (count->desk) &&
         fixture_count (count->desk, SHEAF_SCOPE_ALL, NULL, NULL) == count->n;
}

static void
test_store_replaced (Fixture       *fixture,
                     gconstpointer  data)
{
  SheafDesk *desk = open_desk (fixture, "a.db", NULL);
  Count count = { desk, 5 };
  g_autofree char *set = NULL;
  g_autofree char *mine = NULL;
  g_autoptr (SheafClash) clash = NULL;

  fixture_wait_until (is_synced, desk);
  set = fixture_make_set (desk, "Of the former store");
  fixture_wait_until (is_drained, desk);

  /* Another store answers at the same address. What the former one had goes; what was made here
   * meanwhile goes to the new one. */
  test_backend_stop (g_steal_pointer (&fixture->backend));
  fixture_wait_until (is_offline, desk);
  mine = fixture_make_set (desk, "Made offline");
  put_title (desk, SHEAF_KIND_SET, set, "Of the former store", "Renamed offline");
  fixture->backend = test_backend_start (fixture->folder, "other.db");
  test_backend_ingest (fixture->backend, 10, 5);
  sheaf_desk_sync_now (desk);
  fixture_wait_until (has_articles, &count);
  fixture_wait_until (is_drained, desk);
  g_assert_null (sheaf_desk_get_item (desk, SHEAF_KIND_SET, set));
  g_assert_nonnull (sheaf_desk_get_item (desk, SHEAF_KIND_SET, mine));
  g_assert_cmpuint (fixture_count (desk, SHEAF_SCOPE_ALL, NULL, "Ferry 0"), ==, 0);

  /* What can be done to nothing any more is told, not dropped; and nothing waits behind it. */
  g_assert_true (has_clash (desk));
  clash = g_list_model_get_item (sheaf_desk_get_clashes (desk), 0);
  g_assert_cmpstr (sheaf_clash_get_field (clash), ==, "title");
  g_assert_cmpstr (json_node_get_string (sheaf_clash_get_mine (clash)), ==, "Renamed offline");
  fixture_close_desk (desk);
}

static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  SheafDesk *desk;
  g_autoptr (SheafArticleList) list = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autofree guint *positions = g_new (guint, 1203);
  g_autofree char *tag = sheaf_id_for_tag ("ferries");
  g_autofree char *group = NULL;
  g_autofree char *undone = NULL;
  SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .tag = tag, .limit = 1000 };
  g_autoptr (SheafPage) page = NULL;
  g_autoptr (SheafPage) after = NULL;

  test_backend_ingest (fixture->backend, 3, 1200);
  desk = open_desk (fixture, "a.db", NULL);
  fixture_wait_until (is_synced, desk);
  list = fixture_query (desk, SHEAF_SCOPE_INBOX, NULL, NULL);
  g_assert_cmpuint (sheaf_article_list_get_n_items (list), ==, 1203);
  for (guint i = 0; i < 1203; i++)
    positions[i] = i;
  targets = sheaf_article_list_get_targets (list, positions, 1203);

  /* More than a call may have. */
  group = fixture_tag (desk, targets, "ferries", TRUE);
  fixture_wait_until (is_drained, desk);
  page = sheaf_store_list (test_backend_get_store (fixture->backend), &query, NULL);
  g_assert_cmpuint (page->entities->len, ==, 1000);
  g_assert_nonnull (page->next);

  undone = fixture_undo (desk, NULL);
  fixture_wait_until (is_drained, desk);
  after = sheaf_store_list (test_backend_get_store (fixture->backend), &query, NULL);
  g_assert_cmpuint (after->entities->len, ==, 0);
  fixture_close_desk (desk);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/sync/online", test_online);
  ADD ("/client/sync/body", test_body);
  ADD ("/client/sync/offline", test_offline);
  ADD ("/client/sync/two-desks", test_two_desks);
  ADD ("/client/sync/clash", test_clash);
  ADD ("/client/sync/same-tag", test_same_tag);
  ADD ("/client/sync/lost-answers", test_lost_answers);
  ADD ("/client/sync/unanswered", test_unanswered);
  ADD ("/client/sync/store-replaced", test_store_replaced);
  ADD ("/client/sync/bulk", test_bulk);
#undef ADD

  return g_test_run ();
}
