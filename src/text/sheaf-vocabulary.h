/* sheaf-vocabulary.h: the terms that texts are made of, numbered
 *
 * A term is a stem, a number or a word that is not stemmed, folded. It keeps the way it was
 * written, for people. Numbers count from 0 and are never given twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_TERM_NONE G_MAXUINT32

typedef struct _SheafVocabulary SheafVocabulary;

/* Returns: (transfer full) */
SheafVocabulary *sheaf_vocabulary_new (void);
void sheaf_vocabulary_free (SheafVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafVocabulary, sheaf_vocabulary_free)

/* The number of @term, which is given one where it has none. @written: how it stands in the text;
 * a term that was ever written without a capital is shown without. */
guint32 sheaf_vocabulary_add (SheafVocabulary *self, const char *term, const char *written);

/* The number of @term, SHEAF_TERM_NONE where it has none. */
guint32 sheaf_vocabulary_find (SheafVocabulary *self, const char *term);

/* Both (transfer none), standing as long as @self; @id is one that was given. */
const char *sheaf_vocabulary_get_term (SheafVocabulary *self, guint32 id);
const char *sheaf_vocabulary_get_written (SheafVocabulary *self, guint32 id);

guint32 sheaf_vocabulary_count (SheafVocabulary *self);

G_END_DECLS
