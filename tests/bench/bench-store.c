/* bench-store.c: how fast the store takes in, lists, searches, edits and tells of changes
 *
 * Prints a line for each figure. The first argument is the number of articles, 100,000 if it is not
 * given; each has a headline, a summary of 40 words and a body of 160.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <stdlib.h>

#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-store.h"

#define SOURCE "0193a5f0-0000-7000-8000-000000000001"
#define BATCH 500
#define N_WORDS 30000

static const char *const seldom[] = { "万博", "Orléans", "ferry" };

/* Common words are common: half of a text comes from a hundredth of the words. */
static void
append_words (GString *text,
              GRand   *random,
              guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean common = g_rand_boolean (random);

      g_string_append_printf (text, "w%x ", g_rand_int_range (random, 0,
                                                              common ? N_WORDS / 100 : N_WORDS));
    }
  if (g_rand_int_range (random, 0, 100) == 0)
    g_string_append (text, seldom[g_rand_int_range (random, 0, G_N_ELEMENTS (seldom))]);
}

static SheafIncoming *
make_incoming (guint  i,
               GRand *random)
{
  SheafIncoming *incoming = g_new0 (SheafIncoming, 1);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) summary = g_string_new (NULL);
  GString *body = g_string_new ("<p>");
  g_autofree char *published = NULL;

  append_words (title, random, 8);
  append_words (summary, random, 40);
  append_words (body, random, 160);
  g_string_append (body, "</p>");
  published = sheaf_time_to_string (G_GINT64_CONSTANT (1700000000000) + i * 1000);

  incoming->external_id = g_strdup_printf ("item-%u", i);
  incoming->url = g_strdup_printf ("https://coast.example/%u", i);
  incoming->canonical_url = g_strdup (incoming->url);
  incoming->fields = json_object_new ();
  json_object_set_string_member (incoming->fields, "title", title->str);
  json_object_set_string_member (incoming->fields, "summary", summary->str);
  json_object_set_string_member (incoming->fields, "published", published);
  json_object_set_string_member (incoming->fields, "publisher", "Coast Wire");
  incoming->body = g_string_free (body, FALSE);

  return incoming;
}

static void
fail_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* The same articles whenever it is called: the second time nothing is new. */
static double
ingest (SheafStore *store,
        guint       n_articles)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double elapsed = 0;

  for (guint i = 0; i < n_articles; i += BATCH)
    {
      g_autoptr (GPtrArray) batch = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start;

      batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_incoming_free);
      for (guint j = i; j < MIN (i + BATCH, n_articles); j++)
        g_ptr_array_add (batch, make_incoming (j, random));

      start = g_get_monotonic_time ();
      sheaf_store_ingest (store, SOURCE, batch, NULL, &error);
      elapsed += (g_get_monotonic_time () - start) / 1e6;
      fail_on (error);
    }

  return elapsed;
}

/* Every article once, as a client that starts anew reads them. Keeps some of their ids. */
static double
follow (SheafStore *store,
        GPtrArray  *ids)
{
  gint64 start = g_get_monotonic_time ();
  gint64 since = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafChanges) changes = sheaf_store_get_changes (store, since, 1000, &error);

      fail_on (error);
      for (guint i = 0; i < changes->entities->len && ids->len < 20000; i++)
        g_ptr_array_add (ids, g_strdup (sheaf_entity_get_id (changes->entities->pdata[i])));
      since = changes->seq;
      more = changes->more;
    }

  return (g_get_monotonic_time () - start) / 1e6;
}

static double
move (SheafStore *store,
      GPtrArray  *ids,
      guint       n,
      guint       per_call,
      const char *from,
      const char *to)
{
  double elapsed = 0;

  for (guint i = 0; i + per_call <= n; i += per_call)
    {
      g_autoptr (GPtrArray) edits = NULL;
      g_autoptr (GPtrArray) outcomes = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start;

      edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
      for (guint j = i; j < i + per_call; j++)
        {
          SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, ids->pdata[j], NULL);

          sheaf_edit_put_string (edit, "state", from, to);
          g_ptr_array_add (edits, edit);
        }

      start = g_get_monotonic_time ();
      outcomes = sheaf_store_apply (store, edits, "Ada", &error);
      elapsed += (g_get_monotonic_time () - start) / 1e6;
      fail_on (error);
    }

  return elapsed;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
time_list (SheafStore *store,
           const char *name,
           SheafQuery  query)
{
  double times[50];
  guint n = 0;

  query.kind = SHEAF_KIND_ARTICLE;
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafPage) page = NULL;
      gint64 start = g_get_monotonic_time ();

      page = sheaf_store_list (store, &query, &error);
      times[i] = (g_get_monotonic_time () - start) / 1e3;
      fail_on (error);
      n = page->entities->len;
    }

  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare_doubles);
  g_print ("list %-22s p50 %7.2f ms  p98 %7.2f ms  (%u articles)\n", name,
           times[G_N_ELEMENTS (times) / 2], times[G_N_ELEMENTS (times) - 2], n);
}

static void
time_lists (SheafStore *store)
{
  time_list (store, "all", (SheafQuery) { 0 });
  time_list (store, "inbox", (SheafQuery) { .state = "inbox" });
  time_list (store, "source", (SheafQuery) { .source = SOURCE });
  time_list (store, "seldom word", (SheafQuery) { .q = "ferry" });
  time_list (store, "seldom Japanese word", (SheafQuery) { .q = "万博" });
  time_list (store, "common word", (SheafQuery) { .q = "w12 " });
  time_list (store, "beginning of a word", (SheafQuery) { .q = "fer" });
  time_list (store, "beginning of any word", (SheafQuery) { .q = "w1" });
}

int
main (int   argc,
      char *argv[])
{
  guint n_articles = argc > 1 ? strtoul (argv[1], NULL, 10) : 100000;
  g_autofree char *dir = g_dir_make_tmp ("sheaf-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autofree char *lock_path = g_strconcat (path, "-lock", NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = sheaf_sqlite_store_open (path, TRUE, &error);
  GStatBuf info;
  double seconds;

  fail_on (error);
  seconds = ingest (store, n_articles);
  g_print ("ingest, new              %8.0f articles/s\n", n_articles / seconds);
  seconds = ingest (store, n_articles);
  g_print ("ingest, known            %8.0f articles/s\n", n_articles / seconds);
  seconds = follow (store, ids);
  g_print ("changes, from nothing    %8.0f articles/s\n", n_articles / seconds);

  /* Opened anew, as it is on most days: with what closing it found out about its tables. */
  g_clear_object (&store);
  store = sheaf_sqlite_store_open (path, TRUE, &error);
  fail_on (error);
  time_lists (store);

  seconds = move (store, ids, MIN (ids->len, 500), 1, "inbox", "kept");
  g_print ("edits, one in a call     %8.0f edits/s\n", MIN (ids->len, 500) / seconds);
  seconds = move (store, ids, ids->len, 1000, "inbox", "dismissed");
  g_print ("edits, 1,000 in a call   %8.0f edits/s\n", ids->len / 1000 * 1000 / seconds);

  g_clear_object (&store);
  if (g_stat (path, &info) == 0)
    g_print ("size                     %8.1f kB an article\n", info.st_size / 1024.0 / n_articles);
  g_unlink (path);
  g_unlink (lock_path);
  g_rmdir (dir);

  return 0;
}
