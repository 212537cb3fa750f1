/* test-names.c: ids, folded names, hashtags, kinds and fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "model/sheaf-field.h"
#include "model/sheaf-fold.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-kind.h"

static void
test_id_new (void)
{
  g_autofree char *last = sheaf_id_new ();
  gint64 before = g_get_real_time () / 1000;

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *id = sheaf_id_new ();

      g_assert_cmpstr (last, <, id);
      if (i % 1000 == 0)
        {
          g_assert_true (sheaf_id_is_valid (id));
          g_assert_cmpint (id[14], ==, '7');
          g_assert_nonnull (strchr ("89ab", id[19]));
        }
      g_free (last);
      last = g_steal_pointer (&id);
    }

  /* The first twelve digits are the time, a little ahead at most. */
  memmove (last + 8, last + 9, 4);
  last[12] = '\0';
  g_assert_cmpint ((gint64) g_ascii_strtoull (last, NULL, 16), >=, before - 1);
  g_assert_cmpint ((gint64) g_ascii_strtoull (last, NULL, 16), <, before + 60000);
}

static gpointer
make_ids (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 20000; i++)
    g_ptr_array_add (ids, sheaf_id_new ());

  return ids;
}

static void
test_id_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ids", make_ids, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (ids, j))));
    }
}

static void
test_id_valid (void)
{
  static const char *const bad[] = {
    "", "0193", "01930000-0000-7000-8000-00000000000", "01930000-0000-7000-8000-0000000000011",
    "01930000-0000-7000-8000-00000000000G", "01930000-0000-7000-8000-00000000000A",
    "019300000000-7000-8000-0000-00000001", "{1930000-0000-7000-8000-00000000001}",
    "01930000-0000-7000-8000-00000000000\n", "../../../../../../../../../etc/passwd",
  };

  g_assert_true (sheaf_id_is_valid ("01930000-0000-7000-8000-0000000000af"));
  g_assert_false (sheaf_id_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sheaf_id_is_valid (bad[i]));
}

/* Every replica and backend must make these: they are never to change. */
static void
test_id_for_tag (void)
{
  g_autofree char *id = sheaf_id_for_tag ("Osaka Expo 2025");
  g_autofree char *same = sheaf_id_for_tag ("#osaka-expo2025");
  g_autofree char *other = sheaf_id_for_tag ("Osaka Expo");
  g_autofree char *named = sheaf_id_for_name ("tag", "osakaexpo2025");
  g_autofree char *none = sheaf_id_for_tag ("# -");

  g_assert_true (sheaf_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '5');
  g_assert_cmpstr (id, ==, same);
  g_assert_cmpstr (id, ==, named);
  g_assert_cmpstr (id, !=, other);
  g_assert_null (none);
  g_assert_cmpstr (id, ==, "c5d03a5b-b7d4-550e-8163-b90f622f0bee");
}

static void
test_fold (void)
{
  static const struct
  {
    const char *name;
    const char *folded;
  } cases[] = {
    { "", "" },
    { "  #!?", "" },
    { "Osaka Expo 2025", "osakaexpo2025" },
    { "#off-topic_now", "offtopicnow" },
    { "C++", "c++" },
    { "Café", "cafe" },
    { "CAFE\xcc\x81", "cafe" },
    { "Straße", "strasse" },
    { "ΟΔΥΣΣΕΥΣ", "οδυσσευσ" },
    { "Ὀδυσσεύς", "οδυσσευσ" },
    { "Ёлка", "елка" },
    { "İstanbul", "istanbul" },
    { "が", "が" },
    { "か\xe3\x82\x99", "が" },
    { "か", "か" },
    { "ﾆｭｰｽ", "ニュース" },
    { "Ｎｅｗｓ", "news" },
    { "ﬁnance", "finance" },
    { "हिन्दी", "हिन्दी" },
    { "العَرَبِيَّة", "العَرَبِيَّة" },
    { "a\xe2\x80\x8b" "b\xef\xb8\x8f", "ab" },
    { "a\xff" "b", "a\xef\xbf\xbd" "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = sheaf_fold (cases[i].name);
      g_autofree char *again = sheaf_fold (folded);

      g_assert_cmpstr (folded, ==, cases[i].folded);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_hashtag (void)
{
  static const struct
  {
    const char *name;
    const char *tag;
  } cases[] = {
    { "", "" },
    { "#", "" },
    { "ferries", "Ferries" },
    { "osaka expo 2025", "OsakaExpo2025" },
    { "#OsakaExpo", "OsakaExpo" },
    { "women's march", "WomensMarch" },
    { "women’s march", "WomensMarch" },
    { "EU trade—NATO", "EUTradeNATO" },
    { "off-topic", "OffTopic" },
    { "économie bleue", "ÉconomieBleue" },
    { "大阪 万博", "大阪万博" },
    { "ǆungla", "ǅungla" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = sheaf_hashtag (cases[i].name);

      g_assert_cmpstr (tag, ==, cases[i].tag);
    }
}

static void
test_kinds (void)
{
  for (guint i = 0; i < SHEAF_N_KINDS; i++)
    {
      SheafKind kind = SHEAF_N_KINDS;

      g_assert_true (sheaf_kind_from_string (sheaf_kind_to_string (i), &kind));
      g_assert_cmpint (kind, ==, i);
      kind = SHEAF_N_KINDS;
      g_assert_true (sheaf_kind_from_plural (sheaf_kind_to_plural (i), &kind));
      g_assert_cmpint (kind, ==, i);
      kind = SHEAF_N_KINDS;
      g_assert_false (sheaf_kind_from_string (sheaf_kind_to_plural (i), &kind));
      g_assert_false (sheaf_kind_from_plural (NULL, &kind));
      g_assert_cmpint (kind, ==, SHEAF_N_KINDS);
    }
}

static gboolean
is_known_type (const char *type)
{
  static const char *const types[] = {
    "string", "text", "id", "time", "language", "boolean", "integer", "object", "objects",
    "strings", "people", "image", "schedule", "any", "item",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strcmp (types[i], type) == 0)
        return TRUE;
    }

  return strchr (type, '|') != NULL;
}

/* The table keeps its own rules. */
static void
test_fields (void)
{
  static const char *const envelope[] = {
    "kind", "id", "rev", "seq", "created", "updated", "deleted", "taken",
  };

  for (guint kind = 0; kind < SHEAF_N_KINDS; kind++)
    {
      for (const SheafField *field = sheaf_field_list (kind); field->name != NULL; field++)
        {
          g_assert_true (sheaf_field_lookup (kind, field->name) == field);
          g_assert_true (is_known_type (field->type));
          g_assert_true (sheaf_field_check (field, NULL, NULL));
          g_assert_true (!field->sourced || kind == SHEAF_KIND_ARTICLE);
          if (field->kind != SHEAF_FIELD_LIST)
            continue;
          for (const SheafField *item = sheaf_field_items (field); item->name != NULL; item++)
            {
              g_assert_true (is_known_type (item->type));
              g_assert_true (sheaf_field_check (field, item->name, NULL));
            }
          g_assert_false (sheaf_field_check (field, "pos", NULL));
        }
      for (guint i = 0; i < G_N_ELEMENTS (envelope); i++)
        g_assert_null (sheaf_field_lookup (kind, envelope[i]));
      g_assert_null (sheaf_field_lookup (kind, NULL));
      g_assert_null (sheaf_field_lookup (kind, ""));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/names/id-new", test_id_new);
  g_test_add_func ("/model/names/id-threads", test_id_threads);
  g_test_add_func ("/model/names/id-valid", test_id_valid);
  g_test_add_func ("/model/names/id-for-tag", test_id_for_tag);
  g_test_add_func ("/model/names/fold", test_fold);
  g_test_add_func ("/model/names/hashtag", test_hashtag);
  g_test_add_func ("/model/names/kinds", test_kinds);
  g_test_add_func ("/model/names/fields", test_fields);

  return g_test_run ();
}
