/* sheaf-page-words.h: the few words that a page says by itself, in the bundle's language
 *
 * They are not translated by gettext: a page speaks the language of what it shows, not that of
 * the editor's desktop. Where a phrase has a place for something it is marked with {}.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *language;
  const char *comma;       /* between names */
  const char *preview;     /* "Preview, {}" */
  const char *published;   /* "Published {}" */
  const char *updated;     /* "Updated {}" */
  const char *by;          /* "By {}" */
  const char *credit;      /* "Image: {}" */
  const char *read_at;     /* "Read the full article at {}" */
  const char *read;        /* "Read the full article" */
  const char *topics;
  const char *in_brief;
  const char *editorial;
  const char *related;
  const char *update;
  const char *opposing;
  const char *background;
  const char *corrections;
  const char *skip;        /* "Skip to the story" */
  const char *published_by; /* "Published by {}" */
  const char *sources;     /* what the foot of the page says about those it links to */
  const char *as_data;     /* "This page as data" */
  const char *date;        /* of {day}, {month} or {number}, and {year} */
  const char *time;        /* of {date} and {time} */
  const char *months[12];
} SheafPageWords;

/* The words for @language (BCP 47), English where there are none of it.
 * Returns: (transfer none) */
const SheafPageWords *sheaf_page_words_get (const char *language);

/* @phrase with @value for its {}. Returns: (transfer full) */
char *sheaf_page_words_fill (const char *phrase, const char *value);

/* "24 November 2026", or with the time of day, "24 November 2026, 15:04 UTC".
 * Returns: (transfer full) (nullable): NULL for SHEAF_TIME_NONE. */
char *sheaf_page_words_date (const SheafPageWords *words, gint64 time);
char *sheaf_page_words_date_time (const SheafPageWords *words, gint64 time);

/* "rtl" or "ltr": what @language is written in or, where that says nothing, the first letter of
 * @text with a direction of its own (Unicode Standard Annex #9, rules P2 and P3). Both may be
 * NULL. */
const char *sheaf_page_direction (const char *language, const char *text);

G_END_DECLS
