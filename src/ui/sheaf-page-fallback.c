/* sheaf-page-fallback.c: stands where a page would be shown, and says why it is not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-page-fallback.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "bundle/sheaf-forms.h"

struct _SheafPageFallback
{
  GtkWidget parent_instance;

  GtkWidget *page;
  GtkWidget *button;

  JsonNode *release;
};

G_DEFINE_FINAL_TYPE (SheafPageFallback, sheaf_page_fallback, GTK_TYPE_WIDGET)

static void
say (SheafPageFallback *self,
     const char        *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-undo", "(ss)", message, "");
}

static void
on_launched (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (SheafPageFallback) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    say (self, error->message);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SheafPageFallback) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_task_propagate_pointer (G_TASK (result), &error);

  gtk_widget_set_sensitive (self->button, TRUE);
  if (uri == NULL)
    say (self, error->message);
  else
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, on_launched, g_object_ref (self));
}

/* The page as it will be published, but for the dates, which are not known yet. */
static void
write_page (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "sheaf", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "preview.html", NULL);
  g_autofree char *html = NULL;
  GError *error = NULL;

  json_object_remove_member (json_node_get_object (data), "published");
  json_object_remove_member (json_node_get_object (data), "updated");
  html = sheaf_release_to_html (data, SHEAF_PAGE_PUBLIC);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), "%s",
                             g_strerror (errno));
  else if (!g_file_replace_contents (file, html, strlen (html), NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                     NULL, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_file_get_uri (file), g_free);
}

static void
on_clicked (SheafPageFallback *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_written, g_object_ref (self));

  gtk_widget_set_sensitive (self->button, FALSE);
  g_task_set_source_tag (task, on_clicked);
  g_task_set_task_data (task, json_node_copy (self->release), (GDestroyNotify) json_node_unref);
  g_task_run_in_thread (task, write_page);
}

static void
sheaf_page_fallback_dispose (GObject *object)
{
  SheafPageFallback *self = SHEAF_PAGE_FALLBACK (object);

  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_clear_pointer (&self->release, json_node_unref);

  G_OBJECT_CLASS (sheaf_page_fallback_parent_class)->dispose (object);
}

static void
sheaf_page_fallback_class_init (SheafPageFallbackClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_page_fallback_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
sheaf_page_fallback_init (SheafPageFallback *self)
{
  self->button = gtk_button_new_with_mnemonic (_("Open in _Browser"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "pill");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_clicked), self,
                           G_CONNECT_SWAPPED);

  self->page = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->page), "sheaf-bundle-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->page), _("No Preview Here"));
  adw_status_page_set_child (ADW_STATUS_PAGE (self->page), self->button);
  gtk_widget_set_parent (self->page, GTK_WIDGET (self));
}

GtkWidget *
sheaf_page_fallback_new (void)
{
  return g_object_new (SHEAF_TYPE_PAGE_FALLBACK, NULL);
}

void
sheaf_page_fallback_show (SheafPageFallback *self,
                          const char        *why,
                          JsonNode          *release)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (SHEAF_IS_PAGE_FALLBACK (self));
  g_return_if_fail (why != NULL);

  escaped = g_markup_escape_text (why, -1);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->page), escaped);

  g_clear_pointer (&self->release, json_node_unref);
  self->release = release;
  gtk_widget_set_visible (self->button, release != NULL);
}
