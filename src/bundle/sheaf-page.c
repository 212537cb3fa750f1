/* sheaf-page.c: a release as a page of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-forms.h"

#include "sheaf-bundle-resources.h"
#include "bundle/sheaf-escape.h"
#include "bundle/sheaf-members.h"
#include "bundle/sheaf-page-pieces.h"
#include "model/sheaf-time.h"

#define STYLE_PATH "/io/github/sheafdesk/Sheaf/bundle/page.css"

/* Named by sheaf_bundle_get_resource(), or the linker would leave it in the static library. */
static char *
load_style (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sheaf_bundle_get_resource (), STYLE_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

/* Content Security Policy Level 3: nothing runs, nothing is loaded but images, and of styles only
 * the one whose hash is named, so that no style can come in by an article's text. */
static void
add_policy (SheafPage  *page,
            const char *style)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *hash = NULL;

  g_checksum_update (checksum, (const guchar *) style, -1);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);

  g_string_append_printf (page->out,
                          "<meta http-equiv=\"Content-Security-Policy\" content=\""
                          "default-src 'none'; style-src 'sha256-%s'; img-src %s; "
                          "base-uri 'none'; form-action 'none'\">\n",
                          hash,
                          page->kind == SHEAF_PAGE_PREVIEW ? "sheaf-image:" : "'self' https: http:");
}

static void
add_meta (SheafPage  *page,
          const char *kind,
          const char *name,
          const char *content)
{
  if (content == NULL || *content == '\0')
    return;

  g_string_append_printf (page->out, "<meta %s=\"%s\" content=\"", kind, name);
  sheaf_escape_append (page->out, content);
  g_string_append (page->out, "\">\n");
}

static void
add_head_link (SheafPage  *page,
               const char *rel,
               const char *type,
               const char *address,
               const char *suffix)
{
  g_string_append_printf (page->out, "<link rel=\"%s\"", rel);
  if (type != NULL)
    g_string_append_printf (page->out, " type=\"%s\"", type);
  g_string_append (page->out, " href=\"");
  sheaf_escape_append (page->out, address);
  g_string_append_printf (page->out, "%s\">\n", suffix);
}

static const char *
description_of (JsonObject *release)
{
  const char *summary = sheaf_members_get_string (release, "summary");

  return summary != NULL ? summary : sheaf_members_get_string (release, "standfirst");
}

/* The Open Graph protocol (ogp.me), with what it has for articles. */
static void
add_open_graph (SheafPage  *page,
                JsonObject *release)
{
  JsonObject *image = sheaf_members_get_object (release, "image");
  JsonArray *tags = sheaf_members_get_array (release, "tags");
  g_autofree char *published = sheaf_time_to_string (sheaf_members_get_time (release, "published"));
  g_autofree char *updated = sheaf_time_to_string (sheaf_members_get_time (release, "updated"));

  add_meta (page, "property", "og:type", "article");
  add_meta (page, "property", "og:title", sheaf_members_get_string (release, "title"));
  add_meta (page, "property", "og:description", description_of (release));
  add_meta (page, "property", "og:url", sheaf_members_get_web_address (release, "url"));
  add_meta (page, "property", "og:site_name",
            sheaf_members_get_string (sheaf_members_get_object (release, "publisher"), "name"));
  if (sheaf_members_get_web_address (image, "url") != NULL)
    {
      add_meta (page, "property", "og:image", sheaf_members_get_web_address (image, "url"));
      add_meta (page, "property", "og:image:alt", sheaf_members_get_string (image, "alt"));
    }
  add_meta (page, "property", "article:published_time", published);
  add_meta (page, "property", "article:modified_time", updated);
  for (guint i = 0; i < sheaf_array_get_length (tags); i++)
    add_meta (page, "property", "article:tag",
              sheaf_members_get_string (sheaf_array_get_object (tags, i), "name"));
}

static void
add_head (SheafPage  *page,
          JsonNode   *release)
{
  JsonObject *object = json_node_get_object (release);
  JsonObject *publisher = sheaf_members_get_object (object, "publisher");
  const char *url = sheaf_members_get_web_address (object, "url");
  const char *name = sheaf_members_get_string (publisher, "name");
  g_autofree char *style = load_style ();
  g_autofree char *linked = sheaf_release_to_json_ld (release);

  g_string_append (page->out, "<head>\n<meta charset=\"utf-8\">\n");
  add_policy (page, style);
  add_meta (page, "name", "viewport", "width=device-width, initial-scale=1");
  add_meta (page, "name", "color-scheme", "light dark");
  add_meta (page, "name", "referrer", "no-referrer");
  add_meta (page, "name", "generator", "Sheaf " PACKAGE_VERSION);
  add_meta (page, "name", "description", description_of (object));

  g_string_append (page->out, "<title>");
  sheaf_escape_append (page->out, sheaf_members_get_string (object, "title"));
  if (name != NULL)
    {
      g_string_append (page->out, " – ");
      sheaf_escape_append (page->out, name);
    }
  g_string_append (page->out, "</title>\n");

  if (url != NULL && page->kind == SHEAF_PAGE_PUBLIC)
    {
      add_head_link (page, "canonical", NULL, url, "");
      add_head_link (page, "alternate", "application/json", url, ".json");
    }
  add_open_graph (page, object);
  g_string_append_printf (page->out, "<style>%s</style>\n", style);
  g_string_append (page->out, "<script type=\"application/ld+json\">\n");
  sheaf_escape_append_json (page->out, linked);
  g_string_append (page->out, "</script>\n</head>\n");
}

/* A preview is of now, whatever has or has not been published before. */
static void
add_dates (SheafPage  *page,
           JsonObject *release)
{
  gint64 published = sheaf_members_get_time (release, "published");
  gint64 updated = sheaf_members_get_time (release, "updated");

  if (published == SHEAF_TIME_NONE && updated == SHEAF_TIME_NONE)
    return;

  g_string_append (page->out, "<p class=\"dates\">");
  if (page->kind == SHEAF_PAGE_PREVIEW)
    {
      sheaf_page_add_date (page, updated, page->words->preview, TRUE);
    }
  else
    {
      sheaf_page_add_date (page, published, page->words->published, TRUE);
      if (updated != published && published != SHEAF_TIME_NONE && updated != SHEAF_TIME_NONE)
        g_string_append (page->out, SHEAF_PAGE_DOT);
      if (updated != published)
        sheaf_page_add_date (page, updated, page->words->updated, TRUE);
    }
  g_string_append (page->out, "</p>\n");
}

static void
add_opening (SheafPage  *page,
             JsonObject *release)
{
  g_string_append (page->out, "<header class=\"opening\">\n");
  sheaf_page_add_element (page, "h1", NULL, sheaf_members_get_string (release, "title"));
  sheaf_page_add_element (page, "p", "standfirst",
                          sheaf_members_get_string (release, "standfirst"));
  add_dates (page, release);
  sheaf_page_add_topics (page, sheaf_members_get_array (release, "tags"), NULL);
  g_string_append (page->out, "</header>\n");
}

static void
add_masthead (SheafPage  *page,
              JsonObject *release)
{
  JsonObject *publisher = sheaf_members_get_object (release, "publisher");

  if (sheaf_members_get_string (publisher, "name") == NULL)
    return;

  g_string_append (page->out, "<header class=\"masthead\"><p>");
  sheaf_page_add_link (page, sheaf_members_get_string (publisher, "url"),
                       sheaf_members_get_string (publisher, "name"));
  g_string_append (page->out, "</p></header>\n");
}

static void
add_colophon (SheafPage  *page,
              JsonObject *release)
{
  JsonObject *publisher = sheaf_members_get_object (release, "publisher");
  const char *name = sheaf_members_get_string (publisher, "name");
  const char *url = sheaf_members_get_web_address (release, "url");

  g_string_append (page->out, "<footer class=\"colophon\"><div>\n");
  if (name != NULL)
    {
      g_autofree char *by = sheaf_page_words_fill (page->words->published_by, name);

      sheaf_page_add_element (page, "p", NULL, by);
    }
  sheaf_page_add_element (page, "p", NULL, page->words->sources);
  if (url != NULL)
    {
      g_autofree char *json = g_strconcat (url, ".json", NULL);
      g_autofree char *ninjs = g_strconcat (url, ".ninjs.json", NULL);

      g_string_append_printf (page->out, "<p class=\"data\">%s: ", page->words->as_data);
      sheaf_page_add_link (page, json, "JSON");
      g_string_append (page->out, " · ");
      sheaf_page_add_link (page, ninjs, "ninjs");
      g_string_append (page->out, "</p>\n");
    }
  g_string_append (page->out, "</div></footer>\n");
}

char *
sheaf_release_to_html (JsonNode      *release,
                       SheafPageKind  kind)
{
  JsonObject *object = json_node_get_object (release);
  SheafPage page = {
    .out = g_string_new ("<!DOCTYPE html>\n<html"),
    .words = sheaf_page_words_get (sheaf_members_get_string (object, "language")),
    .kind = kind,
  };

  sheaf_page_add_language (&page, object, sheaf_members_get_string (object, "title"));
  g_string_append (page.out, ">\n");
  add_head (&page, release);
  g_string_append (page.out, "<body>\n");
  g_string_append_printf (page.out, "<a class=\"skip\" href=\"#story\">%s</a>\n",
                          page.words->skip);
  add_masthead (&page, object);
  g_string_append (page.out, "<main id=\"story\">\n");
  add_opening (&page, object);
  sheaf_page_add_figure (&page, sheaf_members_get_object (object, "image"), "wide");
  sheaf_page_add_brief (&page, object);
  sheaf_page_add_sections (&page, object);
  g_string_append (page.out, "</main>\n");
  add_colophon (&page, object);
  g_string_append (page.out, "</body>\n</html>\n");

  return g_string_free (page.out, FALSE);
}
