/* sheaf-tagger.c: which tags a text suggests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "model/sheaf-fold.h"
#include "text/sheaf-phrases-private.h"
#include "text/sheaf-tagger.h"

/* What a phrase of several words weighs beside a single word that stands there as often. */
#define PHRASE_FACTOR 0.5
#define TITLE_FACTOR 1.5

typedef struct
{
  char *name;
  guint uses;
} OwnTag;

struct _SheafTagger
{
  GHashTable *own;      /* (element-type utf8 OwnTag): by folded name and alias */
  GHashTable *rejected; /* (element-type utf8): folded names */
};

static void
own_tag_free (gpointer data)
{
  OwnTag *tag = data;

  g_free (tag->name);
  g_free (tag);
}

SheafTagger *
sheaf_tagger_new (void)
{
  SheafTagger *self = g_new0 (SheafTagger, 1);

  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, own_tag_free);
  self->rejected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
sheaf_tagger_free (SheafTagger *self)
{
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->rejected);
  g_free (self);
}

void
sheaf_tag_suggestion_free (SheafTagSuggestion *self)
{
  g_free (self->name);
  g_free (self->words);
  g_free (self);
}

void
sheaf_tagger_add_tag (SheafTagger *self,
                      const char  *name,
                      const char  *alias,
                      guint        uses)
{
  OwnTag *tag = g_new0 (OwnTag, 1);

  tag->name = g_strdup (name);
  tag->uses = uses;
  g_hash_table_replace (self->own, sheaf_fold (alias != NULL ? alias : name), tag);
}

void
sheaf_tagger_reject (SheafTagger *self,
                     const char  *name)
{
  g_hash_table_add (self->rejected, sheaf_fold (name));
}

static char *
make_hashtag (const char *words)
{
  g_autofree char *name = sheaf_hashtag (words);

  return g_strconcat ("#", name, NULL);
}

static const char *
usual_spelling (const SheafPhrase *phrase)
{
  guint best = 0;

  for (guint i = 1; i < phrase->n_spellings; i++)
    {
      if (phrase->spellings[i].count > phrase->spellings[best].count)
        best = i;
    }

  return phrase->spellings[best].written;
}

static double
score_phrase (const SheafPhrase *phrase,
              SheafIndex        *index)
{
  double idf = 0;

  for (guint i = 0; i < phrase->n; i++)
    idf += sheaf_index_get_idf (index, phrase->terms[i]) / (double) phrase->n;

  return phrase->count * sqrt (idf + 0.1) * (phrase->n > 1 ? PHRASE_FACTOR : 1)
         * (phrase->in_title ? TITLE_FACTOR : 1);
}

static SheafTagSuggestion *
make_suggestion (const SheafPhrase *phrase,
                 const OwnTag      *own,
                 double             score)
{
  SheafTagSuggestion *suggestion = g_new0 (SheafTagSuggestion, 1);

  suggestion->words = g_strdup (usual_spelling (phrase));
  suggestion->name = make_hashtag (own != NULL ? own->name : suggestion->words);
  suggestion->count = phrase->count;
  suggestion->in_title = phrase->in_title;
  suggestion->score = score / (score + 10);
  suggestion->by = phrase->as_name * 2 > phrase->count ? SHEAF_SUGGESTED_NAME
                                                       : SHEAF_SUGGESTED_PHRASE;
  if (own != NULL)
    {
      suggestion->by = SHEAF_SUGGESTED_OWN;
      suggestion->score = 1 + suggestion->score / 10 + log1p (own->uses) / 10;
    }

  return suggestion;
}

static int
compare_suggestions (gconstpointer a,
                     gconstpointer b)
{
  const SheafTagSuggestion *first = *(SheafTagSuggestion *const *) a;
  const SheafTagSuggestion *second = *(SheafTagSuggestion *const *) b;

  if (first->score != second->score)
    return first->score < second->score ? 1 : -1;

  return strcmp (first->name, second->name);
}

/* Of those that were taken NULL is left. */
static void
free_suggestion (gpointer data)
{
  g_clear_pointer ((SheafTagSuggestion **) &data, sheaf_tag_suggestion_free);
}

GPtrArray *
sheaf_tagger_suggest (SheafTagger  *self,
                      SheafPhrases *phrases,
                      SheafIndex   *index,
                      guint         max)
{
  g_autoptr(GPtrArray) all
    = g_ptr_array_new_with_free_func (free_suggestion);
  GPtrArray *best = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_tag_suggestion_free);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, phrases->phrases);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SheafPhrase *phrase = key;
      g_autofree char *folded = sheaf_fold (usual_spelling (phrase));

      g_ptr_array_add (all, make_suggestion (phrase, g_hash_table_lookup (self->own, folded),
                                             score_phrase (phrase, index)));
    }
  g_ptr_array_sort (all, compare_suggestions);

  for (guint i = 0; i < all->len && best->len < max; i++)
    {
      SheafTagSuggestion *suggestion = g_ptr_array_index (all, i);
      g_autofree char *folded = sheaf_fold (suggestion->name);

      if (*folded != '\0' && !g_hash_table_contains (self->rejected, folded)
          && g_hash_table_add (names, g_steal_pointer (&folded)))
        g_ptr_array_add (best, g_steal_pointer (&all->pdata[i]));
    }

  return best;
}
