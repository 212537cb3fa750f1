/* test-set-editor.c: a set's members put in order by keys, shown otherwise, taken out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <time.h>

#include "ui/editors/sample-desk.h"
#include "ui/sheaf-member-card.h"
#include "ui/sheaf-set-acts.h"
#include "ui/sheaf-set-editor.h"

typedef struct
{
  SheafDesk *desk;
  SheafItem *set;
  GtkWidget *window;
  GtkWidget *editor;
  char *toast;
} Fixture;

static void
on_toast (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  Fixture *fixture = data;

  g_free (fixture->toast);
  g_variant_get (parameter, "(ss)", &fixture->toast, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const GActionEntry entries[] = { { "toast-undo", on_toast, "(ss)" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  fixture->desk = sample_desk_open (GPOINTER_TO_UINT (data));
  fixture->set = sheaf_desk_get_item (fixture->desk, SHEAF_KIND_SET, SAMPLE_SET);
  fixture->window = gtk_window_new ();
  fixture->editor = sheaf_set_editor_new (fixture->desk, SAMPLE_SET);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->editor);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer editor = fixture->editor;

  g_object_add_weak_pointer (G_OBJECT (editor), &editor);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (editor != NULL && g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (editor);
  sample_desk_close (fixture->desk);
  g_free (fixture->toast);
}

static void
collect_cards (GtkWidget *widget,
               GPtrArray *cards)
{
  if (SHEAF_IS_MEMBER_CARD (widget))
    g_ptr_array_add (cards, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_cards (child, cards);
}

/* The cards in the order in which they are shown. */
static GPtrArray *
get_cards (Fixture *fixture)
{
  GPtrArray *cards = g_ptr_array_new ();

  collect_cards (fixture->editor, cards);
  return cards;
}

/* Spins until the set shows @n members in the order of the digits of @order. */
static void
wait_for (Fixture    *fixture,
          const char *order)
{
  for (;;)
    {
      g_autoptr (GPtrArray) cards = get_cards (fixture);
      g_autoptr (GString) shown = g_string_new (NULL);

      for (guint i = 0; i < cards->len; i++)
        {
          const char *key = sheaf_member_card_get_key (g_ptr_array_index (cards, i));

          g_string_append_c (shown, key[strlen (key) - 1]);
        }
      if (g_str_equal (shown->str, order))
        return;

      g_main_context_iteration (NULL, TRUE);
    }
}

static void
wait_for_articles (Fixture *fixture)
{
  g_autoptr (GPtrArray) cards = get_cards (fixture);

  while (sheaf_member_card_get_article (g_ptr_array_index (cards, cards->len - 1)) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Presses a key where the focus is, as far as controllers and bindings are concerned. */
static void
press (Fixture         *fixture,
       guint            keyval,
       GdkModifierType  modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (fixture->editor));

  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
          gboolean handled = FALSE;

          if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
            continue;
          g_signal_emit_by_name (controller, "key-pressed", keyval, 0, modifiers, &handled);
          if (handled)
            return;
        }
    }

  g_assert_not_reached ();
}

static void
focus_card (Fixture *fixture,
            guint    i)
{
  g_autoptr (GPtrArray) cards = get_cards (fixture);

  g_assert_true (gtk_widget_grab_focus (g_ptr_array_index (cards, i)));
}

static const char *
get_focused_key (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (fixture->editor));

  g_assert_true (SHEAF_IS_MEMBER_CARD (focus));
  return sheaf_member_card_get_key (SHEAF_MEMBER_CARD (focus));
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *second = sample_desk_article (1);

  wait_for (fixture, "01234");
  focus_card (fixture, 1);
  press (fixture, GDK_KEY_Down, GDK_ALT_MASK);
  wait_for (fixture, "02134");
  g_assert_cmpstr (get_focused_key (fixture), ==, second);
  press (fixture, GDK_KEY_Down, GDK_ALT_MASK);
  wait_for (fixture, "02314");
  press (fixture, GDK_KEY_Up, GDK_ALT_MASK);
  wait_for (fixture, "02134");
  g_assert_cmpstr (get_focused_key (fixture), ==, second);
}

static void
test_lead (Fixture       *fixture,
           gconstpointer  data)
{
  SheafEntity *set = sheaf_item_get_entity (fixture->set);
  g_autofree char *third = sample_desk_article (2);

  /* No lead is named: the first leads. */
  wait_for (fixture, "01234");
  g_assert_null (sheaf_entity_get_string (set, "lead"));

  focus_card (fixture, 2);
  press (fixture, GDK_KEY_Home, GDK_ALT_MASK);
  wait_for (fixture, "20134");
  set = sheaf_item_get_entity (fixture->set);
  g_assert_cmpstr (sheaf_entity_get_string (set, "lead"), ==, third);

  /* Down with the lead is up with the next. */
  press (fixture, GDK_KEY_Down, GDK_ALT_MASK);
  wait_for (fixture, "02134");
  press (fixture, GDK_KEY_Up, GDK_ALT_MASK);
  wait_for (fixture, "20134");
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *next = sample_desk_article (3);

  wait_for (fixture, "01234");
  focus_card (fixture, 2);
  press (fixture, GDK_KEY_Delete, 0);
  wait_for (fixture, "0134");
  while (fixture->toast == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->toast, ==, "Removed from the set");
  g_assert_cmpstr (get_focused_key (fixture), ==, next);
}

/* A colleague takes out one card and moves another while an override is being typed. */
static void
test_focus_is_kept (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char *first = sample_desk_article (0);
  g_autofree char *third = sample_desk_article (2);
  GtkWidget *focus;
  SheafEntity *set;

  wait_for (fixture, "01234");
  wait_for_articles (fixture);
  cards = get_cards (fixture);
  sheaf_member_card_edit (g_ptr_array_index (cards, 2));
  focus = gtk_root_get_focus (gtk_widget_get_root (fixture->editor));
  g_assert_true (gtk_widget_is_ancestor (focus, g_ptr_array_index (cards, 2)));
  g_assert_true (GTK_IS_TEXT_VIEW (focus));

  set = sheaf_item_get_entity (fixture->set);
  sample_desk_edit (fixture->desk, sheaf_set_acts_remove (set, first));
  set = sheaf_item_get_entity (fixture->set);
  sample_desk_edit (fixture->desk, sheaf_set_acts_move (set, third, NULL));
  wait_for (fixture, "1342");

  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (fixture->editor)) == focus);
}

static void
test_override (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char *key = sample_desk_article (1);
  GtkWidget *focus;

  wait_for (fixture, "01234");
  cards = get_cards (fixture);
  sheaf_member_card_edit (g_ptr_array_index (cards, 1));
  focus = gtk_root_get_focus (gtk_widget_get_root (fixture->editor));
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)),
                                    "Said otherwise", -1);

  /* Saved by itself within a second, and shown as readers will see it. */
  while (!g_str_equal (sheaf_member_card_get_headline (g_ptr_array_index (cards, 1)),
                       "Said otherwise"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sheaf_entity_get_item (sheaf_item_get_entity (fixture->set), "members", key));
}

/* What this thread has worked, in microseconds, whatever else the machine does meanwhile. */
static GtkWidget *
find_headline (GtkWidget  *widget,
               const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "headline") &&
      g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_headline (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkTextDirection
get_direction_of (GtkWidget *card)
{
  GtkWidget *label;

  /* It fills when its article has been read. */
  for (;;)
    {
      const char *headline = sheaf_member_card_get_headline (SHEAF_MEMBER_CARD (card));

      label = headline != NULL && *headline != '\0' ? find_headline (card, headline) : NULL;
      if (label != NULL)
        return gtk_widget_get_direction (label);

      g_main_context_iteration (NULL, TRUE);
    }
}

/* The last of them is in Arabic, and the one before in Japanese. */
static void
test_directions (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) cards = NULL;

  wait_for (fixture, "012345");
  cards = get_cards (fixture);

  g_assert_cmpint (get_direction_of (g_ptr_array_index (cards, 1)), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpint (get_direction_of (g_ptr_array_index (cards, 4)), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpint (get_direction_of (g_ptr_array_index (cards, 5)), ==, GTK_TEXT_DIR_RTL);
}

static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
test_two_hundred (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 longest = 0;
  guint n_pieces = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) cards = get_cards (fixture);
      gint64 before;

      if (cards->len == 200 &&
          sheaf_member_card_get_article (g_ptr_array_index (cards, 199)) != NULL)
        break;

      before = get_work ();
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, get_work () - before);
      n_pieces++;
    }

  g_test_message ("longest piece of work: %" G_GINT64_FORMAT " µs of %u", longest, n_pieces);
  g_assert_cmpint (longest, <, G_TIME_SPAN_SECOND);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/set-editor/order", Fixture, GUINT_TO_POINTER (5), set_up, test_order, tear_down);
  g_test_add ("/set-editor/lead", Fixture, GUINT_TO_POINTER (5), set_up, test_lead, tear_down);
  g_test_add ("/set-editor/remove", Fixture, GUINT_TO_POINTER (5), set_up, test_remove, tear_down);
  g_test_add ("/set-editor/focus-is-kept", Fixture, GUINT_TO_POINTER (5), set_up,
              test_focus_is_kept, tear_down);
  g_test_add ("/set-editor/override", Fixture, GUINT_TO_POINTER (5), set_up, test_override,
              tear_down);
  g_test_add ("/set-editor/directions", Fixture, GUINT_TO_POINTER (6), set_up, test_directions,
              tear_down);
  g_test_add ("/set-editor/two-hundred", Fixture, GUINT_TO_POINTER (200), set_up, test_two_hundred,
              tear_down);

  return g_test_run ();
}
