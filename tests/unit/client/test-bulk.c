/* test-bulk.c: acts on many articles: what they write, how far they are, and that they end in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-fixture.h"

#include "client/sheaf-desk-private.h"
#include "model/sheaf-apply.h"
#include "model/sheaf-json.h"

#define N_ARTICLES 300

typedef struct
{
  char *folder;
  SheafDesk *desk;
  SheafTargets *all;
  guint told; /* how often "progress" was */
  guint done;
  guint total;
} Fixture;

static void
on_progress (SheafDesk *desk,
             guint      done,
             guint      total,
             gpointer   data)
{
  Fixture *fixture = data;

  fixture->told++;
  fixture->done = done;
  fixture->total = total;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  fixture->folder = fixture_make_folder ();
  fixture->desk = fixture_open_desk (fixture->folder, "replica.db", NULL);
  fixture_fill (fixture->desk, N_ARTICLES);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *id = fixture_make_id (i);

      g_strv_builder_add (builder, id);
    }
  ids = g_strv_builder_end (builder);
  fixture->all = sheaf_targets_new_for_ids ((const char *const *) ids);
  g_signal_connect (fixture->desk, "progress", G_CALLBACK (on_progress), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sheaf_targets_unref (fixture->all);
  fixture_close_desk (fixture->desk);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Applies every edit of the outbox as the backend would, and holds what came of it against what the
 * desk wrote down and shows. */
static gboolean
check_edits (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    connection,
    "SELECT d.body, d.applied, e.base FROM edit d"
    " JOIN entity e ON e.kind = d.kind AND e.id = d.entity WHERE d.kind = 0 ORDER BY d.n",
    error);
  g_autoptr (GHashTable) states =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sheaf_entity_unref);
  GHashTableIter iter;
  gpointer id;
  gpointer state;
  guint *n = data;

  while (sheaf_statement_step (statement, error))
    {
      g_autoptr (SheafEdit) edit =
        sheaf_edit_from_text (sheaf_statement_get_text (statement, 0), -1, NULL);
      SheafEntity *current = g_hash_table_lookup (states, sheaf_edit_get_entity_id (edit));
      g_autoptr (SheafOutcome) outcome = NULL;
      g_autoptr (JsonNode) applied = NULL;
      g_autofree char *text = NULL;

      current = current != NULL
                  ? sheaf_entity_ref (current)
                  : sheaf_entity_from_text (sheaf_statement_get_text (statement, 2), -1, NULL);
      outcome = sheaf_edit_apply (edit, current, sheaf_edit_get_at (edit), NULL);
      applied = sheaf_json_take_array (g_steal_pointer (&outcome->applied));
      text = sheaf_json_to_text (applied);
      g_assert_cmpstr (sheaf_statement_get_text (statement, 1), ==, text);
      g_hash_table_insert (states, g_strdup (sheaf_edit_get_entity_id (edit)),
                           sheaf_entity_ref (outcome->entity));
      sheaf_entity_unref (current);
      (*n)++;
    }

  g_hash_table_iter_init (&iter, states);
  while (g_hash_table_iter_next (&iter, &id, &state))
    {
      g_autoptr (SheafEntity) shown =
        sheaf_connection_load_shown (connection, SHEAF_KIND_ARTICLE, id, NULL);
      g_autofree char *is = sheaf_entity_to_text (shown);
      g_autofree char *should_be = sheaf_entity_to_text (state);

      g_assert_cmpstr (is, ==, should_be);
    }

  return TRUE;
}

static void
test_as_applied (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *kept = fixture_triage (fixture->desk, fixture->all, "kept", NULL);
  g_autofree char *tagged = fixture_tag (fixture->desk, fixture->all, "Ferries", TRUE);
  g_autofree char *again = fixture_tag (fixture->desk, fixture->all, "#ferries", TRUE);
  g_autofree char *more = fixture_tag (fixture->desk, fixture->all, "Aid", TRUE);
  g_autofree char *dismissed = NULL;
  g_autofree char *untagged = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_cmpstr (again, ==, "");
  dismissed = fixture_triage (fixture->desk, fixture->all, "dismissed", "old");
  untagged = fixture_tag (fixture->desk, fixture->all, "ferries", FALSE);
  undone = fixture_undo (fixture->desk, NULL);
  g_free (undone);
  undone = fixture_undo (fixture->desk, NULL);
  redone = fixture_redo (fixture->desk);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_DISMISSED, NULL, NULL), ==,
                    N_ARTICLES);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_KEPT, NULL, NULL), ==, 0);

  sheaf_db_read (sheaf_replica_get_db (fixture->desk->replica), check_edits, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 8 * N_ARTICLES);
}

/* --- how far, and no further -------------------------------------------------------------- */

static gboolean
tell_two (SheafAct  *act,
          gpointer   data,
          GError   **error)
{
  /* Long ago the last time: it is told; again right away: it is not. */
  act->told = 0;

  return sheaf_act_step (act, 64, 1000, error) && sheaf_act_step (act, 128, 1000, error);
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  sheaf_desk_act_async (fixture->desk, tell_two, fixture, NULL, NULL, fixture_on_result, &result);
  group = sheaf_desk_act_finish (fixture->desk, fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->told, ==, 2);
  g_assert_cmpuint (fixture->done, ==, 1000);
  g_assert_cmpuint (fixture->total, ==, 1000);
}

typedef struct
{
  SheafTargets *targets;
  GCancellable *cancellable;
} Doubt;

static gboolean
keep_and_cancel (SheafAct  *act,
                 gpointer   data,
                 GError   **error)
{
  Doubt *doubt = data;

  if (!sheaf_act_triage (act, doubt->targets, "kept", NULL, error))
    return FALSE;
  g_cancellable_cancel (doubt->cancellable);

  return sheaf_act_step (act, 64, 1000, error);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Doubt doubt = { fixture->all, cancellable };

  sheaf_desk_act_async (fixture->desk, keep_and_cancel, &doubt, NULL, cancellable,
                        fixture_on_result, &result);
  g_assert_null (sheaf_desk_act_finish (fixture->desk, fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* None of it has happened. */
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_KEPT, NULL, NULL), ==, 0);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 0);
  g_assert_false (sheaf_desk_get_can_undo (fixture->desk));
}

static void
test_cancel_undo (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *kept = fixture_triage (fixture->desk, fixture->all, "kept", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  g_cancellable_cancel (cancellable);
  sheaf_desk_undo_async (fixture->desk, NULL, cancellable, fixture_on_result, &result);
  g_assert_null (sheaf_desk_act_finish (fixture->desk, fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_KEPT, NULL, NULL), ==, N_ARTICLES);
  g_assert_false (sheaf_desk_get_can_redo (fixture->desk));

  /* It can still be undone. */
  undone = fixture_undo (fixture->desk, NULL);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL), ==, N_ARTICLES);
}

/* Many into one set, and out of it again. */
static void
test_gather (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *set = fixture_make_set (fixture->desk, "Ferries");
  g_autofree char *undone = NULL;

  fixture_add_to_set (fixture->desk, set, fixture->all, NULL);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_SET, set, NULL), ==, N_ARTICLES);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_KEPT, NULL, NULL), ==, N_ARTICLES);
  undone = fixture_undo (fixture->desk, NULL);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_SET, set, NULL), ==, 0);
  g_assert_cmpuint (fixture_count (fixture->desk, SHEAF_SCOPE_INBOX, NULL, NULL), ==, N_ARTICLES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/bulk/as-applied", test_as_applied);
  ADD ("/client/bulk/progress", test_progress);
  ADD ("/client/bulk/cancel", test_cancel);
  ADD ("/client/bulk/cancel-undo", test_cancel_undo);
  ADD ("/client/bulk/gather", test_gather);
#undef ADD

  return g_test_run ();
}
