/* sheaf-vocabulary.c: the terms that texts are made of, numbered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "text/sheaf-vocabulary.h"

typedef struct
{
  const char *term;
  const char *written;
} Entry;

struct _SheafVocabulary
{
  GStringChunk *strings;
  GHashTable *ids; /* (element-type utf8 guint32): by the strings in the chunk */
  GArray *entries; /* (element-type Entry): by id */
};

SheafVocabulary *
sheaf_vocabulary_new (void)
{
  SheafVocabulary *self = g_new0 (SheafVocabulary, 1);

  self->strings = g_string_chunk_new (16 * 1024);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  return self;
}

void
sheaf_vocabulary_free (SheafVocabulary *self)
{
  g_hash_table_unref (self->ids);
  g_array_unref (self->entries);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static gboolean
is_capital (const char *written)
{
  return g_unichar_isupper (g_utf8_get_char (written));
}

guint32
sheaf_vocabulary_add (SheafVocabulary *self,
                      const char      *term,
                      const char      *written)
{
  guint32 id = sheaf_vocabulary_find (self, term);
  Entry entry;

  if (id != SHEAF_TERM_NONE)
    {
      Entry *old = &g_array_index (self->entries, Entry, id);

      if (is_capital (old->written) && !is_capital (written))
        old->written = g_string_chunk_insert_const (self->strings, written);
      return id;
    }

  id = self->entries->len;
  entry.term = g_string_chunk_insert_const (self->strings, term);
  entry.written = g_string_chunk_insert_const (self->strings, written);
  g_array_append_val (self->entries, entry);
  g_hash_table_insert (self->ids, (gpointer) entry.term, GUINT_TO_POINTER (id));

  return id;
}

guint32
sheaf_vocabulary_find (SheafVocabulary *self,
                       const char      *term)
{
  gpointer id;

  if (!g_hash_table_lookup_extended (self->ids, term, NULL, &id))
    return SHEAF_TERM_NONE;

  return GPOINTER_TO_UINT (id);
}

const char *
sheaf_vocabulary_get_term (SheafVocabulary *self,
                           guint32          id)
{
  return g_array_index (self->entries, Entry, id).term;
}

const char *
sheaf_vocabulary_get_written (SheafVocabulary *self,
                              guint32          id)
{
  return g_array_index (self->entries, Entry, id).written;
}

guint32
sheaf_vocabulary_count (SheafVocabulary *self)
{
  return self->entries->len;
}
