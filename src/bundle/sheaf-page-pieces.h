/* sheaf-page-pieces.h: the pieces of HTML that a page is put together from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "bundle/sheaf-forms.h"
#include "bundle/sheaf-page-words.h"

G_BEGIN_DECLS

/* A page that is being written. */
typedef struct
{
  GString *out;
  const SheafPageWords *words;
  SheafPageKind kind;
} SheafPage;

/* Between the parts of a line. */
#define SHEAF_PAGE_DOT " · "

/* <tag class="…">text</tag>; nothing at all if @text is NULL or "". @class_name may be NULL. */
void sheaf_page_add_element (SheafPage *page, const char *tag, const char *class_name,
                             const char *text);

/* ` lang="…" dir="…"` of @item, whose own text @text tells where it does not. */
void sheaf_page_add_language (SheafPage *page, JsonObject *item, const char *text);

/* <time> in a <bdi> with the date, or the date and the time of day, as the words have it; @phrase, where not
 * NULL, is filled with it. Nothing for SHEAF_TIME_NONE. */
void sheaf_page_add_date (SheafPage *page, gint64 time, const char *phrase, gboolean with_clock);

/* @text in a <bdi>: a part of a line in which languages of both directions may meet. */
void sheaf_page_add_words (SheafPage *page, const char *text);

/* `<a href="…">text</a>`, or the text alone where there is no address that may be followed. */
void sheaf_page_add_link (SheafPage *page, const char *address, const char *text);

/* <img>, alone or as a <figure> with its credit; nothing where the image has no address that may
 * be loaded. */
void sheaf_page_add_image (SheafPage *page, JsonObject *image);
void sheaf_page_add_figure (SheafPage *page, JsonObject *image, const char *class_name);
gboolean sheaf_page_can_show (SheafPage *page, JsonObject *image);

/* The hashtags of @tags but those also in @but, as a list. @but may be NULL. */
void sheaf_page_add_topics (SheafPage *page, JsonArray *tags, JsonArray *but);

/* @html, reduced once more, in a <div class="body">. */
void sheaf_page_add_body (SheafPage *page, const char *html);

/* All that a release shows between its opening and the foot of the page. */
void sheaf_page_add_sections (SheafPage *page, JsonObject *release);

/* Standfirst, summary, corrections, hashtags and sections as a fragment for a feed reader.
 * Returns: (transfer full) */
char *sheaf_page_fragment (JsonObject *release);

/* The summary and the corrections. */
void sheaf_page_add_brief (SheafPage *page, JsonObject *release);

G_END_DECLS
