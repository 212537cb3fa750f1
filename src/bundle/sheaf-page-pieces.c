/* sheaf-page-pieces.c: the pieces of HTML that a page is put together from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-page-pieces.h"

#include <string.h>

#include "bundle/sheaf-escape.h"
#include "bundle/sheaf-members.h"
#include "markup/sheaf-sanitise.h"
#include "model/sheaf-time.h"

#define PREVIEW_SCHEME "sheaf-image:"

void
sheaf_page_add_element (SheafPage  *page,
                        const char *tag,
                        const char *class_name,
                        const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (page->out, "<%s", tag);
  if (class_name != NULL)
    g_string_append_printf (page->out, " class=\"%s\"", class_name);
  g_string_append_c (page->out, '>');
  sheaf_escape_append (page->out, text);
  g_string_append_printf (page->out, "</%s>\n", tag);
}

void
sheaf_page_add_language (SheafPage  *page,
                         JsonObject *item,
                         const char *text)
{
  const char *language = sheaf_members_get_string (item, "language");
  const char *direction = sheaf_members_get_string (item, "direction");

  if (g_strcmp0 (direction, "rtl") != 0 && g_strcmp0 (direction, "ltr") != 0)
    direction = sheaf_page_direction (language, text);

  if (language != NULL)
    {
      g_string_append (page->out, " lang=\"");
      sheaf_escape_append (page->out, language);
      g_string_append_c (page->out, '"');
    }
  g_string_append_printf (page->out, " dir=\"%s\"", direction);
}

void
sheaf_page_add_date (SheafPage  *page,
                     gint64      time,
                     const char *phrase,
                     gboolean    with_clock)
{
  g_autofree char *machine = sheaf_time_to_string (time);
  g_autofree char *date = NULL;
  g_autoptr (GString) element = NULL;
  g_autofree char *filled = NULL;

  if (machine == NULL)
    return;

  date = with_clock ? sheaf_page_words_date_time (page->words, time)
                    : sheaf_page_words_date (page->words, time);
  element = g_string_new (NULL);
  g_string_append_printf (element, "<time datetime=\"%s\">", machine);
  sheaf_escape_append (element, date);
  g_string_append (element, "</time>");

  /* The phrases are ours and hold nothing that needs escaping. */
  filled = sheaf_page_words_fill (phrase != NULL ? phrase : "{}", element->str);
  g_string_append_printf (page->out, "<bdi>%s</bdi>", filled);
}

void
sheaf_page_add_words (SheafPage  *page,
                      const char *text)
{
  g_string_append (page->out, "<bdi>");
  sheaf_escape_append (page->out, text);
  g_string_append (page->out, "</bdi>");
}

static gboolean
is_web_address (const char *address)
{
  return address != NULL && (g_ascii_strncasecmp (address, "https://", 8) == 0 ||
                             g_ascii_strncasecmp (address, "http://", 7) == 0);
}

void
sheaf_page_add_link (SheafPage  *page,
                     const char *address,
                     const char *text)
{
  if (!is_web_address (address))
    {
      sheaf_escape_append (page->out, text);
      return;
    }

  g_string_append (page->out, "<a");
  if (page->kind == SHEAF_PAGE_PUBLIC)
    {
      g_string_append (page->out, " href=\"");
      sheaf_escape_append (page->out, address);
      g_string_append_c (page->out, '"');
    }
  g_string_append_c (page->out, '>');
  sheaf_escape_append (page->out, text);
  g_string_append (page->out, "</a>");
}

/* Images are loaded from the web or from where the page itself lies; a preview asks the
 * application for them, which knows what it has. */
static char *
image_address (SheafPage  *page,
               const char *address)
{
  gboolean local = address != NULL && address[0] == '/' && address[1] != '/';

  if (!local && !is_web_address (address))
    return NULL;

  if (page->kind == SHEAF_PAGE_PREVIEW)
    {
      g_autofree char *escaped = g_uri_escape_string (address, NULL, FALSE);

      return g_strconcat (PREVIEW_SCHEME, escaped, NULL);
    }

  return g_strdup (address);
}

gboolean
sheaf_page_can_show (SheafPage  *page,
                     JsonObject *image)
{
  g_autofree char *address = image_address (page, sheaf_members_get_string (image, "url"));

  return address != NULL;
}

void
sheaf_page_add_image (SheafPage  *page,
                      JsonObject *image)
{
  g_autofree char *address = image_address (page, sheaf_members_get_string (image, "url"));

  if (address == NULL)
    return;

  g_string_append (page->out, "<img src=\"");
  sheaf_escape_append (page->out, address);
  g_string_append (page->out, "\" alt=\"");
  sheaf_escape_append (page->out, sheaf_members_get_string (image, "alt"));
  g_string_append (page->out, "\" loading=\"lazy\" decoding=\"async\">\n");
}

void
sheaf_page_add_figure (SheafPage  *page,
                       JsonObject *image,
                       const char *class_name)
{
  const char *credit = sheaf_members_get_string (image, "credit");

  if (!sheaf_page_can_show (page, image))
    return;

  if (class_name != NULL)
    g_string_append_printf (page->out, "<figure class=\"%s\">\n", class_name);
  else
    g_string_append (page->out, "<figure>\n");
  sheaf_page_add_image (page, image);
  if (credit != NULL)
    {
      g_autofree char *line = sheaf_page_words_fill (page->words->credit, credit);

      g_string_append (page->out, "<figcaption>");
      sheaf_page_add_words (page, line);
      g_string_append (page->out, "</figcaption>\n");
    }
  g_string_append (page->out, "</figure>\n");
}

static gboolean
tags_hold (JsonArray  *tags,
           const char *hashtag)
{
  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    {
      JsonObject *tag = sheaf_array_get_object (tags, i);

      if (g_strcmp0 (sheaf_members_get_string (tag, "hashtag"), hashtag) == 0)
        return TRUE;
    }

  return FALSE;
}

void
sheaf_page_add_topics (SheafPage *page,
                       JsonArray *tags,
                       JsonArray *but)
{
  gboolean open = FALSE;

  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    {
      JsonObject *tag = sheaf_array_get_object (tags, i);
      const char *hashtag = sheaf_members_get_string (tag, "hashtag");

      if (hashtag == NULL || tags_hold (but, hashtag))
        continue;

      if (!open)
        {
          g_string_append_printf (page->out, "<ul class=\"topics\" aria-label=\"%s\">\n",
                                  page->words->topics);
          open = TRUE;
        }
      g_string_append (page->out, "<li>");
      sheaf_page_add_words (page, hashtag);
      g_string_append (page->out, "</li>\n");
    }

  if (open)
    g_string_append (page->out, "</ul>\n");
}

/* The value of the attribute that begins at @start, up to the quote that ends it. */
static char *
unescape_attribute (const char *start,
                    gsize       length)
{
  g_autofree char *value = g_strndup (start, length);
  GString *plain = g_string_new (value);

  g_string_replace (plain, "&quot;", "\"", 0);
  g_string_replace (plain, "&lt;", "<", 0);
  g_string_replace (plain, "&gt;", ">", 0);
  g_string_replace (plain, "&amp;", "&", 0);

  return g_string_free (plain, FALSE);
}

static gboolean
keep_or_divert (const GMatchInfo *match,
                GString          *result,
                gpointer          user_data)
{
  SheafPage *page = user_data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *name = g_match_info_fetch (match, 2);
  g_autofree char *value = g_match_info_fetch (match, 3);
  g_autofree char *plain = unescape_attribute (value, strlen (value));
  g_autofree char *address = NULL;

  g_string_append (result, before);
  if (strcmp (name, "href") == 0)
    return FALSE;

  address = image_address (page, plain);
  g_string_append (result, " src=\"");
  sheaf_escape_append (result, address);
  g_string_append_c (result, '"');

  return FALSE;
}

/* Works on what sheaf_sanitise_html() serialised: attributes are double-quoted and a tag holds no ">"
 * but the one that ends it. */
static char *
divert_for_preview (SheafPage  *page,
                    const char *html)
{
  g_autoptr (GRegex) regex = g_regex_new ("(<[a-z][^<>]*?) (href|src)=\"([^\"]*)\"",
                                          G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace_eval (regex, html, -1, 0, 0, keep_or_divert, page, NULL);
}

void
sheaf_page_add_body (SheafPage  *page,
                     const char *html)
{
  g_autofree char *safe = NULL;

  if (html == NULL)
    return;

  safe = sheaf_sanitise_html (html, -1, NULL);
  if (page->kind == SHEAF_PAGE_PREVIEW)
    {
      g_autofree char *diverted = divert_for_preview (page, safe);

      g_string_append_printf (page->out, "<div class=\"body\">\n%s\n</div>\n", diverted);
    }
  else
    {
      g_string_append_printf (page->out, "<div class=\"body\">\n%s\n</div>\n", safe);
    }
}
