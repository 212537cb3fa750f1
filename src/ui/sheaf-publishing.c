/* sheaf-publishing.c: publishing one bundle, from the button to the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-publishing.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"

#define NO_DESTINATION "urn:sheaf:problem:no-destination"

struct _SheafPublishing
{
  GObject parent_instance;

  SheafDesk *desk;
  SheafItem *bundle;
  SheafCommand *command;
  gulong state_changed;
  GtkWidget *asking;     /* who pressed the button; held weakly, while an answer is waited for */
  GtkFileChooserNative *chooser;
  JsonNode *releases;
  GHashTable *seen; /* what was looked at; NULL for what stands */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafPublishing, sheaf_publishing, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (GtkWidget  *widget,
      const char *message)
{
  if (widget != NULL)
    gtk_widget_activate_action (widget, "win.toast-undo", "(ss)", message, "");
}

/* --- what there was before ---------------------------------------------------------------- */

static void
on_releases_read (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  SheafPublishing *self = data;
  g_autoptr (GError) error = NULL;
  JsonNode *answer = sheaf_desk_request_finish (SHEAF_DESK (source), result, &error);

  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Releases are not known: %s", error->message);
      return;
    }

  g_clear_pointer (&self->releases, json_node_unref);
  self->releases = answer;
  g_signal_emit (self, changed_signal, 0);
}

static void
read_releases (SheafPublishing *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/bundles/%s/releases",
                                           sheaf_item_get_id (self->bundle));

  sheaf_desk_request_async (self->desk, "GET", path, NULL, self->cancellable, on_releases_read,
                            self);
}

JsonArray *
sheaf_publishing_get_releases (SheafPublishing *self)
{
  g_return_val_if_fail (SHEAF_IS_PUBLISHING (self), NULL);

  return self->releases != NULL
         ? sheaf_json_get_array (sheaf_json_lookup (sheaf_json_get_object (self->releases),
                                                    "items"))
         : NULL;
}

/* --- the command --------------------------------------------------------------------------- */

gboolean
sheaf_publishing_needs_folder (SheafPublishing *self)
{
  JsonObject *problem;

  g_return_val_if_fail (SHEAF_IS_PUBLISHING (self), FALSE);

  if (self->command == NULL || sheaf_command_get_state (self->command) != SHEAF_COMMAND_FAILED)
    return FALSE;

  problem = sheaf_json_get_object (sheaf_command_get_answer (self->command));
  return problem != NULL &&
         g_strcmp0 (json_object_get_string_member_with_default (problem, "type", NULL),
                    NO_DESTINATION) == 0;
}

static void
on_state_changed (SheafPublishing *self)
{
  if (sheaf_command_get_state (self->command) == SHEAF_COMMAND_DONE)
    read_releases (self);

  if (self->asking != NULL && sheaf_publishing_needs_folder (self))
    sheaf_publishing_ask_folder (self, self->asking);

  g_signal_emit (self, changed_signal, 0);
}

static void
set_command (SheafPublishing *self,
             SheafCommand    *command)
{
  if (command == self->command)
    return;

  if (self->command != NULL)
    g_clear_signal_handler (&self->state_changed, self->command);
  g_set_object (&self->command, command);
  if (command != NULL)
    {
      self->state_changed = g_signal_connect_swapped (command, "notify::state",
                                                      G_CALLBACK (on_state_changed), self);
      on_state_changed (self);
    }
  else
    {
      g_signal_emit (self, changed_signal, 0);
    }
}

static void
find_command (SheafPublishing *self)
{
  GListModel *commands = sheaf_desk_get_commands (self->desk);
  SheafCommand *newest = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (SheafCommand) command = g_list_model_get_item (commands, i);

      if (g_strcmp0 (sheaf_command_get_entity_id (command),
                     sheaf_item_get_id (self->bundle)) != 0 ||
          sheaf_command_get_state (command) == SHEAF_COMMAND_CANCELLED)
        continue;
      if (newest == NULL ||
          sheaf_command_get_made (command) >= sheaf_command_get_made (newest))
        newest = command;
    }

  set_command (self, newest);
}

SheafCommand *
sheaf_publishing_get_command (SheafPublishing *self)
{
  g_return_val_if_fail (SHEAF_IS_PUBLISHING (self), NULL);

  return self->command;
}

void
sheaf_publishing_cancel (SheafPublishing *self)
{
  g_return_if_fail (SHEAF_IS_PUBLISHING (self));

  if (self->command != NULL)
    sheaf_desk_cancel_command (self->desk, self->command);
  find_command (self);
}

void
sheaf_publishing_confirm (SheafPublishing *self)
{
  g_return_if_fail (SHEAF_IS_PUBLISHING (self));

  if (self->command != NULL)
    sheaf_desk_confirm_command (self->desk, self->command);
}

void
sheaf_publishing_dismiss (SheafPublishing *self)
{
  g_return_if_fail (SHEAF_IS_PUBLISHING (self));

  if (self->command != NULL)
    sheaf_desk_dismiss_command (self->desk, self->command);
  find_command (self);
}

static void
on_published (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (SheafPublishing) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafCommand) command = sheaf_desk_publish_finish (SHEAF_DESK (source), result,
                                                                &error);

  if (command == NULL)
    tell (self->asking, error->message);
  else
    set_command (self, command);
}

static void
publish (SheafPublishing *self)
{
  /* What became of the last one has been read by who presses the button again. */
  if (self->command != NULL && sheaf_command_get_state (self->command) >= SHEAF_COMMAND_DONE)
    sheaf_desk_dismiss_command (self->desk, self->command);

  sheaf_desk_publish_async (self->desk, sheaf_item_get_id (self->bundle), self->seen, NULL,
                            on_published, g_object_ref (self));
}

/* --- where it goes ------------------------------------------------------------------------- */

static gboolean
has_destinations (SheafPublishing *self)
{
  JsonArray *ids = sheaf_entity_get_array (sheaf_item_get_entity (self->bundle), "destinations");

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_DESTINATION,
                                             json_array_get_string_element (ids, i));

      if (item != NULL && !sheaf_entity_is_deleted (sheaf_item_get_entity (item)))
        return TRUE;
    }

  return FALSE;
}

char *
sheaf_publishing_describe_destinations (SheafPublishing *self)
{
  GListModel *all = sheaf_desk_get_items (self->desk, SHEAF_KIND_DESTINATION);
  SheafEntity *bundle = sheaf_item_get_entity (self->bundle);
  gboolean chosen = has_destinations (self);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (all, i);
      const char *address = sheaf_entity_get_string (sheaf_item_get_entity (item), "address");

      if (chosen && !sheaf_entity_holds (bundle, "destinations", sheaf_item_get_id (item)))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              address != NULL ? address : sheaf_item_get_title (item));
    }

  if (names->len > 0)
    return g_string_free (names, FALSE);

  g_string_free (names, TRUE);
  return NULL;
}

static void
on_destinations_added (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr (SheafPublishing) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (source), result, &error);

  if (group == NULL)
    tell (self->asking, error->message);
  else
    publish (self);
}

static void
run_edits (SheafPublishing *self,
           GPtrArray       *edits)
{
  sheaf_desk_edit_async (self->desk, edits, NULL, on_destinations_added, g_object_ref (self));
}

void
sheaf_publishing_begin (SheafPublishing *self,
                        GHashTable      *seen,
                        GtkWidget       *widget)
{
  GListModel *all;
  g_autoptr (GPtrArray) edits = NULL;
  SheafEdit *edit;

  g_return_if_fail (SHEAF_IS_PUBLISHING (self));

  if (seen != NULL)
    g_hash_table_ref (seen);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  self->seen = seen;
  g_set_weak_pointer (&self->asking, widget);
  all = sheaf_desk_get_items (self->desk, SHEAF_KIND_DESTINATION);
  if (has_destinations (self) || g_list_model_get_n_items (all) == 0)
    {
      publish (self);
      return;
    }

  edit = sheaf_edit_new (SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->bundle), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (all, i);

      sheaf_edit_add (edit, "destinations", sheaf_item_get_id (item));
    }
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_ptr_array_add (edits, edit);
  run_edits (self, edits);
}

/* A folder becomes a destination of the desk, so that the next bundle goes there as well. */
static void
use_folder (SheafPublishing *self,
            GFile           *folder)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autofree char *id = sheaf_id_new ();
  g_autofree char *group = sheaf_id_new ();
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *title = g_file_get_basename (folder);
  JsonObject *value;
  SheafEdit *destination;
  SheafEdit *bundle;

  if (path == NULL)
    {
      tell (self->asking, _("Only a folder of this computer can be published to"));
      return;
    }

  value = json_object_new ();
  json_object_set_string_member (value, "type", "folder");
  json_object_set_string_member (value, "title", title);
  json_object_set_string_member (value, "address", path);
  destination = sheaf_edit_new (SHEAF_KIND_DESTINATION, id, group);
  sheaf_edit_create (destination, sheaf_json_take_object (value));
  g_ptr_array_add (edits, destination);

  bundle = sheaf_edit_new (SHEAF_KIND_BUNDLE, sheaf_item_get_id (self->bundle), group);
  sheaf_edit_add (bundle, "destinations", id);
  g_ptr_array_add (edits, bundle);

  run_edits (self, edits);
}

static void
on_folder_made (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (SheafPublishing) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_make_directory_finish (G_FILE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    tell (self->asking, error->message);
  else
    use_folder (self, G_FILE (source));
}

static void
on_chooser_response (GtkNativeDialog *dialog,
                     int              response,
                     SheafPublishing *self)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL)
    use_folder (self, folder);

  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
}

static void
choose_folder (SheafPublishing *self)
{
  GtkRoot *root = self->asking != NULL ? gtk_widget_get_root (self->asking) : NULL;

  self->chooser = gtk_file_chooser_native_new (_("Where Pages Go"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               _("_Publish Here"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chooser_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static GFile *
get_suggested_folder (void)
{
  return g_file_new_build_filename (g_get_home_dir (), "Sheaf", NULL);
}

static void
on_folder_response (AdwMessageDialog *dialog,
                    const char       *response,
                    SheafPublishing  *self)
{
  g_autoptr (GFile) folder = get_suggested_folder ();

  if (g_str_equal (response, "other"))
    choose_folder (self);
  else if (g_str_equal (response, "suggested"))
    g_file_make_directory_async (folder, G_PRIORITY_DEFAULT, NULL, on_folder_made,
                                 g_object_ref (self));
}

/* In the sandbox only the portal can give a folder away. */
static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

void
sheaf_publishing_ask_folder (SheafPublishing *self,
                             GtkWidget       *widget)
{
  GtkWidget *dialog;
  GtkRoot *root;

  g_return_if_fail (SHEAF_IS_PUBLISHING (self));

  g_set_weak_pointer (&self->asking, widget);
  root = widget != NULL ? gtk_widget_get_root (widget) : NULL;
  if (is_in_sandbox ())
    {
      choose_folder (self);
      return;
    }

  dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Where Shall the Pages Go?"),
                                   _("Sheaf writes each bundle as a page and as data into a folder "
                                     "of your own. Nothing has been published yet."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "other", _("_Choose a Folder…"),
                                    "suggested", _("Use ~/_Sheaf"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "suggested",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "suggested");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_folder_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

const char *
sheaf_publishing_get_address (SheafPublishing *self)
{
  JsonObject *answer;
  JsonArray *deliveries;

  g_return_val_if_fail (SHEAF_IS_PUBLISHING (self), NULL);

  if (self->command == NULL)
    return NULL;

  answer = sheaf_json_get_object (sheaf_command_get_answer (self->command));
  deliveries = answer != NULL ? sheaf_json_get_array (sheaf_json_lookup (answer, "deliveries"))
                              : NULL;
  for (guint i = 0; deliveries != NULL && i < json_array_get_length (deliveries); i++)
    {
      JsonObject *delivery = sheaf_json_get_object (json_array_get_element (deliveries, i));
      const char *address = NULL;

      if (delivery != NULL)
        address = json_object_get_string_member_with_default (delivery, "address", NULL);
      if (address != NULL && *address != '\0')
        return address;
    }

  return NULL;
}

static void
sheaf_publishing_dispose (GObject *object)
{
  SheafPublishing *self = SHEAF_PUBLISHING (object);

  g_cancellable_cancel (self->cancellable);
  if (self->command != NULL)
    g_clear_signal_handler (&self->state_changed, self->command);
  g_clear_object (&self->command);
  g_clear_weak_pointer (&self->asking);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->bundle);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->releases, json_node_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);

  G_OBJECT_CLASS (sheaf_publishing_parent_class)->dispose (object);
}

static void
sheaf_publishing_class_init (SheafPublishingClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_publishing_dispose;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_publishing_init (SheafPublishing *self)
{
  self->cancellable = g_cancellable_new ();
}

SheafPublishing *
sheaf_publishing_new (SheafDesk *desk,
                      SheafItem *bundle)
{
  SheafPublishing *self = g_object_new (SHEAF_TYPE_PUBLISHING, NULL);

  self->desk = g_object_ref (desk);
  self->bundle = g_object_ref (bundle);
  g_signal_connect_object (sheaf_desk_get_commands (desk), "items-changed",
                           G_CALLBACK (find_command), self, G_CONNECT_SWAPPED);
  find_command (self);
  read_releases (self);

  return self;
}
