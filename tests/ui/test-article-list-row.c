/* test-article-list-row.c: one article in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "client/sheaf-article-row-private.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-article-list-row.h"

#define LONG                                                                                       \
  "A headline that goes on and on and does not end where one would think that it ends, but further " \
  "on, where nobody reads any more, and still further, to where nobody ever was"

static int
measure (GtkWidget *row,
         int        width)
{
  int minimum, natural;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, natural);

  return natural;
}

static void
allocate (GtkWidget *row,
          int        width)
{
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (row, width, measure (row, width), -1, NULL);
}

static void
test_height (void)
{
  static const char *const tags[] = { "ferries", "ports", NULL };
  GtkWidget *row = g_object_ref_sink (sheaf_article_list_row_new ());
  SheafArticleListRow *self = SHEAF_ARTICLE_LIST_ROW (row);
  int height = measure (row, 360);

  g_assert_cmpint (height, >, 40);

  sheaf_article_list_row_set_texts (self, "Short", "Coast Wire", "an hour ago", "", NULL);
  g_assert_cmpint (measure (row, 360), ==, height);

  sheaf_article_list_row_set_texts (self, LONG, LONG, "an hour ago", LONG LONG, tags);
  g_assert_cmpint (measure (row, 360), ==, height);
  g_assert_cmpint (measure (row, 200), ==, height);

  sheaf_article_list_row_set_texts (self, "島々を結ぶ新航路", "湾岸新聞", "", "電気フェリー", NULL);
  g_assert_cmpint (measure (row, 360), ==, height);

  g_object_unref (row);
}

/* Of two, that which there is room for. */
static GtkWidget *
find_label (GtkWidget  *row,
            const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_has_css_class (child, css_class) && gtk_widget_get_child_visible (child))
        return child;
    }

  g_error ("No %s", css_class);
}

static int
get_bottom (GtkWidget *row,
            GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, row, &bounds));

  return (int) (bounds.origin.y + bounds.size.height);
}

static void
test_nothing_is_cut_off (void)
{
  static const char *const tags[] = { "ferries", NULL };
  const char *titles[] = { "Short", LONG };
  GtkWidget *row = g_object_ref_sink (sheaf_article_list_row_new ());

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      for (guint with_tags = 0; with_tags < 2; with_tags++)
        {
          int height;

          sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), titles[i], "Coast Wire",
                                            "an hour ago", LONG LONG, with_tags ? tags : NULL);
          allocate (row, 360);
          height = measure (row, 360);

          /* Some pixels of rounding between a font's lines and a label's. */
          g_assert_cmpint (get_bottom (row, find_label (row, "summary")), <=, height + 2);
          if (with_tags)
            g_assert_cmpint (get_bottom (row, find_label (row, "tags")), <=, height + 2);
        }
    }

  g_object_unref (row);
}

static void
test_short_headline_leaves_room (void)
{
  GtkWidget *row = g_object_ref_sink (sheaf_article_list_row_new ());
  GtkWidget *summary;

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), LONG, "Coast Wire", "", LONG,
                                    NULL);
  allocate (row, 360);
  summary = find_label (row, "summary");
  g_assert_cmpint (gtk_label_get_lines (GTK_LABEL (summary)), ==, 2);

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), "Short", "Coast Wire", "", LONG,
                                    NULL);
  allocate (row, 360);
  summary = find_label (row, "summary");
  g_assert_cmpint (gtk_label_get_lines (GTK_LABEL (summary)), ==, 3);

  g_object_unref (row);
}

static void
test_texts (void)
{
  static const char *const tags[] = { "ferries", "ports", NULL };
  GtkWidget *row = g_object_ref_sink (sheaf_article_list_row_new ());

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), "Fish & <chips>", "Coast Wire",
                                    "an hour ago", "Summary", tags);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_label (row, "headline"))), ==,
                   "Fish & <chips>");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_label (row, "meta"))), ==,
                   "\u200e\u2068Coast Wire\u2069 · an hour ago");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_label (row, "tags"))), ==,
                   "#Ferries  #Ports");

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), "", "", "an hour ago", "", NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_label (row, "meta"))), ==, "an hour ago");
  g_assert_false (gtk_widget_get_visible (find_label (row, "tags")));

  g_object_unref (row);
}

/* --- what is shown of an article ------------------------------------------------------------ */

static SheafArticleRow *
make_article (gboolean rtl)
{
  SheafArticleRow *row = sheaf_article_row_new (7);
  SheafArticleRowData *data = g_new0 (SheafArticleRowData, 1);

  data->row = 7;
  data->id = g_strdup ("0192");
  data->title = g_strdup ("Ferry line to link Port Alma");
  data->publisher = g_strdup ("Coast Wire");
  data->summary = g_strdup ("Sailings begin in March.");
  data->published = sheaf_time_now () - 2 * 60 * 60 * 1000;
  data->state = "kept";
  data->rtl = rtl;
  data->tags = g_strsplit ("ferries ports", " ", -1);
  data->n_sets = 2;
  sheaf_article_row_fill (row, data, 1);

  return row;
}

static void
test_name (void)
{
  GtkWidget *item = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *row = sheaf_article_list_row_new ();
  g_autoptr (SheafArticleRow) article = make_article (FALSE);
  g_autoptr (SheafArticleRow) unread = sheaf_article_row_new (8);

  gtk_box_append (GTK_BOX (item), row);
  sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), article);

  /* What is around it takes the focus. */
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Ferry line to link Port Alma, Coast Wire, 2 hours ago, "
                                       "Kept, #Ferries  #Ports, in 2 sets");
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Sailings begin in March.");

  /* One that has not been read yet does not have the name of who was there before. */
  sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), unread);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL));

  sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), NULL);
  g_object_unref (item);
}

static graphene_rect_t
get_bounds (GtkWidget *row,
            GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, row, &bounds));

  return bounds;
}

/* Headline and summary go as the article does, all else as the window. */
static void
test_directions (void)
{
  for (guint rtl = 0; rtl < 2; rtl++)
    {
      GtkTextDirection direction = rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
      GtkWidget *row = g_object_ref_sink (sheaf_article_list_row_new ());
      g_autoptr (SheafArticleRow) article = make_article (!rtl);
      graphene_rect_t mark, meta, counts;

      gtk_widget_set_direction (row, direction);
      sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), article);
      allocate (row, 360);
      mark = get_bounds (row, find_label (row, "mark"));
      meta = get_bounds (row, find_label (row, "meta"));
      counts = get_bounds (row, find_label (row, "counts"));

      g_assert_cmpint (gtk_widget_get_direction (find_label (row, "headline")), !=, direction);
      g_assert_cmpint (gtk_widget_get_direction (find_label (row, "summary")), !=, direction);

      if (rtl)
        {
          g_assert_cmpfloat (mark.origin.x, >=, meta.origin.x + meta.size.width);
          g_assert_cmpfloat (meta.origin.x, >=, counts.origin.x + counts.size.width);
        }
      else
        {
          g_assert_cmpfloat (mark.origin.x + mark.size.width, <=, meta.origin.x);
          g_assert_cmpfloat (meta.origin.x + meta.size.width, <=, counts.origin.x);
        }

      sheaf_article_list_row_set_row (SHEAF_ARTICLE_LIST_ROW (row), NULL);
      g_object_unref (row);
    }
}

/* However long a word or however many tags: what does not fit ends in an ellipsis. */
static void
test_nothing_is_too_wide (void)
{
  static const char *const classes[] = { "headline", "meta", "summary", "tags" };
  static const char *const tags[] = {
    "ferries", "ports", "islands", "winter", "contracts", "harbour", "city", "boats", NULL
  };
  g_autofree char *word = g_strnfill (200, 'w');
  GtkWidget *row = g_object_ref_sink (sheaf_article_list_row_new ());

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), word, word, "an hour ago", word,
                                    tags);

  for (int width = 200; width <= 420; width += 110)
    {
      allocate (row, width);

      for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
        {
          GtkWidget *label = find_label (row, classes[i]);

          g_assert_cmpint (gtk_widget_get_width (label), <=, width);
          if (width < 420 || !g_str_equal (classes[i], "tags"))
            g_assert_true (
              pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
        }
    }

  g_object_unref (row);
}

/* Styles are made anew when a frame is drawn. */
static void
wait_for_height (GtkWidget *row,
                 int        from,
                 int        to)
{
  gtk_widget_queue_draw (row);
  while (measure (row, 360) < from || measure (row, 360) > to)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *row = sheaf_article_list_row_new ();
  int dpi, height;

  gtk_window_set_child (GTK_WINDOW (window), row);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), LONG, "Coast Wire",
                                    "an hour ago", LONG, NULL);
  gtk_window_present (GTK_WINDOW (window));
  height = measure (row, 360);

  g_object_set (settings, "gtk-xft-dpi", dpi * 2, NULL);
  wait_for_height (row, height * 3 / 2, G_MAXINT);
  allocate (row, 360);
  g_assert_cmpint (get_bottom (row, find_label (row, "summary")), <=, measure (row, 360) + 2);

  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  wait_for_height (row, height, height);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/article-list-row/its height is always the same", test_height);
  g_test_add_func ("/article-list-row/nothing is cut off", test_nothing_is_cut_off);
  g_test_add_func ("/article-list-row/a short headline leaves room",
                   test_short_headline_leaves_room);
  g_test_add_func ("/article-list-row/texts are shown as they are", test_texts);

  g_test_add_func ("/article-list-row/all is in the name that is read", test_name);
  g_test_add_func ("/article-list-row/each text has its direction", test_directions);
  g_test_add_func ("/article-list-row/nothing is too wide", test_nothing_is_too_wide);
  g_test_add_func ("/article-list-row/large text has the room it needs", test_large_text);

  return g_test_run ();
}
