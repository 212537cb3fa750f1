/* test-publish.c: bundles previewed and published from a desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-backend.h"
#include "client-fixture.h"

#include <string.h>

#include "bundle/sheaf-checks.h"
#include "client/sheaf-desk-private.h"
#include "client/sheaf-outbox-store.h"
#include "model/sheaf-id.h"
#include "model/sheaf-position.h"
#include "model/sheaf-time.h"

typedef struct
{
  char *folder;
  TestBackend *backend;
  TestLine *line;
  SheafDesk *desk; /* at the line */
  char *set;
  char *bundle;
  char *destination;
} Fixture;

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

static char *
create (SheafDesk  *desk,
        SheafKind   kind,
        const char *json)
{
  g_autofree char *id = sheaf_id_new ();
  g_autoptr (SheafEdit) edit = sheaf_edit_new (kind, id, NULL);
  g_autofree char *group = NULL;
  JsonNode *value = json_from_string (json, NULL);

  g_assert_nonnull (value);
  sheaf_edit_create (edit, value);
  group = fixture_edit (desk, edit);
  g_assert_cmpstr (group, !=, "");

  return g_steal_pointer (&id);
}

static void
make_bundle (Fixture *fixture)
{
  SheafDesk *desk = fixture->desk;
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *destination =
    g_strdup_printf ("{\"type\": \"folder\", \"title\": \"Here\", \"address\": \"%s\"}", out);
  g_autofree char *pos = sheaf_position_between (NULL, NULL);
  g_autoptr (SheafEdit) sections = NULL;
  g_autoptr (SheafTargets) targets = NULL;
  g_autoptr (SheafArticleList) list = NULL;
  g_autofree char *group = NULL;
  const guint positions[] = { 0, 1 };

  list = fixture_query (desk, SHEAF_SCOPE_INBOX, NULL, NULL);
  targets = sheaf_article_list_get_targets (list, positions, G_N_ELEMENTS (positions));
  fixture->set = fixture_make_set (desk, "Harbours");
  fixture_add_to_set (desk, fixture->set, targets, NULL);
  fixture->destination = create (desk, SHEAF_KIND_DESTINATION, destination);
  fixture->bundle = create (desk, SHEAF_KIND_BUNDLE,
                            "{\"title\": \"A day at sea\", \"slug\": \"a-day-at-sea\","
                            " \"summary\": \"What sailed.\", \"language\": \"en\"}");

  sections = sheaf_edit_new (SHEAF_KIND_BUNDLE, fixture->bundle, NULL);
  sheaf_edit_insert (sections, "sections", fixture->set, pos,
                     json_from_string ("{\"type\": \"set\"}", NULL));
  sheaf_edit_add (sections, "destinations", fixture->destination);
  group = fixture_edit (desk, sections);
  g_assert_cmpstr (group, !=, "");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = fixture_make_folder ();
  fixture->backend = test_backend_start (fixture->folder, "store.db");
  test_backend_ingest (fixture->backend, 0, 3);
  fixture->line = test_line_new (test_backend_get_address (fixture->backend));
  fixture->desk =
    fixture_open_desk (fixture->folder, "a.db", test_line_get_address (fixture->line));
  fixture_wait_until (is_synced, fixture->desk);
  make_bundle (fixture);
  fixture_wait_until (is_drained, fixture->desk);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fixture_close_desk (fixture->desk);
  test_line_free (fixture->line);
  test_backend_stop (fixture->backend);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->set);
  g_free (fixture->bundle);
  g_free (fixture->destination);
}

static SheafCommand *
publish (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafCommand *command;

  sheaf_desk_publish_async (fixture->desk, fixture->bundle, NULL, NULL, fixture_on_result, &result);
  command = sheaf_desk_publish_finish (fixture->desk, fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_true (sheaf_id_is_valid (sheaf_command_get_id (command)));

  return command;
}

static gboolean
has_ended (gpointer command)
{
  return sheaf_command_get_state (command) >= SHEAF_COMMAND_DONE;
}

static guint
count_releases (Fixture *fixture)
{
  g_autoptr (JsonArray) releases = sheaf_store_list_releases (
    test_backend_get_store (fixture->backend), fixture->bundle, 10, NULL);

  return json_array_get_length (releases);
}

static void
test_publish (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SheafCommand) command = publish (fixture);
  g_autofree char *page =
    g_build_filename (fixture->folder, "out", "a-day-at-sea.html", NULL);
  JsonObject *answer;

  fixture_wait_until (has_ended, command);
  g_assert_nonnull (sheaf_command_get_answer (command));
  answer = json_node_get_object (sheaf_command_get_answer (command));
  if (sheaf_command_get_state (command) != SHEAF_COMMAND_DONE)
    g_test_message ("%s", json_to_string (sheaf_command_get_answer (command), TRUE));
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_DONE);
  g_assert_true (json_object_has_member (answer, "release"));
  g_assert_cmpuint (count_releases (fixture), ==, 1);
  g_assert_true (g_file_test (page, G_FILE_TEST_EXISTS));

  /* Once it was seen to have ended, it goes. */
  g_assert_cmpuint (g_list_model_get_n_items (sheaf_desk_get_commands (fixture->desk)), ==, 1);
  sheaf_desk_dismiss_command (fixture->desk, command);
  while (g_list_model_get_n_items (sheaf_desk_get_commands (fixture->desk)) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_behind_edits (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SheafCommand) command = NULL;
  g_autoptr (SheafTyping) typing = NULL;
  g_autoptr (JsonNode) release = NULL;
  g_autoptr (GError) error = NULL;

  /* Offline: what is typed at the time, and the publishing, wait together and go in order. */
  test_line_cut (fixture->line, TRUE);
  fixture_wait_until (is_offline, fixture->desk);
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_BUNDLE, fixture->bundle, "summary");
  sheaf_typing_splice (typing, 0, 4, "All that");
  command = publish (fixture);
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_WAITING);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);

  test_line_cut (fixture->line, FALSE);
  sheaf_desk_sync_now (fixture->desk);
  fixture_wait_until (has_ended, command);
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_DONE);
  release = sheaf_store_get_release (test_backend_get_store (fixture->backend), fixture->bundle, 0,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (release), "summary"), ==,
                   "All that sailed.");
}

static void
test_lost_answer (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SheafCommand) command = NULL;

  test_line_lose (fixture->line, "POST /v1/bundles", 2);
  command = publish (fixture);
  fixture_wait_until (has_ended, command);
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_DONE);
  g_assert_cmpuint (test_line_get_lost (fixture->line), ==, 2);
  g_assert_cmpuint (count_releases (fixture), ==, 1);
}

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  SheafDesk *other = fixture_open_desk (fixture->folder, "b.db",
                                        test_backend_get_address (fixture->backend));
  g_autoptr (SheafCommand) command = NULL;
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, fixture->set, NULL);
  g_autofree char *group = NULL;
  JsonObject *answer;
  JsonArray *diff;

  /* A colleague changes a part while the publishing waits: nothing goes out. */
  fixture_wait_until (is_synced, other);
  test_line_cut (fixture->line, TRUE);
  fixture_wait_until (is_offline, fixture->desk);
  command = publish (fixture);
  sheaf_edit_put_string (edit, "title", "Harbours", "Ports");
  group = fixture_edit (other, edit);
  fixture_wait_until (is_drained, other);
  test_line_cut (fixture->line, FALSE);
  sheaf_desk_sync_now (fixture->desk);

  fixture_wait_until (has_ended, command);
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_CHANGED);
  answer = json_node_get_object (sheaf_command_get_answer (command));
  diff = json_object_get_array_member (answer, "diff");
  g_assert_cmpuint (json_array_get_length (diff), ==, 1);
  g_assert_cmpstr (
    json_object_get_string_member (json_array_get_object_element (diff, 0), "id"), ==,
    fixture->set);
  g_assert_cmpuint (count_releases (fixture), ==, 0);
  fixture_close_desk (other);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SheafCommand) command = NULL;

  test_line_cut (fixture->line, TRUE);
  fixture_wait_until (is_offline, fixture->desk);
  command = publish (fixture);

  sheaf_desk_cancel_command (fixture->desk, command);
  fixture_wait_until (has_ended, command);
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_CANCELLED);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 0);
  test_line_cut (fixture->line, FALSE);
  sheaf_desk_sync_now (fixture->desk);
  fixture_wait_until (is_synced, fixture->desk);
  g_assert_cmpuint (count_releases (fixture), ==, 0);
}

static gboolean
age_commands (SheafTransaction  *transaction,
              gpointer           data,
              GError           **error)
{
  transaction->delta->outbox = TRUE;

  return sheaf_connection_exec (transaction->connection,
                                "UPDATE command SET confirmed = confirmed - 3600001", error);
}

static gboolean
asks_again (gpointer command)
{
  return sheaf_command_get_state (command) == SHEAF_COMMAND_CONFIRM;
}

static void
test_confirm (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SheafCommand) command = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  /* One that waited for an hour asks whether it is still meant. */
  test_line_cut (fixture->line, TRUE);
  fixture_wait_until (is_offline, fixture->desk);
  command = publish (fixture);
  sheaf_replica_write_async (fixture->desk->replica, age_commands, NULL, NULL, fixture_on_result,
                             &result);
  fixture_wait (&result);
  sheaf_desk_sync_now (fixture->desk);
  fixture_wait_until (asks_again, command);

  test_line_cut (fixture->line, FALSE);
  sheaf_desk_sync_now (fixture->desk);
  fixture_wait_until (is_synced, fixture->desk);
  g_assert_cmpuint (count_releases (fixture), ==, 0);
  sheaf_desk_confirm_command (fixture->desk, command);
  fixture_wait_until (has_ended, command);
  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_DONE);
}

static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SheafTyping) typing =
    sheaf_desk_type (fixture->desk, SHEAF_KIND_BUNDLE, fixture->bundle, "summary");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPreview) preview = NULL;
  JsonObject *release;

  /* It shows what is being typed. */
  sheaf_typing_splice (typing, 0, 4, "All that");
  sheaf_desk_preview_async (fixture->desk, fixture->bundle, NULL, fixture_on_result, &result);
  preview = sheaf_desk_preview_finish (fixture->desk, fixture_wait (&result), &error);
  g_assert_no_error (error);
  release = json_node_get_object (preview->release);
  g_assert_cmpstr (json_object_get_string_member (release, "summary"), ==, "All that sailed.");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (release, "sections")), ==,
                    1);
  for (guint i = 0; i < preview->checks->len; i++)
    g_assert_false (((SheafCheck *) g_ptr_array_index (preview->checks, i))->blocks);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/publish/publish", test_publish);
  ADD ("/client/publish/behind-edits", test_behind_edits);
  ADD ("/client/publish/lost-answer", test_lost_answer);
  ADD ("/client/publish/changed", test_changed);
  ADD ("/client/publish/cancel", test_cancel);
  ADD ("/client/publish/confirm", test_confirm);
  ADD ("/client/publish/preview", test_preview);
#undef ADD

  return g_test_run ();
}
