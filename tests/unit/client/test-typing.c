/* test-typing.c: what is typed is not lost, and not overwritten
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-fixture.h"

#include <signal.h>
#include <unistd.h>

#include "client/sheaf-splice.h"
#include "client/sheaf-typing-private.h"

/* Set where this program runs as the one that is killed: the folder to work in. */
#define VICTIM "SHEAF_TEST_VICTIM"
#define SET_ID "0193f111-0000-7000-8000-000000000001"

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
make_set (SheafDesk *desk)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, SET_ID, NULL);
  g_autoptr (JsonObject) value = json_object_new ();
  g_autofree char *group = NULL;

  json_object_set_string_member (value, "title", "Harbours");
  json_object_set_string_member (value, "note", "One quay.");
  sheaf_edit_create (edit, json_node_init_object (json_node_alloc (), value));
  group = fixture_edit (desk, edit);
}

static const char *
get_field (SheafDesk  *desk,
           const char *field)
{
  SheafItem *item = sheaf_desk_get_item (desk, SHEAF_KIND_SET, SET_ID);

  return sheaf_entity_get_string (sheaf_item_get_entity (item), field);
}

static void
commit (SheafTyping *typing)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_typing_commit_async (typing, NULL, fixture_on_result, &result);
  sheaf_typing_commit_finish (typing, fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
is_saved (gpointer typing)
{
  return sheaf_typing_get_state (typing) == SHEAF_TYPING_SAVED;
}

static void
test_splice (void)
{
  const SheafSplice middle = { 2, 3, (char *) "xy" };
  const SheafSplice wide = { 1, 1, (char *) "が" };
  const SheafSplice beyond = { 100, 5, (char *) "!" };
  g_autofree char *a = sheaf_splice_apply (&middle, "abcdefg");
  g_autofree char *b = sheaf_splice_apply (&wide, "空港で");
  g_autofree char *c = sheaf_splice_apply (&beyond, "ab");

  g_assert_cmpstr (a, ==, "abxyfg");
  g_assert_cmpstr (b, ==, "空がで");
  g_assert_cmpstr (c, ==, "ab!");
}

static void
test_commit (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autoptr (SheafTyping) same = NULL;
  g_autofree char *undone = NULL;

  make_set (fixture->desk);
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  same = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  g_assert_true (typing == same);
  g_assert_cmpstr (sheaf_typing_get_text (typing), ==, "One quay.");
  g_assert_cmpint (sheaf_typing_get_state (typing), ==, SHEAF_TYPING_CLEAN);

  sheaf_typing_splice (typing, 0, 3, "Two");
  sheaf_typing_splice (typing, 8, 0, "s");
  g_assert_cmpint (sheaf_typing_get_state (typing), ==, SHEAF_TYPING_TYPED);
  g_assert_cmpstr (sheaf_typing_get_text (typing), ==, "Two quays.");
  g_assert_cmpstr (get_field (fixture->desk, "note"), ==, "One quay.");
  fixture_wait_until (is_saved, typing);
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 1);

  commit (typing);
  g_assert_cmpint (sheaf_typing_get_state (typing), ==, SHEAF_TYPING_CLEAN);
  g_assert_cmpstr (get_field (fixture->desk, "note"), ==, "Two quays.");
  g_assert_cmpuint (sheaf_desk_get_waiting (fixture->desk), ==, 2);

  undone = fixture_undo (fixture->desk, NULL);
  g_assert_cmpstr (get_field (fixture->desk, "note"), ==, "One quay.");
  g_assert_cmpstr (sheaf_typing_get_text (typing), ==, "One quay.");
}

static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  SheafTyping *typing;

  /* Who lets go of a field has left it. */
  make_set (fixture->desk);
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "title");
  sheaf_typing_splice (typing, 0, 8, "Ports");
  g_object_unref (typing);
  fixture_close_desk (fixture->desk);
  fixture->desk = fixture_open_desk (fixture->folder, "replica.db", NULL);
  g_assert_cmpstr (get_field (fixture->desk, "title"), ==, "Ports");
}

static void
on_rebased (SheafTyping *typing,
            const char  *text,
            gpointer     data)
{
  g_free (*(char **) data);
  *(char **) data = g_strdup (text);
}

static void
test_rebase (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SheafTyping) typing = NULL;
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, SET_ID, NULL);
  g_autofree char *group = NULL;
  g_autofree char *shown = NULL;

  /* A change from elsewhere is merged with what is being typed, and the view is told. */
  make_set (fixture->desk);
  typing = sheaf_desk_type (fixture->desk, SHEAF_KIND_SET, SET_ID, "note");
  g_signal_connect (typing, "rebased", G_CALLBACK (on_rebased), &shown);
  sheaf_typing_splice (typing, 9, 0, "\n\nMore here.");
  sheaf_edit_text (edit, "note", "One quay.", "One long quay.");
  group = fixture_edit (fixture->desk, edit);
  g_assert_cmpstr (shown, ==, "One long quay.\n\nMore here.");
  g_assert_cmpstr (sheaf_typing_get_text (typing), ==, shown);

  commit (typing);
  g_assert_cmpstr (get_field (fixture->desk, "note"), ==, "One long quay.\n\nMore here.");
}

/* The one that is killed: types, waits until it is told to be saved, says so, types on. */
static int
run_victim (const char *folder)
{
  SheafDesk *desk = fixture_open_desk (folder, "replica.db", NULL);
  SheafTyping *typing;

  make_set (desk);
  typing = sheaf_desk_type (desk, SHEAF_KIND_SET, SET_ID, "note");
  sheaf_typing_splice (typing, 9, 0, " Kept");
  fixture_wait_until (is_saved, typing);
  sheaf_typing_splice (typing, 14, 0, " too.");
  fixture_wait_until (is_saved, typing);
  if (write (STDOUT_FILENO, "saved\n", 6) != 6)
    return 1;
  for (;;)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}

static void
test_killed (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) victim = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  SheafDesk *desk;

  g_subprocess_launcher_setenv (launcher, VICTIM, folder, TRUE);
  victim = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (g_str_equal (line, "saved"))
        break;
    }
  g_subprocess_send_signal (victim, SIGKILL);
  g_subprocess_wait (victim, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (victim));

  /* What was saved is an edit now, and the journal is not made into another one. */
  for (guint i = 0; i < 2; i++)
    {
      desk = fixture_open_desk (folder, "replica.db", NULL);
      g_assert_cmpstr (get_field (desk, "note"), ==, "One quay. Kept too.");
      g_assert_cmpuint (sheaf_desk_get_waiting (desk), ==, 2);
      g_assert_true (sheaf_desk_get_can_undo (desk));
      fixture_close_desk (desk);
    }
  fixture_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  const char *folder = g_getenv (VICTIM);

  if (folder != NULL)
    return run_victim (folder);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/typing/splice", test_splice);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/client/typing/commit", test_commit);
  ADD ("/client/typing/let-go", test_let_go);
  ADD ("/client/typing/rebase", test_rebase);
#undef ADD
  g_test_add_func ("/client/typing/killed", test_killed);

  return g_test_run ();
}
