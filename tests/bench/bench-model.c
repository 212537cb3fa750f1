/* bench-model.c: how fast edits are read, applied and merged
 *
 * Prints rates; fails nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>

#include "model/sheaf-apply.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-merge.h"
#include "model/sheaf-position.h"
#include "model/sheaf-time.h"

#define ARTICLE "0192f000-0000-7000-8000-000000000001"

static const char article_text[] =
    "{\"kind\":\"article\",\"id\":\"" ARTICLE "\",\"rev\":4,\"seq\":90211,"
    "\"created\":\"2026-11-24T08:00:00.000Z\",\"updated\":\"2026-11-24T09:00:00.000Z\","
    "\"title\":\"Ferry line to link Port Alma with the islands from spring\","
    "\"authors\":[{\"name\":\"Ines Varga\"}],\"publisher\":\"Coast Wire\","
    "\"published\":\"2026-11-24T07:45:00.000Z\",\"fetched\":\"2026-11-24T08:00:00.000Z\","
    "\"language\":\"en\",\"direction\":\"ltr\",\"word_count\":812,"
    "\"canonical_url\":\"https://coastwire.example/2026/11/24/ferry-line\","
    "\"summary\":\"Two lines of summary that let one decide without opening the article: the line "
    "is to run four times a day and to cost less than the mail boat does now.\","
    "\"image\":{\"url\":\"https://coastwire.example/ferry.jpg\",\"alt\":\"A ferry\","
    "\"credit\":\"Coast Wire\"},\"state\":\"inbox\",\"story\":\"0192f000-0000-7000-8000-00000000"
    "0009\",\"origins\":[{\"source\":\"0192f000-0000-7000-8000-000000000003\",\"external_id\":"
    "\"tag:coastwire.example,2026:8821\",\"url\":\"https://coastwire.example/?p=8821\","
    "\"first_seen\":\"2026-11-24T08:00:00.000Z\"}],\"tags\":["
    "\"5f0c0000-0000-5000-8000-000000000001\",\"5f0c0000-0000-5000-8000-000000000002\"]}";

static void
report (const char *what,
        guint n,
        gint64 start)
{
  double seconds = (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND;

  g_print ("%-28s %8u in %6.3f s: %9.2f µs each\n", what, n, seconds, seconds / n * 1e6);
}

static void
bench_entities (void)
{
  const guint n = 50000;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SheafEntity) article = sheaf_entity_from_text (article_text, -1, NULL);
  g_autoptr (JsonNode) node = sheaf_json_parse (article_text, -1, NULL);

  for (guint i = 0; i < n; i++)
    sheaf_entity_unref (sheaf_entity_from_text (article_text, -1, NULL));
  report ("article from text", n, start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    sheaf_entity_unref (sheaf_entity_from_json (node, NULL));
  report ("article from JSON", n, start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    g_free (sheaf_entity_to_text (article));
  report ("article to text", n, start);
}

static void
bench_bulk (void)
{
  const guint n = 100000;
  g_autoptr (SheafEntity) article = sheaf_entity_from_text (article_text, -1, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_full (n, (GDestroyNotify) sheaf_edit_unref);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_full (n, g_free);
  g_autofree char *group = sheaf_id_new ();
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    {
      SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, ARTICLE, group);

      sheaf_edit_add (edit, "tags", "5f0c0000-0000-5000-8000-000000000003");
      g_ptr_array_add (edits, edit);
    }
  report ("edit made", n, start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, sheaf_edit_to_text (g_ptr_array_index (edits, i)));
  report ("edit to text", n, start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    sheaf_edit_unref (sheaf_edit_from_text (g_ptr_array_index (texts, i), -1, NULL));
  report ("edit from text", n, start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    sheaf_outcome_free (sheaf_edit_apply (g_ptr_array_index (edits, i), article, 0, NULL));
  report ("edit of one tag applied", n, start);
}

static void
bench_members (void)
{
  const guint n = 200;
  g_autofree char *id = sheaf_id_new ();
  g_autoptr (SheafEntity) set =
      sheaf_entity_new (SHEAF_KIND_SET, id, 1, 1, 0, 0, SHEAF_TIME_NONE, NULL);
  g_autofree char *pos = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = sheaf_id_new ();
      g_autofree char *next = sheaf_position_between (pos, NULL);
      g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
      g_autoptr (SheafOutcome) outcome = NULL;

      sheaf_edit_insert (edit, "members", key, next, NULL);
      outcome = sheaf_edit_apply (edit, set, 0, NULL);
      sheaf_entity_unref (set);
      set = sheaf_entity_ref (outcome->entity);
      g_free (pos);
      pos = g_steal_pointer (&next);
    }
  report ("member put at the end", n, start);
}

static char *
make_text (guint paragraphs,
           guint changed,
           const char *change)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paragraphs; i++)
    g_string_append_printf (text, "Paragraph %u says what happened at the port, %s, and what the "
                                  "harbour master thinks of it, which is not very much.\n\n",
                            i, i == changed ? change : "as it does every year");

  return g_string_free (text, FALSE);
}

static void
bench_merge (guint paragraphs)
{
  const guint n = 20000 / paragraphs;
  g_autofree char *base = make_text (paragraphs, G_MAXUINT, "");
  g_autofree char *mine = make_text (paragraphs, paragraphs / 3, "for the first time");
  g_autofree char *theirs = make_text (paragraphs, paragraphs / 2, "once more");
  g_autofree char *what = g_strdup_printf ("merge of %u paragraphs", paragraphs);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *merged = NULL;

      g_assert_true (sheaf_merge_text (base, mine, theirs, &merged));
    }
  report (what, n, start);
}

int
main (void)
{
  setlocale (LC_ALL, "");

  bench_entities ();
  bench_bulk ();
  bench_members ();
  bench_merge (10);
  bench_merge (100);
  bench_merge (5000);

  return 0;
}
