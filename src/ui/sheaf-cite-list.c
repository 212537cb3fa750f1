/* sheaf-cite-list.c: the members of an editorial's set, to cite from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-cite-list.h"

#include <glib/gi18n.h>

#include "ui/sheaf-set-acts.h"

struct _SheafCiteList
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkListBox *list;
  SheafDesk *desk;
  SheafItem *set;
  gulong changed;
  GPtrArray *articles;
  GHashTable *cited;
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (SheafCiteList, sheaf_cite_list, GTK_TYPE_WIDGET)

static guint cite_signal;

static const char *
get_headline (SheafCiteList *self,
              SheafEntity   *article)
{
  JsonObject *member;
  JsonNode *override = NULL;
  const char *headline = NULL;

  member = sheaf_entity_get_item (sheaf_item_get_entity (self->set), "members",
                                  sheaf_entity_get_id (article));
  if (member != NULL)
    override = json_object_get_member (member, "override");
  if (override != NULL && JSON_NODE_HOLDS_OBJECT (override))
    headline = json_object_get_string_member_with_default (json_node_get_object (override),
                                                           "headline", NULL);

  return headline != NULL && *headline != '\0' ? headline : sheaf_entity_get_title (article);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class,
            int         lines)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_row (SheafCiteList *self,
          SheafEntity   *article)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  const char *publisher = sheaf_entity_get_string (article, "publisher");
  GtkWidget *source = make_label (publisher != NULL ? publisher : "", "caption", 1);

  gtk_widget_add_css_class (source, "dim-label");
  gtk_widget_set_hexpand (source, TRUE);
  gtk_widget_set_tooltip_text (mark, _("Cited"));
  gtk_widget_add_css_class (mark, "accent");
  gtk_widget_set_visible (mark, g_hash_table_contains (self->cited,
                                                       sheaf_entity_get_id (article)));
  gtk_box_append (GTK_BOX (foot), source);
  gtk_box_append (GTK_BOX (foot), mark);
  gtk_box_append (GTK_BOX (box), make_label (get_headline (self, article), NULL, 3));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _("Cite this article"));
  g_object_set_data (G_OBJECT (row), "mark", mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_headline (self, article), -1);

  return row;
}

static void
show (SheafCiteList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < self->articles->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->articles, i)));
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  SheafCiteList *self = data;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;

  articles = sheaf_desk_get_articles_finish (SHEAF_DESK (source), result, &error);
  if (articles == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Cannot read what there is to cite: %s", error->message);
      return;
    }

  g_ptr_array_set_size (self->articles, 0);
  for (guint i = 0; i < articles->len; i++)
    if (g_ptr_array_index (articles, i) != NULL)
      g_ptr_array_add (self->articles, sheaf_entity_ref (g_ptr_array_index (articles, i)));
  show (self);
}

static void
load (SheafCiteList *self)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->set == NULL)
    {
      g_ptr_array_set_size (self->articles, 0);
      show (self);
      return;
    }

  self->loading = g_cancellable_new ();
  keys = sheaf_set_acts_list_keys (sheaf_item_get_entity (self->set));
  g_ptr_array_add (keys, NULL);
  sheaf_desk_get_articles_async (self->desk, (const char *const *) keys->pdata, self->loading,
                                 on_loaded, self);
}

static void
on_row_activated (GtkListBox    *list,
                  GtkListBoxRow *row,
                  SheafCiteList *self)
{
  SheafEntity *article = g_ptr_array_index (self->articles, gtk_list_box_row_get_index (row));

  g_signal_emit (self, cite_signal, 0, sheaf_entity_get_id (article), get_headline (self, article));
}

static void
sheaf_cite_list_dispose (GObject *object)
{
  SheafCiteList *self = SHEAF_CITE_LIST (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->set != NULL)
    g_clear_signal_handler (&self->changed, self->set);
  g_clear_object (&self->set);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_clear_pointer (&self->cited, g_hash_table_unref);

  G_OBJECT_CLASS (sheaf_cite_list_parent_class)->dispose (object);
}

static void
sheaf_cite_list_class_init (SheafCiteListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_cite_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  cite_signal = g_signal_new ("cite", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sheaf_cite_list_init (SheafCiteList *self)
{
  GtkWidget *placeholder = make_label (_("The articles of the editorial’s set are listed here, to "
                                         "cite from."), "dim-label", 6);

  self->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  self->cited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_widget_set_margin_top (placeholder, 18);
  gtk_widget_set_margin_start (placeholder, 18);
  gtk_widget_set_margin_end (placeholder, 18);
  gtk_label_set_justify (GTK_LABEL (placeholder), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (placeholder), 0.5);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, placeholder);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "cite-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Articles to cite"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, 0);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
sheaf_cite_list_new (SheafDesk *desk)
{
  SheafCiteList *self = g_object_new (SHEAF_TYPE_CITE_LIST, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

void
sheaf_cite_list_set_set (SheafCiteList *self,
                         const char    *set)
{
  SheafItem *item;

  g_return_if_fail (SHEAF_IS_CITE_LIST (self));

  item = set != NULL ? sheaf_desk_get_item (self->desk, SHEAF_KIND_SET, set) : NULL;
  if (item == self->set)
    return;

  if (self->set != NULL)
    g_clear_signal_handler (&self->changed, self->set);
  g_set_object (&self->set, item);
  if (item != NULL)
    self->changed = g_signal_connect_swapped (item, "notify::entity", G_CALLBACK (load), self);
  load (self);
}

void
sheaf_cite_list_set_cited (SheafCiteList *self,
                           GPtrArray     *ids)
{
  g_return_if_fail (SHEAF_IS_CITE_LIST (self));

  g_hash_table_remove_all (self->cited);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->cited, g_strdup (g_ptr_array_index (ids, i)));

  for (guint i = 0; i < self->articles->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
      const char *id = sheaf_entity_get_id (g_ptr_array_index (self->articles, i));

      if (row != NULL)
        gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "mark"),
                                g_hash_table_contains (self->cited, id));
    }
}

GPtrArray *
sheaf_cite_list_get_articles (SheafCiteList *self)
{
  g_return_val_if_fail (SHEAF_IS_CITE_LIST (self), NULL);

  return self->articles;
}

char *
sheaf_cite_make (const char *article,
                 const char *words)
{
  g_autofree char *clean = NULL;

  if (words == NULL || *words == '\0')
    return g_strdup_printf ("[[%s]]", article);

  clean = g_strdelimit (g_strdup (words), "[]|\n\r", ' ');
  return g_strdup_printf ("[[%s|%s]]", article, g_strstrip (clean));
}
