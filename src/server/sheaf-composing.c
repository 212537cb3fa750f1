/* sheaf-composing.c: bundles composed from what stands in the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-composing.h"

#include <glib/gi18n-lib.h>

#include "markup/sheaf-sanitise.h"
#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "server/sheaf-problem.h"

static SheafEntity *
lookup (SheafKind   kind,
        const char *id,
        gpointer    data)
{
  SheafComposing *composing = data;

  return sheaf_store_get (composing->service->store, kind, id, NULL);
}

static char *
get_body (const char *article,
          gpointer    data)
{
  SheafComposing *composing = data;

  g_autofree char *stored = sheaf_store_get_body (composing->service->store, article, NULL);

  /* Once more before the public sees it: one written here may have been merged from two. */
  return stored == NULL ? NULL : sheaf_sanitise_html (stored, -1, NULL);
}

/* When the bundle's first release was published: each release repeats it. */
static gint64
find_first (SheafStore *store,
            const char *bundle)
{
  g_autoptr (JsonNode) release = sheaf_store_get_release (store, bundle, 0, NULL);

  if (release == NULL)
    return SHEAF_TIME_NONE;

  return sheaf_time_from_string (
      json_object_get_string_member_with_default (json_node_get_object (release), "published",
                                                  NULL));
}

SheafComposing *
sheaf_composing_new (SheafService  *service,
                     const char    *bundle,
                     GError       **error)
{
  g_autoptr (SheafComposing) composing = g_new0 (SheafComposing, 1);

  composing->service = service;
  if (sheaf_id_is_valid (bundle))
    {
      composing->bundle = sheaf_store_get (service->store, SHEAF_KIND_BUNDLE, bundle, error);
      if (composing->bundle == NULL)
        return NULL;
    }

  if (composing->bundle == NULL || sheaf_entity_is_deleted (composing->bundle))
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_NOT_FOUND,
                           _("There is no bundle with this id."));
      return NULL;
    }

  if (!service->embedded)
    composing->base_url = g_strconcat (service->public_url, "b/", NULL);
  composing->compose.lookup = lookup;
  composing->compose.body = get_body;
  composing->compose.data = composing;
  composing->compose.now = sheaf_time_now ();
  composing->compose.first = find_first (service->store, bundle);
  composing->compose.base_url = composing->base_url;
  composing->compose.publisher = service->title;

  return g_steal_pointer (&composing);
}

void
sheaf_composing_free (SheafComposing *composing)
{
  g_clear_pointer (&composing->bundle, sheaf_entity_unref);
  g_free (composing->base_url);
  g_free (composing);
}

/* Two bundles cannot be at one address. Only the store knows of the other, so this check is not
 * among those of bundle/. Returns: (nullable): the other's id */
static char *
find_slug_holder (SheafComposing *composing)
{
  const char *slug = sheaf_entity_get_string (composing->bundle, "slug");
  g_autoptr (JsonNode) release = NULL;
  const char *id;

  if (slug != NULL)
    release = sheaf_store_find_release (composing->service->store, slug, NULL);
  if (release == NULL)
    return NULL;

  id = json_object_get_string_member (json_node_get_object (release), "id");

  return g_strcmp0 (id, sheaf_entity_get_id (composing->bundle)) != 0 ? g_strdup (id) : NULL;
}

JsonArray *
sheaf_composing_check (SheafComposing *composing,
                       gboolean       *blocked)
{
  g_autoptr (GPtrArray) checks = sheaf_bundle_check (composing->bundle, &composing->compose);
  g_autofree char *holder = find_slug_holder (composing);
  JsonArray *items = json_array_new ();

  if (blocked != NULL)
    *blocked = holder != NULL;

  if (holder != NULL)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "kind", "slug-taken");
      json_object_set_boolean_member (item, "blocks", TRUE);
      json_object_set_string_member (item, "entity", "bundle");
      json_object_set_string_member (item, "entity_id", holder);
      json_array_add_object_element (items, item);
    }

  for (guint i = 0; i < checks->len; i++)
    {
      SheafCheck *check = g_ptr_array_index (checks, i);
      g_autofree char *time = sheaf_time_to_string (check->time);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "kind", sheaf_check_kind_to_string (check->kind));
      json_object_set_boolean_member (item, "blocks", check->blocks);
      if (check->entity != NULL)
        {
          SheafKind kind = sheaf_entity_get_kind (check->entity);

          json_object_set_string_member (item, "entity", sheaf_kind_to_string (kind));
          json_object_set_string_member (item, "entity_id", sheaf_entity_get_id (check->entity));
        }
      if (check->kind == SHEAF_CHECK_EMBARGO && time != NULL)
        json_object_set_string_member (item, "time", time);
      json_array_add_object_element (items, item);

      if (blocked != NULL && check->blocks)
        *blocked = TRUE;
    }

  return items;
}
