/* sheaf-delivery.c: a release taken to where it is published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-delivery.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "connect/sheaf-fetcher.h"
#include "connect/sheaf-folder-publisher.h"

/* What the store calls the delivery to the backend's own pages. */
#define PAGES "pages"

#define LISTED 100

/* Whether a release went to @destination, as the store has noted. */
static gboolean
went_to (SheafStore *store,
         const char *bundle,
         gint64      number,
         const char *destination)
{
  g_autoptr (JsonArray) deliveries = sheaf_store_list_deliveries (store, bundle, number, NULL);

  for (guint i = 0; deliveries != NULL && i < json_array_get_length (deliveries); i++)
    {
      JsonObject *delivery = json_array_get_object_element (deliveries, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (delivery, "destination", NULL),
                     destination) == 0
          && g_strcmp0 (json_object_get_string_member_with_default (delivery, "state", NULL),
                        "delivered") == 0)
        return TRUE;
    }

  return FALSE;
}

/* What the folder's feeds list: @release, and the newest of other bundles that went there too. */
static GPtrArray *
collect_releases (SheafStore  *store,
                  JsonNode    *release,
                  const char  *destination,
                  GError     **error)
{
  g_autoptr (JsonArray) newest = sheaf_store_list_releases (store, NULL, LISTED, error);
  g_autoptr (GPtrArray) releases = NULL;
  const char *bundle = json_object_get_string_member (json_node_get_object (release), "id");

  if (newest == NULL)
    return NULL;

  releases = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_ptr_array_add (releases, json_node_ref (release));
  for (guint i = 0; i < json_array_get_length (newest); i++)
    {
      JsonNode *node = json_array_get_element (newest, i);
      JsonObject *other = json_node_get_object (node);
      const char *id = json_object_get_string_member (other, "id");

      if (g_strcmp0 (id, bundle) != 0
          && went_to (store, id, json_object_get_int_member (other, "number"), destination))
        g_ptr_array_add (releases, json_node_ref (node));
    }

  return g_steal_pointer (&releases);
}

/* A newsroom's backend writes only where who runs it lets it. */
static gboolean
check_folder (SheafService  *service,
              const char    *path,
              GError       **error)
{
  if (service->embedded)
    return TRUE;

  for (guint i = 0; i < service->folders->len; i++)
    {
      const char *folder = g_ptr_array_index (service->folders, i);

      if (g_str_has_prefix (path, folder)
          && (path[strlen (folder)] == '\0' || path[strlen (folder)] == '/'))
        return TRUE;
    }

  g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER,
               _("The backend may not publish to “%s”."), path);

  return FALSE;
}

static gboolean
deliver_to_folder (SheafService  *service,
                   JsonNode      *release,
                   SheafEntity   *destination,
                   char         **address,
                   GError       **error)
{
  const char *title = sheaf_entity_get_title (destination);
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) releases = NULL;

  path = sheaf_folder_publisher_path (sheaf_entity_get_string (destination, "address"), error);
  if (path == NULL || !check_folder (service, path, error))
    return FALSE;

  releases = collect_releases (service->store, release, sheaf_entity_get_id (destination), error);
  if (releases == NULL)
    return FALSE;

  name = g_path_get_basename (path);

  return sheaf_folder_publisher_publish (path, release, releases, title[0] != '\0' ? title : name,
                                         address, error);
}

/* The pages are made from the store whenever they are asked for: that the slug finds this release
 * is all there is to check. */
static gboolean
deliver_to_pages (SheafService  *service,
                  JsonNode      *release,
                  char         **address,
                  GError       **error)
{
  const char *slug = json_object_get_string_member (json_node_get_object (release), "slug");
  g_autofree char *escaped = g_uri_escape_string (slug, NULL, FALSE);
  g_autoptr (JsonNode) found = sheaf_store_find_release (service->store, slug, error);

  if (found == NULL)
    return FALSE;

  if (!json_node_equal (found, release))
    {
      g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_CONTENT,
                   _("The page of “%s” shows something else."), slug);
      return FALSE;
    }

  *address = g_strconcat (service->public_url, "b/", escaped, NULL);

  return TRUE;
}

static gboolean
deliver (SheafService  *service,
         const char    *bundle,
         gint64         number,
         SheafEntity   *destination,
         const char    *kind,
         char         **address,
         GError       **error)
{
  g_autoptr (JsonNode) release
      = sheaf_store_get_release (service->store, bundle, number, error);

  if (release == NULL)
    return FALSE;

  if (destination == NULL)
    return deliver_to_pages (service, release, address, error);
  if (g_strcmp0 (kind, "folder") == 0)
    return deliver_to_folder (service, release, destination, address, error);

  g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_CONTENT,
               _("Sheaf cannot publish to a “%s”."), kind != NULL ? kind : "");

  return FALSE;
}

JsonObject *
sheaf_delivery_make (SheafService *service,
                     const char   *bundle,
                     gint64        number,
                     SheafEntity  *destination)
{
  const char *id = destination != NULL ? sheaf_entity_get_id (destination) : NULL;
  const char *kind = destination != NULL ? sheaf_entity_get_string (destination, "type") : PAGES;
  JsonObject *delivery = json_object_new ();
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) note_error = NULL;
  gboolean delivered;

  delivered = deliver (service, bundle, number, destination, kind, &address, &error);

  if (id != NULL)
    json_object_set_string_member (delivery, "destination", id);
  else
    json_object_set_null_member (delivery, "destination");
  json_object_set_string_member (delivery, "kind", kind != NULL ? kind : "");
  json_object_set_string_member (delivery, "state", delivered ? "delivered" : "failed");
  if (address != NULL)
    json_object_set_string_member (delivery, "address", address);
  json_object_set_boolean_member (delivery, "checked", delivered);
  if (error != NULL)
    json_object_set_string_member (delivery, "error", error->message);

  if (!sheaf_store_set_delivery (service->store, bundle, number, id != NULL ? id : PAGES, delivery,
                                 &note_error))
    g_warning ("A delivery could not be noted: %s", note_error->message);

  return delivery;
}

gboolean
sheaf_delivery_was_made (SheafService *service,
                         const char   *bundle,
                         gint64        number,
                         SheafEntity  *destination)
{
  return went_to (service->store, bundle, number,
                  destination != NULL ? sheaf_entity_get_id (destination) : PAGES);
}
