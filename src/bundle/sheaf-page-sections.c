/* sheaf-page-sections.c: the sets and editorials of a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-page-pieces.h"

#include "bundle/sheaf-members.h"
#include "model/sheaf-time.h"

/* Roles in the order in which a reader wants them: what belongs to the story, what happened since,
 * who sees it otherwise, and what came before. */
static const char * const roles[] = { "related", "update", "opposing", "background" };

static const char *
role_title (SheafPage  *page,
            const char *role)
{
  if (g_str_equal (role, "update"))
    return page->words->update;
  if (g_str_equal (role, "opposing"))
    return page->words->opposing;
  if (g_str_equal (role, "background"))
    return page->words->background;

  return page->words->related;
}

/* The role of @article as one of the above; what is unknown is related. */
static const char *
role_of (JsonObject *article)
{
  const char *role = sheaf_members_get_string (article, "role");

  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    {
      if (g_str_equal (role, roles[i]))
        return roles[i];
    }

  return roles[0];
}

/* Opens a paragraph in which the page itself speaks, within an item of perhaps another language.
 * The direction stays the item's, so that all of it keeps to one edge. */
static void
open_aside (SheafPage  *page,
            const char *tag,
            const char *class_name)
{
  g_string_append_printf (page->out, "<%s class=\"%s\" lang=\"%s\">",
                          tag, class_name, page->words->language);
}

/* Publisher, date and, for the lead, who wrote it. */
static void
add_source (SheafPage  *page,
            JsonObject *article,
            gboolean    with_authors)
{
  g_autofree char *people = sheaf_members_get_people (article, "authors", page->words->comma);
  gint64 published = sheaf_members_get_time (article, "published");
  const char *publisher = sheaf_members_get_string (article, "publisher");

  if (publisher == NULL && published == SHEAF_TIME_NONE && (people == NULL || !with_authors))
    return;

  open_aside (page, "p", "source");
  if (publisher != NULL)
    sheaf_page_add_words (page, publisher);
  if (publisher != NULL && published != SHEAF_TIME_NONE)
    g_string_append (page->out, SHEAF_PAGE_DOT);
  sheaf_page_add_date (page, published, NULL, TRUE);
  if (with_authors && people != NULL)
    {
      g_autofree char *by = sheaf_page_words_fill (page->words->by, people);

      if (publisher != NULL || published != SHEAF_TIME_NONE)
        g_string_append (page->out, SHEAF_PAGE_DOT);
      sheaf_page_add_words (page, by);
    }
  g_string_append (page->out, "</p>\n");
}

static void
add_headline (SheafPage  *page,
              JsonObject *article,
              const char *tag)
{
  g_string_append_printf (page->out, "<%s>", tag);
  sheaf_page_add_link (page, sheaf_members_get_string (article, "url"),
                       sheaf_members_get_string (article, "headline"));
  g_string_append_printf (page->out, "</%s>\n", tag);
}

static void
open_article (SheafPage  *page,
              JsonObject *article,
              const char *class_name)
{
  g_string_append_printf (page->out, "<article class=\"%s\"", class_name);
  sheaf_page_add_language (page, article, sheaf_members_get_string (article, "headline"));
  g_string_append (page->out, ">\n");
}

static void
add_more (SheafPage  *page,
          JsonObject *article)
{
  const char *publisher = sheaf_members_get_string (article, "publisher");
  g_autofree char *text = publisher != NULL
                            ? sheaf_page_words_fill (page->words->read_at, publisher)
                            : g_strdup (page->words->read);

  if (sheaf_members_get_web_address (article, "url") == NULL)
    return;

  open_aside (page, "p", "more");
  g_string_append (page->out, "<bdi>");
  sheaf_page_add_link (page, sheaf_members_get_string (article, "url"), text);
  g_string_append (page->out, "</bdi></p>\n");
}

static void
add_lead (SheafPage  *page,
          JsonObject *article)
{
  const char *body = sheaf_members_get_string (article, "body");

  open_article (page, article, "lead");
  sheaf_page_add_element (page, "p", "kicker", sheaf_members_get_string (article, "kicker"));
  add_headline (page, article, "h3");
  add_source (page, article, TRUE);
  sheaf_page_add_figure (page, sheaf_members_get_object (article, "image"), NULL);
  if (body != NULL)
    sheaf_page_add_body (page, body);
  else
    sheaf_page_add_element (page, "p", "excerpt", sheaf_members_get_string (article, "excerpt"));
  add_more (page, article);
  sheaf_page_add_element (page, "p", "source", sheaf_members_get_string (article, "credit"));
  g_string_append (page->out, "</article>\n");
}

static void
add_item (SheafPage  *page,
          JsonObject *article)
{
  JsonObject *image = sheaf_members_get_object (article, "image");
  gboolean pictured = sheaf_page_can_show (page, image);

  g_string_append (page->out, "<li>\n");
  open_article (page, article, pictured ? "item pictured" : "item");
  g_string_append (page->out, "<div>\n");
  sheaf_page_add_element (page, "p", "kicker", sheaf_members_get_string (article, "kicker"));
  add_headline (page, article, "h4");
  add_source (page, article, FALSE);
  sheaf_page_add_element (page, "p", "excerpt", sheaf_members_get_string (article, "excerpt"));
  g_string_append (page->out, "</div>\n");
  sheaf_page_add_image (page, image);
  g_string_append (page->out, "</article>\n</li>\n");
}

static gboolean
is_lead (JsonArray *articles,
         guint      i)
{
  return sheaf_members_get_boolean (sheaf_array_get_object (articles, i), "lead");
}

static void
add_group (SheafPage  *page,
           JsonArray  *articles,
           const char *role,
           gboolean    gallery)
{
  gboolean open = FALSE;

  for (guint i = 0; i < sheaf_array_get_length (articles); i++)
    {
      JsonObject *article = sheaf_array_get_object (articles, i);

      if (article == NULL || is_lead (articles, i) || role_of (article) != role)
        continue;

      if (!open)
        {
          g_string_append_printf (page->out,
                                  "<section class=\"group %s\">\n<h3>%s</h3>\n<ul%s>\n",
                                  role,
                                  role_title (page, role),
                                  gallery ? " class=\"gallery\"" : "");
          open = TRUE;
        }
      add_item (page, article);
    }

  if (open)
    g_string_append (page->out, "</ul>\n</section>\n");
}

static void
add_set (SheafPage  *page,
         JsonObject *set,
         JsonObject *release)
{
  JsonArray *articles = sheaf_members_get_array (set, "articles");
  guint length = sheaf_array_get_length (articles);
  const char *title = sheaf_members_get_string (set, "title");
  gboolean led = FALSE;
  guint others = 0;

  for (guint i = 0; i < length; i++)
    {
      if (is_lead (articles, i))
        led = TRUE;
      else
        others++;
    }

  g_string_append (page->out, "<section class=\"set\">\n");
  if (g_strcmp0 (title, sheaf_members_get_string (release, "title")) != 0)
    sheaf_page_add_element (page, "h2", "title", title);
  sheaf_page_add_topics (page, sheaf_members_get_array (set, "tags"),
                         sheaf_members_get_array (release, "tags"));
  g_string_append (page->out, led && others > 0 ? "<div class=\"split\">\n" : "<div>\n");
  for (guint i = 0; i < length; i++)
    {
      if (is_lead (articles, i))
        add_lead (page, sheaf_array_get_object (articles, i));
    }
  if (others > 0)
    {
      g_string_append_printf (page->out, "<aside class=\"groups\" aria-label=\"%s\">\n",
                              page->words->related);
      for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
        add_group (page, articles, roles[i], !led);
      g_string_append (page->out, "</aside>\n");
    }
  g_string_append (page->out, "</div>\n</section>\n");
}

static void
add_editorial (SheafPage  *page,
               JsonObject *editorial)
{
  g_autofree char *people = sheaf_members_get_people (editorial, "authors", page->words->comma);

  open_article (page, editorial, "editorial");
  open_aside (page, "p", "label");
  sheaf_page_add_words (page, page->words->editorial);
  g_string_append (page->out, "</p>\n");
  sheaf_page_add_element (page, "h2", NULL, sheaf_members_get_string (editorial, "headline"));
  sheaf_page_add_element (page, "p", "standfirst",
                          sheaf_members_get_string (editorial, "standfirst"));
  if (people != NULL)
    {
      g_autofree char *by = sheaf_page_words_fill (page->words->by, people);

      open_aside (page, "p", "byline");
      sheaf_page_add_words (page, by);
      g_string_append (page->out, "</p>\n");
    }
  sheaf_page_add_figure (page, sheaf_members_get_object (editorial, "image"), NULL);
  sheaf_page_add_body (page, sheaf_members_get_string (editorial, "body"));
  g_string_append (page->out, "</article>\n");
}

void
sheaf_page_add_sections (SheafPage  *page,
                         JsonObject *release)
{
  JsonArray *sections = sheaf_members_get_array (release, "sections");

  for (guint i = 0; i < sheaf_array_get_length (sections); i++)
    {
      JsonObject *section = sheaf_array_get_object (sections, i);

      if (g_strcmp0 (sheaf_members_get_string (section, "type"), "set") == 0)
        add_set (page, section, release);
      else if (section != NULL)
        add_editorial (page, section);
    }
}

static void
add_corrections (SheafPage *page,
                 JsonArray *corrections)
{
  if (sheaf_array_get_length (corrections) == 0)
    return;

  g_string_append (page->out, "<aside class=\"corrections\">\n");
  sheaf_page_add_element (page, "h2", "label", page->words->corrections);
  g_string_append (page->out, "<ul>\n");
  for (guint i = 0; i < json_array_get_length (corrections); i++)
    {
      JsonObject *correction = sheaf_array_get_object (corrections, i);
      const char *text = sheaf_members_get_string (correction, "text");

      if (text == NULL)
        continue;

      g_string_append (page->out, "<li>");
      sheaf_page_add_date (page, sheaf_members_get_time (correction, "at"), NULL, TRUE);
      g_string_append_c (page->out, ' ');
      sheaf_page_add_words (page, text);
      g_string_append (page->out, "</li>\n");
    }
  g_string_append (page->out, "</ul>\n</aside>\n");
}

void
sheaf_page_add_brief (SheafPage  *page,
                      JsonObject *release)
{
  const char *summary = sheaf_members_get_string (release, "summary");

  if (summary != NULL)
    {
      g_string_append (page->out, "<section class=\"brief\">\n");
      sheaf_page_add_element (page, "h2", "label", page->words->in_brief);
      sheaf_page_add_element (page, "p", NULL, summary);
      g_string_append (page->out, "</section>\n");
    }

  add_corrections (page, sheaf_members_get_array (release, "corrections"));
}

char *
sheaf_page_fragment (JsonObject *release)
{
  SheafPage page = {
    .out = g_string_new (NULL),
    .words = sheaf_page_words_get (sheaf_members_get_string (release, "language")),
    .kind = SHEAF_PAGE_PUBLIC,
  };

  sheaf_page_add_element (&page, "p", "standfirst",
                          sheaf_members_get_string (release, "standfirst"));
  sheaf_page_add_figure (&page, sheaf_members_get_object (release, "image"), NULL);
  sheaf_page_add_brief (&page, release);
  sheaf_page_add_sections (&page, release);
  sheaf_page_add_topics (&page, sheaf_members_get_array (release, "tags"), NULL);

  return g_string_free (page.out, FALSE);
}
