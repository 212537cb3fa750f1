/* bench-replica.c: the desk's replica at a hundred thousand articles
 *
 * Prints how long it takes to fill, open, query, page, search, count and bulk-tag a replica of N
 * articles (the first argument; 100,000 unless told).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "client/sheaf-desk-private.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"

#define BATCH 250

static const char *const words[] = {
  "ferry", "harbour", "island", "tariff", "minister", "quay",   "orchard", "parliament", "tunnel",
  "grid",  "herring", "museum", "budget", "strike",   "bridge", "coast",   "vote",       "storm",
};

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* The clock, and the time of the processor that the whole process has used. */
typedef struct
{
  gint64 clock;
  gint64 processor;
} Moment;

static Moment
now (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (Moment) { g_get_monotonic_time (),
                    (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
                      usage.ru_utime.tv_usec + usage.ru_stime.tv_usec };
}

static void
tell (const char *what,
      Moment      begun)
{
  const Moment ended = now ();

  g_print ("%-34s %10.1f ms %10.1f ms of processor\n", what,
           (ended.clock - begun.clock) / 1000.0, (ended.processor - begun.processor) / 1000.0);
}

static void
check (const GError *error)
{
  if (error != NULL)
    {
      g_printerr ("bench-replica: %s\n", error->message);
      exit (1);
    }
}

static char *
make_text (guint n,
           guint length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            words[(n * 7 + i * i + i * n) % G_N_ELEMENTS (words)]);
  g_string_append_printf (text, " %u", n);

  return g_string_free (text, FALSE);
}

static JsonObject *
make_article (guint n)
{
  JsonObject *article = json_object_new ();
  g_autofree char *id = g_strdup_printf ("0193f000-0000-7000-8000-%012x", n);
  g_autofree char *time = sheaf_time_to_string (1764000000000 + n * G_GINT64_CONSTANT (60000));
  g_autofree char *title = make_text (n, 8);
  g_autofree char *summary = make_text (n + 3, 45);
  g_autofree char *url = g_strdup_printf ("https://wire-%u.example/%u", n % 40, n);
  g_autofree char *source = g_strdup_printf ("0193e000-0000-7000-8000-%012x", n % 40);
  g_autofree char *publisher = g_strdup_printf ("Wire %u", n % 40);
  JsonArray *origins = json_array_new ();
  JsonObject *origin = json_object_new ();

  json_object_set_string_member (origin, "source", source);
  json_object_set_string_member (origin, "url", url);
  json_object_set_string_member (origin, "external_id", url);
  json_object_set_string_member (origin, "first_seen", time);
  json_array_add_object_element (origins, origin);
  json_object_set_string_member (article, "kind", "article");
  json_object_set_string_member (article, "id", id);
  json_object_set_int_member (article, "rev", 0);
  json_object_set_int_member (article, "seq", n + 1);
  json_object_set_string_member (article, "created", time);
  json_object_set_string_member (article, "updated", time);
  json_object_set_array_member (article, "origins", origins);
  json_object_set_string_member (article, "canonical_url", url);
  json_object_set_string_member (article, "title", title);
  json_object_set_string_member (article, "summary", summary);
  json_object_set_string_member (article, "publisher", publisher);
  json_object_set_string_member (article, "published", time);
  json_object_set_string_member (article, "language", "en");
  json_object_set_string_member (article, "state", "inbox");
  json_object_set_int_member (article, "word_count", 45);

  return article;
}

static SheafSyncBatch *
make_batch (guint first,
            guint n)
{
  SheafSyncBatch *batch = g_new0 (SheafSyncBatch, 1);
  JsonObject *answer = json_object_new ();
  JsonArray *entities = json_array_new ();

  for (guint i = first; i < first + n; i++)
    json_array_add_object_element (entities, make_article (i));
  json_object_set_string_member (answer, "store", "bench");
  json_object_set_int_member (answer, "seq", first + n);
  json_object_set_array_member (answer, "entities", entities);
  batch->answer = json_node_init (json_node_alloc (), JSON_NODE_OBJECT);
  json_node_take_object (batch->answer, answer);
  batch->generation = 1;

  return batch;
}

static SheafDesk *
open_desk (const char *path)
{
  SheafDesk *desk = sheaf_desk_new (path, "unix:/nonexistent/socket", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_open_async (desk, NULL, on_result, &result);
  sheaf_desk_open_finish (desk, wait_for (&result), &error);
  check (error);

  return desk;
}

static void
close_desk (SheafDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_desk_close_async (desk, NULL, on_result, &result);
  sheaf_desk_close_finish (desk, wait_for (&result), NULL);
  g_object_unref (desk);
}

static void
fill (SheafDesk *desk,
      guint      n)
{
  for (guint i = 0; i < n; i += BATCH)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      sheaf_replica_write_async (desk->replica, sheaf_sync_write_batch,
                                 make_batch (i, MIN (BATCH, n - i)),
                                 (GDestroyNotify) sheaf_sync_batch_free, on_result, &result);
      sheaf_replica_write_finish (desk->replica, wait_for (&result), &error);
      check (error);
    }
}

static SheafArticleList *
query (SheafDesk  *desk,
       const char *what,
       SheafScope  scope,
       const char *id,
       const char *text)
{
  const SheafArticleQuery asked = { scope, id, text, SHEAF_ORDER_NEWEST };
  const Moment begun = now ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  SheafArticleList *list;

  sheaf_desk_query_async (desk, &asked, NULL, on_result, &result);
  list = sheaf_desk_query_finish (desk, wait_for (&result), &error);
  check (error);
  label = g_strdup_printf ("%s (%u)", what, sheaf_article_list_get_n_items (list));
  tell (label, begun);

  return list;
}

static void
show_page (SheafArticleList *list,
           const char       *what,
           guint             position)
{
  const Moment begun = now ();
  g_autoptr (SheafArticleRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  while (row != NULL && !sheaf_article_row_is_filled (row))
    g_main_context_iteration (NULL, TRUE);
  tell (what, begun);
}

static char *
act_on_all (SheafDesk        *desk,
            SheafArticleList *list,
            const char       *what,
            const char       *tag)
{
  const guint n = sheaf_article_list_get_n_items (list);
  g_autofree guint *positions = g_new (guint, MAX (n, 1));
  g_autoptr (SheafTargets) targets = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Moment begun;
  char *group;

  for (guint i = 0; i < n; i++)
    positions[i] = i;
  begun = now ();
  targets = sheaf_article_list_get_targets (list, positions, n);
  if (tag != NULL)
    sheaf_desk_tag_async (desk, targets, tag, TRUE, NULL, on_result, &result);
  else
    sheaf_desk_triage_async (desk, targets, "kept", NULL, NULL, on_result, &result);
  group = sheaf_desk_act_finish (desk, wait_for (&result), &error);
  check (error);
  tell (what, begun);

  return group;
}

static void
count (SheafDesk  *desk,
       const char *what)
{
  const Moment begun = now ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafCounts) counts = NULL;

  sheaf_desk_get_counts_async (desk, NULL, on_result, &result);
  counts = sheaf_desk_get_counts_finish (desk, wait_for (&result), NULL);
  tell (what, begun);
}

static void
undo (SheafDesk *desk)
{
  const Moment begun = now ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  sheaf_desk_undo_async (desk, NULL, NULL, on_result, &result);
  group = sheaf_desk_act_finish (desk, wait_for (&result), &error);
  check (error);
  tell ("undo of the bulk tag", begun);
}

static void
measure (const char *path,
         guint       n)
{
  Moment begun = now ();
  SheafDesk *desk = open_desk (path);
  g_autoptr (SheafArticleList) inbox = NULL;
  g_autoptr (SheafArticleList) one = NULL;
  g_autoptr (SheafArticleList) many = NULL;
  g_autofree char *triaged = NULL;
  g_autofree char *tagged = NULL;

  tell ("open", begun);
  inbox = query (desk, "first query", SHEAF_SCOPE_INBOX, NULL, NULL);
  show_page (inbox, "first page", 0);
  show_page (inbox, "page in the middle", n / 2);
  count (desk, "counts");
  one = query (desk, "search, rare", SHEAF_SCOPE_INBOX, NULL, "ferry 4711");
  many = query (desk, "search, common", SHEAF_SCOPE_INBOX, NULL, "ferry");
  tagged = act_on_all (desk, inbox, "bulk tag of all", "ferries");
  count (desk, "counts, all tagged");
  undo (desk);
  triaged = act_on_all (desk, inbox, "bulk keep of all", NULL);
  close_desk (desk);

  begun = now ();
  desk = open_desk (path);
  tell ("open, all of it in the outbox", begun);
  close_desk (desk);
}

int
main (int   argc,
      char *argv[])
{
  const guint n = argc > 1 ? strtoul (argv[1], NULL, 10) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("sheaf-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "replica.db", NULL);
  const Moment begun = now ();
  SheafDesk *desk = open_desk (path);

  g_print ("%u articles\n", n);
  fill (desk, n);
  tell ("fill, in batches of 250", begun);
  close_desk (desk);

  measure (path, n);

  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
