/* sheaf-preferences.c: how the desk looks, where it publishes, which backend it works with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-preferences.h"

#include <glib/gi18n.h>

#include "client/sheaf-token-store.h"
#include "model/sheaf-id.h"
#include "ui/sheaf-spell-words.h"
#include "ui/sheaf-sync-words.h"

struct _SheafPreferences
{
  AdwPreferencesWindow parent_instance;

  GtkWidget *color_scheme;
  GtkWidget *text_scale;
  GtkAdjustment *text_scale_adjustment;
  GtkWidget *destinations;
  GtkWidget *add_folder;
  GtkWidget *address;
  GtkWidget *token;
  GtkWidget *state;
  GtkWidget *words;
  GtkWidget *new_word;

  GPtrArray *destination_rows; /* (element-type GtkWidget) */
  GPtrArray *word_rows;

  SheafDesk *desk;
  GSettings *settings;
  SheafSpellWords *spell_words;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SheafPreferences, sheaf_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
say (SheafPreferences *self,
     const char       *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (escaped));
}

static void
acted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SheafPreferences) self = SHEAF_PREFERENCES (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);

  if (group == NULL)
    say (self, error->message);
}

static GtkWidget *
create_remove_button (const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

/* --- destinations -------------------------------------------------------------------------- */

static void
edit (SheafPreferences *self,
      SheafEdit        *change)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  g_ptr_array_add (edits, change);
  sheaf_desk_edit_async (self->desk, edits, NULL, acted_cb, g_object_ref (self));
}

static void
remove_destination_cb (GtkButton        *button,
                       SheafPreferences *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_DESTINATION, id);
  SheafEdit *change;

  if (item == NULL)
    return;

  change = sheaf_edit_new (SHEAF_KIND_DESTINATION, id, NULL);
  sheaf_edit_delete (change, sheaf_item_get_entity (item));
  edit (self, change);
}

static GtkWidget *
create_destination_row (SheafPreferences *self,
                        SheafItem        *item)
{
  SheafEntity *destination = sheaf_item_get_entity (item);
  const char *address = sheaf_entity_get_string (destination, "address");
  const char *error = sheaf_entity_get_string (destination, "health/error");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = create_remove_button (_("Remove this destination"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sheaf_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), error != NULL ? error : address);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (sheaf_item_get_id (item)), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_destination_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
clear_rows (GtkWidget *group,
            GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), g_ptr_array_index (rows, i));

  g_ptr_array_set_size (rows, 0);
}

static void
add_row (GtkWidget *group,
         GPtrArray *rows,
         GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (rows, row);
}

static void
show_destinations (SheafPreferences *self)
{
  GListModel *items = sheaf_desk_get_items (self->desk, SHEAF_KIND_DESTINATION);

  clear_rows (self->destinations, self->destination_rows);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (items, i);

      add_row (self->destinations, self->destination_rows, create_destination_row (self, item));
    }
}

static void
create_folder (SheafPreferences *self,
               GFile            *folder)
{
  g_autofree char *id = sheaf_id_new ();
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *name = g_file_get_basename (folder);
  JsonObject *value = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  SheafEdit *change = sheaf_edit_new (SHEAF_KIND_DESTINATION, id, NULL);

  json_object_set_string_member (value, "type", "folder");
  json_object_set_string_member (value, "title", name);
  json_object_set_string_member (value, "address", path);
  json_node_take_object (node, value);
  sheaf_edit_create (change, node);
  edit (self, change);
}

static void
folder_chosen_cb (SheafPreferences *self,
                  int               response)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL)
    create_folder (self, folder);

  g_clear_object (&self->chooser);
}

static void
add_folder_cb (SheafPreferences *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Publish into a Folder"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (folder_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the backend --------------------------------------------------------------------------- */

static gboolean
is_address (const char *text)
{
  g_autoptr (GUri) uri = NULL;

  if (*text == '\0')
    return TRUE;

  uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          g_str_equal (g_uri_get_scheme (uri), "http"));
}

static void
apply_address_cb (SheafPreferences *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->address));

  if (!is_address (text))
    {
      gtk_widget_add_css_class (self->address, "error");
      say (self, _("An address begins with https://"));
      return;
    }

  gtk_widget_remove_css_class (self->address, "error");
  g_settings_set_string (self->settings, "backend", text);
  say (self, _("Sheaf works with this backend from its next start"));
}

static void
token_saved_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SheafPreferences) self = SHEAF_PREFERENCES (user_data);
  g_autoptr (GError) error = NULL;

  if (sheaf_token_store_save_finish (result, &error))
    {
      say (self, _("Kept in the keyring"));
      return;
    }

  g_message ("The token was not written to the keyring: %s", error->message);
  say (self, _("There is no keyring to keep the token in: it is used until Sheaf is closed"));
}

/* The backend that the token is for: the one given here, else the one that is worked with. */
static const char *
get_backend (SheafPreferences *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->address));
  const char *address = sheaf_desk_get_address (self->desk);

  if (*typed != '\0')
    return is_address (typed) ? typed : NULL;

  return is_address (address) ? address : NULL;
}

static void
apply_token_cb (SheafPreferences *self)
{
  const char *token = gtk_editable_get_text (GTK_EDITABLE (self->token));
  const char *address = get_backend (self);
  g_autofree char *label = NULL;

  if (address == NULL)
    {
      say (self, _("Give the address of the backend first"));
      return;
    }

  if (g_str_equal (address, sheaf_desk_get_address (self->desk)))
    sheaf_desk_set_token (self->desk, token);

  /* Translators: what the token is called in the keyring; %s is the address of a backend. */
  label = g_strdup_printf (_("Sheaf: token for %s"), address);
  sheaf_token_store_save_async (address, token, label, NULL, token_saved_cb, g_object_ref (self));
}

static void
sync_now_cb (SheafPreferences *self)
{
  sheaf_desk_sync_now (self->desk);
}

static void
show_state (SheafPreferences *self)
{
  g_autofree char *words = sheaf_sync_words (sheaf_desk_get_state (self->desk),
                                             sheaf_desk_get_waiting (self->desk),
                                             sheaf_desk_get_synced_at (self->desk));
  const char *error = sheaf_desk_get_error (self->desk);
  g_autofree char *text = error != NULL ? g_strconcat (words, "\n", error, NULL)
                                        : g_strdup (words);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), escaped);
}

/* --- the desk's words ---------------------------------------------------------------------- */

static void
remove_word_cb (GtkButton        *button,
                SheafPreferences *self)
{
  g_autofree char *word = g_strdup (g_object_get_data (G_OBJECT (button), "word"));

  sheaf_spell_words_remove (self->spell_words, word);
}

static void
show_words (SheafPreferences *self)
{
  g_auto (GStrv) words = sheaf_spell_words_list (self->spell_words);

  clear_rows (self->words, self->word_rows);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = create_remove_button (_("Remove this word"));

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words[i]);
      g_object_set_data_full (G_OBJECT (button), "word", g_strdup (words[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_word_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      add_row (self->words, self->word_rows, row);
    }
}

static void
add_word_cb (SheafPreferences *self)
{
  g_autofree char *word = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_word)));

  if (*g_strstrip (word) == '\0')
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->new_word), "");
  sheaf_spell_words_add (self->spell_words, word);
}

/* --- the class ----------------------------------------------------------------------------- */

static void
sheaf_preferences_dispose (GObject *object)
{
  SheafPreferences *self = SHEAF_PREFERENCES (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->spell_words);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sheaf_preferences_parent_class)->dispose (object);
}

static void
sheaf_preferences_finalize (GObject *object)
{
  SheafPreferences *self = SHEAF_PREFERENCES (object);

  g_ptr_array_unref (self->destination_rows);
  g_ptr_array_unref (self->word_rows);

  G_OBJECT_CLASS (sheaf_preferences_parent_class)->finalize (object);
}

static void
sheaf_preferences_class_init (SheafPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_preferences_dispose;
  object_class->finalize = sheaf_preferences_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-preferences.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SheafPreferences, name)
  BIND (color_scheme);
  BIND (text_scale);
  BIND (text_scale_adjustment);
  BIND (destinations);
  BIND (add_folder);
  BIND (address);
  BIND (token);
  BIND (state);
  BIND (words);
  BIND (new_word);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, add_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_token_cb);
  gtk_widget_class_bind_template_callback (widget_class, sync_now_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_word_cb);
}

static void
sheaf_preferences_init (SheafPreferences *self)
{
  self->destination_rows = g_ptr_array_new ();
  self->word_rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
scheme_to_row_cb (GValue   *value,
                  GVariant *variant,
                  gpointer  user_data)
{
  const char *scheme = g_variant_get_string (variant, NULL);

  g_value_set_uint (value, g_str_equal (scheme, "light") ? 1 : g_str_equal (scheme, "dark") ? 2 : 0);

  return TRUE;
}

static GVariant *
row_to_scheme_cb (const GValue       *value,
                  const GVariantType *type,
                  gpointer            user_data)
{
  static const char *const schemes[] = { "system", "light", "dark" };

  return g_variant_new_string (schemes[MIN (g_value_get_uint (value), 2)]);
}

static void
connect_desk (SheafPreferences *self)
{
  const char *properties[] = { "notify::state", "notify::waiting", "notify::synced-at",
                               "notify::error" };

  g_signal_connect_object (sheaf_desk_get_items (self->desk, SHEAF_KIND_DESTINATION),
                           "items-changed", G_CALLBACK (show_destinations), self,
                           G_CONNECT_SWAPPED);
  show_destinations (self);

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_object (self->desk, properties[i], G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
  show_state (self);
}

GtkWidget *
sheaf_preferences_new (GtkWindow *parent,
                       SheafDesk *desk,
                       GSettings *settings)
{
  SheafPreferences *self = g_object_new (SHEAF_TYPE_PREFERENCES, "transient-for", parent, NULL);
  g_autoptr (GFile) file = sheaf_spell_words_get_user_file ();
  g_autofree char *address = NULL;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  self->spell_words = sheaf_spell_words_new (file);

  g_settings_bind_with_mapping (settings, "color-scheme", self->color_scheme, "selected",
                                G_SETTINGS_BIND_DEFAULT, scheme_to_row_cb, row_to_scheme_cb, NULL,
                                NULL);
  g_settings_bind (settings, "text-scale", self->text_scale_adjustment, "value",
                   G_SETTINGS_BIND_DEFAULT);

  address = g_settings_get_string (settings, "backend");
  gtk_editable_set_text (GTK_EDITABLE (self->address), address);

  g_signal_connect_object (self->spell_words, "changed", G_CALLBACK (show_words), self,
                           G_CONNECT_SWAPPED);
  show_words (self);
  connect_desk (self);

  return GTK_WIDGET (self);
}
