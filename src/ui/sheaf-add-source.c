/* sheaf-add-source.c: asks for the address of a source and shows what is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-add-source.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-import.h"
#include "ui/sheaf-relative-time.h"
#include "ui/sheaf-window-private.h"

/* Looking begins when nothing was typed for so long, in milliseconds. */
#define PAUSE 400

struct _SheafAddSource
{
  AdwWindow parent_instance;

  GtkWidget *add_button;
  GtkWidget *address;
  GtkWidget *spinner;
  GtkWidget *feeds;
  GtkWidget *name;
  GtkWidget *articles;
  GtkWidget *problem;

  SheafDesk *desk;
  GtkFileChooserNative *chooser;
  guint pause_source;
  GCancellable *cancellable;
  GPtrArray *rows; /* (element-type GtkWidget): of the articles */
  GStrv addresses; /* of the feeds that were found */
  char *source;     /* the id of the one that is being added */
  gboolean showing; /* the feeds are being filled in: nothing was chosen */
};

G_DEFINE_FINAL_TYPE (SheafAddSource, sheaf_add_source, ADW_TYPE_WINDOW)

static void look (SheafAddSource *self, const char *address);

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static void
show_problem (SheafAddSource *self,
              const char     *words)
{
  gtk_label_set_text (GTK_LABEL (self->problem), words);
  gtk_widget_set_visible (self->problem, words != NULL);
}

static void
clear_found (SheafAddSource *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->articles),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  gtk_widget_set_visible (self->articles, FALSE);
  gtk_widget_set_sensitive (self->add_button, FALSE);
  show_problem (self, NULL);
}

/* --- what was found ------------------------------------------------------------------------ */

static void
show_articles (SheafAddSource *self,
               JsonArray      *articles)
{
  guint n = articles != NULL ? json_array_get_length (articles) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *article = json_array_get_object_element (articles, i);
      gint64 published = sheaf_time_from_string (get_string (article, "published"));
      g_autofree char *age = sheaf_relative_time (published, sheaf_time_now ());
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_string (article, "title"));
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), age);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->articles), row);
      g_ptr_array_add (self->rows, row);
    }

  gtk_widget_set_visible (self->articles, n > 0);
}

/* A page may name several feeds; the first has been read. */
static void
show_feeds (SheafAddSource *self,
            JsonArray      *feeds)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n = feeds != NULL ? json_array_get_length (feeds) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *feed = json_array_get_object_element (feeds, i);
      const char *title = get_string (feed, "title");

      g_strv_builder_add (addresses, get_string (feed, "address"));
      gtk_string_list_append (titles, *title != '\0' ? title : get_string (feed, "address"));
    }

  g_strfreev (self->addresses);
  self->addresses = g_strv_builder_end (addresses);

  self->showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->feeds), G_LIST_MODEL (titles));
  self->showing = FALSE;
  gtk_widget_set_visible (self->feeds, n > 1);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SheafAddSource) self = SHEAF_ADD_SOURCE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *found;

  answer = sheaf_desk_request_finish (SHEAF_DESK (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_spinner_stop (GTK_SPINNER (self->spinner));

  if (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer))
    {
      show_problem (self, error != NULL ? error->message : _("Nothing was found there."));
      return;
    }

  found = json_node_get_object (answer);
  if (self->addresses == NULL)
    show_feeds (self, json_object_has_member (found, "feeds")
                        ? json_object_get_array_member (found, "feeds")
                        : NULL);
  show_articles (self, json_object_has_member (found, "articles")
                         ? json_object_get_array_member (found, "articles")
                         : NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->name), get_string (found, "title"));
  gtk_widget_set_visible (self->name, TRUE);
  gtk_widget_set_sensitive (self->add_button, TRUE);
}

static void
look (SheafAddSource *self,
      const char     *address)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  json_object_set_string_member (object, "address", address);
  json_node_take_object (body, object);

  clear_found (self);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  sheaf_desk_request_async (self->desk, "POST", "/v1/sources/discover", body, self->cancellable,
                            looked_cb, g_object_ref (self));
}

static void
feed_selected_cb (SheafAddSource *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->feeds));

  if (!self->showing && self->addresses != NULL && i < g_strv_length (self->addresses))
    look (self, self->addresses[i]);
}

/* --- what is typed ------------------------------------------------------------------------- */

/* "feed:https://…" and "feed://…" name what is fetched by HTTP. */
static char *
strip_feed_scheme (const char *address)
{
  const char *rest;

  if (g_ascii_strncasecmp (address, "feed:", strlen ("feed:")) != 0)
    return g_strdup (address);

  rest = address + strlen ("feed:");
  if (g_str_has_prefix (rest, "//"))
    return g_strconcat ("https:", rest, NULL);

  /* Some put slashes before the address inside. */
  while (*rest == '/')
    rest++;
  return g_strdup (rest);
}

/* People leave out what is the same everywhere. */
static char *
complete_address (const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_autofree char *address = strip_feed_scheme (stripped);

  if (*address == '\0' || strpbrk (address, " \t") != NULL)
    return NULL;

  if (strstr (address, "://") != NULL)
    return g_steal_pointer (&address);

  /* A word alone is not yet an address. */
  if (strchr (address, '.') == NULL && !g_str_has_prefix (address, "localhost"))
    return NULL;

  return g_strconcat ("https://", address, NULL);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  SheafAddSource *self = SHEAF_ADD_SOURCE (user_data);
  g_autofree char *address =
    complete_address (gtk_editable_get_text (GTK_EDITABLE (self->address)));

  self->pause_source = 0;

  if (address != NULL)
    look (self, address);

  return G_SOURCE_REMOVE;
}

static void
address_changed_cb (SheafAddSource *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_pointer (&self->addresses, g_strfreev);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->feeds, FALSE);
  gtk_widget_set_visible (self->name, FALSE);
  clear_found (self);

  self->pause_source = g_timeout_add (PAUSE, pause_over_cb, self);
}

/* --- what is opened ------------------------------------------------------------------------ */

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SheafAddSource) self = SHEAF_ADD_SOURCE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  g_autofree char *message = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint n;

  group = sheaf_import_finish (SHEAF_DESK (object), result, &n, &error);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));

  if (group == NULL || n == 0)
    {
      show_problem (self, error != NULL ? error->message
                                        : _("All sources of this list are there already."));
      return;
    }

  message = g_strdup_printf (ngettext ("%u source added", "%u sources added", n), n);
  if (SHEAF_IS_WINDOW (parent))
    {
      sheaf_window_say_with_undo (SHEAF_WINDOW (parent), message, group);
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.show", "(ss)", "sources", "");
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
import (SheafAddSource *self,
        GFile          *file)
{
  show_problem (self, NULL);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  sheaf_import_async (self->desk, file, NULL, imported_cb, g_object_ref (self));
}

static void
chosen_cb (SheafAddSource  *self,
           int              response,
           GtkNativeDialog *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    import (self, file);

  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->chooser);
}

static void
choose_list_cb (SheafAddSource *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Lists of Feeds (OPML)"));
  gtk_file_filter_add_suffix (filter, "opml");
  gtk_file_filter_add_suffix (filter, "xml");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Import a List of Feeds"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
sheaf_add_source_open (SheafAddSource *self,
                       const char     *uri)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (SHEAF_IS_ADD_SOURCE (self));
  g_return_if_fail (uri != NULL);

  if (!g_str_has_prefix (uri, "file:"))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->address), uri);
      return;
    }

  file = g_file_new_for_uri (uri);
  import (self, file);
}

/* --- adding it ----------------------------------------------------------------------------- */

static char *
get_chosen_address (SheafAddSource *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->feeds));

  if (self->addresses != NULL && i < g_strv_length (self->addresses))
    return g_strdup (self->addresses[i]);

  if (self->addresses != NULL && self->addresses[0] != NULL)
    return g_strdup (self->addresses[0]);

  return complete_address (gtk_editable_get_text (GTK_EDITABLE (self->address)));
}

static gboolean
is_known (SheafAddSource *self,
          const char     *address)
{
  GListModel *sources = sheaf_desk_get_items (self->desk, SHEAF_KIND_SOURCE);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sources, i);

      if (g_strcmp0 (sheaf_entity_get_string (sheaf_item_get_entity (item), "address"),
                     address) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SheafAddSource) self = SHEAF_ADD_SOURCE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (group == NULL)
    {
      show_problem (self, error->message);
      gtk_widget_set_sensitive (self->add_button, TRUE);
      return;
    }

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.refresh-source", "s",
                                self->source);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_cb (SheafAddSource *self)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autofree char *address = get_chosen_address (self);
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  JsonObject *value;
  JsonNode *node;
  SheafEdit *edit;

  if (address == NULL || is_known (self, address))
    {
      show_problem (self, address == NULL ? _("This is not an address.")
                                          : _("This source is there already."));
      return;
    }

  value = json_object_new ();
  json_object_set_string_member (value, "type", "feed");
  json_object_set_string_member (value, "title", *name != '\0' ? name : address);
  json_object_set_string_member (value, "address", address);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, value);

  g_free (self->source);
  self->source = sheaf_id_new ();
  edit = sheaf_edit_new (SHEAF_KIND_SOURCE, self->source, NULL);
  sheaf_edit_create (edit, node);
  g_ptr_array_add (edits, edit);

  gtk_widget_set_sensitive (self->add_button, FALSE);
  sheaf_desk_edit_async (self->desk, edits, NULL, added_cb, g_object_ref (self));
}

/* --- the class ----------------------------------------------------------------------------- */

static void
sheaf_add_source_dispose (GObject *object)
{
  SheafAddSource *self = SHEAF_ADD_SOURCE (object);

  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_add_source_parent_class)->dispose (object);
}

static void
sheaf_add_source_finalize (GObject *object)
{
  SheafAddSource *self = SHEAF_ADD_SOURCE (object);

  g_ptr_array_unref (self->rows);
  g_strfreev (self->addresses);
  g_free (self->source);

  G_OBJECT_CLASS (sheaf_add_source_parent_class)->finalize (object);
}

static void
sheaf_add_source_class_init (SheafAddSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_add_source_dispose;
  object_class->finalize = sheaf_add_source_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-add-source.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, add_button);
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, address);
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, spinner);
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, feeds);
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, name);
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, articles);
  gtk_widget_class_bind_template_child (widget_class, SheafAddSource, problem);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, feed_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_list_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sheaf_add_source_init (SheafAddSource *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sheaf_add_source_new (GtkWindow *parent,
                      SheafDesk *desk)
{
  SheafAddSource *self = g_object_new (SHEAF_TYPE_ADD_SOURCE, "transient-for", parent, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_grab_focus (self->address);

  return GTK_WIDGET (self);
}
