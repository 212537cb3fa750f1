/* sheaf-empty-words.h: what an empty list says, and what it offers to do next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-article-list.h"

G_BEGIN_DECLS

typedef struct
{
  const char *icon;
  const char *title;
  const char *description;
  const char *label;  /* of a button, or NULL */
  const char *action; /* its detailed action, or NULL */
} SheafEmptyWords;

/* @searched: something was typed into the search box; @no_source: there is none yet. */
void sheaf_empty_words_get (SheafEmptyWords *words, SheafScope scope, gboolean searched,
                            gboolean no_source);

G_END_DECLS
