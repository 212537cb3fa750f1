/* sheaf-source-row.c: one source: how it fares, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-source-row.h"

#include <glib/gi18n.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-source-plot.h"
#include "ui/sheaf-source-words.h"

/* In seconds; 0: as often as it brings articles. */
static const int intervals[] = { 0, 5 * 60, 15 * 60, 60 * 60, 6 * 60 * 60, 24 * 60 * 60 };

struct _SheafSourceRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *warning;
  GtkWidget *name;
  GtkWidget *address;
  GtkWidget *interval;
  GtkWidget *paused;
  GtkWidget *trial;
  GtkWidget *try_button;
  GtkWidget *spinner;
  GtkWidget *plot;

  SheafItem *item;
  SheafActs *acts;
  SheafDesk *desk;
  SheafSourceActivity *activity;
  GCancellable *cancellable; /* of a trial that is under way */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (SheafSourceRow, sheaf_source_row, ADW_TYPE_EXPANDER_ROW)

/* What is being typed is not replaced by what comes from elsewhere. */
static void
show_text (GtkWidget  *entry,
           const char *text)
{
  if (gtk_widget_get_focus_child (entry) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* The problem, what to do about it, and when it is read. */
static char *
get_subtitle (SheafSourceRow         *self,
              const SheafSourceState *state)
{
  SheafEntity *source = sheaf_item_get_entity (self->item);
  g_autofree char *warning = sheaf_source_get_warning (source);
  const char *advice = sheaf_source_get_advice (source);
  g_autofree char *words = sheaf_source_describe (source, state, sheaf_time_now ());
  GString *lines = g_string_new (NULL);

  if (warning != NULL)
    g_string_append_printf (lines, "%s%s%s\n", warning, advice != NULL ? " " : "",
                            advice != NULL ? advice : "");
  g_string_append (lines, words);

  return g_string_free (lines, FALSE);
}

static void
show_activity (SheafSourceRow *self)
{
  const SheafSourceState *state =
    sheaf_source_activity_get (self->activity, sheaf_item_get_id (self->item));
  g_autofree char *words = get_subtitle (self, state);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
  gtk_widget_set_visible (self->spinner, state != NULL && state->reading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state != NULL && state->reading);
  gtk_widget_set_visible (self->plot, state != NULL);
  if (state != NULL)
    sheaf_source_plot_set_days (SHEAF_SOURCE_PLOT (self->plot), state->days,
                                G_N_ELEMENTS (state->days));
}

/* The place of @seconds among the intervals that can be chosen; the nearest that is not shorter. */
static guint
find_interval (gint64 seconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      if (seconds <= intervals[i])
        return i;
    }

  return G_N_ELEMENTS (intervals) - 1;
}

static void
show_source (SheafSourceRow *self)
{
  SheafEntity *source = sheaf_item_get_entity (self->item);
  const char *address = sheaf_entity_get_string (source, "address");
  g_autofree char *warning = sheaf_source_get_warning (source);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sheaf_item_get_title (self->item));
  gtk_widget_set_visible (self->warning, warning != NULL);
  show_activity (self);

  self->showing = TRUE;
  show_text (self->name, sheaf_item_get_title (self->item));
  show_text (self->address, address != NULL ? address : "");
  gtk_switch_set_active (GTK_SWITCH (self->paused), sheaf_source_is_paused (source));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->interval),
                              find_interval (sheaf_entity_get_int (source, "interval")));
  self->showing = FALSE;
}

static void
entity_changed_cb (SheafSourceRow *self)
{
  show_source (self);
  sheaf_source_activity_ask_soon (self->activity);
}

static void
put (SheafSourceRow *self,
     const char     *field,
     JsonNode       *value,
     const char     *message)
{
  SheafEntity *source = sheaf_item_get_entity (self->item);
  JsonNode *was = sheaf_entity_get (source, field);
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, sheaf_item_get_id (self->item), NULL);
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  sheaf_edit_put (edit, field, was != NULL ? sheaf_json_copy (was) : NULL, value);
  g_ptr_array_add (edits, edit);
  sheaf_acts_edit (self->acts, edits, message);
}

static void
put_text (SheafSourceRow *self,
          GtkWidget      *entry,
          const char     *field,
          const char     *message)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (*text == '\0')
    {
      show_source (self);
      return;
    }

  put (self, field, json_node_init_string (json_node_alloc (), text), message);
}

static void
apply_name_cb (SheafSourceRow *self)
{
  put_text (self, self->name, "title", _("Source renamed"));
}

static void
apply_address_cb (SheafSourceRow *self)
{
  put_text (self, self->address, "address", _("Address changed"));
}

static void
paused_cb (SheafSourceRow *self)
{
  gboolean paused = gtk_switch_get_active (GTK_SWITCH (self->paused));

  if (self->showing)
    return;

  put (self, "paused", json_node_init_boolean (json_node_alloc (), paused),
       paused ? _("Source paused") : _("Source resumed"));
}

static void
interval_cb (SheafSourceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->interval));
  JsonNode *value = NULL;

  if (self->showing || selected >= G_N_ELEMENTS (intervals))
    return;

  if (intervals[selected] > 0)
    value = json_node_init_int (json_node_alloc (), intervals[selected]);
  put (self, "interval", value, _("Interval changed"));
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SheafSourceRow) self = SHEAF_SOURCE_ROW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = sheaf_desk_request_finish (SHEAF_DESK (object), result, &error);
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;
  gint64 articles = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->try_button, TRUE);
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    articles = json_object_get_int_member_with_default (json_node_get_object (answer), "articles", 0);
  words = answer != NULL
            ? g_strdup_printf (ngettext ("It can be read: %d article.", "It can be read: %d articles.",
                                         (gulong) articles),
                               (int) articles)
            : g_strdup (error->message);
  escaped = g_markup_escape_text (words, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->trial), escaped);
}

static void
try_cb (SheafSourceRow *self)
{
  g_autofree char *path =
    g_strdup_printf ("/v1/sources/%s/test", sheaf_item_get_id (self->item));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->try_button, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->trial), _("Being tried…"));
  sheaf_desk_request_async (self->desk, "POST", path, NULL, self->cancellable, tried_cb,
                            g_object_ref (self));
}

static void
remove_cb (SheafSourceRow *self)
{
  sheaf_acts_delete (self->acts, SHEAF_KIND_SOURCE, sheaf_item_get_id (self->item));
}

static GtkWidget *
create_button (const char *icon,
               const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

static GtkWidget *
create_entry (SheafSourceRow *self,
              const char     *title,
              GCallback       apply)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_swapped (entry, "apply", apply, self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);

  return entry;
}

static GtkWidget *
create_interval (SheafSourceRow *self)
{
  const char *const words[] = { _("As often as it brings articles"),
                                _("Every 5 minutes"),
                                _("Every 15 minutes"),
                                _("Every hour"),
                                _("Every 6 hours"),
                                _("Every day"),
                                NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Read it"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (interval_cb), self);

  return row;
}

static GtkWidget *
create_trial (SheafSourceRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->try_button = gtk_button_new_with_label (_("Test"));
  gtk_widget_set_valign (self->try_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->try_button, "clicked", G_CALLBACK (try_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Test this source"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Reads it once without taking anything in"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->try_button);

  return row;
}

static void
add_rows (SheafSourceRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_with_label (_("Remove"));

  self->name = create_entry (self, _("Name"), G_CALLBACK (apply_name_cb));
  self->address = create_entry (self, _("Address"), G_CALLBACK (apply_address_cb));

  self->interval = create_interval (self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->interval);

  self->paused = gtk_switch_new ();
  gtk_widget_set_valign (self->paused, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->paused, "notify::active", G_CALLBACK (paused_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Pause"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("It is not read until it is resumed"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->paused);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->paused);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  self->trial = create_trial (self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->trial);

  row = adw_action_row_new ();
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "destructive-action");
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Remove this source"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Its articles stay"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
sheaf_source_row_dispose (GObject *object)
{
  SheafSourceRow *self = SHEAF_SOURCE_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->acts);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->activity);

  G_OBJECT_CLASS (sheaf_source_row_parent_class)->dispose (object);
}

static void
sheaf_source_row_class_init (SheafSourceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_source_row_dispose;
}

static void
sheaf_source_row_init (SheafSourceRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);

  self->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->warning), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Something is amiss"), -1);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->warning);

  add_rows (self);
}

GtkWidget *
sheaf_source_row_new (SheafItem           *item,
                      SheafActs           *acts,
                      SheafDesk           *desk,
                      SheafSourceActivity *activity)
{
  SheafSourceRow *self = g_object_new (SHEAF_TYPE_SOURCE_ROW, NULL);
  GtkWidget *show = create_button ("view-list-symbolic", _("Show its articles"));
  GtkWidget *refresh = create_button ("view-refresh-symbolic", _("Refresh now"));

  g_return_val_if_fail (SHEAF_IS_ITEM (item), NULL);

  self->item = g_object_ref (item);
  self->acts = g_object_ref (acts);
  self->desk = g_object_ref (desk);
  self->activity = g_object_ref (activity);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (show), "win.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (show), "(ss)", "source",
                                    sheaf_item_get_id (item));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), show);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (refresh), "win.refresh-source");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (refresh), "s", sheaf_item_get_id (item));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), refresh);

  /* The last that is added stands first. */
  self->plot = sheaf_source_plot_new ();
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->plot);
  self->spinner = gtk_spinner_new ();
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->spinner);

  g_signal_connect_swapped (item, "notify::entity", G_CALLBACK (entity_changed_cb), self);
  g_signal_connect_object (activity, "changed", G_CALLBACK (show_activity), self,
                           G_CONNECT_SWAPPED);
  show_source (self);

  return GTK_WIDGET (self);
}

SheafItem *
sheaf_source_row_get_item (SheafSourceRow *self)
{
  g_return_val_if_fail (SHEAF_IS_SOURCE_ROW (self), NULL);

  return self->item;
}
