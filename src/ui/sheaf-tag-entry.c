/* sheaf-tag-entry.c: an entry for a tag, which completes those that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-tag-entry.h"

#include <glib/gi18n.h>

#include "model/sheaf-fold.h"
#include "ui/sheaf-focus.h"
#include "ui/sheaf-tag-words.h"

#define N_OFFERED 8

struct _SheafTagEntry
{
  GtkWidget parent_instance;

  GtkWidget *text;
  GtkWidget *popover;
  GtkWidget *list;

  SheafDesk *desk;
};

G_DEFINE_FINAL_TYPE (SheafTagEntry, sheaf_tag_entry, GTK_TYPE_WIDGET)

enum
{
  ENTERED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- matching ------------------------------------------------------------------------------ */

typedef struct
{
  SheafEntity *entity; /* which these were folded from */
  GStrv names;
} Folded;

static void
folded_free (gpointer data)
{
  Folded *folded = data;

  sheaf_entity_unref (folded->entity);
  g_strfreev (folded->names);
  g_free (folded);
}

static GStrv
fold_names (SheafEntity *tag)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *aliases = sheaf_entity_get_array (tag, "aliases");
  g_autofree char *name = sheaf_fold (sheaf_entity_get_title (tag));

  g_strv_builder_add (builder, name);

  for (guint i = 0; aliases != NULL && i < json_array_get_length (aliases); i++)
    {
      g_autofree char *alias = sheaf_fold (json_array_get_string_element (aliases, i));

      g_strv_builder_add (builder, alias);
    }

  return g_strv_builder_end (builder);
}

/* Folding thousands of names at every key would be felt, so each tag's are kept with it. */
static const char *const *
get_folded_names (SheafItem *item)
{
  static GQuark quark = 0;
  Folded *folded;
  SheafEntity *entity = sheaf_item_get_entity (item);

  if (quark == 0)
    quark = g_quark_from_static_string ("sheaf-folded-names");

  folded = g_object_get_qdata (G_OBJECT (item), quark);
  if (folded == NULL || folded->entity != entity)
    {
      folded = g_new (Folded, 1);
      folded->entity = sheaf_entity_ref (entity);
      folded->names = fold_names (entity);
      g_object_set_qdata_full (G_OBJECT (item), quark, folded, folded_free);
    }

  return (const char *const *) folded->names;
}

/* 2: a name begins with @typed; 1: holds it; 0: neither. */
static guint
rate (SheafItem  *item,
      const char *typed)
{
  const char *const *names = get_folded_names (item);
  guint best = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], typed))
        return 2;

      if (strstr (names[i], typed) != NULL)
        best = 1;
    }

  return best;
}

GPtrArray *
sheaf_tag_entry_match (GListModel *tags,
                       const char *typed,
                       guint       limit)
{
  g_autoptr (GPtrArray) beginning = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) holding = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folded = sheaf_fold (typed);

  g_return_val_if_fail (G_IS_LIST_MODEL (tags), NULL);

  for (guint i = 0; *folded != '\0' && i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (tags, i);
      guint rating;

      if (sheaf_entity_get_string (sheaf_item_get_entity (item), "merged_into") != NULL)
        continue;

      rating = rate (item, folded);
      if (rating == 2 && beginning->len < limit)
        g_ptr_array_add (beginning, g_steal_pointer (&item));
      else if (rating == 1 && holding->len < limit)
        g_ptr_array_add (holding, g_steal_pointer (&item));
    }

  for (guint i = 0; i < holding->len && beginning->len < limit; i++)
    g_ptr_array_add (beginning, g_object_ref (g_ptr_array_index (holding, i)));

  return g_steal_pointer (&beginning);
}

/* --- the entry ----------------------------------------------------------------------------- */

static GtkWidget *
create_row (SheafItem *item)
{
  g_autofree char *shown = sheaf_tag_get_words (sheaf_item_get_title (item));
  GtkWidget *label = gtk_label_new (shown);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (sheaf_item_get_title (item)), g_free);

  return row;
}

static void
clear_list (SheafTagEntry *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

static void
enter (SheafTagEntry *self,
       const char    *typed)
{
  g_autofree char *name = g_strdup (typed);
  const char *rest = g_strstrip (name);

  while (*rest == '#')
    rest++;

  gtk_popover_popdown (GTK_POPOVER (self->popover));

  /* Nothing typed: one is done with tags. */
  if (*rest == '\0')
    {
      g_signal_emit (self, signals[LEFT], 0);
      return;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  g_signal_emit (self, signals[ENTERED], 0, rest);
}

static void
changed_cb (SheafTagEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autoptr (GPtrArray) matches = NULL;

  if (g_str_has_suffix (typed, ","))
    {
      g_autofree char *name = g_strndup (typed, strlen (typed) - 1);

      enter (self, name);
      return;
    }

  matches = sheaf_tag_entry_match (sheaf_desk_get_items (self->desk, SHEAF_KIND_TAG), typed,
                                   N_OFFERED);
  clear_list (self);
  for (guint i = 0; i < matches->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (g_ptr_array_index (matches, i)));

  if (matches->len > 0 && gtk_widget_get_mapped (self->text))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
activate_cb (SheafTagEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL && gtk_widget_get_mapped (self->popover))
    {
      g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));

      enter (self, name);
      return;
    }

  enter (self, gtk_editable_get_text (GTK_EDITABLE (self->text)));
}

static void
row_activated_cb (SheafTagEntry *self,
                  GtkListBoxRow *row)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));

  enter (self, name);
  gtk_widget_grab_focus (self->text);
}

static void
move_choice (SheafTagEntry *self,
             int            by)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int i = row != NULL ? gtk_list_box_row_get_index (row) + by : by > 0 ? 0 : -1;

  gtk_list_box_select_row (list, i >= 0 ? gtk_list_box_get_row_at_index (list, i) : NULL);
}

static gboolean
complete (SheafTagEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row == NULL)
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (self->text), g_object_get_data (G_OBJECT (row), "name"));
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);

  return TRUE;
}

static gboolean
key_pressed_cb (SheafTagEntry   *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gboolean offers = gtk_widget_get_mapped (self->popover);

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      if (!offers)
        return FALSE;
      move_choice (self, keyval == GDK_KEY_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_Tab:
      return offers && complete (self);
    case GDK_KEY_Escape:
      if (offers)
        gtk_popover_popdown (GTK_POPOVER (self->popover));
      else
        g_signal_emit (self, signals[LEFT], 0);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
sheaf_tag_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SHEAF_TAG_ENTRY (widget)->text);
}

static void
sheaf_tag_entry_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  SheafTagEntry *self = SHEAF_TAG_ENTRY (widget);

  gtk_widget_size_allocate (self->text, &(GtkAllocation) { 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
sheaf_tag_entry_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  gtk_widget_measure (SHEAF_TAG_ENTRY (widget)->text, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
sheaf_tag_entry_dispose (GObject *object)
{
  SheafTagEntry *self = SHEAF_TAG_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_tag_entry_parent_class)->dispose (object);
}

static void
sheaf_tag_entry_class_init (SheafTagEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_tag_entry_dispose;
  widget_class->grab_focus = sheaf_tag_entry_grab_focus;
  widget_class->focus = sheaf_focus_move;
  widget_class->measure = sheaf_tag_entry_measure;
  widget_class->size_allocate = sheaf_tag_entry_size_allocate;

  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "tagentry");
}

static void
sheaf_tag_entry_init (SheafTagEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 14);
  gtk_entry_set_has_frame (GTK_ENTRY (self->text), FALSE);
  sheaf_tag_entry_set_label (self, _("Add a tag"));
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (activate_cb), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->text, keys);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);

  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->list);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

GtkWidget *
sheaf_tag_entry_new (SheafDesk *desk)
{
  SheafTagEntry *self = g_object_new (SHEAF_TYPE_TAG_ENTRY, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);

  return GTK_WIDGET (self);
}

void
sheaf_tag_entry_set_label (SheafTagEntry *self,
                           const char    *label)
{
  g_return_if_fail (SHEAF_IS_TAG_ENTRY (self));

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
