/* sheaf-member-card.c: a member of a set, as readers will see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-member-card.h"

#include <glib/gi18n.h>

#include "bundle/sheaf-page-words.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-list-drop.h"
#include "ui/sheaf-override-form.h"
#include "ui/sheaf-relative-time.h"
#include "ui/sheaf-role-words.h"

struct _SheafMemberCard
{
  GtkListBoxRow parent_instance;

  GtkMenuButton *role_button;
  GtkWidget *lead_label;
  GtkLabel *source_label;
  GtkToggleButton *edit_toggle;
  GtkMenuButton *menu_button;
  GtkLabel *kicker_label;
  GtkLabel *headline_label;
  GtkLabel *original_label;
  GtkLabel *excerpt_label;
  GtkRevealer *form_revealer;
  GtkWidget *form; /* made when it is first opened */

  SheafDesk *desk;
  char *set_id;
  char *key;
  SheafEntity *shown;
  JsonObject *member; /* within that */
  SheafEntity *article;
  guint place;
};

G_DEFINE_FINAL_TYPE (SheafMemberCard, sheaf_member_card, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_override (SheafMemberCard *self,
              const char      *name)
{
  JsonNode *override = NULL;
  const char *value;

  if (self->member != NULL)
    override = json_object_get_member (self->member, "override");
  if (override == NULL || !JSON_NODE_HOLDS_OBJECT (override))
    return NULL;

  value = json_object_get_string_member_with_default (json_node_get_object (override), name, NULL);
  return value != NULL && *value != '\0' ? value : NULL;
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gboolean shown = text != NULL && *text != '\0';

  gtk_widget_set_visible (GTK_WIDGET (label), shown);
  if (shown && g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

/* What an article says, or is said in its place, is read in its own direction, as on the page,
 * whatever that of the window. */
static void
show_own_text (SheafMemberCard *self,
               GtkLabel        *label,
               const char      *text)
{
  const char *direction = NULL, *language = NULL;

  if (self->article != NULL)
    {
      direction = sheaf_entity_get_string (self->article, "direction");
      language = sheaf_entity_get_string (self->article, "language");
    }
  if (direction == NULL)
    direction = sheaf_page_direction (language, text);

  gtk_widget_set_direction (GTK_WIDGET (label), g_str_equal (direction, "rtl") ? GTK_TEXT_DIR_RTL
                                                                              : GTK_TEXT_DIR_LTR);
  show_text (label, text);
}

static void
show_source (SheafMemberCard *self)
{
  g_autofree char *age = NULL;
  g_autofree char *source = NULL;
  const char *publisher;

  if (self->article == NULL)
    {
      gtk_label_set_label (self->source_label, "");
      return;
    }

  publisher = sheaf_entity_get_string (self->article, "publisher");
  age = sheaf_relative_time (sheaf_entity_get_time (self->article, "published"), sheaf_time_now ());
  if (publisher != NULL && *age != '\0')
    source = g_strdup_printf ("%s · %s", publisher, age);
  else
    source = g_strdup (publisher != NULL ? publisher : age);
  gtk_label_set_label (self->source_label, source);
}

static void
show (SheafMemberCard *self)
{
  const char *headline = get_override (self, "headline");
  const char *excerpt = get_override (self, "excerpt");
  const char *title = self->article != NULL ? sheaf_entity_get_title (self->article) : NULL;
  g_autofree char *original = NULL;
  const char *role = NULL;

  if (self->member != NULL)
    role = json_object_get_string_member_with_default (self->member, "role", NULL);
  if (excerpt == NULL && self->article != NULL)
    excerpt = sheaf_entity_get_string (self->article, "summary");
  if (headline != NULL && title != NULL)
    /* Translators: the article's own headline, under the one that the set gives it */
    original = g_strdup_printf (_("Originally: %s"), title);

  show_own_text (self, self->kicker_label, get_override (self, "kicker"));
  show_own_text (self, self->headline_label, headline != NULL ? headline : title);
  show_text (self->original_label, original);
  show_own_text (self, self->excerpt_label, excerpt);
  show_source (self);

  gtk_menu_button_set_label (self->role_button, sheaf_role_to_words (role));
  gtk_widget_set_visible (GTK_WIDGET (self->role_button), self->place != 0);
  gtk_widget_set_visible (self->lead_label, self->place == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sheaf_member_card_get_headline (self), -1);
}

static void
on_form_done (SheafOverrideForm *form,
              SheafMemberCard   *self)
{
  gtk_toggle_button_set_active (self->edit_toggle, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_edit_toggled (GtkToggleButton *toggle,
                 SheafMemberCard *self)
{
  gboolean active = gtk_toggle_button_get_active (toggle);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !active);
  if (!active)
    return;

  if (self->form == NULL)
    {
      self->form = sheaf_override_form_new (self->desk, self->set_id, self->key);
      g_signal_connect_object (self->form, "done", G_CALLBACK (on_form_done), self, 0);
      gtk_revealer_set_child (self->form_revealer, self->form);
      if (self->member != NULL)
        sheaf_override_form_set_member (SHEAF_OVERRIDE_FORM (self->form), self->member);
      sheaf_override_form_set_article (SHEAF_OVERRIDE_FORM (self->form), self->article);
    }

  sheaf_override_form_begin (SHEAF_OVERRIDE_FORM (self->form));
}

static void
append (GMenu           *menu,
        const char      *label,
        const char      *action,
        SheafMemberCard *self)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", self->key);
  g_menu_append_item (menu, item);
}

/* Menus are made when they are opened: two hundred cards would have six hundred popovers. */
static void
make_menu (GtkMenuButton *button,
           gpointer       data)
{
  SheafMemberCard *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) act = g_menu_new ();
  g_autoptr (GMenu) move = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  append (act, _("_Open Article"), "member.open", self);
  if (self->place != 0)
    append (act, _("Make _Lead"), "member.make-lead", self);
  append (move, _("Move _Up"), "member.move-up", self);
  append (move, _("Move _Down"), "member.move-down", self);
  append (end, _("_Remove from Set"), "member.remove", self);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (act));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (move));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
make_role_menu (GtkMenuButton *button,
                gpointer       data)
{
  SheafMemberCard *self = data;
  g_autoptr (GMenuModel) menu = sheaf_role_words_make_menu ("member.role", self->key);

  gtk_menu_button_set_menu_model (button, menu);
}

static GdkContentProvider *
make_content (GtkListBoxRow *row)
{
  g_autoptr (SheafTargets) targets = sheaf_targets_new_for_id (SHEAF_MEMBER_CARD (row)->key);
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_typed (SHEAF_TYPE_MEMBER_CARD, row),
    gdk_content_provider_new_typed (SHEAF_TYPE_TARGETS, targets),
  };

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

static void
sheaf_member_card_dispose (GObject *object)
{
  SheafMemberCard *self = SHEAF_MEMBER_CARD (object);

  g_clear_object (&self->desk);
  self->member = NULL;
  g_clear_pointer (&self->shown, sheaf_entity_unref);
  g_clear_pointer (&self->article, sheaf_entity_unref);

  G_OBJECT_CLASS (sheaf_member_card_parent_class)->dispose (object);
}

static void
sheaf_member_card_finalize (GObject *object)
{
  SheafMemberCard *self = SHEAF_MEMBER_CARD (object);

  g_free (self->set_id);
  g_free (self->key);

  G_OBJECT_CLASS (sheaf_member_card_parent_class)->finalize (object);
}

static void
sheaf_member_card_class_init (SheafMemberCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_member_card_dispose;
  G_OBJECT_CLASS (class)->finalize = sheaf_member_card_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-member-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, role_button);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, lead_label);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, source_label);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, edit_toggle);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, kicker_label);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, headline_label);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, original_label);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, excerpt_label);
  gtk_widget_class_bind_template_child (widget_class, SheafMemberCard, form_revealer);
}

static void
sheaf_member_card_init (SheafMemberCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
  gtk_menu_button_set_create_popup_func (self->role_button, make_role_menu, self, NULL);
  g_signal_connect_object (self->edit_toggle, "toggled", G_CALLBACK (on_edit_toggled), self, 0);

  sheaf_list_drag_enable (GTK_LIST_BOX_ROW (self), GDK_ACTION_COPY | GDK_ACTION_MOVE,
                          make_content);
}

GtkWidget *
sheaf_member_card_new (SheafDesk  *desk,
                       const char *set,
                       const char *key)
{
  SheafMemberCard *self = g_object_new (SHEAF_TYPE_MEMBER_CARD, NULL);

  self->desk = g_object_ref (desk);
  self->set_id = g_strdup (set);
  self->key = g_strdup (key);

  return GTK_WIDGET (self);
}

const char *
sheaf_member_card_get_key (SheafMemberCard *self)
{
  g_return_val_if_fail (SHEAF_IS_MEMBER_CARD (self), NULL);

  return self->key;
}

void
sheaf_member_card_set_place (SheafMemberCard *self,
                             guint            place)
{
  g_return_if_fail (SHEAF_IS_MEMBER_CARD (self));

  self->place = place;
  if (place == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lead");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lead");
  gtk_label_set_lines (self->excerpt_label, place == 0 ? 4 : 2);
}

guint
sheaf_member_card_get_place (SheafMemberCard *self)
{
  g_return_val_if_fail (SHEAF_IS_MEMBER_CARD (self), 0);

  return self->place;
}

void
sheaf_member_card_set_set (SheafMemberCard *self,
                           SheafEntity     *set)
{
  g_return_if_fail (SHEAF_IS_MEMBER_CARD (self));

  sheaf_entity_ref (set);
  g_clear_pointer (&self->shown, sheaf_entity_unref);
  self->shown = set;
  self->member = sheaf_entity_get_item (set, "members", self->key);

  show (self);
  if (self->form != NULL && self->member != NULL)
    sheaf_override_form_set_member (SHEAF_OVERRIDE_FORM (self->form), self->member);
}

void
sheaf_member_card_set_article (SheafMemberCard *self,
                               SheafEntity     *article)
{
  g_return_if_fail (SHEAF_IS_MEMBER_CARD (self));

  if (article == self->article)
    return;

  g_clear_pointer (&self->article, sheaf_entity_unref);
  self->article = article != NULL ? sheaf_entity_ref (article) : NULL;

  show (self);
  if (self->form != NULL)
    sheaf_override_form_set_article (SHEAF_OVERRIDE_FORM (self->form), article);
}

SheafEntity *
sheaf_member_card_get_article (SheafMemberCard *self)
{
  g_return_val_if_fail (SHEAF_IS_MEMBER_CARD (self), NULL);

  return self->article;
}

const char *
sheaf_member_card_get_headline (SheafMemberCard *self)
{
  const char *headline;

  g_return_val_if_fail (SHEAF_IS_MEMBER_CARD (self), NULL);

  headline = get_override (self, "headline");
  if (headline == NULL && self->article != NULL)
    headline = sheaf_entity_get_title (self->article);

  return headline != NULL ? headline : "";
}

void
sheaf_member_card_edit (SheafMemberCard *self)
{
  g_return_if_fail (SHEAF_IS_MEMBER_CARD (self));

  gtk_toggle_button_set_active (self->edit_toggle,
                                !gtk_toggle_button_get_active (self->edit_toggle));
}
