/* sheaf-stop-words.h: the words that say nothing of what a text is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A language whose commonest words are known. */
typedef struct
{
  const char *code;    /* ISO 639-1 */
  const char *stemmer; /* (nullable): libstemmer's name of it */
  const char *words;   /* folded, parted by single spaces */
} SheafStopWords;

/* Ended by one without a code. */
const SheafStopWords *sheaf_stop_words_get_all (void);

/* @language: a tag ("de-AT"), of which the first part counts. Returns: (nullable) */
const SheafStopWords *sheaf_stop_words_find (const char *language);

G_END_DECLS
