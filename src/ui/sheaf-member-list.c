/* sheaf-member-list.c: the members of a set as cards, put in order by drag or by keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-member-list.h"

#include <glib/gi18n.h>

#include "ui/sheaf-list-drop.h"
#include "ui/sheaf-member-card.h"
#include "ui/sheaf-set-acts.h"
#include "ui/sheaf-tell.h"

/* A screenful at once; the rest of a long set while nothing else is to be done. */
#define AT_ONCE 12
#define SLICE (4 * G_TIME_SPAN_MILLISECOND)

struct _SheafMemberList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  SheafDesk *desk;
  SheafItem *set;
  GSimpleActionGroup *actions;

  GHashTable *cards;    /* key to SheafMemberCard */
  GHashTable *articles; /* key to SheafEntity */
  guint build;
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (SheafMemberList, sheaf_member_list, GTK_TYPE_WIDGET)

static guint articles_shown_signal;

static SheafEntity *
get_set (SheafMemberList *self)
{
  return sheaf_item_get_entity (self->set);
}

static SheafMemberCard *
add_card (SheafMemberList *self,
          const char      *key)
{
  GtkWidget *card;

  card = sheaf_member_card_new (self->desk, sheaf_item_get_id (self->set), key);
  g_hash_table_insert (self->cards, g_strdup (key), card);
  sheaf_member_card_set_article (SHEAF_MEMBER_CARD (card),
                                 g_hash_table_lookup (self->articles, key));
  return SHEAF_MEMBER_CARD (card);
}

/* Makes the cards that are missing, at most until @until or the first @n.
 * Returns: whether all are there. */
static gboolean
build_cards (SheafMemberList *self,
             gint64           until,
             guint            n)
{
  SheafEntity *set = get_set (self);
  g_autoptr (GPtrArray) keys = sheaf_set_acts_list_keys (set);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      SheafMemberCard *card;

      if (g_hash_table_contains (self->cards, key))
        continue;
      if (i >= n && g_get_monotonic_time () >= until)
        return FALSE;

      card = add_card (self, key);
      sheaf_member_card_set_place (card, i);
      sheaf_member_card_set_set (card, set);
      gtk_list_box_insert (self->list, GTK_WIDGET (card), -1);
    }

  return TRUE;
}

static gboolean
build_slice (gpointer data)
{
  SheafMemberList *self = data;

  if (!build_cards (self, g_get_monotonic_time () + SLICE, 0))
    return G_SOURCE_CONTINUE;

  self->build = 0;
  return G_SOURCE_REMOVE;
}

static void
remove_card (SheafMemberList *self,
             SheafMemberCard *card)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (card));
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == GTK_WIDGET (card);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (GTK_WIDGET (card));

  gtk_list_box_remove (self->list, GTK_WIDGET (card));
  if (focused && next != NULL)
    gtk_widget_grab_focus (next);
}

static void
remove_gone (SheafMemberList *self,
             GHashTable      *wanted)
{
  GHashTableIter iter;
  gpointer key;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &key, &card))
    {
      if (g_hash_table_contains (wanted, key))
        continue;

      remove_card (self, card);
      g_hash_table_iter_remove (&iter);
    }
}

static void load_articles (SheafMemberList *self);

/* Cards are moved within the list, never taken out and put back: what has the focus keeps it, and
 * its cursor. */
static void
show_set (SheafMemberList *self)
{
  SheafEntity *set = get_set (self);
  g_autoptr (GPtrArray) keys = sheaf_set_acts_list_keys (set);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean missing = FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      SheafMemberCard *card = g_hash_table_lookup (self->cards, key);

      g_hash_table_add (wanted, (gpointer) key);
      missing |= !g_hash_table_contains (self->articles, key);
      if (card == NULL)
        continue;

      sheaf_member_card_set_place (card, i);
      sheaf_member_card_set_set (card, set);
    }

  remove_gone (self, wanted);
  gtk_list_box_invalidate_sort (self->list);
  if (!build_cards (self, 0, AT_ONCE) && self->build == 0)
    self->build = g_idle_add (build_slice, self);
  if (missing)
    load_articles (self);
}

static void
on_articles_loaded (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  SheafMemberList *self = data;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *keys;

  articles = sheaf_desk_get_articles_finish (SHEAF_DESK (source), result, &error);
  if (articles == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Cannot read a set's articles: %s", error->message);
      return;
    }

  keys = g_object_get_data (G_OBJECT (self->loading), "keys");
  for (guint i = 0; i < articles->len && i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      SheafEntity *article = g_ptr_array_index (articles, i);
      SheafMemberCard *card = g_hash_table_lookup (self->cards, key);

      if (article == NULL)
        continue;
      g_hash_table_insert (self->articles, g_strdup (key), sheaf_entity_ref (article));
      if (card != NULL)
        sheaf_member_card_set_article (card, article);
    }

  g_signal_emit (self, articles_shown_signal, 0);
}

static void
load_articles (SheafMemberList *self)
{
  g_autoptr (GPtrArray) keys = sheaf_set_acts_list_keys (get_set (self));
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_free);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();

  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (asked, g_strdup (g_ptr_array_index (keys, i)));
  g_ptr_array_add (asked, NULL);

  sheaf_desk_get_articles_async (self->desk, (const char *const *) asked->pdata, self->loading,
                                 on_articles_loaded, self);
  g_ptr_array_set_size (asked, asked->len - 1);
  g_object_set_data_full (G_OBJECT (self->loading), "keys", asked,
                          (GDestroyNotify) g_ptr_array_unref);
}

static void
on_articles_changed (SheafDesk          *desk,
                     const char *const  *ids,
                     SheafMemberList    *self)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (!g_hash_table_contains (self->cards, ids[i]))
        continue;
      load_articles (self);
      return;
    }

  if (ids == NULL)
    load_articles (self);
}

static int
compare_places (GtkListBoxRow *a,
                GtkListBoxRow *b,
                gpointer       data)
{
  guint place_a = sheaf_member_card_get_place (SHEAF_MEMBER_CARD (a));
  guint place_b = sheaf_member_card_get_place (SHEAF_MEMBER_CARD (b));

  return (place_a > place_b) - (place_a < place_b);
}

static void
edit (SheafMemberList *self,
      SheafEdit       *made,
      const char      *message)
{
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, made, message);
}

static void
open_article (SheafMemberList *self,
              const char      *key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "(ss)", "article", key);
}

/* Moves the member @key by @by places. */
static void
move_by (SheafMemberList *self,
         const char      *key,
         int              by)
{
  g_autoptr (GPtrArray) keys = sheaf_set_acts_list_keys (get_set (self));
  guint at;
  guint before;

  if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, &at) ||
      (by < 0 && at == 0) || (by > 0 && at + 1 == keys->len))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  before = by < 0 ? at - 1 : at + 2;
  edit (self, sheaf_set_acts_move (get_set (self), key, before < keys->len
                                   ? g_ptr_array_index (keys, before) : NULL), NULL);
}

static void
remove_member (SheafMemberList *self,
               const char      *key)
{
  edit (self, sheaf_set_acts_remove (get_set (self), key), _("Removed from the set"));
}

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SheafMemberList *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  const char *key = NULL;
  const char *role = NULL;

  if (g_str_equal (name, "role"))
    g_variant_get (parameter, "(&s&s)", &key, &role);
  else
    key = g_variant_get_string (parameter, NULL);

  if (g_str_equal (name, "open"))
    open_article (self, key);
  else if (g_str_equal (name, "make-lead"))
    edit (self, sheaf_set_acts_make_lead (get_set (self), key), NULL);
  else if (g_str_equal (name, "move-up"))
    move_by (self, key, -1);
  else if (g_str_equal (name, "move-down"))
    move_by (self, key, 1);
  else if (g_str_equal (name, "remove"))
    remove_member (self, key);
  else
    edit (self, sheaf_set_acts_set_role (get_set (self), key, role), NULL);
}

static SheafMemberCard *
get_focused (SheafMemberList *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return child != NULL && SHEAF_IS_MEMBER_CARD (child) ? SHEAF_MEMBER_CARD (child) : NULL;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                SheafMemberList       *self)
{
  SheafMemberCard *card = get_focused (self);
  const char *key = card != NULL ? sheaf_member_card_get_key (card) : NULL;
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();

  if (card == NULL || (held != 0 && held != GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;

  if (held == GDK_ALT_MASK && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    move_by (self, key, -1);
  else if (held == GDK_ALT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    move_by (self, key, 1);
  else if (held == GDK_ALT_MASK && (keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home))
    edit (self, sheaf_set_acts_make_lead (get_set (self), key), NULL);
  else if (held == 0 && keyval == GDK_KEY_F2)
    sheaf_member_card_edit (card);
  else if (held == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) &&
           gtk_widget_is_focus (GTK_WIDGET (card)))
    remove_member (self, key);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
on_row_activated (GtkListBox      *list,
                  SheafMemberCard *card,
                  SheafMemberList *self)
{
  open_article (self, sheaf_member_card_get_key (card));
}

static void
add_targets (SheafMemberList *self,
             SheafTargets    *targets,
             const char      *before)
{
  g_autofree char *message = NULL;
  guint n = sheaf_targets_get_n (targets);

  message = g_strdup_printf (ngettext ("Added an article", "Added %u articles", n), n);
  sheaf_desk_add_to_set_async (self->desk, sheaf_item_get_id (self->set), targets, NULL, before,
                               NULL, sheaf_tell_act_done,
                               sheaf_tell_data (GTK_WIDGET (self), message));
}

static gboolean
on_drop (const GValue *value,
         guint         index,
         gpointer      data)
{
  SheafMemberList *self = data;
  g_autoptr (GPtrArray) keys = sheaf_set_acts_list_keys (get_set (self));

  if (G_VALUE_HOLDS (value, SHEAF_TYPE_MEMBER_CARD))
    {
      SheafMemberCard *dragged = g_value_get_object (value);
      const char *key = sheaf_member_card_get_key (dragged);

      if (!gtk_widget_is_ancestor (GTK_WIDGET (dragged), GTK_WIDGET (self)))
        return FALSE;
      edit (self, sheaf_set_acts_move (get_set (self), key, index < keys->len
                                       ? g_ptr_array_index (keys, index) : NULL), NULL);
      return TRUE;
    }

  /* What is added leads only where nothing did. */
  index = MAX (index, 1);
  add_targets (self, g_value_get_boxed (value), index < keys->len
               ? g_ptr_array_index (keys, index) : NULL);
  return TRUE;
}

static void
sheaf_member_list_dispose (GObject *object)
{
  SheafMemberList *self = SHEAF_MEMBER_LIST (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->build, g_source_remove);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->articles, g_hash_table_unref);
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  g_clear_object (&self->actions);
  g_clear_object (&self->set);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_member_list_parent_class)->dispose (object);
}

static void
sheaf_member_list_class_init (SheafMemberListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_member_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);

  articles_shown_signal = g_signal_new ("articles-shown", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_controllers (SheafMemberList *self)
{
  GType types[] = { SHEAF_TYPE_MEMBER_CARD, SHEAF_TYPE_TARGETS };
  GtkEventController *keys = gtk_event_controller_key_new ();

  sheaf_list_drop_enable (self->list, types, G_N_ELEMENTS (types), on_drop, self);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("sheaf-set-symbolic");
  GtkWidget *title = gtk_label_new (_("No Articles Yet"));
  GtkWidget *words = gtk_label_new (_("Drag articles here from the list, or press S on each of them "
                                      "while this is the working set."));

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 64);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_add_css_class (title, "title-2");
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_justify (GTK_LABEL (words), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 40);
  gtk_widget_add_css_class (box, "member-none");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), words);

  return box;
}

static void
sheaf_member_list_init (SheafMemberList *self)
{
  static const GActionEntry entries[] = {
    { "open", on_action, "s" },
    { "make-lead", on_action, "s" },
    { "move-up", on_action, "s" },
    { "move-down", on_action, "s" },
    { "remove", on_action, "s" },
    { "role", on_action, "(ss)" },
  };

  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) sheaf_entity_unref);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_list_box_set_sort_func (self->list, compare_places, NULL, NULL);
  gtk_list_box_set_placeholder (self->list, make_placeholder ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "member-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Articles of the set"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  add_controllers (self);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "member", G_ACTION_GROUP (self->actions));
}

GtkWidget *
sheaf_member_list_new (SheafDesk *desk,
                       SheafItem *set)
{
  SheafMemberList *self;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);
  g_return_val_if_fail (SHEAF_IS_ITEM (set), NULL);

  self = g_object_new (SHEAF_TYPE_MEMBER_LIST, NULL);
  self->desk = g_object_ref (desk);
  self->set = g_object_ref (set);
  g_signal_connect_object (set, "notify::entity", G_CALLBACK (show_set), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "articles-changed", G_CALLBACK (on_articles_changed), self, 0);
  show_set (self);

  return GTK_WIDGET (self);
}

guint
sheaf_member_list_get_n_members (SheafMemberList *self)
{
  JsonArray *members;

  g_return_val_if_fail (SHEAF_IS_MEMBER_LIST (self), 0);

  members = sheaf_entity_get_array (get_set (self), "members");
  return members != NULL ? json_array_get_length (members) : 0;
}

guint
sheaf_member_list_get_n_publishers (SheafMemberList *self)
{
  g_autoptr (GHashTable) publishers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) keys = NULL;

  g_return_val_if_fail (SHEAF_IS_MEMBER_LIST (self), 0);

  keys = sheaf_set_acts_list_keys (get_set (self));
  for (guint i = 0; i < keys->len; i++)
    {
      SheafEntity *article = g_hash_table_lookup (self->articles, g_ptr_array_index (keys, i));
      const char *publisher = article != NULL ? sheaf_entity_get_string (article, "publisher")
                                              : NULL;

      if (publisher != NULL)
        g_hash_table_add (publishers, (gpointer) publisher);
    }

  return g_hash_table_size (publishers);
}
