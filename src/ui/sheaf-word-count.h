/* sheaf-word-count.h: how long a text is, for who writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint words;      /* what is written with spaces, citations as their words */
  guint characters; /* what is written without: Han, Kana, Thai and the like */
} SheafWordCount;

SheafWordCount sheaf_word_count (const char *markdown);

/* “412 words · 2 minutes”. Returns: (transfer full) */
char *sheaf_word_count_to_words (SheafWordCount count);

G_END_DECLS
