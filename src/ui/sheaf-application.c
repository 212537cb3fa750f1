/* sheaf-application.c: the application: one instance, its window, what is not the window's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-application.h"

#include <glib/gi18n.h>

#include "sheaf-resources.h"
#include "ui/sheaf-actions.h"
#include "ui/sheaf-dictionary.h"
#include "ui/sheaf-notifier.h"
#include "ui/sheaf-preferences.h"
#include "ui/sheaf-search-provider.h"
#include "ui/sheaf-window.h"

/* In seconds: a service that only answers searches ends when it was asked none for so long. */
#define IDLE 60

struct _SheafApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  SheafDesk *desk;
  GQueue *asked;    /* (element-type char): of the window, as detailed actions, before it is there */
  gboolean wanted;  /* there is to be a window: a service that is only started has none */
  gboolean closing;
  SheafNotifier *notifier;
  SheafSearchProvider *provider;
  guint idle_source;
};

G_DEFINE_FINAL_TYPE (SheafApplication, sheaf_application, ADW_TYPE_APPLICATION)

enum
{
  STARTING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_color_scheme (SheafApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int choice = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (choice, 0, 2)]);
}

static void
preferences_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  SheafApplication *self = SHEAF_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->desk != NULL && window != NULL)
    gtk_window_present (GTK_WINDOW (sheaf_preferences_new (window, self->desk, self->settings)));
}

static void
about_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);

  adw_show_about_window (gtk_application_get_active_window (application),
                         "application-name", "Sheaf",
                         "application-icon", SHEAF_APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Sheaf contributors"),
                         "comments", _("Curate the news: triage, group, write and publish."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
quit_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* As if they were closed one by one: each keeps what it has to. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (GTK_WINDOW (l->data));
}

/* --- what the desktop asks for ------------------------------------------------------------- */

static void
activate_detailed (GtkWidget  *window,
                   const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  if (g_action_parse_detailed_name (detailed, &name, &target, &error))
    gtk_widget_activate_action_variant (window, name, target);
  else
    g_warning ("%s is no action: %s", detailed, error->message);
}

static void
present_window (SheafApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  self->wanted = TRUE;
  g_clear_handle_id (&self->idle_source, g_source_remove);

  if (window == NULL && self->desk != NULL && !self->closing)
    window = GTK_WINDOW (sheaf_window_new (GTK_APPLICATION (self), self->desk, self->settings));

  if (window == NULL)
    return;

  gtk_window_present (window);

  while (self->desk != NULL && !g_queue_is_empty (self->asked))
    {
      g_autofree char *detailed = g_queue_pop_head (self->asked);

      activate_detailed (GTK_WIDGET (window), detailed);
    }
}

/* Done as soon as there is a window to do it in. @target: floating, or NULL. */
static void
ask_window (SheafApplication *self,
            const char       *action,
            GVariant         *target)
{
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_queue_push_tail (self->asked, g_action_print_detailed_name (action, owned));
  present_window (self);
}

/* From a notification: as the window's. */
static void
show_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ask_window (user_data, "win.show", parameter);
}

static void
settle_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ask_window (user_data, "win.settle", NULL);
}

static void
new_set_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ask_window (user_data, "win.new-set", NULL);
}

static void
new_editorial_activated (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  ask_window (user_data, "win.new-editorial", g_variant_new_string (""));
}

static void
refresh_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ask_window (user_data, "win.refresh", NULL);
}

static void
sheaf_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      ask_window (SHEAF_APPLICATION (application), "win.add-source-from",
                  g_variant_new_string (uri));
    }
}

/* --- what the desktop searches for ---------------------------------------------------------- */

static void close_desk (SheafApplication *self);

static gboolean
idle_cb (gpointer user_data)
{
  SheafApplication *self = SHEAF_APPLICATION (user_data);

  self->idle_source = 0;
  close_desk (self);

  return G_SOURCE_REMOVE;
}

/* A window keeps it going; without one it is not for ever. */
static void
wait_idle (SheafApplication *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (!self->wanted && !self->closing &&
      (g_application_get_flags (G_APPLICATION (self)) & G_APPLICATION_IS_SERVICE) != 0)
    self->idle_source = g_timeout_add_seconds (IDLE, idle_cb, self);
}

static void
chosen_cb (SheafApplication *self,
           const char       *kind,
           const char       *id)
{
  ask_window (self, "win.show", g_variant_new ("(ss)", kind, id));
}

static void
go_on_cb (SheafApplication *self,
          const char       *text)
{
  ask_window (self, "win.search-for", g_variant_new_string (text));
}

static gboolean
sheaf_application_dbus_register (GApplication     *application,
                                 GDBusConnection  *connection,
                                 const char       *path,
                                 GError          **error)
{
  SheafApplication *self = SHEAF_APPLICATION (application);
  g_autofree char *provider_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (sheaf_application_parent_class)
         ->dbus_register (application, connection, path, error))
    return FALSE;

  return sheaf_search_provider_export (self->provider, connection, provider_path, error);
}

static void
sheaf_application_dbus_unregister (GApplication    *application,
                                   GDBusConnection *connection,
                                   const char      *path)
{
  sheaf_search_provider_unexport (SHEAF_APPLICATION (application)->provider);

  G_APPLICATION_CLASS (sheaf_application_parent_class)
    ->dbus_unregister (application, connection, path);
}

/* Their index is read with the first icon that is looked up. That is long enough to be seen when a
 * window waits for it, and there is none yet. */
static gboolean
read_icon_themes_cb (gpointer user_data)
{
  gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                           "list-add-symbolic");

  return G_SOURCE_REMOVE;
}

static void
sheaf_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "preferences", .activate = preferences_activated },
    { .name = "about", .activate = about_activated },
    { .name = "quit", .activate = quit_activated },
    { .name = "show", .activate = show_activated, .parameter_type = "(ss)" },
    { .name = "settle", .activate = settle_activated },
    { .name = "new-set", .activate = new_set_activated },
    { .name = "new-editorial", .activate = new_editorial_activated },
    { .name = "refresh", .activate = refresh_activated },
  };
  SheafApplication *self = SHEAF_APPLICATION (application);

  g_signal_emit (self, signals[STARTING], 0);

  /* The library is linked statically: without this its resources would be left out. */
  g_resources_register (sheaf_get_resource ());

  G_APPLICATION_CLASS (sheaf_application_parent_class)->startup (application);

  /* To see, and to test, the window from right to left without a locale that is. */
  if (g_strcmp0 (g_getenv ("SHEAF_TEXT_DIRECTION"), "rtl") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  /* Where it is installed need not be where the desktop looks for icons. */
  if (gdk_display_get_default () != NULL)
    {
      gtk_icon_theme_add_search_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                      ICONDIR);
      g_idle_add_full (G_PRIORITY_HIGH, read_icon_themes_cb, NULL, NULL);
    }

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  sheaf_actions_add_accelerators (GTK_APPLICATION (self));

  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (show_color_scheme), self, G_CONNECT_SWAPPED);
  show_color_scheme (self);

  /* Until there is a desk there is no window, and no reason to end for that. */
  g_application_hold (application);
  wait_idle (self);
}

static void
sheaf_application_shutdown (GApplication *application)
{
  sheaf_dictionary_stop ();

  G_APPLICATION_CLASS (sheaf_application_parent_class)->shutdown (application);
}

static void
sheaf_application_activate (GApplication *application)
{
  present_window (SHEAF_APPLICATION (application));
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SheafApplication) self = SHEAF_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!sheaf_desk_close_finish (SHEAF_DESK (object), result, &error))
    g_warning ("The desk could not be closed: %s", error->message);

  g_application_release (G_APPLICATION (self));
}

static void
close_desk (SheafApplication *self)
{
  if (self->closing)
    return;

  self->closing = TRUE;

  if (self->desk != NULL)
    sheaf_desk_close_async (self->desk, NULL, closed_cb, g_object_ref (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
sheaf_application_window_removed (GtkApplication *application,
                                  GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (sheaf_application_parent_class)->window_removed (application, window);

  if (gtk_application_get_windows (application) == NULL)
    close_desk (SHEAF_APPLICATION (application));
}

static void
sheaf_application_finalize (GObject *object)
{
  SheafApplication *self = SHEAF_APPLICATION (object);

  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->provider);
  g_clear_object (&self->settings);
  g_clear_object (&self->desk);
  g_queue_free_full (self->asked, g_free);

  G_OBJECT_CLASS (sheaf_application_parent_class)->finalize (object);
}

static void
sheaf_application_class_init (SheafApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = sheaf_application_finalize;
  application_class->startup = sheaf_application_startup;
  application_class->shutdown = sheaf_application_shutdown;
  application_class->activate = sheaf_application_activate;
  application_class->open = sheaf_application_open;
  application_class->dbus_register = sheaf_application_dbus_register;
  application_class->dbus_unregister = sheaf_application_dbus_unregister;
  GTK_APPLICATION_CLASS (klass)->window_removed = sheaf_application_window_removed;

  signals[STARTING] = g_signal_new ("starting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_application_init (SheafApplication *self)
{
  self->asked = g_queue_new ();
  self->provider = sheaf_search_provider_new ();

  g_signal_connect_object (self->provider, "asked", G_CALLBACK (wait_idle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->provider, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->provider, "go-on", G_CALLBACK (go_on_cb), self,
                           G_CONNECT_SWAPPED);
}

SheafApplication *
sheaf_application_new (GSettings *settings)
{
  SheafApplication *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (SHEAF_TYPE_APPLICATION,
                       "application-id", SHEAF_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/sheafdesk/Sheaf",
                       NULL);
  self->settings = g_object_ref (settings);

  return self;
}

void
sheaf_application_set_desk (SheafApplication *self,
                            SheafDesk        *desk)
{
  g_return_if_fail (SHEAF_IS_APPLICATION (self));
  g_return_if_fail (SHEAF_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->notifier = sheaf_notifier_new (GTK_APPLICATION (self), desk);
  sheaf_search_provider_set_desk (self->provider, desk);
  if (self->wanted)
    present_window (self);
}

void
sheaf_application_fail (SheafApplication *self,
                        const char       *title,
                        const char       *why)
{
  GtkWidget *window, *box, *header, *page;

  g_return_if_fail (SHEAF_IS_APPLICATION (self));

  window = adw_application_window_new (GTK_APPLICATION (self));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  page = adw_status_page_new ();

  gtk_widget_add_css_class (header, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new ("Sheaf", ""));
  gtk_box_append (GTK_BOX (box), header);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), why);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 420);
  gtk_window_present (GTK_WINDOW (window));
}
