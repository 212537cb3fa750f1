/* test-bundle-editor.c: a bundle's parts and address, and what is said about publishing it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "model/sheaf-json.h"
#include "ui/editors/sample-desk.h"
#include "ui/sheaf-bundle-editor.h"
#include "ui/sheaf-dictionary.h"
#include "ui/sheaf-check-words.h"
#include "ui/sheaf-editorial-editor.h"
#include "ui/sheaf-part-list.h"
#include "ui/sheaf-part-row.h"
#include "ui/sheaf-publish-bar.h"
#include "ui/sheaf-publishing.h"

typedef struct
{
  SheafDesk *desk;
  SheafItem *bundle;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->desk = sample_desk_open (3);
  fixture->bundle = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_BUNDLE, SAMPLE_BUNDLE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sample_desk_close (fixture->desk);
}

static const char *
get_part (Fixture *fixture,
          guint    i)
{
  JsonArray *sections = sheaf_entity_get_array (sheaf_item_get_entity (fixture->bundle),
                                                "sections");

  if (i >= json_array_get_length (sections))
    return NULL;
  return json_object_get_string_member (json_array_get_object_element (sections, i), "key");
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *id)
{
  if (SHEAF_IS_PART_ROW (widget) &&
      g_str_equal (sheaf_part_row_get_id (SHEAF_PART_ROW (widget)), id))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, id);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
press (GtkWidget       *row,
       guint            keyval,
       GdkModifierType  modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (gtk_widget_get_parent (row));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, modifiers, &handled);
      if (handled)
        return TRUE;
    }

  return FALSE;
}

static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = sheaf_part_list_new (fixture->desk, fixture->bundle);
  GtkWidget *row;

  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));

  row = find_row (list, SAMPLE_SET);
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (press (row, GDK_KEY_Down, GDK_ALT_MASK));
  while (!g_str_equal (get_part (fixture, 0), SAMPLE_EDITORIAL))
    g_main_context_iteration (NULL, TRUE);

  /* The part that was moved has the focus still, in its new place. */
  row = find_row (list, SAMPLE_SET);
  g_assert_true (gtk_widget_is_focus (row));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), ==, 1);

  g_assert_true (press (row, GDK_KEY_Delete, 0));
  while (get_part (fixture, 1) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (find_row (list, SAMPLE_SET));

  sample_desk_edit (fixture->desk,
                    sheaf_part_list_make_insert (sheaf_item_get_entity (fixture->bundle), "set",
                                                 SAMPLE_SET));
  g_assert_cmpstr (get_part (fixture, 1), ==, SAMPLE_SET);
  g_assert_nonnull (find_row (list, SAMPLE_SET));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
put (Fixture    *fixture,
     const char *field,
     const char *value)
{
  SheafEntity *bundle = sheaf_item_get_entity (fixture->bundle);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_BUNDLE, SAMPLE_BUNDLE, NULL);

  sheaf_edit_put_string (edit, field, sheaf_entity_get_string (bundle, field), value);
  sample_desk_edit (fixture->desk, edit);
}

static void
wait_for_slug (Fixture    *fixture,
               const char *slug)
{
  while (g_strcmp0 (sheaf_entity_get_string (sheaf_item_get_entity (fixture->bundle), "slug"),
                    slug) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_address (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *editor = NULL;
  SheafEntity *bundle;

  put (fixture, "slug", "a-ferry-for-the-islands");
  editor = g_object_ref_sink (sheaf_bundle_editor_new (fixture->desk, SAMPLE_BUNDLE));

  /* It is the title's: it follows. */
  put (fixture, "title", "Ferries, at last");
  wait_for_slug (fixture, "ferries-at-last");

  /* Somebody gave it one: it stays. */
  put (fixture, "slug", "islands");
  put (fixture, "title", "Another title");
  bundle = sheaf_item_get_entity (fixture->bundle);
  g_assert_cmpstr (sheaf_entity_get_string (bundle, "slug"), ==, "islands");
  g_assert_cmpstr (sheaf_entity_get_string (bundle, "title"), ==, "Another title");

  g_assert_finalize_object (editor);

  /* The same holds for the others. */
  editor = g_object_ref_sink (sheaf_editorial_editor_new (fixture->desk, SAMPLE_EDITORIAL));
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_object_unref (editor);
  while (editor != NULL && g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (editor);
}

static void
test_check_words (void)
{
  for (SheafCheckKind kind = SHEAF_CHECK_NO_TITLE; kind <= SHEAF_CHECK_IMAGE_WITHOUT_ALT; kind++)
    {
      SheafCheck check = { .kind = kind, .time = 1764000000000 };
      g_autofree char *words = sheaf_check_to_words (&check);

      g_assert_cmpstr (words, !=, sheaf_check_kind_to_string (kind));
      g_assert_cmpuint (strlen (words), >, 8);
    }
}

/* No backend is reached: the command waits, says so, and can be taken back. */
static void
test_waits (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SheafPublishing) publishing = sheaf_publishing_new (fixture->desk, fixture->bundle);
  GtkWidget *bar = g_object_ref_sink (sheaf_publish_bar_new (fixture->desk, publishing));
  SheafCommand *command;
  g_autofree char *words = NULL;

  g_assert_false (gtk_widget_get_visible (bar));
  sheaf_publishing_begin (publishing, NULL, bar);
  while ((command = sheaf_publishing_get_command (publishing)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (sheaf_command_get_state (command), ==, SHEAF_COMMAND_WAITING);
  g_assert_true (gtk_widget_get_visible (bar));
  words = sheaf_publish_bar_describe (fixture->desk, command);
  g_assert_true (g_str_has_prefix (words, "Waits"));
  g_assert_false (sheaf_publishing_needs_folder (publishing));
  g_assert_null (sheaf_publishing_get_address (publishing));

  sheaf_publishing_cancel (publishing);
  while (sheaf_publishing_get_command (publishing) != NULL &&
         sheaf_command_get_state (sheaf_publishing_get_command (publishing)) !=
         SHEAF_COMMAND_CANCELLED)
    g_main_context_iteration (NULL, TRUE);

  g_object_unref (bar);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/bundle-editor/parts", Fixture, NULL, set_up, test_parts, tear_down);
  g_test_add ("/bundle-editor/address", Fixture, NULL, set_up, test_address, tear_down);
  g_test_add_func ("/bundle-editor/check-words", test_check_words);
  g_test_add ("/bundle-editor/waits", Fixture, NULL, set_up, test_waits, tear_down);

  status = g_test_run ();
  sheaf_dictionary_stop ();

  return status;
}
