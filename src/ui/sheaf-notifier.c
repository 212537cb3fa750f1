/* sheaf-notifier.c: tells whoever has looked away what became of what they asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-notifier.h"

#include <glib/gi18n.h>

#include "model/sheaf-json.h"

#define CLASH "clash"

struct _SheafNotifier
{
  GObject parent_instance;

  GtkApplication *application;
  SheafDesk *desk;
  GPtrArray *commands; /* those that the desk lists, in its order: to know what went */
};

G_DEFINE_FINAL_TYPE (SheafNotifier, sheaf_notifier, G_TYPE_OBJECT)

static gboolean
is_looked_at (SheafNotifier *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  return window != NULL && gtk_window_is_active (window);
}

/* --- commands ------------------------------------------------------------------------------ */

static char *
get_id (SheafCommand *command)
{
  return g_strconcat ("command-", sheaf_command_get_id (command), NULL);
}

static const char *
get_problem (SheafCommand *command)
{
  JsonObject *answer = sheaf_json_get_object (sheaf_command_get_answer (command));
  const char *words = NULL;

  if (answer != NULL)
    words = sheaf_json_get_string (json_object_get_member (answer, "detail"));
  if (answer != NULL && words == NULL)
    words = sheaf_json_get_string (json_object_get_member (answer, "title"));

  return words != NULL ? words : _("The backend did not say why.");
}

/* Returns: (transfer full) (nullable): NULL where there is nothing to tell */
static char *
get_title (SheafCommand *command,
           const char   *bundle)
{
  switch (sheaf_command_get_state (command))
    {
    case SHEAF_COMMAND_DONE:
      return g_strdup_printf (_("“%s” is published"), bundle);
    case SHEAF_COMMAND_FAILED:
      return g_strdup_printf (_("“%s” could not be published"), bundle);
    case SHEAF_COMMAND_CHANGED:
      return g_strdup_printf (_("“%s” has changed since you looked"), bundle);
    case SHEAF_COMMAND_CONFIRM:
      return g_strdup_printf (_("Is “%s” still to be published?"), bundle);
    case SHEAF_COMMAND_WAITING:
    case SHEAF_COMMAND_SENT:
    case SHEAF_COMMAND_CANCELLED:
    default:
      return NULL;
    }
}

static const char *
get_body (SheafCommand *command)
{
  switch (sheaf_command_get_state (command))
    {
    case SHEAF_COMMAND_FAILED:
      return get_problem (command);
    case SHEAF_COMMAND_CHANGED:
      return _("Nothing has gone out. Look at what would, and publish again.");
    case SHEAF_COMMAND_CONFIRM:
      return _("It has waited for over an hour.");
    case SHEAF_COMMAND_DONE:
    case SHEAF_COMMAND_WAITING:
    case SHEAF_COMMAND_SENT:
    case SHEAF_COMMAND_CANCELLED:
    default:
      return NULL;
    }
}

static void
tell_command (SheafNotifier *self,
              SheafCommand  *command)
{
  const char *entity = sheaf_command_get_entity_id (command);
  SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_BUNDLE, entity);
  g_autofree char *id = get_id (command);
  g_autofree char *title = NULL;
  g_autoptr (GNotification) notification = NULL;
  const char *body = get_body (command);

  title = get_title (command, item != NULL ? sheaf_item_get_title (item) : _("Untitled"));
  if (title == NULL || is_looked_at (self))
    {
      g_application_withdraw_notification (G_APPLICATION (self->application), id);
      return;
    }

  notification = g_notification_new (title);
  if (body != NULL)
    g_notification_set_body (notification, body);
  if (sheaf_command_get_state (command) != SHEAF_COMMAND_DONE)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.show", "(ss)", "bundle", entity);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

static void
command_changed_cb (SheafNotifier *self,
                    GParamSpec    *pspec,
                    SheafCommand  *command)
{
  tell_command (self, command);
}

static void
watch (SheafNotifier *self,
       guint          position,
       SheafCommand  *command)
{
  g_ptr_array_insert (self->commands, (int) position, g_object_ref (command));
  g_signal_connect_object (command, "notify::state", G_CALLBACK (command_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
commands_changed_cb (SheafNotifier *self,
                     guint          position,
                     guint          removed,
                     guint          added,
                     GListModel    *commands)
{
  for (guint i = 0; i < removed; i++)
    {
      SheafCommand *command = g_ptr_array_index (self->commands, position);
      g_autofree char *id = get_id (command);

      g_application_withdraw_notification (G_APPLICATION (self->application), id);
      g_signal_handlers_disconnect_by_data (command, self);
      g_ptr_array_remove_index (self->commands, position);
    }

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (SheafCommand) command = g_list_model_get_item (commands, position + i);

      watch (self, position + i, command);
      tell_command (self, command);
    }
}

/* --- clashes ------------------------------------------------------------------------------- */

static void
clashed_cb (SheafNotifier *self,
            SheafClash    *clash)
{
  g_autoptr (GNotification) notification = NULL;

  if (is_looked_at (self))
    return;

  notification = g_notification_new (_("A colleague has changed the same as you"));
  g_notification_set_body (notification, _("Both are kept until you say which is to stand."));
  g_notification_set_default_action (notification, "app.settle");
  g_application_send_notification (G_APPLICATION (self->application), CLASH, notification);
}

static void
clashes_changed_cb (SheafNotifier *self,
                    guint          position,
                    guint          removed,
                    guint          added,
                    GListModel    *clashes)
{
  if (g_list_model_get_n_items (clashes) == 0)
    g_application_withdraw_notification (G_APPLICATION (self->application), CLASH);
}

static void
sheaf_notifier_dispose (GObject *object)
{
  SheafNotifier *self = SHEAF_NOTIFIER (object);

  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_notifier_parent_class)->dispose (object);
}

static void
sheaf_notifier_class_init (SheafNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_notifier_dispose;
}

static void
sheaf_notifier_init (SheafNotifier *self)
{
  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
}

SheafNotifier *
sheaf_notifier_new (GtkApplication *application,
                    SheafDesk      *desk)
{
  SheafNotifier *self;
  GListModel *commands, *clashes;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self = g_object_new (SHEAF_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->desk = g_object_ref (desk);

  commands = sheaf_desk_get_commands (desk);
  g_signal_connect_object (commands, "items-changed", G_CALLBACK (commands_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* What became of these before is told by the window, which is about to open. */
  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (SheafCommand) command = g_list_model_get_item (commands, i);

      watch (self, i, command);
    }

  clashes = sheaf_desk_get_clashes (desk);
  g_signal_connect_object (clashes, "items-changed", G_CALLBACK (clashes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "clashed", G_CALLBACK (clashed_cb), self, G_CONNECT_SWAPPED);

  return self;
}
