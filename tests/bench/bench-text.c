/* bench-text.c: how fast a large desk's articles are indexed, and suggestions found
 *
 * Articles of words drawn by Zipf's law, of log-normal length, 250 words on average; one in a
 * hundred is a copy of an earlier one with a few words changed. Prints rates and the 50th and 99th
 * percentiles, in time of the processor; fails nothing. SQLite's FTS5 answers the same questions beside it.
 *
 *   bench-text [ARTICLES]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include "text/sheaf-analyser.h"
#include "text/sheaf-copies.h"
#include "text/sheaf-matcher.h"
#include "text/sheaf-stories.h"

#define VOCABULARY 400000
#define MEAN_WORDS 250
#define QUERIES 1000
#define FTS_ARTICLES 100000
#define FTS_TERMS 10

typedef struct
{
  GRand *rand;
  GPtrArray *words; /* (element-type utf8) */
  GString *text;
} Writer;

typedef struct
{
  SheafVocabulary *vocabulary;
  SheafAnalyser *analyser;
  SheafMatcher *matcher;
  SheafStories *stories;
  SheafCopies *copies;
  GArray *story_times;
  GArray *copy_times;
} Desk;

static void
spell (GString *word,
       guint    number)
{
  static const char *const syllables[] = { "ka", "lo", "mi", "re", "tu", "sa", "ven", "dor",
                                           "pil", "gan", "hes", "bru", "fil", "zor", "wen", "jak" };

  do
    {
      g_string_append (word, syllables[number % G_N_ELEMENTS (syllables)]);
      number /= G_N_ELEMENTS (syllables);
    }
  while (number > 0);
}

static void
writer_init (Writer *writer)
{
  writer->rand = g_rand_new_with_seed (20);
  writer->text = g_string_new (NULL);
  writer->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < VOCABULARY; i++)
    {
      GString *word = g_string_new (NULL);

      spell (word, i);
      g_ptr_array_add (writer->words, g_string_free (word, FALSE));
    }
}

static void
writer_clear (Writer *writer)
{
  g_rand_free (writer->rand);
  g_string_free (writer->text, TRUE);
  g_ptr_array_unref (writer->words);
}

/* Log-normal by Box and Muller. */
static guint
draw_length (Writer *writer)
{
  double u = 1 - g_rand_double (writer->rand);
  double normal = sqrt (-2 * log (u)) * cos (2 * G_PI * g_rand_double (writer->rand));

  return (guint) CLAMP (MEAN_WORDS * exp (0.6 * normal - 0.18), 20, 5000);
}

/* The inverse of Zipf's distribution with exponent 1, nearly. */
static const char *
draw_word (Writer *writer)
{
  double rank = pow (VOCABULARY, g_rand_double (writer->rand));

  return g_ptr_array_index (writer->words, MIN ((guint) rank, VOCABULARY) - 1);
}

/* One in a hundred is the last once more, with a line before it. */
static void
write_article (Writer *writer,
               guint   i)
{
  guint n = draw_length (writer);

  if (i % 100 == 99)
    {
      g_string_prepend (writer->text, "Corrected on Monday at noon. ");
      return;
    }

  g_string_truncate (writer->text, 0);
  for (guint j = 0; j < n; j++)
    {
      g_string_append (writer->text, draw_word (writer));
      g_string_append (writer->text, j % 18 == 17 ? ". " : " ");
    }
}

/* In microseconds of this thread's own time, whoever else uses the machine. */
static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
seconds_since (gint64 start)
{
  return (double) (now () - start) / G_USEC_PER_SEC;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
report (const char *what,
        GArray     *times)
{
  g_array_sort (times, compare_times);
  g_print ("%-34s p50 %8.3f ms   p99 %8.3f ms   of %u\n", what,
           (double) g_array_index (times, gint64, times->len / 2) / 1000,
           (double) g_array_index (times, gint64, times->len * 99 / 100) / 1000, times->len);
}

static void
note_time (GArray *times,
           gint64  start)
{
  gint64 time = now () - start;

  g_array_append_val (times, time);
}

static void
desk_init (Desk *desk)
{
  desk->vocabulary = sheaf_vocabulary_new ();
  desk->analyser = sheaf_analyser_new (desk->vocabulary);
  desk->matcher = sheaf_matcher_new ();
  desk->stories = sheaf_stories_new (desk->matcher);
  desk->copies = sheaf_copies_new ();
  desk->story_times = g_array_new (FALSE, FALSE, sizeof (gint64));
  desk->copy_times = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
desk_clear (Desk *desk)
{
  g_array_unref (desk->story_times);
  g_array_unref (desk->copy_times);
  sheaf_copies_free (desk->copies);
  sheaf_stories_free (desk->stories);
  sheaf_matcher_free (desk->matcher);
  sheaf_analyser_free (desk->analyser);
  sheaf_vocabulary_free (desk->vocabulary);
}

static void
print_rate (const char *what,
            guint       n,
            gint64      micros)
{
  g_print ("%-34s %8.0f articles/s\n", what, n / ((double) micros / G_USEC_PER_SEC));
}

static void
fill (Desk   *desk,
      Writer *writer,
      guint   n)
{
  gint64 analysing = 0, indexing = 0, fingerprinting = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SheafTerms) terms = NULL;
      g_autoptr(SheafFingerprint) fingerprint = NULL;
      gint64 start;

      write_article (writer, i);
      start = now ();
      terms = sheaf_analyser_analyse (desk->analyser, "", writer->text->str, "en");
      analysing += now () - start;

      start = now ();
      sheaf_matcher_add (desk->matcher, terms, 0);
      indexing += now () - start;

      start = now ();
      fingerprint = sheaf_fingerprint_new (terms->words, terms->n_words);
      sheaf_copies_add (desk->copies, i, fingerprint);
      fingerprinting += now () - start;
    }

  print_rate ("text to terms", n, analysing);
  print_rate ("terms to index", n, indexing);
  print_rate ("text to searchable index", n, analysing + indexing);
  print_rate ("fingerprints", n, fingerprinting);
  g_print ("%-34s %8.0f bytes an article\n", "index",
           (double) sheaf_index_get_size (sheaf_matcher_get_index (desk->matcher)) / n);
  g_print ("%-34s %8.0f bytes an article\n", "fingerprints",
           (double) sheaf_copies_get_size (desk->copies) / n);
}

static void
query (Desk   *desk,
       Writer *writer,
       guint   n)
{
  g_autoptr(GArray) related = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 start = now ();

  sheaf_matcher_learn (desk->matcher);
  g_print ("%-34s %8.2f s\n", "topics learnt in", seconds_since (start));

  for (guint i = 0; i < QUERIES; i++)
    {
      start = now ();
      g_array_unref (sheaf_matcher_find (desk->matcher, g_rand_int_range (writer->rand, 0, n), 10));
      note_time (related, start);
    }
  report ("related articles", related);

  for (guint i = 0; i < QUERIES; i++)
    {
      g_autoptr(SheafTerms) terms = NULL;
      g_autoptr(SheafFingerprint) fingerprint = NULL;
      guint32 article;

      write_article (writer, i);
      terms = sheaf_analyser_analyse (desk->analyser, "", writer->text->str, "en");
      fingerprint = sheaf_fingerprint_new (terms->words, terms->n_words);
      start = now ();
      g_array_unref (sheaf_copies_find (desk->copies, fingerprint));
      note_time (desk->copy_times, start);

      article = sheaf_matcher_add (desk->matcher, terms, 0);
      start = now ();
      sheaf_stories_add (desk->stories, article);
      note_time (desk->story_times, start);
    }
  report ("duplicates", desk->copy_times);
  report ("story assignment", desk->story_times);
}

/* The heaviest terms of @article, as they are written, for FTS5. */
static char *
make_match (Desk    *desk,
            guint32  article)
{
  g_autoptr(GArray) terms
    = sheaf_matcher_explain (desk->matcher, article, article, FTS_TERMS);
  GString *match = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (
        match, "%s\"%s\"", i > 0 ? " OR " : "",
        sheaf_vocabulary_get_written (desk->vocabulary, g_array_index (terms, guint32, i)));

  return g_string_free (match, FALSE);
}

static void
exec (sqlite3    *db,
      const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
compare_with_fts (guint n)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) related = g_array_new (FALSE, FALSE, sizeof (gint64));
  Writer writer;
  Desk desk;
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 inserting = 0;

  writer_init (&writer);
  desk_init (&desk);
  sqlite3_open (":memory:", &db);
  exec (db, "CREATE VIRTUAL TABLE fts USING fts5(body, content='')");
  exec (db, "BEGIN");
  sqlite3_prepare_v2 (db, "INSERT INTO fts (rowid, body) VALUES (?, ?)", -1, &statement, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SheafTerms) terms = NULL;
      gint64 start;

      write_article (&writer, i);
      terms = sheaf_analyser_analyse (desk.analyser, "", writer.text->str, "en");
      sheaf_matcher_add (desk.matcher, terms, 0);
      start = now ();
      sqlite3_bind_int64 (statement, 1, i);
      sqlite3_bind_text (statement, 2, writer.text->str, (int) writer.text->len, SQLITE_STATIC);
      sqlite3_step (statement);
      sqlite3_reset (statement);
      inserting += now () - start;
    }
  sqlite3_finalize (statement);
  exec (db, "COMMIT");
  print_rate ("FTS5, text to index", n, inserting);

  sheaf_matcher_learn (desk.matcher);
  sqlite3_prepare_v2 (db, "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 10", -1,
                      &statement, NULL);
  for (guint i = 0; i < MIN (QUERIES, n); i++)
    {
      guint32 article = g_rand_int_range (writer.rand, 0, n);
      g_autofree char *match = make_match (&desk, article);
      gint64 start = now ();

      sqlite3_bind_text (statement, 1, match, -1, SQLITE_STATIC);
      while (sqlite3_step (statement) == SQLITE_ROW)
        ;
      sqlite3_reset (statement);
      note_time (times, start);

      start = now ();
      g_array_unref (sheaf_matcher_find (desk.matcher, article, 10));
      note_time (related, start);
    }
  report ("FTS5, ten heaviest terms", times);
  report ("related articles, the same", related);

  sqlite3_finalize (statement);
  sqlite3_close (db);
  desk_clear (&desk);
  writer_clear (&writer);
}

int
main (int    argc,
      char **argv)
{
  guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000000;
  Writer writer;
  Desk desk;

  g_print ("%u articles of %u words on average\n", n, MEAN_WORDS);
  writer_init (&writer);
  desk_init (&desk);
  fill (&desk, &writer, n);
  query (&desk, &writer, n);
  desk_clear (&desk);
  writer_clear (&writer);

  g_print ("\nBeside SQLite's FTS5, %u articles\n", MIN (n, FTS_ARTICLES));
  compare_with_fts (MIN (n, FTS_ARTICLES));

  return 0;
}
