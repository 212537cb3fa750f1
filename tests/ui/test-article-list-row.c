/* test-article-list-row.c: one article in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

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
                   "#ferries  #ports");

  sheaf_article_list_row_set_texts (SHEAF_ARTICLE_LIST_ROW (row), "", "", "an hour ago", "", NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_label (row, "meta"))), ==, "an hour ago");
  g_assert_false (gtk_widget_get_visible (find_label (row, "tags")));

  g_object_unref (row);
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

  return g_test_run ();
}
