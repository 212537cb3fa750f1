/* sheaf-publish-bar.c: what became of a publish, and what can be done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-publish-bar.h"

#include <glib/gi18n.h>

#include "model/sheaf-json.h"
#include "ui/sheaf-field-words.h"

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

/* The first delivery that failed. (transfer none) (nullable) */
static JsonObject *
find_failed (JsonObject *answer)
{
  JsonArray *deliveries = answer != NULL
                          ? sheaf_json_get_array (sheaf_json_lookup (answer, "deliveries")) : NULL;

  for (guint i = 0; deliveries != NULL && i < json_array_get_length (deliveries); i++)
    {
      JsonObject *delivery = sheaf_json_get_object (json_array_get_element (deliveries, i));

      if (g_strcmp0 (get_string (delivery, "state"), "failed") == 0)
        return delivery;
    }

  return NULL;
}

static char *
describe_done (JsonObject *answer)
{
  JsonNode *release = answer != NULL ? sheaf_json_lookup (answer, "release/number") : NULL;
  JsonObject *failed = find_failed (answer);
  int number = release != NULL && JSON_NODE_HOLDS_VALUE (release) ? (int) json_node_get_int (release)
                                                                  : 0;

  if (failed != NULL)
    return g_strdup_printf (_("Release %d was made, but did not arrive everywhere: %s"), number,
                            get_string (failed, "error") != NULL ? get_string (failed, "error")
                                                                 : "");
  if (answer != NULL && json_object_get_boolean_member_with_default (answer, "unchanged", FALSE))
    return g_strdup_printf (_("Nothing has changed since release %d, so there is no new one"),
                            number);

  return g_strdup_printf (_("Published as release %d"), number);
}

/* "Ada, Bo": the strings of @array, in words of their own if @words is not NULL. */
static char *
join (JsonArray  *array,
      const char *(*words) (const char *string))
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *string = sheaf_json_get_string (json_array_get_element (array, i));

      if (string == NULL)
        continue;
      if (joined->len > 0)
        /* Translators: between two of several names or things. */
        g_string_append (joined, C_("list", ", "));
      g_string_append (joined, words != NULL ? words (string) : string);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* “Fog”: Bo has changed the title, the lead */
static char *
describe_part (JsonObject *part)
{
  g_autofree char *by = join (sheaf_json_get_array (sheaf_json_lookup (part, "by")), NULL);
  g_autofree char *fields = join (sheaf_json_get_array (sheaf_json_lookup (part, "fields")),
                                  sheaf_field_words);
  const char *title = get_string (part, "title");

  if (title == NULL || *title == '\0')
    title = _("Untitled");
  if (*by == '\0')
    /* Translators: %s is an article or another part of a bundle. */
    return g_strdup_printf (_("“%s” has come into it"), title);
  if (*fields == '\0')
    fields = g_strdup (sheaf_field_words (""));

  /* Translators: “Fog”: Bo has changed the title, the lead */
  return g_strdup_printf (_("“%s”: %s has changed %s"), title, by, fields);
}

static char *
describe_changed (JsonObject *answer)
{
  JsonArray *diff = answer != NULL ? sheaf_json_get_array (sheaf_json_lookup (answer, "diff"))
                                   : NULL;
  g_autoptr (GString) words = g_string_new (_("Nothing went out, since it is not what you saw:"));

  for (guint i = 0; diff != NULL && i < json_array_get_length (diff); i++)
    {
      JsonObject *part = sheaf_json_get_object (json_array_get_element (diff, i));
      g_autofree char *line = part != NULL ? describe_part (part) : NULL;

      if (line != NULL)
        g_string_append_printf (words, "\n%s", line);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
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
      return describe_changed (answer);
    case SHEAF_COMMAND_FAILED:
      return describe_failed (answer);
    case SHEAF_COMMAND_CANCELLED:
    default:
      return g_strdup (_("Cancelled"));
    }
}

/* Whether the release was made, but is not everywhere where it should be. */
static gboolean
has_failed_delivery (SheafPublishBar *self)
{
  SheafCommand *command = sheaf_publishing_get_command (self->publishing);

  return sheaf_command_get_state (command) == SHEAF_COMMAND_DONE &&
         find_failed (sheaf_json_get_object (sheaf_command_get_answer (command))) != NULL;
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
      if (has_failed_delivery (self))
        return _("_Try Again");
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
  gboolean failed = state == SHEAF_COMMAND_FAILED || state == SHEAF_COMMAND_CHANGED ||
                    has_failed_delivery (self);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->box, classes[i]);
  if (failed)
    gtk_widget_add_css_class (self->box, "failed");
  else if (state == SHEAF_COMMAND_DONE)
    gtk_widget_add_css_class (self->box, "done");

  gtk_widget_set_visible (self->spinner, state == SHEAF_COMMAND_SENT);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state == SHEAF_COMMAND_SENT);
  gtk_widget_set_visible (self->icon, state != SHEAF_COMMAND_SENT);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                failed ? "dialog-warning-symbolic"
                                : state == SHEAF_COMMAND_DONE ? "emblem-ok-symbolic"
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
    {
      /* GTK does not tell those who listen that something was hidden: what was said would still be
       * read out. */
      gtk_label_set_label (self->label, "");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
      return;
    }

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
      if (has_failed_delivery (self))
        sheaf_publishing_begin (self->publishing, NULL, GTK_WIDGET (self));
      else
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
      sheaf_publishing_begin (self->publishing, NULL, GTK_WIDGET (self));
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
