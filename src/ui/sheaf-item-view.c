/* sheaf-item-view.c: the pane with a list of editorials, of bundles of one status, or of stories
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-item-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "model/sheaf-time.h"
#include "ui/sheaf-actions.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-relative-time.h"

struct _SheafItemView
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *new_button;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *empty_button;

  SheafDesk *desk;
  SheafKind kind;
  char *status;
  GtkFilterListModel *items;
};

G_DEFINE_FINAL_TYPE (SheafItemView, sheaf_item_view, GTK_TYPE_WIDGET)

static const char *
get_status (SheafEntity *entity)
{
  const char *status = sheaf_entity_get_string (entity, "status");

  return status != NULL ? status : "draft";
}

static const char *
get_status_words (SheafEntity *entity)
{
  const char *status = get_status (entity);

  if (g_str_equal (status, "ready"))
    return C_("editorial", "Ready");

  if (g_str_equal (status, "scheduled"))
    return C_("bundle", "Scheduled");

  if (g_str_equal (status, "published"))
    return C_("bundle", "Published");

  if (g_str_equal (status, "retracted"))
    return C_("bundle", "Retracted");

  return C_("editorial or bundle", "Draft");
}

static char *
get_story_words (SheafEntity *story)
{
  JsonArray *articles = sheaf_entity_get_array (story, "articles");
  guint n = articles != NULL ? json_array_get_length (articles) : 0;

  return g_strdup_printf (ngettext ("%u article", "%u articles", n), n);
}

static const char *
get_title (SheafItem *item)
{
  const char *title = sheaf_item_get_title (item);

  if (*title != '\0')
    return title;

  if (sheaf_entity_get_kind (sheaf_item_get_entity (item)) == SHEAF_KIND_EDITORIAL)
    return _("Untitled Editorial");

  if (sheaf_entity_get_kind (sheaf_item_get_entity (item)) == SHEAF_KIND_STORY)
    return _("Untitled Story");

  return _("Untitled Bundle");
}

static void
show_item (SheafItem *item,
           gpointer   pspec,
           GtkWidget *box)
{
  SheafEntity *entity = sheaf_item_get_entity (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *state = gtk_widget_get_next_sibling (title);
  g_autofree char *age = sheaf_relative_time (sheaf_entity_get_updated (entity),
                                              sheaf_time_now ());
  g_autofree char *words = NULL;

  /* Nobody writes stories: they have no status. */
  if (sheaf_entity_get_kind (entity) == SHEAF_KIND_STORY)
    words = get_story_words (entity);
  else
    words = g_strdup_printf ("%s · %s", get_status_words (entity), age);

  gtk_label_set_text (GTK_LABEL (title), get_title (item));
  gtk_label_set_text (GTK_LABEL (state), words);
}

static GtkWidget *
create_row_cb (gpointer object,
               gpointer user_data)
{
  SheafItem *item = SHEAF_ITEM (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *state = gtk_label_new (NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);

  gtk_label_set_xalign (GTK_LABEL (state), 0);
  gtk_widget_add_css_class (state, "caption");
  gtk_widget_add_css_class (state, "dim-label");
  gtk_box_append (GTK_BOX (box), state);

  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show_item), box, 0);
  show_item (item, NULL, box);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  state, NULL, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (sheaf_item_get_id (item)), g_free);

  return row;
}

static gboolean
has_status_cb (gpointer item,
               gpointer user_data)
{
  SheafItemView *self = SHEAF_ITEM_VIEW (user_data);

  const char *status = get_status (sheaf_item_get_entity (item));

  /* What was retracted was published, and is found there. */
  if (g_str_equal (status, "retracted"))
    status = "published";

  return *self->status == '\0' || g_str_equal (status, self->status);
}

/* An item that is not shown yet may come to be, and one that is may go. */
static void
refilter (SheafItemView *self)
{
  if (self->items != NULL)
    gtk_filter_changed (gtk_filter_list_model_get_filter (self->items),
                        GTK_FILTER_CHANGE_DIFFERENT);
}

static void
row_activated_cb (SheafItemView *self,
                  GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "(ss)",
                              sheaf_kind_to_string (self->kind),
                              (const char *) g_object_get_data (G_OBJECT (row), "id"));
}

static void
items_changed_cb (SheafItemView *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "list");
}

typedef struct
{
  SheafKind kind;
  const char *status;
  const char *icon;
  const char *title;
  const char *description;
} Empty;

static const Empty *
find_empty (SheafItemView *self)
{
  static const Empty empty[] = {
    { SHEAF_KIND_EDITORIAL, "", "document-edit-symbolic", N_("No Editorials Yet"),
      N_("Write one on its own, or from a set, where its articles are at hand to cite.") },
    { SHEAF_KIND_BUNDLE, "draft", "sheaf-bundle-symbolic", N_("No Drafts"),
      N_("A bundle is what readers open: sets and editorials on one page.") },
    { SHEAF_KIND_BUNDLE, "scheduled", "alarm-symbolic", N_("Nothing Scheduled"),
      N_("Bundles that wait for their time to go out are listed here.") },
    { SHEAF_KIND_BUNDLE, "published", "send-to-symbolic", N_("Nothing Published Yet"),
      N_("What was published is listed here, to be corrected or retracted.") },
    { SHEAF_KIND_STORY, "", "sheaf-story-symbolic", N_("No Stories Yet"),
      N_("Stories come by themselves when several publishers report one event. Add more sources "
         "to see more of them.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      if (empty[i].kind == self->kind && g_str_equal (empty[i].status, self->status))
        return &empty[i];
    }

  return NULL;
}

static void
show_empty (SheafItemView *self)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (self->empty);
  const Empty *empty = find_empty (self);
  const char *action = NULL;
  const char *label = NULL;

  g_return_if_fail (empty != NULL);

  adw_status_page_set_icon_name (page, empty->icon);
  adw_status_page_set_title (page, _(empty->title));
  adw_status_page_set_description (page, _(empty->description));

  if (self->kind == SHEAF_KIND_EDITORIAL)
    {
      label = _("New Editorial");
      action = "win.new-editorial('')";
    }
  else if (self->kind == SHEAF_KIND_STORY)
    {
      label = _("Add Source…");
      action = "win.add-source";
    }
  else if (g_str_equal (self->status, "draft"))
    {
      label = _("New Bundle");
      action = "win.new-bundle('')";
    }
  else
    {
      label = _("Show Drafts");
      action = "win.show(('bundles', 'draft'))";
    }

  sheaf_actions_attach (GTK_ACTIONABLE (self->empty_button), action);
  gtk_button_set_label (GTK_BUTTON (self->empty_button), label);
}

static void
show_words (SheafItemView *self,
            const char    *title)
{
  gboolean editorials = self->kind == SHEAF_KIND_EDITORIAL;
  const char *label = editorials ? _("New Editorial") : _("New Bundle");

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);

  gtk_widget_set_visible (self->new_button, self->kind != SHEAF_KIND_STORY);
  sheaf_actions_attach (GTK_ACTIONABLE (self->new_button),
                        editorials ? "win.new-editorial('')" : "win.new-bundle('')");
  gtk_widget_set_tooltip_text (self->new_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  show_empty (self);
}

static gboolean
sheaf_item_view_grab_focus (GtkWidget *widget)
{
  SheafItemView *self = SHEAF_ITEM_VIEW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->empty_button);
}

static void
sheaf_item_view_dispose (GObject *object)
{
  SheafItemView *self = SHEAF_ITEM_VIEW (object);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  g_clear_object (&self->items);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->status, g_free);

  G_OBJECT_CLASS (sheaf_item_view_parent_class)->dispose (object);
}

static void
sheaf_item_view_class_init (SheafItemViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_item_view_dispose;
  widget_class->grab_focus = sheaf_item_view_grab_focus;
  widget_class->focus = sheaf_focus_move;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-item-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, header);
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, title);
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, new_button);
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, list);
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, empty);
  gtk_widget_class_bind_template_child (widget_class, SheafItemView, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "itemview");
}

static void
sheaf_item_view_init (SheafItemView *self)
{
  self->status = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sheaf_item_view_set_desk (SheafItemView *self,
                          SheafDesk     *desk)
{
  g_return_if_fail (SHEAF_IS_ITEM_VIEW (self));
  g_return_if_fail (SHEAF_IS_DESK (desk));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (desk, "counts-changed", G_CALLBACK (refilter), self,
                           G_CONNECT_SWAPPED);
}

void
sheaf_item_view_show (SheafItemView *self,
                      SheafKind      kind,
                      const char    *status,
                      const char    *title)
{
  GtkFilter *filter;

  g_return_if_fail (SHEAF_IS_ITEM_VIEW (self));
  g_return_if_fail (self->desk != NULL);

  self->kind = kind;
  g_free (self->status);
  self->status = g_strdup (status);

  /* There are few of these: unlike articles, they may be filtered here. */
  filter = GTK_FILTER (gtk_custom_filter_new (has_status_cb, self, NULL));
  g_clear_object (&self->items);
  self->items = gtk_filter_list_model_new (g_object_ref (sheaf_desk_get_items (self->desk, kind)),
                                           filter);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->items), create_row_cb,
                           self, NULL);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  show_words (self, title);
  items_changed_cb (self);
}
