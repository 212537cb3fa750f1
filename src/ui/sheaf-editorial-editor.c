/* sheaf-editorial-editor.c: an editorial as a page that is written on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-editorial-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "markup/sheaf-markdown.h"
#include "ui/sheaf-byline.h"
#include "ui/sheaf-cite-list.h"
#include "ui/sheaf-cite-provider.h"
#include "ui/sheaf-drop-down.h"
#include "ui/sheaf-find-bar.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-language-button.h"
#include "ui/sheaf-prose-view.h"
#include "ui/sheaf-spelling.h"
#include "ui/sheaf-split.h"
#include "ui/sheaf-tell.h"
#include "ui/sheaf-text-area.h"
#include "ui/sheaf-typist.h"
#include "ui/sheaf-word-count.h"

/* How long after a key the words are counted: not while one is typing. */
#define COUNT_AFTER 300

enum
{
  HEADLINE,
  STANDFIRST,
  BODY,
  N_TYPISTS,
};

struct _SheafEditorialEditor
{
  GtkWidget parent_instance;

  GtkStack *stack;
  SheafSplit *split;
  AdwBin *find_bin;
  GtkTextView *headline_area;
  GtkTextView *standfirst_area;
  AdwBin *byline_bin;
  SheafProseView *body_view;
  GtkLabel *quiet_label;
  GtkWidget *spelling_image;
  SheafLanguageButton *language_button;
  GtkDropDown *status_drop_down;
  GtkDropDown *set_drop_down;
  AdwBin *cites_bin;
  SheafCiteList *cites;
  SheafFindBar *find_bar;

  SheafDesk *desk;
  SheafItem *item;
  SheafTypist *typists[N_TYPISTS];
  SheafSpelling *spelling;
  GSimpleActionGroup *actions;
  guint count;
  SheafWordCount counted;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (SheafEditorialEditor, sheaf_editorial_editor, GTK_TYPE_WIDGET)

static SheafEntity *
get_editorial (SheafEditorialEditor *self)
{
  return sheaf_item_get_entity (self->item);
}

static void
put (SheafEditorialEditor *self,
     const char           *field,
     const char           *value)
{
  SheafEntity *editorial = get_editorial (self);
  const char *was = sheaf_entity_get_string (editorial, field);
  SheafEdit *edit;

  if (g_strcmp0 (was, value) == 0)
    return;

  edit = sheaf_edit_new (SHEAF_KIND_EDITORIAL, sheaf_item_get_id (self->item), NULL);
  sheaf_edit_put_string (edit, field, was, value);
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit, NULL);
}

static const char *
get_saved_words (SheafEditorialEditor *self)
{
  gboolean saved = TRUE;

  for (guint i = 0; i < N_TYPISTS; i++)
    {
      SheafTyping *typing = sheaf_typist_get_typing (self->typists[i]);
      const SheafTypingState state = sheaf_typing_get_state (typing);

      if (state == SHEAF_TYPING_FAILED)
        return g_error_matches (sheaf_typing_get_failure (typing), SHEAF_CLIENT_ERROR,
                                SHEAF_CLIENT_ERROR_FULL)
                 ? _("Not saved: the disk is full")
                 : _("Not saved: the disk cannot be written");
      saved &= state != SHEAF_TYPING_TYPED;
    }

  return saved ? _("Saved") : _("Saving…");
}

/* “412 words · 2 minutes · Saved” */
static void
show_quiet_line (SheafEditorialEditor *self)
{
  g_autofree char *words = sheaf_word_count_to_words (self->counted);
  g_autofree char *line = NULL;

  line = g_strdup_printf ("%s · %s", words, get_saved_words (self));
  gtk_label_set_label (self->quiet_label, line);
}

static gboolean
count_words (gpointer data)
{
  SheafEditorialEditor *self = data;
  g_autofree char *text = sheaf_prose_view_get_text (self->body_view);
  g_autoptr (GPtrArray) cited = sheaf_markdown_list_cites (text);

  self->count = 0;
  self->counted = sheaf_word_count (text);
  show_quiet_line (self);
  sheaf_cite_list_set_cited (self->cites, cited);
  return G_SOURCE_REMOVE;
}

static void
on_body_changed (GtkTextBuffer        *buffer,
                 SheafEditorialEditor *self)
{
  g_clear_handle_id (&self->count, g_source_remove);
  self->count = g_timeout_add (COUNT_AFTER, count_words, self);
}

static void
show_set (SheafEditorialEditor *self)
{
  const char *set = sheaf_entity_get_string (get_editorial (self), "set");
  GListModel *sets = sheaf_desk_get_items (self->desk, SHEAF_KIND_SET);
  GAction *open = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open-set");
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; set != NULL && i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sets, i);

      if (g_str_equal (sheaf_item_get_id (item), set))
        selected = i;
    }

  gtk_drop_down_set_selected (self->set_drop_down, selected);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (open), set != NULL);
  sheaf_cite_list_set_set (self->cites, set);
}

static void
show (SheafEditorialEditor *self)
{
  SheafEntity *editorial = get_editorial (self);
  const char *status = sheaf_entity_get_string (editorial, "status");
  const char *language = sheaf_entity_get_string (editorial, "language");

  self->showing = TRUE;
  gtk_stack_set_visible_child_name (self->stack,
                                    sheaf_entity_is_deleted (editorial) ? "deleted" : "editor");
  gtk_drop_down_set_selected (self->status_drop_down, g_strcmp0 (status, "ready") == 0);
  sheaf_language_button_set_language (self->language_button, language);
  sheaf_spelling_set_language (self->spelling, language);
  show_set (self);
  self->showing = FALSE;
}

static void
on_status_selected (GtkDropDown          *drop_down,
                    GParamSpec           *pspec,
                    SheafEditorialEditor *self)
{
  if (!self->showing)
    put (self, "status", gtk_drop_down_get_selected (drop_down) == 1 ? "ready" : "draft");
}

static void
on_language_chosen (SheafLanguageButton  *button,
                    const char           *language,
                    SheafEditorialEditor *self)
{
  put (self, "language", language);
}

static void
on_set_selected (GtkDropDown          *drop_down,
                 GParamSpec           *pspec,
                 SheafEditorialEditor *self)
{
  SheafItem *set = gtk_drop_down_get_selected_item (drop_down);

  if (!self->showing && set != NULL)
    put (self, "set", sheaf_item_get_id (set));
}

static void
on_sets_changed (GListModel           *sets,
                 guint                 position,
                 guint                 removed,
                 guint                 added,
                 SheafEditorialEditor *self)
{
  self->showing = TRUE;
  show_set (self);
  self->showing = FALSE;
}

static void
on_cite (SheafCiteList        *list,
         const char           *article,
         const char           *words,
         SheafEditorialEditor *self)
{
  /* Where only one of the two is seen, the text comes back to show what was put into it. */
  if (sheaf_split_get_folded (self->split))
    g_object_set (self->split, "show-side", FALSE, NULL);
  sheaf_prose_view_cite (self->body_view, article, words);
}

static void
show_spelling (SheafEditorialEditor *self)
{
  gboolean available = sheaf_spelling_get_available (self->spelling);
  const char *language = sheaf_entity_get_string (get_editorial (self), "language");
  g_autofree char *tip = NULL;

  if (!available && language != NULL)
    tip = g_strdup_printf (_("No dictionary for %s is installed"),
                           sheaf_language_to_words (language));
  else if (!available)
    tip = g_strdup (_("Choose a language to have the spelling checked"));

  gtk_widget_set_visible (self->spelling_image, !available);
  gtk_widget_set_tooltip_text (self->spelling_image, tip);
}

static void
on_action (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SheafEditorialEditor *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  SheafEdit *edit;

  if (g_str_equal (name, "open-set"))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "(ss)", "set",
                                  sheaf_entity_get_string (get_editorial (self), "set"));
      return;
    }

  edit = sheaf_edit_new (SHEAF_KIND_EDITORIAL, sheaf_item_get_id (self->item), NULL);
  if (g_str_equal (name, "delete"))
    sheaf_edit_delete (edit, get_editorial (self));
  else
    sheaf_edit_restore (edit);
  sheaf_tell_edit (GTK_WIDGET (self), self->desk, edit,
                   g_str_equal (name, "delete") ? _("Editorial deleted") : NULL);
}

static void
find (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  SheafEditorialEditor *self = SHEAF_EDITORIAL_EDITOR (widget);

  sheaf_find_bar_open (self->find_bar, g_str_equal (name, "editorial.replace"));
}

static gboolean
sheaf_editorial_editor_grab_focus (GtkWidget *widget)
{
  SheafEditorialEditor *self = SHEAF_EDITORIAL_EDITOR (widget);

  if (*sheaf_item_get_title (self->item) == '\0')
    return gtk_widget_grab_focus (GTK_WIDGET (self->headline_area));
  return gtk_widget_grab_focus (GTK_WIDGET (self->body_view));
}

static void
sheaf_editorial_editor_dispose (GObject *object)
{
  SheafEditorialEditor *self = SHEAF_EDITORIAL_EDITOR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->count, g_source_remove);
  for (guint i = 0; i < N_TYPISTS; i++)
    g_clear_object (&self->typists[i]);
  g_clear_object (&self->spelling);
  self->showing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_object (&self->item);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_editorial_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, stack);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, split);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, find_bin);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, headline_area);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, standfirst_area);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, byline_bin);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, body_view);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, quiet_label);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, spelling_image);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, language_button);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, status_drop_down);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, set_drop_down);
  gtk_widget_class_bind_template_child (class, SheafEditorialEditor, cites_bin);
}

static void
sheaf_editorial_editor_class_init (SheafEditorialEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_editorial_editor_dispose;
  widget_class->grab_focus = sheaf_editorial_editor_grab_focus;
  widget_class->focus = sheaf_focus_move;

  g_type_ensure (SHEAF_TYPE_LANGUAGE_BUTTON);
  g_type_ensure (SHEAF_TYPE_PROSE_VIEW);
  g_type_ensure (SHEAF_TYPE_SPLIT);
  g_type_ensure (SHEAF_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/sheafdesk/Sheaf/sheaf-editorial-editor.ui");
  bind_children (widget_class);

  gtk_widget_class_install_action (widget_class, "editorial.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "editorial.replace", NULL, find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "editorial.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK,
                                       "editorial.replace", NULL);
}

static void
sheaf_editorial_editor_init (SheafEditorialEditor *self)
{
  static const GActionEntry entries[] = {
    { "open-set", on_action },
    { "delete", on_action },
    { "restore", on_action },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "editorial-item",
                                  G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));

  self->find_bar = SHEAF_FIND_BAR (sheaf_find_bar_new (GTK_SOURCE_VIEW (self->body_view)));
  adw_bin_set_child (self->find_bin, GTK_WIDGET (self->find_bar));
  sheaf_drop_down_describe (self->status_drop_down, _("How Far It Is"));
  sheaf_drop_down_describe (self->set_drop_down, _("Set to Cite From"));
  g_signal_connect_object (self->status_drop_down, "notify::selected",
                           G_CALLBACK (on_status_selected), self, 0);
  g_signal_connect_object (self->language_button, "chosen", G_CALLBACK (on_language_chosen), self,
                           0);
}

static void
begin_typing (SheafEditorialEditor *self,
              const char           *id)
{
  static const char *const fields[N_TYPISTS] = { "headline", "standfirst", "body" };
  GtkTextView *views[N_TYPISTS] = { self->headline_area, self->standfirst_area,
                                    GTK_TEXT_VIEW (self->body_view) };

  for (guint i = 0; i < N_TYPISTS; i++)
    {
      g_autoptr (SheafTyping) typing = NULL;

      typing = sheaf_desk_type (self->desk, SHEAF_KIND_EDITORIAL, id, fields[i]);
      self->typists[i] = sheaf_typist_new_for_view (typing, views[i]);
      g_signal_connect_object (typing, "notify::state", G_CALLBACK (show_quiet_line), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
add_spelling (SheafEditorialEditor *self)
{
  g_autoptr (GFile) file = sheaf_spell_words_get_user_file ();
  g_autoptr (SheafSpellWords) words = sheaf_spell_words_new (file);

  self->spelling = sheaf_spelling_new (GTK_TEXT_VIEW (self->body_view), words);
  g_signal_connect_object (self->spelling, "notify::available", G_CALLBACK (show_spelling), self,
                           G_CONNECT_SWAPPED);
}

static void
add_cites (SheafEditorialEditor *self)
{
  GtkSourceCompletion *completion;
  g_autoptr (GtkSourceCompletionProvider) provider = NULL;
  GListModel *sets = sheaf_desk_get_items (self->desk, SHEAF_KIND_SET);
  g_autoptr (GtkExpression) title = gtk_property_expression_new (SHEAF_TYPE_ITEM, NULL, "title");

  self->cites = SHEAF_CITE_LIST (sheaf_cite_list_new (self->desk));
  adw_bin_set_child (self->cites_bin, GTK_WIDGET (self->cites));
  g_signal_connect_object (self->cites, "cite", G_CALLBACK (on_cite), self, 0);

  self->showing = TRUE;
  gtk_drop_down_set_expression (self->set_drop_down, title);
  gtk_drop_down_set_model (self->set_drop_down, sets);
  self->showing = FALSE;
  g_signal_connect_object (self->set_drop_down, "notify::selected", G_CALLBACK (on_set_selected),
                           self, 0);
  g_signal_connect_object (sets, "items-changed", G_CALLBACK (on_sets_changed), self,
                           G_CONNECT_AFTER);

  completion = gtk_source_view_get_completion (GTK_SOURCE_VIEW (self->body_view));
  g_object_set (completion, "select-on-show", TRUE, NULL);
  provider = sheaf_cite_provider_new (self->desk, self->cites);
  gtk_source_completion_add_provider (completion, provider);
}

GtkWidget *
sheaf_editorial_editor_new (SheafDesk  *desk,
                            const char *id)
{
  SheafEditorialEditor *self;
  SheafItem *item;
  GtkTextBuffer *body;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  item = sheaf_desk_get_item (desk, SHEAF_KIND_EDITORIAL, id);
  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (SHEAF_TYPE_EDITORIAL_EDITOR, NULL);
  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  add_spelling (self);
  add_cites (self);
  begin_typing (self, id);
  adw_bin_set_child (self->byline_bin, sheaf_byline_new (desk, item));

  body = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body_view));
  g_signal_connect_object (body, "changed", G_CALLBACK (on_body_changed), self, 0);
  count_words (self);

  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  show_spelling (self);
  g_object_set (self->split, "show-side",
                sheaf_entity_get_string (get_editorial (self), "set") != NULL, NULL);

  return GTK_WIDGET (self);
}
