/* sheaf-opml-routes.c: /v1/sources/export and /v1/sources/import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "feed/sheaf-opml.h"
#include "model/sheaf-id.h"
#include "server/sheaf-source-routes.h"

#define FOLDER_SEPARATOR " / "

/* One call of the store applies as many. */
#define BATCH 500

static const char *const no_query[] = { NULL };

/* All sources that are not deleted. Returns: (transfer full) (element-type SheafEntity) */
static GPtrArray *
list_sources (SheafStore  *store,
              GError     **error)
{
  g_autoptr (GPtrArray) sources
      = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  g_autofree char *cursor = NULL;

  do
    {
      SheafQuery query = { .kind = SHEAF_KIND_SOURCE, .cursor = cursor, .limit = 1000 };
      g_autoptr (SheafPage) page = sheaf_store_list (store, &query, error);

      if (page == NULL)
        return NULL;

      for (guint i = 0; i < page->entities->len; i++)
        g_ptr_array_add (sources, sheaf_entity_ref (g_ptr_array_index (page->entities, i)));
      g_free (cursor);
      cursor = g_steal_pointer (&page->next);
    }
  while (cursor != NULL);

  return g_steal_pointer (&sources);
}

static SheafOpmlFeed *
make_feed (SheafEntity *source)
{
  const char *folder = sheaf_entity_get_string (source, "folder");
  SheafOpmlFeed *feed = g_new0 (SheafOpmlFeed, 1);

  feed->title = g_strdup (sheaf_entity_get_title (source));
  feed->url = g_strdup (sheaf_entity_get_string (source, "address"));
  feed->home = g_strdup (sheaf_entity_get_string (source, "feed/link"));
  feed->folders = folder != NULL && folder[0] != '\0' ? g_strsplit (folder, FOLDER_SEPARATOR, -1)
                                                      : g_new0 (char *, 1);

  return feed;
}

SheafAnswer *
sheaf_source_routes_export (SheafRequest  *request,
                            GError       **error)
{
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GPtrArray) feeds
      = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_opml_feed_free);

  if (!sheaf_request_check_query (request, no_query, error))
    return NULL;

  sources = list_sources (request->service->store, error);
  if (sources == NULL)
    return NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      SheafEntity *source = g_ptr_array_index (sources, i);

      if (sheaf_entity_get_string (source, "address") != NULL)
        g_ptr_array_add (feeds, make_feed (source));
    }

  return sheaf_answer_new_text ("text/x-opml; charset=utf-8",
                                sheaf_opml_write (feeds, request->service->title));
}

static JsonNode *
make_source (const SheafOpmlFeed *feed)
{
  g_autofree char *folder = g_strjoinv (FOLDER_SEPARATOR, feed->folders);
  JsonNode *value = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "feed");
  json_object_set_string_member (object, "address", feed->url);
  json_object_set_string_member (object, "title",
                                 feed->title != NULL && feed->title[0] != '\0' ? feed->title
                                                                               : feed->url);
  if (folder[0] != '\0')
    json_object_set_string_member (object, "folder", folder);
  json_node_take_object (value, object);

  return value;
}

static GPtrArray *
make_edits (GPtrArray *feeds)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autofree char *group = sheaf_id_new ();

  for (guint i = 0; i < feeds->len; i++)
    {
      g_autofree char *id = sheaf_id_new ();
      SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, id, group);

      sheaf_edit_create (edit, make_source (feeds->pdata[i]));
      g_ptr_array_add (edits, edit);
    }

  return edits;
}

static gboolean
apply_in_batches (SheafRequest  *request,
                  GPtrArray     *edits,
                  GError       **error)
{
  for (guint start = 0; start < edits->len; start += BATCH)
    {
      g_autoptr (GPtrArray) batch = g_ptr_array_new ();
      g_autoptr (GPtrArray) outcomes = NULL;

      for (guint i = start; i < edits->len && i < start + BATCH; i++)
        g_ptr_array_add (batch, g_ptr_array_index (edits, i));
      outcomes = sheaf_store_apply (request->service->store, batch, request->by, error);
      if (outcomes == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The feeds of the list that are not among the sources yet; owned by @feeds. */
static GPtrArray *
find_new (SheafRequest  *request,
          GPtrArray     *feeds,
          GError       **error)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new ();
  g_autoptr (GPtrArray) sources = list_sources (request->service->store, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (sources == NULL)
    return NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      const char *address = sheaf_entity_get_string (sources->pdata[i], "address");

      if (address != NULL)
        g_hash_table_add (known, (gpointer) address);
    }

  for (guint i = 0; i < feeds->len; i++)
    {
      SheafOpmlFeed *feed = g_ptr_array_index (feeds, i);

      if (g_hash_table_add (known, feed->url))
        g_ptr_array_add (new, feed);
    }

  return g_steal_pointer (&new);
}

/* Who asks to see first adds them by edits of its own, which it can undo. */
static SheafAnswer *
answer_preview (GPtrArray *new,
                guint      n_known)
{
  JsonObject *object = json_object_new ();
  JsonArray *sources = json_array_new ();

  for (guint i = 0; i < new->len; i++)
    json_array_add_element (sources, make_source (new->pdata[i]));
  json_object_set_array_member (object, "sources", sources);
  json_object_set_int_member (object, "added", 0);
  json_object_set_int_member (object, "known", n_known);

  return sheaf_answer_new_object (200, object);
}

SheafAnswer *
sheaf_source_routes_import (SheafRequest  *request,
                            GError       **error)
{
  static const char *const query[] = { "preview", NULL };
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GPtrArray) new = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) parse_error = NULL;
  JsonObject *object;
  SheafAnswer *answer;

  if (!sheaf_request_check_query (request, query, error))
    return NULL;

  feeds = sheaf_opml_parse (request->body, &parse_error);
  if (feeds == NULL)
    {
      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
                   _("This is not a list of feeds (OPML): %s"), parse_error->message);
      return NULL;
    }

  new = find_new (request, feeds, error);
  if (new == NULL)
    return NULL;

  if (g_strcmp0 (sheaf_request_get_query (request, "preview"), "true") == 0)
    return answer_preview (new, feeds->len - new->len);

  edits = make_edits (new);
  if (!apply_in_batches (request, edits, error))
    return NULL;

  object = json_object_new ();
  json_object_set_int_member (object, "added", edits->len);
  json_object_set_int_member (object, "known", feeds->len - edits->len);
  answer = sheaf_answer_new_object (200, object);
  answer->wrote = answer->sources = edits->len > 0;

  return answer;
}
