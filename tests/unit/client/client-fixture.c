/* client-fixture.c: a desk on a replica of its own, and articles to work on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client-fixture.h"

#include <glib/gstdio.h>

#include "client/sheaf-desk-private.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"

/* Far more than a busy machine needs under a checker of memory: only what hangs comes to it. */
#define GIVE_UP_SECONDS 240

char *
fixture_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sheaf-client-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

void
fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
fixture_on_result (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
on_give_up (gpointer data)
{
  g_error ("Waited for %d seconds in vain", GIVE_UP_SECONDS);

  return G_SOURCE_REMOVE;
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

GAsyncResult *
fixture_wait (GAsyncResult **result)
{
  fixture_wait_until (has_result, result);

  return *result;
}

void
fixture_wait_until (FixtureCondition condition,
                    gpointer         data)
{
  guint source = g_timeout_add_seconds (GIVE_UP_SECONDS, on_give_up, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

SheafDesk *
fixture_open_desk (const char *folder,
                   const char *name,
                   const char *address)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *nobody = g_strdup_printf ("unix:%s/nobody", folder);
  SheafDesk *desk = sheaf_desk_new (path, address == NULL ? nobody : address, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_open_async (desk, NULL, fixture_on_result, &result);
  sheaf_desk_open_finish (desk, fixture_wait (&result), &error);
  g_assert_no_error (error);

  return desk;
}

void
fixture_close_desk (SheafDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_desk_close_async (desk, NULL, fixture_on_result, &result);
  sheaf_desk_close_finish (desk, fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_object_unref (desk);
}

char *
fixture_make_id (guint n)
{
  return g_strdup_printf ("0193f000-0000-7000-8000-%012x", n);
}

JsonNode *
fixture_make_article (const char *id,
                      gint64      seq,
                      const char *title,
                      const char *summary)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *published = sheaf_time_to_string (1764000000000 + seq * 60000);

  json_object_set_string_member (object, "kind", "article");
  json_object_set_string_member (object, "id", id);
  json_object_set_int_member (object, "rev", 0);
  json_object_set_int_member (object, "seq", seq);
  json_object_set_string_member (object, "created", published);
  json_object_set_string_member (object, "updated", published);
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "summary", summary);
  json_object_set_string_member (object, "publisher", "Coast Wire");
  json_object_set_string_member (object, "published", published);
  json_object_set_string_member (object, "language", "en");
  json_object_set_string_member (object, "state", "inbox");

  return json_node_init_object (json_node_alloc (), object);
}

void
fixture_receive (SheafDesk *desk,
                 GPtrArray *entities,
                 gint64     seq)
{
  SheafSyncBatch *batch = g_new0 (SheafSyncBatch, 1);
  JsonObject *answer = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entities->len; i++)
    json_array_add_element (array, json_node_ref (g_ptr_array_index (entities, i)));
  json_object_set_string_member (answer, "store", "store-of-the-test");
  json_object_set_int_member (answer, "seq", seq);
  json_object_set_array_member (answer, "entities", array);
  batch->answer = json_node_alloc ();
  json_node_take_object (json_node_init (batch->answer, JSON_NODE_OBJECT), answer);
  batch->generation = 1;

  sheaf_replica_write_async (desk->replica, sheaf_sync_write_batch, batch,
                             (GDestroyNotify) sheaf_sync_batch_free, fixture_on_result, &result);
  sheaf_replica_write_finish (desk->replica, fixture_wait (&result), &error);
  g_assert_no_error (error);
}

void
fixture_fill (SheafDesk *desk,
              guint      n)
{
  g_autoptr (GPtrArray) entities =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = fixture_make_id (i);
      g_autofree char *title = g_strdup_printf ("Ferry %u leaves the harbour", i);

      g_ptr_array_add (entities, fixture_make_article (id, i + 1, title, "A line to the islands."));
    }
  fixture_receive (desk, entities, n);
}

SheafEntity *
fixture_get_article (SheafDesk  *desk,
                     const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafEntity *article;

  sheaf_desk_get_article_async (desk, id, NULL, fixture_on_result, &result);
  article = sheaf_desk_get_article_finish (desk, fixture_wait (&result), &error);
  g_assert_no_error (error);

  return article;
}

SheafArticleList *
fixture_query (SheafDesk  *desk,
               SheafScope  scope,
               const char *id,
               const char *text)
{
  const SheafArticleQuery query = { scope, id, text, SHEAF_ORDER_NEWEST };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafArticleList *list;

  sheaf_desk_query_async (desk, &query, NULL, fixture_on_result, &result);
  list = sheaf_desk_query_finish (desk, fixture_wait (&result), &error);
  g_assert_no_error (error);

  return list;
}

guint
fixture_count (SheafDesk  *desk,
               SheafScope  scope,
               const char *id,
               const char *text)
{
  g_autoptr (SheafArticleList) list = fixture_query (desk, scope, id, text);

  return sheaf_article_list_get_n_items (list);
}

static char *
finish_act (SheafDesk     *desk,
            GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) owned = fixture_wait (result);
  char *group = sheaf_desk_act_finish (desk, owned, &error);

  g_assert_no_error (error);

  return group;
}

char *
fixture_triage (SheafDesk    *desk,
                SheafTargets *targets,
                const char   *state,
                const char   *reason)
{
  GAsyncResult *result = NULL;

  sheaf_desk_triage_async (desk, targets, state, reason, NULL, fixture_on_result, &result);

  return finish_act (desk, &result);
}

char *
fixture_tag (SheafDesk    *desk,
             SheafTargets *targets,
             const char   *name,
             gboolean      add)
{
  GAsyncResult *result = NULL;

  sheaf_desk_tag_async (desk, targets, name, add, NULL, fixture_on_result, &result);

  return finish_act (desk, &result);
}

char *
fixture_edit (SheafDesk *desk,
              SheafEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  GAsyncResult *result = NULL;

  g_ptr_array_add (edits, edit);
  sheaf_desk_edit_async (desk, edits, NULL, fixture_on_result, &result);

  return finish_act (desk, &result);
}

char *
fixture_undo (SheafDesk  *desk,
              const char *group)
{
  GAsyncResult *result = NULL;

  sheaf_desk_undo_async (desk, group, NULL, fixture_on_result, &result);

  return finish_act (desk, &result);
}

char *
fixture_redo (SheafDesk *desk)
{
  GAsyncResult *result = NULL;

  sheaf_desk_redo_async (desk, NULL, fixture_on_result, &result);

  return finish_act (desk, &result);
}

char *
fixture_make_set (SheafDesk  *desk,
                  const char *title)
{
  g_autofree char *id = sheaf_id_new ();
  g_autoptr (SheafEdit) edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  g_autoptr (JsonObject) value = json_object_new ();
  g_autofree char *group = NULL;

  json_object_set_string_member (value, "title", title);
  sheaf_edit_create (edit, json_node_init_object (json_node_alloc (), value));
  group = fixture_edit (desk, edit);
  g_assert_cmpstr (group, !=, "");

  return g_steal_pointer (&id);
}

void
fixture_add_to_set (SheafDesk    *desk,
                    const char   *set,
                    SheafTargets *targets,
                    const char   *before)
{
  GAsyncResult *result = NULL;
  g_autofree char *group = NULL;

  sheaf_desk_add_to_set_async (desk, set, targets, NULL, before, NULL, fixture_on_result, &result);
  group = finish_act (desk, &result);
  g_assert_cmpstr (group, !=, "");
}
