/* sheaf-tag-popover.c: what can be done with a tag: rename, give another name, merge, delete
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-tag-popover.h"

#include <glib/gi18n.h>

#include "model/sheaf-fold.h"
#include "model/sheaf-id.h"
#include "ui/sheaf-tag-entry.h"
#include "ui/sheaf-wrap.h"

struct _SheafTagPopover
{
  GtkPopover parent_instance;

  GtkWidget *box;
  GtkWidget *name;

  SheafDesk *desk;
  SheafActs *acts;
  SheafItem *tag;
};

G_DEFINE_FINAL_TYPE (SheafTagPopover, sheaf_tag_popover, GTK_TYPE_POPOVER)

/* Does @edit (taken), and says so. */
static void
edit (SheafTagPopover *self,
      SheafEdit       *change,
      const char      *message)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  g_ptr_array_add (edits, change);
  gtk_popover_popdown (GTK_POPOVER (self));
  sheaf_acts_edit (self->acts, edits, message);
}

static SheafEdit *
begin_edit (SheafTagPopover *self)
{
  return sheaf_edit_new (SHEAF_KIND_TAG, sheaf_item_get_id (self->tag), NULL);
}

static void
rename_cb (SheafTagPopover *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->name));
  const char *was = sheaf_item_get_title (self->tag);
  g_autofree char *name = sheaf_hashtag (typed);
  g_autofree char *folded = sheaf_fold (name);
  g_autofree char *folded_was = sheaf_fold (was);
  g_autofree char *message = NULL;
  SheafEdit *change;

  if (*folded == '\0' || g_str_equal (name, was))
    return;

  change = begin_edit (self);
  sheaf_edit_put_string (change, "name", was, name);

  /* Who types the former name shall find the tag still. */
  if (!g_str_equal (folded, folded_was))
    sheaf_edit_add (change, "aliases", was);

  message = g_strdup_printf (_("#%s is now #%s"), was, name);
  edit (self, change, message);
}

static void
alias_entered_cb (GtkEntry        *entry,
                  SheafTagPopover *self)
{
  g_autofree char *alias = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autofree char *folded = sheaf_fold (alias);
  g_autofree char *message = NULL;
  SheafEdit *change;

  if (*folded == '\0')
    return;

  change = begin_edit (self);
  sheaf_edit_add (change, "aliases", alias);
  message = g_strdup_printf (_("#%s is also found as “%s”"), sheaf_item_get_title (self->tag),
                             alias);
  edit (self, change, message);
}

static void
remove_alias_cb (GtkButton       *button,
                 SheafTagPopover *self)
{
  const char *alias = g_object_get_data (G_OBJECT (button), "alias");
  g_autofree char *message = g_strdup_printf (_("“%s” removed"), alias);
  SheafEdit *change = begin_edit (self);

  sheaf_edit_remove (change, "aliases", alias);
  edit (self, change, message);
}

/* Articles are not rewritten: who reads follows, and so a merge can be taken back. */
static void
merge_into_cb (SheafTagPopover *self,
               const char      *name)
{
  g_autofree char *id = sheaf_id_for_tag (name);
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) matches =
    sheaf_tag_entry_match (sheaf_desk_get_items (self->desk, SHEAF_KIND_TAG), name, 1);
  SheafItem *into = id != NULL ? sheaf_desk_get_item (self->desk, SHEAF_KIND_TAG, id) : NULL;
  SheafEdit *change;

  if (into == NULL && matches->len > 0)
    into = g_ptr_array_index (matches, 0);

  if (into == NULL || into == self->tag)
    return;

  change = begin_edit (self);
  sheaf_edit_put_string (change, "merged_into", NULL, sheaf_item_get_id (into));
  message = g_strdup_printf (_("#%s merged into #%s"), sheaf_item_get_title (self->tag),
                             sheaf_item_get_title (into));
  edit (self, change, message);
}

static void
split_cb (SheafTagPopover *self)
{
  SheafEdit *change = begin_edit (self);
  const char *into =
    sheaf_entity_get_string (sheaf_item_get_entity (self->tag), "merged_into");
  g_autofree char *message = g_strdup_printf (_("#%s stands on its own again"),
                                              sheaf_item_get_title (self->tag));

  sheaf_edit_put_string (change, "merged_into", into, NULL);
  edit (self, change, message);
}

static void
delete_cb (SheafTagPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  sheaf_acts_delete (self->acts, SHEAF_KIND_TAG, sheaf_item_get_id (self->tag));
}

/* --- its parts ----------------------------------------------------------------------------- */

static void
add_part (SheafTagPopover *self,
          const char      *title,
          GtkWidget       *widget)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_box_append (GTK_BOX (self->box), label);
  gtk_box_append (GTK_BOX (self->box), widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static GtkWidget *
create_aliases (SheafTagPopover *self)
{
  JsonArray *aliases = sheaf_entity_get_array (sheaf_item_get_entity (self->tag), "aliases");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, sheaf_wrap_new (6));

  for (guint i = 0; aliases != NULL && i < json_array_get_length (aliases); i++)
    {
      const char *alias = json_array_get_string_element (aliases, i);
      g_autofree char *label = g_strdup_printf (_("Remove “%s”"), alias);
      GtkWidget *button = gtk_button_new_with_label (alias);

      gtk_widget_set_tooltip_text (button, label);
      gtk_widget_add_css_class (button, "pill-small");
      g_object_set_data_full (G_OBJECT (button), "alias", g_strdup (alias), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_alias_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

static void
add_parts (SheafTagPopover *self)
{
  SheafEntity *tag = sheaf_item_get_entity (self->tag);
  gboolean merged = sheaf_entity_get_string (tag, "merged_into") != NULL;
  GtkWidget *alias = gtk_entry_new ();
  GtkWidget *delete = gtk_button_new_with_label (_("Delete tag"));

  self->name = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->name), sheaf_item_get_title (self->tag));
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (rename_cb), self);
  add_part (self, _("Name"), self->name);

  g_signal_connect (alias, "activate", G_CALLBACK (alias_entered_cb), self);
  add_part (self, _("Also found as"), alias);
  gtk_box_append (GTK_BOX (self->box), create_aliases (self));

  if (merged)
    {
      GtkWidget *split = gtk_button_new_with_label (_("Take the merge back"));

      g_signal_connect_swapped (split, "clicked", G_CALLBACK (split_cb), self);
      gtk_box_append (GTK_BOX (self->box), split);
    }
  else
    {
      GtkWidget *into = sheaf_tag_entry_new (self->desk);

      g_signal_connect_swapped (into, "entered", G_CALLBACK (merge_into_cb), self);
      sheaf_tag_entry_set_label (SHEAF_TAG_ENTRY (into), _("Another tag"));
      gtk_widget_add_css_class (into, "framed");
      add_part (self, _("Merge into"), into);
    }

  gtk_widget_set_margin_top (delete, 6);
  gtk_widget_add_css_class (delete, "destructive-action");
  g_signal_connect_swapped (delete, "clicked", G_CALLBACK (delete_cb), self);
  gtk_box_append (GTK_BOX (self->box), delete);
}

static void
sheaf_tag_popover_dispose (GObject *object)
{
  SheafTagPopover *self = SHEAF_TAG_POPOVER (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->acts);
  g_clear_object (&self->tag);

  G_OBJECT_CLASS (sheaf_tag_popover_parent_class)->dispose (object);
}

static void
sheaf_tag_popover_class_init (SheafTagPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_tag_popover_dispose;
}

static void
sheaf_tag_popover_init (SheafTagPopover *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_size_request (self->box, 240, -1);
  gtk_popover_set_child (GTK_POPOVER (self), self->box);
}

GtkWidget *
sheaf_tag_popover_new (SheafDesk *desk,
                       SheafActs *acts,
                       SheafItem *tag)
{
  SheafTagPopover *self = g_object_new (SHEAF_TYPE_TAG_POPOVER, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->acts = g_object_ref (acts);
  self->tag = g_object_ref (tag);
  add_parts (self);

  return GTK_WIDGET (self);
}
