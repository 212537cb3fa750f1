/* test-fold.c: the container of three panes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/sheaf-fold.h"

typedef struct
{
  GtkWidget *fold;
  GtkWidget *panes[3];
} Fixture;

static GtkWidget *
create_pane (int width)
{
  GtkWidget *pane = gtk_button_new ();

  gtk_widget_set_size_request (pane, width, 100);

  return pane;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  static const char *names[] = { "sidebar", "list", "content" };

  fixture->fold = g_object_ref_sink (sheaf_fold_new ());
  for (guint i = 0; i < 3; i++)
    {
      fixture->panes[i] = create_pane (200 + 50 * (int) i);
      g_object_set (fixture->fold, names[i], fixture->panes[i], NULL);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_object_unref (fixture->fold);
}

static void
allocate (Fixture *fixture,
          int      width)
{
  gtk_widget_measure (fixture->fold, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (fixture->fold, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (fixture->fold, width, 600, -1, NULL);
}

static void
assert_pane (Fixture  *fixture,
             guint     i,
             gboolean  visible,
             int       x,
             int       width)
{
  graphene_rect_t bounds;

  g_assert_cmpint (gtk_widget_get_child_visible (fixture->panes[i]), ==, visible);
  if (!visible)
    return;

  g_assert_true (gtk_widget_compute_bounds (fixture->panes[i], fixture->fold, &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, x);
  g_assert_cmpint ((int) bounds.size.width, ==, width);
}

static void
test_measure (Fixture       *fixture,
              gconstpointer  user_data)
{
  int minimum, natural;

  gtk_widget_measure (fixture->fold, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                      NULL);

  /* The widest pane alone; and all of them. */
  g_assert_cmpint (minimum, ==, 300);
  g_assert_cmpint (natural, >=, 750);
}

static void
test_wide (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_object_set (fixture->fold, "sidebar-width", 220, "list-width", 330, NULL);
  allocate (fixture, 1280);

  g_assert_cmpint (sheaf_fold_get_mode (SHEAF_FOLD (fixture->fold)), ==, SHEAF_FOLD_MODE_WIDE);
  assert_pane (fixture, 0, TRUE, 0, 220);
  assert_pane (fixture, 1, TRUE, 220, 330);
  assert_pane (fixture, 2, TRUE, 550, 730);
}

static void
test_right_to_left (Fixture       *fixture,
                    gconstpointer  user_data)
{
  gtk_widget_set_direction (fixture->fold, GTK_TEXT_DIR_RTL);
  g_object_set (fixture->fold, "sidebar-width", 220, "list-width", 330, NULL);
  allocate (fixture, 1280);

  assert_pane (fixture, 0, TRUE, 1060, 220);
  assert_pane (fixture, 1, TRUE, 730, 330);
  assert_pane (fixture, 2, TRUE, 0, 730);
}

static void
test_positions_are_bounded (Fixture       *fixture,
                            gconstpointer  user_data)
{
  g_object_set (fixture->fold, "sidebar-width", 5000, "list-width", 1, NULL);
  allocate (fixture, 1000);

  assert_pane (fixture, 0, TRUE, 0, 450);
  assert_pane (fixture, 1, TRUE, 450, 250);
  assert_pane (fixture, 2, TRUE, 700, 300);
}

static void
test_hidden_sidebar (Fixture       *fixture,
                     gconstpointer  user_data)
{
  SheafFold *fold = SHEAF_FOLD (fixture->fold);

  g_object_set (fold, "list-width", 400, NULL);
  allocate (fixture, 1280);
  sheaf_fold_set_sidebar_visible (fold, FALSE);
  allocate (fixture, 1280);

  g_assert_false (sheaf_fold_get_sidebar_visible (fold));
  assert_pane (fixture, 0, FALSE, 0, 0);
  assert_pane (fixture, 1, TRUE, 0, 400);
  assert_pane (fixture, 2, TRUE, 400, 880);
}

static void
test_hidden_list (Fixture       *fixture,
                  gconstpointer  user_data)
{
  SheafFold *fold = SHEAF_FOLD (fixture->fold);

  g_object_set (fold, "sidebar-width", 220, "list-width", 400, NULL);
  allocate (fixture, 1280);
  sheaf_fold_set_list_visible (fold, FALSE);
  allocate (fixture, 1280);

  g_assert_false (sheaf_fold_get_list_visible (fold));
  assert_pane (fixture, 0, TRUE, 0, 220);
  assert_pane (fixture, 1, FALSE, 0, 0);
  assert_pane (fixture, 2, TRUE, 220, 1060);

  /* Whoever goes to it wants to see it. */
  sheaf_fold_set_pane (fold, SHEAF_FOLD_PANE_LIST);
  allocate (fixture, 1280);
  assert_pane (fixture, 1, TRUE, 220, 400);

  sheaf_fold_set_list_visible (fold, FALSE);
  allocate (fixture, 500);
  assert_pane (fixture, 1, TRUE, 0, 500);
}

static void
test_medium (Fixture       *fixture,
             gconstpointer  user_data)
{
  SheafFold *fold = SHEAF_FOLD (fixture->fold);

  g_object_set (fold, "sidebar-width", 220, "list-width", 330, NULL);
  allocate (fixture, 799);

  g_assert_cmpint (sheaf_fold_get_mode (fold), ==, SHEAF_FOLD_MODE_MEDIUM);
  assert_pane (fixture, 0, FALSE, 0, 0);
  assert_pane (fixture, 1, TRUE, 0, 330);
  assert_pane (fixture, 2, TRUE, 330, 469);

  /* The sidebar lies over the list and moves nothing. */
  sheaf_fold_set_sidebar_visible (fold, TRUE);
  allocate (fixture, 799);
  assert_pane (fixture, 0, TRUE, 0, 220);
  assert_pane (fixture, 1, TRUE, 0, 330);

  /* What is done in the medium mode is forgotten in no other. */
  allocate (fixture, 1280);
  g_assert_true (sheaf_fold_get_sidebar_visible (fold));
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  user_data)
{
  SheafFold *fold = SHEAF_FOLD (fixture->fold);

  allocate (fixture, 500);
  g_assert_cmpint (sheaf_fold_get_mode (fold), ==, SHEAF_FOLD_MODE_NARROW);

  for (guint i = 0; i < 3; i++)
    {
      sheaf_fold_set_pane (fold, i);
      allocate (fixture, 500);

      for (guint j = 0; j < 3; j++)
        assert_pane (fixture, j, i == j, 0, 500);
    }

  sheaf_fold_set_sidebar_visible (fold, TRUE);
  g_assert_cmpint (sheaf_fold_get_pane (fold), ==, SHEAF_FOLD_PANE_SIDEBAR);
  sheaf_fold_set_sidebar_visible (fold, FALSE);
  g_assert_cmpint (sheaf_fold_get_pane (fold), ==, SHEAF_FOLD_PANE_LIST);
}

static void
test_wide_content (Fixture       *fixture,
                   gconstpointer  user_data)
{
  /* Where two panes have no room beside each other, the width alone does not decide. */
  gtk_widget_set_size_request (fixture->panes[2], 500, 100);
  allocate (fixture, 700);
  g_assert_cmpint (sheaf_fold_get_mode (SHEAF_FOLD (fixture->fold)), ==, SHEAF_FOLD_MODE_NARROW);

  allocate (fixture, 900);
  g_assert_cmpint (sheaf_fold_get_mode (SHEAF_FOLD (fixture->fold)), ==, SHEAF_FOLD_MODE_MEDIUM);
}

static void
notified_cb (GObject    *object,
             GParamSpec *pspec,
             gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_mode_is_notified_later (Fixture       *fixture,
                             gconstpointer  user_data)
{
  guint n = 0;

  allocate (fixture, 1280);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_signal_connect (fixture->fold, "notify::mode", G_CALLBACK (notified_cb), &n);
  allocate (fixture, 500);
  g_assert_cmpuint (n, ==, 0);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_resized_by_key (Fixture       *fixture,
                     gconstpointer  user_data)
{
  GtkWidget *handle = NULL;
  int before, after;

  g_object_set (fixture->fold, "sidebar-width", 240, NULL);
  allocate (fixture, 1280);

  for (GtkWidget *child = gtk_widget_get_first_child (fixture->fold); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_str_equal (gtk_widget_get_css_name (child), "foldhandle") && handle == NULL)
        handle = child;
    }

  g_assert_nonnull (handle);
  g_assert_true (gtk_widget_get_focusable (handle));
  gtk_test_accessible_assert_role (handle, GTK_ACCESSIBLE_ROLE_SEPARATOR);

  g_object_get (fixture->fold, "sidebar-width", &before, NULL);
  g_signal_emit_by_name (handle, "nudged", 12);
  g_object_get (fixture->fold, "sidebar-width", &after, NULL);
  g_assert_cmpint (after, ==, before + 12);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/fold/its smallest width is that of one pane", test_measure);
  ADD ("/fold/wide: side by side", test_wide);
  ADD ("/fold/wide: right to left", test_right_to_left);
  ADD ("/fold/wide: no pane is squeezed", test_positions_are_bounded);
  ADD ("/fold/wide: the sidebar can be hidden", test_hidden_sidebar);
  ADD ("/fold/wide: the list can be hidden", test_hidden_list);
  ADD ("/fold/medium: the sidebar lies over the list", test_medium);
  ADD ("/fold/narrow: one pane at a time", test_narrow);
  ADD ("/fold/panes that need more room fold earlier", test_wide_content);
  ADD ("/fold/its mode is told after the layout", test_mode_is_notified_later);
  ADD ("/fold/a border is moved by keys", test_resized_by_key);
#undef ADD

  return g_test_run ();
}
