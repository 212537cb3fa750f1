/* test-selection.c: which rows of a list are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/sheaf-selection.h"

typedef struct
{
  GtkStringList *strings;
  SheafSelection *selection;
  GtkSelectionModel *model;
  guint n_changes;
  guint position;
  guint n_items;
} Fixture;

static void
changed_cb (GtkSelectionModel *model,
            guint              position,
            guint              n_items,
            gpointer           user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
  fixture->position = position;
  fixture->n_items = n_items;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->strings = gtk_string_list_new (NULL);
  for (guint i = 0; i < 10; i++)
    gtk_string_list_append (fixture->strings, "row");

  fixture->selection = sheaf_selection_new (G_LIST_MODEL (fixture->strings));
  fixture->model = GTK_SELECTION_MODEL (fixture->selection);
  g_signal_connect (fixture->selection, "selection-changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_object_unref (fixture->selection);
  g_object_unref (fixture->strings);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 9);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 10);
  g_assert_true (GTK_IS_STRING_OBJECT (item));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), 10));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->model)) ==
                 g_list_model_get_item_type (G_LIST_MODEL (fixture->strings)));
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_assert_cmpuint (sheaf_selection_get_n_selected (fixture->selection), ==, 0);
  g_assert_cmpuint (sheaf_selection_get_first (fixture->selection), ==,
                    GTK_INVALID_LIST_POSITION);
}

static void
test_items (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_assert_true (gtk_selection_model_select_item (fixture->model, 3, TRUE));
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 3));
  g_assert_cmpuint (fixture->position, ==, 3);
  g_assert_cmpuint (fixture->n_items, ==, 1);

  gtk_selection_model_select_item (fixture->model, 7, FALSE);
  g_assert_cmpuint (sheaf_selection_get_n_selected (fixture->selection), ==, 2);
  g_assert_cmpuint (sheaf_selection_get_first (fixture->selection), ==, 3);

  gtk_selection_model_select_item (fixture->model, 5, TRUE);
  g_assert_cmpuint (sheaf_selection_get_n_selected (fixture->selection), ==, 1);
  g_assert_cmpuint (fixture->position, ==, 3);
  g_assert_cmpuint (fixture->n_items, ==, 5);

  gtk_selection_model_unselect_item (fixture->model, 5);
  test_nothing (fixture, NULL);
}

static void
test_ranges (Fixture       *fixture,
             gconstpointer  user_data)
{
  gtk_selection_model_select_range (fixture->model, 2, 4, TRUE);
  g_assert_cmpuint (sheaf_selection_get_n_selected (fixture->selection), ==, 4);
  g_assert_cmpuint (fixture->position, ==, 2);
  g_assert_cmpuint (fixture->n_items, ==, 4);

  gtk_selection_model_unselect_range (fixture->model, 3, 2);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 2));
  g_assert_false (gtk_selection_model_is_selected (fixture->model, 3));
  g_assert_false (gtk_selection_model_is_selected (fixture->model, 4));
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 5));
}

static void
test_unchanged_is_not_told (Fixture       *fixture,
                            gconstpointer  user_data)
{
  gtk_selection_model_select_item (fixture->model, 3, TRUE);
  gtk_selection_model_select_item (fixture->model, 3, TRUE);
  gtk_selection_model_select_item (fixture->model, 3, FALSE);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
test_beyond_the_end (Fixture       *fixture,
                     gconstpointer  user_data)
{
  gtk_selection_model_select_range (fixture->model, 8, 100, TRUE);
  g_assert_cmpuint (sheaf_selection_get_n_selected (fixture->selection), ==, 2);
}

static void
test_a_million (void)
{
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (SheafSelection) selection = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_ptr_array_add (rows, (gpointer) "row");
  g_ptr_array_add (rows, NULL);
  gtk_string_list_splice (strings, 0, 0, (const char *const *) rows->pdata);

  selection = sheaf_selection_new (G_LIST_MODEL (strings));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (sheaf_selection_get_n_selected (selection), ==, 1000000);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/selection/is the list below it", test_list);
  ADD ("/selection/nothing at first", test_nothing);
  ADD ("/selection/items", test_items);
  ADD ("/selection/ranges", test_ranges);
  ADD ("/selection/what does not change is not told", test_unchanged_is_not_told);
  ADD ("/selection/nothing beyond the end", test_beyond_the_end);
#undef ADD
  g_test_add_func ("/selection/a million in a frame", test_a_million);

  return g_test_run ();
}
