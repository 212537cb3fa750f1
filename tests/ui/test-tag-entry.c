/* test-tag-entry.c: the entry for tags, and the strip of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "model/sheaf-id.h"
#include "ui/editors/sample-desk.h"
#include "ui/sheaf-tag-entry.h"
#include "ui/sheaf-tag-strip.h"

typedef struct
{
  SheafDesk *desk;
  GtkWidget *window;
  GtkWidget *entry;
  GtkWidget *text;
  GPtrArray *entered;
} Fixture;

static void
add_tag (SheafDesk  *desk,
         const char *name,
         const char *alias)
{
  g_autofree char *id = sheaf_id_for_tag (name);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_TAG, id, NULL);
  JsonObject *value = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (value, "name", name);
  if (alias != NULL)
    {
      JsonArray *aliases = json_array_new ();

      json_array_add_string_element (aliases, alias);
      json_object_set_array_member (value, "aliases", aliases);
    }
  json_node_take_object (node, value);
  sheaf_edit_create (edit, node);
  sample_desk_edit (desk, edit);
}

static void
entered_cb (Fixture    *fixture,
            const char *name)
{
  g_ptr_array_add (fixture->entered, g_strdup (name));
}

static GtkWidget *
find_child (GtkWidget *widget,
            GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->desk = sample_desk_open (1);
  add_tag (fixture->desk, "PortAlma", "harbour town");
  add_tag (fixture->desk, "Ferries", NULL);
  add_tag (fixture->desk, "Airports", NULL);

  fixture->entered = g_ptr_array_new_with_free_func (g_free);
  fixture->window = gtk_window_new ();
  fixture->entry = sheaf_tag_entry_new (fixture->desk);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->entry);
  fixture->text = find_child (fixture->entry, GTK_TYPE_ENTRY);
  g_signal_connect_swapped (fixture->entry, "entered", G_CALLBACK (entered_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_ptr_array_unref (fixture->entered);
  sample_desk_close (fixture->desk);
}

static void
assert_match (Fixture    *fixture,
              const char *typed,
              const char *expected)
{
  g_autoptr (GPtrArray) matches =
    sheaf_tag_entry_match (sheaf_desk_get_items (fixture->desk, SHEAF_KIND_TAG), typed, 8);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            sheaf_item_get_title (g_ptr_array_index (matches, i)));

  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_match (Fixture       *fixture,
            gconstpointer  user_data)
{
  /* What begins with it comes before what holds it; spaces, case and # do not matter. */
  assert_match (fixture, "port", "PortAlma Airports");
  assert_match (fixture, "#Port al", "PortAlma");
  assert_match (fixture, "ferr", "Ferries");
  assert_match (fixture, "harbour", "PortAlma");
  assert_match (fixture, "nowhere", "");
  assert_match (fixture, "", "");
  assert_match (fixture, " # ", "");
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr (GPtrArray) matches =
    sheaf_tag_entry_match (sheaf_desk_get_items (fixture->desk, SHEAF_KIND_TAG), "r", 2);

  g_assert_cmpuint (matches->len, ==, 2);
}

static void
test_entered (Fixture       *fixture,
              gconstpointer  user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), " #osaka expo ");
  g_signal_emit_by_name (fixture->text, "activate");

  g_assert_cmpuint (fixture->entered->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->entered, 0), ==, "osaka expo");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->text)), ==, "");
}

static void
test_comma (Fixture       *fixture,
            gconstpointer  user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), "ships,");

  g_assert_cmpuint (fixture->entered->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->entered, 0), ==, "ships");
}

static void
test_nothing_entered (Fixture       *fixture,
                      gconstpointer  user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), "  # ");
  g_signal_emit_by_name (fixture->text, "activate");
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), ",");

  g_assert_cmpuint (fixture->entered->len, ==, 0);
}

static guint
count_chips (GtkWidget *strip)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (strip); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_has_css_class (child, "chip");

  return n;
}

static void
test_strip (Fixture       *fixture,
            gconstpointer  user_data)
{
  GtkWidget *strip = g_object_ref_sink (sheaf_tag_strip_new (fixture->desk));
  SheafItem *set = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, SAMPLE_SET);
  g_autofree char *ferries = sheaf_id_for_tag ("Ferries");
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, SAMPLE_SET, NULL);
  guint n_before;

  sheaf_tag_strip_set_entity (SHEAF_TAG_STRIP (strip), sheaf_item_get_entity (set));
  n_before = count_chips (strip);

  sheaf_edit_add (edit, "tags", ferries);
  sample_desk_edit (fixture->desk, edit);
  sheaf_tag_strip_set_entity (SHEAF_TAG_STRIP (strip), sheaf_item_get_entity (set));
  g_assert_cmpuint (count_chips (strip), ==, n_before + 1);

  sheaf_tag_strip_set_entity (SHEAF_TAG_STRIP (strip), NULL);
  g_assert_cmpuint (count_chips (strip), ==, 0);
  g_object_unref (strip);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/tag-entry/what is offered", test_match);
  ADD ("/tag-entry/no more than asked for", test_limit);
  ADD ("/tag-entry/Enter enters", test_entered);
  ADD ("/tag-entry/a comma enters", test_comma);
  ADD ("/tag-entry/nothing is not entered", test_nothing_entered);
  ADD ("/tag-entry/the strip shows tags", test_strip);
#undef ADD

  return g_test_run ();
}
