/* sheaf-tag-strip.c: the tags of something, as chips that can be removed, and an entry for more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-tag-strip.h"

#include <glib/gi18n.h>

#include "ui/sheaf-focus.h"
#include "ui/sheaf-tag-entry.h"
#include "ui/sheaf-tag-words.h"
#include "ui/sheaf-wrap.h"

struct _SheafTagStrip
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  GPtrArray *chips; /* (element-type GtkWidget), in their order, before the entry */
  GStrv shown;      /* the ids that the chips stand for */

  SheafDesk *desk;
};

G_DEFINE_FINAL_TYPE (SheafTagStrip, sheaf_tag_strip, GTK_TYPE_WIDGET)

enum
{
  ADDED,
  REMOVED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
remove_clicked_cb (GtkButton *button,
                   gpointer   user_data)
{
  SheafTagStrip *self = SHEAF_TAG_STRIP (user_data);
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "name"));

  gtk_widget_grab_focus (self->entry);
  g_signal_emit (self, signals[REMOVED], 0, name);
}

static GtkWidget *
create_chip (SheafTagStrip *self,
             const char    *id,
             const char    *name)
{
  g_autofree char *shown = sheaf_tag_get_words (name);
  g_autofree char *remove_label = g_strdup_printf (_("Remove #%s"), shown + 1);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *go = gtk_button_new_with_label (shown);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (chip, "chip");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (go), "win.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (go), "(ss)", "tag", id);
  gtk_widget_set_tooltip_text (go, _("Show articles with this tag"));
  gtk_widget_add_css_class (go, "flat");
  gtk_box_append (GTK_BOX (chip), go);

  gtk_widget_set_tooltip_text (remove, remove_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove_label, -1);
  gtk_widget_add_css_class (remove, "flat");
  g_object_set_data_full (G_OBJECT (remove), "name", g_strdup (name), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (chip), remove);

  return chip;
}

static void
entered_cb (SheafTagStrip *self,
            const char    *name)
{
  g_signal_emit (self, signals[ADDED], 0, name);
}

static void
left_cb (SheafTagStrip *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static gboolean
sheaf_tag_strip_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SHEAF_TAG_STRIP (widget)->entry);
}

static void
clear_chips (SheafTagStrip *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->chips, i));

  g_ptr_array_set_size (self->chips, 0);
}

static void
sheaf_tag_strip_dispose (GObject *object)
{
  SheafTagStrip *self = SHEAF_TAG_STRIP (object);

  clear_chips (self);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_tag_strip_parent_class)->dispose (object);
}

static void
sheaf_tag_strip_finalize (GObject *object)
{
  SheafTagStrip *self = SHEAF_TAG_STRIP (object);

  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_strfreev);

  G_OBJECT_CLASS (sheaf_tag_strip_parent_class)->finalize (object);
}

static void
sheaf_tag_strip_class_init (SheafTagStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_tag_strip_dispose;
  object_class->finalize = sheaf_tag_strip_finalize;
  widget_class->grab_focus = sheaf_tag_strip_grab_focus;
  widget_class->focus = sheaf_focus_move;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "tagstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sheaf_tag_strip_init (SheafTagStrip *self)
{
  self->chips = g_ptr_array_new ();

  gtk_widget_set_layout_manager (GTK_WIDGET (self), sheaf_wrap_new (6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Tags"), -1);
}

GtkWidget *
sheaf_tag_strip_new (SheafDesk *desk)
{
  SheafTagStrip *self = g_object_new (SHEAF_TYPE_TAG_STRIP, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->entry = sheaf_tag_entry_new (desk);
  g_signal_connect_swapped (self->entry, "entered", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->entry, "left", G_CALLBACK (left_cb), self);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/* The tag that @id stands for now: the one it was merged into, if it was. */
static SheafItem *
find_tag (SheafTagStrip *self,
          const char    *id)
{
  SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_TAG, id);

  for (guint i = 0; item != NULL && i < 8; i++)
    {
      const char *into = sheaf_entity_get_string (sheaf_item_get_entity (item), "merged_into");

      if (into == NULL)
        break;

      item = sheaf_desk_get_item (self->desk, SHEAF_KIND_TAG, into);
    }

  return item;
}

void
sheaf_tag_strip_set_entity (SheafTagStrip *self,
                            SheafEntity   *entity)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *tags = entity != NULL ? sheaf_entity_get_array (entity, "tags") : NULL;
  GStrv ids;

  g_return_if_fail (SHEAF_IS_TAG_STRIP (self));

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      SheafItem *item = find_tag (self, json_array_get_string_element (tags, i));

      if (item != NULL)
        g_strv_builder_add (builder, sheaf_item_get_id (item));
    }

  ids = g_strv_builder_end (builder);
  if (self->shown != NULL &&
      g_strv_equal ((const char *const *) self->shown, (const char *const *) ids))
    {
      g_strfreev (ids);
      return;
    }

  g_strfreev (self->shown);
  self->shown = ids;

  clear_chips (self);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_TAG, ids[i]);
      GtkWidget *chip = create_chip (self, ids[i], sheaf_item_get_title (item));

      gtk_widget_insert_before (chip, GTK_WIDGET (self), self->entry);
      g_ptr_array_add (self->chips, chip);
    }
}

void
sheaf_tag_strip_begin (SheafTagStrip *self)
{
  g_return_if_fail (SHEAF_IS_TAG_STRIP (self));

  gtk_widget_grab_focus (self->entry);
}
