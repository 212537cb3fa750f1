/* sheaf-language-button.c: chooses the language that something is written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-language-button.h"

#include <glib/gi18n.h>

#include "ui/sheaf-drop-down.h"

/* Languages by what they call themselves, which needs no translation. */
static const struct
{
  const char *tag;
  const char *name;
} languages[] = {
  { "ar", "العربية" },
  { "bg", "Български" },
  { "ca", "Català" },
  { "cs", "Čeština" },
  { "cy", "Cymraeg" },
  { "da", "Dansk" },
  { "de", "Deutsch" },
  { "el", "Ελληνικά" },
  { "en", "English" },
  { "es", "Español" },
  { "et", "Eesti" },
  { "eu", "Euskara" },
  { "fa", "فارسی" },
  { "fi", "Suomi" },
  { "fr", "Français" },
  { "ga", "Gaeilge" },
  { "gl", "Galego" },
  { "he", "עברית" },
  { "hi", "हिन्दी" },
  { "hr", "Hrvatski" },
  { "hu", "Magyar" },
  { "id", "Bahasa Indonesia" },
  { "is", "Íslenska" },
  { "it", "Italiano" },
  { "ja", "日本語" },
  { "ko", "한국어" },
  { "lt", "Lietuvių" },
  { "lv", "Latviešu" },
  { "nb", "Norsk bokmål" },
  { "nl", "Nederlands" },
  { "nn", "Norsk nynorsk" },
  { "pl", "Polski" },
  { "pt", "Português" },
  { "ro", "Română" },
  { "ru", "Русский" },
  { "sk", "Slovenčina" },
  { "sl", "Slovenščina" },
  { "sr", "Српски" },
  { "sv", "Svenska" },
  { "sw", "Kiswahili" },
  { "th", "ไทย" },
  { "tr", "Türkçe" },
  { "uk", "Українська" },
  { "ur", "اردو" },
  { "vi", "Tiếng Việt" },
  { "zh", "中文" },
};

struct _SheafLanguageButton
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
  GtkStringList *names;
  GPtrArray *tags;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (SheafLanguageButton, sheaf_language_button, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
on_selected (GtkDropDown         *drop_down,
             GParamSpec          *pspec,
             SheafLanguageButton *self)
{
  guint at = gtk_drop_down_get_selected (drop_down);

  if (!self->showing && at < self->tags->len)
    g_signal_emit (self, chosen_signal, 0, g_ptr_array_index (self->tags, at));
}

static void
sheaf_language_button_dispose (GObject *object)
{
  SheafLanguageButton *self = SHEAF_LANGUAGE_BUTTON (object);

  if (self->drop_down != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;
  g_clear_pointer (&self->tags, g_ptr_array_unref);

  G_OBJECT_CLASS (sheaf_language_button_parent_class)->dispose (object);
}

static void
sheaf_language_button_class_init (SheafLanguageButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_language_button_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_language_button_init (SheafLanguageButton *self)
{
  self->names = gtk_string_list_new (NULL);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      gtk_string_list_append (self->names, languages[i].name);
      g_ptr_array_add (self->tags, g_strdup (languages[i].tag));
    }

  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->names),
                                                      gtk_property_expression_new
                                                        (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_drop_down_set_enable_search (self->drop_down, TRUE);
  gtk_drop_down_set_selected (self->drop_down, GTK_INVALID_LIST_POSITION);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _("Language"));
  sheaf_drop_down_describe (self->drop_down, _("Language"));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self, 0);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
}

GtkWidget *
sheaf_language_button_new (void)
{
  return g_object_new (SHEAF_TYPE_LANGUAGE_BUTTON, NULL);
}

void
sheaf_language_button_set_language (SheafLanguageButton *self,
                                    const char          *language)
{
  guint at = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (SHEAF_IS_LANGUAGE_BUTTON (self));

  if (language != NULL && *language != '\0' &&
      !g_ptr_array_find_with_equal_func (self->tags, language, g_str_equal, &at))
    {
      at = self->tags->len;
      g_ptr_array_add (self->tags, g_strdup (language));
      gtk_string_list_append (self->names, sheaf_language_to_words (language));
    }

  self->showing = TRUE;
  gtk_drop_down_set_selected (self->drop_down, at);
  self->showing = FALSE;
}

const char *
sheaf_language_to_words (const char *language)
{
  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strcasecmp (languages[i].tag, language) == 0)
      return languages[i].name;

  return language != NULL ? language : "";
}
