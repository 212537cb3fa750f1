/* sheaf-publish-bar.c: what became of a publish, and what can be done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-publish-bar.h"

#include <glib/gi18n.h>

#include "model/sheaf-json.h"

struct _SheafPublishBar
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *spinner;
  GtkLabel *label;
  GtkWidget *cancel;
  GtkWidget *act;
  GtkWidget *dismiss;

  SheafDesk *desk;
  SheafPublishing *publishing;
};

G_DEFINE_FINAL_TYPE (SheafPublishBar, sheaf_publish_bar, GTK_TYPE_WIDGET)

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return object != NULL ? json_object_get_string_member_with_default (object, name, NULL) : NULL;
}

static char *
describe_done (JsonObject *answer)
{
  JsonNode *release = answer != NULL ? sheaf_json_lookup (answer, "release/number") : NULL;
  JsonArray *deliveries = answer != NULL
                          ? sheaf_json_get_array (sheaf_json_lookup (answer, "deliveries")) : NULL;
  gint64 number = release != NULL && JSON_NODE_HOLDS_VALUE (release) ? json_node_get_int (release)
                                                                     : 0;

  for (guint i = 0; deliveries != NULL && i < json_array_get_length (deliveries); i++)
    {
      JsonObject *delivery = sheaf_json_get_object (json_array_get_element (deliveries, i));

      if (g_strcmp0 (get_string (delivery, "state"), "failed") == 0)
        return g_strdup_printf (_("Release %d was made, but did not arrive everywhere: %s"),
                                (int) number, get_string (delivery, "error") != NULL
                                ? get_string (delivery, "error") : "");
    }

  return g_strdup_printf (_("Published as release %d"), (int) number);
}

static char *
describe_changed (SheafDesk  *desk,
                  JsonObject *answer)
{
  JsonArray *diff = answer != NULL ? sheaf_json_get_array (sheaf_json_lookup (answer, "diff"))
                                   : NULL;
  GString *names = g_string_new (NULL);

  for (guint i = 0; diff != NULL && i < json_array_get_length (diff); i++)
    {
      JsonObject *part = sheaf_json_get_object (json_array_get_element (diff, i));
      const char *id = get_string (part, "id");
      SheafItem *item = NULL;
      SheafKind kind;

      if (get_string (part, "entity") != NULL && id != NULL &&
          sheaf_kind_from_string (get_string (part, "entity"), &kind) &&
          kind != SHEAF_KIND_ARTICLE)
        item = sheaf_desk_get_item (desk, kind, id);
      if (item != NULL)
        g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "",
                                sheaf_item_get_title (item));
    }

  if (names->len == 0)
    g_string_append (names, _("an article"));
  g_string_prepend (names, _("Nothing went out, since this has changed meanwhile: "));
  return g_string_free (names, FALSE);
}

static char *
describe_failed (JsonObject *problem)
{
  const char *title = get_string (problem, "title");
  const char *detail = get_string (problem, "detail");

  if (title != NULL && detail != NULL)
    return g_strdup_printf ("%s. %s", title, detail);
  if (title != NULL || detail != NULL)
    return g_strdup (title != NULL ? title : detail);
  return g_strdup (_("It could not be published"));
}

char *
sheaf_publish_bar_describe (SheafDesk    *desk,
                            SheafCommand *command)
{
  JsonObject *answer = sheaf_json_get_object (sheaf_command_get_answer (command));

  switch (sheaf_command_get_state (command))
    {
    case SHEAF_COMMAND_WAITING:
      if (sheaf_desk_get_state (desk) == SHEAF_SYNC_STATE_OFFLINE)
        return g_strdup (_("Waits until the backend can be reached"));
      return g_strdup (_("Waits to be published"));
    case SHEAF_COMMAND_CONFIRM:
      return g_strdup (_("This has waited for over an hour. Shall it still be published?"));
    case SHEAF_COMMAND_SENT:
      return g_strdup (_("Publishing…"));
    case SHEAF_COMMAND_DONE:
      return describe_done (answer);
    case SHEAF_COMMAND_CHANGED:
      return describe_changed (desk, answer);
    case SHEAF_COMMAND_FAILED:
      return describe_failed (answer);
    case SHEAF_COMMAND_CANCELLED:
    default:
      return g_strdup (_("Cancelled"));
    }
}

/* What the button does in each state; NULL for none. */
static const char *
get_act (SheafPublishBar   *self,
         SheafCommandState  state)
{
  switch (state)
    {
    case SHEAF_COMMAND_CONFIRM:
      return _("_Publish");
    case SHEAF_COMMAND_DONE:
      return sheaf_publishing_get_address (self->publishing) != NULL ? _("_Open Page") : NULL;
    case SHEAF_COMMAND_CHANGED:
      return _("_Publish as It Is Now");
    case SHEAF_COMMAND_FAILED:
      return sheaf_publishing_needs_folder (self->publishing) ? _("_Choose a Folder…")
                                                              : _("_Try Again");
    case SHEAF_COMMAND_WAITING:
    case SHEAF_COMMAND_SENT:
    case SHEAF_COMMAND_CANCELLED:
    default:
      return NULL;
    }
}

static void
set_style (SheafPublishBar   *self,
           SheafCommandState  state)
{
  static const char *const classes[] = { "done", "failed" };
  gboolean failed = state == SHEAF_COMMAND_FAILED || state == SHEAF_COMMAND_CHANGED;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->box, classes[i]);
  if (state == SHEAF_COMMAND_DONE)
    gtk_widget_add_css_class (self->box, "done");
  else if (failed)
    gtk_widget_add_css_class (self->box, "failed");

  gtk_widget_set_visible (self->spinner, state == SHEAF_COMMAND_SENT);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state == SHEAF_COMMAND_SENT);
  gtk_widget_set_visible (self->icon, state != SHEAF_COMMAND_SENT);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                state == SHEAF_COMMAND_DONE ? "emblem-ok-symbolic"
                                : failed ? "dialog-warning-symbolic"
                                         : "document-open-recent-symbolic");
}

static void
show (SheafPublishBar *self)
{
  SheafCommand *command = sheaf_publishing_get_command (self->publishing);
  g_autofree char *words = NULL;
  SheafCommandState state;
  const char *act;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), command != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), command != NULL);
  if (command == NULL)
    return;

  state = sheaf_command_get_state (command);
  words = sheaf_publish_bar_describe (self->desk, command);
  act = get_act (self, state);
  set_style (self, state);

  gtk_label_set_label (self->label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (self->cancel, state == SHEAF_COMMAND_WAITING ||
                                        state == SHEAF_COMMAND_CONFIRM);
  gtk_widget_set_visible (self->dismiss, state >= SHEAF_COMMAND_DONE);
  gtk_widget_set_visible (self->act, act != NULL);
  if (act != NULL)
    gtk_button_set_label (GTK_BUTTON (self->act), act);
}

static void
on_act_clicked (GtkButton       *button,
                SheafPublishBar *self)
{
  SheafCommand *command = sheaf_publishing_get_command (self->publishing);

  if (command == NULL)
    return;

  switch (sheaf_command_get_state (command))
    {
    case SHEAF_COMMAND_CONFIRM:
      sheaf_publishing_confirm (self->publishing);
      break;
    case SHEAF_COMMAND_DONE:
      g_app_info_launch_default_for_uri_async (sheaf_publishing_get_address (self->publishing),
                                               NULL, NULL, NULL, NULL);
      break;
    case SHEAF_COMMAND_FAILED:
      if (sheaf_publishing_needs_folder (self->publishing))
        {
          sheaf_publishing_ask_folder (self->publishing, GTK_WIDGET (self));
          break;
        }
      G_GNUC_FALLTHROUGH;
    case SHEAF_COMMAND_CHANGED:
      sheaf_publishing_begin (self->publishing, GTK_WIDGET (self));
      break;
    case SHEAF_COMMAND_WAITING:
    case SHEAF_COMMAND_SENT:
    case SHEAF_COMMAND_CANCELLED:
    default:
      break;
    }
}

static void
sheaf_publish_bar_dispose (GObject *object)
{
  SheafPublishBar *self = SHEAF_PUBLISH_BAR (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->publishing);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_publish_bar_parent_class)->dispose (object);
}

static void
sheaf_publish_bar_class_init (SheafPublishBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_publish_bar_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
sheaf_publish_bar_init (SheafPublishBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_add_css_class (self->box, "publish-bar");

  self->icon = gtk_image_new ();
  self->spinner = gtk_spinner_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  self->cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  self->act = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->act), TRUE);
  self->dismiss = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->dismiss, "flat");
  gtk_widget_set_tooltip_text (self->dismiss, _("Dismiss"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dismiss), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Dismiss"), -1);

  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), self->spinner);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), self->cancel);
  gtk_box_append (GTK_BOX (self->box), self->act);
  gtk_box_append (GTK_BOX (self->box), self->dismiss);
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_valign (child, GTK_ALIGN_CENTER);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

GtkWidget *
sheaf_publish_bar_new (SheafDesk       *desk,
                       SheafPublishing *publishing)
{
  SheafPublishBar *self = g_object_new (SHEAF_TYPE_PUBLISH_BAR, NULL);

  self->desk = g_object_ref (desk);
  self->publishing = g_object_ref (publishing);
  g_signal_connect_object (self->act, "clicked", G_CALLBACK (on_act_clicked), self, 0);
  g_signal_connect_object (self->cancel, "clicked", G_CALLBACK (sheaf_publishing_cancel),
                           publishing, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dismiss, "clicked", G_CALLBACK (sheaf_publishing_dismiss),
                           publishing, G_CONNECT_SWAPPED);
  g_signal_connect_object (publishing, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::state", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
