/* sheaf-bundle-editor.c: a bundle: its parts and fields, and the page as readers will see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-bundle-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "bundle/sheaf-checks.h"
#include "model/sheaf-json.h"
#include "ui/sheaf-drag-scroll.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-language-button.h"
#include "ui/sheaf-live-preview.h"
#include "ui/sheaf-part-list.h"
#include "ui/sheaf-publish-bar.h"
#include "ui/sheaf-publish-popover.h"
#include "ui/sheaf-publishing.h"
#include "ui/sheaf-release-list.h"
#include "ui/sheaf-split.h"
#include "ui/sheaf-tag-strip.h"
#include "ui/sheaf-tell.h"
#include "ui/sheaf-text-area.h"
#include "ui/sheaf-typist.h"

enum
{
  TITLE,
  SUMMARY,
  STANDFIRST,
  SLUG,
  N_TYPISTS,
};

struct _SheafBundleEditor
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkMenuButton *publish_button;
  AdwBin *bar_bin;
  GtkTextView *title_area;
  GtkTextView *summary_area;
  GtkTextView *standfirst_area;
  GtkTextView *slug_area;
  GtkLabel *status_label;
  AdwBin *parts_bin;
  AdwBin *tags_bin;
  AdwBin *releases_bin;
  AdwBin *preview_bin;
  SheafLanguageButton *language_button;
  SheafTagStrip *tags;
  SheafLivePreview *preview;

  SheafDesk *desk;
  SheafItem *item;
  SheafPublishing *publishing;
  SheafTypist *typists[N_TYPISTS];
  GSimpleActionGroup *actions;
  char *title; /* as the slug was last suggested for it */
};

G_DEFINE_FINAL_TYPE (SheafBundleEditor, sheaf_bundle_editor, GTK_TYPE_WIDGET)

static SheafEntity *
get_bundle (SheafBundleEditor *self)
{
  return sheaf_item_get_entity (self->item);
}

static void
put (SheafBundleEditor *self,
     const char        *field,
     const char        *value)
{
  const char *was = sheaf_entity_get_string (get_bundle (self), field);
  SheafEdit *edit;

  if (g_strcmp0 (was, value) == 0)
    return;

  edit = sheaf_edit_new (SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->item), NULL);
  sheaf_edit_put_string (edit, field, was, value);
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit, NULL);
}

static gboolean
was_published (SheafBundleEditor *self)
{
  JsonArray *releases = sheaf_publishing_get_releases (self->publishing);
  const char *status = sheaf_entity_get_string (get_bundle (self), "status");

  return (releases != NULL && json_array_get_length (releases) > 0) ||
         g_strcmp0 (status, "published") == 0 || g_strcmp0 (status, "retracted") == 0;
}

/* The address follows the title until somebody gives it one of their own, or readers know it. */
static void
suggest_slug (SheafBundleEditor *self)
{
  const char *title = sheaf_item_get_title (self->item);
  const char *slug = sheaf_entity_get_string (get_bundle (self), "slug");
  g_autofree char *suggested = sheaf_slug_from_title (self->title != NULL ? self->title : "");
  g_autofree char *next = sheaf_slug_from_title (title);
  gboolean follows = slug == NULL || *slug == '\0' || g_str_equal (slug, suggested);
  SheafTyping *typing = sheaf_typist_get_typing (self->typists[SLUG]);

  g_free (self->title);
  self->title = g_strdup (title);

  if (follows && !was_published (self) && *next != '\0' && g_strcmp0 (slug, next) != 0 &&
      sheaf_typing_get_state (typing) == SHEAF_TYPING_CLEAN)
    put (self, "slug", next);
}

static void
show_status (SheafBundleEditor *self)
{
  JsonArray *releases = sheaf_publishing_get_releases (self->publishing);
  guint n = releases != NULL ? json_array_get_length (releases) : 0;
  const char *status = sheaf_entity_get_string (get_bundle (self), "status");
  g_autofree char *label = NULL;

  if (g_strcmp0 (status, "retracted") == 0)
    label = g_strdup (_("Retracted"));
  else if (g_strcmp0 (status, "scheduled") == 0)
    label = g_strdup (_("Scheduled"));
  else if (g_strcmp0 (status, "published") == 0 && n > 0)
    label = g_strdup_printf (_("Published · release %d"),
                             (int) json_object_get_int_member_with_default
                               (json_array_get_object_element (releases, 0), "number", n));
  else if (g_strcmp0 (status, "published") == 0)
    label = g_strdup (_("Published"));
  else
    label = g_strdup (_("Draft"));

  gtk_label_set_label (self->status_label, label);
}

static void
show (SheafBundleEditor *self)
{
  SheafEntity *bundle = get_bundle (self);

  gtk_stack_set_visible_child_name (self->stack,
                                    sheaf_entity_is_deleted (bundle) ? "deleted" : "editor");
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), !sheaf_entity_is_deleted (bundle));
  sheaf_tag_strip_set_entity (self->tags, bundle);
  sheaf_language_button_set_language (self->language_button,
                                      sheaf_entity_get_string (bundle, "language"));
  show_status (self);
  suggest_slug (self);
}

static void
on_tag_added (SheafTagStrip     *tags,
              const char        *name,
              SheafBundleEditor *self)
{
  sheaf_desk_tag_item_async (self->desk, SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->item), name,
                             TRUE, NULL, sheaf_tell_act_done,
                             sheaf_tell_data (GTK_WIDGET (self), NULL));
}

static void
on_tag_removed (SheafTagStrip     *tags,
                const char        *name,
                SheafBundleEditor *self)
{
  g_autofree char *message = g_strdup_printf (_("Removed #%s"), name);

  sheaf_desk_tag_item_async (self->desk, SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->item), name,
                             FALSE, NULL, sheaf_tell_act_done,
                             sheaf_tell_data (GTK_WIDGET (self), message));
}

static void
on_language_chosen (SheafLanguageButton *button,
                    const char          *language,
                    SheafBundleEditor   *self)
{
  put (self, "language", language);
}

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SheafBundleEditor *self = data;
  gboolean restores = g_str_equal (g_action_get_name (G_ACTION (action)), "restore");
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->item), NULL);

  if (restores)
    sheaf_edit_restore (edit);
  else
    sheaf_edit_delete (edit, get_bundle (self));
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit, restores ? NULL : _("Bundle deleted"));
}

static gboolean
sheaf_bundle_editor_grab_focus (GtkWidget *widget)
{
  SheafBundleEditor *self = SHEAF_BUNDLE_EDITOR (widget);

  if (*sheaf_item_get_title (self->item) == '\0')
    return gtk_widget_grab_focus (GTK_WIDGET (self->title_area));
  return gtk_widget_child_focus (GTK_WIDGET (self->parts_bin), GTK_DIR_TAB_FORWARD);
}

static void
sheaf_bundle_editor_dispose (GObject *object)
{
  SheafBundleEditor *self = SHEAF_BUNDLE_EDITOR (object);
  GtkWidget *child;

  for (guint i = 0; i < N_TYPISTS; i++)
    g_clear_object (&self->typists[i]);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_object (&self->publishing);
  g_clear_object (&self->item);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (sheaf_bundle_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, stack);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, scrolled);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, publish_button);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, bar_bin);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, title_area);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, summary_area);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, standfirst_area);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, slug_area);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, status_label);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, parts_bin);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, tags_bin);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, releases_bin);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, preview_bin);
  gtk_widget_class_bind_template_child (class, SheafBundleEditor, language_button);
}

static void
sheaf_bundle_editor_class_init (SheafBundleEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_bundle_editor_dispose;
  widget_class->grab_focus = sheaf_bundle_editor_grab_focus;
  widget_class->focus = sheaf_focus_move;

  g_type_ensure (SHEAF_TYPE_LANGUAGE_BUTTON);
  g_type_ensure (SHEAF_TYPE_SPLIT);
  g_type_ensure (SHEAF_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/sheafdesk/Sheaf/sheaf-bundle-editor.ui");
  bind_children (widget_class);
}

static void
sheaf_bundle_editor_init (SheafBundleEditor *self)
{
  static const GActionEntry entries[] = {
    { "delete", on_action },
    { "restore", on_action },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "bundle", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));
  sheaf_drag_scroll_enable (self->scrolled);
  g_signal_connect_object (self->language_button, "chosen", G_CALLBACK (on_language_chosen), self,
                           0);
}

static void
begin_typing (SheafBundleEditor *self,
              const char        *id)
{
  static const char *const fields[N_TYPISTS] = { "title", "summary", "standfirst", "slug" };
  GtkTextView *views[N_TYPISTS] = { self->title_area, self->summary_area, self->standfirst_area,
                                    self->slug_area };

  for (guint i = 0; i < N_TYPISTS; i++)
    {
      g_autoptr (SheafTyping) typing = NULL;

      typing = sheaf_desk_type (self->desk, SHEAF_KIND_BUNDLE, id, fields[i]);
      self->typists[i] = sheaf_typist_new_for_view (typing, views[i]);
      g_signal_connect_object (gtk_text_view_get_buffer (views[i]), "changed",
                               G_CALLBACK (sheaf_live_preview_touch), self->preview,
                               G_CONNECT_SWAPPED);
    }
}

static void
add_parts (SheafBundleEditor *self)
{
  self->tags = SHEAF_TAG_STRIP (sheaf_tag_strip_new (self->desk));
  adw_bin_set_child (self->tags_bin, GTK_WIDGET (self->tags));
  g_signal_connect_object (self->tags, "added", G_CALLBACK (on_tag_added), self, 0);
  g_signal_connect_object (self->tags, "removed", G_CALLBACK (on_tag_removed), self, 0);

  adw_bin_set_child (self->parts_bin, sheaf_part_list_new (self->desk, self->item));
  adw_bin_set_child (self->releases_bin, sheaf_release_list_new (self->publishing));
  adw_bin_set_child (self->bar_bin, sheaf_publish_bar_new (self->desk, self->publishing));
  gtk_menu_button_set_popover (self->publish_button,
                               sheaf_publish_popover_new (self->desk, self->item,
                                                          self->publishing));

  self->preview = SHEAF_LIVE_PREVIEW (sheaf_live_preview_new (self->desk, self->item));
  adw_bin_set_child (self->preview_bin, GTK_WIDGET (self->preview));
}

GtkWidget *
sheaf_bundle_editor_new (SheafDesk  *desk,
                         const char *id)
{
  SheafBundleEditor *self;
  SheafItem *item;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  item = sheaf_desk_get_item (desk, SHEAF_KIND_BUNDLE, id);
  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (SHEAF_TYPE_BUNDLE_EDITOR, NULL);
  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  self->title = g_strdup (sheaf_item_get_title (item));
  self->publishing = sheaf_publishing_new (desk, item);
  add_parts (self);
  begin_typing (self, id);

  g_signal_connect_object (self->publishing, "changed", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
