/* test-store-versions.c: what articles said before, names used again, and how many came when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "model/sheaf-time.h"

#define SOURCE "0193a5f0-0000-7000-8000-000000000001"
#define OTHER_SOURCE "0193a5f0-0000-7000-8000-000000000002"
#define DAY ((gint64) 24 * 60 * 60 * 1000)

/* Another address than make_incoming() gives, under the same name. */
static SheafIncoming *
make_at (const char *address,
         const char *title,
         const char *summary)
{
  SheafIncoming *incoming = make_incoming (1, title, summary, NULL);

  g_free (incoming->url);
  g_free (incoming->canonical_url);
  incoming->url = g_strdup (address);
  incoming->canonical_url = g_strdup (address);

  return incoming;
}

static const char *
get_member (JsonArray  *versions,
            guint       i,
            const char *name)
{
  return json_object_get_string_member (json_array_get_object_element (versions, i), name);
}

static void
test_former (StoreFixture  *fixture,
             gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (SheafEntity) article = NULL;
  g_autoptr (JsonArray) none = NULL;
  g_autoptr (JsonArray) versions = NULL;

  ingest_one (store, SOURCE, make_incoming (1, "Bridge opens", "On Monday", "<p>Of stone</p>"));
  article = get_newest (store);
  none = sheaf_store_list_versions (store, sheaf_entity_get_id (article), NULL);
  g_assert_cmpuint (json_array_get_length (none), ==, 0);

  ingest_one (store, SOURCE, make_incoming (1, "Bridge opens late", "On Monday", "<p>Of stone</p>"));
  ingest_one (store, SOURCE, make_incoming (1, "Bridge opens late", "On Monday", "<p>Of steel</p>"));
  g_clear_pointer (&article, sheaf_entity_unref);
  article = get_newest (store);
  versions = sheaf_store_list_versions (store, sheaf_entity_get_id (article), NULL);
  g_assert_cmpuint (json_array_get_length (versions), ==, 2);
  g_assert_cmpstr (get_member (versions, 0, "title"), ==, "Bridge opens late");
  g_assert_cmpstr (get_member (versions, 0, "body"), ==, "<p>Of stone</p>");
  g_assert_cmpstr (get_member (versions, 1, "title"), ==, "Bridge opens");
  g_assert_cmpstr (get_member (versions, 1, "summary"), ==, "On Monday");
  g_assert_cmpint (sheaf_time_from_string (get_member (versions, 1, "until")), !=, SHEAF_TIME_NONE);

  /* A change of the text alone is none of the headline. */
  g_assert_cmpstr (sheaf_entity_get_string (article, "former_title"), ==, "Bridge opens");
  g_assert_cmpint (sheaf_entity_get_int (article, "versions"), ==, 3);
}

/* A page that changes at every look does not fill the disk. */
static void
test_bounded (StoreFixture  *fixture,
              gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (SheafEntity) article = NULL;
  g_autoptr (JsonArray) versions = NULL;
  guint n;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *title = g_strdup_printf ("Live, minute %u", i);

      ingest_one (store, SOURCE, make_incoming (1, title, NULL, NULL));
    }

  article = get_newest (store);
  versions = sheaf_store_list_versions (store, sheaf_entity_get_id (article), NULL);
  n = json_array_get_length (versions);
  g_assert_cmpuint (n, ==, SHEAF_STORE_KEPT_VERSIONS + 1);
  g_assert_cmpstr (get_member (versions, 0, "title"), ==, "Live, minute 58");
  g_assert_cmpstr (get_member (versions, n - 1, "title"), ==, "Live, minute 0");
}

static void
test_recycled (StoreFixture  *fixture,
               gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery of_source = { .kind = SHEAF_KIND_ARTICLE, .source = SOURCE };
  SheafIngest result;

  ingest_one (store, SOURCE, make_at ("https://coast.example/storm", "Storm tears roofs off in Alma",
                                      "Gusts damaged forty houses on Sunday night"));
  result = ingest_one (store, SOURCE,
                       make_at ("https://coast.example/opera", "Orchestra names first conductor",
                                "Ines Duarte will lead the players for three seasons"));
  g_assert_cmpuint (result.added, ==, 1);
  g_assert_cmpuint (result.updated, ==, 0);
  g_assert_cmpuint (count_all (store, of_source), ==, 2);

  /* The second goes on under that name, and the first by its address. */
  result = ingest_one (store, SOURCE,
                       make_at ("https://coast.example/opera", "Orchestra names its conductor",
                                "Ines Duarte will lead the players for three seasons"));
  g_assert_cmpuint (result.updated, ==, 1);
  result = ingest_one (store, SOURCE,
                       make_at ("https://coast.example/storm", "Storm tears roofs off in Alma",
                                "Gusts damaged forty houses on Sunday night"));
  g_assert_cmpuint (result.unchanged, ==, 1);
  result = ingest_one (store, SOURCE,
                       make_at ("https://coast.example/storm", "Storm tears roofs off in Alma",
                                "Gusts damaged fifty houses on Sunday night"));
  g_assert_cmpuint (result.updated, ==, 1);
  g_assert_cmpuint (count_all (store, of_source), ==, 2);
}

/* Editors who write a headline anew often give the page another address with it. */
static void
test_moved (StoreFixture  *fixture,
            gconstpointer  data)
{
  SheafStore *store = fixture->store;
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };
  g_autoptr (SheafEntity) article = NULL;
  SheafIngest result;

  ingest_one (store, SOURCE, make_at ("https://coast.example/storm", "Storm tears roofs off in Alma",
                                      "Gusts damaged forty houses on Sunday night"));
  result = ingest_one (store, SOURCE,
                       make_at ("https://coast.example/alma", "Alma counts the damage after storm",
                                "Forty houses lost their roofs on Sunday night"));
  g_assert_cmpuint (result.updated, ==, 1);
  g_assert_cmpuint (count_all (store, all), ==, 1);
  article = get_newest (store);
  g_assert_cmpstr (sheaf_entity_get_string (article, "former_title"), ==,
                   "Storm tears roofs off in Alma");

  /* Both addresses lead to it, whoever gives them. */
  ingest_one (store, OTHER_SOURCE, make_at ("https://coast.example/storm", "Storm", NULL));
  ingest_one (store, OTHER_SOURCE, make_at ("https://coast.example/alma", "Alma", NULL));
  g_assert_cmpuint (count_all (store, all), ==, 1);
}

/* All items of some feeds have the same name. */
static void
test_one_name_for_all (StoreFixture  *fixture,
                       gconstpointer  data)
{
  static const char *const titles[] = { "Storm tears roofs off in Alma",
                                        "Orchestra names first conductor",
                                        "Tram fares rise again from January" };
  SheafQuery all = { .kind = SHEAF_KIND_ARTICLE };

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
      {
        g_autofree char *address = g_strdup_printf ("https://coast.example/%u", i);
        SheafIngest result = ingest_one (fixture->store, SOURCE, make_at (address, titles[i], NULL));

        g_assert_cmpuint (result.added, ==, round == 0);
        g_assert_cmpuint (result.unchanged, ==, round != 0);
      }
  g_assert_cmpuint (count_all (fixture->store, all), ==, G_N_ELEMENTS (titles));
}

static void
test_by_day (StoreFixture  *fixture,
             gconstpointer  data)
{
  SheafStore *store = fixture->store;
  g_autoptr (SheafEntity) first = NULL;
  g_autoptr (GHashTable) counts = NULL;
  SheafIncoming *shared = make_incoming (30, "Later", NULL, NULL);
  gint64 since;
  guint *days;

  ingest_one (store, SOURCE, make_incoming (0, "First", NULL, NULL));
  first = get_newest (store);
  since = sheaf_entity_get_time (first, "published");
  for (guint i = 1; i < 24; i++)
    ingest_one (store, SOURCE, make_incoming (i, "More", NULL, NULL));
  ingest_one (store, SOURCE, make_incoming (30, "Later", NULL, NULL));
  ingest_one (store, OTHER_SOURCE, shared);
  ingest_one (store, SOURCE, make_incoming (24 * 20, "Too late", NULL, NULL));

  counts = sheaf_store_count_by_day (store, since, 14, NULL);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 2);
  days = g_hash_table_lookup (counts, SOURCE);
  g_assert_cmpuint (days[0], ==, 24);
  g_assert_cmpuint (days[1], ==, 1);
  g_assert_cmpuint (days[13], ==, 0);
  days = g_hash_table_lookup (counts, OTHER_SOURCE);
  g_assert_cmpuint (days[0], ==, 0);
  g_assert_cmpuint (days[1], ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/store/versions/former", test_former },
    { "/store/versions/bounded", test_bounded },
    { "/store/names/recycled", test_recycled },
    { "/store/names/moved-and-renamed", test_moved },
    { "/store/names/one-for-all", test_one_name_for_all },
    { "/store/count-by-day", test_by_day },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].test,
                store_fixture_tear_down);

  return g_test_run ();
}
