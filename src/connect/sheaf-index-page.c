/* sheaf-index-page.c: a page that lists published bundles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-index-page.h"

#include "model/sheaf-fold.h"

static const char style[]
    = ":root{color-scheme:light dark;font:100%/1.55 system-ui,sans-serif}"
      "body{max-width:42rem;margin:0 auto;padding:2rem 1.25rem}"
      "h1{font-size:1.25rem;font-weight:600;margin:0 0 2rem;opacity:.75}"
      "article{padding:1.25rem 0;border-top:1px solid rgb(128 128 128 / .3)}"
      "h2{font:600 1.5rem/1.25 Georgia,'Times New Roman',serif;margin:0 0 .35rem}"
      "a{color:inherit;text-decoration:none}"
      "a:hover,a:focus-visible{text-decoration:underline}"
      "p{margin:.35rem 0}"
      ".meta{font-size:.875rem;opacity:.75}"
      "@media print{body{max-width:none}}";

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

/* `<` and what else could end the text or an attribute is escaped. */
static void
append (GString    *html,
        const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (html, escaped);
}

static JsonArray *
get_tags (JsonObject *release)
{
  JsonNode *node = json_object_get_member (release, "tags");

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
append_meta (GString    *html,
             JsonObject *release)
{
  const char *published = get_string (release, "published");
  JsonArray *tags = get_tags (release);

  g_string_append (html, "<p class=\"meta\"><time datetime=\"");
  append (html, published);
  g_string_append (html, "\">");
  g_string_append_printf (html, "%.10s</time>", published);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = json_array_get_object_element (tags, i);
      const char *hashtag = get_string (tag, "hashtag");

      g_string_append (html, hashtag[0] == '#' ? " " : " #");
      append (html, hashtag);
    }
  g_string_append (html, "</p>\n");
}

static void
append_entry (GString    *html,
              JsonObject *release,
              const char *prefix,
              const char *suffix)
{
  g_autofree char *slug = g_uri_escape_string (get_string (release, "slug"), NULL, TRUE);
  const char *summary = get_string (release, "summary");

  if (summary[0] == '\0')
    summary = get_string (release, "standfirst");

  g_string_append (html, "<article lang=\"");
  append (html, get_string (release, "language"));
  g_string_append_printf (html, "\" dir=\"auto\">\n<h2><a href=\"%s", prefix);
  append (html, slug);
  g_string_append_printf (html, "%s\">", suffix);
  append (html, get_string (release, "title"));
  g_string_append (html, "</a></h2>\n");
  if (summary[0] != '\0')
    {
      g_string_append (html, "<p>");
      append (html, summary);
      g_string_append (html, "</p>\n");
    }
  append_meta (html, release);
  g_string_append (html, "</article>\n");
}

char *
sheaf_index_page (GPtrArray  *releases,
                  const char *title,
                  const char *prefix,
                  const char *suffix)
{
  GString *html = g_string_new ("<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                                "<meta name=\"viewport\" content=\"width=device-width\">\n"
                                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src"
                                " 'none'; style-src 'unsafe-inline'\">\n<title>");

  append (html, title);
  g_string_append_printf (html, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>",
                          style);
  append (html, title);
  g_string_append (html, "</h1>\n");
  for (guint i = 0; i < releases->len; i++)
    append_entry (html, json_node_get_object (g_ptr_array_index (releases, i)), prefix, suffix);
  g_string_append (html, "</main>\n</body>\n</html>\n");

  return g_string_free (html, FALSE);
}

gboolean
sheaf_index_page_has_tag (JsonNode   *release,
                          const char *folded)
{
  JsonArray *tags = get_tags (json_node_get_object (release));

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      g_autofree char *name = sheaf_fold (get_string (json_array_get_object_element (tags, i),
                                                      "name"));

      if (g_str_equal (name, folded))
        return TRUE;
    }

  return FALSE;
}
