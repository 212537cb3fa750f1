/* sheaf.c: main of the application
 *
 * Builds the services and hands them down: the backend inside this process (or the address of
 * another), the sample newsroom if it is asked for, the desk, the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "client/sheaf-desk.h"
#include "client/sheaf-token-store.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "server/sheaf-sample-newsroom.h"
#include "server/sheaf-server.h"
#include "ui/sheaf-application.h"

/* Tried first, so that the sample's addresses stay the same. */
#define SAMPLE_PORT 18471

typedef struct
{
  SheafApplication *application;
  GSettings *settings;
  gboolean sample;
  char *backend;   /* an address, or NULL for the embedded one */
  char *directory; /* where the store and the replica are */
  char *socket;

  SheafServer *server;
  SheafSampleNewsroom *newsroom;
  SheafDesk *desk;
  gboolean opened;
} Services;

/* --- where things are ---------------------------------------------------------------------- */

static char *
get_directory (Services   *services,
               const char *asked_for)
{
  if (asked_for != NULL)
    return g_canonicalize_filename (asked_for, NULL);

  return g_build_filename (g_get_user_data_dir (), services->sample ? "sheaf-sample" : "sheaf",
                           NULL);
}

/* A socket's path has room for 107 bytes, so the directory of the data is in it by its digest. In
 * the sandbox only the application's own part of the runtime directory is shared. */
static char *
get_socket (const char *directory)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, directory, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.socket", digest);
  gboolean sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  if (sandboxed)
    return g_build_filename (g_get_user_runtime_dir (), "app", SHEAF_APP_ID, "sheaf", name, NULL);

  return g_build_filename (g_get_user_runtime_dir (), "sheaf", name, NULL);
}

/* Each backend has a replica of its own. */
static char *
get_replica (Services *services)
{
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;

  if (services->backend == NULL)
    return g_build_filename (services->directory, "replica.sqlite", NULL);

  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, services->backend, -1);
  name = g_strdup_printf ("replica-%.16s.sqlite", digest);

  return g_build_filename (services->directory, name, NULL);
}

/* --- the sample newsroom ------------------------------------------------------------------- */

static SheafItem *
find_source (SheafDesk  *desk,
             const char *title)
{
  GListModel *sources = sheaf_desk_get_items (desk, SHEAF_KIND_SOURCE);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sources, i);

      /* The desk keeps it. */
      if (g_str_equal (sheaf_item_get_title (item), title))
        return item;
    }

  return NULL;
}

static SheafEdit *
create_source (const SheafSampleFeed *feed,
               const char            *group)
{
  g_autofree char *id = sheaf_id_for_name ("sample-source", feed->title);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, id, group);
  JsonObject *value = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (value, "type", "feed");
  json_object_set_string_member (value, "title", feed->title);
  json_object_set_string_member (value, "address", feed->address);
  json_node_take_object (node, value);
  sheaf_edit_create (edit, node);

  return edit;
}

static void
sources_added_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);

  if (group == NULL)
    g_warning ("The sample's sources could not be added: %s", error->message);
}

/* At the first start the sources are new; later the newsroom may be at another port. */
static void
add_sample_sources (Services *services)
{
  GPtrArray *feeds = sheaf_sample_newsroom_get_feeds (services->newsroom);
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autofree char *group = sheaf_id_new ();

  for (guint i = 0; i < feeds->len; i++)
    {
      const SheafSampleFeed *feed = g_ptr_array_index (feeds, i);
      SheafItem *item = find_source (services->desk, feed->title);
      const char *address;

      if (item == NULL)
        {
          g_ptr_array_add (edits, create_source (feed, group));
          continue;
        }

      address = sheaf_entity_get_string (sheaf_item_get_entity (item), "address");
      if (g_strcmp0 (address, feed->address) != 0)
        {
          SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, sheaf_item_get_id (item), group);

          sheaf_edit_put_string (edit, "address", address, feed->address);
          g_ptr_array_add (edits, edit);
        }
    }

  if (edits->len > 0)
    sheaf_desk_edit_async (services->desk, edits, NULL, sources_added_cb, NULL);
}

static void
start_newsroom (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  SheafSampleNewsroom *newsroom = sheaf_sample_newsroom_start (g_getenv ("SHEAF_SAMPLE_DIR"),
                                                               SAMPLE_PORT, sheaf_time_now (),
                                                               &error);

  if (newsroom != NULL)
    g_task_return_pointer (task, newsroom, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- the desk and its backend -------------------------------------------------------------- */

static void
desk_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Services *services = user_data;
  g_autoptr (GError) error = NULL;

  if (!sheaf_desk_open_finish (SHEAF_DESK (object), result, &error))
    {
      const char *words = error->message;

      if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_IN_USE))
        words = _("It is open in another Sheaf.");
      else if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_FULL))
        words = _("The disk is full.");
      sheaf_application_fail (services->application, _("The desk could not be opened"), words);
      return;
    }

  sheaf_application_set_desk (services->application, services->desk);

  services->opened = TRUE;
  if (services->newsroom != NULL)
    add_sample_sources (services);
}

static void
server_started_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Services *services = user_data;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  services->server = sheaf_server_start_embedded_finish (result, &address, &error);
  if (error != NULL)
    {
      sheaf_application_fail (services->application, _("The backend did not start"),
                              error->message);
      return;
    }

  /* It has been tried before there was anybody to answer. */
  sheaf_desk_sync_now (services->desk);
}

static void
start_backend (Services *services)
{
  g_autofree char *store = g_build_filename (services->directory, "store.sqlite", NULL);

  sheaf_server_start_embedded_async (store, services->socket, NULL, server_started_cb, services);
}

static void
open_desk (Services   *services,
           const char *address,
           const char *token)
{
  g_autofree char *replica = get_replica (services);

  services->desk = sheaf_desk_new (replica, address, token);
  sheaf_desk_set_confirm_after (services->desk,
                                g_settings_get_uint (services->settings, "confirm-after"));
  sheaf_desk_open_async (services->desk, NULL, desk_opened_cb, services);
}

static void
token_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Services *services = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = sheaf_token_store_lookup_finish (result, &error);

  if (error != NULL)
    g_message ("The token was not read from the keyring: %s", error->message);

  open_desk (services, services->backend, token);
}

static void
open_remote_desk (Services *services)
{
  const char *token = g_getenv ("SHEAF_TOKEN");

  if (token != NULL)
    open_desk (services, services->backend, token);
  else
    sheaf_token_store_lookup_async (services->backend, NULL, token_found_cb, services);
}

static void
newsroom_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Services *services = user_data;
  g_autoptr (GError) error = NULL;

  services->newsroom = g_task_propagate_pointer (G_TASK (result), &error);
  if (services->newsroom == NULL)
    sheaf_application_fail (services->application, _("The sample newsroom did not start"),
                            error->message);
  else if (services->opened)
    add_sample_sources (services);

  if (services->backend == NULL)
    start_backend (services);
}

/* The desk shows what it has while the backend is still starting: it comes first. What the backend
 * pulls from is there before it. */
static void
start_services (Services *services)
{
  g_autofree char *address = g_strconcat ("unix:", services->socket, NULL);

  /* Without a directory the desk says that it could not be opened, and why. */
  gboolean has_directory = g_mkdir_with_parents (services->directory, 0700) == 0;

  if (services->backend != NULL)
    open_remote_desk (services);
  else
    open_desk (services, address, NULL);

  if (services->sample && has_directory)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, newsroom_started_cb, services);

      g_task_set_source_tag (task, start_newsroom);
      g_task_run_in_thread (task, start_newsroom);
    }
  else if (services->backend == NULL && has_directory)
    {
      start_backend (services);
    }
}

static int
handle_local_options_cb (GApplication *application,
                         GVariantDict *options,
                         gpointer      user_data)
{
  Services *services = user_data;
  const char *directory = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Sheaf %s\n", PACKAGE_VERSION);
      return 0;
    }

  services->sample = g_variant_dict_contains (options, "sample");

  if (!g_variant_dict_lookup (options, "backend", "s", &services->backend) && !services->sample)
    services->backend = g_settings_get_string (services->settings, "backend");
  if (services->backend != NULL && *services->backend == '\0')
    g_clear_pointer (&services->backend, g_free);

  g_variant_dict_lookup (options, "data", "^&ay", &directory);
  services->directory = get_directory (services, directory);
  services->socket = get_socket (services->directory);

  /* What works on other data is another instance. */
  if (directory != NULL)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  else if (services->sample)
    g_application_set_application_id (application, SHEAF_APP_ID ".Sample");

  return -1;
}

static void
starting_cb (GApplication *application,
             gpointer      user_data)
{
  start_services (user_data);
}

/* Where it is installed need not be where the desktop looks for schemas. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) installed = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SHEAF_SETTINGS_ID, TRUE);

  if (schema == NULL)
    {
      installed = g_settings_schema_source_new_from_directory (SCHEMADIR, source, TRUE, NULL);
      if (installed != NULL)
        schema = g_settings_schema_source_lookup (installed, SHEAF_SETTINGS_ID, TRUE);
    }

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
clear_services (Services *services)
{
  g_clear_object (&services->desk);
  if (services->newsroom != NULL)
    sheaf_sample_newsroom_stop (services->newsroom);
  g_clear_object (&services->newsroom);
  if (services->server != NULL)
    sheaf_server_stop (services->server);
  g_clear_object (&services->server);

  g_clear_object (&services->application);
  g_clear_object (&services->settings);
  g_free (services->backend);
  g_free (services->directory);
  g_free (services->socket);
}

int
main (int    argc,
      char **argv)
{
  static const GOptionEntry options[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open on a newsroom of invented publishers"),
      NULL },
    { "backend", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Use the backend at this address"),
      N_("URL") },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Keep everything in this folder"),
      N_("FOLDER") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL },
  };
  Services services = { 0 };
  GApplication *application;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Sheaf");

  services.settings = open_settings ();
  if (services.settings == NULL)
    {
      g_printerr ("sheaf: %s\n", _("Its settings are not installed: run “meson install” first."));
      return 1;
    }

  services.application = sheaf_application_new (services.settings);
  application = G_APPLICATION (services.application);
  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_parameter_string (application, _("[ADDRESS OR FILE …]"));
  g_signal_connect (application, "handle-local-options", G_CALLBACK (handle_local_options_cb),
                    &services);
  g_signal_connect (application, "starting", G_CALLBACK (starting_cb), &services);

  status = g_application_run (application, argc, argv);
  clear_services (&services);

  return status;
}
