/* sheaf-places.c: what there is to go to on a desk, as the sidebar lists it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-places.h"

#include <glib/gi18n.h>

#include "ui/sheaf-source-words.h"

/* Number keys. */
#define MOST_PINNED 9

static SheafPlace *
add_place (GListStore *places,
           const char *kind,
           const char *id,
           const char *title,
           const char *icon,
           guint       count)
{
  g_autoptr (SheafPlace) place = sheaf_place_new (kind, id, title, icon, 0);

  g_object_set (place, "count", (int) count, NULL);
  g_list_store_append (places, place);

  /* The store keeps it. */
  return place;
}

static void
add_heading (GListStore *places,
             const char *kind,
             const char *title,
             const char *action,
             const char *label)
{
  g_autoptr (SheafPlace) place = sheaf_place_new_heading (kind, title, action, label);

  g_list_store_append (places, place);
}

static guint
count_items (SheafDesk *desk,
             SheafKind  kind)
{
  return g_list_model_get_n_items (sheaf_desk_get_items (desk, kind));
}

static void
add_articles (GListStore        *places,
              SheafDesk         *desk,
              const SheafCounts *counts)
{
  add_place (places, "inbox", "", _("Inbox"), "sheaf-inbox-symbolic", (guint) counts->inbox);
  add_place (places, "kept", "", _("Kept"), "object-select-symbolic", (guint) counts->kept);
  add_place (places, "dismissed", "", _("Dismissed"), "action-unavailable-symbolic",
             (guint) counts->dismissed);
  add_place (places, "all", "", _("All Articles"), "view-list-symbolic", (guint) counts->all);
  add_place (places, "stories", "", _("Stories"), "sheaf-story-symbolic",
             count_items (desk, SHEAF_KIND_STORY));
  add_place (places, "tags", "", _("Tags"), "sheaf-tag-symbolic",
             count_items (desk, SHEAF_KIND_TAG));
}

guint
sheaf_places_get_pin (GSettings  *settings,
                      const char *set)
{
  g_auto (GStrv) pinned = g_settings_get_strv (settings, "pinned-sets");

  for (guint i = 0; pinned[i] != NULL && i < MOST_PINNED; i++)
    {
      if (g_str_equal (pinned[i], set))
        return i + 1;
    }

  return 0;
}

static void
add_sets (GListStore *places,
          SheafDesk  *desk,
          GSettings  *settings)
{
  GListModel *sets = sheaf_desk_get_items (desk, SHEAF_KIND_SET);
  g_autofree char *working = g_settings_get_string (settings, "working-set");

  add_heading (places, "sets", _("Sets"), "win.new-set", _("New Set"));

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sets, i);
      JsonArray *members = sheaf_entity_get_array (sheaf_item_get_entity (item), "members");
      const char *id = sheaf_item_get_id (item);
      const char *title = sheaf_item_get_title (item);
      SheafPlace *place;

      place = add_place (places, "set", id, *title != '\0' ? title : _("Untitled Set"),
                         "sheaf-set-symbolic",
                         members != NULL ? json_array_get_length (members) : 0);
      g_object_set (place,
                    "working", g_str_equal (working, id),
                    "pin", sheaf_places_get_pin (settings, id),
                    NULL);
    }
}

static const char *
get_status (SheafItem *bundle)
{
  const char *status = sheaf_entity_get_string (sheaf_item_get_entity (bundle), "status");

  return status != NULL ? status : "draft";
}

/* What was retracted was published, and is found there. */
static const char *
get_list (SheafItem *bundle)
{
  const char *status = get_status (bundle);

  return g_str_equal (status, "retracted") ? "published" : status;
}

static guint
count_bundles (SheafDesk  *desk,
               const char *list)
{
  GListModel *bundles = sheaf_desk_get_items (desk, SHEAF_KIND_BUNDLE);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (bundles); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (bundles, i);

      n += g_str_equal (get_list (item), list);
    }

  return n;
}

static void
add_writing (GListStore *places,
             SheafDesk  *desk)
{
  add_heading (places, "writing", _("Writing"), "win.new-editorial('')", _("New Editorial"));
  add_place (places, "editorials", "", _("Editorials"), "document-edit-symbolic",
             count_items (desk, SHEAF_KIND_EDITORIAL));

  add_heading (places, "bundles", _("Bundles"), "win.new-bundle('')", _("New Bundle"));
  add_place (places, "bundles", "draft", _("Drafts"), "sheaf-bundle-symbolic",
             count_bundles (desk, "draft"));
  add_place (places, "bundles", "scheduled", _("Scheduled"), "alarm-symbolic",
             count_bundles (desk, "scheduled"));
  add_place (places, "bundles", "published", _("Published"), "send-to-symbolic",
             count_bundles (desk, "published"));
}

static void
add_sources (GListStore        *places,
             SheafDesk         *desk,
             const SheafCounts *counts)
{
  GListModel *sources = sheaf_desk_get_items (desk, SHEAF_KIND_SOURCE);
  guint n = g_list_model_get_n_items (sources);

  add_heading (places, "sources", _("Sources"), "win.add-source", _("Add Source"));
  add_place (places, "sources", "", _("All Sources"), "sheaf-source-symbolic", n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (sources, i);
      g_autofree char *warning = sheaf_source_get_warning (sheaf_item_get_entity (item));
      gpointer count = NULL;
      SheafPlace *place;

      if (counts->by_source != NULL)
        count = g_hash_table_lookup (counts->by_source, sheaf_item_get_id (item));

      place = add_place (places, "source", sheaf_item_get_id (item), sheaf_item_get_title (item),
                         "application-rss+xml-symbolic", GPOINTER_TO_UINT (count));
      g_object_set (place, "warning", warning, NULL);
    }
}

GListStore *
sheaf_places_list (SheafDesk         *desk,
                   GSettings         *settings,
                   const SheafCounts *counts)
{
  const SheafCounts none = { 0 };
  GListStore *places;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  if (counts == NULL)
    counts = &none;

  places = g_list_store_new (SHEAF_TYPE_PLACE);
  add_articles (places, desk, counts);
  add_sets (places, desk, settings);
  add_writing (places, desk);
  add_sources (places, desk, counts);

  return places;
}

void
sheaf_places_find (SheafDesk   *desk,
                   const char **kind,
                   const char **id)
{
  SheafItem *bundle;

  g_return_if_fail (SHEAF_IS_DESK (desk));
  g_return_if_fail (kind != NULL && *kind != NULL);

  if (g_str_equal (*kind, "editorial"))
    {
      *kind = "editorials";
      *id = "";
    }
  else if (g_str_equal (*kind, "bundle"))
    {
      bundle = sheaf_desk_get_item (desk, SHEAF_KIND_BUNDLE, *id);
      *kind = "bundles";
      *id = bundle != NULL ? get_list (bundle) : "draft";
    }
  else if (g_str_equal (*kind, "story"))
    {
      *kind = "stories";
      *id = "";
    }
}
