/* sheaf-tags-view.c: all tags, how often they are used, and what can be done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-tags-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "model/sheaf-fold.h"
#include "ui/sheaf-tag-popover.h"
#include "ui/sheaf-tag-words.h"

struct _SheafTagsView
{
  GtkWidget parent_instance;

  GtkWidget *search;
  GtkWidget *stack;
  GtkWidget *list;

  SheafDesk *desk;
  SheafActs *acts;
  SheafCounts *counts;
  GCancellable *cancellable;
  GtkFilterListModel *tags;
  char *typed; /* folded */
  GHashTable *rows; /* set of GtkWidget: those that show a tag */
};

G_DEFINE_FINAL_TYPE (SheafTagsView, sheaf_tags_view, GTK_TYPE_WIDGET)

/* --- rows ---------------------------------------------------------------------------------- */

typedef struct
{
  SheafTagsView *view;
  GtkWidget *name;
  GtkWidget *others;
  GtkWidget *count;
  GtkWidget *button;
  SheafItem *item;
} Row;

static void
append_aliases (GString     *string,
                SheafEntity *tag)
{
  JsonArray *aliases = sheaf_entity_get_array (tag, "aliases");

  for (guint i = 0; aliases != NULL && i < json_array_get_length (aliases); i++)
    {
      if (string->len > 0)
        g_string_append (string, ", ");
      g_string_append (string, json_array_get_string_element (aliases, i));
    }
}

static void
show_tag (Row *row)
{
  SheafEntity *tag = sheaf_item_get_entity (row->item);
  const char *into = sheaf_entity_get_string (tag, "merged_into");
  SheafItem *other = into != NULL ? sheaf_desk_get_item (row->view->desk, SHEAF_KIND_TAG, into)
                                  : NULL;
  g_autofree char *name = sheaf_tag_get_words (sheaf_item_get_title (row->item));
  g_autofree char *label = g_strdup_printf (_("Change #%s"), name + 1);
  g_autoptr (GString) others = g_string_new (NULL);
  gpointer count = NULL;
  char text[16];

  if (other != NULL)
    /* Translators: the tag that another was merged into. */
    g_string_append_printf (others, _("merged into #%s"), sheaf_item_get_title (other));
  append_aliases (others, tag);

  if (row->view->counts != NULL && row->view->counts->by_tag != NULL)
    count = g_hash_table_lookup (row->view->counts->by_tag, sheaf_item_get_id (row->item));
  g_snprintf (text, sizeof text, "%u", GPOINTER_TO_UINT (count));

  gtk_label_set_text (GTK_LABEL (row->name), name);
  gtk_label_set_text (GTK_LABEL (row->others), others->str);
  gtk_label_set_text (GTK_LABEL (row->count), text);
  gtk_widget_set_tooltip_text (row->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  Row *row = user_data;

  if (row->item != NULL)
    gtk_menu_button_set_popover (button, sheaf_tag_popover_new (row->view->desk, row->view->acts,
                                                                row->item));
}

static GtkWidget *
create_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
setup_cb (SheafTagsView *self,
          GtkListItem   *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  Row *row = g_new0 (Row, 1);

  row->view = self;
  row->name = create_label (box, NULL);
  row->others = create_label (box, "dim-label");
  gtk_widget_set_hexpand (row->others, TRUE);
  row->count = create_label (box, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (row->count), PANGO_ELLIPSIZE_NONE);

  row->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (row->button), "view-more-symbolic");
  gtk_widget_add_css_class (row->button, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (row->button), create_popover_cb, row,
                                         NULL);
  gtk_box_append (GTK_BOX (box), row->button);

  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (SheafTagsView *self,
         GtkListItem   *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");

  row->item = g_object_ref (gtk_list_item_get_item (item));
  g_signal_connect_swapped (row->item, "notify::entity", G_CALLBACK (show_tag), row);
  g_hash_table_add (self->rows, row);
  show_tag (row);
}

static void
unbind_cb (SheafTagsView *self,
           GtkListItem   *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");

  g_signal_handlers_disconnect_by_data (row->item, row);
  g_clear_object (&row->item);
  g_hash_table_remove (self->rows, row);
}

/* --- the list ------------------------------------------------------------------------------ */

static gboolean
is_found_cb (gpointer item,
             gpointer user_data)
{
  SheafTagsView *self = SHEAF_TAGS_VIEW (user_data);
  g_autofree char *folded = NULL;

  if (*self->typed == '\0')
    return TRUE;

  folded = sheaf_fold (sheaf_item_get_title (SHEAF_ITEM (item)));

  return strstr (folded, self->typed) != NULL;
}

static void
search_changed_cb (SheafTagsView *self)
{
  g_free (self->typed);
  self->typed = sheaf_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->tags), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
tags_changed_cb (SheafTagsView *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->tags)) == 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "list");
}

static void
activate_cb (SheafTagsView *self,
             guint          position)
{
  g_autoptr (SheafItem) item = g_list_model_get_item (G_LIST_MODEL (self->tags), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "(ss)", "tag",
                              sheaf_item_get_id (item));
}

static void
counts_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SheafTagsView) self = SHEAF_TAGS_VIEW (user_data);
  g_autoptr (SheafCounts) counts = sheaf_desk_get_counts_finish (SHEAF_DESK (object), result,
                                                                 NULL);
  GHashTableIter iter;
  gpointer row;

  if (counts == NULL)
    return;

  g_clear_pointer (&self->counts, sheaf_counts_free);
  self->counts = g_steal_pointer (&counts);

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    show_tag (row);
}

static void
count (SheafTagsView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sheaf_desk_get_counts_async (self->desk, self->cancellable, counts_cb, g_object_ref (self));
}

static void
sheaf_tags_view_dispose (GObject *object)
{
  SheafTagsView *self = SHEAF_TAGS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->list != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  self->list = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  g_clear_object (&self->tags);
  g_clear_object (&self->desk);
  g_clear_object (&self->acts);

  G_OBJECT_CLASS (sheaf_tags_view_parent_class)->dispose (object);
}

static void
sheaf_tags_view_finalize (GObject *object)
{
  SheafTagsView *self = SHEAF_TAGS_VIEW (object);

  g_clear_pointer (&self->counts, sheaf_counts_free);
  g_hash_table_unref (self->rows);
  g_free (self->typed);

  G_OBJECT_CLASS (sheaf_tags_view_parent_class)->finalize (object);
}

static void
sheaf_tags_view_class_init (SheafTagsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_tags_view_dispose;
  object_class->finalize = sheaf_tags_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-tags-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafTagsView, search);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsView, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafTagsView, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sheaf_tags_view_init (SheafTagsView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->typed = g_strdup ("");
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
}

GtkWidget *
sheaf_tags_view_new (SheafDesk *desk,
                     SheafActs *acts)
{
  SheafTagsView *self = g_object_new (SHEAF_TYPE_TAGS_VIEW, NULL);
  GtkFilter *filter;
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->acts = g_object_ref (acts);

  filter = GTK_FILTER (gtk_custom_filter_new (is_found_cb, self, NULL));
  self->tags = gtk_filter_list_model_new (g_object_ref (sheaf_desk_get_items (desk,
                                                                              SHEAF_KIND_TAG)),
                                          filter);
  g_signal_connect_object (self->tags, "items-changed", G_CALLBACK (tags_changed_cb), self,
                           G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->tags)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (selection));
  tags_changed_cb (self);

  g_signal_connect_object (desk, "counts-changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  count (self);

  return GTK_WIDGET (self);
}
