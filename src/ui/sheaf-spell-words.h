/* sheaf-spell-words.h: the desk's own words, which are never misspelled
 *
 * A file of words, one on a line, in UTF-8, that a person may also edit by hand: names of people,
 * places, publishers. Whoever opens the same file sees what the others add.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SPELL_WORDS (sheaf_spell_words_get_type ())
G_DECLARE_FINAL_TYPE (SheafSpellWords, sheaf_spell_words, SHEAF, SPELL_WORDS, GObject)

/* Signal "changed": words came or went. @file need not exist; it is read without waiting for it,
 * and its folder is made when the first word is added. */
SheafSpellWords *sheaf_spell_words_new (GFile *file);

/* The file in this user's data folder. Returns: (transfer full) */
GFile *sheaf_spell_words_get_user_file (void);

/* A word is known as it was added, with a capital first letter, and in capitals. */
gboolean sheaf_spell_words_contains (SheafSpellWords *self, const char *word);

/* Both write the file behind the caller's back; what fails to be written is tried with the next. */
void sheaf_spell_words_add (SheafSpellWords *self, const char *word);
void sheaf_spell_words_remove (SheafSpellWords *self, const char *word);

/* Whether the file holds all that was added. */
gboolean sheaf_spell_words_is_saved (SheafSpellWords *self);

/* In the order of the locale. Returns: (transfer full) */
GStrv sheaf_spell_words_list (SheafSpellWords *self);

G_END_DECLS
