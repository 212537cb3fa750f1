/* sheaf-block-view.c: an article's text as native widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-block-view.h"

#include <glib/gi18n.h>

#include "ui/sheaf-block-markup.h"
#include "ui/sheaf-picture.h"

/* How much text is laid out in one frame, in bytes, and what a block costs besides its text. To make
 * the widgets takes little; it is the frame after it that has to shape and to break their lines. */
#define SLICE 2500
#define BLOCK_COST 150

/* A label that may be narrower is laid out with every letter on a line of its own to learn how
 * narrow. */
#define MINIMUM_CHARS 12

#define INDENT 24

struct _SheafBlockView
{
  GtkWidget parent_instance;

  SheafImageFetcher *fetcher;
  char *source_address;
  GPtrArray *blocks;
  guint n_shown;
  gboolean rtl;
  guint tick;
};

G_DEFINE_FINAL_TYPE (SheafBlockView, sheaf_block_view, GTK_TYPE_WIDGET)

static void
set_direction (SheafBlockView   *self,
               GtkWidget        *widget,
               const SheafBlock *block)
{
  gboolean rtl = self->rtl;

  if (g_strcmp0 (block->direction, "rtl") == 0)
    rtl = TRUE;
  else if (g_strcmp0 (block->direction, "ltr") == 0)
    rtl = FALSE;

  gtk_widget_set_direction (widget, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

static GtkWidget *
create_label (const char *text,
              GArray     *spans)
{
  g_autofree char *markup = sheaf_block_markup (text, spans);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

static void
set_language (GtkWidget        *label,
              const SheafBlock *block)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (block->language == NULL)
    return;

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes,
                          pango_attr_language_new (pango_language_from_string (block->language)));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static GtkWidget *
create_heading (const SheafBlock *block)
{
  GtkWidget *label = create_label (block->text, block->spans);
  g_autofree char *css_class = g_strdup_printf ("heading-%u", MIN (block->level, 4));

  gtk_widget_add_css_class (label, "block-heading");
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
create_item (SheafBlockView   *self,
             const SheafBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = create_label (block->text, block->spans);
  g_autofree char *marker = block->ordinal > 0 ? g_strdup_printf ("%d.", block->ordinal)
                                               : g_strdup ("•");
  GtkWidget *mark = gtk_label_new (marker);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_size_request (mark, INDENT - 8, -1);
  gtk_label_set_xalign (GTK_LABEL (mark), 1);
  gtk_box_append (GTK_BOX (box), mark);

  gtk_label_set_width_chars (GTK_LABEL (label), MINIMUM_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  set_direction (self, label, block);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static GtkWidget *
create_code (const SheafBlock *block)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = create_label (block->text, block->spans);

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (scroller, "block-code");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);

  return scroller;
}

static GtkWidget *
create_table (SheafBlockView   *self,
              const SheafBlock *block)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "block-table");

  for (guint r = 0; block->cells != NULL && r < block->cells->len; r++)
    {
      GPtrArray *row = g_ptr_array_index (block->cells, r);
      int column = 0;

      for (guint c = 0; c < row->len; c++)
        {
          SheafCell *cell = g_ptr_array_index (row, c);
          GtkWidget *label = create_label (cell->text, cell->spans);

          /* What spans rows from above has its place already. */
          while (gtk_grid_get_child_at (GTK_GRID (grid), column, (int) r) != NULL)
            column++;

          gtk_label_set_yalign (GTK_LABEL (label), 0);
          gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
          if (cell->header)
            gtk_widget_add_css_class (label, "header");
          set_direction (self, label, block);
          gtk_grid_attach (GTK_GRID (grid), label, column, (int) r, (int) MAX (cell->columns, 1),
                           (int) MAX (cell->rows, 1));
          column += (int) MAX (cell->columns, 1);
        }
    }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);

  return scroller;
}

static GtkWidget *
create_widget (SheafBlockView   *self,
               const SheafBlock *block)
{
  GtkWidget *label;

  switch (block->kind)
    {
    case SHEAF_BLOCK_HEADING:
      return create_heading (block);
    case SHEAF_BLOCK_ITEM:
      return create_item (self, block);
    case SHEAF_BLOCK_CODE:
      return create_code (block);
    case SHEAF_BLOCK_IMAGE:
      return sheaf_picture_new (self->fetcher, block->url, self->source_address, block->alt, block->caption);
    case SHEAF_BLOCK_TABLE:
      return create_table (self, block);
    case SHEAF_BLOCK_RULE:
      return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    case SHEAF_BLOCK_PARAGRAPH:
    default:
      label = create_label (block->text, block->spans);
      set_language (label, block);
      return label;
    }
}

static void
add_block (SheafBlockView   *self,
           const SheafBlock *block)
{
  GtkWidget *widget = create_widget (self, block);
  int margin = INDENT * (int) MIN (block->quote, 4);

  if (block->depth > 0)
    margin += INDENT * (int) (MIN (block->depth, 6) - (block->kind == SHEAF_BLOCK_ITEM ? 1 : 0));

  if (GTK_IS_LABEL (widget))
    gtk_label_set_width_chars (GTK_LABEL (widget), MINIMUM_CHARS);
  set_direction (self, widget, block);
  gtk_widget_set_margin_start (widget, margin);
  gtk_widget_add_css_class (widget, "block");
  if (block->quote > 0)
    gtk_widget_add_css_class (widget, "block-quote");

  gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

static gsize
get_cost (const SheafBlock *block)
{
  gsize cost = BLOCK_COST + (block->text != NULL ? strlen (block->text) : 0);

  for (guint r = 0; block->cells != NULL && r < block->cells->len; r++)
    cost += BLOCK_COST * ((GPtrArray *) g_ptr_array_index (block->cells, r))->len;

  return cost;
}

/* Whether there is more. */
static gboolean
add_slice (SheafBlockView *self)
{
  gsize cost = 0;

  while (self->n_shown < self->blocks->len && cost < SLICE)
    {
      const SheafBlock *block = g_ptr_array_index (self->blocks, self->n_shown++);

      add_block (self, block);
      cost += get_cost (block);
    }

  return self->n_shown < self->blocks->len;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  SheafBlockView *self = SHEAF_BLOCK_VIEW (widget);

  if (add_slice (self))
    return G_SOURCE_CONTINUE;

  self->tick = 0;

  return G_SOURCE_REMOVE;
}

static void
clear (SheafBlockView *self)
{
  GtkWidget *child;

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->source_address, g_free);
  self->n_shown = 0;
}

static void
sheaf_block_view_dispose (GObject *object)
{
  clear (SHEAF_BLOCK_VIEW (object));
  g_clear_object (&SHEAF_BLOCK_VIEW (object)->fetcher);

  G_OBJECT_CLASS (sheaf_block_view_parent_class)->dispose (object);
}

static void
sheaf_block_view_class_init (SheafBlockViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_block_view_dispose;

  gtk_widget_class_set_css_name (widget_class, "blocks");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sheaf_block_view_init (SheafBlockView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Text of the article"), -1);
}

GtkWidget *
sheaf_block_view_new (void)
{
  return g_object_new (SHEAF_TYPE_BLOCK_VIEW, NULL);
}

void
sheaf_block_view_set_fetcher (SheafBlockView    *self,
                              SheafImageFetcher *fetcher)
{
  g_return_if_fail (SHEAF_IS_BLOCK_VIEW (self));

  g_set_object (&self->fetcher, fetcher);
}

void
sheaf_block_view_set_blocks (SheafBlockView *self,
                             GPtrArray      *blocks,
                             gboolean        rtl,
                             const char     *source)
{
  g_return_if_fail (SHEAF_IS_BLOCK_VIEW (self));

  clear (self);

  if (blocks == NULL)
    return;

  self->blocks = g_ptr_array_ref (blocks);
  self->rtl = rtl;
  self->source_address = g_strdup (source);

  /* What is seen first comes at once. */
  if (add_slice (self))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}
