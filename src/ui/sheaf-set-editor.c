/* sheaf-set-editor.c: a related-article set, its members as cards in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-set-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/sheaf-drag-scroll.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-member-list.h"
#include "ui/sheaf-tag-strip.h"
#include "ui/sheaf-tell.h"
#include "ui/sheaf-text-area.h"
#include "ui/sheaf-typist.h"

struct _SheafSetEditor
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkTextView *title_area;
  GtkTextView *note_area;
  AdwBin *tags_bin;
  SheafTagStrip *tags;
  GtkLabel *count_label;
  GtkActionable *editorial_button;
  GtkActionable *bundle_button;
  AdwBin *members_bin;
  SheafMemberList *members;

  SheafDesk *desk;
  SheafItem *item;
  SheafTypist *title;
  SheafTypist *note;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (SheafSetEditor, sheaf_set_editor, GTK_TYPE_WIDGET)

static void
show_counts (SheafSetEditor *self)
{
  guint n = sheaf_member_list_get_n_members (self->members);
  guint n_publishers = sheaf_member_list_get_n_publishers (self->members);
  g_autofree char *articles = NULL;
  g_autofree char *publishers = NULL;
  g_autofree char *label = NULL;

  if (n > 0)
    articles = g_strdup_printf (ngettext ("%u article", "%u articles", n), n);
  if (n_publishers > 0)
    publishers = g_strdup_printf (ngettext ("%u publisher", "%u publishers", n_publishers),
                                  n_publishers);

  label = g_strjoin (publishers != NULL ? " · " : "", articles != NULL ? articles : "",
                     publishers != NULL ? publishers : "", NULL);
  gtk_label_set_label (self->count_label, label);
}

static void
show_set (SheafSetEditor *self)
{
  SheafEntity *set = sheaf_item_get_entity (self->item);

  gtk_stack_set_visible_child_name (self->stack,
                                    sheaf_entity_is_deleted (set) ? "deleted" : "editor");
  sheaf_tag_strip_set_entity (self->tags, set);
  show_counts (self);
}

static void
on_tag_added (SheafTagStrip  *tags,
              const char     *name,
              SheafSetEditor *self)
{
  sheaf_desk_tag_item_async (self->desk, SHEAF_KIND_SET, sheaf_item_get_id (self->item), name, TRUE,
                             NULL, sheaf_tell_act_done, sheaf_tell_data (GTK_WIDGET (self), NULL));
}

static void
on_tag_removed (SheafTagStrip  *tags,
                const char     *name,
                SheafSetEditor *self)
{
  g_autofree char *message = g_strdup_printf (_("Removed #%s"), name);

  sheaf_desk_tag_item_async (self->desk, SHEAF_KIND_SET, sheaf_item_get_id (self->item), name,
                             FALSE, NULL, sheaf_tell_act_done,
                             sheaf_tell_data (GTK_WIDGET (self), message));
}

static void
delete_set (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  SheafSetEditor *self = data;
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, sheaf_item_get_id (self->item), NULL);

  sheaf_edit_delete (edit, sheaf_item_get_entity (self->item));
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit, _("Set deleted"));
}

static void
restore_set (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  SheafSetEditor *self = data;
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, sheaf_item_get_id (self->item), NULL);

  sheaf_edit_restore (edit);
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit, NULL);
}

static gboolean
sheaf_set_editor_grab_focus (GtkWidget *widget)
{
  SheafSetEditor *self = SHEAF_SET_EDITOR (widget);
  const char *title = sheaf_item_get_title (self->item);

  /* A new set is called something first. */
  if (*title == '\0')
    return gtk_widget_grab_focus (GTK_WIDGET (self->title_area));
  return gtk_widget_child_focus (GTK_WIDGET (self->members_bin), GTK_DIR_TAB_FORWARD) ||
         gtk_widget_grab_focus (GTK_WIDGET (self->title_area));
}

static void
sheaf_set_editor_dispose (GObject *object)
{
  SheafSetEditor *self = SHEAF_SET_EDITOR (object);
  GtkWidget *child;

  g_clear_object (&self->title);
  g_clear_object (&self->note);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_object (&self->item);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_set_editor_parent_class)->dispose (object);
}

static void
sheaf_set_editor_class_init (SheafSetEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_set_editor_dispose;
  widget_class->grab_focus = sheaf_set_editor_grab_focus;
  widget_class->focus = sheaf_focus_move;

  g_type_ensure (SHEAF_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-set-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, title_area);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, note_area);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, tags_bin);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, count_label);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, editorial_button);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, bundle_button);
  gtk_widget_class_bind_template_child (widget_class, SheafSetEditor, members_bin);
}

static void
sheaf_set_editor_init (SheafSetEditor *self)
{
  static const GActionEntry entries[] = {
    { "delete", delete_set },
    { "restore", restore_set },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "set", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));
  sheaf_drag_scroll_enable (self->scrolled);
}

static void
begin_typing (SheafSetEditor *self,
              const char     *id)
{
  g_autoptr (SheafTyping) title = NULL;
  g_autoptr (SheafTyping) note = NULL;

  title = sheaf_desk_type (self->desk, SHEAF_KIND_SET, id, "title");
  note = sheaf_desk_type (self->desk, SHEAF_KIND_SET, id, "note");
  self->title = sheaf_typist_new_for_view (title, self->title_area);
  self->note = sheaf_typist_new_for_view (note, self->note_area);
}

GtkWidget *
sheaf_set_editor_new (SheafDesk  *desk,
                      const char *id)
{
  SheafSetEditor *self;
  SheafItem *item;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  item = sheaf_desk_get_item (desk, SHEAF_KIND_SET, id);
  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (SHEAF_TYPE_SET_EDITOR, NULL);
  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  begin_typing (self, id);

  self->tags = SHEAF_TAG_STRIP (sheaf_tag_strip_new (desk));
  adw_bin_set_child (self->tags_bin, GTK_WIDGET (self->tags));
  g_signal_connect_object (self->tags, "added", G_CALLBACK (on_tag_added), self, 0);
  g_signal_connect_object (self->tags, "removed", G_CALLBACK (on_tag_removed), self, 0);

  self->members = SHEAF_MEMBER_LIST (sheaf_member_list_new (desk, item));
  adw_bin_set_child (self->members_bin, GTK_WIDGET (self->members));
  g_signal_connect_object (self->members, "articles-shown", G_CALLBACK (show_counts), self,
                           G_CONNECT_SWAPPED);

  gtk_actionable_set_action_target (self->editorial_button, "s", id);
  gtk_actionable_set_action_target (self->bundle_button, "s", id);

  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show_set), self, G_CONNECT_SWAPPED);
  show_set (self);

  return GTK_WIDGET (self);
}
