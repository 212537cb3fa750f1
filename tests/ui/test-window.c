/* test-window.c: the window, on a desk of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/editors/sample-desk.h"
#include "ui/sheaf-application.h"
#include "ui/sheaf-article-view.h"
#include "ui/sheaf-fold.h"
#include "ui/sheaf-reader.h"
#include "ui/sheaf-window-private.h"

#define N_ARTICLES 6

/* A test that waits longer has failed, in microseconds. */
#define PATIENCE (120 * G_USEC_PER_SEC)

typedef struct
{
  SheafDesk *desk;
  GSettings *settings;
  SheafWindow *window;
} Fixture;

/* A process can have but one. */
static SheafApplication *application;

typedef gboolean (*Condition) (Fixture *fixture, gconstpointer data);

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until (Fixture       *fixture,
            Condition      condition,
            gconstpointer  data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint source = g_timeout_add (100, wake_cb, NULL);

  while (!condition (fixture, data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (source);
}

static void
activate (Fixture    *fixture,
          const char *name,
          const char *format,
          ...)
{
  g_autoptr (GVariant) target = NULL;
  va_list args;

  if (format != NULL)
    {
      va_start (args, format);
      target = g_variant_ref_sink (g_variant_new_va (format, NULL, &args));
      va_end (args);
    }

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target));
}

static GListModel *
get_list_model (Fixture *fixture)
{
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  g_ptr_array_add (queue, fixture->window->articles);
  for (guint i = 0; i < queue->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (queue, i);

      if (GTK_IS_GRID_VIEW (widget))
        return G_LIST_MODEL (gtk_grid_view_get_model (GTK_GRID_VIEW (widget)));

      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (queue, child);
    }

  return NULL;
}

static gboolean
lists (Fixture       *fixture,
       gconstpointer  data)
{
  GListModel *model = get_list_model (fixture);

  return model != NULL && g_list_model_get_n_items (model) == GPOINTER_TO_UINT (data);
}

static gboolean
reads (Fixture       *fixture,
       gconstpointer  data)
{
  GtkWidget *reader = fixture->window->reader;

  return reader != NULL && g_strcmp0 (sheaf_reader_get_article (SHEAF_READER (reader)), data) == 0;
}

static GtkWidget *
get_content (Fixture *fixture)
{
  return adw_bin_get_child (ADW_BIN (fixture->window->content));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->desk = sample_desk_open (N_ARTICLES);
  fixture->settings = g_settings_new ("io.github.sheafdesk.Sheaf");
  g_settings_set_string (fixture->settings, "last-place", "kept/");
  g_settings_set_int (fixture->settings, "window-width", GPOINTER_TO_INT (user_data));

  fixture->window = SHEAF_WINDOW (sheaf_window_new (GTK_APPLICATION (application), fixture->desk,
                                                    fixture->settings));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (fixture, lists, GUINT_TO_POINTER (N_ARTICLES));
}

static gboolean
is_gone (Fixture       *fixture,
         gconstpointer  data)
{
  return fixture->window == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  /* Closed, and nothing holds on to it. */
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (fixture, is_gone, NULL);

  g_settings_reset (fixture->settings, "working-set");
  g_settings_reset (fixture->settings, "pinned-sets");
  g_object_unref (fixture->settings);
  sample_desk_close (fixture->desk);
}

static void
test_moving (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *first = sample_desk_article (0);
  g_autofree char *second = sample_desk_article (1);

  activate (fixture, "win.next", NULL);
  wait_until (fixture, reads, first);
  activate (fixture, "win.next", NULL);
  wait_until (fixture, reads, second);
  activate (fixture, "win.previous", NULL);
  wait_until (fixture, reads, first);

  /* There is nothing before the first. */
  activate (fixture, "win.previous", NULL);
  wait_until (fixture, reads, first);
}

typedef struct
{
  char *id;
  const char *state;
  gboolean done;
  gboolean right;
} Probe;

static void
article_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Probe *probe = user_data;
  g_autoptr (SheafEntity) article =
    sheaf_desk_get_article_finish (SHEAF_DESK (object), result, NULL);

  probe->done = TRUE;
  probe->right = article != NULL &&
                 g_strcmp0 (sheaf_entity_get_string (article, "state"), probe->state) == 0;
}

/* Reads the article from the replica, again and again, until it is in that state. */
static gboolean
has_state (Fixture       *fixture,
           gconstpointer  data)
{
  Probe probe = *(const Probe *) data;

  sheaf_desk_get_article_async (fixture->desk, probe.id, NULL, article_cb, &probe);
  while (!probe.done)
    g_main_context_iteration (NULL, TRUE);

  return probe.right;
}

static void
wait_for_state (Fixture    *fixture,
                const char *id,
                const char *state)
{
  Probe probe = { (char *) id, state, FALSE, FALSE };

  wait_until (fixture, has_state, &probe);
}

static void
test_triage (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *first = sample_desk_article (0);
  g_autofree char *second = sample_desk_article (1);

  activate (fixture, "win.next", NULL);
  wait_until (fixture, reads, first);
  activate (fixture, "win.dismiss", "s", "old");
  wait_for_state (fixture, first, "dismissed");

  /* On to the next by itself. */
  wait_until (fixture, reads, second);

  activate (fixture, "win.undo", NULL);
  wait_for_state (fixture, first, "kept");
}

static void
test_bulk (Fixture       *fixture,
           gconstpointer  user_data)
{
  activate (fixture, "win.select-all", NULL);
  g_assert_cmpuint (
    sheaf_article_view_get_n_selected (SHEAF_ARTICLE_VIEW (fixture->window->articles)), ==,
    N_ARTICLES);

  activate (fixture, "win.to-inbox", NULL);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *id = sample_desk_article (i);

      wait_for_state (fixture, id, "inbox");
    }

  activate (fixture, "win.show", "(ss)", "inbox", "");
  wait_until (fixture, lists, GUINT_TO_POINTER (N_ARTICLES));
}

static guint
count_members (Fixture *fixture)
{
  SheafItem *set = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, SAMPLE_SET);
  JsonArray *members = sheaf_entity_get_array (sheaf_item_get_entity (set), "members");

  return members != NULL ? json_array_get_length (members) : 0;
}

static gboolean
has_members (Fixture       *fixture,
             gconstpointer  data)
{
  return count_members (fixture) == GPOINTER_TO_UINT (data);
}

static void
test_pinned_set (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autofree char *first = sample_desk_article (0);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, SAMPLE_SET, NULL);
  SheafItem *set = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, SAMPLE_SET);
  JsonObject *member = sheaf_entity_get_item (sheaf_item_get_entity (set), "members", first);
  JsonNode *was = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (was, member);
  sheaf_edit_take (edit, "members", first, was);
  sample_desk_edit (fixture->desk, edit);
  g_assert_cmpuint (count_members (fixture), ==, N_ARTICLES - 1);

  activate (fixture, "win.toggle-pinned", "s", SAMPLE_SET);
  activate (fixture, "win.next", NULL);
  wait_until (fixture, reads, first);
  activate (fixture, "win.add-to-pinned", "i", 1);
  wait_until (fixture, has_members, GUINT_TO_POINTER (N_ARTICLES));

  /* A number without a set does nothing. */
  activate (fixture, "win.add-to-pinned", "i", 2);
  activate (fixture, "win.undo", NULL);
  wait_until (fixture, has_members, GUINT_TO_POINTER (N_ARTICLES - 1));
}

static gboolean
shows_reader (Fixture       *fixture,
              gconstpointer  data)
{
  return fixture->window->reader != NULL && get_content (fixture) == fixture->window->reader;
}

static void
test_places (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const char *const places[][2] = {
    { "sources", "" }, { "tags", "" },
    { "set", SAMPLE_SET }, { "editorial", SAMPLE_EDITORIAL }, { "set", "no-such-set" },
  };
  GtkWidget *before;

  wait_until (fixture, shows_reader, NULL);
  before = get_content (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      activate (fixture, "win.show", "(ss)", places[i][0], places[i][1]);
      g_assert_nonnull (get_content (fixture));
      g_assert_true (get_content (fixture) != before);
      before = get_content (fixture);

      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    activate (fixture, "win.back", NULL);
  g_assert_true (get_content (fixture) == fixture->window->reader);
}

static void
test_deleted_is_left (Fixture       *fixture,
                      gconstpointer  user_data)
{
  activate (fixture, "win.show", "(ss)", "set", SAMPLE_SET);
  g_assert_true (get_content (fixture) != fixture->window->reader);

  activate (fixture, "win.delete", "(ss)", "set", SAMPLE_SET);
  wait_until (fixture, shows_reader, NULL);
}

static gboolean
shows_something_new (Fixture       *fixture,
                     gconstpointer  data)
{
  return fixture->window->kind != NULL && g_str_equal (fixture->window->kind, data);
}

static void
test_making (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *working = NULL;

  activate (fixture, "win.new-editorial", "s", SAMPLE_SET);
  wait_until (fixture, shows_something_new, "editorial");
  g_assert_cmpstr (fixture->window->id, !=, SAMPLE_EDITORIAL);

  activate (fixture, "win.new-bundle", "s", SAMPLE_SET);
  wait_until (fixture, shows_something_new, "bundle");

  activate (fixture, "win.new-set", NULL);
  wait_until (fixture, shows_something_new, "set");
  working = g_settings_get_string (fixture->settings, "working-set");
  g_assert_cmpstr (working, ==, fixture->window->id);
}

static gboolean
is_in_pane (Fixture       *fixture,
            gconstpointer  data)
{
  return sheaf_fold_get_mode (SHEAF_FOLD (fixture->window->fold)) == SHEAF_FOLD_MODE_NARROW &&
         sheaf_fold_get_pane (SHEAF_FOLD (fixture->window->fold)) ==
           (SheafFoldPane) GPOINTER_TO_INT (data);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  user_data)
{
  wait_until (fixture, is_in_pane, GINT_TO_POINTER (SHEAF_FOLD_PANE_LIST));

  activate (fixture, "win.show", "(ss)", "set", SAMPLE_SET);
  wait_until (fixture, is_in_pane, GINT_TO_POINTER (SHEAF_FOLD_PANE_CONTENT));
  activate (fixture, "win.back", NULL);
  wait_until (fixture, is_in_pane, GINT_TO_POINTER (SHEAF_FOLD_PANE_LIST));
  activate (fixture, "win.back", NULL);
  wait_until (fixture, is_in_pane, GINT_TO_POINTER (SHEAF_FOLD_PANE_SIDEBAR));
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
says (Fixture       *fixture,
      gconstpointer  data)
{
  return find_label (GTK_WIDGET (fixture->window), data) != NULL;
}

static gboolean
says_no_more (Fixture       *fixture,
              gconstpointer  data)
{
  return !says (fixture, data);
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_signal_emit_by_name (fixture->desk, "progress", 100, 900);
  wait_until (fixture, says, "100 of 900 articles…");

  /* One line, that goes on. */
  g_signal_emit_by_name (fixture->desk, "progress", 400, 900);
  wait_until (fixture, says, "400 of 900 articles…");
  g_assert_false (says (fixture, "100 of 900 articles…"));

  g_signal_emit_by_name (fixture->desk, "progress", 900, 900);
  wait_until (fixture, says_no_more, "400 of 900 articles…");
}

static gboolean
is_settled (Fixture       *fixture,
            gconstpointer  data)
{
  return g_get_monotonic_time () - fixture->window->toast_at > G_USEC_PER_SEC;
}

/* One after the other, faster than they come and go. */
static void
test_saying (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const char *const messages[] = { "One", "Two", "Three", "Four", "Five", "Six" };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      sheaf_window_say (fixture->window, messages[i]);
      wait_until (fixture, says, messages[i]);
    }

  for (guint i = 0; i + 1 < G_N_ELEMENTS (messages); i++)
    wait_until (fixture, says_no_more, messages[i]);

  /* The one that was there for a while gives way to another. */
  wait_until (fixture, is_settled, NULL);
  sheaf_window_say_with_undo (fixture->window, "Seven", "0192");
  wait_until (fixture, says, "Seven");
  wait_until (fixture, says_no_more, "Six");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  gtk_test_init (&argc, &argv, NULL);

  settings = g_settings_new ("io.github.sheafdesk.Sheaf");
  application = sheaf_application_new (settings);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

#define ADD(path, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (1200), set_up, func, tear_down)
  ADD ("/window/from one article to the next", test_moving);
  ADD ("/window/an article is dismissed, and that taken back", test_triage);
  ADD ("/window/many articles at once", test_bulk);
  ADD ("/window/a number adds to a pinned set", test_pinned_set);
  ADD ("/window/there and back again", test_places);
  ADD ("/window/what is deleted is left", test_deleted_is_left);
  ADD ("/window/what is made is gone to", test_making);
  ADD ("/window/how far a long act is", test_progress);
  ADD ("/window/what is said follows fast", test_saying);
#undef ADD
  g_test_add ("/window/one pane at a time", Fixture, GINT_TO_POINTER (420), set_up, test_narrow,
              tear_down);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
