/* sheaf-byline.c: who wrote something, typed as names parted by commas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-byline.h"

#include <glib/gi18n.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "ui/sheaf-text-area.h"

#define SAVE_AFTER 1000

struct _SheafByline
{
  GtkWidget parent_instance;

  GtkWidget *area;
  GtkTextBuffer *buffer;
  SheafDesk *desk;
  SheafItem *item;
  char *group;
  JsonNode *was; /* as it stood when typing began */
  gboolean typed;
  gboolean showing;
  guint save;
};

G_DEFINE_FINAL_TYPE (SheafByline, sheaf_byline, GTK_TYPE_WIDGET)

JsonNode *
sheaf_byline_to_people (const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, ",", -1);
  JsonArray *people = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      JsonObject *person;

      g_strstrip (parts[i]);
      if (*parts[i] == '\0')
        continue;

      person = json_object_new ();
      json_object_set_string_member (person, "name", parts[i]);
      json_array_add_object_element (people, person);
    }

  if (json_array_get_length (people) > 0)
    return sheaf_json_take_array (people);

  json_array_unref (people);
  return NULL;
}

char *
sheaf_byline_from_people (JsonArray *people)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    {
      JsonObject *person = sheaf_json_get_object (json_array_get_element (people, i));
      const char *name = person != NULL
                         ? json_object_get_string_member_with_default (person, "name", NULL) : NULL;

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }

  if (names->len > 0)
    return g_string_free (names, FALSE);

  g_string_free (names, TRUE);
  return NULL;
}

static char *
get_text (SheafByline *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
save (SheafByline *self)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *text = get_text (self);
  g_autoptr (JsonNode) people = sheaf_byline_to_people (text);
  SheafEntity *entity = sheaf_item_get_entity (self->item);
  SheafEdit *edit;

  g_clear_handle_id (&self->save, g_source_remove);
  if (!self->typed)
    return;

  self->typed = FALSE;
  if (sheaf_json_equal (self->was, people))
    return;

  edit = sheaf_edit_new (sheaf_entity_get_kind (entity), sheaf_item_get_id (self->item),
                         self->group);
  sheaf_edit_put (edit, "authors", sheaf_json_copy (self->was), sheaf_json_copy (people));
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_ptr_array_add (edits, edit);
  sheaf_desk_edit_async (self->desk, edits, NULL, NULL, NULL);

  g_clear_pointer (&self->was, json_node_unref);
  self->was = g_steal_pointer (&people);
}

static gboolean
on_save_due (gpointer data)
{
  SheafByline *self = data;

  self->save = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (GtkTextBuffer *buffer,
            SheafByline   *self)
{
  if (self->showing)
    return;

  self->typed = TRUE;
  if (self->group == NULL)
    self->group = sheaf_id_new ();
  if (self->save == 0)
    self->save = g_timeout_add (SAVE_AFTER, on_save_due, self);
}

static void
on_focus_left (GtkEventControllerFocus *focus,
               SheafByline             *self)
{
  save (self);
  g_clear_pointer (&self->group, g_free);
}

/* While names are being typed they are as the typist has them: "Mara Lind," is not tidied up under
 * the cursor. */
static void
show (SheafByline *self)
{
  SheafEntity *entity = sheaf_item_get_entity (self->item);
  g_autofree char *names = sheaf_byline_from_people (sheaf_entity_get_array (entity, "authors"));
  g_autofree char *text = get_text (self);
  g_autoptr (JsonNode) shown = sheaf_byline_to_people (text);

  if (self->typed)
    return;

  g_clear_pointer (&self->was, json_node_unref);
  self->was = sheaf_json_copy (sheaf_entity_get (entity, "authors"));
  if (sheaf_json_equal (shown, self->was))
    return;

  self->showing = TRUE;
  gtk_text_buffer_set_text (self->buffer, names != NULL ? names : "", -1);
  self->showing = FALSE;
}

static void
sheaf_byline_dispose (GObject *object)
{
  SheafByline *self = SHEAF_BYLINE (object);

  if (self->desk != NULL && self->area != NULL)
    save (self);
  g_clear_handle_id (&self->save, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_object (&self->item);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->area, gtk_widget_unparent);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->was, json_node_unref);

  G_OBJECT_CLASS (sheaf_byline_parent_class)->dispose (object);
}

static void
sheaf_byline_class_init (SheafBylineClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_byline_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
sheaf_byline_init (SheafByline *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->area = sheaf_text_area_new (_("By whom"), TRUE);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->area)));
  gtk_widget_set_tooltip_text (self->area, _("Names, parted by commas"));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_left), self, 0);
  gtk_widget_add_controller (self->area, focus);
  gtk_widget_set_parent (self->area, GTK_WIDGET (self));
}

GtkWidget *
sheaf_byline_new (SheafDesk *desk,
                  SheafItem *item)
{
  SheafByline *self = g_object_new (SHEAF_TYPE_BYLINE, NULL);

  self->desk = g_object_ref (desk);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
