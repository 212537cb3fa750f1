/* sheaf-adviser.c: which articles go with an article or a set, as what, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "text/sheaf-adviser.h"

/* Looked at for each that is asked for. */
#define CANDIDATES_EACH 4
#define CANDIDATES_MIN 20

/* Of a large set so many, the last, are asked about. */
#define MAX_ASKED 32

/* What each article more of one publisher is worth beside the one before. */
#define SPREAD 0.85f

/* A term's worth: by how much a decision moves it, and how far it may go. */
#define LESSON 0.1f
#define LEAST_WORTH 0.5f
#define MOST_WORTH 1.25f

/* From what likelihood on two report one event. */
#define ONE_EVENT 0.5f
#define HOUR (G_TIME_SPAN_HOUR / 1000)
#define UPDATE_AFTER (3 * HOUR)
#define BACKGROUND_BEFORE (72 * HOUR)

typedef struct
{
  guint32 first;
  guint32 second;
} Pair;

struct _SheafAdviser
{
  SheafMatcher *matcher;
  GArray *publishers;  /* (element-type guint32): by article */
  GHashTable *refused; /* (element-type Pair) */
  GHashTable *worths;  /* (element-type guint32 float): by term; 1 where it is not there */
};

static guint
pair_hash (gconstpointer data)
{
  const Pair *pair = data;

  return pair->first * 0x9e3779b1u ^ pair->second;
}

static gboolean
pair_equal (gconstpointer a,
            gconstpointer b)
{
  const Pair *first = a;
  const Pair *second = b;

  return first->first == second->first && first->second == second->second;
}

SheafAdviser *
sheaf_adviser_new (SheafMatcher *matcher)
{
  SheafAdviser *self = g_new0 (SheafAdviser, 1);

  self->matcher = matcher;
  self->publishers = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->refused = g_hash_table_new_full (pair_hash, pair_equal, g_free, NULL);
  self->worths = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);

  return self;
}

void
sheaf_adviser_free (SheafAdviser *self)
{
  g_array_unref (self->publishers);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->worths);
  g_free (self);
}

void
sheaf_adviser_set_publisher (SheafAdviser *self,
                             guint32       article,
                             guint32       publisher)
{
  if (article >= self->publishers->len)
    g_array_set_size (self->publishers, article + 1);
  g_array_index (self->publishers, guint32, article) = publisher;
}

static guint32
get_publisher (SheafAdviser *self,
               guint32       article)
{
  return article < self->publishers->len ? g_array_index (self->publishers, guint32, article)
                                         : SHEAF_PUBLISHER_NONE;
}

static Pair
make_pair (guint32 a,
           guint32 b)
{
  return (Pair){ .first = MIN (a, b), .second = MAX (a, b) };
}

static float
get_worth (SheafAdviser *self,
           guint32       term)
{
  const float *worth = g_hash_table_lookup (self->worths, GUINT_TO_POINTER (term));

  return worth != NULL ? *worth : 1;
}

void
sheaf_adviser_decide (SheafAdviser *self,
                      guint32       article,
                      guint32       other,
                      gboolean      accepted)
{
  g_autoptr(GArray) terms
    = sheaf_matcher_explain (self->matcher, article, other, SHEAF_ADVICE_TERMS);
  Pair pair = make_pair (article, other);

  if (accepted)
    g_hash_table_remove (self->refused, &pair);
  else
    g_hash_table_add (self->refused, g_memdup2 (&pair, sizeof pair));

  for (guint i = 0; i < terms->len; i++)
    {
      guint32 term = g_array_index (terms, guint32, i);
      float *worth = g_new (float, 1);

      *worth = CLAMP (get_worth (self, term) + (accepted ? LESSON / 2 : -LESSON), LEAST_WORTH,
                      MOST_WORTH);
      g_hash_table_replace (self->worths, GUINT_TO_POINTER (term), worth);
    }
}

static SheafAdviceRole
propose_role (float  likelihood,
              gint64 apart)
{
  if (apart <= -BACKGROUND_BEFORE)
    return SHEAF_ADVICE_BACKGROUND;
  if (apart >= UPDATE_AFTER && likelihood >= ONE_EVENT)
    return SHEAF_ADVICE_UPDATE;

  return SHEAF_ADVICE_RELATED;
}

/* How far @candidate goes with the articles: half by the nearest, half by all. FALSE where it is
 * one of them or was refused for one. */
static gboolean
advise (SheafAdviser  *self,
        const guint32 *articles,
        guint          n_articles,
        guint32        candidate,
        SheafAdvice   *advice)
{
  g_autoptr(GArray) terms = NULL;
  guint32 nearest = 0;
  float sum = 0, most = -1, worth = 0;

  for (guint i = 0; i < n_articles; i++)
    {
      Pair pair = make_pair (articles[i], candidate);
      float likelihood;

      if (articles[i] == candidate || g_hash_table_contains (self->refused, &pair))
        return FALSE;
      likelihood = sheaf_matcher_judge (self->matcher, articles[i], candidate);
      sum += likelihood;
      if (likelihood > most)
        {
          most = likelihood;
          nearest = articles[i];
        }
    }

  *advice = (SheafAdvice){ .article = candidate };
  terms = sheaf_matcher_explain (self->matcher, nearest, candidate, SHEAF_ADVICE_TERMS);
  for (guint i = 0; i < terms->len; i++)
    {
      advice->terms[i] = g_array_index (terms, guint32, i);
      worth += get_worth (self, advice->terms[i]) / (float) terms->len;
    }
  advice->n_terms = terms->len;
  advice->score = MIN ((most + sum / (float) n_articles) / 2 * (terms->len > 0 ? worth : 1), 1.0f);
  if (sheaf_matcher_get_published (self->matcher, candidate) != SHEAF_TIME_NONE
      && sheaf_matcher_get_published (self->matcher, nearest) != SHEAF_TIME_NONE)
    advice->apart = sheaf_matcher_get_published (self->matcher, candidate)
                    - sheaf_matcher_get_published (self->matcher, nearest);
  advice->role = propose_role (most, advice->apart);

  return TRUE;
}

/* Takes the best again and again, what comes of a publisher that was taken already counting less. */
static void
spread (SheafAdviser *self,
        GArray       *all,
        guint         max)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  SheafAdvice *advices = (SheafAdvice *) all->data;

  max = MIN (max, all->len);
  for (guint i = 0; i < max; i++)
    {
      guint best = i;
      float most = -1;
      guint32 publisher;
      SheafAdvice swap;

      for (guint j = i; j < all->len; j++)
        {
          float score = advices[j].score;
          guint32 of = get_publisher (self, advices[j].article);
          guint n = of != SHEAF_PUBLISHER_NONE
                        ? GPOINTER_TO_UINT (g_hash_table_lookup (taken, GUINT_TO_POINTER (of)))
                        : 0;

          while (n-- > 0)
            score *= SPREAD;
          if (score > most)
            {
              most = score;
              best = j;
            }
        }
      swap = advices[best];
      for (guint j = best; j > i; j--)
        advices[j] = advices[j - 1];
      advices[i] = swap;
      publisher = get_publisher (self, swap.article);
      g_hash_table_replace (
          taken, GUINT_TO_POINTER (publisher),
          GUINT_TO_POINTER (
              GPOINTER_TO_UINT (g_hash_table_lookup (taken, GUINT_TO_POINTER (publisher))) + 1));
    }
  g_array_set_size (all, max);
}

GArray *
sheaf_adviser_find (SheafAdviser  *self,
                    const guint32 *articles,
                    guint          n_articles,
                    guint          max)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (SheafAdvice));
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_asked = MIN (n_articles, MAX_ASKED);

  articles += n_articles - n_asked;
  for (guint i = 0; i < n_asked; i++)
    {
      g_autoptr(GArray) hits = sheaf_matcher_find (self->matcher, articles[i],
                                                   MAX (max * CANDIDATES_EACH, CANDIDATES_MIN));

      for (guint j = 0; j < hits->len; j++)
        {
          guint32 candidate = g_array_index (hits, SheafHit, j).article;
          SheafAdvice advice;

          if (g_hash_table_add (seen, GUINT_TO_POINTER (candidate))
              && advise (self, articles, n_asked, candidate, &advice))
            g_array_append_val (all, advice);
        }
    }
  spread (self, all, max);

  return all;
}
