/* test-actions.c: the one table of actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "ui/sheaf-actions.h"

static void
test_triggers_parse (void)
{
  guint n;
  const SheafAction *actions = sheaf_actions_get (&n);

  g_assert_cmpuint (n, >, 20);

  for (guint i = 0; i < n; i++)
    {
      GdkModifierType modifiers;
      guint keyval;

      g_assert_true (gtk_accelerator_parse (actions[i].trigger, &keyval, &modifiers));
      g_assert_cmpuint (keyval, !=, 0);
      g_assert_cmpstr (sheaf_action_get_title (&actions[i]), !=, "");
    }
}

static void
test_triggers_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const SheafAction *actions = sheaf_actions_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GdkModifierType modifiers;
      guint keyval;
      char *name;

      gtk_accelerator_parse (actions[i].trigger, &keyval, &modifiers);
      name = gtk_accelerator_name (keyval, modifiers);

      if (!g_hash_table_add (seen, name))
        g_error ("%s is the key of two actions", actions[i].trigger);
    }
}

/* An accelerator of the application takes a key away from every entry. */
static void
test_no_letter_is_taken_from_entries (void)
{
  guint n;
  const SheafAction *actions = sheaf_actions_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GdkModifierType modifiers;
      guint keyval;

      if (actions[i].scope != SHEAF_ACTION_SCOPE_WINDOW)
        continue;

      gtk_accelerator_parse (actions[i].trigger, &keyval, &modifiers);
      g_assert_true ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 ||
                     gdk_keyval_to_unicode (keyval) == 0);
    }
}

static void
test_targets_parse (void)
{
  guint n;
  const SheafAction *actions = sheaf_actions_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GVariant) target = NULL;
      g_autoptr (GError) error = NULL;

      if (actions[i].target == NULL)
        continue;

      target = g_variant_parse (NULL, actions[i].target, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (target);
    }
}

static void
test_tooltip (void)
{
  g_autofree char *keep = sheaf_actions_get_tooltip ("win.keep");

  g_assert_cmpstr (keep, ==, "Keep (A)");
  g_assert_null (sheaf_actions_get_tooltip ("win.no-such-action"));
}

static void
test_description (void)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());

  sheaf_actions_describe (button, "win.dismiss");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Dismiss (X)");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Dismiss");
  g_object_unref (button);
}

static guint
count_shortcuts (GtkWidget *widget)
{
  guint n = GTK_IS_SHORTCUTS_SHORTCUT (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_shortcuts (child);

  return n;
}

static void
test_shortcuts_window (void)
{
  GtkWidget *window = sheaf_actions_create_shortcuts_window ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const SheafAction *actions = sheaf_actions_get (&n);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (names, (gpointer) actions[i].name);

  /* A line for everything that can be done; more where one thing is done with several values. */
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (window));
  g_assert_cmpuint (count_shortcuts (window), >=, g_hash_table_size (names));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
create_window_around (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);

  return window;
}

static void
test_typing (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *window;

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), view);
  window = create_window_around (box);

  gtk_widget_grab_focus (button);
  g_assert_false (sheaf_actions_is_typing (box));
  gtk_widget_grab_focus (entry);
  g_assert_true (sheaf_actions_is_typing (box));
  gtk_widget_grab_focus (view);
  g_assert_true (sheaf_actions_is_typing (box));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  g_assert_false (sheaf_actions_is_typing (box));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/actions/every trigger is a key", test_triggers_parse);
  g_test_add_func ("/actions/no key has two actions", test_triggers_unique);
  g_test_add_func ("/actions/no letter is taken from entries", test_no_letter_is_taken_from_entries);
  g_test_add_func ("/actions/every target is a value", test_targets_parse);
  g_test_add_func ("/actions/a tooltip tells the key", test_tooltip);
  g_test_add_func ("/actions/a button is described", test_description);
  g_test_add_func ("/actions/the shortcuts window has all", test_shortcuts_window);
  g_test_add_func ("/actions/typing is told from the rest", test_typing);

  return g_test_run ();
}
