/* sheaf-publish-popover.c: says what publishing will do and what stands in the way, and does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-publish-popover.h"

#include <glib/gi18n.h>

#include "bundle/sheaf-checks.h"
#include "model/sheaf-json.h"
#include "ui/sheaf-check-words.h"

struct _SheafPublishPopover
{
  GtkPopover parent_instance;

  GtkLabel *heading;
  GtkLabel *what;
  GtkWidget *checks;
  GtkWidget *publish;

  SheafDesk *desk;
  SheafItem *bundle;
  SheafPublishing *publishing;
  SheafPreview *preview; /* what was looked at */
  GCancellable *looking;
};

G_DEFINE_FINAL_TYPE (SheafPublishPopover, sheaf_publish_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
clear_checks (SheafPublishPopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->checks)) != NULL)
    gtk_box_remove (GTK_BOX (self->checks), child);
}

static void
add_check (SheafPublishPopover *self,
           const SheafCheck    *check)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (check->blocks ? "dialog-error-symbolic"
                                                                : "dialog-warning-symbolic");
  g_autofree char *words = sheaf_check_to_words (check);

  gtk_widget_add_css_class (icon, check->blocks ? "error" : "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (icon, check->blocks ? _("Stands in the way")
                                                   : _("To be considered"));
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), make_label (words, NULL));
  gtk_box_append (GTK_BOX (self->checks), row);
}

static guint
count_articles (JsonNode *release,
                guint    *n_editorials)
{
  JsonArray *sections = sheaf_json_get_array (sheaf_json_lookup (sheaf_json_get_object (release),
                                                                 "sections"));
  guint n = 0;

  for (guint i = 0; sections != NULL && i < json_array_get_length (sections); i++)
    {
      JsonObject *section = sheaf_json_get_object (json_array_get_element (sections, i));
      JsonArray *articles = sheaf_json_get_array (sheaf_json_lookup (section, "articles"));

      if (g_strcmp0 (sheaf_json_get_string (sheaf_json_lookup (section, "type")),
                     "editorial") == 0)
        (*n_editorials)++;
      else if (articles != NULL)
        n += json_array_get_length (articles);
    }

  return n;
}

/* “5 articles and an editorial go to ~/Sheaf as release 3, in place of release 2.” */
static char *
describe (SheafPublishPopover *self,
          JsonNode            *release)
{
  JsonArray *releases = sheaf_publishing_get_releases (self->publishing);
  g_autofree char *where = sheaf_publishing_describe_destinations (self->publishing);
  guint n_before = releases != NULL ? json_array_get_length (releases) : 0;
  guint n_editorials = 0;
  guint n_articles = count_articles (release, &n_editorials);
  g_autofree char *articles = NULL;
  g_autofree char *editorials = NULL;
  GString *words = g_string_new (NULL);

  articles = g_strdup_printf (ngettext ("%u article", "%u articles", n_articles), n_articles);
  editorials = g_strdup_printf (ngettext ("%u editorial", "%u editorials", n_editorials),
                                n_editorials);
  g_string_append_printf (words, _("One page with %s and %s."), articles, editorials);
  g_string_append_c (words, ' ');
  if (where != NULL)
    g_string_append_printf (words, _("It goes to %s."), where);
  else
    g_string_append (words, _("Where it goes is asked next, if it is not known yet."));
  if (n_before > 0)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, _("It takes the place of release %u."), n_before);
    }

  return g_string_free (words, FALSE);
}

static void
show (SheafPublishPopover *self,
      SheafPreview        *preview)
{
  g_autofree char *what = describe (self, preview->release);
  gboolean blocked = FALSE;

  clear_checks (self);
  for (guint i = 0; i < preview->checks->len; i++)
    {
      const SheafCheck *check = g_ptr_array_index (preview->checks, i);

      blocked |= check->blocks;
      add_check (self, check);
    }

  gtk_label_set_label (self->heading, blocked ? _("Not Ready to Publish") : _("Ready to Publish"));
  gtk_label_set_label (self->what, what);
  gtk_widget_set_visible (GTK_WIDGET (self->what), !blocked);
  gtk_widget_set_visible (self->checks, preview->checks->len > 0);
  gtk_widget_set_sensitive (self->publish, !blocked);
  if (!blocked)
    gtk_widget_grab_focus (self->publish);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  SheafPublishPopover *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPreview) preview = sheaf_desk_preview_finish (SHEAF_DESK (source), result,
                                                                &error);

  if (preview != NULL)
    {
      g_clear_pointer (&self->preview, sheaf_preview_free);
      self->preview = g_steal_pointer (&preview);
      show (self, self->preview);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_label (self->what, error->message);
}

static void
look (SheafPublishPopover *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();

  clear_checks (self);
  gtk_label_set_label (self->heading, _("Publish"));
  gtk_label_set_label (self->what, _("Looking it over…"));
  gtk_widget_set_visible (GTK_WIDGET (self->what), TRUE);
  gtk_widget_set_sensitive (self->publish, FALSE);
  sheaf_desk_preview_async (self->desk, sheaf_item_get_id (self->bundle), self->looking, on_looked,
                            self);
}

/* What was typed last becomes an edit when the popover takes the focus from it. */
static void
on_bundle_changed (SheafPublishPopover *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    look (self);
}

static void
on_publish_clicked (GtkButton           *button,
                    SheafPublishPopover *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  sheaf_publishing_begin (self->publishing, self->preview->seen, parent);
}

static void
sheaf_publish_popover_dispose (GObject *object)
{
  SheafPublishPopover *self = SHEAF_PUBLISH_POPOVER (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->preview, sheaf_preview_free);
  g_clear_object (&self->publishing);
  g_clear_object (&self->bundle);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_publish_popover_parent_class)->dispose (object);
}

static void
sheaf_publish_popover_class_init (SheafPublishPopoverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_publish_popover_dispose;
}

static void
sheaf_publish_popover_init (SheafPublishPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->heading = GTK_LABEL (make_label (NULL, "heading"));
  self->what = GTK_LABEL (make_label (NULL, NULL));
  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->publish = gtk_button_new_with_mnemonic (_("_Publish Now"));
  gtk_widget_add_css_class (self->publish, "suggested-action");
  gtk_widget_add_css_class (self->publish, "pill");
  gtk_widget_set_halign (self->publish, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->publish, "clicked", G_CALLBACK (on_publish_clicked), self, 0);

  gtk_widget_add_css_class (box, "publish-box");
  gtk_widget_set_size_request (box, 320, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), self->checks);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->what));
  gtk_box_append (GTK_BOX (box), self->publish);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (look), NULL);
}

GtkWidget *
sheaf_publish_popover_new (SheafDesk       *desk,
                           SheafItem       *bundle,
                           SheafPublishing *publishing)
{
  SheafPublishPopover *self = g_object_new (SHEAF_TYPE_PUBLISH_POPOVER, NULL);

  self->desk = g_object_ref (desk);
  self->bundle = g_object_ref (bundle);
  self->publishing = g_object_ref (publishing);
  g_signal_connect_object (bundle, "notify::entity", G_CALLBACK (on_bundle_changed), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
