/* sheaf-article-list-row.c: one article in a list, always of the same height
 *
 * Its height is that of its fonts, not of its texts, so that a list of any length knows where
 * everything is without having measured it:
 *
 *   Headline, of one line or of two                    2 lines
 *   ● Publisher · an hour ago              ⧉ 2  ◫ 1    1 line
 *   The beginning of the summary, that lets one
 *   decide without opening it                          2 lines, 3 below a short headline
 *   #ferries #ports                                    instead of the last of these, if any
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-article-list-row.h"

#include <glib/gi18n.h>

#include "model/sheaf-time.h"
#include "ui/sheaf-article-words.h"
#include "ui/sheaf-relative-time.h"
#include "ui/sheaf-tag-words.h"

#define SPACING 3
#define HEADLINE_LINES 2
#define SUMMARY_LINES 2
#define MINIMUM_WIDTH 200
#define NATURAL_WIDTH 360

struct _SheafArticleListRow
{
  GtkWidget parent_instance;

  GtkWidget *headline;
  GtkWidget *meta;
  GtkWidget *summary;
  GtkWidget *longer; /* the summary again, by a line longer: one of them is shown */

  /* Made when they are first needed, for a list makes two hundred rows at a time: NULL until then. */
  GtkWidget *mark; /* unseen, kept or dismissed */
  GtkWidget *counts;
  GtkWidget *tags;

  int headline_height; /* of one line, in pixels; 0 until known */
  int meta_height;
  int summary_height;

  SheafArticleRow *row;
};

G_DEFINE_FINAL_TYPE (SheafArticleListRow, sheaf_article_list_row, GTK_TYPE_WIDGET)

static int
get_line_height (GtkWidget *label)
{
  PangoFontMetrics *metrics =
    pango_context_get_metrics (gtk_widget_get_pango_context (label), NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);

  return height;
}

static void
ensure_heights (SheafArticleListRow *self)
{
  if (self->headline_height > 0)
    return;

  self->headline_height = get_line_height (self->headline);
  self->meta_height = get_line_height (self->meta);
  self->summary_height = get_line_height (self->summary);
}

static void
sheaf_article_list_row_measure (GtkWidget      *widget,
                                GtkOrientation  orientation,
                                int             for_size,
                                int            *minimum,
                                int            *natural,
                                int            *minimum_baseline,
                                int            *natural_baseline)
{
  SheafArticleListRow *self = SHEAF_ARTICLE_LIST_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  ensure_heights (self);
  *minimum = *natural = HEADLINE_LINES * self->headline_height + self->meta_height +
                        SUMMARY_LINES * self->summary_height + 2 * SPACING;
}

/* Places @child at @x from where a line begins. */
static void
place (SheafArticleListRow *self,
       GtkWidget           *child,
       int                  x,
       int                  y,
       int                  width,
       int                  height)
{
  int min;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;

  /* Labels that end in an ellipsis still have to have been measured before they are placed. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  gtk_widget_size_allocate (child,
                            &(GtkAllocation) { x, y, MAX (width, min), MAX (height, 1) }, -1);
}

static gboolean
is_shown (GtkWidget *child)
{
  return child != NULL && gtk_widget_get_visible (child);
}

static int
get_width_of (GtkWidget *child)
{
  int width;

  if (!is_shown (child))
    return 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

/* A headline of one line leaves its second one to the summary. Which it is takes the headline's
 * layout, that of the rows on the screen alone: most rows that a list binds are beyond it. */
static GtkWidget *
choose_summary (SheafArticleListRow *self,
                int                  headline_height)
{
  gboolean one_line = headline_height < self->headline_height * 3 / 2;

  gtk_widget_set_child_visible (self->summary, !one_line);
  gtk_widget_set_child_visible (self->longer, one_line);

  return one_line ? self->longer : self->summary;
}

static void
sheaf_article_list_row_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  SheafArticleListRow *self = SHEAF_ARTICLE_LIST_ROW (widget);
  int mark = get_width_of (self->mark);
  int counts = get_width_of (self->counts);
  int headline_height, summary_height, y;
  GtkWidget *summary;

  ensure_heights (self);

  gtk_widget_measure (self->headline, GTK_ORIENTATION_VERTICAL, width, NULL, &headline_height,
                      NULL, NULL);
  headline_height = MIN (headline_height, HEADLINE_LINES * self->headline_height);
  place (self, self->headline, 0, 0, width, headline_height);

  y = headline_height + SPACING;
  if (is_shown (self->mark))
    place (self, self->mark, 0, y, mark, self->meta_height);
  place (self, self->meta, mark > 0 ? mark + 6 : 0, y,
         width - (mark > 0 ? mark + 6 : 0) - (counts > 0 ? counts + 6 : 0), self->meta_height);
  if (is_shown (self->counts))
    place (self, self->counts, width - counts, y, counts, self->meta_height);

  y += self->meta_height + SPACING;
  summary = choose_summary (self, headline_height);
  gtk_widget_measure (summary, GTK_ORIENTATION_VERTICAL, width, NULL, &summary_height, NULL, NULL);
  summary_height = MIN (summary_height, height - y);
  place (self, summary, 0, y, width, summary_height);

  if (is_shown (self->tags))
    place (self, self->tags, 0, y + summary_height, width, self->summary_height);
}

static void
sheaf_article_list_row_css_changed (GtkWidget         *widget,
                                    GtkCssStyleChange *change)
{
  SheafArticleListRow *self = SHEAF_ARTICLE_LIST_ROW (widget);

  GTK_WIDGET_CLASS (sheaf_article_list_row_parent_class)->css_changed (widget, change);

  self->headline_height = 0;
}

/* What the labels say is in the name and the description of the whole row: they are not read once
 * more, one by one. */
static GtkWidget *
create_label (SheafArticleListRow *self,
              const char          *css_class,
              int                  lines)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_NONE,
                                   NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);

  if (lines > 1)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), lines);
    }

  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

/* A label of one line that is not always there. */
static void
set_text (SheafArticleListRow  *self,
          GtkWidget           **label,
          const char           *css_class,
          const char           *text)
{
  if (*label == NULL)
    {
      if (*text == '\0')
        return;

      *label = create_label (self, css_class, 1);
      gtk_label_set_ellipsize (GTK_LABEL (*label), label == &self->tags ? PANGO_ELLIPSIZE_END
                                                                        : PANGO_ELLIPSIZE_NONE);
    }

  gtk_label_set_text (GTK_LABEL (*label), text);
  gtk_widget_set_visible (*label, *text != '\0');
}

/* "#Ferries #Ports" */
static void
append_tags (GString           *string,
             const char *const *tags)
{
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (string, "  ");
      sheaf_tag_append_words (string, tags[i]);
    }
}

static void
show_tags (SheafArticleListRow *self,
           const char *const   *tags)
{
  g_autoptr (GString) string = g_string_new (NULL);

  append_tags (string, tags);
  set_text (self, &self->tags, "tags", string->str);
  gtk_label_set_lines (GTK_LABEL (self->summary), SUMMARY_LINES - (string->len > 0 ? 1 : 0));
  gtk_label_set_lines (GTK_LABEL (self->longer), SUMMARY_LINES + (string->len > 0 ? 0 : 1));
}

static void
show_counts (SheafArticleListRow *self,
             guint                n_duplicates,
             guint                n_sets)
{
  char text[64] = "";

  if (n_duplicates > 0 && n_sets > 0)
    g_snprintf (text, sizeof text, "⧉ %u  ◫ %u", n_duplicates, n_sets);
  else if (n_duplicates > 0)
    g_snprintf (text, sizeof text, "⧉ %u", n_duplicates);
  else if (n_sets > 0)
    g_snprintf (text, sizeof text, "◫ %u", n_sets);

  set_text (self, &self->counts, "counts", text);
}

static const char *
get_state_mark (SheafArticleRow *row)
{
  const char *state = sheaf_article_row_get_state (row);

  if (g_strcmp0 (state, "kept") == 0)
    return "✓";

  if (g_strcmp0 (state, "dismissed") == 0)
    return "✕";

  return sheaf_article_row_is_seen (row) ? "" : "●";
}

static const char *
get_state_words (SheafArticleRow *row)
{
  const char *state = sheaf_article_row_get_state (row);

  if (g_strcmp0 (state, "kept") == 0)
    return C_("article", "Kept");

  if (g_strcmp0 (state, "dismissed") == 0)
    return C_("article", "Dismissed");

  return sheaf_article_row_is_seen (row) ? C_("article", "Seen") : C_("article", "Unseen");
}

static void
set_class (SheafArticleListRow *self,
           const char          *name,
           gboolean             has)
{
  if (has)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
show_classes (SheafArticleListRow *self)
{
  gboolean filled = self->row != NULL && sheaf_article_row_is_filled (self->row);
  const char *state = filled ? sheaf_article_row_get_state (self->row) : NULL;

  set_class (self, "unseen", filled && !sheaf_article_row_is_seen (self->row));
  set_class (self, "kept", g_strcmp0 (state, "kept") == 0);
  set_class (self, "dismissed", g_strcmp0 (state, "dismissed") == 0);
}

/* The list's own item around the row takes the focus: that is what has to have the name. */
static GtkAccessible *
get_named (SheafArticleListRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  return GTK_ACCESSIBLE (item != NULL ? item : GTK_WIDGET (self));
}

static void
append_part (GString    *name,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (name->len > 0)
    g_string_append (name, ", ");
  g_string_append (name, part);
}

static void
describe (SheafArticleListRow *self,
          const char          *age)
{
  guint n_sets = sheaf_article_row_get_n_sets (self->row);
  const char *summary = sheaf_article_row_get_summary (self->row);
  g_autoptr (GString) tags = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  append_tags (tags, sheaf_article_row_get_tags (self->row));

  append_part (name, sheaf_article_row_get_title (self->row));
  append_part (name, sheaf_article_row_get_publisher (self->row));
  append_part (name, age);
  append_part (name, get_state_words (self->row));
  append_part (name, tags->str);
  if (n_sets > 0)
    {
      g_autofree char *sets = g_strdup_printf (ngettext ("in %u set", "in %u sets", n_sets),
                                               n_sets);

      append_part (name, sets);
    }

  gtk_accessible_update_property (get_named (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary != NULL ? summary : "",
                                  -1);
}

static void
show_direction (SheafArticleListRow *self,
                gboolean             rtl)
{
  gtk_widget_set_direction (self->headline, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->summary, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->longer, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

static void
show_row (SheafArticleListRow *self)
{
  g_autofree char *age = NULL;

  if (self->row == NULL || !sheaf_article_row_is_filled (self->row))
    {
      sheaf_article_list_row_set_texts (self, "", "", "", "", NULL);
      set_text (self, &self->mark, "mark", "");
      set_text (self, &self->counts, "counts", "");
      show_classes (self);
      gtk_accessible_reset_property (get_named (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
      gtk_accessible_reset_property (get_named (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  age = sheaf_relative_time (sheaf_article_row_get_published (self->row), sheaf_time_now ());
  sheaf_article_list_row_set_texts (self,
                                    sheaf_article_row_get_title (self->row),
                                    sheaf_article_row_get_publisher (self->row),
                                    age,
                                    sheaf_article_row_get_summary (self->row),
                                    sheaf_article_row_get_tags (self->row));
  set_text (self, &self->mark, "mark", get_state_mark (self->row));
  show_counts (self,
               sheaf_article_row_get_n_duplicates (self->row),
               sheaf_article_row_get_n_sets (self->row));
  show_direction (self, sheaf_article_row_is_rtl (self->row));
  show_classes (self);
  describe (self, age);
}

static void
sheaf_article_list_row_dispose (GObject *object)
{
  SheafArticleListRow *self = SHEAF_ARTICLE_LIST_ROW (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);

  g_clear_pointer (&self->headline, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);
  g_clear_pointer (&self->meta, gtk_widget_unparent);
  g_clear_pointer (&self->counts, gtk_widget_unparent);
  g_clear_pointer (&self->summary, gtk_widget_unparent);
  g_clear_pointer (&self->longer, gtk_widget_unparent);
  g_clear_pointer (&self->tags, gtk_widget_unparent);

  G_OBJECT_CLASS (sheaf_article_list_row_parent_class)->dispose (object);
}

static void
sheaf_article_list_row_class_init (SheafArticleListRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_article_list_row_dispose;
  widget_class->measure = sheaf_article_list_row_measure;
  widget_class->size_allocate = sheaf_article_list_row_size_allocate;
  widget_class->css_changed = sheaf_article_list_row_css_changed;

  gtk_widget_class_set_css_name (widget_class, "articlerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NONE);
}

static void
sheaf_article_list_row_init (SheafArticleListRow *self)
{
  self->headline = create_label (self, "headline", HEADLINE_LINES);
  self->meta = create_label (self, "meta", 1);
  self->summary = create_label (self, "summary", SUMMARY_LINES);
  self->longer = create_label (self, "summary", SUMMARY_LINES + 1);

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sheaf_article_list_row_new (void)
{
  return g_object_new (SHEAF_TYPE_ARTICLE_LIST_ROW, NULL);
}

void
sheaf_article_list_row_set_row (SheafArticleListRow *self,
                                SheafArticleRow     *row)
{
  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_ROW (self));

  if (self->row == row)
    return;

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);

  if (g_set_object (&self->row, row) && row != NULL)
    g_signal_connect_swapped (row, "changed", G_CALLBACK (show_row), self);

  /* What shows none is not on the screen, and will soon show another. */
  if (row != NULL)
    show_row (self);
}

SheafArticleRow *
sheaf_article_list_row_get_row (SheafArticleListRow *self)
{
  g_return_val_if_fail (SHEAF_IS_ARTICLE_LIST_ROW (self), NULL);

  return self->row;
}

void
sheaf_article_list_row_set_texts (SheafArticleListRow *self,
                                  const char          *title,
                                  const char          *publisher,
                                  const char          *age,
                                  const char          *summary,
                                  const char *const   *tags)
{
  g_autofree char *meta = NULL;

  g_return_if_fail (SHEAF_IS_ARTICLE_LIST_ROW (self));

  meta = sheaf_article_join_meta (publisher, age);

  gtk_label_set_text (GTK_LABEL (self->headline), title);
  gtk_label_set_text (GTK_LABEL (self->meta), meta);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  gtk_label_set_text (GTK_LABEL (self->longer), summary);
  show_tags (self, tags);
}
