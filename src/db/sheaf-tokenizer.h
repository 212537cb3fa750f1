/* sheaf-tokenizer.h: the FTS5 tokenizer "sheaf", and what a person types as a query of it
 *
 * Tokens are the words of text/sheaf-words.h, folded, with these differences, so that what is
 * searched for is found: a character of a script that is written without spaces (Chinese
 * characters, kana) and a syllable of Hangul is a token of its own, which makes a word of any
 * length, inside any other, a phrase; elided articles are parted (“l’avion” is “l” and “avion”);
 * the points of an abbreviation are dropped (“U.S.” is “us”), as are the marks that group digits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Makes the tokenizer known to @handle. Returns SQLite's result. */
int sheaf_tokenizer_register (sqlite3 *handle);

/* @typed as an FTS5 query: every word must be there, words within "…" as a phrase, the last one
 * also as the beginning of a word, unless it is a single letter or a space or a closing quote
 * follows it. Nothing in it is an operator, so no text is an error.
 * Returns: (transfer full) (nullable): NULL if there is no word in it. */
char *sheaf_tokenizer_query (const char *typed);

G_END_DECLS
