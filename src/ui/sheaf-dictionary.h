/* sheaf-dictionary.h: a spelling dictionary that is opened and asked for suggestions on a thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_DICTIONARY (sheaf_dictionary_get_type ())
G_DECLARE_FINAL_TYPE (SheafDictionary, sheaf_dictionary, SHEAF, DICTIONARY, GObject)

/* Opens what is installed for @language (a BCP 47 tag, as an item carries it). With a region
 * ("en-GB") it is the dictionary that fits best: the same region, else that of the locale, else any
 * of the language. Without one ("en") it is all of them: a word is right if it is in any.
 * Fails with G_IO_ERROR_NOT_FOUND if there is none of the language. */
void sheaf_dictionary_open_async (const char *language, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
SheafDictionary *sheaf_dictionary_open_finish (GAsyncResult *result, GError **error);

typedef enum
{
  SHEAF_SPELLING_RIGHT,
  SHEAF_SPELLING_WRONG,
  SHEAF_SPELLING_BUSY, /* suggestions are being made: ask again */
} SheafSpellingAnswer;

/* Never waits. */
SheafSpellingAnswer sheaf_dictionary_check (SheafDictionary *self, const char *word);

/* At most @n, best first. Returns: (transfer full) */
void sheaf_dictionary_suggest_async (SheafDictionary *self, const char *word, guint n,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
GStrv sheaf_dictionary_suggest_finish (SheafDictionary *self, GAsyncResult *result,
                                       GError **error);

/* Before the process ends: waits for a dictionary that is being opened, and no other will be. Aspell
 * clears at exit what a thread would still be reading. */
void sheaf_dictionary_stop (void);

G_END_DECLS
