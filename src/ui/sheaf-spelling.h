/* sheaf-spelling.h: marks misspelled words in a Markdown text while it is written
 *
 * Works on what changed, a few milliseconds at a time when nothing else is to be done; leaves the
 * word being typed alone until the cursor goes on. Its context menu offers what was meant, to add
 * the word to the desk's words, and to ignore it while the text is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/sheaf-dictionary.h"
#include "ui/sheaf-spell-words.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SPELLING (sheaf_spelling_get_type ())
G_DECLARE_FINAL_TYPE (SheafSpelling, sheaf_spelling, SHEAF, SPELLING, GObject)

/* Holds @view weakly and must be held as long as it shall work. Properties, read-only, notified:
 * "available" (boolean: a dictionary of the language is there), "pending" (boolean: something is
 * not checked yet). */
SheafSpelling *sheaf_spelling_new (GtkTextView *view, SheafSpellWords *words);

/* @language: (nullable): a BCP 47 tag; NULL or "" turns checking off. */
void sheaf_spelling_set_language (SheafSpelling *self, const char *language);

gboolean sheaf_spelling_get_available (SheafSpelling *self);

/* (transfer none) (nullable): NULL while none is open. */
SheafDictionary *sheaf_spelling_get_dictionary (SheafSpelling *self);

/* @word is right for as long as this lives. */
void sheaf_spelling_ignore (SheafSpelling *self, const char *word);

/* Whether the word at @iter is marked, and which it is. @start and @end: (out) (optional). */
gboolean sheaf_spelling_get_marked (SheafSpelling *self, const GtkTextIter *iter,
                                    GtkTextIter *start, GtkTextIter *end);

G_END_DECLS
