/* sheaf-copies.c: finds among many texts those that may be copies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "text/sheaf-copies.h"

#define BANDS SHEAF_COPIES_BANDS
#define ROWS 3
#define CHAINS 65536
#define REMOVED G_MAXUINT32

/* One text's bands. The lower half of a band's key names the chain that the text is in, the upper
 * half is kept, so that a chain is walked without a look at the texts. */
typedef struct
{
  guint32 article; /* or REMOVED */
  guint16 keys[BANDS];
  guint32 next[BANDS]; /* one more than an older entry's place, 0 at the end */
} Entry;

struct _SheafCopies
{
  GArray *entries;      /* (element-type Entry) */
  GHashTable *places;   /* (element-type guint32 guint32): article to entry */
  guint32 *heads;       /* BANDS × CHAINS: one more than the newest entry's place, or 0 */
  guint32 seeds[BANDS * ROWS];
};

SheafCopies *
sheaf_copies_new (void)
{
  SheafCopies *self = g_new0 (SheafCopies, 1);
  guint32 seed = 2463534242u;

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->places = g_hash_table_new (NULL, NULL);
  self->heads = g_new0 (guint32, (gsize) BANDS * CHAINS);

  /* Odd multipliers, alike everywhere (xorshift: Marsaglia 2003). */
  for (guint i = 0; i < BANDS * ROWS; i++)
    {
      seed ^= seed << 13;
      seed ^= seed >> 17;
      seed ^= seed << 5;
      self->seeds[i] = seed | 1;
    }

  return self;
}

void
sheaf_copies_free (SheafCopies *self)
{
  g_array_unref (self->entries);
  g_hash_table_unref (self->places);
  g_free (self->heads);
  g_free (self);
}

/* For each band a hash of its three least values. */
static void
make_keys (SheafCopies            *self,
           const SheafFingerprint *fingerprint,
           guint32                 keys[BANDS])
{
  guint32 least[BANDS * ROWS];

  memset (least, 0xff, sizeof least);
  for (guint i = 0; i < fingerprint->n; i++)
    {
      guint32 shingle = fingerprint->shingles[i];

      shingle ^= shingle >> 15;
      for (guint j = 0; j < BANDS * ROWS; j++)
        {
          guint32 value = (shingle ^ self->seeds[j]) * 0x9e3779b1u;

          value = (value ^ value >> 16) * self->seeds[j];
          least[j] = MIN (least[j], value);
        }
    }
  for (guint band = 0; band < BANDS; band++)
    {
      guint32 key = 0;

      for (guint row = 0; row < ROWS; row++)
        {
          key = (key ^ least[band * ROWS + row]) * 0x85ebca6bu;
          key ^= key >> 15;
        }
      keys[band] = key;
    }
}

void
sheaf_copies_add (SheafCopies            *self,
                  guint32                 article,
                  const SheafFingerprint *fingerprint)
{
  Entry entry = { .article = article };
  guint32 at = self->entries->len;
  guint32 keys[BANDS];

  if (fingerprint->n == 0)
    return;

  make_keys (self, fingerprint, keys);
  for (guint band = 0; band < BANDS; band++)
    {
      guint32 *head = &self->heads[(gsize) band * CHAINS + (keys[band] & 0xffff)];

      entry.keys[band] = (guint16) (keys[band] >> 16);
      entry.next[band] = *head;
      *head = at + 1;
    }
  g_array_append_val (self->entries, entry);
  g_hash_table_replace (self->places, GUINT_TO_POINTER (article), GUINT_TO_POINTER (at));
}

void
sheaf_copies_remove (SheafCopies *self,
                     guint32      article)
{
  gpointer at;

  if (!g_hash_table_steal_extended (self->places, GUINT_TO_POINTER (article), NULL, &at))
    return;

  g_array_index (self->entries, Entry, GPOINTER_TO_UINT (at)).article = REMOVED;
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return (first < second) - (first > second);
}

GArray *
sheaf_copies_find (SheafCopies            *self,
                   const SheafFingerprint *fingerprint)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 keys[BANDS];
  guint n = 0;

  if (fingerprint->n == 0)
    return found;

  make_keys (self, fingerprint, keys);
  for (guint band = 0; band < BANDS; band++)
    {
      guint32 at = self->heads[(gsize) band * CHAINS + (keys[band] & 0xffff)];

      while (at != 0)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, at - 1);

          if (entry->keys[band] == keys[band] >> 16 && entry->article != REMOVED)
            g_array_append_val (found, entry->article);
          at = entry->next[band];
        }
    }

  g_array_sort (found, compare_descending);
  for (guint i = 0; i < found->len; i++)
    {
      guint32 article = g_array_index (found, guint32, i);

      if (n == 0 || g_array_index (found, guint32, n - 1) != article)
        g_array_index (found, guint32, n++) = article;
    }
  g_array_set_size (found, n);

  return found;
}

gsize
sheaf_copies_get_size (SheafCopies *self)
{
  return (gsize) self->entries->len * (sizeof (Entry) + 2 * sizeof (gpointer))
         + (gsize) BANDS * CHAINS * sizeof (guint32);
}
