/* test-tokenizer.c: what is searched for is found, whatever is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <sqlite3.h>
#include <string.h>

#include "db/sheaf-tokenizer.h"

static sqlite3 *
open_table (void)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  g_assert_cmpint (sheaf_tokenizer_register (handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = 'sheaf')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  return handle;
}

static void
insert (sqlite3    *handle,
        const char *text,
        int         length)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (handle, "INSERT INTO t VALUES (?1)", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, text, length, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static guint
count_matches (sqlite3    *handle,
               const char *query)
{
  sqlite3_stmt *statement = NULL;
  guint n = 0;
  int result;

  sqlite3_prepare_v2 (handle, "SELECT rowid FROM t WHERE t MATCH ?1", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, query, -1, SQLITE_TRANSIENT);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    n += 1;
  if (result != SQLITE_DONE)
    g_error ("%s: %s", query, sqlite3_errmsg (handle));
  sqlite3_finalize (statement);

  return n;
}

static gboolean
finds (const char *text,
       const char *typed)
{
  sqlite3 *handle = open_table ();
  g_autofree char *query = sheaf_tokenizer_query (typed);
  guint n = 0;

  insert (handle, text, -1);
  if (query != NULL)
    n = count_matches (handle, query);
  sqlite3_close (handle);

  return n == 1;
}

static const char english[] = "Ferry line to link Port Alma with the islands, O’Neil said in the U.S. "
                              "on Tuesday; 1,250 jobs depend on example.com.";
static const char japanese[] = "東京都は大阪・関西万博のフェリーターミナルを来年四月に開く。";
static const char french[] = "L’avion de l'Élysée s’est posé à Orléans";
static const char german[] = "Die Straße nach Köln bleibt gesperrt";
static const char thai[] = "ประเทศไทยเปิดตลาดน้ำแห่งใหม่";
static const char chinese[] = "上海港口工人罢工进入第三天";
static const char korean[] = "서울에서 열린 회의";
static const char arabic[] = "افتتاح ميناء جديد في المدينة";
static const char russian[] = "Новый порт открылся в Архангельске, ёлка";

static const struct
{
  const char *name;
  const char *text;
  const char *typed;
  gboolean found;
} searches[] = {
  { "word", english, "ferry", TRUE },
  { "words-in-any-order", english, "islands ferry", TRUE },
  { "every-word-must-be-there", english, "ferry airport", FALSE },
  { "beginning-of-the-last-word", english, "islands fer", TRUE },
  { "beginning-of-another-word", english, "fer islands", FALSE },
  { "finished-word-is-no-beginning", english, "fer ", FALSE },
  { "one-letter-is-no-beginning", english, "f", FALSE },
  { "two-letters-are", english, "fe", TRUE },
  { "phrase", english, "\"port alma\"", TRUE },
  { "phrase-in-another-order", english, "\"alma port\"", FALSE },
  { "phrase-that-is-not-closed", english, "\"port al", TRUE },
  { "apostrophe", english, "o'neil", TRUE },
  { "abbreviation", english, "US", TRUE },
  { "abbreviation-with-points", english, "u.s.", TRUE },
  { "grouped-digits", english, "1250", TRUE },
  { "grouped-digits-typed", english, "1,250", TRUE },
  { "host", english, "example", TRUE },
  { "japanese-two-characters", japanese, "万博", TRUE },
  { "japanese-start-of-a-compound", japanese, "東京", TRUE },
  { "japanese-inside-katakana", japanese, "ターミナル", TRUE },
  { "japanese-halfwidth", japanese, "ﾌｪﾘｰ", TRUE },
  { "japanese-one-character", japanese, "港", FALSE },
  { "japanese-ideographic-space", japanese, "東京　万博", TRUE },
  { "japanese-marks-are-kept", japanese, "タミナル", FALSE },
  { "japanese-not-in-this-order", japanese, "博万", FALSE },
  { "japanese-voiced-is-another", "がいこう", "かいこう", FALSE },
  { "japanese-decomposed", "か\xe3\x82\x99いこう", "がいこう", TRUE },
  { "elided-article", french, "avion", TRUE },
  { "marks-dropped", french, "elysee orleans", TRUE },
  { "marks-typed", french, "Orléans", TRUE },
  { "sharp-s", german, "STRASSE", TRUE },
  { "umlaut", german, "koln", TRUE },
  { "thai", thai, "ตลาด", TRUE },
  { "chinese", chinese, "罢工", TRUE },
  { "korean-without-particle", korean, "서울 회의", TRUE },
  { "arabic", arabic, "ميناء", TRUE },
  { "cyrillic", russian, "НОВЫЙ елка", TRUE },
  { "fullwidth", "ＥＸＰＯ ２０２５", "expo 2025", TRUE },
  { "hashtag", "#OsakaExpo opens", "#osakaexpo", TRUE },
  { "symbols-between", "news — and more", "news — more", TRUE },
};

static void
test_search (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpint (finds (searches[i].text, searches[i].typed), ==, searches[i].found);
}

static void
test_hostile_queries (void)
{
  static const char *typed[] = {
    "AND", "OR", "NOT ferry", "NEAR(ferry port)", "text:ferry", "{text}:ferry", "-ferry", "^ferry",
    "ferry*", "*", "(", ")", "((ferry", "\"", "\"\"", "\"\"\"", "\"ferry\"\"port\"", "'", "';--",
    "ferry + port", "ferry\\", "%s%n", "\xff\xfe", "ferry\xc3", "𝔣erry 🚢", "\x01\x02", "a\"b\"c",
    "l\"", "\u200d\u200d", "ferry\"", "\" ferry",
  };
  sqlite3 *handle = open_table ();

  insert (handle, english, -1);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *query = sheaf_tokenizer_query (typed[i]);

      if (query != NULL)
        count_matches (handle, query);
    }
  sqlite3_close (handle);
}

static void
test_random_queries (void)
{
  static const char *pieces[] = { "\"", " ", "ferry", "AND", "(", ")", "*", ":", "^", "-", "+", "'",
                                  "万", "博", "\xf0", "\t", "NEAR", "{", "}", ",", ".", "é" };
  sqlite3 *handle = open_table ();

  insert (handle, english, -1);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autofree char *query = NULL;
      guint n = g_test_rand_int_range (0, 12);

      for (guint j = 0; j < n; j++)
        g_string_append (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      query = sheaf_tokenizer_query (typed->str);
      if (query != NULL)
        count_matches (handle, query);
    }
  sqlite3_close (handle);
}

static void
test_nothing_to_search (void)
{
  g_assert_null (sheaf_tokenizer_query (""));
  g_assert_null (sheaf_tokenizer_query (" \t\u3000"));
  g_assert_null (sheaf_tokenizer_query ("— … \"\" !"));
}

static void
test_hostile_texts (void)
{
  sqlite3 *handle = open_table ();
  g_autofree char *long_word = g_strnfill (100000, 'a');
  g_autofree char *query = NULL;

  insert (handle, long_word, -1);
  insert (handle, "broken \xe6\x9d bytes \xff ferry", -1);
  insert (handle, "zero\0inside ferry", 17);
  insert (handle, "", 0);
  g_assert_cmpuint (count_matches (handle, "\"ferry\""), ==, 2);

  /* A word without end is found by itself all the same. */
  query = sheaf_tokenizer_query (long_word);
  g_assert_cmpuint (count_matches (handle, query), ==, 1);
  g_assert_cmpint (sqlite3_exec (handle, "INSERT INTO t (t) VALUES ('integrity-check')", NULL, NULL,
                                 NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_highlight (void)
{
  sqlite3 *handle = open_table ();
  sqlite3_stmt *statement = NULL;

  insert (handle, "大阪・関西万博のÉlysée", -1);
  sqlite3_prepare_v2 (handle, "SELECT highlight (t, 0, '[', ']') FROM t WHERE t MATCH ?1", -1,
                      &statement, NULL);
  sqlite3_bind_text (statement, 1, "\"万博\" AND \"elysee\"", -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==,
                   "大阪・関西[万博]の[Élysée]");
  sqlite3_finalize (statement);
  sqlite3_close (handle);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strconcat ("/tokenizer/search/", searches[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_search);
    }
  g_test_add_func ("/tokenizer/query/hostile", test_hostile_queries);
  g_test_add_func ("/tokenizer/query/random", test_random_queries);
  g_test_add_func ("/tokenizer/query/without-words", test_nothing_to_search);
  g_test_add_func ("/tokenizer/text/hostile", test_hostile_texts);
  g_test_add_func ("/tokenizer/text/offsets", test_highlight);

  return g_test_run ();
}
