/* sheaf-live-preview.c: a bundle's page as readers will see it, kept up with what is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-live-preview.h"

#include "bundle/sheaf-forms.h"
#include "client/sheaf-image-fetcher.h"
#include "ui/sheaf-page-fallback.h"
#include "ui/sheaf-page-module.h"

/* After the last change, and at the latest after the first of many. */
#define RENDER_AFTER 350
#define RENDER_AT_LATEST (1500 * G_TIME_SPAN_MILLISECOND)

struct _SheafLivePreview
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GtkWidget *page; /* made when there is something to show */
  GtkWidget *fallback;

  SheafDesk *desk;
  SheafItem *bundle;
  SheafImageFetcher *fetcher;
  GPtrArray *parts; /* (element-type SheafItem) */
  guint render;
  gint64 touched; /* when the first change came that is not shown; 0 if all are */
  gboolean rendering;
  gboolean probed;  /* whether a page can be shown at all */
  char *why_not;    /* in words; NULL if it can */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafLivePreview, sheaf_live_preview, GTK_TYPE_WIDGET)

static void schedule (SheafLivePreview *self);

static void
finish (SheafLivePreview *self)
{
  self->rendering = FALSE;
  if (self->touched != 0)
    schedule (self);
}

static void
make_page (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  g_task_return_pointer (task, sheaf_release_to_html (data, SHEAF_PAGE_PREVIEW), g_free);
}

static void
show_failure (SheafLivePreview *self,
              const char       *message,
              JsonNode         *release)
{
  sheaf_page_fallback_show (SHEAF_PAGE_FALLBACK (self->fallback), message, release);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->fallback);
}

static gboolean on_image (GtkWidget *page, const char *escaped, GTask *task,
                          SheafLivePreview *self);

static void
show_page (SheafLivePreview *self,
           const char       *html)
{
  g_autoptr (GError) error = NULL;

  if (self->page == NULL)
    {
      self->page = sheaf_page_module_create_view (&error);
      if (self->page == NULL)
        {
          show_failure (self, error->message, NULL);
          return;
        }
      g_signal_connect_object (self->page, "image", G_CALLBACK (on_image), self, 0);
      gtk_stack_add_named (GTK_STACK (self->stack), self->page, "page");
    }

  g_object_set (self->page, "html", html, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "page");
}

static void
on_page_made (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  SheafLivePreview *self = SHEAF_LIVE_PREVIEW (source);
  g_autofree char *html = g_task_propagate_pointer (G_TASK (result), NULL);

  if (html == NULL)
    return;

  show_page (self, html);
  finish (self);
}

static void
on_composed (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  SheafLivePreview *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPreview) preview = sheaf_desk_preview_finish (SHEAF_DESK (source), result,
                                                                &error);
  g_autoptr (GTask) task = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview == NULL)
    {
      show_failure (self, error->message, NULL);
      finish (self);
      return;
    }

  if (self->why_not != NULL)
    {
      show_failure (self, self->why_not, g_steal_pointer (&preview->release));
      finish (self);
      return;
    }

  /* The release is this task's alone from here on. */
  task = g_task_new (self, self->cancellable, on_page_made, NULL);
  g_task_set_source_tag (task, on_composed);
  g_task_set_task_data (task, g_steal_pointer (&preview->release),
                        (GDestroyNotify) json_node_unref);
  g_task_run_in_thread (task, make_page);
}

/* The address of the source at the same host, which may be one of this network. */
static char *
find_source (SheafLivePreview *self,
             const char       *address)
{
  GListModel *sources = sheaf_desk_get_items (self->desk, SHEAF_KIND_SOURCE);
  g_autoptr (GUri) image = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  for (guint i = 0; image != NULL && i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sources, i);
      const char *source = sheaf_entity_get_string (sheaf_item_get_entity (item), "address");
      g_autoptr (GUri) uri = source != NULL ? g_uri_parse (source, G_URI_FLAGS_NONE, NULL) : NULL;

      if (uri != NULL && g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (image)) == 0)
        return g_strdup (source);
    }

  return NULL;
}

static void
on_image_fetched (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  GBytes *bytes = sheaf_image_fetcher_get_finish (SHEAF_IMAGE_FETCHER (source), result, NULL);

  g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static gboolean
on_image (GtkWidget        *page,
          const char       *escaped,
          GTask            *task,
          SheafLivePreview *self)
{
  g_autofree char *address = g_uri_unescape_string (escaped, NULL);
  g_autofree char *source = NULL;

  if (address == NULL)
    return FALSE;

  source = find_source (self, address);
  sheaf_image_fetcher_get_async (self->fetcher, address, source, self->cancellable,
                                 on_image_fetched, g_object_ref (task));
  return TRUE;
}

static void
on_probed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  SheafLivePreview *self = data;
  g_autoptr (GError) error = NULL;
  gboolean shows = sheaf_page_module_probe_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->probed = TRUE;
  self->why_not = shows ? NULL : g_strdup (error->message);
  finish (self);
}

static gboolean
render (gpointer data)
{
  SheafLivePreview *self = data;

  self->render = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->rendering)
    return G_SOURCE_REMOVE;

  self->rendering = TRUE;
  if (!self->probed)
    {
      sheaf_page_module_probe_async (self->cancellable, on_probed, self);
      return G_SOURCE_REMOVE;
    }

  self->touched = 0;
  sheaf_desk_preview_async (self->desk, sheaf_item_get_id (self->bundle), self->cancellable,
                            on_composed, self);
  return G_SOURCE_REMOVE;
}

static void
schedule (SheafLivePreview *self)
{
  gint64 waited = g_get_monotonic_time () - self->touched;

  if (self->render != 0 && waited > RENDER_AT_LATEST)
    return;

  g_clear_handle_id (&self->render, g_source_remove);
  self->render = g_timeout_add (RENDER_AFTER, render, self);
}

void
sheaf_live_preview_touch (SheafLivePreview *self)
{
  g_return_if_fail (SHEAF_IS_LIVE_PREVIEW (self));

  if (self->touched == 0)
    self->touched = g_get_monotonic_time ();
  schedule (self);
}

static void
sheaf_live_preview_map (GtkWidget *widget)
{
  SheafLivePreview *self = SHEAF_LIVE_PREVIEW (widget);

  GTK_WIDGET_CLASS (sheaf_live_preview_parent_class)->map (widget);
  if (self->touched != 0)
    schedule (self);
}

static void
sheaf_live_preview_dispose (GObject *object)
{
  SheafLivePreview *self = SHEAF_LIVE_PREVIEW (object);

  g_clear_handle_id (&self->render, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetcher);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->why_not, g_free);
  g_clear_object (&self->bundle);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_live_preview_parent_class)->dispose (object);
}

static void
sheaf_live_preview_class_init (SheafLivePreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_live_preview_dispose;
  widget_class->map = sheaf_live_preview_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sheaf_live_preview_init (SheafLivePreview *self)
{
  GtkWidget *waiting = gtk_spinner_new ();

  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (GTK_SPINNER (waiting));
  gtk_widget_set_halign (waiting, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (waiting, GTK_ALIGN_CENTER);

  self->fetcher = sheaf_image_fetcher_new ();
  self->fallback = sheaf_page_fallback_new ();

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), waiting, "waiting");
  gtk_stack_add_named (GTK_STACK (self->stack), self->fallback, "fallback");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

/* The sets and editorials that are in it now. */
static void
follow_parts (SheafLivePreview *self)
{
  JsonArray *sections = sheaf_entity_get_array (sheaf_item_get_entity (self->bundle), "sections");

  for (guint i = 0; i < self->parts->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->parts, i),
                                          sheaf_live_preview_touch, self);
  g_ptr_array_set_size (self->parts, 0);

  for (guint i = 0; sections != NULL && i < json_array_get_length (sections); i++)
    {
      JsonObject *section = json_array_get_object_element (sections, i);
      const char *type = json_object_get_string_member_with_default (section, "type", "set");
      SheafItem *item;

      item = sheaf_desk_get_item (self->desk, g_str_equal (type, "editorial")
                                  ? SHEAF_KIND_EDITORIAL : SHEAF_KIND_SET,
                                  json_object_get_string_member_with_default (section, "key", ""));
      if (item == NULL)
        continue;

      g_ptr_array_add (self->parts, g_object_ref (item));
      g_signal_connect_object (item, "notify::entity", G_CALLBACK (sheaf_live_preview_touch), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
on_bundle_changed (SheafLivePreview *self)
{
  follow_parts (self);
  sheaf_live_preview_touch (self);
}

GtkWidget *
sheaf_live_preview_new (SheafDesk *desk,
                        SheafItem *bundle)
{
  SheafLivePreview *self = g_object_new (SHEAF_TYPE_LIVE_PREVIEW, NULL);

  self->desk = g_object_ref (desk);
  self->bundle = g_object_ref (bundle);
  g_signal_connect_object (bundle, "notify::entity", G_CALLBACK (on_bundle_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "articles-changed", G_CALLBACK (sheaf_live_preview_touch), self,
                           G_CONNECT_SWAPPED);
  on_bundle_changed (self);

  return GTK_WIDGET (self);
}
