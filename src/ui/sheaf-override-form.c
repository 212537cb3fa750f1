/* sheaf-override-form.c: how a set shows an article otherwise than the article itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-override-form.h"

#include <glib/gi18n.h>

#include "model/sheaf-id.h"
#include "ui/sheaf-set-acts.h"
#include "ui/sheaf-text-area.h"

/* Nothing typed may be gone that is older than a second. */
#define SAVE_AFTER 1000

typedef struct
{
  const char *name;
  GtkWidget *area;
  char *was; /* what the typist saw before typing */
  gboolean typed;
} Field;

enum
{
  HEADLINE,
  KICKER,
  EXCERPT,
  N_FIELDS,
};

struct _SheafOverrideForm
{
  GtkWidget parent_instance;

  SheafDesk *desk;
  char *set;
  char *key;
  char *group;
  Field fields[N_FIELDS];
  gboolean showing;
  guint save;
};

G_DEFINE_FINAL_TYPE (SheafOverrideForm, sheaf_override_form, GTK_TYPE_WIDGET)

static guint done_signal;

static GtkTextBuffer *
get_buffer (Field *field)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->area));
}

static char *
get_text (Field *field)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (get_buffer (field), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (field), &start, &end, TRUE);
}

static void
save (SheafOverrideForm *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  g_clear_handle_id (&self->save, g_source_remove);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      Field *field = &self->fields[i];
      g_autofree char *text = NULL;
      SheafEdit *edit;

      if (!field->typed)
        continue;

      text = get_text (field);
      edit = sheaf_set_acts_override (self->set, self->key, field->name, field->was, text,
                                      self->group);
      if (edit != NULL)
        g_ptr_array_add (edits, edit);
      g_free (field->was);
      field->was = g_steal_pointer (&text);
      field->typed = FALSE;
    }

  if (edits->len > 0)
    sheaf_desk_edit_async (self->desk, edits, NULL, NULL, NULL);
}

static gboolean
on_save_due (gpointer data)
{
  SheafOverrideForm *self = data;

  self->save = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (GtkTextBuffer     *buffer,
            SheafOverrideForm *self)
{
  if (self->showing)
    return;

  for (guint i = 0; i < N_FIELDS; i++)
    if (get_buffer (&self->fields[i]) == buffer)
      self->fields[i].typed = TRUE;

  if (self->group == NULL)
    self->group = sheaf_id_new ();
  if (self->save == 0)
    self->save = g_timeout_add (SAVE_AFTER, on_save_due, self);
}

static void
on_focus_left (GtkEventControllerFocus *focus,
               SheafOverrideForm       *self)
{
  save (self);
  g_clear_pointer (&self->group, g_free);
}

static void
finish (SheafOverrideForm *self)
{
  save (self);
  g_signal_emit (self, done_signal, 0);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                SheafOverrideForm     *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  finish (self);
  return GDK_EVENT_STOP;
}

static void
sheaf_override_form_dispose (GObject *object)
{
  SheafOverrideForm *self = SHEAF_OVERRIDE_FORM (object);
  GtkWidget *child;

  if (self->desk != NULL && self->fields[0].area != NULL)
    save (self);
  g_clear_object (&self->desk);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < N_FIELDS; i++)
    self->fields[i].area = NULL;

  G_OBJECT_CLASS (sheaf_override_form_parent_class)->dispose (object);
}

static void
sheaf_override_form_finalize (GObject *object)
{
  SheafOverrideForm *self = SHEAF_OVERRIDE_FORM (object);

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (self->fields[i].was);
  g_free (self->set);
  g_free (self->key);
  g_free (self->group);

  G_OBJECT_CLASS (sheaf_override_form_parent_class)->finalize (object);
}

static void
sheaf_override_form_class_init (SheafOverrideFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_override_form_dispose;
  G_OBJECT_CLASS (class)->finalize = sheaf_override_form_finalize;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);

  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
add_field (SheafOverrideForm *self,
           guint              i,
           const char        *name,
           const char        *title,
           gboolean           single_line)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *area = sheaf_text_area_new (NULL, single_line);

  self->fields[i].name = name;
  self->fields[i].area = area;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (area, "field");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  g_signal_connect_object (get_buffer (&self->fields[i]), "changed", G_CALLBACK (on_changed), self,
                           0);

  gtk_widget_set_parent (label, GTK_WIDGET (self));
  gtk_widget_set_parent (area, GTK_WIDGET (self));
}

static void
sheaf_override_form_init (SheafOverrideForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Done"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "override-form");

  add_field (self, KICKER, "kicker", _("Kicker"), TRUE);
  add_field (self, HEADLINE, "headline", _("Headline"), TRUE);
  add_field (self, EXCERPT, "excerpt", _("Excerpt"), FALSE);
  sheaf_text_area_set_placeholder (SHEAF_TEXT_AREA (self->fields[KICKER].area),
                                   _("A word or two above the headline"));

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (button, 6);
  g_signal_connect_object (button, "clicked", G_CALLBACK (finish), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_left), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
sheaf_override_form_new (SheafDesk  *desk,
                         const char *set,
                         const char *key)
{
  SheafOverrideForm *self = g_object_new (SHEAF_TYPE_OVERRIDE_FORM, NULL);

  self->desk = g_object_ref (desk);
  self->set = g_strdup (set);
  self->key = g_strdup (key);

  return GTK_WIDGET (self);
}

void
sheaf_override_form_set_member (SheafOverrideForm *self,
                                JsonObject        *member)
{
  JsonObject *override = NULL;

  g_return_if_fail (SHEAF_IS_OVERRIDE_FORM (self));

  if (json_object_has_member (member, "override"))
    override = json_object_get_object_member (member, "override");

  for (guint i = 0; i < N_FIELDS; i++)
    {
      Field *field = &self->fields[i];
      const char *value = NULL;
      g_autofree char *shown = get_text (field);

      if (field->typed)
        continue;
      if (override != NULL)
        value = json_object_get_string_member_with_default (override, field->name, NULL);

      g_free (field->was);
      field->was = g_strdup (value != NULL ? value : "");
      if (g_str_equal (shown, field->was))
        continue;

      self->showing = TRUE;
      gtk_text_buffer_set_text (get_buffer (field), field->was, -1);
      self->showing = FALSE;
    }
}

void
sheaf_override_form_set_article (SheafOverrideForm *self,
                                 SheafEntity       *article)
{
  const char *title;
  const char *summary;

  g_return_if_fail (SHEAF_IS_OVERRIDE_FORM (self));

  title = article != NULL ? sheaf_entity_get_title (article) : NULL;
  summary = article != NULL ? sheaf_entity_get_string (article, "summary") : NULL;
  sheaf_text_area_set_placeholder (SHEAF_TEXT_AREA (self->fields[HEADLINE].area), title);
  sheaf_text_area_set_placeholder (SHEAF_TEXT_AREA (self->fields[EXCERPT].area), summary);
}

void
sheaf_override_form_begin (SheafOverrideForm *self)
{
  g_return_if_fail (SHEAF_IS_OVERRIDE_FORM (self));

  gtk_widget_grab_focus (self->fields[HEADLINE].area);
}

