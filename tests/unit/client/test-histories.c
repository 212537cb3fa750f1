/* test-histories.c: desks at random work over lines that break come to the same state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-backend.h"
#include "client-fixture.h"

#include <string.h>

#include "client/sheaf-desk-private.h"
#include "model/sheaf-id.h"

#define N_DESKS 3
#define N_STEPS 120
#define N_ARTICLES 6

typedef struct
{
  char *folder;
  TestBackend *backend;
  TestLine *lines[N_DESKS];
  SheafDesk *desks[N_DESKS];
  gboolean cut[N_DESKS];
  GPtrArray *articles; /* (element-type utf8) */
  GPtrArray *sets;     /* (element-type utf8) */
} World;

static gboolean
is_synced (gpointer desk)
{
  return sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_SYNCED;
}

static gboolean
read_articles (SheafConnection  *connection,
               gpointer          data,
               GError          **error)
{
  g_autoptr (SheafStatement) statement =
    sheaf_connection_prepare (connection, "SELECT id FROM article ORDER BY id", error);

  while (statement != NULL && sheaf_statement_step (statement, error))
    g_ptr_array_add (data, g_strdup (sheaf_statement_get_text (statement, 0)));

  return statement != NULL;
}

static void
open_desk (World *world,
           guint  i)
{
  g_autofree char *name = g_strdup_printf ("desk-%u.db", i);

  world->desks[i] =
    fixture_open_desk (world->folder, name, test_line_get_address (world->lines[i]));
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  world->folder = fixture_make_folder ();
  world->backend = test_backend_start (world->folder, "store.db");
  test_backend_ingest (world->backend, 0, N_ARTICLES);
  world->articles = g_ptr_array_new_with_free_func (g_free);
  world->sets = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_DESKS; i++)
    {
      world->lines[i] = test_line_new (test_backend_get_address (world->backend));
      open_desk (world, i);
      fixture_wait_until (is_synced, world->desks[i]);
    }
  sheaf_db_read (sheaf_replica_get_db (world->desks[0]->replica), read_articles, world->articles,
                 NULL);
  g_assert_cmpuint (world->articles->len, ==, N_ARTICLES);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (world->sets, fixture_make_set (world->desks[0], i == 0 ? "Ports" : "Votes"));
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  for (guint i = 0; i < N_DESKS; i++)
    {
      fixture_close_desk (world->desks[i]);
      test_line_free (world->lines[i]);
    }
  test_backend_stop (world->backend);
  fixture_remove_folder (world->folder);
  g_free (world->folder);
  g_ptr_array_unref (world->articles);
  g_ptr_array_unref (world->sets);
}

/* An act may find nothing to do, or what it is about deleted; it never fails the desk. */
static void
end_act (SheafDesk    *desk,
         GAsyncResult **result)
{
  g_autoptr (GAsyncResult) owned = fixture_wait (result);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (desk, owned, &error);

  if (group == NULL)
    g_assert_true (error->domain == SHEAF_CLIENT_ERROR || error->domain == SHEAF_EDIT_ERROR);
  if (error != NULL && error->domain == SHEAF_CLIENT_ERROR)
    g_assert_cmpint (error->code, ==, SHEAF_CLIENT_ERROR_NOTHING);
}

static const char *
pick (GPtrArray *array)
{
  return g_ptr_array_index (array, g_test_rand_int_range (0, array->len));
}

static const char *
get_field (SheafDesk  *desk,
           const char *set,
           const char *field)
{
  SheafItem *item = sheaf_desk_get_item (desk, SHEAF_KIND_SET, set);

  return item == NULL ? NULL : sheaf_entity_get_string (sheaf_item_get_entity (item), field);
}

static const char *
pick_member (SheafDesk  *desk,
             const char *set)
{
  SheafItem *item = sheaf_desk_get_item (desk, SHEAF_KIND_SET, set);
  JsonArray *members =
    item == NULL ? NULL : sheaf_entity_get_array (sheaf_item_get_entity (item), "members");
  JsonObject *member;

  if (members == NULL || json_array_get_length (members) == 0)
    return NULL;
  member = json_array_get_object_element (
    members, g_test_rand_int_range (0, json_array_get_length (members)));

  return json_object_get_string_member (member, "key");
}

static void
edit_set (SheafDesk     *desk,
          const char    *set,
          GAsyncResult **result)
{
  static const char *const words[] = { "One", "Two", "Three", "Four", "Five" };
  const char *word = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
  const char *note = get_field (desk, set, "note");
  const char *member = pick_member (desk, set);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, set, NULL);
  g_autofree char *longer =
    g_strdup_printf ("%s%s%s.", note == NULL ? "" : note, note == NULL ? "" : "\n\n", word);

  g_ptr_array_add (edits, edit);
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      sheaf_edit_put_string (edit, "title", get_field (desk, set, "title"), word);
      break;
    case 1:
      sheaf_edit_text (edit, "note", note == NULL ? "" : note, longer);
      break;
    default:
      if (member != NULL)
        {
          SheafItem *item = sheaf_desk_get_item (desk, SHEAF_KIND_SET, set);
          JsonObject *was =
            sheaf_entity_get_item (sheaf_item_get_entity (item), "members", member);

          sheaf_edit_take (edit, "members", member,
                           json_node_init_object (json_node_alloc (), was));
        }
      else
        sheaf_edit_put_string (edit, "title", get_field (desk, set, "title"), word);
      break;
    }
  sheaf_desk_edit_async (desk, edits, NULL, fixture_on_result, result);
}

static void
act (World *world,
     guint  i)
{
  SheafDesk *desk = world->desks[i];
  const char *set = pick (world->sets);
  const char *member = pick_member (desk, set);
  g_autoptr (SheafTargets) targets = sheaf_targets_new_for_id (pick (world->articles));
  GAsyncResult *result = NULL;

  if (sheaf_desk_get_item (desk, SHEAF_KIND_SET, set) == NULL)
    return;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      sheaf_desk_triage_async (desk, targets, g_test_rand_bit () ? "kept" : "dismissed", NULL, NULL,
                               fixture_on_result, &result);
      break;
    case 1:
      sheaf_desk_tag_async (desk, targets, g_test_rand_bit () ? "ports" : "votes",
                            g_test_rand_bit (), NULL, fixture_on_result, &result);
      break;
    case 2:
    case 3:
      sheaf_desk_add_to_set_async (desk, set, targets, NULL, member, NULL, fixture_on_result,
                                   &result);
      break;
    case 4:
      if (member == NULL)
        return;
      sheaf_desk_move_async (desk, SHEAF_KIND_SET, set, "members", member,
                             pick_member (desk, set), NULL, fixture_on_result, &result);
      break;
    case 5:
      sheaf_desk_undo_async (desk, NULL, NULL, fixture_on_result, &result);
      break;
    case 6:
      sheaf_desk_redo_async (desk, NULL, fixture_on_result, &result);
      break;
    default:
      edit_set (desk, set, &result);
      break;
    }
  end_act (desk, &result);
}

/* Things that happen to a desk besides its editor. */
static void
disturb (World *world,
         guint  i)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      fixture_close_desk (world->desks[i]);
      open_desk (world, i);
      break;
    case 1:
      test_line_lose (world->lines[i], "POST /v1/edits", 1);
      break;
    default:
      world->cut[i] = !world->cut[i];
      test_line_cut (world->lines[i], world->cut[i]);
      if (!world->cut[i])
        sheaf_desk_sync_now (world->desks[i]);
      break;
    }
}

static gboolean
dump (SheafConnection  *connection,
      gpointer          data,
      GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection, "SELECT base, shown FROM entity ORDER BY kind, id", error);

  while (statement != NULL && sheaf_statement_step (statement, error))
    {
      g_string_append (data, sheaf_statement_get_text (statement, 0));
      g_string_append_c (data, '\n');
      if (!sheaf_statement_is_null (statement, 1))
        g_string_append (data, "and shown otherwise\n");
    }

  return statement != NULL;
}

static gboolean
are_equal (gpointer data)
{
  World *world = data;
  g_autofree char *first = NULL;

  for (guint i = 0; i < N_DESKS; i++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *dumped = NULL;

      if (sheaf_desk_get_waiting (world->desks[i]) > 0)
        {
          g_string_free (text, TRUE);
          return FALSE;
        }
      sheaf_db_read (sheaf_replica_get_db (world->desks[i]->replica), dump, text, NULL);
      dumped = g_string_free (text, FALSE);
      if (strstr (dumped, "and shown otherwise") != NULL ||
          (first != NULL && !g_str_equal (first, dumped)))
        return FALSE;
      if (first == NULL)
        first = g_steal_pointer (&dumped);
    }

  return TRUE;
}

/* What lists read says the same as the entities that it was made from. */
static gboolean
check_index (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection,
    "SELECT count(*) FROM article a JOIN entity e USING (row)"
    " WHERE a.shelf <> CASE json_extract (e.base, '$.state')"
    "   WHEN 'kept' THEN 1 WHEN 'dismissed' THEN 2 ELSE 0 END"
    " OR (SELECT count(*) FROM article_tag t WHERE t.row = a.row)"
    "   <> coalesce (json_array_length (e.base, '$.tags'), 0)",
    error);

  g_assert_nonnull (statement);
  g_assert_true (sheaf_statement_step (statement, error));
  g_assert_cmpint (sheaf_statement_get_int (statement, 0), ==, 0);

  return TRUE;
}

static void
test_converge (World         *world,
               gconstpointer  data)
{
  for (guint step = 0; step < N_STEPS; step++)
    {
      const guint i = g_test_rand_int_range (0, N_DESKS);

      if (g_test_rand_int_range (0, 6) == 0)
        disturb (world, i);
      else
        act (world, i);
    }

  for (guint i = 0; i < N_DESKS; i++)
    {
      test_line_cut (world->lines[i], FALSE);
      sheaf_desk_sync_now (world->desks[i]);
    }
  fixture_wait_until (are_equal, world);
  for (guint i = 0; i < N_DESKS; i++)
    sheaf_db_read (sheaf_replica_get_db (world->desks[i]->replica), check_index, NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/client/histories/converge/%u", i);

      g_test_add (path, World, NULL, set_up, test_converge, tear_down);
    }

  return g_test_run ();
}
