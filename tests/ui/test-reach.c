/* test-reach.c: everything in the window is reached by keys, and says what it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/editors/sample-desk.h"
#include "ui/sheaf-add-source.h"
#include "ui/sheaf-application.h"
#include "ui/sheaf-preferences.h"
#include "ui/sheaf-window-private.h"

#define N_ARTICLES 4

typedef struct
{
  SheafDesk *desk;
  GSettings *settings;
  GtkWidget *window;
} Fixture;

/* A process can have but one. */
static SheafApplication *application;

static const struct
{
  const char *kind;
  const char *id;
} places[] = {
  { "kept", "" },
  { "dismissed", "" },
  { "stories", "" },
  { "tags", "" },
  { "set", SAMPLE_SET },
  { "editorials", "" },
  { "editorial", SAMPLE_EDITORIAL },
  { "bundles", "draft" },
  { "bundles", "published" },
  { "bundle", SAMPLE_BUNDLE },
  { "sources", "" },
};

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Until the window has nothing more to do that was not waited for longer than a frame. */
static void
settle (void)
{
  gboolean stop = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW, 300, stop_cb, &stop, NULL);
  while (!stop)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_source (SheafDesk *desk)
{
  JsonObject *value = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, "01930000-0000-7000-8000-00000000000a",
                                    NULL);

  json_object_set_string_member (value, "type", "feed");
  json_object_set_string_member (value, "title", "Coast Wire");
  json_object_set_string_member (value, "address", "https://coastwire.example/feed");
  json_node_take_object (node, value);
  sheaf_edit_create (edit, node);
  sample_desk_edit (desk, edit);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->desk = sample_desk_open (N_ARTICLES);
  add_source (fixture->desk);
  fixture->settings = g_settings_new ("io.github.sheafdesk.Sheaf");
  g_settings_set_string (fixture->settings, "last-place", "kept/");
  g_settings_set_int (fixture->settings, "window-width", GPOINTER_TO_INT (user_data));

  fixture->window = sheaf_window_new (GTK_APPLICATION (application), fixture->desk,
                                      fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  settle ();
  g_object_unref (fixture->settings);
  sample_desk_close (fixture->desk);
}

static void
show_place (Fixture *fixture,
            guint    i)
{
  g_assert_true (gtk_widget_activate_action (fixture->window, "win.show", "(ss)", places[i].kind,
                                             places[i].id));
  settle ();
}

/* --- names --------------------------------------------------------------------------------- */

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* What is typed into is called what it is a part of; a label says what it is by itself. GTK makes the
 * rows of a list view: their child has their name. */
static gboolean
has_name (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (is_named (widget) || GTK_IS_LABEL (widget))
    return TRUE;

  if (GTK_IS_TEXT (widget))
    return is_named (parent) || gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL;

  if (GTK_IS_LIST_VIEW (parent))
    return is_named (gtk_widget_get_first_child (widget));

  /* Libadwaita's rows are called their title. */
  return ADW_IS_PREFERENCES_ROW (widget) &&
         *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)) != '\0';
}

static char *
describe (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    g_string_append_printf (path, "%s%s", path->len > 0 ? " in " : "", G_OBJECT_TYPE_NAME (widget));

  return g_string_free (path, FALSE);
}

static guint
count_nameless (GtkWidget  *widget,
                const char *where)
{
  guint n = 0;

  /* What WebKit is made of is its own affair. */
  if (!gtk_widget_get_mapped (widget) || g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "WebKit"))
    return 0;

  if (gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) &&
      !GTK_IS_WINDOW (widget) && !GTK_IS_POPOVER (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
      !(GTK_IS_LIST_BOX (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW)) &&
      !has_name (widget))
    {
      g_autofree char *path = describe (widget);

      g_test_message ("%s: no name: %s", where, path);
      n++;
    }

  /* What is in a button, or in the list within a row, is not stopped at by itself. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !GTK_IS_BUTTON (widget) && !ADW_IS_COMBO_ROW (widget);
       child = gtk_widget_get_next_sibling (child))
    n += count_nameless (child, where);

  return n;
}

static void
test_names (Fixture       *fixture,
            gconstpointer  user_data)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      show_place (fixture, i);
      n += count_nameless (fixture->window, places[i].kind);
    }

  g_assert_cmpuint (n, ==, 0);
}

static void
test_dialog_names (Fixture       *fixture,
                   gconstpointer  user_data)
{
  GtkWidget *dialogs[] = {
    sheaf_add_source_new (GTK_WINDOW (fixture->window), fixture->desk),
    sheaf_preferences_new (GTK_WINDOW (fixture->window), fixture->desk, fixture->settings),
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      gtk_window_present (GTK_WINDOW (dialogs[i]));
      settle ();
      n += count_nameless (dialogs[i], G_OBJECT_TYPE_NAME (dialogs[i]));
      gtk_window_close (GTK_WINDOW (dialogs[i]));
    }

  g_assert_cmpuint (n, ==, 0);
}

/* --- Tab ----------------------------------------------------------------------------------- */

/* Goes from stop to stop until it is back at the first; none is come by twice before that, and every
 * pane is. Returns: how many there were, 0 if they lead elsewhere */
static guint
walk (Fixture          *fixture,
      GtkDirectionType  direction,
      const char       *where)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWindow *window = GTK_WINDOW (fixture->window);
  GtkWidget *first, *focus;

  gtk_window_set_focus (window, NULL);
  gtk_widget_child_focus (fixture->window, direction);
  first = focus = gtk_window_get_focus (window);

  do
    {
      if (focus == NULL || !g_hash_table_add (seen, focus))
        {
          g_autofree char *path = describe (focus);

          g_test_message ("%s: %s goes in circles at %s", where,
                          direction == GTK_DIR_TAB_FORWARD ? "Tab" : "Shift+Tab", path);
          return 0;
        }

      gtk_widget_child_focus (fixture->window, direction);
      focus = gtk_window_get_focus (window);
    }
  while (focus != first);

  return g_hash_table_size (seen);
}

static void
test_tab (Fixture       *fixture,
          gconstpointer  user_data)
{
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      guint forward, backward;

      show_place (fixture, i);
      forward = walk (fixture, GTK_DIR_TAB_FORWARD, places[i].kind);
      backward = walk (fixture, GTK_DIR_TAB_BACKWARD, places[i].kind);
      g_test_message ("%s: %u stops, %u back", places[i].kind, forward, backward);
      n_wrong += forward == 0 || backward == 0;
    }

  g_assert_cmpuint (n_wrong, ==, 0);
}

/* --- dialogs ------------------------------------------------------------------------------- */

static guint
count_toplevels (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) widget = g_list_model_get_item (toplevels, i);

      n += G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_visible (widget);
    }

  return n;
}

static void
test_dialog_once (Fixture       *fixture,
                   gconstpointer  user_data)
{
  gtk_widget_activate_action (fixture->window, "win.add-source", NULL);
  gtk_widget_activate_action (fixture->window, "win.add-source", NULL);
  g_assert_cmpuint (count_toplevels (SHEAF_TYPE_ADD_SOURCE), ==, 1);
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

#define ADD(path, width, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)
  ADD ("/reach/everything has a name", 1280, test_names);
  ADD ("/reach/everything in dialogs has a name", 1280, test_dialog_names);
  ADD ("/reach/Tab leads through and out again", 1280, test_tab);
  ADD ("/reach/Tab leads through one pane", 420, test_tab);
  ADD ("/reach/a dialog is opened once", 1280, test_dialog_once);
#undef ADD

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
