/* store-fixture.c: a store in a folder of its own, and things to put into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include <glib/gstdio.h>

#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-store.h"

/* 2026-11-24T15:00:00Z */
#define FIRST_HOUR (G_GINT64_CONSTANT (1795532400) * 1000)

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  fixture->store = sheaf_sqlite_store_open (fixture->path, TRUE, &error);
  g_assert_no_error (error);
}

void
store_fixture_close (StoreFixture *fixture)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

void
store_fixture_set_up (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("sheaf-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "store.db", NULL);
  store_fixture_reopen (fixture);
}

void
store_fixture_tear_down (StoreFixture  *fixture,
                         gconstpointer  data)
{
  static const char *suffixes[] = { "", "-wal", "-shm", "-lock" };

  store_fixture_close (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->path);
  g_free (fixture->dir);
}

SheafIncoming *
make_incoming (guint       number,
               const char *title,
               const char *summary,
               const char *body)
{
  SheafIncoming *incoming = g_new0 (SheafIncoming, 1);
  g_autofree char *published = sheaf_time_to_string (FIRST_HOUR + number * 3600000);

  incoming->external_id = g_strdup_printf ("item-%u", number);
  incoming->url = g_strdup_printf ("https://coast.example/news/%u?from=feed", number);
  incoming->canonical_url = g_strdup_printf ("https://coast.example/news/%u", number);
  incoming->fields = json_object_new ();
  json_object_set_string_member (incoming->fields, "title", title);
  json_object_set_string_member (incoming->fields, "publisher", "Coast Wire");
  json_object_set_string_member (incoming->fields, "published", published);
  if (summary != NULL)
    json_object_set_string_member (incoming->fields, "summary", summary);
  incoming->body = g_strdup (body);

  return incoming;
}

SheafIngest
ingest_one (SheafStore    *store,
            const char    *source,
            SheafIncoming *incoming)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  SheafIngest result = { 0 };

  all = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_incoming_free);
  g_ptr_array_add (all, incoming);
  sheaf_store_ingest (store, source, all, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.added + result.updated + result.unchanged, ==, 1);

  return result;
}

SheafOutcome *
apply_one (SheafStore *store,
           SheafEdit  *edit)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_ptr_array_add (edits, edit);
  outcomes = sheaf_store_apply (store, edits, "Ada", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);

  return g_ptr_array_steal_index (outcomes, 0);
}

char *
create_named (SheafStore *store,
              SheafKind   kind,
              const char *field,
              const char *text)
{
  g_autofree char *id = kind == SHEAF_KIND_TAG ? sheaf_id_for_tag (text) : sheaf_id_new ();
  g_autoptr (SheafOutcome) outcome = NULL;
  SheafEdit *edit = sheaf_edit_new (kind, id, NULL);
  JsonObject *value = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (value, field, text);
  json_node_take_object (node, value);
  sheaf_edit_create (edit, node);
  outcome = apply_one (store, edit);
  g_assert_cmpuint (json_array_get_length (outcome->clashes), ==, 0);

  return g_steal_pointer (&id);
}

void
put_string (SheafStore *store,
            SheafKind   kind,
            const char *id,
            const char *field,
            const char *was,
            const char *value)
{
  g_autoptr (SheafOutcome) outcome = NULL;
  SheafEdit *edit = sheaf_edit_new (kind, id, NULL);

  sheaf_edit_put_string (edit, field, was, value);
  outcome = apply_one (store, edit);
  g_assert_cmpuint (json_array_get_length (outcome->applied), ==, 1);
}

SheafEntity *
get_newest (SheafStore *store)
{
  SheafQuery query = { .kind = SHEAF_KIND_ARTICLE, .limit = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = sheaf_store_list (store, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->entities->len, ==, 1);

  return g_ptr_array_steal_index (page->entities, 0);
}

GPtrArray *
list_all (SheafStore *store,
          SheafQuery  query,
          guint       page_size)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cursor = NULL;

  query.limit = page_size;
  do
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafPage) page = NULL;

      query.cursor = cursor;
      page = sheaf_store_list (store, &query, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->entities->len; i++)
        g_ptr_array_add (ids, g_strdup (sheaf_entity_get_id (page->entities->pdata[i])));
      g_assert_true (page->next == NULL || page->entities->len == page_size);
      g_free (cursor);
      cursor = g_steal_pointer (&page->next);
    }
  while (cursor != NULL);

  return ids;
}

guint
count_all (SheafStore *store,
           SheafQuery  query)
{
  g_autoptr (GPtrArray) ids = list_all (store, query, 10);

  return ids->len;
}
