/* sheaf-clash-dialog.c: shows what two people made of the same thing, and asks which shall stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-clash-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/sheaf-merge.h"
#include "ui/sheaf-field-words.h"

struct _SheafClashDialog
{
  AdwWindow parent_instance;

  GtkWidget *title;
  GtkWidget *explanation;
  GtkWidget *scrolled;
  GtkWidget *mine;
  GtkWidget *theirs;

  SheafDesk *desk;
  SheafClash *clash; /* the one that is shown */
};

G_DEFINE_FINAL_TYPE (SheafClashDialog, sheaf_clash_dialog, ADW_TYPE_WINDOW)

/* --- in words ------------------------------------------------------------------------------ */

/* A value as a person would write it. */
static char *
get_value_words (JsonNode *value)
{
  g_autoptr (JsonGenerator) generator = NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");

  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);

  generator = json_generator_new ();
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, value);

  return json_generator_to_data (generator, NULL);
}

/* Where little is left of what there was, marks would only make a tangle of the two. */
static gboolean
is_rewritten (GPtrArray *parts)
{
  gsize n_same = 0, n_added = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      SheafDiffPart *part = g_ptr_array_index (parts, i);

      if (part->kind == SHEAF_DIFF_ADDED)
        n_added += strlen (part->text);
      else if (part->kind != SHEAF_DIFF_REMOVED && strspn (part->text, " ") < strlen (part->text))
        n_same += strlen (part->text);
    }

  return n_same * 3 < n_added;
}

char *
sheaf_clash_dialog_mark (const char *before,
                         const char *after)
{
  g_autoptr (GPtrArray) parts = sheaf_diff_words (before, after);
  g_autoptr (GString) markup = g_string_new (NULL);

  if (is_rewritten (parts))
    return g_markup_escape_text (after, -1);

  for (guint i = 0; i < parts->len; i++)
    {
      SheafDiffPart *part = g_ptr_array_index (parts, i);
      g_autofree char *escaped = g_markup_escape_text (part->text, -1);

      if (part->kind == SHEAF_DIFF_REMOVED)
        g_string_append_printf (markup, "<s>%s</s>", escaped);
      else if (part->kind == SHEAF_DIFF_ADDED)
        g_string_append_printf (markup, "<b>%s</b>", escaped);
      else
        g_string_append (markup, escaped);
    }

  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static void
show_side (GtkWidget *label,
           JsonNode  *base,
           JsonNode  *side)
{
  g_autofree char *before = get_value_words (base);
  g_autofree char *after = get_value_words (side);
  g_autofree char *markup = NULL;

  if (*after == '\0')
    markup = g_strdup_printf ("<i>%s</i>", _("nothing"));
  else
    markup = sheaf_clash_dialog_mark (before, after);

  gtk_label_set_markup (GTK_LABEL (label), markup);
}

/* --- one after another --------------------------------------------------------------------- */

static void
show_next (SheafClashDialog *self)
{
  GListModel *clashes = sheaf_desk_get_clashes (self->desk);
  g_autoptr (SheafClash) clash = g_list_model_get_item (clashes, 0);
  g_autofree char *explanation = NULL;
  g_autofree char *more = NULL;
  guint n_more = MAX (g_list_model_get_n_items (clashes), 1) - 1;
  SheafItem *item;

  if (clash == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  g_set_object (&self->clash, clash);

  item = sheaf_clash_get_kind (clash) != SHEAF_KIND_ARTICLE
           ? sheaf_desk_get_item (self->desk, sheaf_clash_get_kind (clash),
                                  sheaf_clash_get_entity_id (clash))
           : NULL;
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title),
                              item != NULL ? sheaf_item_get_title (item) : _("Article"));
  if (n_more > 0)
    more = g_strdup_printf (ngettext ("%u more after this", "%u more after this", n_more), n_more);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), more != NULL ? more : "");

  /* Translators: %s is what was changed: “the title”. */
  explanation = g_strdup_printf (_("You and a colleague both changed %s. Which shall stand?"),
                                 sheaf_field_words (sheaf_clash_get_field (clash)));
  gtk_label_set_text (GTK_LABEL (self->explanation), explanation);
  show_side (self->mine, sheaf_clash_get_base (clash), sheaf_clash_get_mine (clash));
  show_side (self->theirs, sheaf_clash_get_base (clash), sheaf_clash_get_theirs (clash));
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SheafClashDialog) self = SHEAF_CLASH_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);

  if (group == NULL)
    gtk_label_set_text (GTK_LABEL (self->explanation), error->message);
}

static void
settle (SheafClashDialog *self,
        JsonNode         *value)
{
  if (self->clash != NULL)
    sheaf_desk_settle_async (self->desk, self->clash, value, NULL, settled_cb,
                             g_object_ref (self));
}

static void
keep_mine_cb (SheafClashDialog *self)
{
  settle (self, sheaf_clash_get_mine (self->clash));
}

static void
keep_theirs_cb (SheafClashDialog *self)
{
  settle (self, sheaf_clash_get_theirs (self->clash));
}

static void
sheaf_clash_dialog_dispose (GObject *object)
{
  SheafClashDialog *self = SHEAF_CLASH_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->clash);

  G_OBJECT_CLASS (sheaf_clash_dialog_parent_class)->dispose (object);
}

static void
sheaf_clash_dialog_class_init (SheafClashDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_clash_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sheafdesk/Sheaf/sheaf-clash-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafClashDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SheafClashDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, SheafClashDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SheafClashDialog, mine);
  gtk_widget_class_bind_template_child (widget_class, SheafClashDialog, theirs);
  gtk_widget_class_bind_template_callback (widget_class, keep_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_theirs_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sheaf_clash_dialog_init (SheafClashDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Neither of the two is marked before one has read them, nor a button that Enter would press. */
  gtk_widget_grab_focus (self->scrolled);
}

GtkWidget *
sheaf_clash_dialog_new (GtkWindow *parent,
                        SheafDesk *desk)
{
  SheafClashDialog *self = g_object_new (SHEAF_TYPE_CLASH_DIALOG, "transient-for", parent, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (sheaf_desk_get_clashes (desk), "items-changed", G_CALLBACK (show_next),
                           self, G_CONNECT_SWAPPED);
  show_next (self);

  return GTK_WIDGET (self);
}
