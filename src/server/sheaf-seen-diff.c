/* sheaf-seen-diff.c: what has become of an entity since an editor saw it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-seen-diff.h"

#include "model/sheaf-json.h"

/* Of more edits than this the newest are told. */
#define TOLD 100

/* Adds the string @name of @object to @array, if it is not there. */
static void
add_once (JsonArray  *array,
          JsonObject *object,
          const char *name)
{
  const char *string = sheaf_json_get_string (sheaf_json_lookup (object, name));

  if (string == NULL)
    return;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (array, i), string) == 0)
        return;
    }

  json_array_add_string_element (array, string);
}

JsonObject *
sheaf_seen_diff (SheafStore  *store,
                 SheafEntity *part,
                 gint64       seen)
{
  SheafKind kind = sheaf_entity_get_kind (part);
  gint64 rev = sheaf_entity_get_rev (part);
  JsonObject *diff = json_object_new ();
  JsonArray *by = json_array_new ();
  JsonArray *fields = json_array_new ();
  g_autoptr (JsonArray) history = NULL;
  gint64 left = seen > 0 ? rev - seen : 0;

  if (left > 0)
    history = sheaf_store_get_history (store, kind, sheaf_entity_get_id (part), 0, TOLD, NULL);

  /* Newest first; what had no effect raised no revision. */
  for (guint i = 0; history != NULL && left > 0 && i < json_array_get_length (history); i++)
    {
      JsonObject *edit = json_array_get_object_element (history, i);
      JsonArray *applied = sheaf_json_get_array (sheaf_json_lookup (edit, "applied"));

      if (applied == NULL || json_array_get_length (applied) == 0)
        continue;

      left--;
      add_once (by, edit, "by");
      for (guint j = 0; j < json_array_get_length (applied); j++)
        add_once (fields, json_array_get_object_element (applied, j), "field");
    }

  json_object_set_string_member (diff, "entity", sheaf_kind_to_string (kind));
  json_object_set_string_member (diff, "id", sheaf_entity_get_id (part));
  json_object_set_int_member (diff, "seen", seen);
  json_object_set_int_member (diff, "rev", rev);
  json_object_set_string_member (diff, "title", sheaf_entity_get_title (part));
  json_object_set_array_member (diff, "by", by);
  json_object_set_array_member (diff, "fields", fields);

  return diff;
}
